"""From a file to the store: read, extract, plan; and, once somebody has said yes, carry out."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from pathlib import Path
from threading import Event
from typing import Any, NamedTuple

from kombit_tui.db.changes import Applied, Change, Create, Origin, Update
from kombit_tui.db.queries.known import known_records
from kombit_tui.db.store import Store
from kombit_tui.domain.places import is_paged, place_in
from kombit_tui.domain.records import KINDS
from kombit_tui.domain.review_entries import State
from kombit_tui.domain.text import squeeze
from kombit_tui.ingest.candidates import Candidate, Extraction, to_json
from kombit_tui.ingest.document import Document
from kombit_tui.ingest.extract import extract
from kombit_tui.ingest.mapping import KIND as MAPPING
from kombit_tui.ingest.mapping import NOTHING_SAID, Said, taught
from kombit_tui.ingest.plan import make_plan
from kombit_tui.ingest.planned import Plan, Planned
from kombit_tui.ingest.readers.child import read_document
from kombit_tui.ingest.readers.reading import Tell

IMPORTED = (
    "source",
    "project",
    "person",
    "meeting",
    "agenda_item",
    "question",
    "campaign",
    "task",
    "task_state",
    "task_change",
    "milestone",
    "role",
    "assignment",
    "system",
    "campaign_system",
    "agreement",
    "agreement_state",
    "price",
    "rollout_status",
    "contact",
    "link",
    "visit",
    "column_mapping",
)
"""The kinds an import may make, in the order in which they are written; of what is a municipality's
own only what spreadsheets have rows of."""


_MOST_LINES, _MOST_TEXT = 40, 4_000
"""How much of a file a reviewer is shown beside a record."""


def read_whole(
    path: Path, tell: Tell | None = None, stop: Event | None = None
) -> tuple[Extraction, ...]:
    """What is in a file, and after a mail what is in each sheet attached to it. Blocks.

    `~` is the user's home. Where the file has pages, the places of what was found are pages and not
    lines. A sheet of a mail is as one that was saved before it was read.

    Args:
        tell: is told from time to time how many pages are read, and of how many.
        stop: set by another thread, it ends the reading.

    Raises:
        UnreadableFile: it is not there, there is nothing to read in it, or it was stopped.
    """
    document = read_document(path.expanduser(), tell, stop)
    return tuple(map(_extracted, (document, *document.attached)))


def _extracted(document: Document) -> Extraction:
    found = replace(extract(document), cut=document.cut)
    return found if document.is_table else _placed(found, document)


def _placed(found: Extraction, document: Document) -> Extraction:
    """The candidates with what stands at their place; on pages, where the file has pages."""
    texts = {line.number: line.text for line in document.lines}
    pages = {line.number: page.number for page in document.pages for line in page.lines}
    paged = pages if is_paged(document.file) else None
    values: dict[str, Any] = {}
    for field in fields(found):
        value = getattr(found, field.name)
        if value and isinstance(value, tuple) and isinstance(value[0], Candidate):
            values[field.name] = tuple(_at_place(one, texts, paged) for one in value)
    return replace(found, **values)


def _at_place(one: Candidate, texts: dict[int, str], pages: dict[int, int] | None) -> Candidate:
    first, last = one.lines
    numbers = range(first, min(last, first + _MOST_LINES - 1) + 1)
    excerpt = "\n".join(squeeze(texts.get(number, "")) for number in numbers).strip("\n")
    one = replace(one, excerpt=excerpt[:_MOST_TEXT])
    if pages is None:
        return one
    return replace(one, lines=(pages[first], pages[last]), page=pages[first])


def files_as_json(
    path: Path, tell: Tell | None = None, said: Said = NOTHING_SAID
) -> list[dict[str, Any]]:
    """What `read_whole` finds, as the contract for scripts has it: with lines, or with pages.

    Raises:
        UnreadableFile: see `read_whole`.
        MappingInvalid: it has no such column.
    """
    read = read_whole(path, tell)
    return [_as_json(taught(found, {}, _said_of(found, read, said))) for found in read]


def _said_of(found: Extraction, read: Sequence[Extraction], said: Said) -> Said:
    """What was said of columns is said of the files that have some; of all where none has."""
    is_meant = found.sheets or not any(one.sheets for one in read)
    return said if is_meant else NOTHING_SAID


def _as_json(one: Extraction) -> dict[str, Any]:
    found: dict[str, Any] = to_json(one)
    if is_paged(found["source"]["file"]):
        for one in (one for value in found.values() if isinstance(value, list) for one in value):
            if isinstance(one, dict):
                one["lines"] = None
    return found


def _known(store: Store) -> dict[str, dict[str, dict[str, Any]]]:
    connection = store.connect()
    try:
        return known_records(connection, IMPORTED)
    finally:
        connection.close()


class Chosen(NamedTuple):
    """What an import would do with one of several files, and what of it is sure enough."""

    plan: Plan
    sure: tuple[str, ...]
    """Keys."""
    records: tuple[Planned, ...]
    """What is written, with what it needs."""


def plan_in_turn(
    store: Store, read: Sequence[Extraction], least: float, said: Said = NOTHING_SAID
) -> list[Chosen]:
    """What an import of several files would do, each as the ones before it leave the store. Blocks.

    Args:
        least: how sure what is written must be.
        said: what somebody says of the columns of their tables.

    Raises:
        MappingInvalid: a file has no such column.
    """
    known, today = _known(store), store.clock().date()
    chosen: list[Chosen] = []
    for found in read:
        meant = _said_of(found, read, said)
        plan = make_plan(found, known, store.municipality, today, meant)
        sure = plan.sure(least)
        chosen.append(Chosen(plan, sure, plan.accepted(sure)))
        for one in chosen[-1].records:
            records = known[one.kind]
            records[one.id] = {**records.get(one.id, {}), **one.values}
    return chosen


def apply_together(store: Store, chosen: Sequence[Chosen]) -> Applied:
    """Write what was chosen of several files, as one step that undo takes back. Blocks."""
    titles = [one.plan.title for one in chosen if one.records]
    label = titles[0] if len(titles) == 1 else f"Import af {len(titles)} filer"
    changes = [change for one in chosen for change in _changes(one.records)]
    return store.apply(changes, label, Origin.IMPORT)


def _changes(records: Iterable[Planned]) -> list[Change]:
    """What is to be written, what is pointed to before what points to it."""
    return [change_of(one) for one in sorted(records, key=lambda one: IMPORTED.index(one.kind))]


def change_of(one: Planned) -> Change:
    """What is to be written for a record of a plan."""
    if one.verdict is State.NEW:
        # What could not be read has no id of its own; it gets one with what was put in.
        return Create(one.kind, one.values, None if one.reason else one.id)
    return Update(one.id, one.values)


def numbers(plan: Plan) -> dict[str, dict[str, int]]:
    """How many records of each kind get which verdict; verdicts by their English names."""
    counted = Counter((one.kind, one.verdict) for one in plan.records)
    return {
        kind: {v.name.lower(): counted[kind, v] for v in State if counted[kind, v]}
        for kind in IMPORTED
        if any(counted[kind, v] for v in State)
    }


def summary(plan: Plan) -> list[str]:
    """A plan in Danish lines: what comes, kind by kind, and what could not be used."""
    if plan.is_barren:
        nothing = "Der blev ikke genkendt noget i filen. Er det slides eller noter fra et møde?"
        return [nothing, *plan.cut]
    # How columns were guessed is stored with the first row that is accepted: see `planned`.
    told = [one for one in plan.records if one.kind != MAPPING or one.confidence == 1]
    counted = Counter((one.kind, one.verdict) for one in told)
    lines = []
    for kind in IMPORTED:
        numbers = [(verdict, counted[kind, verdict]) for verdict in State]
        words = ", ".join(
            f"{number} {_plural(verdict, number)}" for verdict, number in numbers if number
        )
        if words:
            lines.append(f"{KINDS[kind].plural:<22} {words}")
    lines += [
        f"{place_in(plan.file, one.lines[0]).capitalize()}: {one.reason}"
        for one in plan.records
        if one.verdict is State.UNREADABLE and one.lines is not None
    ]
    lines += plan.cut
    if not plan.changes:
        lines.append("Alt i filen er allerede i lageret. Der er intet at gemme.")
    return lines


def _plural(verdict: State, number: int) -> str:
    plurals = {"ny": "nye", "ændret": "ændrede", "uændret": "uændrede", "ulæselig": "ulæselige"}
    return plurals[verdict] if number != 1 else str(verdict)

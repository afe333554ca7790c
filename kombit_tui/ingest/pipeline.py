"""From a file to the store: read, extract, plan; and, once somebody has said yes, carry out."""

from collections import Counter
from dataclasses import fields, replace
from pathlib import Path
from threading import Event
from typing import Any

from kombit_tui.db.changes import Applied, Change, Create, Origin, Update
from kombit_tui.db.queries.known import known_records
from kombit_tui.db.store import Store
from kombit_tui.domain.places import is_paged, place_in
from kombit_tui.domain.records import KINDS
from kombit_tui.ingest.candidates import Candidate, Extraction, to_json
from kombit_tui.ingest.document import Document
from kombit_tui.ingest.extract import extract
from kombit_tui.ingest.plan import Plan, Planned, Verdict, make_plan
from kombit_tui.ingest.readers.child import read_document
from kombit_tui.ingest.readers.reading import Tell

IMPORTED = (
    "source",
    "project",
    "meeting",
    "agenda_item",
    "question",
    "campaign",
    "task",
    "task_change",
    "milestone",
    "role",
    "agreement",
    "price",
    "rollout_status",
    "contact",
    "link",
    "visit",
)
"""The kinds an import may make, in the order in which they are written."""


def read_file(path: Path, tell: Tell | None = None, stop: Event | None = None) -> Extraction:
    """What is in a file; `~` is the user's home. Blocks.

    Where the file has pages, the places of what was found are pages and not lines.

    Args:
        tell: is told from time to time how many pages are read, and of how many.
        stop: set by another thread, it ends the reading.

    Raises:
        UnreadableFile: it is not there, there is nothing to read in it, or it was stopped.
    """
    document = read_document(path.expanduser(), tell, stop)
    found = replace(extract(document), cut=document.cut)
    return _with_pages(found, document) if is_paged(document.file) else found


def _with_pages(found: Extraction, document: Document) -> Extraction:
    pages = {line.number: page.number for page in document.pages for line in page.lines}
    values: dict[str, Any] = {}
    for field in fields(found):
        value = getattr(found, field.name)
        if value and isinstance(value, tuple) and isinstance(value[0], Candidate):
            values[field.name] = tuple(_on_page(one, pages) for one in value)
    return replace(found, **values)


def _on_page(one: Candidate, pages: dict[int, int]) -> Candidate:
    first, last = (pages[number] for number in one.lines)
    return replace(one, lines=(first, last), page=first)


def file_as_json(path: Path, tell: Tell | None = None) -> dict[str, Any]:
    """What is in a file, as the contract for scripts has it: with lines, or with pages.

    Raises:
        UnreadableFile: see `read_file`.
    """
    found: dict[str, Any] = to_json(read_file(path, tell))
    if is_paged(found["source"]["file"]):
        for one in (one for value in found.values() if isinstance(value, list) for one in value):
            if isinstance(one, dict):
                one["lines"] = None
    return found


def plan_file(
    store: Store, path: Path, tell: Tell | None = None, stop: Event | None = None
) -> Plan:
    """What an import of a file would do. Reads only; blocks.

    Raises:
        UnreadableFile: see `read_file`.
    """
    found = read_file(path, tell, stop)
    connection = store.connect()
    try:
        known = known_records(connection, IMPORTED)
    finally:
        connection.close()
    return make_plan(found, known, store.municipality, store.clock().date())


def carry_out(store: Store, plan: Plan) -> Applied:
    """Write what a plan says, as one step that undo takes back. Blocks."""
    ordered = sorted(plan.changes, key=lambda one: IMPORTED.index(one.kind))
    changes = [_change(one) for one in ordered]
    return store.apply(changes, plan.title, Origin.IMPORT)


def _change(one: Planned) -> Change:
    if one.verdict is Verdict.NEW:
        return Create(one.kind, one.values, one.id)
    return Update(one.id, one.values)


def numbers(plan: Plan) -> dict[str, dict[str, int]]:
    """How many records of each kind get which verdict; verdicts by their English names."""
    counted = Counter((one.kind, one.verdict) for one in plan.records)
    return {
        kind: {v.name.lower(): counted[kind, v] for v in Verdict if counted[kind, v]}
        for kind in IMPORTED
        if any(counted[kind, v] for v in Verdict)
    }


def summary(plan: Plan) -> list[str]:
    """A plan in Danish lines: what comes, kind by kind, and what could not be used."""
    if plan.is_barren:
        nothing = "Der blev ikke genkendt noget i filen. Er det slides eller noter fra et møde?"
        return [nothing, *plan.cut]
    counted = Counter((one.kind, one.verdict) for one in plan.records)
    lines = []
    for kind in IMPORTED:
        numbers = [(verdict, counted[kind, verdict]) for verdict in Verdict]
        told = ", ".join(
            f"{number} {_plural(verdict, number)}" for verdict, number in numbers if number
        )
        if told:
            lines.append(f"{KINDS[kind].plural:<22} {told}")
    lines += [
        f"{place_in(plan.file, one.lines[0]).capitalize()}: {one.reason}"
        for one in plan.records
        if one.verdict is Verdict.UNREADABLE and one.lines is not None
    ]
    lines += plan.cut
    if not plan.changes:
        lines.append("Alt i filen er allerede i lageret. Der er intet at gemme.")
    return lines


def _plural(verdict: Verdict, number: int) -> str:
    plurals = {"ny": "nye", "ændret": "ændrede", "uændret": "uændrede", "ulæselig": "ulæselige"}
    return plurals[verdict] if number != 1 else str(verdict)

"""From a file to the store: read, extract, plan; and, once somebody has said yes, carry out."""

from collections import Counter
from pathlib import Path

from kombit_tui.db.changes import Applied, Change, Create, Origin, Update
from kombit_tui.db.queries.known import known_records
from kombit_tui.db.store import Store
from kombit_tui.domain.records import KINDS
from kombit_tui.ingest.candidates import Extraction
from kombit_tui.ingest.extract import extract
from kombit_tui.ingest.plan import Plan, Planned, Verdict, make_plan
from kombit_tui.ingest.readers.text import read_text

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


def read_file(path: Path) -> Extraction:
    """What is in a file; `~` is the user's home.

    Raises:
        UnreadableFile: it is not there, too large, or no text.
    """
    return extract(read_text(path.expanduser()))


def plan_file(store: Store, path: Path) -> Plan:
    """What an import of a file would do. Reads only; blocks.

    Raises:
        UnreadableFile: it cannot be read.
    """
    found = read_file(path)
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
        return ["Der blev ikke genkendt noget i filen. Er det slides eller noter fra et møde?"]
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
        f"Linje {one.lines[0]}: {one.reason}"
        for one in plan.records
        if one.verdict is Verdict.UNREADABLE and one.lines is not None
    ]
    if not plan.changes:
        lines.append("Alt i filen er allerede i lageret. Der er intet at gemme.")
    return lines


def _plural(verdict: Verdict, number: int) -> str:
    plurals = {"ny": "nye", "ændret": "ændrede", "uændret": "uændrede", "ulæselig": "ulæselige"}
    return plurals[verdict] if number != 1 else str(verdict)

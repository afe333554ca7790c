"""Who changed what when: the journal of one record and of what belongs to it, newest first."""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from kombit_tui.db.queries.belonging import OWNER, kinds_of, marks, parts_of, pieces, titles
from kombit_tui.domain.campaigns import steps_of
from kombit_tui.domain.fields import Field, FieldType, Kind
from kombit_tui.domain.records import KINDS

MOST = 500
"""Steps that are read; older ones are only counted."""
_STATES = {"task_state", "agreement_state", "preparation", "campaign_system"}
"""What we do about something announced: its first values are told one by one, as changes."""


class Entry(NamedTuple):
    """What one step did to one field of a record, or to the record as a whole."""

    at: str
    who: str
    step: str
    """What the step was called."""
    origin: str
    """user | import | seed | undo | redo"""
    record_id: str
    kind: str
    operation: str
    """create | update | delete"""
    field: str | None
    """None where the record as a whole was made or deleted."""
    before: Any = None
    after: Any = None
    before_words: str | None = None
    """The words of a date, beside its value."""
    after_words: str | None = None
    beside: tuple[tuple[str, Any], ...] = ()
    """The other fields of the same group that the step changed, with their values before."""


class History(NamedTuple):
    """The latest entries, and what is needed to tell of them."""

    entries: tuple[Entry, ...]
    older: int
    """Steps that are not among them."""
    titles: dict[str, str]
    """Of the records that are named: those that were changed, and those that fields refer to."""
    steps: dict[str, dict[str, str]]
    """For each system in a campaign the titles of the campaign's steps by their keys."""


_ENTRIES = """
    SELECT e.seq, g.at, g.who, g.label, g.origin, e.record_id, e.kind, e.operation,
           e."before", e."after"
    FROM journal_entry e JOIN journal_group g ON g.id = e.group_id
"""
_STEPS = """
    SELECT cs.id, c.system_steps FROM campaign_system cs JOIN campaign c ON c.id = cs.campaign
"""


def history(connection: sqlite3.Connection, record_id: str, limit: int = MOST) -> History:
    """All that was done to a record and to what belongs to it, the latest first."""
    family = _family(connection, record_id)
    rows: list[sqlite3.Row] = []
    number = 0
    for piece in pieces(family):
        where = f"WHERE e.record_id IN ({marks(piece)})"
        (count,) = connection.execute(
            f"SELECT count(*) FROM journal_entry e {where}", piece
        ).fetchone()
        number += count
        latest = f"{_ENTRIES} {where} ORDER BY e.seq DESC LIMIT ?"
        rows += connection.execute(latest, (*piece, limit)).fetchall()
    rows.sort(key=lambda row: -row[0])
    entries = tuple(_with_words(e for row in rows[:limit] for e in _entries(row, record_id)))
    return History(
        entries,
        max(number - limit, 0),
        titles(connection, _named(entries)),
        _steps(connection, {entry.record_id for entry in entries}),
    )


def _family(connection: sqlite3.Connection, record_id: str) -> list[str]:
    """The record, what belongs to it, and what it tells of: those that are deleted too."""
    family = [record_id, *parts_of(connection, record_id), *_deleted(connection, record_id)]
    match kinds_of(connection, [record_id]).get(record_id):
        case "campaign_system":
            query = "SELECT system FROM campaign_system WHERE id = ?"
        case "meeting":
            query = (
                "SELECT id FROM agenda_item WHERE meeting = ?1 UNION ALL "
                "SELECT id FROM question WHERE meeting = ?1 UNION ALL SELECT p.id FROM preparation "
                "p JOIN agenda_item i ON i.id = p.item WHERE i.meeting = ?1"
            )
        case "campaign":
            query = "SELECT id FROM milestone WHERE campaign = ?"
        case _:
            return list(dict.fromkeys(family))
    family += [row[0] for row in connection.execute(query, (record_id,)) if row[0]]
    return list(dict.fromkeys(family))


def _deleted(connection: sqlite3.Connection, record_id: str) -> list[str]:
    """The parts of a record that were deleted; only the journal still knows whose they were."""
    rows = connection.execute(
        'SELECT record_id, kind, "before" FROM journal_entry '
        "WHERE operation = 'delete' AND instr(\"before\", ?)",
        (f'"{record_id}"',),
    )
    return [row[0] for row in rows if json.loads(row[2]).get(OWNER.get(row[1], "")) == record_id]


def _entries(row: sqlite3.Row, record_id: str) -> Iterator[Entry]:
    """A record's entry as one per field; making or deleting it is one of its own."""
    kind = KINDS.get(row[6])
    if kind is None:
        return
    before, after = (json.loads(value) if value else {} for value in row[8:10])
    at, who, step, origin, changed, name, operation = row[1:8]
    whole = Entry(
        at, who, step, origin, changed, name, operation, None, before or None, after or None
    )
    is_state = row[6] in _STATES and row[5] != record_id
    if row[7] == "delete" or (row[7] == "create" and not is_state):
        yield whole
        return
    owner = OWNER.get(kind.name) if row[7] == "create" else None
    for field in kind.fields:
        named = [name for name in field.columns() if name in before or name in after]
        if not named or field.name == owner or (owner and field.name in ("campaign", "person")):
            continue
        yield whole._replace(
            field=field.name,
            before=before.get(field.name),
            after=after.get(field.name),
            before_words=before.get(f"{field.name}_text"),
            after_words=after.get(f"{field.name}_text"),
            beside=tuple(_beside(kind, field, before, after)),
        )


def _beside(
    kind: Kind, field: Field, before: dict[str, Any], after: dict[str, Any]
) -> Iterator[tuple[str, Any]]:
    """What must go back together with a field: its words, and the others of its group."""
    for other in kind.fields:
        if other is not field and (field.group is None or other.group != field.group):
            continue
        for name in other.columns():
            if name != field.name and (name in before or name in after):
                yield name, before.get(name)


def _with_words(entries: Iterator[Entry]) -> Iterator[Entry]:
    """A date that changed while its words did not had the words that a later step took away."""
    words: dict[tuple[str, str], str | None] = {}
    for entry in entries:
        named, key = f"{entry.field}_text", (entry.record_id, entry.field or "")
        if any(name == named for name, _ in entry.beside):
            words[key] = entry.before_words
        elif key in words and entry.field is not None:
            kept = words[key]
            entry = entry._replace(
                before_words=kept, after_words=kept, beside=(*entry.beside, (named, kept))
            )
        yield entry


def _named(entries: Sequence[Entry]) -> Iterator[str]:
    for entry in entries:
        yield entry.record_id
        field = KINDS[entry.kind].field(entry.field or "")
        if field is not None and (field.type is FieldType.REF or field.name == "about"):
            yield from (one for one in (entry.before, entry.after) if isinstance(one, str))


def _steps(connection: sqlite3.Connection, ids: set[str]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for piece in pieces(sorted(ids)):
        for row in connection.execute(f"{_STEPS} WHERE cs.id IN ({marks(piece)})", piece):
            steps = steps_of(json.loads(row[1]) if row[1] else None)
            found[row[0]] = {step.key: step.title for step in steps}
    return found


def restoring(connection: sqlite3.Connection, entry: Entry) -> dict[str, Any] | None:
    """The values that bring a field back to what it was before an entry.

    Empty where it is so already; None where the record is gone.
    """
    kind, field = KINDS[entry.kind], entry.field or ""
    row = connection.execute(
        f'SELECT * FROM "{kind.name}" WHERE id = ?', (entry.record_id,)
    ).fetchone()
    if row is None:
        return None
    wanted = {field: entry.before, **dict(entry.beside)}
    declared = kind.field(field)
    if declared is not None and declared.type is FieldType.DATE:
        wanted.setdefault(f"{field}_text", row[f"{field}_text"])
    return {} if all(_held(kind, row, name) == wanted[name] for name in wanted) else wanted


def _held(kind: Kind, row: sqlite3.Row, name: str) -> Any:
    """A value of a row as the journal has it."""
    field, value = kind.field(name), row[name]
    if field is not None and field.type in (FieldType.LIST, FieldType.TABLE) and value:
        return json.loads(value)
    return value

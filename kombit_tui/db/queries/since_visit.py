"""What is new or changed since the user was here last, record by record. Blocks.

Counted is what others did, and what an import of one's own brought: what one did by hand one knows.
Demo data came into the store all at once; of it counts what was told after that day.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from kombit_tui.db import meta
from kombit_tui.db.queries.belonging import kinds_of, titles
from kombit_tui.db.queries.records import column_of
from kombit_tui.domain.campaigns import steps_of
from kombit_tui.domain.fields import FieldType
from kombit_tui.domain.happening import PARTS, WHOLE, Happened, What, happened, in_all
from kombit_tui.domain.records import KINDS

MOST = 5_000
"""Entries of the journal that are read, the latest first."""
_TOLD = tuple({*WHOLE, *PARTS})
_DATED = ("task", "meeting", "question", "news", "role", "agreement", "campaign", "milestone")
"""Kinds of demo data that say which slides they are from, and the slides say when."""


class Changed(NamedTuple):
    """A record with what happened to it."""

    id: str
    kind: str
    title: str
    belongs_to: str
    """Its project, campaign or system."""
    happened: tuple[Happened, ...]
    """What weighs most comes first."""
    at: str
    """When the last of it happened; a day or a moment in ISO form."""
    who: str
    """Who did that; empty where it was announced."""

    @property
    def what(self) -> What:
        """What of it weighs most."""
        return self.happened[0].what


class SinceVisit(NamedTuple):
    """All that happened since."""

    moment: str | None
    """When the user was here; None for somebody who never was."""
    rows: tuple[Changed, ...]
    """What weighs most first, kind by kind, of each the latest."""
    is_cut: bool
    """Whether there is more than could be read."""
    titles: Mapping[str, str]
    """Of the records that changed fields name."""
    steps: Mapping[str, str]
    """What the steps of campaigns are called, by their keys."""


class _Step(NamedTuple):
    seq: int
    kind: str
    record: str
    at: str
    who: str
    happened: tuple[Happened, ...]


_ENTRIES = f"""
    SELECT e.seq, e.kind, e.record_id, g.at, g.who, e.operation, e."before", e."after"
    FROM journal_group g JOIN journal_entry e ON e.group_id = g.id
    WHERE julianday(g.at) > julianday(:moment) AND NOT g.is_undone AND g.origin <> 'seed'
      AND NOT (g.who = :who AND g.origin <> 'import')
      AND NOT EXISTS (SELECT 1 FROM journal_group r WHERE r.id = g.reverts AND g.origin = 'undo'
                      AND julianday(r.at) > julianday(:moment))
      AND e.operation <> 'delete' AND e.kind IN ({", ".join(f"'{kind}'" for kind in _TOLD)})
    ORDER BY e.seq DESC LIMIT {MOST + 1}
"""
_SEEDED = """
    SELECT 1 FROM journal_group WHERE origin = 'seed' AND julianday(at) > julianday(?)
"""


def since_visit(connection: sqlite3.Connection, who: str) -> SinceVisit:
    """What happened since the last visit of the user, who is called `who`."""
    moment = meta.read(connection, meta.LAST_VISIT)
    if moment is None:
        return SinceVisit(None, (), is_cut=False, titles={}, steps={})
    rows = connection.execute(_ENTRIES, {"moment": moment, "who": who}).fetchall()
    steps = [_step(row) for row in reversed(rows[:MOST])]
    if connection.execute(_SEEDED, (moment,)).fetchone():
        steps = [*_seeded(connection, moment[:10]), *steps]
    found = list(_records(connection, steps))
    named = titles(connection, (one for row in found for one in _named(row.happened)))
    return SinceVisit(moment, tuple(found), len(rows) > MOST, named, _steps(connection))


def _step(row: sqlite3.Row) -> _Step:
    before, after = (json.loads(value) if value else {} for value in (row[6], row[7]))
    seq, kind, record, at, who, operation = tuple(row)[:6]
    return _Step(seq, kind, record, at, who, tuple(happened(kind, operation, before, after)))


def _seeded(connection: sqlite3.Connection, day: str) -> Iterator[_Step]:
    for kind in _DATED:
        query = f'SELECT r.id, k.speaks_from FROM "{kind}" r JOIN source k ON k.id = r.source'
        for record, on in connection.execute(f"{query} WHERE k.speaks_from > ?", (day,)):
            yield _Step(0, kind, record, on, "", tuple(happened(kind, "create", {}, {})))
    changes = 'SELECT * FROM task_change WHERE "on" > ?'
    for row in connection.execute(changes, (day,)):
        told = tuple(happened("task_change", "create", {}, dict(row)))
        yield _Step(0, "task_change", row["id"], row["on"], "", told)


def _records(connection: sqlite3.Connection, steps: Iterable[_Step]) -> Iterator[Changed]:
    """The records that the steps, the earliest first, were about, and are still there."""
    about: dict[str, list[_Step]] = {}
    for step, owner in _with_owners(connection, list(steps)):
        about.setdefault(owner, []).append(step)
    named, belongs = titles(connection, about), _belonging(connection, about)
    found = [
        (about[one][-1], Changed(one, kind, named[one], place, told, last.at, last.who))
        for one, (kind, place) in belongs.items()
        if (last := about[one][-1])
        and (told := in_all(each for step in about[one] for each in step.happened))
    ]
    found.sort(key=lambda pair: (*_weight(pair[1]), -pair[0].seq, pair[1].id))
    return (row for _, row in found)


def _weight(row: Changed) -> tuple[int, int]:
    return list(What).index(row.what), WHOLE.index(row.kind)


def _with_owners(
    connection: sqlite3.Connection, steps: Sequence[_Step]
) -> Iterator[tuple[_Step, str]]:
    """Steps with the record that people know: the one changed, or what it is a part of."""
    of_kind: dict[str, list[str]] = {}
    for step in steps:
        of_kind.setdefault(step.kind, []).append(step.record)
    owners: dict[str, str] = {}
    for kind, ids in of_kind.items():
        held = column_of(connection, kind, PARTS.get(kind, "id"), ids)
        owners |= {one: str(owner or one) for one, owner in held.items()}
    return ((step, owners[step.record]) for step in steps if step.record in owners)


_BELONGS = {
    **dict.fromkeys(("task", "agreement", "price", "news"), "project"),
    **dict.fromkeys(("campaign_system", "contact_entry", "milestone"), "campaign"),
    **dict.fromkeys(("role", "incident"), "system"),
    "question": "meeting",
}
"""Kind -> the field that says where a record belongs."""


def _belonging(connection: sqlite3.Connection, ids: Iterable[str]) -> dict[str, tuple[str, str]]:
    """The kind of each record, and what its project, campaign or system is called."""
    kinds = kinds_of(connection, ids)
    places: dict[str, str] = {}
    for kind, field in _BELONGS.items():
        of_kind = [one for one, its_kind in kinds.items() if its_kind == kind]
        held = {one: at for one, at in column_of(connection, kind, field, of_kind).items() if at}
        declared = KINDS[kind].field(field)
        if declared is not None and declared.refers is not None:
            called = titles(connection, held.values())
            held = {one: called.get(at, "") for one, at in held.items()}
        places |= held
    return {one: (kind, places.get(one, "")) for one, kind in kinds.items()}


def _steps(connection: sqlite3.Connection) -> dict[str, str]:
    declared = connection.execute(
        "SELECT system_steps FROM campaign UNION ALL SELECT own_steps FROM campaign"
    )
    steps = (step for (text,) in declared for step in steps_of(json.loads(text or "null")))
    return {step.key: step.title for step in steps}


def _named(steps: Iterable[Happened]) -> Iterator[str]:
    """The records that changed fields name."""
    for one in steps:
        field = KINDS[one.kind].field(one.field) if one.field else None
        values: tuple[Any, ...] = (one.before, one.after)
        if field is not None and field.type is FieldType.REF:
            yield from (value for value in values if isinstance(value, str))

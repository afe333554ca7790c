"""What was deleted and is not back: the bin, as the journal remembers it."""

import json
import sqlite3
from collections.abc import Mapping
from typing import Any, NamedTuple

from kombit_tui.db.queries.belonging import OWNER, titles
from kombit_tui.domain.records import KINDS

MOST = 500
"""Deleted records that are read, the latest first."""


class Deleted(NamedTuple):
    """A record that was deleted, with all it takes to bring it back."""

    id: str
    kind: str
    title: str
    at: str
    who: str
    step: str
    origin: str
    group: str
    """The step that deleted it."""
    values: Mapping[str, Any]


class Bin(NamedTuple):
    """What can be brought back, the latest first; parts come with what they belong to."""

    records: tuple[Deleted, ...]
    parts: Mapping[str, tuple[Deleted, ...]]
    """For each of the records what was deleted with it because it belongs to it."""

    def step_of(self, one: Deleted) -> tuple[Deleted, ...]:
        """All that the step deleted which deleted this one, parts after what they belong to."""
        together = [other for other in self.records if other.group == one.group]
        return tuple(found for other in together for found in (other, *self.parts[other.id]))


_GONE = """
    SELECT e.record_id, e.kind, e."before", g.at, g.who, g.label, g.origin, g.id
    FROM journal_entry e JOIN journal_group g ON g.id = e.group_id
    WHERE e.seq IN (SELECT max(seq) FROM journal_entry WHERE record_id IN
                      (SELECT record_id FROM journal_entry WHERE operation = 'delete')
                    GROUP BY record_id)
      AND e.operation = 'delete'
      AND NOT EXISTS (SELECT 1 FROM record_index i WHERE i.id = e.record_id)
    ORDER BY e.seq DESC LIMIT ?
"""


def deleted(connection: sqlite3.Connection, limit: int = MOST) -> Bin:
    """The deleted records that are not back."""
    rows = [row for row in connection.execute(_GONE, (limit,)) if row[1] in KINDS]
    gone = {row[0]: _deleted(row) for row in rows}
    names = {one.id: _name(one) for one in gone.values()}
    named = titles(connection, (name for name in names.values() if name not in gone))
    found: dict[str, Deleted] = {}
    for one in gone.values():
        name = names[one.id]
        title = _name(gone[name]) if name in gone else named.get(name, name)
        found[one.id] = one._replace(title=title)
    tops = {one.id: _top(one, found) for one in found.values()}
    parts = {
        one: tuple(found[part] for part, top in tops.items() if top == one and part != one)
        for one in found
        if tops[one] == one
    }
    return Bin(tuple(found[one] for one in parts), parts)


def _deleted(row: sqlite3.Row) -> Deleted:
    record_id, kind, content, at, who, step, origin, group = row
    return Deleted(record_id, kind, "", at, who, step, origin, group, _known_values(kind, content))


def _known_values(kind: str, content: str) -> dict[str, Any]:
    """The values that this program still knows fields for."""
    columns = set(KINDS[kind].columns())
    return {name: value for name, value in json.loads(content).items() if name in columns}


def _name(one: Deleted) -> str:
    """What names a record: for a part the id of its owner, but for a note its text."""
    field = OWNER.get(one.kind, KINDS[one.kind].title) if one.kind != "note" else "text"
    return str(one.values.get(field) or "")


def _top(one: Deleted, found: Mapping[str, Deleted]) -> str:
    """The record with which this one was deleted because it belongs to it, or itself."""
    seen: set[str] = set()
    while one.id not in seen:
        seen.add(one.id)
        above = [other for other in _owners(one, found) if other.group == one.group]
        one = above[0] if above else one
    return one.id


def _owners(one: Deleted, found: Mapping[str, Deleted]) -> list[Deleted]:
    """The deleted records that this one cannot be without: its owner, then what it must name."""
    kind = KINDS[one.kind]
    names = [OWNER.get(one.kind, ""), *(f.name for f in kind.fields if f.refers and f.required)]
    return [found[ref] for name in names if (ref := str(one.values.get(name))) in found]

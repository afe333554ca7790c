"""What two people did to the same record: the conflicts that are not decided."""

import json
import sqlite3
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from kombit_tui.db.queries.belonging import OWNER, titles
from kombit_tui.db.queries.records import record_values
from kombit_tui.domain.conflicts import Versions
from kombit_tui.domain.fields import FieldType, Values
from kombit_tui.domain.records import KINDS


class ConflictRow(NamedTuple):
    """A conflict about one group of fields of a record, or about the record as a whole."""

    id: str
    record_id: str
    kind: str
    title: str
    """What the record is called."""
    sort: str
    """fields | deleted_here | deleted_there"""
    before: Values | None
    mine: Values | None
    theirs: Values | None
    mine_by: str | None
    mine_at: str | None
    theirs_by: str | None
    theirs_at: str | None
    found_at: str
    now: Values | None
    """What the record holds now; None when it is gone."""
    server: Values | None
    """What the server has of it, as far as is known."""
    named: Mapping[str, str]
    """The titles of the records that are pointed to."""

    @property
    def versions(self) -> Versions:
        """What a choice is made between."""
        return Versions(self.before, self.mine, self.theirs, self.now, self.server)


_OPEN = """
    SELECT c.id, c.record_id, c.kind, c.sort, c."before", c.mine, c.theirs, c.mine_by, c.mine_at,
           c.theirs_by, c.theirs_at, c.found_at, s.base
    FROM sync_conflict c LEFT JOIN sync_state s ON s.id = c.record_id
    WHERE c.decided_at IS NULL ORDER BY c.record_id, c.seq
"""
_PLAIN = frozenset(
    ("id", "record_id", "kind", "sort", "mine_by", "mine_at", "theirs_by", "theirs_at", "found_at")
)


def conflicts(connection: sqlite3.Connection) -> list[ConflictRow]:
    """The open conflicts, those about one record together; the oldest record first."""
    rows = connection.execute(_OPEN).fetchall()  # all, before other questions are asked
    found = [_row(connection, row) for row in rows if row["kind"] in KINDS]
    first: dict[str, str] = {}
    for row in found:
        first[row.record_id] = min(first.get(row.record_id, row.found_at), row.found_at)
    return sorted(found, key=lambda row: (first[row.record_id], row.record_id))


def _row(connection: sqlite3.Connection, row: sqlite3.Row) -> ConflictRow:
    record, kind = row["record_id"], row["kind"]
    values: dict[str, Any] = {
        name: json.loads(row[name]) if row[name] else None for name in ("before", "mine", "theirs")
    }
    pointed = {one for side in values.values() for one in _pointed(kind, side)}
    named = titles(connection, {record, *pointed})
    known = values["theirs"] or values["mine"] or values["before"]
    told = {name: row[name] for name in ConflictRow._fields if name in _PLAIN}
    return ConflictRow(
        **told,
        **values,
        title=named.get(record) or title_in(kind, known),
        now=record_values(connection, kind, record),
        server=_on_the_server(row["base"]),
        named=named,
    )


def _on_the_server(base: str | None) -> Values | None:
    from kombit_tui.db.sync import wire

    seen = wire.read(json.loads(base)) if base else None
    return seen.values if seen is not None and seen.kind is not None else None


def _pointed(kind: str, values: Values | None) -> Iterator[str]:
    """The ids that values point to."""
    for field in KINDS[kind].fields:
        value = (values or {}).get(field.name)
        if isinstance(value, str) and (field.type is FieldType.REF or field.name == "about"):
            yield value


def title_in(kind: str, values: Values | None) -> str:
    """What a record is called by its own values, where it may no longer be here."""
    declared = KINDS.get(kind)
    if declared is None:
        return kind
    title = (values or {}).get(declared.title)
    return title if isinstance(title, str) and kind not in OWNER else declared.danish

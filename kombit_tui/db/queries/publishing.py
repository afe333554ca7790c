"""What of a store can be told to all municipalities: what was announced, and read from material.

Nothing of what a municipality does, no local tasks, no confidential kinds. Plain reads.
"""

import sqlite3
from collections.abc import Iterator
from typing import Any, NamedTuple

from kombit_tui.db.edits import LOCAL
from kombit_tui.db.queries.known import known_records
from kombit_tui.domain.fields import FieldType, Home, Kind, Values
from kombit_tui.domain.ids import bucket_of
from kombit_tui.domain.records import KINDS

FEED = "katalog"
"""The bucket of the national feed, and what ids in it begin with."""
_KINDS = tuple(
    kind for kind in KINDS.values() if kind.home is not Home.MUNICIPALITY and not kind.confidential
)

ById = dict[str, tuple[Kind, Values]]


class Announcement(NamedTuple):
    """A record as the feed is to have it."""

    id: str
    kind: Kind
    values: Values
    created_at: str
    modified_at: str


def announcements(connection: sqlite3.Connection, municipality: str) -> list[Announcement]:
    """The records of a municipality that the feed is to have, under the ids they have there."""
    ours = _ours(connection, municipality)
    chosen: ById = {}
    for record, (kind, values) in ours.items():
        if _was_read(kind, values):
            _choose(record, ours, chosen)
    times = dict(_times(connection))
    found = (
        Announcement(_feed_id(record, municipality), kind, rewritten, *times[record])
        for record, (kind, values) in chosen.items()
        if (rewritten := _rewritten(kind, values, chosen, municipality)) is not None
    )
    return sorted(found, key=lambda one: (list(KINDS).index(one.kind.name), one.id))


def _ours(connection: sqlite3.Connection, municipality: str) -> ById:
    """All that a municipality has of what may be announced; what the feed told it is not its."""
    told = {
        row[0]
        for kind in _KINDS
        for row in connection.execute(
            f'SELECT id FROM "{kind.name}" WHERE bucket <> ?', (bucket_of(municipality),)
        )
    }
    known = known_records(connection, [kind.name for kind in _KINDS])
    return {
        record: (KINDS[name], values)
        for name, of_kind in known.items()
        for record, values in of_kind.items()
        if record not in told and not (name == "task" and values["kind"] == LOCAL)
    }


def _was_read(kind: Kind, values: Values) -> bool:
    """Whether a record was read from material, and so reviewed when it was imported."""
    return kind.field("source") is not None and values.get("source") is not None


def _choose(record: str, ours: ById, chosen: ById) -> None:
    """Take a record, and what it points to."""
    waiting = [record]
    while waiting:
        one = waiting.pop()
        if one in ours and one not in chosen:
            chosen[one] = ours[one]
            waiting += _pointed(*ours[one])


def _pointed(kind: Kind, values: Values) -> Iterator[str]:
    for field in kind.fields:
        value = values.get(field.name)
        if field.type is FieldType.REF and isinstance(value, str):
            yield value


def _rewritten(
    kind: Kind, values: Values, chosen: ById, municipality: str
) -> dict[str, Any] | None:
    """Values that point to records of the feed; None where what is required is not there."""
    made = dict(values)
    for field in kind.fields:
        value = values.get(field.name)
        if field.type is not FieldType.REF or value is None:
            continue
        made[field.name] = _feed_id(value, municipality) if value in chosen else None
        if field.required and made[field.name] is None:
            return None
    return made


def _feed_id(record: str, municipality: str) -> str:
    return f"{FEED}-{record.removeprefix(f'{municipality}-')}"


def _times(connection: sqlite3.Connection) -> Iterator[tuple[str, tuple[str, str]]]:
    for kind in _KINDS:
        query = f'SELECT id, created_at, modified_at FROM "{kind.name}"'
        for record, created, modified in connection.execute(query):
            yield record, (created, modified)

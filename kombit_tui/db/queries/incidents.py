"""Cases in the support chain and where each has been; and whom one turns to for each system."""

import json
import sqlite3
from datetime import date
from typing import NamedTuple

from kombit_tui.domain.folding import sort_key
from kombit_tui.domain.support_chain import CLOSED, FIRST, Stay, stands_still, stays


class DeskRow(NamedTuple):
    """A system that is in use, with its service desk and the chain behind it."""

    id: str
    name: str
    vendor: str | None
    desk: str | None
    chain: tuple[str, ...]
    owner: str | None


class IncidentRow(NamedTuple):
    """A case."""

    id: str
    title: str
    system_id: str
    system: str
    vendor: str | None
    desk: str | None
    chain: tuple[str, ...]
    since: str | None
    place: str
    moved_on: str | None
    """Since when it is where it is: since it began, where nobody moved it."""
    case: str | None
    text: str | None
    closed_on: str | None
    stands_still: bool

    @property
    def is_closed(self) -> bool:
        """Whether it is solved."""
        return self.place == CLOSED


_INCIDENTS = """
    SELECT i.id, i.title, i.system AS system_id, coalesce(s.name, '') AS system, s.vendor,
           s.service_desk AS desk, s.chain, i.since, coalesce(i.place, 'system') AS place,
           i.moved_on, i."case", i.text, i.closed_on
    FROM incident i LEFT JOIN system s ON s.id = i.system
    ORDER BY i.seq
"""
_DESKS = """
    SELECT s.id, s.name, s.vendor, s.service_desk AS desk, s.chain, p.name AS owner
    FROM system s LEFT JOIN person p ON p.id = s.owner
    WHERE coalesce(s.in_use, 1) = 1 ORDER BY s.seq
"""
_MOVES = """
    SELECT coalesce(json_extract(after, '$.place'), ''), json_extract(after, '$.moved_on')
    FROM journal_entry WHERE record_id = ? AND operation <> 'delete' ORDER BY seq
"""


def incidents(connection: sqlite3.Connection, today: date) -> list[IncidentRow]:
    """Every case: the open ones first, of these the one that was moved longest ago."""
    rows = [_incident(row, today) for row in connection.execute(_INCIDENTS)]
    open_ones = sorted((r for r in rows if not r.is_closed), key=lambda r: (r.moved_on or "", r.id))
    closed = sorted((r for r in rows if r.is_closed), key=lambda r: (r.closed_on or "", r.id))
    return [*open_ones, *reversed(closed)]


def desks(connection: sqlite3.Connection) -> list[DeskRow]:
    """Every system that is in use, alphabetically."""
    rows = [
        DeskRow(**{**dict(row), "chain": _list(row["chain"])}) for row in connection.execute(_DESKS)
    ]
    return sorted(rows, key=lambda one: (sort_key(one.name), one.id))


def stays_of(connection: sqlite3.Connection, row: IncidentRow, today: date) -> tuple[Stay, ...]:
    """Where a case has been, as the journal tells it."""
    moves: list[tuple[str, date]] = []
    place, day = FIRST, row.since
    for new_place, new_day in connection.execute(_MOVES, (row.id,)):
        if not new_place and not new_day:
            continue
        place, day = new_place or place, new_day or day
        if day:
            moves.append((place, date.fromisoformat(day)))
    if not moves and row.moved_on:
        moves.append((row.place, date.fromisoformat(row.moved_on)))
    return stays(moves, today)


def _incident(row: sqlite3.Row, today: date) -> IncidentRow:
    moved_on = row["moved_on"] or row["since"]
    values = {**dict(row), "chain": _list(row["chain"]), "moved_on": moved_on}
    last = date.fromisoformat(moved_on) if moved_on else None
    return IncidentRow(**values, stands_still=stands_still(values["place"], last, today))


def _list(value: str | None) -> tuple[str, ...]:
    return tuple(json.loads(value or "null") or ())

"""Records of any kind: what they are called, what they hold, which of them hang together.

The forms, the pickers and `db.edits` ask this. Lists have their own queries.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from kombit_tui.db.queries.known import decoded, selected
from kombit_tui.domain.choices import CAMPAIGN_KINDS, ROLE_LEVELS
from kombit_tui.domain.dates import VagueDate, bounds, show
from kombit_tui.domain.fields import FieldType
from kombit_tui.domain.folding import sort_key
from kombit_tui.domain.records import KINDS

FEED = "katalog"
"""The bucket of a national feed: what is in it is read, never changed."""
_PIECE = 500


class Subject(NamedTuple):
    """A record that an action is about."""

    id: str
    kind: str
    title: str
    is_ours: bool = True
    """Whether it may be changed here; a record of the national feed may not."""


class Choice(NamedTuple):
    """A record that can be pointed to."""

    id: str
    title: str
    note: str = ""


def subjects(connection: sqlite3.Connection, ids: Sequence[str]) -> list[Subject]:
    """The records called `ids`, in that order; those that are gone are left out."""
    found: dict[str, Subject] = {}
    for piece in _pieces(ids):
        query = f"SELECT id, kind, title FROM record_index WHERE id IN ({_marks(piece)})"
        found |= {row[0]: Subject(*row) for row in connection.execute(query, piece)}
    for kind in {one.kind for one in found.values()}:
        for piece in _pieces([one.id for one in found.values() if one.kind == kind]):
            query = f'SELECT id FROM "{kind}" WHERE bucket = ? AND id IN ({_marks(piece)})'
            for (foreign,) in connection.execute(query, (FEED, *piece)):
                found[foreign] = found[foreign]._replace(is_ours=False)
    names = _system_names(connection, [s.id for s in found.values() if s.kind == "campaign_system"])
    found |= {one: found[one]._replace(title=name) for one, name in names.items()}
    return [found[one] for one in dict.fromkeys(ids) if one in found]


def _system_names(connection: sqlite3.Connection, ids: Sequence[str]) -> dict[str, str]:
    """A system in a campaign is called what the system is called."""
    names: dict[str, str] = {}
    for piece in _pieces(ids):
        query = (
            "SELECT c.id, s.name FROM campaign_system c JOIN system s ON s.id = c.system "
            f"WHERE c.id IN ({_marks(piece)})"
        )
        names |= {row[0]: row[1] for row in connection.execute(query, piece)}
    return names


def record_values(
    connection: sqlite3.Connection, kind: str, record_id: str
) -> dict[str, Any] | None:
    """The declared values of a record; None when it is not there."""
    query = f'SELECT {selected(kind)} FROM "{kind}" WHERE id = ?'
    row = connection.execute(query, (record_id,)).fetchone()
    return None if row is None else decoded(kind, row)


def column_of(
    connection: sqlite3.Connection, kind: str, column: str, ids: Sequence[str]
) -> dict[str, Any]:
    """What records of a kind hold in one declared column that is no list."""
    assert column in {"id", *KINDS[kind].columns()}
    found: dict[str, Any] = {}
    for piece in _pieces(ids):
        query = f'SELECT id, "{column}" FROM "{kind}" WHERE id IN ({_marks(piece)})'
        found |= {row[0]: row[1] for row in connection.execute(query, piece)}
    return found


def pointing_to(
    connection: sqlite3.Connection, kind: str, field: str, ids: Sequence[str]
) -> list[str]:
    """The ids of the records of a kind whose `field` holds one of `ids`."""
    assert KINDS[kind].field(field)
    found: list[str] = []
    for piece in _pieces(ids):
        query = f'SELECT id FROM "{kind}" WHERE "{field}" IN ({_marks(piece)}) ORDER BY seq'
        found += [row[0] for row in connection.execute(query, piece)]
    return found


def notes_about(connection: sqlite3.Connection, ids: Sequence[str]) -> list[str]:
    """The comments on records."""
    found: list[str] = []
    for piece in _pieces(ids):
        query = f"SELECT id FROM note WHERE about IN ({_marks(piece)}) ORDER BY seq"
        found += [row[0] for row in connection.execute(query, piece)]
    return found


def holdings(
    connection: sqlite3.Connection, role_ids: Sequence[str], today: date
) -> list[tuple[str, str, str]]:
    """Assignment, role and person for everybody who holds one of these roles today."""
    found: list[tuple[str, str, str]] = []
    for piece in _pieces(role_ids):
        query = (
            f"SELECT id, role, person FROM assignment WHERE role IN ({_marks(piece)}) "
            "AND (until IS NULL OR until >= ?) ORDER BY seq"
        )
        found += [tuple(row) for row in connection.execute(query, (*piece, today.isoformat()))]
    return found


def anchors(connection: sqlite3.Connection, subject: Subject) -> dict[str, date]:
    """The days of a record by what a user calls them: its dates, and its campaign's stop."""
    values = record_values(connection, subject.kind, subject.id) or {}
    found = named_days(subject.kind, values)
    campaign = values.get("campaign")
    if campaign:
        around = record_values(connection, "campaign", str(campaign)) or {}
        found = {**named_days("campaign", around), **found}
    return found


def named_days(kind: str, values: dict[str, Any]) -> dict[str, date]:
    """The dates among values by their labels and filter names."""
    found: dict[str, date] = {}
    for field in KINDS[kind].fields:
        if field.type in (FieldType.DATE, FieldType.DAY):
            try:
                last = bounds(values.get(field.name))[1]
            except ValueError:
                continue  # was read somewhere and is no date: nothing can be counted from it
            if last is not None:
                found |= dict.fromkeys((field.label.lower(), *field.filter), last)
    return found


# What a field can point to.


def choices_of(connection: sqlite3.Connection, kind: str) -> list[Choice]:
    """Every record of a kind with its title and what tells it from others, alphabetically."""
    query, note = _CHOICES.get(kind, (f'SELECT id, "{KINDS[kind].title}" FROM "{kind}"', _no_note))
    rows = connection.execute(query).fetchall()
    found = [Choice(row[0], str(row[1] or ""), note(tuple(row)[2:])) for row in rows]
    return sorted(found, key=lambda one: (sort_key(one.title), sort_key(one.note), one.id))


def _no_note(_: tuple[Any, ...]) -> str:
    return ""


def _as_it_is(values: tuple[Any, ...]) -> str:
    return " · ".join(str(value) for value in values if value)


def _dated(values: tuple[Any, ...]) -> str:
    try:
        return show(VagueDate(values[0], values[1])) if values[0] or values[1] else ""
    except ValueError:
        return str(values[1] or values[0])


def _role(values: tuple[Any, ...]) -> str:
    return _as_it_is((values[0], ROLE_LEVELS.get(values[1])))


def _campaign(values: tuple[Any, ...]) -> str:
    return _as_it_is((CAMPAIGN_KINDS.get(values[0]), _dated(values[1:])))


_CHOICES: dict[str, tuple[str, Callable[[tuple[Any, ...]], str]]] = {
    "person": ("SELECT id, name, unit FROM person", _as_it_is),
    "role": ("SELECT id, name, system, level FROM role", _role),
    "system": ("SELECT id, name, vendor FROM system", _as_it_is),
    "project": ("SELECT id, name, code FROM project", _as_it_is),
    "meeting": ("SELECT id, title, date, date_text FROM meeting", _dated),
    "campaign": ("SELECT id, title, kind, stop, stop_text FROM campaign", _campaign),
    "agenda_item": (
        "SELECT i.id, i.title, m.title FROM agenda_item i LEFT JOIN meeting m ON m.id = i.meeting",
        _as_it_is,
    ),
}


def _pieces(ids: Iterable[str]) -> Iterator[tuple[str, ...]]:
    every = tuple(dict.fromkeys(ids))
    for start in range(0, len(every), _PIECE):
        yield every[start : start + _PIECE]


def _marks(piece: Sequence[str]) -> str:
    return ",".join("?" * len(piece))

"""The days of records as a calendar wants them: what, when, and when that was last changed."""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from kombit_tui.db import meta
from kombit_tui.db.queries.belonging import kinds_of, marks, pieces
from kombit_tui.domain.choices import TASK_STATUS
from kombit_tui.domain.dates import bounds
from kombit_tui.domain.ids import NO_MUNICIPALITY, task_state_id

DEADLINE, MEETING, OTHER = "deadline", "meeting", "other"
_DAY = len("2026-08-19")


class Event(NamedTuple):
    """Something on a day or over some."""

    id: str
    """Of the record; a meeting on several days has a number at the end."""
    title: str
    sort: str
    """DEADLINE, MEETING or OTHER."""
    first: date
    last: date
    start: str | None = None
    """HH:MM, where it is known; else it takes the whole day."""
    end: str | None = None
    is_done: bool = False
    place: str | None = None
    link: str | None = None
    details: tuple[str, ...] = ()
    changed: str = ""
    """When it, or what we do about it, was last written: an ISO moment."""
    record: str = ""
    """The id of the record alone."""


def events(connection: sqlite3.Connection, ids: Sequence[str]) -> list[Event]:
    """The events of records, in their order; those without a day have none."""
    kinds = kinds_of(connection, ids)
    found: dict[str, list[Event]] = {}
    for kind, read in _READ.items():
        of_kind = [one for one, its_kind in kinds.items() if its_kind == kind]
        for piece in pieces(of_kind):
            for event in read(connection, piece):
                found.setdefault(event.id, []).append(event)
    changed = _changed(connection, kinds)
    return [
        event._replace(
            id=one if number == 1 else f"{one}-{number}", changed=changed.get(one, ""), record=one
        )
        for one in ids
        for number, event in enumerate(found.get(one, ()), start=1)
    ]


_TASKS = """
    SELECT r.id, r.title, r.code, r.due, r.due_text, r.due_of, r.project, r.status, r.is_done,
           r.responsible_name, t.link
    FROM task_row r JOIN task t ON t.seq = r.seq WHERE r.id IN ({})
"""
_MEETINGS = """
    SELECT id, title, dates, date, date_text, start, "end", place, link
    FROM meeting WHERE id IN ({})
"""
_ITEMS = """
    SELECT i.id, i.title, i.start, i."end", m.title AS meeting, m.date, m.place, m.link
    FROM agenda_item i JOIN meeting m ON m.id = i.meeting WHERE i.id IN ({})
"""
_MILESTONES = """
    SELECT m.id, m.title, m.date, m.date_text, m.start, m."end", m.area, m.wave,
           c.title AS campaign
    FROM milestone m LEFT JOIN campaign c ON c.id = m.campaign WHERE m.id IN ({})
"""
_PLAIN: Mapping[str, tuple[str, str]] = {
    "campaign": (
        "Stop",
        "SELECT id, title, stop AS day, stop_text AS words FROM campaign WHERE id IN ({})",
    ),
    "agreement": (
        "Underskriv",
        "SELECT id, title, deadline AS day, deadline_text AS words FROM agreement WHERE id IN ({})",
    ),
    "question": (
        "Lovet svar",
        "SELECT id, question AS title, promised_for AS day, promised_for_text AS words "
        "FROM question WHERE id IN ({})",
    ),
    "campaign_system": (
        "Opfølgning",
        "SELECT c.id, s.name AS title, c.follow_up AS day, c.follow_up_text AS words "
        "FROM campaign_system c JOIN system s ON s.id = c.system WHERE c.id IN ({})",
    ),
    "contact_entry": (
        "Følg op",
        "SELECT id, vendor AS title, follow_up AS day, follow_up_text AS words "
        "FROM contact_entry WHERE id IN ({})",
    ),
}
"""Kind -> what the day is of, and where it stands."""


def _tasks(connection: sqlite3.Connection, ids: Sequence[str]) -> Iterator[Event]:
    for row in connection.execute(_TASKS.format(marks(ids)), ids):
        last = _ends(row["due"])[1]
        if last is None:
            continue
        status = TASK_STATUS.get(row["status"], row["status"])
        details = (
            _told("Frist", _words(row["due"], row["due_text"])),
            _told("Projekt", row["project"]),
            _told("Status", status),
            _told("Ansvarlig", row["responsible_name"]),
        )
        what = "Udført" if row["is_done"] else "Frist"
        title = (
            f"{what}: {row['code']} {row['title']}" if row["code"] else f"{what}: {row['title']}"
        )
        yield Event(
            *(row["id"], title, DEADLINE, last, last),
            is_done=bool(row["is_done"]),
            link=row["link"],
            details=tuple(filter(None, details)),
        )


def _meetings(connection: sqlite3.Connection, ids: Sequence[str]) -> Iterator[Event]:
    for row in connection.execute(_MEETINGS.format(marks(ids)), ids):
        days = json.loads(row["dates"]) if row["dates"] else []
        details = tuple(filter(None, [_told("Dato", _words(row["date"], row["date_text"]))]))
        for one in days or [row["date"]]:
            first, last = _span(one)
            if first is not None and last is not None:
                times = (row["start"], row["end"]) if first == last else (None, None)
                event = Event(row["id"], row["title"], MEETING, first, last, *times)
                yield event._replace(place=row["place"], link=row["link"], details=details)


def _items(connection: sqlite3.Connection, ids: Sequence[str]) -> Iterator[Event]:
    for row in connection.execute(_ITEMS.format(marks(ids)), ids):
        first, last = _span(row["date"])
        if first is not None and last is not None:
            times = (row["start"], row["end"]) if first == last else (None, None)
            event = Event(row["id"], row["title"], MEETING, first, last, *times)
            details = (f"Møde: {row['meeting']}",)
            yield event._replace(place=row["place"], link=row["link"], details=details)


def _milestones(connection: sqlite3.Connection, ids: Sequence[str]) -> Iterator[Event]:
    for row in connection.execute(_MILESTONES.format(marks(ids)), ids):
        first, last = _span(row["date"])
        if first is not None and last is not None:
            times = (row["start"], row["end"]) if first == last else (None, None)
            details = (
                _told("Dato", _words(row["date"], row["date_text"])),
                _told("Forløb", row["campaign"]),
                _told("Område", row["area"]),
                _told("Bølge", row["wave"]),
            )
            event = Event(row["id"], row["title"], OTHER, first, last, *times)
            yield event._replace(details=tuple(filter(None, details)))


def _plain(kind: str) -> Callable[[sqlite3.Connection, Sequence[str]], Iterator[Event]]:
    what, query = _PLAIN[kind]

    def read(connection: sqlite3.Connection, ids: Sequence[str]) -> Iterator[Event]:
        for row in connection.execute(query.format(marks(ids)), ids):
            last = _ends(row["day"])[1]
            if last is not None:
                details = tuple(filter(None, [_told("Dato", _words(row["day"], row["words"]))]))
                event = Event(row["id"], f"{what}: {row['title']}", DEADLINE, last, last)
                yield event._replace(details=details)

    return read


_READ: Mapping[str, Callable[[sqlite3.Connection, Sequence[str]], Iterable[Event]]] = {
    "task": _tasks,
    "meeting": _meetings,
    "agenda_item": _items,
    "milestone": _milestones,
    **{kind: _plain(kind) for kind in _PLAIN},
}


def _ends(edtf: str | None) -> tuple[date | None, date | None]:
    try:
        return bounds(edtf)
    except ValueError:  # was read somewhere and is no date
        return None, None


def _span(edtf: str | None) -> tuple[date | None, date | None]:
    """From the first day to the last where a period is meant; a vague one is its last day."""
    first, last = _ends(edtf)
    return (first or last, last) if "/" in (edtf or "") else (last, last)


def _words(edtf: str | None, words: str | None) -> str:
    """What a day that is not exact is called; an exact one says itself."""
    return "" if edtf is not None and len(edtf) == _DAY and not words else words or edtf or ""


def _told(label: str, text: str | None) -> str:
    return f"{label}: {text}" if text else ""


def _changed(connection: sqlite3.Connection, kinds: Mapping[str, str]) -> dict[str, str]:
    """When each record, or our own state of a task, was last written.

    The journal is asked beside the records: a state that was taken back leaves no other trace.
    """
    found: dict[str, str] = {}
    code = meta.read(connection, meta.MUNICIPALITY) or NO_MUNICIPALITY
    for kind in sorted(set(kinds.values()) & set(_READ)):
        for piece in pieces([one for one, its_kind in kinds.items() if its_kind == kind]):
            query = f'SELECT id, modified_at FROM "{kind}" WHERE id IN ({marks(piece)})'
            _later(found, connection.execute(query, piece), {})
            parts = {task_state_id(code, one): one for one in piece} if kind == "task" else {}
            asked = [*piece, *parts]
            query = (
                "SELECT e.record_id, max(g.at) FROM journal_entry e "
                f"JOIN journal_group g ON g.id = e.group_id WHERE e.record_id IN ({marks(asked)}) "
                "GROUP BY e.record_id"
            )
            _later(found, connection.execute(query, asked), parts)
            if parts:
                query = f"SELECT id, modified_at FROM task_state WHERE id IN ({marks([*parts])})"
                _later(found, connection.execute(query, [*parts]), parts)
    return found


def _later(found: dict[str, str], rows: Iterable[Sequence[str]], parts: Mapping[str, str]) -> None:
    """Keep the later moment of each record; a part counts for what it is of."""
    for one, at in rows:
        record = parts.get(one, one)
        found[record] = max(found.get(record, ""), at or "")

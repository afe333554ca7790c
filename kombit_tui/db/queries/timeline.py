"""What lies in time: milestones by campaign or area, meetings, and the deadlines that are ours."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from kombit_tui.domain.choices import MILESTONE_KINDS
from kombit_tui.domain.folding import sort_key
from kombit_tui.domain.timeline import (
    DEADLINE,
    MEETING,
    MILESTONE,
    Piece,
    ends_of,
    piece_of,
)
from kombit_tui.domain.waves import is_ours, ours_of, waves_of

KINDS = ("campaign", "milestone", "meeting")
"""The kinds that are listed whole; of the tasks only those that are open, dated and ours."""
WHATS = {**MILESTONE_KINDS, MILESTONE: MILESTONE_KINDS["other"], DEADLINE: "Frist"}
"""What an entry is, in words."""
UNKNOWN, MEETINGS, DEADLINES, ELSE = "Uafklaret", "Møder", "Frister", "Andre milepæle"


class Entry(NamedTuple):
    """Something at some time."""

    id: str
    kind: str
    """The kind of its record."""
    what: str
    """What it is on the line; see `domain.timeline`."""
    title: str
    date: str | None
    date_text: str | None
    pieces: tuple[Piece, ...]
    wave: str | None
    belongs_to: str
    """The campaign, area or project."""
    is_own: bool
    """Whether it is of one of our waves."""
    concerns_us: bool
    """Whether it is not of others' waves alone."""
    campaign: str | None = None
    start: str | None = None
    end: str | None = None
    owner: str | None = None


class Head(NamedTuple):
    """A campaign, an area, or what else entries stand under."""

    id: str
    title: str
    kind: str | None = None
    """Of a campaign: which."""
    stop: str | None = None
    stop_text: str | None = None
    pieces: tuple[Piece, ...] = ()
    """What is its own."""
    is_closed: bool = False
    """Whether it is folded until somebody opens it."""


TimelineRow = Head | Entry


def timeline(connection: sqlite3.Connection, today: date) -> list[TimelineRow]:
    """Each heading before its entries; what is still to come first, what has no date last."""
    own = ours_of(own_waves(connection))
    parts = [*_milestones(connection, own)]
    parts.sort(key=lambda one: _nearness(one, today))
    parts += _meetings(connection)
    parts += _deadlines(connection, own)
    unknown = [entry for _, entries in parts for entry in entries if not entry.pieces]
    rows: list[TimelineRow] = []
    for head, entries in parts:
        dated = [entry for entry in entries if entry.pieces]
        if dated or head.pieces:
            rows += [head, *dated]
    return [*rows, _head("unknown", UNKNOWN), *unknown] if unknown else rows


def own_waves(connection: sqlite3.Connection) -> tuple[str, ...]:
    """The waves that the municipality is in."""
    found = connection.execute("SELECT waves FROM profile WHERE waves IS NOT NULL ORDER BY seq")
    return tuple(wave for (waves,) in found for wave in json.loads(waves) or ())


_Part = tuple[Head, list[Entry]]


def _head(key: str, title: str, *, is_closed: bool = False) -> Head:
    return Head(f"group:{key}:{title}", title, is_closed=is_closed)


def _nearness(part: _Part, today: date) -> tuple[bool, int, str]:
    """What goes on or comes next before what is over, which goes backwards."""
    now = today.toordinal()
    head, entries = part
    pieces = [*head.pieces, *(piece for entry in entries for piece in entry.pieces)]
    first, last = ends_of([one for one in pieces if one.last is None or one.last >= now])
    if first is None and last is None:
        return True, -(ends_of(pieces)[1] or 0), head.title
    return False, max(first or now, now), head.title


_CAMPAIGNS = "SELECT id, title, kind, stop, stop_text FROM campaign ORDER BY seq"
_MILESTONES = """
    SELECT id, campaign, area, wave, title, date, date_text, kind, start, "end" FROM milestone
    ORDER BY date_first IS NULL, date_first, seq
"""


def _milestones(connection: sqlite3.Connection, own: frozenset[str]) -> Iterator[_Part]:
    heads = {
        row["id"]: Head(*tuple(row))._replace(pieces=_pieces("stop", row["stop"]))
        for row in connection.execute(_CAMPAIGNS)
    }
    entries: dict[str, list[Entry]] = {one: [] for one in heads}
    for row in connection.execute(_MILESTONES):
        head = heads.get(row["campaign"] or "") or _head("area", row["area"] or ELSE)
        heads.setdefault(head.id, head)
        waves = waves_of(row["wave"])
        what = row["kind"] if row["kind"] in WHATS and row["kind"] != "other" else MILESTONE
        entries.setdefault(head.id, []).append(
            Entry(
                id=row["id"],
                kind="milestone",
                what=what,
                title=row["title"],
                date=row["date"],
                date_text=row["date_text"],
                pieces=_pieces(what, row["date"]),
                wave=row["wave"],
                belongs_to=head.title,
                is_own=bool(waves & own),
                concerns_us=is_ours(waves, own),
                campaign=row["campaign"],
                start=row["start"],
                end=row["end"],
            )
        )
    yield from ((heads[one], list(_by_wave(found))) for one, found in entries.items())


def _by_wave(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Wave by wave, in the order in which they begin; then what is of no wave."""
    waves: dict[str, list[Entry]] = {}
    for entry in entries:
        waves.setdefault(entry.wave or "", []).append(entry)
    rest = waves.pop("", [])
    for wave in sorted(waves, key=lambda one: (_begins(waves[one]), sort_key(one))):
        yield from waves[wave]
    yield from rest


def _begins(entries: Sequence[Entry]) -> int:
    lasting = [piece for one in entries for piece in one.pieces if one.what != MEETING]
    return ends_of(lasting)[0] or 10**7


def _pieces(what: str, edtf: str | None) -> tuple[Piece, ...]:
    found = piece_of(what, edtf)
    return () if found is None else (found,)


_MEETINGS = """
    SELECT id, title, dates, date, date_text, start, "end" FROM meeting
    ORDER BY date_first IS NULL, date_first, seq
"""


def _meetings(connection: sqlite3.Connection) -> Iterator[_Part]:
    """All meetings; one that is held on several days is one entry."""
    entries = []
    for row in connection.execute(_MEETINGS):
        days = json.loads(row["dates"] or "null") or [row["date"]]
        entries.append(
            Entry(
                id=row["id"],
                kind="meeting",
                what=MEETING,
                title=row["title"],
                date=row["date"] or days[0],
                date_text=row["date_text"],
                pieces=tuple(piece for day in days for piece in _pieces(MEETING, day)),
                wave=None,
                belongs_to=MEETINGS,
                is_own=False,
                concerns_us=True,
                start=row["start"],
                end=row["end"],
            )
        )
    if entries:
        yield _head("meetings", MEETINGS), entries


_TASKS = """
    SELECT r.id, r.title, r.due, r.due_text, r.wave, r.responsible_name, t.campaign,
           coalesce(p.name, r.project) AS project_name
    FROM task_row r JOIN task t ON t.seq = r.seq LEFT JOIN project p ON p.id = t.project
    WHERE r.is_done = 0 AND (r.due IS NOT NULL OR r.due_text IS NOT NULL)
    ORDER BY r.due_day, r.seq
"""


def _deadlines(connection: sqlite3.Connection, own: frozenset[str]) -> Iterator[_Part]:
    """The open tasks that are ours by project; folded, for they are many."""
    projects: dict[str, list[Entry]] = {}
    for row in connection.execute(_TASKS):
        waves = waves_of(row["wave"], row["title"])
        if not is_ours(waves, own):
            continue
        project = row["project_name"] or "uden projekt"
        projects.setdefault(project, []).append(
            Entry(
                id=row["id"],
                kind="task",
                what=DEADLINE,
                title=row["title"],
                date=row["due"],
                date_text=row["due_text"],
                pieces=_pieces(DEADLINE, row["due"]),
                wave=row["wave"],
                belongs_to=project,
                is_own=bool(waves & own),
                concerns_us=True,
                campaign=row["campaign"],
                owner=row["responsible_name"],
            )
        )
    for project in sorted(projects, key=sort_key):
        yield _head("due", f"{DEADLINES}: {project}", is_closed=True), projects[project]

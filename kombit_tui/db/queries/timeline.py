"""What lies in time: milestones by campaign or area, meetings, and what of ours is due."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from kombit_tui.db.queries.timeline_due import agreement_days, follow_up_days, task_deadlines
from kombit_tui.db.queries.timeline_entries import WHATS, Entry, Head, Part, head, pieces
from kombit_tui.db.task_keys import our_waves, project_names
from kombit_tui.domain.folding import fold, sort_key
from kombit_tui.domain.timeline import MEETING, MILESTONE, ends_of
from kombit_tui.domain.waves import Ours, is_ours, waves_of

__all__ = ["KINDS", "WHATS", "Entry", "Head", "TimelineRow", "own_dates", "timeline"]
KINDS = ("campaign", "milestone", "meeting", "agreement", "campaign_system", "contact_entry")
"""The kinds whose facts are read whole; of the tasks only those that are open, dated and ours."""
UNKNOWN, MEETINGS, ELSE = "Uafklaret", "Møder", "Andre milepæle"
TimelineRow = Head | Entry


def timeline(connection: sqlite3.Connection, today: date) -> list[TimelineRow]:
    """Each heading before its entries; what is still to come first, what has no date last."""
    ours = our_waves(row[0] for row in connection.execute("SELECT waves FROM profile"))
    parts = [*_milestones(connection, ours)]
    parts.sort(key=lambda one: _nearness(one, today))
    parts += _meetings(connection)
    parts += agreement_days(connection, today)
    parts += follow_up_days(connection, today)
    parts += task_deadlines(connection, ours)
    unknown = [entry for _, entries in parts for entry in entries if not entry.pieces]
    rows: list[TimelineRow] = []
    for heading, entries in parts:
        dated = [entry for entry in entries if entry.pieces]
        if dated or heading.pieces:
            rows += [heading, *dated]
    return [*rows, head("unknown", UNKNOWN), *unknown] if unknown else rows


def own_dates(connection: sqlite3.Connection, today: date) -> list[Entry]:
    """The milestones of our own waves that are not over, the next one first."""
    ours = our_waves(row[0] for row in connection.execute("SELECT waves FROM profile"))
    every = (entry for _, entries in _milestones(connection, ours) for entry in entries)
    found = [entry for entry in every if is_own_and_ahead(entry, today)]
    return sorted(found, key=lambda one: (ends_of(one.pieces), one.id))


def is_own_and_ahead(entry: Entry, today: date) -> bool:
    """Whether it is of one of our waves, and its last day is not past."""
    last = ends_of(entry.pieces)[1]
    return entry.is_own and last is not None and last >= today.toordinal()


def _nearness(part: Part, today: date) -> tuple[bool, int, str]:
    """What goes on or comes next before what is over, which goes backwards."""
    now = today.toordinal()
    heading, entries = part
    every = [*heading.pieces, *(piece for entry in entries for piece in entry.pieces)]
    first, last = ends_of([one for one in every if one.last is None or one.last >= now])
    if first is None and last is None:
        return True, -(ends_of(every)[1] or 0), heading.title
    return False, max(first or now, now), heading.title


_CAMPAIGNS = "SELECT id, title, kind, stop, stop_text FROM campaign ORDER BY seq"
_MILESTONES = """
    SELECT id, campaign, area, wave, title, date, date_text, kind, start, "end" FROM milestone
    ORDER BY date_first IS NULL, date_first, seq
"""


def _milestones(connection: sqlite3.Connection, ours: Ours) -> Iterator[Part]:
    called = _area_names(connection)
    heads = {
        row["id"]: Head(*tuple(row))._replace(pieces=pieces("stop", row["stop"]))
        for row in connection.execute(_CAMPAIGNS)
    }
    entries: dict[str, list[Entry]] = {one: [] for one in heads}
    for row in connection.execute(_MILESTONES):
        heading = heads.get(row["campaign"] or "") or head("area", row["area"] or ELSE)
        heads.setdefault(heading.id, heading)
        waves, area = waves_of(row["wave"]), row["area"] or ""
        names = (area, heading.title, *called.get(fold(area), ())) if waves else ()
        own = ours.of(*names)
        what = row["kind"] if row["kind"] in WHATS and row["kind"] != "other" else MILESTONE
        entries.setdefault(heading.id, []).append(
            Entry(
                id=row["id"],
                kind="milestone",
                what=what,
                title=row["title"],
                date=row["date"],
                date_text=row["date_text"],
                pieces=pieces(what, row["date"], row["start"], row["end"]),
                wave=row["wave"],
                belongs_to=heading.title,
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


def _area_names(connection: sqlite3.Connection) -> dict[str, tuple[str, ...]]:
    """What the project that is meant by an area is called else, by each of its names, folded."""
    found: dict[str, tuple[str, ...]] = {}
    for code, name, aliases in connection.execute("SELECT code, name, aliases FROM project"):
        names = project_names(aliases, code, name)
        found |= {fold(one): names for one in names}
    return found


_MEETINGS = """
    SELECT id, title, dates, date, date_text, start, "end" FROM meeting
    ORDER BY date_first IS NULL, date_first, seq
"""


def _meetings(connection: sqlite3.Connection) -> Iterator[Part]:
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
                pieces=tuple(
                    piece
                    for day in days
                    for piece in pieces(MEETING, day, row["start"], row["end"])
                ),
                wave=None,
                belongs_to=MEETINGS,
                is_own=False,
                concerns_us=True,
                start=row["start"],
                end=row["end"],
            )
        )
    if entries:
        yield head("meetings", MEETINGS), entries

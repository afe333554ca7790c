"""The timeline in words: when each row is, whose it is, and what its headings say.

Whatever is drawn (`wording.timeline_chart`) is also told: nobody needs the picture.
"""

from collections.abc import Iterator
from datetime import date

from kombit_tui.db.queries.timeline import WHATS, Entry, Head
from kombit_tui.domain.choices import CAMPAIGN_KINDS
from kombit_tui.domain.timeline import Piece, Shape
from kombit_tui.wording.values import day_in_full, day_text, days_to


def what_text(entry: Entry) -> str:
    """What an entry is."""
    return WHATS[entry.what]


def when_text(entry: Entry) -> str:
    """When it is, short; a meeting of several days by its first."""
    return day_text(entry.date, entry.date_text) or "Uafklaret"


def hours_text(entry: Entry) -> str:
    """From when to when on its day."""
    return "-".join(filter(None, (entry.start, entry.end)))


def when_in_full(entry: Entry, today: date) -> str:
    """When it is, with weekday, week, distance and hours."""
    hours = hours_text(entry)
    at = f" kl. {hours}" if hours else ""
    if len(entry.pieces) == 1 and entry.pieces[0].shape is not Shape.POINT:
        return _period(entry, entry.pieces[0], today) + at
    told = day_in_full(entry.date, None, today) if entry.pieces else when_text(entry)
    others = (f" og {_day(one.first)}" for one in entry.pieces[1:] if one.first is not None)
    return told + "".join(others) + at


def _period(entry: Entry, piece: Piece, today: date) -> str:
    """A period or a vague date: its own words, the days it lies between, and how far off it is."""
    ends = ""
    if piece.first is not None and piece.last is not None:
        ends = f"{_day(piece.first)} til {_day(piece.last)}"
    if piece.shape is Shape.BAR:
        return f"{ends} ({_distance(piece, today)})"
    within = f"{ends}, " if ends else ""
    return f"{when_text(entry)} ({within}{_distance(piece, today)})"


def _day(day: int) -> str:
    return f"{date.fromordinal(day):%d-%m-%Y}"


def _distance(piece: Piece, today: date) -> str:
    now = today.toordinal()
    if piece.first is not None and piece.first > now:
        return f"begynder {days_to(date.fromordinal(piece.first), today)}"
    if piece.last is not None and piece.last < now:
        return f"slut {days_to(date.fromordinal(piece.last), today)}"
    return "i gang nu" if piece.shape is Shape.BAR else "kan være nu"


def wave_text(entry: Entry) -> str:
    """Its wave, and whose it is."""
    if not entry.wave:
        return ""
    return f"{entry.wave} (vores bølge)" if entry.is_own else entry.wave


def head_note(head: Head, number: int) -> str:
    """What a heading says beside its title."""
    stop = day_text(head.stop, head.stop_text)
    counted = f"{number} {'post' if number == 1 else 'poster'}" if number else ""
    return " · ".join(filter(None, (f"stop {stop}" if stop else "", counted)))


def head_lines(head: Head, today: date) -> Iterator[tuple[str, str]]:
    """A campaign in words, as label and text."""
    yield "Slags", CAMPAIGN_KINDS.get(head.kind or "", "")
    stop = day_text(head.stop, head.stop_text)
    yield "Stopper", day_in_full(head.stop, head.stop_text, today) if head.pieces else stop

"""Time on a line: hours as columns at a zoom, and how what lies there is shaped.

Days are numbers as `date.toordinal` counts, hours are counted the same way, 24 to a day, on the
clock of the wall. It neither knows records nor says anything in Danish.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from kombit_tui.domain.dates import bounds

LASTING = frozenset({"preparation", "roll_out"})
"""What goes on from its first day to its last; all else is on one day, if perhaps not known which.
"""
WINDOW = "window"
"""When nobody can log in: of a period whose hours are told, it lasts from the first to the last."""
DEADLINE, DOWNLOAD, FOLLOW_UP = "deadline", "download", "follow_up"
MEETING, MILESTONE = "meeting", "milestone"
"""What a piece may be beside the other kinds of milestones; `MILESTONE` is one of no certain kind.
"""
PRESSING = frozenset((DEADLINE, DOWNLOAD, FOLLOW_UP))
"""What is late once its last day is over."""
DAY = 24
"""Hours of a day."""
_ISO = r"\d{4}-\d\d-\d\d"
_PERIOD = re.compile(f"{_ISO}/{_ISO}")
_CLOCK = re.compile(r"(\d\d?)[:.](\d\d)")
FIRST_DAY, LAST_DAY = date(1900, 1, 1).toordinal(), date(2199, 12, 31).toordinal()


class Shape(StrEnum):
    """How something lies in time."""

    POINT = "point"
    """On one day."""
    BAR = "bar"
    """From its first day to its last."""
    RANGE = "range"
    """Some time between two days, or before or after one: a vague date."""


class Piece(NamedTuple):
    """One thing on the line."""

    what: str
    shape: Shape
    first: int | None
    last: int | None
    hours: tuple[int, int] | None = None
    """The first and the last hour of it, where they are known."""

    @property
    def begins(self) -> int | None:
        """The first hour in which it is, or may be."""
        if self.hours is not None:
            return self.hours[0]
        return None if self.first is None else self.first * DAY

    @property
    def ends(self) -> int | None:
        """The last hour in which it is, or may be."""
        if self.hours is not None:
            return self.hours[1]
        return None if self.last is None else self.last * DAY + DAY - 1


def piece_of(
    what: str, edtf: str | None, start: str | None = None, end: str | None = None
) -> Piece | None:
    """What a date, with its hours, is on the line.

    None when it is not known (domain.md: «Uafklaret»).
    """
    try:
        first, last = (_number(day) for day in bounds(edtf or None))
    except ValueError:
        return None
    if first is None and last is None:
        return None
    if first is not None and first == last:
        return Piece(what, Shape.POINT, first, last, _hours(first, start, end))
    if _PERIOD.fullmatch(edtf or "") is None or first is None or last is None:
        return Piece(what, Shape.RANGE, first, last)
    from_, to = _minutes(start), _minutes(end)
    if what == WINDOW and from_ is not None and to is not None:
        hours = (first * DAY + from_ // 60, last * DAY + max(to - 1, 0) // 60)
        return Piece(what, Shape.BAR, first, last, hours)
    return Piece(what, Shape.BAR if what in LASTING else Shape.RANGE, first, last)


def _hours(day: int, start: str | None, end: str | None) -> tuple[int, int] | None:
    """The hours of what begins on a day; what ends before it begins does so the day after."""
    begun, over = _minutes(start), _minutes(end)
    if begun is None:
        return None
    if over is None:
        over = begun
    elif over <= begun:
        over += DAY * 60
    return day * DAY + begun // 60, day * DAY + max(over - 1, begun) // 60


def _minutes(clock: str | None) -> int | None:
    """A time of day as minutes."""
    found = _CLOCK.fullmatch((clock or "").strip())
    return None if found is None else int(found[1]) * 60 + int(found[2])


def _number(day: date | None) -> int | None:
    return None if day is None else day.toordinal()


def ends_of(pieces: Sequence[Piece]) -> tuple[int | None, int | None]:
    """The first and the last day of pieces, as far as they are known."""
    days = [day for one in pieces for day in (one.first, one.last) if day is not None]
    return (min(days), max(days)) if days else (None, None)


def next_hour(pieces: Sequence[Piece], today: int) -> int | None:
    """The first known hour of what comes next; of what is over, that of the last."""
    known = [(one.last or one.first or 0, one.begins or one.ends or 0) for one in pieces]
    coming = [hour for last, hour in known if last >= today]
    return min(coming) if coming else max((hour for _, hour in known), default=None)


# Columns.


class Unit(StrEnum):
    """What time is divided by."""

    HOUR = "hour"
    """Every third of them: there is room for no more names."""
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


class Zoom(NamedTuple):
    """How close one looks: hours to a column, and what is named above them."""

    unit: Unit
    """What it is called after, and the coarse division."""
    fine: Unit
    hours: int

    @property
    def has_hours(self) -> bool:
        """Whether a day is more than one column."""
        return self.hours < DAY


ZOOMS = (
    Zoom(Unit.DAY, Unit.HOUR, 1),
    Zoom(Unit.WEEK, Unit.DAY, 3),
    Zoom(Unit.MONTH, Unit.WEEK, DAY),
    Zoom(Unit.QUARTER, Unit.MONTH, 3 * DAY),
    Zoom(Unit.YEAR, Unit.QUARTER, 10 * DAY),
)
"""The closest first."""
USUAL = 3
"""Where one begins."""


class Scale(NamedTuple):
    """The hours that are seen, and what divides them."""

    start: int
    """The first hour of the first column."""
    hours: int
    width: int

    @property
    def end(self) -> int:
        """The last hour that is seen."""
        return self.start + self.hours * self.width - 1

    def column(self, hour: int) -> int:
        """The column of an hour, which may lie outside."""
        return (hour - self.start) // self.hours

    def columns(self, first: int | None, last: int | None) -> tuple[int, int] | None:
        """The first and last column that is seen of some hours; None where none is."""
        left = 0 if first is None else max(self.column(first), 0)
        right = self.width - 1 if last is None else min(self.column(last), self.width - 1)
        return (left, right) if left <= right else None


def noon(day: int) -> int:
    """The middle of a day."""
    return day * DAY + DAY // 2


def scale_around(hour: int, zoom: Zoom, width: int) -> Scale:
    """The hours seen at a width with `hour` in the middle.

    Columns keep their hours as one scrolls.
    """
    hour = max(FIRST_DAY * DAY, min(hour, LAST_DAY * DAY))
    return Scale((hour // zoom.hours - width // 2) * zoom.hours, zoom.hours, width)


def divisions(unit: Unit, scale: Scale) -> Iterator[tuple[int, int]]:
    """Every period that is seen: its first column, and its first hour, which may lie before."""
    hour = _first_of(unit, max(scale.start, DAY))
    while hour <= scale.end:
        yield max(scale.column(hour), 0), hour
        hour = _next(unit, hour)


_STEPS = {Unit.HOUR: 3, Unit.DAY: DAY, Unit.WEEK: 7 * DAY}
_MONTHS = {Unit.MONTH: 1, Unit.QUARTER: 3, Unit.YEAR: 12}


def _first_of(unit: Unit, hour: int) -> int:
    day = date.fromordinal(hour // DAY)
    if unit in _MONTHS:
        months = _MONTHS[unit]
        return date(day.year, (day.month - 1) // months * months + 1, 1).toordinal() * DAY
    if unit is Unit.WEEK:
        return (day.toordinal() - day.weekday()) * DAY
    return hour - hour % _STEPS[unit]


def _next(unit: Unit, hour: int) -> int:
    if unit in _STEPS:
        return hour + _STEPS[unit]
    day = date.fromordinal(hour // DAY)
    year, month = divmod(day.year * 12 + day.month - 1 + _MONTHS[unit], 12)
    return date(year, month + 1, 1).toordinal() * DAY

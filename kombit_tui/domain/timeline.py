"""Time on a line: days as columns at a zoom, and how what lies there is shaped.

Days are numbers as `date.toordinal` counts. It neither knows records nor says anything in Danish.
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
DEADLINE, MEETING, MILESTONE = "deadline", "meeting", "milestone"
"""What a piece may be beside the other kinds of milestones; `MILESTONE` is one of no certain kind.
"""
_DAY = r"\d{4}-\d\d-\d\d"
_PERIOD = re.compile(f"{_DAY}/{_DAY}")
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


def piece_of(what: str, edtf: str | None) -> Piece | None:
    """What a date is on the line; None when it is not known (domain.md: «Uafklaret»)."""
    try:
        first, last = bounds(edtf or None)
    except ValueError:
        return None
    if first is None and last is None:
        return None
    is_period = what in LASTING and _PERIOD.fullmatch(edtf or "") is not None
    shape = Shape.POINT if first == last else Shape.BAR if is_period else Shape.RANGE
    return Piece(what, shape, _number(first), _number(last))


def _number(day: date | None) -> int | None:
    return None if day is None else day.toordinal()


def ends_of(pieces: Sequence[Piece]) -> tuple[int | None, int | None]:
    """The first and the last day of pieces, as far as they are known."""
    days = [day for one in pieces for day in (one.first, one.last) if day is not None]
    return (min(days), max(days)) if days else (None, None)


# Columns.


class Unit(StrEnum):
    """What time is divided by."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


class Zoom(NamedTuple):
    """How close one looks: days to a column, and what is named above them."""

    unit: Unit
    """What it is called after, and the coarse division."""
    fine: Unit
    days: int


ZOOMS = (
    Zoom(Unit.MONTH, Unit.WEEK, 1),
    Zoom(Unit.QUARTER, Unit.MONTH, 3),
    Zoom(Unit.YEAR, Unit.QUARTER, 10),
)
"""The closest first."""


class Scale(NamedTuple):
    """The days that are seen, and what divides them."""

    start: int
    """The first day of the first column."""
    days: int
    width: int

    @property
    def end(self) -> int:
        """The last day that is seen."""
        return self.start + self.days * self.width - 1

    def column(self, day: int) -> int:
        """The column of a day, which may lie outside."""
        return (day - self.start) // self.days

    def columns(self, first: int | None, last: int | None) -> tuple[int, int] | None:
        """The first and last column that is seen of some days; None where none is."""
        left = 0 if first is None else max(self.column(first), 0)
        right = self.width - 1 if last is None else min(self.column(last), self.width - 1)
        return (left, right) if left <= right else None


def scale_around(day: int, zoom: Zoom, width: int) -> Scale:
    """The days seen at a width with `day` in the middle; columns keep their days as one scrolls."""
    day = max(FIRST_DAY, min(day, LAST_DAY))
    return Scale((day // zoom.days - width // 2) * zoom.days, zoom.days, width)


def divisions(unit: Unit, scale: Scale) -> Iterator[tuple[int, date]]:
    """Every period that is seen: its first column, and its first day, which may lie before that."""
    day = _first_of(unit, date.fromordinal(max(scale.start, 1)))
    while day.toordinal() <= scale.end:
        yield max(scale.column(day.toordinal()), 0), day
        day = _next(unit, day)


_MONTHS = {Unit.MONTH: 1, Unit.QUARTER: 3, Unit.YEAR: 12}


def _first_of(unit: Unit, day: date) -> date:
    if unit is Unit.WEEK:
        return date.fromordinal(day.toordinal() - day.weekday())
    months = _MONTHS[unit]
    return date(day.year, (day.month - 1) // months * months + 1, 1)


def _next(unit: Unit, day: date) -> date:
    if unit is Unit.WEEK:
        return date.fromordinal(day.toordinal() + 7)
    year, month = divmod(day.year * 12 + day.month - 1 + _MONTHS[unit], 12)
    return date(year, month + 1, 1)

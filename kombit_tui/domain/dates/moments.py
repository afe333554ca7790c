"""A moment as it is written: a day, week, month, third, quarter, season or year, with gaps.

Owns `Moment` and what days it covers once its year is known, and how a missing year is found.
It reads no text (see `readers`).
Rules: weeks are ISO weeks, Monday to Sunday; primo, medio and ultimo are the days 1-10, 11-20 and
21-last of a month, and January, June-July and December of a year; spring is March-May, and so on.
"""

from datetime import date, timedelta
from enum import IntEnum
from typing import NamedTuple

from .edtf import DateRole, interval, month_span, year_span
from .words import MONTH_NAMES

_PAST_DAYS = 30
"""A deadline further back than this, its year unwritten, is next year's."""
_PAST_PERIOD = 120
"""The same for months and longer, and for starts: plans also show what is behind them."""


FIRST_YEAR, LAST_YEAR = 1900, 2199


class Impossible(ValueError):
    """No such day; the text says why, in Danish."""


class Unit(IntEnum):
    """How much time a moment covers."""

    DAY = 1
    WEEK = 2
    THIRD = 3
    MONTH = 4
    QUARTER = 5
    SEASON = 6
    HALF = 7
    YEAR_THIRD = 8
    YEAR = 9


class Moment(NamedTuple):
    """What was written. None is what was not."""

    unit: Unit
    year: int | None = None
    month: int | None = None
    number: int = 0
    """The day, ISO week, third, quarter, season or half."""
    weekday: int | None = None
    """ISO weekday, Monday is 1. Of a WEEK it picks the day."""
    offset: int | None = None
    """Units away from a given day ("næste uge" is 1) instead of a number."""

    @property
    def is_dated(self) -> bool:
        """Whether nothing outside the text is needed to place it."""
        return self.year is not None and self.offset is None


def span(moment: Moment, year: int) -> tuple[date, date]:
    """First and last day of `moment` in `year`. Raises Impossible."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Impossible(f"Året {year} kan ikke bruges.")
    return _span(moment, year)


def _span(moment: Moment, year: int) -> tuple[date, date]:
    match moment.unit:
        case Unit.DAY:
            day = _day(moment, year)
            return day, day
        case Unit.WEEK:
            return _week(moment, year)
        case Unit.THIRD:
            return _third(moment, year)
        case Unit.MONTH:
            return _months(year, moment.month or 1, 1)
        case Unit.QUARTER:
            return _months(year, 3 * moment.number - 2, 3)
        case Unit.SEASON:
            return _months(year, 3 * moment.number, 3)
        case Unit.HALF:
            return _months(year, 6 * moment.number - 5, 6)
        case Unit.YEAR_THIRD:
            return _months(year, (1, 6, 12)[moment.number - 1], (1, 2, 1)[moment.number - 1])
        case Unit.YEAR:
            return year_span(year)


def _months(year: int, month: int, count: int) -> tuple[date, date]:
    """The days of `count` months; they may run into the next year."""
    if not 1 <= month <= 12:
        raise Impossible(f"Der er ingen måned {month}; skriv dagen før måneden.")
    years, last_month = divmod(month + count - 2, 12)
    return date(year, month, 1), month_span(year + years, last_month + 1)[1]


def _day(moment: Moment, year: int) -> date:
    month = moment.month or 0
    last = _months(year, month, 1)[1]
    if 1 <= moment.number <= last.day:
        return last.replace(day=moment.number)
    name = MONTH_NAMES[month - 1]
    if (month, moment.number) == (2, 29):
        raise Impossible(f"{year} er ikke et skudår, så februar har kun 28 dage.")
    days = "29" if month == 2 else str(last.day)
    raise Impossible(f"Der er ingen dag {moment.number} i {name}; den har højst {days} dage.")


def _week(moment: Moment, year: int) -> tuple[date, date]:
    last_week = date(year, 12, 28).isocalendar().week
    if not 1 <= moment.number <= last_week:
        raise Impossible(f"Der er ingen uge {moment.number} i {year}; året har {last_week} uger.")
    monday = date.fromisocalendar(year, moment.number, 1)
    if moment.weekday is None:
        return monday, monday + timedelta(6)
    day = monday + timedelta(moment.weekday - 1)
    return day, day


def _third(moment: Moment, year: int) -> tuple[date, date]:
    first, last = _months(year, moment.month or 0, 1)
    if moment.number == 3:
        return first.replace(day=21), last
    return first.replace(day=10 * moment.number - 9), first.replace(day=10 * moment.number)


def edtf_of(moment: Moment, days: tuple[date, date]) -> str:
    """EDTF of a placed moment: a month and a year in their short form, else day or interval."""
    short = {Unit.MONTH: 7, Unit.YEAR: 4}.get(moment.unit)
    return days[0].isoformat()[:short] if short else interval(*days)


def relative_span(moment: Moment, day: date) -> tuple[date, date]:
    """The week, month, quarter or year `moment.offset` away from that of `day`."""
    offset = moment.offset or 0
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise Impossible(f"Året {day.year} kan ikke bruges.")
    if moment.unit is Unit.WEEK:
        monday = day + timedelta(7 * offset - day.isoweekday() + 1)
        return monday, monday + timedelta(6)
    months = {Unit.MONTH: 1, Unit.QUARTER: 3}.get(moment.unit, 12)
    count = (12 * day.year + day.month - 1) // months + offset
    year, month = divmod(count * months, 12)
    return _months(year, month + 1, months)


def with_year(moment: Moment, document_date: date, role: DateRole) -> Moment:
    """`moment` with the year it must have had in a document of that day.

    The document's own year, or the next for what would lie long before it; a weekday that is
    written beside the day decides where it can. Raises Impossible.
    """
    year = _likely_year(moment, document_date, role)
    if moment.unit is Unit.DAY and moment.weekday is not None:
        for other in (year, document_date.year, document_date.year + 1, document_date.year - 1):
            if _has_weekday(moment, other):
                return moment._replace(year=other)
    return moment._replace(year=year)


def _likely_year(moment: Moment, document_date: date, role: DateRole) -> int:
    is_near = moment.unit <= Unit.WEEK and role is DateRole.DEADLINE
    allowed = timedelta(_PAST_DAYS if is_near else _PAST_PERIOD)
    last = span(moment, document_date.year)[1]
    return document_date.year + (document_date - last > allowed)


def _has_weekday(moment: Moment, year: int) -> bool:
    try:
        return span(moment, year)[0].isoweekday() == moment.weekday
    except Impossible:
        return False

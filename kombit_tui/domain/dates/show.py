"""Dates as Danish text, and what to warn of.

Owns the way dates are shown: `dd-mm-yyyy`, vague ones in their own words. It reads nothing; what it
writes for a vague date, `vague.read_vague` reads back to the same days.
"""

from collections.abc import Iterator
from datetime import date

from .edtf import VagueDate, bounds
from .holidays import holiday_name
from .moments import FIRST_YEAR, LAST_YEAR, Moment, Unit, span
from .words import MONTH_NAMES, SEASON_NAMES, THIRD_NAMES, WEEKDAY_NAMES

_SATURDAY = 6


def show(value: VagueDate) -> str:
    """`dd-mm-yyyy` for a day, else the words, else Danish for the EDTF; "" for nothing known."""
    first, last = bounds(value.edtf)
    if first is not None and first == last:
        return show_day(first)
    return value.words or _period(first, last)


def show_day(day: date) -> str:
    """`dd-mm-yyyy`."""
    return f"{day.day:02}-{day.month:02}-{day.year:04}"


def show_long(day: date, today: date) -> str:
    """Weekday, date, ISO week and distance: "fredag 21-08-2026 (uge 34, om 2 dage)"."""
    week, weekday = day.isocalendar()[1:]
    return f"{WEEKDAY_NAMES[weekday - 1]} {show_day(day)} (uge {week}, {distance(day, today)})"


def distance(day: date, today: date) -> str:
    """How far `day` is from `today`: "i morgen", "om 2 dage", "for 3 dage siden"."""
    days = (day - today).days
    near = {0: "i dag", 1: "i morgen", -1: "i går"}.get(days)
    return near or (f"om {days} dage" if days > 0 else f"for {-days} dage siden")


def warnings_for(day: date, *, today: date, stop: date | None = None) -> list[str]:
    """What is odd about `day` as a Danish sentence each; none of it forbids the day.

    Past, weekend, public holiday, after `stop` (the day that cannot be moved).
    """
    found = []
    if day < today:
        found.append(f"Datoen er passeret ({distance(day, today)}).")
    if day.isoweekday() >= _SATURDAY:
        found.append(f"Datoen er en {WEEKDAY_NAMES[day.isoweekday() - 1]}.")
    if name := holiday_name(day):
        found.append(f"Datoen er en helligdag ({name}).")
    if stop is not None and day > stop:
        found.append(f"Datoen ligger efter stop {show_day(stop)}.")
    return found


def _period(first: date | None, last: date | None) -> str:
    if first is None:
        return "" if last is None else f"til og med {show_day(last)}"
    if last is None:
        return f"{show_day(first)} og frem"
    return _name(first, last) or f"{show_day(first)} – {show_day(last)}"


def _name(first: date, last: date) -> str | None:
    """The name of the period that is just these days."""
    if not FIRST_YEAR <= first.year <= LAST_YEAR:
        return None
    if first.day in (1, 11, 21):
        for moment, name in _named(first):
            if span(moment, first.year) == (first, last):
                return f"{name} {first.year}".strip()
    return _weeks(first, last)


def _named(first: date) -> Iterator[tuple[Moment, str]]:
    """The periods that could begin on `first`."""
    yield Moment(Unit.YEAR), ""
    month = first.month
    name = MONTH_NAMES[month - 1]
    yield Moment(Unit.MONTH, month=month), name
    for number, third in enumerate(THIRD_NAMES, 1):
        yield Moment(Unit.THIRD, month=month, number=number), f"{third} {name}"
    yield Moment(Unit.YEAR_THIRD, number=2), "medio"
    if month % 3 == 1:
        yield Moment(Unit.QUARTER, number=month // 3 + 1), f"{month // 3 + 1}. kvartal"
    if month % 6 == 1:
        yield Moment(Unit.HALF, number=month // 6 + 1), f"{month // 6 + 1}. halvår"
    if month % 3 == 0:
        yield Moment(Unit.SEASON, number=month // 3), SEASON_NAMES[month // 3 - 1]


def _weeks(first: date, last: date) -> str | None:
    """Whole ISO weeks of one ISO year: "uge 34 2026", "uge 19-21 2022"."""
    start, end = first.isocalendar(), last.isocalendar()
    if (start.weekday, end.weekday, start.year) != (1, 7, end.year):
        return None
    weeks = str(start.week) if start.week == end.week else f"{start.week}-{end.week}"
    return f"uge {weeks} {start.year}"

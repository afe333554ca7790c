"""The value of a date that may be vague: EDTF text, its bounds and how it is built.

Owns `VagueDate` and the part of EDTF (ISO 8601-2) that we store. It does not read words and does
not show anything; the readers are in `typed` and `vague`, the Danish text is in `show`.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

OPEN = ".."
"""The end of an interval that has none."""


class DateRole(StrEnum):
    """What a date is for. It decides which day of a week, month or quarter is meant."""

    DEADLINE = "deadline"
    START = "start"


@dataclass(frozen=True, slots=True)
class VagueDate:
    """A day, a period or an unknown time, with the words it was written in."""

    edtf: str | None
    """EDTF: a day, a month, a year or an interval of these; None when the time is not known."""
    words: str | None = None
    """As written, where the words say more than the date; else None."""

    @property
    def first(self) -> date | None:
        """Earliest day, None when unknown or open."""
        return bounds(self.edtf)[0]

    @property
    def last(self) -> date | None:
        """Latest day, None when unknown or open."""
        return bounds(self.edtf)[1]

    @property
    def is_exact(self) -> bool:
        """Whether it is one certain day."""
        return is_day(self.edtf)


def is_day(edtf: str | None) -> bool:
    """Whether `edtf` is one day and no longer."""
    first, last = bounds(edtf)
    return first is not None and first == last


def bounds(edtf: str | None) -> tuple[date | None, date | None]:
    """Earliest and latest day of `edtf`, both counted in.

    None stands for an open end; (None, None) for an unknown time. Raises ValueError for text that
    is no EDTF of ours: days, months, years, and intervals of them with `..` for an open end.
    """
    if edtf is None:
        return None, None
    left, slash, right = edtf.partition("/")
    if not slash:
        return _period(left)
    first = None if left == OPEN else _period(left)[0]
    last = None if right == OPEN else _period(right)[1]
    if first is None and last is None:
        raise ValueError(f"an interval needs an end: {edtf!r}")
    if first is not None and last is not None and first > last:
        raise ValueError(f"an interval cannot end before it starts: {edtf!r}")
    return first, last


def _period(text: str) -> tuple[date, date]:
    parts = text.split("-")
    if [len(part) for part in parts] not in ([4], [4, 2], [4, 2, 2]):
        raise ValueError(f"not a date: {text!r}")
    if not (text.isascii() and all(part.isdigit() for part in parts)):
        raise ValueError(f"not a date: {text!r}")
    numbers = [int(part) for part in parts]
    if len(numbers) == 3:
        day = date(*numbers)
        return day, day
    return month_span(*numbers) if len(numbers) == 2 else year_span(numbers[0])


def month_span(year: int, month: int) -> tuple[date, date]:
    """First and last day of a month. Raises ValueError for a month that does not exist."""
    first = date(year, month, 1)
    if month == 12:
        return first, first.replace(day=31)
    return first, date(year, month + 1, 1) - timedelta(1)


def year_span(year: int) -> tuple[date, date]:
    """First and last day of a year."""
    return date(year, 1, 1), date(year, 12, 31)


def interval(first: date | None, last: date | None) -> str:
    """EDTF of the days from `first` to `last`: one day where they are the same, None is open."""
    if first is not None and first == last:
        return first.isoformat()
    ends = (OPEN if day is None else day.isoformat() for day in (first, last))
    return "/".join(ends)

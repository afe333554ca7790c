"""What a date in a filter covers: the days from first to last, seen from today.

Owns the meeting of the date grammar with filters. Both its forms are understood: periods and days
as in material («august», «uge 34», «31/3»), then all that can be typed («fredag», «om 2 uger»). A
day or period without its year is the latest one that is not long over, as in material: lists are
also about what lies just behind. The date grammar is loaded with the first date that is read.
"""

from datetime import date
from typing import NamedTuple

from kombit_tui.domain import dates
from kombit_tui.domain.folding import fold
from kombit_tui.domain.query.tree import Range, Value

SINCE_VISIT = "sidst"
"""The day of the user's last visit: in saved filters it stays a word, and `naming` puts the day in
its place when the filter is used. Until then it covers no day.
"""
_ANY_DAY = date(2026, 1, 1)
"""Seen from here a text is a date or not; which date is another matter."""


class Span(NamedTuple):
    """Day numbers (`date.toordinal`), both counted in; None is an open end."""

    first: int | None
    last: int | None


def is_date(text: str) -> bool:
    """Whether a filter can hold days against `text`."""
    return _span(text, _ANY_DAY) is not None


def span_of(value: Value | Range, today: date) -> Span | None:
    """The days of `value`; None when it is no date after all."""
    if isinstance(value, Value):
        return _span(value.text, today)
    first = _span(value.first, today) if value.first is not None else Span(None, None)
    last = _span(value.last, today) if value.last is not None else Span(None, None)
    return Span(first.first, last.last) if first and last else None


def span_of_edtf(edtf: str | None) -> Span:
    """The days of a stored date; both ends open when it is not known."""
    try:
        first, last = dates.bounds(edtf or None)
    except ValueError:
        return Span(None, None)
    return Span(_number(first), _number(last))


def _span(text: str, today: date) -> Span | None:
    if fold(text) == SINCE_VISIT:
        return Span(None, None)
    try:
        found = dates.read_vague(text, document_date=today)
        if found is None or found.edtf is None:
            found = dates.parse_typed(text, today=today)
    except ValueError:
        return None
    return span_of_edtf(found.edtf) if found is not None and found.edtf else None


def _number(day: date | None) -> int | None:
    return day.toordinal() if day else None


def compare(days: Span, op: str, wanted: Span) -> bool:
    """Whether the `days` of a record stand so to those `wanted`.

    `:` they share a day; `=` they lie within; the others hold the record's latest day against the
    near end (`<` `>=`) or the far end (`<=` `>`). What is not known never matches.
    """
    if days == (None, None):
        return False
    if op in (":", "="):
        return _overlaps(days, wanted) if op == ":" else _within(days, wanted)
    limit = wanted.first if op in ("<", ">=") else wanted.last
    if days.last is None or limit is None:
        return False
    return {
        "<": days.last < limit,
        "<=": days.last <= limit,
        ">": days.last > limit,
        ">=": days.last >= limit,
    }[op]


def _overlaps(days: Span, wanted: Span) -> bool:
    starts_in_time = days.first is None or wanted.last is None or days.first <= wanted.last
    ends_in_time = days.last is None or wanted.first is None or days.last >= wanted.first
    return starts_in_time and ends_in_time


def _within(days: Span, wanted: Span) -> bool:
    is_after = wanted.first is None or (days.first is not None and days.first >= wanted.first)
    is_before = wanted.last is None or (days.last is not None and days.last <= wanted.last)
    return is_after and is_before

"""Dates told relative to an anchor day, so that the demo never grows old.

Owns the grammar (`D+12`, `D-3w`, `M+2:primo`, `Q+1`, `W+3..W+5`, `S+1`, `?Uafklaret`) and the
Danish words that go with a vague date. Pure: it reads no clock and knows no record.

- `D+12` a day; `w` after a step moves Saturday and Sunday to Monday, and steps may follow each
  other: `D+9w+1w` is the working day after `D+9w`.
- `M+2` a month, `M+2:primo` (`medio`, `ultimo`) its days 1-10 (11-20, 21-last).
- `Q+1` a quarter, `S+1` a season, `W+3` an ISO week, all counted from the anchor's own.
- `a..b` from a day to a day, or from a week to a week. `?word` has no date, only the word.
"""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

MONTHS = (
    "januar",
    "februar",
    "marts",
    "april",
    "maj",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "december",
)
SEASONS = ("vinteren", "foråret", "sommeren", "efteråret")
PARTS = {"primo": (1, 10), "medio": (11, 20), "ultimo": (21, 31)}

_DAY = re.compile(r"D(?:[+-]\d+w?)+")
_STEP = re.compile(r"([+-]\d+)(w?)")
_PERIOD = re.compile(r"([MQSW])([+-]\d+)(?::(primo|medio|ultimo))?")
_HOLE = re.compile(r"\{([^{}]+)\}")


@dataclass(frozen=True, slots=True)
class Moment:
    """A resolved date: EDTF, and the words of a vague one."""

    edtf: str | None
    words: str | None


@dataclass(frozen=True, slots=True)
class _Span:
    """First and last day, and how the period is called."""

    first: date
    last: date
    words: str


def resolve(text: str, anchor: date) -> Moment:
    """What the expression `text` means on the day `anchor`.

    Raises:
        ValueError: It is not an expression of the grammar.
    """
    if text.startswith("?") and len(text) > 1:
        return Moment(None, text[1:])
    if ".." in text:
        return _interval(text, anchor)
    if _DAY.fullmatch(text):
        return Moment(day(text, anchor).isoformat(), None)
    span = _period(text, anchor)
    if text.startswith("M") and ":" not in text:
        return Moment(f"{span.first:%Y-%m}", span.words)
    return Moment(f"{span.first}/{span.last}", span.words)


def day(text: str, anchor: date) -> date:
    """The day that a `D` expression means.

    Raises:
        ValueError: It is not a `D` expression.
    """
    if not _DAY.fullmatch(text):
        raise ValueError(f"«{text}» is not a day like D+12 or D-3w")
    result = anchor
    for step, is_working in _STEP.findall(text):
        result += timedelta(days=int(step))
        if is_working and result.weekday() > 4:
            result += timedelta(days=7 - result.weekday())
    return result


def is_expression(text: str) -> bool:
    """Whether the whole of `text` is a date expression (an `?word` is taken for plain text)."""
    ends = text.split("..")
    return len(ends) <= 2 and all(_DAY.fullmatch(end) or _PERIOD.fullmatch(end) for end in ends)


def fill(text: str, anchor: date) -> str:
    """`text` with every `{expression}` in it replaced by Danish words.

    Raises:
        ValueError: A pair of braces holds something else.
    """
    return _HOLE.sub(lambda hole: spoken(hole[1], anchor), text)


def spoken(text: str, anchor: date) -> str:
    """The expression as Danish words, an exact day too: «3. maj», with the year if not this one."""
    moment = resolve(text, anchor)
    if moment.words is not None:
        return moment.words
    found = day(text, anchor)
    return f"{found.day}. {MONTHS[found.month - 1]}" + _year(found.year, anchor)


def _interval(text: str, anchor: date) -> Moment:
    start, _, end = text.partition("..")
    if start.startswith("W") and end.startswith("W"):
        first, last = _period(start, anchor), _period(end, anchor)
        begins, ends = first.first, last.last
        words = f"uge {first.first.isocalendar().week}-{last.first.isocalendar().week}"
        words += _year(last.first.isocalendar().year, anchor)
    else:
        begins, ends = day(start, anchor), day(end, anchor)
        words = _days_as_words(begins, ends, anchor)
    if begins > ends:
        raise ValueError(f"«{text}» ends before it begins")
    return Moment(f"{begins}/{ends}", words)


def _period(text: str, anchor: date) -> _Span:
    match = _PERIOD.fullmatch(text)
    if match is None or (match[3] and match[1] != "M"):
        raise ValueError(f"«{text}» is not a date expression")
    if match[3]:
        return _part_of_month(int(match[2]), match[3], anchor)
    return _PERIODS[match[1]](int(match[2]), anchor)


def _month(offset: int, anchor: date) -> _Span:
    first = _first_of_month(anchor, offset)
    words = MONTHS[first.month - 1] + _year(first.year, anchor)
    return _Span(first, _last_of_month(first), words)


def _part_of_month(offset: int, part: str, anchor: date) -> _Span:
    month = _month(offset, anchor)
    start, end = PARTS[part]
    end = min(end, month.last.day)
    return _Span(
        month.first.replace(day=start), month.first.replace(day=end), f"{part} {month.words}"
    )


def _quarter(offset: int, anchor: date) -> _Span:
    first = _first_of_month(anchor, 3 * offset - (anchor.month - 1) % 3)
    words = f"{(first.month + 2) // 3}. kvartal {first.year}"
    return _Span(first, _last_of_month(_first_of_month(first, 2)), words)


def _season(offset: int, anchor: date) -> _Span:
    first = _first_of_month(anchor, 3 * offset - anchor.month % 3)
    last = _last_of_month(_first_of_month(first, 2))
    return _Span(first, last, f"{SEASONS[first.month // 3 % 4]} {first.year}")


def _week(offset: int, anchor: date) -> _Span:
    monday = anchor + timedelta(weeks=offset, days=-anchor.weekday())
    year, week, _ = monday.isocalendar()
    return _Span(monday, monday + timedelta(days=6), f"uge {week}" + _year(year, anchor))


_PERIODS: dict[str, Callable[[int, date], _Span]] = {
    "M": _month,
    "Q": _quarter,
    "S": _season,
    "W": _week,
}


def _first_of_month(day_in_it: date, offset: int) -> date:
    year, month = divmod(day_in_it.year * 12 + day_in_it.month - 1 + offset, 12)
    return date(year, month + 1, 1)


def _last_of_month(first: date) -> date:
    return first.replace(day=monthrange(first.year, first.month)[1])


def _year(year: int, anchor: date) -> str:
    return "" if year == anchor.year else f" {year}"


def _days_as_words(first: date, last: date, anchor: date) -> str:
    end = f"{last.day}. {MONTHS[last.month - 1]}" + _year(last.year, anchor)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}.-{end}"
    return f"{first.day}. {MONTHS[first.month - 1]} - {end}"

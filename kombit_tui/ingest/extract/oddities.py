"""Contradictions in what was found: each is kept as printed, and told to the reviewer.

A weekday that is not that of its date, an end before its start, a year that falls out of its
series, sums that do not add up. Changes no value.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from datetime import date
from itertools import groupby, pairwise
from typing import Any, TypeVar

from kombit_tui.domain.dates import bounds, find_dates
from kombit_tui.domain.dates.show import show_day
from kombit_tui.domain.dates.words import FULL_WEEKDAYS, WEEKDAY_NAMES
from kombit_tui.domain.municipalities import all_municipalities
from kombit_tui.ingest.candidates import (
    Candidate,
    Extraction,
    MilestoneFound,
    RolloutStatusFound,
    TaskFound,
)
from kombit_tui.ingest.extract.context import Context
from kombit_tui.ingest.extract.dated import year_later

_WEEKDAY = re.compile(r"\b(?P<day>[a-zæøå]{3,4}dag)(?:en)?\s+(?:den\s+|d\.\s*)?(?=\d)", re.I)
_NEAR = 14
"""A weekday stands no further before its date than this."""
_SERIES = ("wave_row", "timeline")
_PARTS = ("in_operation", "agreed", "not_agreed", "total")
_SUM = re.compile(r"i\s*alt\b", re.IGNORECASE)
_MOST_LINES = 12
_LONGEST = 2000
_LEAST_ADDENDS = 2
_LEAST_SERIES = 3

_Found = TypeVar("_Found", bound=Candidate)


def with_flags(found: Extraction, ctx: Context) -> Extraction:
    """What was found, with a Danish sentence for each contradiction in it."""
    texts = {line.number: line.text[:_LONGEST] for line in ctx.lines}
    values: dict[str, Any] = {}
    for field in fields(found):
        value = getattr(found, field.name)
        if isinstance(value, tuple) and value and isinstance(value[0], Candidate):
            values[field.name] = tuple(_with(one, _weekdays(one, texts, ctx)) for one in value)
    found = replace(found, **values)
    return replace(
        found,
        tasks=tuple(_with(task, _of_task(task)) for task in found.tasks),
        milestones=tuple(_in_series(found.milestones)),
        rollout_status=tuple(_summed(found.rollout_status)),
    )


def _with(one: _Found, flags: Iterable[str]) -> _Found:
    new = tuple(flag for flag in dict.fromkeys(flags) if flag not in one.flags)
    return replace(one, flags=(*one.flags, *new)) if new else one


def _weekdays(one: Candidate, texts: Mapping[int, str], ctx: Context) -> Iterator[str]:
    """The dates of a candidate that stand beside another weekday than their own."""
    dates = set(_days_of(one))
    if not dates:
        return
    first, last = one.lines
    for number in range(first, min(last, first + _MOST_LINES) + 1):
        text = texts.get(number, "")
        if "dag" not in text:
            continue
        for each in find_dates(text, document_date=ctx.document_date):
            day = each.date.first
            if day and each.date.edtf in dates:
                yield from _weekday(text[max(0, each.start - _NEAR) : each.end], day)


def _days_of(one: Candidate) -> Iterator[str]:
    """The values of a candidate that are days."""
    for field in fields(one):
        value = getattr(one, field.name)
        for each in value if isinstance(value, tuple) else (value,):
            if isinstance(each, str) and len(each) == len("2021-01-01") and each[4] == "-":
                yield each


def _weekday(said: str, day: date) -> Iterator[str]:
    """A sentence, if the weekday beside a date is not that of `day`."""
    match = _WEEKDAY.search(said)
    number = FULL_WEEKDAYS.get(match["day"].lower()) if match else None
    if match and number and number != day.isoweekday():
        own = WEEKDAY_NAMES[day.isoweekday() - 1]
        yield f"Der står {match['day'].lower()}, men {show_day(day)} er en {own}."


def _of_task(task: TaskFound) -> Iterator[str]:
    start, due = bounds(task.start)[0], bounds(task.due)[1]
    if start and due and due < start:
        yield "Opgaven slutter, før den starter."
    counts = task.counts
    if counts:
        total = sum(filter(None, (counts.done, counts.started, counts.not_started)))
        most = len(all_municipalities())
        if total > most:
            yield f"Tallene giver {total} kommuner, men der er {most}."


def _in_series(found: Sequence[MilestoneFound]) -> Iterator[MilestoneFound]:
    """The milestones; one that would be in order a year later has perhaps the wrong year."""
    flagged: set[int] = set()
    places = [i for i, one in enumerate(found) if one.rule in _SERIES and one.date]
    for _, group in groupby(places, key=lambda i: (found[i].rule, found[i].campaign)):
        series = list(group)
        for above, below in pairwise(series):
            if _is_a_year_early(found[above].date or "", found[below].date or "") and _rises(
                [found[i].date or "" for i in series if i != below]
            ):
                flagged.add(below)
    for index, one in enumerate(found):
        odd = "Datoen ligger før den, der står lige før. Er årstallet rigtigt?"
        yield _with(one, [odd] if index in flagged else ())


def _is_a_year_early(before: str, after: str) -> bool:
    return after[:4] < before[:4] and after[:10] < before[:10] <= year_later(after)[:10]


def _rises(dates: Sequence[str]) -> bool:
    """Whether a series of some length is in order, so that the one left out stands out."""
    in_order = all(a[:10] <= b[:10] for a, b in pairwise(dates))
    return in_order and len(dates) >= _LEAST_SERIES


def _summed(found: Sequence[RolloutStatusFound]) -> Iterator[RolloutStatusFound]:
    """The rows; a sum that the rows above it do not give says so."""
    addends: list[RolloutStatusFound] = []
    for row in found:
        if not _SUM.match(row.vendor_system):
            addends.append(row)
            yield row
            continue
        wrong = [name for name in _PARTS if _is_off(name, row, addends)]
        is_told = bool(wrong) and len(addends) >= _LEAST_ADDENDS
        yield _with(row, ["Rækkerne giver ikke det trykte i alt."] if is_told else ())
        addends = []


def _is_off(name: str, row: RolloutStatusFound, addends: Sequence[RolloutStatusFound]) -> bool:
    values = [getattr(one, name) for one in addends]
    stated = getattr(row, name)
    return stated is not None and None not in values and sum(values) != stated

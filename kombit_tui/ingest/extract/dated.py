"""Dates inside sentences: those that say when something happens, and the sentence without them.

The reading of dates is `kombit_tui.domain.dates`; this only chooses among what it finds.
"""

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from kombit_tui.domain.dates import FoundDate, bounds, find_dates
from kombit_tui.ingest.extract.context import Context
from kombit_tui.ingest.extract.keys import tidy
from kombit_tui.ingest.extract.words import danish

_BEFORE = danish(
    r"(?:\b(?:den|d\.|pr\.|fra|til|inden|senest|ved|i|med|om|indtil|primo|kl\.|efter planen"
    r"|forventeligt?|tidligst|planlagt til)\s*|[(–-]\s*)+$"
)
_YEAR = re.compile(r"\d{4}")
_FEW_DAYS = 3
_MOMENT = re.compile(r"\s+kl\.?\s*\d{1,2}(?:[.:]\d{2})?(?:\s*[-–]\s*\d{1,2}(?:[.:]\d{2})?)?")
MAX_TEXT = 2000
"""No sentence is longer; what is, is a wall of text without stops and is read from its start."""


def dates_in(text: str, ctx: Context) -> list[FoundDate]:
    """The dates in `text`, in their order, that name a time."""
    return list(_dates(text[:MAX_TEXT], ctx.document_date))


@lru_cache(maxsize=4096)
def _dates(text: str, today: date | None) -> tuple[FoundDate, ...]:
    """Several rules read the same sentences."""
    return tuple(each for each in find_dates(text, document_date=today) if each.date.edtf)


def first_date(text: str, ctx: Context, *, after: int = 0) -> FoundDate | None:
    """The first date at or after a place in `text`, else the last one before it."""
    found = dates_in(text, ctx)
    later = [each for each in found if each.start >= after]
    return later[0] if later else found[-1] if found else None


def words_of(found: FoundDate, text: str) -> str:
    """The date as it is written in `text`, with the small words that belong to it."""
    before = _BEFORE.search(text[: found.start])
    start = before.start() if before else found.start
    return tidy(text[start : found.end])


def without_dates(text: str, found: Sequence[FoundDate]) -> str:
    """`text` without the dates and the small words before them."""
    for each in reversed(found):
        head = _BEFORE.sub(" ", text[: each.start])
        text = head.rstrip() + " " + _MOMENT.sub("", text[each.end :], count=1).lstrip(" ):")
    return tidy(text)


def is_brief(edtf: str | None) -> bool:
    """Whether a date is one day, or the few days that a meeting lasts."""
    first, last = bounds(edtf)
    return first is not None and last is not None and (last - first).days <= _FEW_DAYS


def year_later(edtf: str) -> str:
    """`edtf` one year on; a day that the later year lacks becomes the last of February."""
    later = _YEAR.sub(lambda m: f"{int(m.group()) + 1:04d}", edtf)
    return later.replace("-02-29", "-02-28")

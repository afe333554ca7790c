"""Finds which municipalities were visited, will be, or want to be.

Lists of those who took part in a meeting are in `attendance.py`.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from kombit_tui.domain.dates import DateRole, bounds, find_dates
from kombit_tui.domain.municipalities import Municipality, all_municipalities, find_municipality
from kombit_tui.ingest.candidates import VisitFound
from kombit_tui.ingest.document import Line, Page
from kombit_tui.ingest.extract.context import Context
from kombit_tui.ingest.extract.layout import filled
from kombit_tui.ingest.extract.words import danish

_ABOUT_VISITS = danish(r"\b(?:\w*kommune)?besøg(?:e|et|ene|er|t)?\b")
_STATES = (
    ("interested", danish(r"\b(?:interess|ønsk|overvej|tilkendegiv|meldt\s+sig)")),
    ("planned", danish(r"\b(?:planlag|aftalt|kommende|booket|næste|skal\s+besøg|vi\s+besøger)")),
    ("visited", danish(r"\b(?:besøgt|afholdt|gennemført|været\s+hos|status\s+på\s+besøg)")),
)
_NAMED = re.compile(
    r"(?P<name>[A-ZÆØÅ][\wæøå]+(?:-[A-ZÆØÅ][\wæøå]+)?)(?P<kind>\s+(?:[Rr]egions)?[Kk]ommune)?"
)
_HEAD_LINES = 6
_HEADING_WORDS = 6
_LONGEST_LINE = 300


def find_visits(ctx: Context) -> tuple[VisitFound, ...]:
    """Municipalities on slides about visits, with the day and how far the plan is."""
    found: dict[tuple[str, str | None], VisitFound] = {}
    for page in ctx.pages:
        lines = [li for li in filled(page.lines) if len(li.text) <= _LONGEST_LINE]
        start = _start(lines)
        if start is not None:
            for visit in _visits_on(ctx, page, lines[start:]):
                found.setdefault((visit.municipality, visit.date), visit)
    return tuple(found.values())


def _start(lines: Sequence[Line]) -> int | None:
    """Where a page begins to speak of visits: in its first lines, or at a heading further down."""
    for index, line in enumerate(lines):
        is_heading = len(line.text.split()) <= _HEADING_WORDS and line.text.strip()[-1] not in ".,"
        if _ABOUT_VISITS.search(line.text) and (index < _HEAD_LINES or is_heading):
            return 0 if index < _HEAD_LINES else index
    return None


def _visits_on(ctx: Context, page: Page, lines: Sequence[Line]) -> Iterator[VisitFound]:
    state: str | None = None
    heading_date: str | None = None
    for index, line in enumerate(lines):
        state = _state(line.text) or state
        names = _named_in(line.text)
        days = _dates(ctx, line.text)
        if not names:
            heading_date = next((d for d in days if "/" not in d), heading_date)
            continue
        below = lines[index + 1].text if index + 1 < len(lines) else ""
        days = days or ([] if _named_in(below) else _dates(ctx, below)[:1])
        for place, name in enumerate(names):
            day = days[min(place, len(days) - 1)] if days else heading_date
            yield VisitFound(
                municipality=name.full_name,
                date=day,
                state=_state_on(day, state, ctx.document_date),
                lines=(line.number, line.number),
                page=page.number,
                confidence=0.7 if state and day else 0.5,
                rule="visits.slide",
            )


def _state(text: str) -> str | None:
    return next((state for state, pattern in _STATES if pattern.search(text)), None)


def _state_on(day: str | None, said: str | None, today: date | None) -> str:
    """By its day, if it has one: a heading may stand over visits made and visits to come."""
    last = bounds(day)[1]
    if said == "interested" or not (last and today):
        return said or "planned"
    return "visited" if last < today else "planned"


def _dates(ctx: Context, text: str) -> list[str]:
    found = find_dates(text, document_date=ctx.document_date, role=DateRole.START)
    return [f.date.edtf for f in found if f.date.edtf]


def _named_in(text: str) -> list[Municipality]:
    """The municipalities that a line names: with "Kommune", or spelt as the list has them."""
    known = {m.name for m in all_municipalities()}
    names: list[Municipality] = []
    for match in _NAMED.finditer(text):
        is_sure = match["kind"] is not None or match["name"] in known
        is_full = match["kind"] is not None
        found = find_municipality(match["name"], damaged=is_full) if is_sure else None
        if found and found not in names:
            names.append(found)
    return names

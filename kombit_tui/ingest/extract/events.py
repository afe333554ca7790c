"""Finds meetings, webinars and other gatherings that the document announces, each once.

The document's own meeting is `meeting.py`'s; deadlines and roll-outs are milestones, not events.
How a slide is read is in `event_slides.py`, how a title is cut in `event_titles.py`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from kombit_tui.domain.folding import fold
from kombit_tui.ingest.candidates import EventFound, MeetingFound
from kombit_tui.ingest.extract.context import Context
from kombit_tui.ingest.extract.event_slides import events_in_columns, events_on_slide
from kombit_tui.ingest.extract.event_titles import EVENT_WORD
from kombit_tui.ingest.extract.layout import Block, Slide
from kombit_tui.ingest.extract.questions import find_questions
from kombit_tui.ingest.extract.tasks import lines_of_tables

_ALIKE = 60
_WHEN = re.compile(r"hvorn\w{1,2}r\b", re.IGNORECASE)
_BARE = re.compile(r"m\wde[rt]?\s+(?:i|til)\b", re.IGNORECASE)


def find_events(ctx: Context, meetings: Sequence[MeetingFound] = ()) -> tuple[EventFound, ...]:
    """Every announced event once, the best title of several places."""
    own = {d for m in meetings for d in m.dates}
    found: dict[str | None, list[EventFound]] = {}
    taken = lines_of_tables(ctx)
    for page, slide in zip(ctx.pages, ctx.slides, strict=True):
        if not any(EVENT_WORD.search(line.text) for line in page.lines):
            continue
        for event in (*events_in_columns(ctx, page), *events_on_slide(ctx, page, slide)):
            if not _is_own(event, own) and taken.isdisjoint(_lines(event)):
                _add(found.setdefault(event.date, []), event)
    for event in _asked_for(ctx):
        if not _is_own(event, own):
            _add(found.setdefault(event.date, []), event)
    days = [event for date, same in found.items() if date and len(date) > 7 for event in same]
    everything = [event for same in found.values() for event in same]
    return tuple(e for e in everything if not _is_said_better(e, days))


def _lines(event: EventFound) -> range:
    first, last = event.lines
    return range(first, last + 1)


def _asked_for(ctx: Context) -> Iterator[EventFound]:
    """Events whose day is the answer to a question."""
    for pair in ctx.once(find_questions):
        if not _WHEN.match(pair.question) or not EVENT_WORD.search(pair.question):
            continue
        page = next((p for p in ctx.pages if p.number == pair.page), ctx.pages[0])
        text = f"{pair.question.rstrip('?')} {pair.answer or ''}"
        block = Block(text, pair.lines[0], pair.lines[1], page.number)
        yield from events_on_slide(ctx, page, Slide(page.number, (block,), ()))


def _is_own(event: EventFound, own: set[str]) -> bool:
    """Whether it is the meeting itself, or only a month that is not ahead of it."""
    if not event.date or event.date in own:
        return True
    is_month = len(event.date) == 7
    if is_month and _BARE.match(event.title):
        return True
    return is_month and any(event.date <= day[:7] for day in own)


def _is_said_better(event: EventFound, days: Sequence[EventFound]) -> bool:
    """Whether only its month is named here and its day elsewhere."""
    return len(event.date or "") == 7 and any(
        (other.date or "").startswith(f"{event.date}-") and _are_alike(event, other)
        for other in days
    )


def _are_alike(one: EventFound, other: EventFound) -> bool:
    return fuzz.token_set_ratio(fold(one.title), fold(other.title)) >= _ALIKE


def _add(same_day: list[EventFound], event: EventFound) -> None:
    for place, known in enumerate(same_day):
        same_hour = not (known.start and event.start) or known.start == event.start
        same_start = known.start is not None and known.start == event.start
        sure = same_start or known.page == event.page or _are_alike(known, event)
        if same_hour and sure:
            same_day[place] = _joined(known, event)
            return
    same_day.append(event)


def _joined(known: EventFound, event: EventFound) -> EventFound:
    better = max(known, event, key=lambda e: (e.confidence, len(e.title)))
    return replace(
        better,
        start=known.start or event.start,
        end=known.end or event.end,
        place=known.place or event.place,
        signup_url=known.signup_url or event.signup_url,
    )

"""Reads the events of one slide: a day, and the word for a gathering that belongs to it.

Which of them are the same, or the meeting itself, is decided in `events.py`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kombit_tui.domain.dates import FoundDate, bounds, find_dates
from kombit_tui.domain.folding import fold
from kombit_tui.domain.text import squeeze
from kombit_tui.ingest.candidates import EventFound
from kombit_tui.ingest.document import Page
from kombit_tui.ingest.extract.clock import Times, read_times, times_at_start
from kombit_tui.ingest.extract.context import Context
from kombit_tui.ingest.extract.event_titles import EVENT_WORD, is_bare, labels_in, title_around
from kombit_tui.ingest.extract.layout import Block, Slide, filled
from kombit_tui.ingest.extract.links import addresses
from kombit_tui.ingest.extract.words import danish
from kombit_tui.ingest.rules import EventRule

_DEADLINE = danish(
    r"\b(?:inden|pr\.|senest|frist\w*|deadline\w*|slutdato|udløb\w*|ikrafttr\w+|opdateret"
    r"|brev\w*\s+af)\W*(?:er\W+)?(?:den\W+|d\.\W*)?$"
)
_DEADLINE_SAID = danish(r"(?:inden|senest|pr\.|indtil|frist)\b")
_PAST = danish(r"\b(?:blev|har\s+været|var)\b[^.]*$")
_SIGNUP = danish(r"\b(?:tilmeld|klik\s+her|sign\s?up|booking)")
_ONLINE = re.compile(r"\b(?:online|virtuel\w*|teams|webinar\w*)\b", re.IGNORECASE)
_PLACE = re.compile(r"^[A-ZÆØÅ][\w.-]+(?:\s+[A-ZÆØÅ][\w.-]+){0,3}$")
_NO_TOPIC = danish(r"(?:klik|tilmeld|læs|se|skriv|send|link|tak|husk|spørgsmål)\b")
_NEXT = danish(r"(?:næste\s+møde|måneds?møde|statusmøde|fællesmøde)\b")
"""The next one of the same meetings: it is about nothing that this slide is about."""
_HEAD = danish(r"(?:dato|tid|tidspunkt|hvornår)\s+[\w-]+(?:\s+[\w-]+)?$")
"""The head of a table of events."""
_FAR = 110
_NEAR_BLOCKS = 6
_LONGEST_BLOCK = 1500
_REACH = 80


@dataclass(frozen=True, slots=True)
class _Spot:
    """A date on a slide, and what stands around it."""

    slide: Slide
    index: int
    found: FoundDate

    @property
    def block(self) -> Block:
        """The paragraph that holds the date."""
        return self.slide.blocks[self.index]

    @property
    def below(self) -> Block | None:
        """The paragraph after it."""
        rest = self.slide.blocks[self.index + 1 : self.index + 2]
        return rest[0] if rest else None

    @property
    def edtf(self) -> str:
        """The date."""
        return self.found.date.edtf or ""

    @property
    def is_day(self) -> bool:
        """Whether it is a day, or a few, and not a month."""
        return len(self.edtf) != len("2021-01")


@dataclass(frozen=True, slots=True)
class _Name:
    title: str
    sure: float
    first: int
    rule: EventRule


def events_on_slide(ctx: Context, page: Page, slide: Slide) -> Iterator[EventFound]:
    """An event for each date that has a gathering's name in its paragraph or near it."""
    for index, block in enumerate(slide.blocks):
        if len(block.text) > _LONGEST_BLOCK or times_at_start(block.text):
            continue
        for found in find_dates(block.text, document_date=ctx.document_date):
            spot = _Spot(slide, index, found)
            event = _event(ctx, page, spot) if _may_be_event(spot) else None
            if event:
                yield event


def _may_be_event(spot: _Spot) -> bool:
    """Whether the date is short enough, and said to be neither a deadline nor past."""
    before = spot.block.text[: spot.found.start]
    if _DEADLINE.search(before) or _PAST.search(before[-60:]):
        return False
    said = _DEADLINE_SAID.match(spot.block.text, spot.found.start)
    return _is_short(spot.found) and not said


def _event(ctx: Context, page: Page, spot: _Spot) -> EventFound | None:
    block, found = spot.block, spot.found
    times = read_times(block.text[found.start : found.end + 40])
    name = _name_in_block(spot) or _name_nearby(spot, timed=times is not None)
    if name is None:
        return None
    if times is None and spot.below and spot.below.text.lower().startswith("kl"):
        times = read_times(spot.below.text[:60])
    is_open = is_bare(name.title) and not _NEXT.match(name.title)
    topic = _topic(spot, times) if is_open else ""
    has_topic = bool(topic) and fold(name.title) not in fold(topic)
    return EventFound(
        title=f"{name.title}: {topic}" if has_topic else name.title,
        date=spot.edtf,
        start=times.start if times else None,
        end=times.end if times else None,
        place=_place(spot),
        signup_url=_signup(page, block),
        lines=(min(name.first, block.first), block.last),
        page=ctx.page_of(block.first),
        confidence=_confidence(spot, name, timed=times is not None, has_topic=has_topic),
        rule=name.rule,
    )


def _confidence(spot: _Spot, name: _Name, *, timed: bool, has_topic: bool) -> float:
    known = (0.6 if spot.is_day else 0.4) + (0.15 if timed else 0.0)
    return round(known + name.sure - (0.1 if has_topic else 0.0), 2)


def _is_short(found: FoundDate) -> bool:
    """Whether it is a day, a month, or a few days: longer times are no events."""
    edtf = found.date.edtf
    if not edtf or "/" not in edtf:
        return len(edtf or "") in (7, 10)
    first, last = bounds(edtf)
    return first is not None and last is not None and (last - first).days <= 3


def _name_in_block(spot: _Spot) -> _Name | None:
    """The event named closest to the date in the same paragraph."""
    text, found = spot.block.text, spot.found
    words = [
        m
        for m in EVENT_WORD.finditer(text)
        if -_FAR <= m.start() - found.end <= 5 and not found.start <= m.start() < found.end
    ]
    if not words:
        return None
    word = min(words, key=lambda m: _distance(m, found))
    is_far = not spot.is_day and _distance(word, found) > 4
    if is_far or _names_a_day(text[word.end() : found.start], found):
        return None
    name = title_around(text, word.span(), (found.start, found.end))
    if not spot.is_day and word.end() <= found.start:
        name = f"{name} {text[found.start : found.end]}"
    return _Name(name, 0.15, spot.block.first, "events.dated")


def _distance(word: re.Match[str], found: FoundDate) -> int:
    return found.start - word.end() if word.end() <= found.start else 30 + word.start() - found.end


def _names_a_day(between: str, found: FoundDate) -> bool:
    """Whether the event has another day before this one: then this is not its."""
    dates = find_dates(between, document_date=found.date.first)
    return any(len(d.date.edtf or "") == 10 for d in dates)


def _name_nearby(spot: _Spot, *, timed: bool) -> _Name | None:
    """The event named in a block above a date that stands alone; with an hour, further off."""
    block, found = spot.block, spot.found
    alone = found.end - found.start >= 0.5 * len(block.text)
    if not spot.is_day or not (alone or timed):
        return None
    reach = _NEAR_BLOCKS if timed else 1
    for other in reversed(spot.slide.blocks[max(0, spot.index - reach) : spot.index]):
        word = EVENT_WORD.search(other.text[:_LONGEST_BLOCK])
        if (
            word
            and len(other.text) <= 140
            and len(labels_in(other.text)) < 2
            and not other.text.endswith("?")
            and not _HEAD.match(other.text)
        ):
            title = title_around(other.text, word.span(), None)
            is_several = title.islower() and title.endswith("er")
            if is_bare(title) and (is_several or not (timed or title[0].isupper())):
                return None
            return _Name(title, 0.1, other.first, "events.nearby")
        if not timed and other.last < block.first - 3:
            break
    return None


def _topic(spot: _Spot, times: Times | None) -> str:
    """What an event is about: the words after its hours, the slide's title, the line below it,
    or the title of the slide's section."""
    start = spot.found.end if times is None else spot.found.start + times.span[1]
    rest = spot.block.text[max(start, spot.found.end) :].strip(" .,:;–-")
    if _is_subtitle(rest):
        return rest
    title = spot.slide.title
    is_title = 2 <= len(title.split()) <= 14 and title[-1] not in ".?" and not title[0].isdigit()
    if is_title and not find_dates(title) and not _NO_TOPIC.match(title):
        return title
    below = spot.below
    near = below is not None and not below.bullet and below.first - spot.block.last <= 2
    return below.text if below and near and _is_subtitle(below.text) else spot.slide.section


def _is_subtitle(text: str) -> bool:
    """Whether a line can say what the event above is about."""
    if not 3 <= len(text.split()) <= 12 or not text[0].isupper() or text[-1] in ".:":
        return False
    return not find_dates(text) and "@" not in text and not _NO_TOPIC.match(text)


def events_in_columns(ctx: Context, page: Page) -> Iterator[EventFound]:
    """A row of names over or under a row of dates: joined by their order."""
    lines = filled(page.lines)
    for index, line in enumerate(lines):
        labels = labels_in(line.text)
        if len(labels) < 2:
            continue
        near = lines[max(0, index - 3) : index + 4]
        days = [group for li in near if li is not line for group in _dates_alone(ctx, li.text)]
        if len(days) != len(labels):
            continue
        yield from (
            EventFound(
                title=label,
                date=day,
                lines=(near[0].number, near[-1].number),
                page=page.number,
                confidence=0.6,
                rule="events.columns",
            )
            for label, group in zip(labels, days, strict=True)
            for day in group
        )


def _dates_alone(ctx: Context, text: str) -> list[tuple[str, ...]]:
    """The dates of a line that holds nothing else; "30. og 31. august" is one cell."""
    dates = find_dates(text[:200], document_date=ctx.document_date)
    covered = sum(f.end - f.start for f in dates)
    if covered < 0.7 * len(squeeze(text)) or any(len(f.date.edtf or "") != 10 for f in dates):
        return []
    groups: list[tuple[str, ...]] = []
    end = 0
    for found in dates:
        joined = groups and re.fullmatch(r"\s*(?:og|&|\+|/)\s*", text[end : found.start])
        before = groups.pop() if joined else ()
        groups.append((*before, found.date.edtf or ""))
        end = found.end
    return groups


def _place(spot: _Spot) -> str | None:
    below = spot.below.text if spot.below else ""
    if _PLACE.match(below) and not EVENT_WORD.search(below) and not find_dates(below):
        return below
    return "online" if _ONLINE.search(spot.block.text) else None


def _signup(page: Page, block: Block) -> str | None:
    """The one address on the slide where it says to sign up; of a long page only what is near."""
    place = block.first - page.lines[0].number
    lines = page.lines[max(0, place - _REACH) : place + _REACH]
    if not any(_SIGNUP.search(line.text) for line in lines):
        return None
    urls = {a.url for a in addresses(filled(lines)) if a.url.startswith("http")}
    return urls.pop() if len(urls) == 1 else None

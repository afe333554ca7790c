"""Finds the slide with the meeting's agenda and reads its list: times, titles, sub-items.

Who presents an item on a slide of its own is added in `agenda.py`.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from kombit_tui.domain.text import squeeze
from kombit_tui.ingest.document import Line, Page
from kombit_tui.ingest.extract.clock import Times, times_at_end, times_at_start
from kombit_tui.ingest.extract.layout import BULLET, NUMBER, filled, join, without_bullet
from kombit_tui.ingest.extract.people import (
    SPEAKERS,
    Person,
    are_names,
    cell_at_end,
    is_name,
    people_of,
    speakers_of,
)
from kombit_tui.ingest.extract.words import danish
from kombit_tui.ingest.rules import AgendaRule

_HEAD = danish(
    r"\b(?:dagsorden|agenda|program|(?:dagens|mødets)\s+forløb|mødeplan)(?:men|men|met|en)?\b(?!\s*#?\s*\d)"
)
_FIRST = danish(r"^\W*(?:velkom|kort\s+velkom|intro|indledning|goddag)")
_LAST = danish(
    r"\b(?:tak\s+for|evaluering|afrunding|afslutning|eventuelt|evt\.?|næste\s+møde|opsamling|farvel)"
)
_PAST_TOPICS = danish(r"emneoversigt|indholdsfortegnelse|tidligere\s+møder")
_INLINE_SPEAKERS = re.compile(
    r"\s*[,(–-]?\s*\b(?:v\s*[./:]\s*(?=[^\W\d])|ved\s+(?=[A-ZÆØÅ][\w-]+\s+[A-ZÆØÅ]))"
)
_SUB_NUMBER = re.compile(r"^\s*(?:\d{1,2}\.\d{1,2}|[a-h][.)])\s*\.?\s+(?=\S)")
_ONLY_NAMES = re.compile(r"^(?:[A-ZÆØÅ][\w.'\u2019-]+\s*){2,9}$")
_LOOSE_NUMBER = re.compile(r"\s*(?P<number>\d{1,2})(?:\s+(?=[A-ZÆØÅ])|[.)]?\s*$)")
_NAMES_IN_BRACKETS = re.compile(
    r"\s*\((?P<names>[A-ZÆØÅ][a-zæøåé]+(?:\s[A-ZÆØÅ][\w.-]*)*\s[A-ZÆØÅ][a-zæøåé]+)\)\s*$"
)
_AFTER_BAR = re.compile(r"\s+[|¦I]\s+(?P<names>[^|¦]+)$")
_AFTER_DASH = re.compile(
    r"\s+[–-]\s+(?P<names>[A-ZÆØÅ][a-zæøåé]+(?:[\s-]+[A-ZÆØÅ][a-zæøåé]+){1,3})\s*$"
)
_SEVERAL, _LEAST_ITEMS = 2, 3
_LONGEST, _LONGEST_TITLE = 90, 240


@dataclass
class Item:
    """One item while it is being read."""

    title: str
    first: int
    last: int
    times: Times | None = None
    people: list[Person] = field(default_factory=list)
    subitems: list[str] = field(default_factory=list)
    speakers: str = ""
    """The words after "v.", from which `people` is read when the list is complete."""
    names_below: list[Person] = field(default_factory=list)
    """Names on a line of their own: presenters if another item follows, else a caption."""
    is_closed: bool = False
    """Something foreign stands below: nothing more belongs to it."""


@dataclass(frozen=True, slots=True)
class AgendaList:
    """The agenda as its slide has it."""

    items: tuple[Item, ...]
    page: int
    score: float
    rule: AgendaRule


def find_agenda_list(pages: Sequence[Page]) -> AgendaList | None:
    """The list that most looks like the agenda of the whole meeting; the first of several."""
    best: AgendaList | None = None
    total = sum(len(page.lines) for page in pages)
    seen = 0
    for place, page in enumerate(pages):
        early = seen <= 0.2 * total or place < 6
        seen += len(page.lines)
        for found in _lists_on(page, early=early):
            if found.score >= 4 and (best is None or found.score > best.score):
                best = found
    return best


def _lists_on(page: Page, *, early: bool) -> Iterator[AgendaList]:
    lines = filled(page.lines)
    heads = [i for i, li in enumerate(lines) if _is_head(li.text)]
    if len(lines) <= _LONGEST:
        heads = [i for i in heads if i < 14]
        yield from _lists_in(lines, heads[0] if heads else None, page.number, early=early)
        return
    for head in heads[:4]:
        window = lines[head : head + _LONGEST]
        yield from _lists_in(window, 0, page.number, early=head < 2 * _LONGEST)


def _lists_in(
    lines: Sequence[Line], head: int | None, page: int, *, early: bool
) -> Iterator[AgendaList]:
    if len(lines) < _LEAST_ITEMS or any(_PAST_TOPICS.search(li.text) for li in lines[:4]):
        return
    for rule, (reader, weight) in _READERS.items():
        if rule in ("agenda.bullets", "agenda.plain") and head is None:
            continue
        items = reader(lines[head + 1 :] if head is not None else lines)
        _read_dashed(items)
        for item in items:
            _read_cells(item)
        for item in items[:-1]:
            item.people = item.people or item.names_below
        if len(items) >= _LEAST_ITEMS:
            score = _score(items, weight, has_head=head is not None, early=early)
            yield AgendaList(tuple(items), page, score, rule)


def _read_dashed(items: Sequence[Item]) -> None:
    """Takes names after a dash for presenters, where several items end so."""
    dashed = [(item, match) for item in items if (match := _AFTER_DASH.search(item.title))]
    if len(dashed) >= _SEVERAL and not any(item.speakers for item, _ in dashed):
        for item, match in dashed:
            item.title, item.speakers = item.title[: match.start()].strip(), match["names"]


def _read_cells(item: Item) -> None:
    """Takes out of an item's title the hours and the presenter that stand at its end."""
    item.people = list(speakers_of(item.speakers))
    times = None if item.times else times_at_end(item.title)
    if times:
        item.times, item.title = times, item.title[: times.span[0]].strip(" |,:–-")
    cell = None if item.people else cell_at_end(item.title)
    if cell:
        item.title, item.people = cell[0], [cell[1]]


def _is_head(text: str) -> bool:
    text = text[:_LONGEST_TITLE]
    return len(text.split()) <= 7 and bool(_HEAD.search(text)) and not BULLET.match(text)


def _score(items: Sequence[Item], weight: float, *, has_head: bool, early: bool) -> float:
    tail = " ".join([items[-1].title, *items[-1].subitems, items[-2].title])
    return (
        2.0 * has_head
        + weight
        + 2.0 * bool(_FIRST.search(items[0].title))
        + 2.0 * bool(_LAST.search(tail))
        + 1.0 * early
    )


def _timed(lines: Sequence[Line]) -> list[Item]:
    items: list[Item] = []
    for line in lines:
        text = without_bullet(line.text)
        times = times_at_start(text)
        if times and items and times.start < (items[-1].times or times).start:
            break
        if times:
            items.append(_item(text[times.span[1] :], line, times))
        elif items:
            _take(items[-1], line)
    if len(items) > 1 and _is_whole(items[0], items[-1]):
        del items[0]
    following = [*items[1:], None]
    return [_with_end(a, b) for a, b in zip(items, following, strict=False) if a.title]


def _is_whole(first: Item, last: Item) -> bool:
    """Whether the first hours are those of the whole meeting."""
    end = first.times.end if first.times else None
    return bool(end and last.times and end >= last.times.start)


def _with_end(item: Item, following: Item | None) -> Item:
    """An item without an end lasts until the next one starts."""
    if item.times and item.times.end is None and following and following.times:
        return replace(item, times=replace(item.times, end=following.times.start))
    return item


def _numbered(lines: Sequence[Line]) -> list[Item]:
    items: list[Item] = []
    expected = None
    for line in lines:
        match = NUMBER.match(line.text) or _LOOSE_NUMBER.match(line.text)
        number = int(match["number"]) if match else None
        if match and number in ({0, 1, 2} if expected is None else {expected}):
            items.append(_item(line.text[match.end() :], line, None))
            expected = (number or 0) + 1
        elif items:
            _take(items[-1], line)
    return [item for item in items if item.title]


def _bulleted(lines: Sequence[Line]) -> list[Item]:
    items: list[Item] = []
    top: tuple[str, int] | None = None
    for line in lines:
        match = BULLET.match(line.text)
        if match is None:
            if items:
                _take(items[-1], line)
            continue
        mark = (match["mark"], _indent(line.text))
        top = top or mark
        if items and (mark[0] != top[0] or mark[1] > top[1] + 1):
            _take(items[-1], line)
        else:
            items.append(_item(line.text[match.end() :], line, None))
    return [item for item in items if item.title]


def _plain(lines: Sequence[Line]) -> list[Item]:
    """A list whose bullets were lost: each line that starts anew is an item."""
    items: list[Item] = []
    for line in lines:
        text = line.text.strip()
        wrapped = items and (text[0].islower() or items[-1].title.endswith(("-", ",")))
        if items and (wrapped or BULLET.match(text) or SPEAKERS.match(text) or is_name(text)):
            _take(items[-1], line)
        elif len(text) > 3 and (text[0].isupper() or text[0].isdigit()):
            items.append(_item(text, line, None))
    return [item for item in items if item.title]


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip())


def _item(text: str, line: Line, times: Times | None) -> Item:
    title, speakers = _split_speakers(text)
    return Item(title, line.number, line.number, times, speakers=speakers)


def _split_speakers(text: str) -> tuple[str, str]:
    """The title without "v. Name", and the words after "v."."""
    text = squeeze(text[:_LONGEST_TITLE])
    match = _INLINE_SPEAKERS.search(text) or _NAMES_IN_BRACKETS.search(text)
    bar = None if match else _AFTER_BAR.search(text)
    if bar and are_names(bar["names"]):
        return text[: bar.start()].strip(" |"), bar["names"]
    if not match:
        return text.strip(" |"), ""
    names = match["names"] if match.re is _NAMES_IN_BRACKETS else text[match.end() :]
    return text[: match.start()].strip(" |"), names.strip().rstrip(")")


def _is_cut_off(names: str) -> bool:
    return names.rstrip().endswith((",", "&", " og", "-"))


def _take(item: Item, line: Line) -> None:
    """Takes `line` into the item if it belongs there: presenters, sub-item or wrapped title."""
    text = squeeze(line.text)
    if item.is_closed or line.number - item.last > 4:
        item.is_closed = True
        return
    bullet = BULLET.match(line.text) or _SUB_NUMBER.match(line.text)
    speakers = SPEAKERS.match(line.text)
    if speakers and item.speakers:
        item.speakers = f"{item.speakers}, {line.text[speakers.end() :][:_LONGEST_TITLE]}"
    elif speakers or _is_cut_off(item.speakers):
        rest = line.text[speakers.end() :] if speakers else line.text
        item.speakers = join(item.speakers, rest[:_LONGEST_TITLE])
    elif bullet:
        item.subitems.append(squeeze(line.text[bullet.end() :]))
    elif item.subitems and (text[0].islower() or item.subitems[-1].endswith("-")):
        item.subitems[-1] = join(item.subitems[-1], text)
    elif item.title and (are_names(text) or _ONLY_NAMES.match(text)):
        item.names_below.extend(people_of(text))
    elif item.speakers or item.subitems or item.names_below or not _wraps(item, text):
        item.is_closed = True
        return
    else:
        title, item.speakers = _split_speakers(line.text)
        item.title = join(item.title, title)
        item.is_closed = len(item.title) > _LONGEST_TITLE
    item.last = line.number


def _wraps(item: Item, text: str) -> bool:
    """Whether `text` can be the rest of the item's title."""
    is_open = not item.title or item.title.endswith(("-", ",", "/", "&", " og", " for", " på"))
    return len(text) <= 110 and (is_open or text[0].islower() or len(item.title) >= 30)


_READERS: dict[AgendaRule, tuple[Callable[[Sequence[Line]], list[Item]], float]] = {
    "agenda.times": (_timed, 3.0),
    "agenda.numbers": (_numbered, 1.0),
    "agenda.bullets": (_bulleted, 0.0),
    "agenda.plain": (_plain, -0.5),
}

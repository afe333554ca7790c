"""Finds the meeting's agenda, and from the divider slides who presents each item.

The list itself is read in `agenda_list.py`, the names in `people.py`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz import fuzz

from kombit_tui.domain.folding import fold
from kombit_tui.domain.text import squeeze
from kombit_tui.ingest.candidates import AgendaFound, ContactFound
from kombit_tui.ingest.document import Line, Page
from kombit_tui.ingest.extract.agenda_list import AgendaList, Item, find_agenda_list
from kombit_tui.ingest.extract.contacts import find_contacts
from kombit_tui.ingest.extract.context import Context
from kombit_tui.ingest.extract.layout import filled, join_all, running_lines
from kombit_tui.ingest.extract.people import (
    BAR,
    EMAIL,
    SPEAKERS,
    Person,
    is_name,
    is_same,
    people_of,
)
from kombit_tui.ingest.extract.words import danish

_TAG = danish(r"\b(?:dagsorden|agenda|punkt)(?:spunkt)?\s*#?\s*(?P<number>\d{1,2})\s*$")
_PART_OF = re.compile(r"\s*\(\d+\s*(?:/|af)\s*\d+\)\s*$")
_MOST_LINES = 22
_LINES_ABOVE = 9
_LONGEST = 400
_LIKELY = 68


@dataclass(frozen=True, slots=True)
class Divider:
    """A slide that opens an item, or a part of one."""

    texts: tuple[str, ...]
    people: tuple[Person, ...]
    tag: int | None


def find_agenda(ctx: Context) -> tuple[AgendaFound, ...]:
    """The items of the agenda in order, with presenters from the list and the dividers."""
    agenda = find_agenda_list(ctx.pages)
    if agenda is None:
        return ()
    _add_from_dividers(ctx, agenda)
    _add_from_contacts(agenda, ctx.once(find_contacts))
    return tuple(
        _candidate(agenda, item, position) for position, item in enumerate(agenda.items, start=1)
    )


def _candidate(agenda: AgendaList, item: Item, position: int) -> AgendaFound:
    return AgendaFound(
        position=position,
        title=item.title,
        start=item.times.start if item.times else None,
        end=item.times.end if item.times else None,
        presenters=tuple(p.name for p in item.people),
        presenter_titles=tuple(p.title or "" for p in item.people),
        emails=tuple(p.email for p in item.people if p.email),
        subitems=tuple(item.subitems),
        lines=(item.first, item.last),
        page=agenda.page,
        confidence=min(0.95, 0.45 + 0.07 * agenda.score),
        rule=agenda.rule,
    )


def _add_from_dividers(ctx: Context, agenda: AgendaList) -> None:
    """Walks through the slides after the agenda and gives each divider to its item."""
    current = offset = None
    listed = {id(item) for item in agenda.items if item.people}
    running = running_lines(ctx.pages)
    last_of_agenda = max(item.last for item in agenda.items)
    for page in ctx.pages:
        if page.number < agenda.page:
            continue
        dividers = list(_dividers(page, last_of_agenda))
        if not dividers and page.number > agenda.page:
            current = _opened_by_title(agenda.items, page, current, running)
        for divider in dividers:
            place = _place(agenda.items, divider, current, offset)
            current = place if place is not None else current
            if current is None:
                continue
            if divider.tag is not None and place is not None:
                offset = place + 1 - divider.tag
            item = agenda.items[current]
            _add_people(item, divider.people, only_known=id(item) in listed)


def _add_from_contacts(agenda: AgendaList, contacts: Sequence[ContactFound]) -> None:
    """Gives presenters the mail and the title that stand with their name elsewhere."""
    people = [Person(c.name, c.title, c.email) for c in contacts if c.name and " " in c.name]
    for item in agenda.items:
        known = [
            p for p in people if any(is_same(p, one) and " " in one.name for one in item.people)
        ]
        _add_people(item, known, only_known=True)


def _dividers(page: Page, after: int) -> Iterator[Divider]:
    """The page as a divider, if it is short; else what looks like dividers run together."""
    lines = [line for line in filled(page.lines) if line.number > after]
    texts = [squeeze(line.text[:_LONGEST]) for line in lines]
    if len(texts) <= _MOST_LINES:
        divider = _divider(texts)
        if divider:
            yield divider
        return
    for index, text in enumerate(texts):
        if BAR.match(text) and EMAIL.search(text):
            yield from _cut_out(texts[max(0, index - _LINES_ABOVE) : index + 1])


def _cut_out(texts: Sequence[str]) -> Iterator[Divider]:
    """The divider that ends in a presenter's line, where nobody knows which line starts it."""
    groups = list(_presenters(texts))
    pairs = [f"{a} {b}" for a, b in pairwise(texts)]
    if groups:
        yield Divider((*texts[:-1], *pairs[:-1]), groups[-1], None)


def _divider(texts: Sequence[str]) -> Divider | None:
    """The slide as a divider, if it names one presenter line or an item's number."""
    groups = list(_presenters(texts))
    if len(groups) > 1:
        return None
    people = groups[0] if groups else ()
    tag = next((int(m["number"]) for t in texts if (m := _TAG.search(t))), None)
    if not people and tag is None:
        return None
    plain = [t for t in texts if not EMAIL.search(t) and not _TAG.search(t)]
    heads = [join_all(plain[:n]) for n in range(1, min(len(plain), 4) + 1)]
    return Divider((*heads, *plain[1:3]), people, tag)


def _presenters(texts: Sequence[str]) -> Iterator[tuple[Person, ...]]:
    """People on lines that start with "v." or "|", also when these wrap."""
    index = 0
    while index < len(texts):
        text = texts[index]
        speakers, bar = SPEAKERS.match(text), BAR.match(text)
        start = speakers or bar
        index += 1
        if not start:
            continue
        names = text[start.end() :]
        while index < len(texts) and _names_go_on(names, texts[index], bar is not None):
            names = f"{names} {texts[index]}"
            index += 1
        found = people_of(names)
        if speakers or any(p.email or p.title for p in found):
            yield found


def _names_go_on(names: str, below: str, after_bar: bool) -> bool:
    if SPEAKERS.match(below) or BAR.match(below):
        return False
    if names.rstrip().endswith((",", "&", " og", "|")):
        return True
    return after_bar and not EMAIL.search(names) and bool(EMAIL.search(below))


def _likeness(title: str, text: str) -> float:
    a, b = fold(title[:240]), fold(text[:240])
    if min(len(a), len(b)) < 4:
        return 0.0
    subset = min(len(a.split()), len(b.split())) >= 2 and min(len(a), len(b)) >= 8
    within = 0.93 * fuzz.token_set_ratio(a, b) if subset else 0.0
    return max(fuzz.ratio(a, b), fuzz.token_sort_ratio(a, b), within)


def _place(
    items: Sequence[Item], divider: Divider, current: int | None, offset: int | None
) -> int | None:
    """Which item the divider opens; None when it only opens a part of the current one."""
    least = current or 0
    scores = [
        (max((_item_likeness(item, text) for text in divider.texts), default=0.0), -place)
        for place, item in enumerate(items)
        if place >= least
    ]
    best, negative = max(scores)
    if best >= _LIKELY:
        return -negative
    if divider.tag is not None:
        place = divider.tag + (1 if offset is None else offset) - 1
        return place if 0 <= place < len(items) and (current is None or place >= current) else None
    return None


def _item_likeness(item: Item, text: str) -> float:
    below = max((_likeness(sub, text) for sub in item.subitems), default=0.0)
    return max(_likeness(item.title, text), 0.98 * below)


def _opened_by_title(
    items: Sequence[Item], page: Page, current: int | None, running: frozenset[str]
) -> int | None:
    """Moves on to the item whose title heads the slide; under a running head notes the part."""
    lines = filled(page.lines)
    if not lines:
        return current
    head = squeeze(lines[0].text)
    for place, item in enumerate(items[current or 0 :], start=current or 0):
        if _likeness(item.title, head) >= 90:
            if head.casefold() in running and len(lines) > 1:
                _add_part(item, lines)
            return place
    return current


def _add_part(item: Item, lines: Sequence[Line]) -> None:
    texts = [lines[1].text]
    if len(lines) > 2 and (texts[0].rstrip()[-1:] in ":-" or lines[2].text.strip()[0].islower()):
        texts.append(lines[2].text)
    part = _PART_OF.sub("", join_all(texts))
    if 3 < len(part) <= 140 and part not in item.subitems:
        item.subitems.append(part)


def _add_people(item: Item, people: Sequence[Person], *, only_known: bool) -> None:
    for person in people:
        place = next((i for i, p in enumerate(item.people) if is_same(p, person)), None)
        if place is not None:
            known = item.people[place]
            name = known.name if " " in known.name else person.name
            item.people[place] = Person(
                name, known.title or person.title, known.email or person.email
            )
        elif not only_known and is_name(person.name):
            item.people.append(person)

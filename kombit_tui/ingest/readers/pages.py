"""Guesses where slides start in plain text that has lost its page breaks.

First by what breaks leave behind: empty lines, link targets, a line that steps in. Where those
leave pages far longer than a slide, by headings, footers and page numbers.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import mean

from kombit_tui.ingest.document import Line
from kombit_tui.ingest.footers import FOOTER

_LINK = re.compile(r"\s*(?:https?:|mailto:)", re.IGNORECASE)
_MARK = r"[•*·«»▪➢✓\uf000-\uf8ff-]|[eo]\s(?=[A-ZÆØÅ])"
_NOT_A_HEAD = re.compile(rf"\s*(?:https?:|mailto:|{_MARK})", re.IGNORECASE)
_BULLET = re.compile(rf"\s*(?:{_MARK})")
_LISTED = re.compile(
    rf"\s*(?:{_MARK}|\d{{1,2}}[.)]\s|(?:kl\.?\s*)?\d{{1,2}}[.:]\d\d[\s–-]*(?:\d{{1,2}}[.:]\d\d)?)\s*(?=\S)"
)
_ITEM_ENDS = re.compile(r"\s+(?:v\s*[./:]|ved)\s|\s*[(,|]|\s+\d{1,2}[.:]\d\d")
_BARE_NUMBER = re.compile(r"\s*\d{1,3}\s*$")
_NOTES = re.compile(
    r"\s*(?:presenter\s+notes?|speaker\s+notes?|notes?|noter|pr\w{1,2}sentationsnoter|talenoter)\W*$",
    re.IGNORECASE,
)
_TOPIC = re.compile(
    r"(?:tidsplan|tidslinje|baggrund|milep\w{1,2}le|n\w{1,2}ste\s+(?:skridt|m\wde)|kort\s+nyt|klik-opgaver?|kalender"
    r"|prisoversigt|prisliste|dagsorden|agenda|program|status\s+p\w|kommuneb\w+|rollegalleri\w*|tak\s+for)\b",
    re.IGNORECASE,
)
_COLUMNS = re.compile(r"\s*sp\wrgsm\wl\s+(?:og\s+)?svar\s*$", re.IGNORECASE)
_LONG_PAGE = 40
"""No slide has so many lines; where pages are longer on the average, breaks were lost."""
_AGENDA = re.compile(
    r"\s*(?:dagens\s+|m\wdets\s+)?(?:agenda|dagsorden|program|forl\wb)(?:en|met)?\s*$",
    re.IGNORECASE,
)
_LONGEST_AGENDA = 25
_TWICE = 2
_SPARSE = 0.35
_LONGEST_HEAD = 70
_NEAR = 5
"""Page numbers stand so far apart on the average; numbers closer together are cells."""
_STAMPED, _CLOSE = 4, 2
_SKIPPED = 4
"""Slides in a row without a number, or with it lost, are fewer."""


def guessed_starts(lines: Sequence[Line]) -> set[int]:
    """The places of the lines that seem to start a slide."""
    starts = set(_marked(lines))
    full = [i for i, line in enumerate(lines) if line.text.strip()]
    is_note = sum(1 for i in full if _COLUMNS.match(lines[i].text[:60])) > 1
    if is_note or len(full) <= _LONG_PAGE * (len(starts) + 1):
        return starts
    return starts | _unmarked(lines, full)


def _marked(lines: Sequence[Line]) -> Iterator[int]:
    """After three empty lines, after a slide's link targets, or at a line that steps in by one
    space right below another."""
    last, empty = "", 0
    for index, line in enumerate(lines):
        if not line.text.strip():
            empty = empty + 1 if not line.text else 0
            continue
        if last and (
            empty >= 3 or (empty >= 2 and _ends_a_slide(last, line.text)) or _steps_in(lines, index)
        ):
            yield index
        last, empty = line.text, 0


def _ends_a_slide(last: str, text: str) -> bool:
    return bool(_LINK.match(last)) and not _LINK.match(text)


def _steps_in(lines: Sequence[Line], index: int) -> bool:
    text, above = lines[index].text, lines[index - 1].text
    return _is_indented(text) and len(above.strip()) > 1 and not _is_in_list(lines, index)


def _is_in_list(lines: Sequence[Line], index: int) -> bool:
    """Whether a line close by stands in as well: items whose bullets were lost."""
    for step in (-1, 1):
        for place in (index + step, index + 2 * step):
            if not 0 <= place < len(lines) or not lines[place].text.strip():
                break
            if _is_indented(lines[place].text):
                return True
    return False


def _is_indented(text: str) -> bool:
    """Whether a line stands in by one space and is no item of a list."""
    is_one = text.startswith(" ") and not text.startswith("  ")
    return is_one and not _NOT_A_HEAD.match(text) and len(text.strip()) > 4


def _unmarked(lines: Sequence[Line], full: Sequence[int]) -> set[int]:
    """Starts by what the lines are: indented ones, blocks, titles, those below footers."""
    indented = {i for i in full if _is_indented(lines[i].text) and not _is_in_list(lines, i)}
    if 3 <= len(indented) <= len(full) * 0.3:
        return indented
    found = _after_footers(lines, full) | _after_stamps(lines, full) | _blocks(lines, full)
    found |= _titles(lines, full)
    return {b for a, b in pairwise(full) if b in found and a not in found}


def _after_footers(lines: Sequence[Line], full: Sequence[int]) -> set[int]:
    """The lines below footers, and below page numbers that stand alone and count upwards."""
    upright = {place for place, i in enumerate(full) if len(lines[i].text.strip()) > _TWICE}
    numbers = [
        (place, int(lines[i].text))
        for place, i in enumerate(full)
        if _is_number(lines[i]) and not upright.isdisjoint((place - 1, place + 1))
    ]
    chains = [_chain(numbers[first:]) for first in range(min(3, len(numbers)))]
    longest: list[int] = max(chains, key=len) if chains else []
    ends = set(longest)
    ends |= {place for place, i in enumerate(full) if FOOTER.match(lines[i].text[:60])}
    below = {place + 1 for place in ends if place + 1 < len(full)} - ends
    return {full[place] for place in below if not _NOTES.match(lines[full[place]].text[:60])}


def _chain(numbers: Sequence[tuple[int, int]]) -> list[int]:
    """The places of numbers that count upwards like pages, with a slide's text between them."""
    chain = list(numbers[:1])
    for place, number in numbers[1:]:
        if chain[-1][1] < number <= chain[-1][1] + _SKIPPED and place - chain[-1][0] > 1:
            chain.append((place, number))
    apart = (chain[-1][0] - chain[0][0]) / (len(chain) - 1) if len(chain) > 1 else 0
    return [place for place, _ in chain] if apart >= _NEAR else []


def _after_stamps(lines: Sequence[Line], full: Sequence[int]) -> set[int]:
    """The lines below words in capitals that come again and again, far apart: a slide's stamp."""
    places: dict[str, list[int]] = {}
    for place, i in enumerate(full):
        text = lines[i].text.strip()
        if text.isupper() and 4 < len(text) <= _LONGEST_HEAD and not _LISTED.match(text):
            places.setdefault(text, []).append(place)
    stamps = [
        place
        for found in places.values()
        if len(found) >= _STAMPED and all(b - a > _CLOSE for a, b in pairwise(found))
        for place in found
    ]
    return {full[p + 1] for p in stamps if p + 1 < len(full) and _may_head(lines[full[p + 1]].text)}


def _is_number(line: Line) -> bool:
    return bool(_BARE_NUMBER.match(line.text)) and line.text.strip().isascii()


def _blocks(lines: Sequence[Line], full: Sequence[int]) -> set[int]:
    """The first lines of blocks, where empty lines are few and so part slides; notes stay."""
    first = {b for a, b in pairwise(full) if b - a > 1}
    if len(lines) - len(full) > _SPARSE * len(lines) or len(first) < 3:
        return set()
    sizes = [b - a for a, b in pairwise(sorted({0, *first, len(lines)}))]
    if mean(sizes) < 3:
        return set()
    return {i for i in first if _may_head(lines[i].text) and not _NOTES.match(lines[i].text)}


def _may_head(text: str) -> bool:
    text = text.strip()
    is_small = text[:1].islower() or len(text) <= 4
    return not (is_small or _NOT_A_HEAD.match(text) or text.endswith((",", ";")))


def _titles(lines: Sequence[Line], full: Sequence[int]) -> set[int]:
    """Lines that repeat an item of a list above, name a usual topic, or end a run of bullets."""
    width = sorted(len(lines[i].text.strip()) for i in full)[int(0.9 * (len(full) - 1))]
    often = Counter(_key(lines[i].text) for i in full)
    items: set[str] = set()
    found: set[int] = set()
    agenda_left = 0
    for above, index in pairwise(full):
        before, text = lines[above].text, lines[index].text
        key = _key(text)
        agenda_left = agenda_left - 1 if index - above == 1 and key not in items else 0
        if _AGENDA.match(text):
            agenda_left = _LONGEST_AGENDA
            found.add(index)
            continue
        listed = _LISTED.match(text)
        if listed or agenda_left > 0:
            items |= _item_keys(text[listed.end() :] if listed else text)
            continue
        if text.startswith(" ") and _is_in_list(lines, index):
            continue
        is_item = key in items and often[key] <= _TWICE and key.isalpha()
        is_below_list = _BULLET.match(before) and len(before.strip()) < 0.8 * width
        is_known = is_below_list or key in items or _TOPIC.match(text.strip())
        if is_item or (is_known and _is_heading(text) and not _goes_on(lines, index)):
            found.add(index)
    return found


def _item_keys(text: str) -> set[str]:
    """What a title may repeat of an item: all before its presenter, or before its colon."""
    item = _ITEM_ENDS.split(text, maxsplit=1)[0]
    return {_key(item), _key(item.partition(":")[0])} - {""}


def _goes_on(lines: Sequence[Line], index: int) -> bool:
    """Whether the line below is an aside to this one, as in the cell of a table."""
    below = lines[index + 1].text.strip() if index + 1 < len(lines) else ""
    return below.startswith("(")


def _is_heading(text: str) -> bool:
    text = text.strip()
    is_short = 4 < len(text) <= _LONGEST_HEAD and text[-1] not in ".,;:"
    if _NOTES.match(text):
        return False
    return is_short and text[0].isupper() and not _NOT_A_HEAD.match(text) and "@" not in text


def _key(text: str) -> str:
    return re.sub(r"\W+", "", text.casefold())

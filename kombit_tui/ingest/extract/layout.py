"""Puts the lines of a slide or page together again: paragraphs, bullets, headings, vertical text.

Owns how text is laid out, whatever it says. Tables are read in `tables.py`.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil

from kombit_tui.domain.text import squeeze
from kombit_tui.ingest.document import Line, Page
from kombit_tui.ingest.extract.words import danish

BULLET = re.compile(
    r"\s*(?P<mark>[•▪●◦‣·«»*➢✓–\uf000-\uf8ff-]|o(?=\s+\S)|e(?=\s+[A-ZÆØÅ]))\s*(?=\S)"
)
NUMBER = re.compile(r"\s*(?P<number>\d{1,2})\s*[.):]\s*(?=[^\W\d])")
LINK = re.compile(r"(?:https?://|mailto:|www\.)\S+", re.IGNORECASE)
_LINK_LINE = re.compile(r"\s*(?:https?:|mailto:)\S*\s*$", re.IGNORECASE)
_NO_TITLE = re.compile(r"\W*(?:sp\wrgsm\wl|tak\b|velkom|pause|https?:)", re.IGNORECASE)
_MARK_LEVELS = ("•▪●·*«»➢✓\uf0a7\uf0b7", "o–-◦")
_DAY = re.compile(r"\s*(?:man|tirs|ons|tors|fre|l.r|s.n)dag\s+(?:den\s+|d\.\s*)?\d", re.IGNORECASE)
_DATED = re.compile(
    r"\s*\d{1,2}\.(?:\s?[-–]\s?\d{1,2}\.)?\s?(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)[a-z]*\b",
    re.IGNORECASE,
)
_BEFORE_DATE = re.compile(
    r"(?:\b(?:den|d\.|pr\.|inden|senest|til|fra|i|og|eller|på|ved|indtil|er|efter|før|med)|[-–,])\s*$",
    re.IGNORECASE,
)
_LABELLED_LINK = re.compile(r"\s*[^\W\d][\w ]{2,30}:\s*(?:https?:|www\.)", re.IGNORECASE)
_ENDS_IN_LINK = re.compile(r"(?:https?://|www\.)\S+[^\s/_-]$", re.IGNORECASE)
NOTES = danish(
    r"^(?:presenter\s+notes?|speaker\s+notes?|notes|præsentationsnoter|talenoter"
    r"|noter(?:\s+til\s+siden|\s+til\s+slide\w*)?)\W*$"
)
"""The line over what the speaker said beside the slide."""
_KEPT_AFTER_HYPHEN = re.compile(r"(?:og|eller|samt|til|/)\b")
_EVEN = 0.85
"""Where so many lines stand close, the few that do not part slides and no paragraphs."""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a heading or a bullet with its wrapped lines joined."""

    text: str
    first: int
    last: int
    page: int
    bullet: bool = False
    level: int = 0
    """0 for text and headings, 1 for a bullet, 2 for one below it."""
    number: int | None = None
    """The number of a numbered item."""


@dataclass(frozen=True, slots=True)
class Slide:
    """A page with its parts in order."""

    number: int
    blocks: tuple[Block, ...]
    heads: tuple[Block, ...]
    """The first blocks that are no bullets and do not run through the document: its title."""
    section: str = ""
    """The title of the divider slide above, or of itself."""

    @property
    def title(self) -> str:
        """The words of the title, "" if there is none."""
        return squeeze(" ".join(b.text for b in self.heads[:1]))


def join(first: str, second: str) -> str:
    """Two lines of one paragraph as one; a hyphen that only breaks a word goes."""
    first, second = first.rstrip(), second.lstrip()
    if not first or not second:
        return first + second
    if first.endswith("-") and not first.endswith(" -"):
        return _join_at_hyphen(first, second)
    return f"{first} {second}"


def _join_at_hyphen(first: str, second: str) -> str:
    word = first.split()[-1].rstrip("-")
    if _KEPT_AFTER_HYPHEN.match(second):
        return f"{first} {second}"
    if "://" in word or "www." in word:
        return first + second
    if word.isupper() or word[-1:].isupper() or word[-1:].isdigit() or not second[0].islower():
        return first + second
    return first[:-1] + second


def join_all(texts: Iterable[str]) -> str:
    """All lines of one paragraph as one."""
    parts: list[str] = []
    for text in texts:
        text = squeeze(text)
        if parts and parts[-1].endswith("-"):
            parts[-1] = join(parts[-1], text)
        elif text:
            parts.append(text)
    return squeeze(" ".join(parts))


def without_bullet(text: str) -> str:
    """`text` without the bullet it starts with."""
    mark = BULLET.match(text)
    return text[mark.end() :] if mark else text


def filled(lines: Sequence[Line]) -> list[Line]:
    """The lines that hold something."""
    return [line for line in lines if line.text.strip()]


def vertical_texts(lines: Sequence[Line], least: int = 6) -> Iterator[tuple[str, int, int]]:
    """Words that stand vertically, as one text with its first and last line number.

    They arrive as runs of lines with one to four characters; their own spaces are the words'.
    """
    run: list[Line] = []
    for line in [*filled(lines), Line(0, "x" * 9)]:
        if len(line.text.strip()) <= 4:
            run.append(line)
            continue
        if len(run) >= least and _reads_vertically(run):
            yield squeeze("".join(part.text for part in run)), run[0].number, run[-1].number
        run = []


def _reads_vertically(run: list[Line]) -> bool:
    sizes = sorted(len(line.text.strip()) for line in run)
    return sizes[len(sizes) // 2] <= 2 and any(line.text.strip().isalpha() for line in run)


def running_lines(pages: Sequence[Page], least: int = 3) -> frozenset[str]:
    """Short lines that stand on `least` pages or more: footers, section names, stamps."""
    seen: Counter[str] = Counter()
    for page in pages:
        seen.update({squeeze(li.text).casefold() for li in page.lines if len(li.text) <= 60})
    return frozenset(t for t, n in seen.items() if t and n >= least and len(t.split()) <= 6)


def blocks_of(page: Page, running: frozenset[str] = frozenset()) -> tuple[Block, ...]:
    """The paragraphs of a page: wrapped lines joined, vertical text and link targets left out.

    Lines in `running` (see `running_lines`) are blocks of their own.
    """
    vertical = {n for _, a, b in vertical_texts(page.lines) for n in range(a, b + 1)}
    lines = [
        li
        for li in filled(page.lines)
        if li.number not in vertical and not _LINK_LINE.match(li.text)
    ]
    spacing = _spacing(lines)
    groups: list[list[Line]] = []
    titles = 0
    for line in lines:
        is_running = squeeze(line.text).casefold() in running
        below_running = groups and squeeze(groups[-1][0].text).casefold() in running
        apart = is_running or below_running or not groups
        if not apart and titles == 1 and _ends_title(groups[-1], line, spacing):
            apart = True
        if apart or not _continues(groups[-1], line, spacing):
            groups.append([line])
            titles += not is_running
        else:
            groups[-1].append(line)
    return tuple(_block(group, page.number) for group in groups)


def slides_of(pages: Sequence[Page]) -> tuple[Slide, ...]:
    """Every page with its blocks and its title."""
    running = running_lines(pages)
    slides: list[Slide] = []
    section = ""
    for page in pages:
        blocks = blocks_of(page, running)
        heads = [b for b in blocks[:4] if not b.bullet and b.text.casefold() not in running]
        heads = heads or [b for b in blocks[:1] if not b.bullet]
        section = _section(blocks, section)
        slides.append(Slide(page.number, blocks, tuple(heads[:2]), section))
    return tuple(slides)


def _section(blocks: Sequence[Block], before: str) -> str:
    """The title of a divider slide: few words and no list. Other slides stay in their section."""
    words = sum(len(b.text.split()) for b in blocks)
    if not 0 < len(blocks) <= 4 or words > 30 or any(b.bullet for b in blocks):
        return before
    title = blocks[0].text
    is_title = len(title) >= 8 and title[-1] not in "?." and len(title.split()) <= 12
    return title if is_title and not _NO_TITLE.match(title) else ""


@dataclass(frozen=True, slots=True)
class _Spacing:
    """How a page is set."""

    gap: int
    """The usual distance of two lines: 2 where a blank line stands between all of them."""
    width: int
    is_even: bool
    """No line stands further off than the others, so that distance says nothing."""


def _spacing(lines: Sequence[Line]) -> _Spacing:
    gaps = Counter(b.number - a.number for a, b in pairwise(lines))
    usual = min(max(gaps.most_common(1)[0][0], 1), 2) if gaps else 1
    lengths = sorted(len(line.text.strip()) for line in lines)
    width = lengths[ceil(0.95 * (len(lengths) - 1))] if lengths else 0
    even = gaps[usual] if usual == 1 else 0
    is_even = len(gaps) == 1 or even >= _EVEN * max(gaps.total(), 1)
    return _Spacing(usual, width, is_even=len(lines) > 4 and is_even)


def _continues(group: list[Line], line: Line, spacing: _Spacing) -> bool:
    if BULLET.match(line.text) or NUMBER.match(line.text) or _DAY.match(line.text):
        return False
    if _LABELLED_LINK.match(line.text):
        return False
    last = group[-1]
    if _DATED.match(line.text) and not _BEFORE_DATE.search(last.text):
        return False
    above, text = last.text.strip(), line.text.strip()
    gap = line.number - last.number
    if NOTES.match(above) or NOTES.match(text):
        return False
    if gap > 2 or (_ENDS_IN_LINK.search(above) and text[0].isupper()):
        return False
    if above.endswith("-") or text[0].islower():
        return True
    if above[-1] in ".!?:" or gap > spacing.gap or is_shouted(above) != is_shouted(text):
        return False
    if gap == 2 and len(group) > 1 and last.number - group[-2].number == 1:
        return False
    in_bullet = bool(BULLET.match(group[0].text))
    is_close = gap == 1 and not in_bullet and not spacing.is_even
    return is_close or len(above) >= spacing.width * (0.7 if in_bullet else 0.55)


def _ends_title(title: list[Line], line: Line, spacing: _Spacing) -> bool:
    """Whether `line` below the first words of a page starts its text."""
    far = line.number - title[-1].number >= spacing.gap and not spacing.is_even
    starts = line.text.strip()[0].isupper() and title[-1].text.strip()[-1].isalnum()
    return spacing.gap == 2 and far and starts and not is_shouted(title[-1].text)


def is_shouted(text: str) -> bool:
    """Whether a line is in capitals throughout, as headings are."""
    return text.isupper() and len(text.split()) > 1


def _block(group: list[Line], page: int) -> Block:
    head = group[0].text
    mark, numbered = BULLET.match(head), NUMBER.match(head)
    texts = [head[mark.end() :] if mark else head, *(line.text for line in group[1:])]
    return Block(
        text=join_all(texts),
        first=group[0].number,
        last=group[-1].number,
        page=page,
        bullet=mark is not None,
        level=_level(mark["mark"]) if mark else 0,
        number=int(numbered["number"]) if numbered else None,
    )


def _level(mark: str) -> int:
    return 2 if mark in _MARK_LEVELS[1] else 1

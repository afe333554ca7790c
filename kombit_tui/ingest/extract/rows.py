"""Slides as the table and sentence rules see them: rows with gaps, titles, joined paragraphs.

Drops empty lines, link targets, page numbers and text that stands on most slides. Knows no
kind of record; tables are read in `tables.py`.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from kombit_tui.ingest.document import Line, Page
from kombit_tui.ingest.extract.context import Context
from kombit_tui.ingest.extract.keys import fold
from kombit_tui.ingest.extract.layout import NOTES, is_shouted, vertical_texts
from kombit_tui.ingest.extract.people import BAR, EMAIL, SPEAKERS
from kombit_tui.ingest.extract.words import danish
from kombit_tui.ingest.footers import FOOTER

_BULLET = re.compile(
    r"^\s*(?:[•«▪◦‣·●■►➢✓*\u25a1\ue000-\uf8ff]\s*|[-–]\s+|[eo]\s+(?=[A-ZÆØÅ]))(?=\S)"
)
_TARGET = re.compile(r"^\s*(?:mailto:|https?:|www\.)\S*\s*$", re.IGNORECASE)
_PAGE_NUMBER = re.compile(r"^\s*\d{1,3}\s*$")
_CODED = re.compile(r"[A-ZÆØÅ]{1,4}[\dO]{2,3}\s")
_COLUMN_HEAD = danish(r"^spørgsmål\s+(?:og\s+)?svar$")
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÆØÅ\[”\"“])")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(])(?:ift|jf|kl|d|nr|pr|fx|evt|bl\.a|ca|inkl|ekskl|spm|vedr|mhp|ifm|ifbm|mv|st|obs"
    r"|dvs|f\.eks|hhv|pga|iht|ifht|\d{1,2})\.$",
    re.IGNORECASE,
)
_UNFINISHED = danish(
    r"(?:[,/&(–-]|\b(?:og|eller|i|på|til|af|med|for|fra|om|som|at|en|et|den|det|de|der|ved|samt"
    r"|er|kan|skal|har|inden|under|over|vedr\.?))\s*$"
)
_DAY_NUMBER = re.compile(r"\bd(?:en|\.)\s+\d{1,2}\.$", re.IGNORECASE)
"""A day whose month has come onto the next row."""
_REPEATED = 4
"""A line that opens or ends this many slides is a footer or a section name."""
_TWICE = 2
_TITLE_ROWS = 4
_MAX_SECTION_ROWS = 12
_MAX_CARD_ROWS = 4
_MAX_SECTION = 120


@dataclass(frozen=True, slots=True)
class Row:
    """A line with text; `raw` keeps the trailing space that tells a wrapped line."""

    number: int
    text: str
    raw: str
    gap: int
    """Empty lines before it."""
    is_bullet: bool


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Rows that are one text: a bullet, a cell, a heading."""

    text: str
    first: int
    last: int
    is_bullet: bool = False

    @property
    def lines(self) -> tuple[int, int]:
        """First and last line in the file."""
        return self.first, self.last


@dataclass(frozen=True)
class Sheet:
    """The rows of one slide or page."""

    number: int
    rows: tuple[Row, ...]
    marks_wraps: bool
    """Whether the file ends a wrapped line with a space."""
    section: str = ""
    """The title of the slide that opened the talk it belongs to."""

    @cached_property
    def usual_gap(self) -> int:
        """The empty lines that stand between most rows."""
        gaps = Counter(row.gap for row in self.rows[1:])
        return min(gaps.most_common(1)[0][0], 2) if gaps else 0

    @cached_property
    def title_rows(self) -> int:
        """How many rows the title takes."""
        count = 1 if self.rows else 0
        while count < min(len(self.rows), _TITLE_ROWS) and self._goes_on_in_title(count):
            count += 1
        return count

    def _goes_on_in_title(self, index: int) -> bool:
        before, row = self.rows[index - 1], self.rows[index]
        if row.is_bullet or row.gap > 1 or _CODED.match(row.text):
            return False
        if self.joins(before, row):
            return True
        return row.gap == 0 and any(r.gap for r in self.rows[index:])

    @cached_property
    def title(self) -> str:
        """The title, its rows joined."""
        return join(row.text for row in self.rows[: self.title_rows])

    @cached_property
    def notes(self) -> "Sheet":
        """What stands below the line that says notes, as a slide of its own."""
        at = next((i for i, r in enumerate(self.rows) if NOTES.match(r.text)), len(self.rows))
        return replace(self, rows=self.rows[at + 1 :])

    @cached_property
    def text(self) -> str:
        """All words of the slide."""
        return join(row.text for row in self.rows)

    @cached_property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """All paragraphs, the title's too."""
        return self.paragraphs_of(self.rows)

    @cached_property
    def body(self) -> tuple[Paragraph, ...]:
        """The paragraphs below the title."""
        return self.paragraphs_of(self.rows[self.title_rows :])

    def paragraphs_of(self, rows: tuple[Row, ...]) -> tuple[Paragraph, ...]:
        """`rows` joined to paragraphs."""
        groups: list[list[Row]] = []
        for row in rows:
            if groups and self.joins(groups[-1][-1], row):
                groups[-1].append(row)
            else:
                groups.append([row])
        return tuple(
            Paragraph(join(r.text for r in g), g[0].number, g[-1].number, g[0].is_bullet)
            for g in groups
        )

    def joins(self, before: Row, row: Row) -> bool:
        """Whether `row` goes on with the text of `before`."""
        if row.is_bullet or row.gap > 2:
            return False
        is_ended = before.text.endswith((".", "!", "?", ":"))
        starts_small = row.text[:1].islower() or row.text[:1] in "(&/"
        if starts_small and _DAY_NUMBER.search(before.text):
            return True
        if self.marks_wraps:
            if before.raw[-1:].isspace():
                return starts_small or not is_ended
            return starts_small and not is_ended
        if _UNFINISHED.search(before.text) and row.gap <= self.usual_gap:
            return True
        return starts_small and not is_ended


def join(texts: Iterable[str]) -> str:
    """Rows as one text; a word broken at a hyphen before a small letter is made whole."""
    whole = ""
    for text in texts:
        if whole.endswith("-") and len(whole) > 1 and whole[-2].isalpha() and text:
            whole = whole[:-1] + text if _is_broken(whole, text) else whole + text
        else:
            whole = f"{whole} {text}" if whole else text
    return " ".join(whole.split())


def _is_broken(before: str, after: str) -> bool:
    """Whether the hyphen was made by the line break: not after capitals, not before "og"."""
    stem = before.rsplit(maxsplit=1)[-1][:-1]
    return after[:1].islower() and not after.startswith(("og ", "eller ")) and stem[-1:].islower()


def sentences(paragraph: Paragraph) -> Iterator[str]:
    """The sentences of a paragraph; a stop after a usual abbreviation ends none."""
    start = 0
    for match in _SENTENCE.finditer(paragraph.text):
        piece = paragraph.text[start : match.start()]
        if not _ABBREVIATION.search(piece[-12:]):
            yield piece
            start = match.end()
    yield paragraph.text[start:]


def sheets_of(ctx: Context) -> tuple[Sheet, ...]:
    """The slides of a document, cleaned of what repeats."""
    marks = _marks_wraps(ctx.lines)
    raw = [_rows(page) for page in ctx.pages]
    footers = _footers(raw)
    sheets = []
    section = ""
    for page, rows in zip(ctx.pages, raw, strict=True):
        kept = tuple(r for r in rows if fold(r.text) not in footers)
        if kept:
            section = _section(rows) or section
            sheets.append(Sheet(page.number, kept, marks, section))
    return tuple(sheets)


def _section(rows: tuple[Row, ...]) -> str | None:
    """The title of a slide that holds little more than who speaks."""
    is_card = len(rows) <= _MAX_CARD_ROWS
    place = next((i for i, r in enumerate(rows) if _is_speaker(r, is_card=is_card)), 0)
    if place == 0 or len(rows) > _MAX_SECTION_ROWS:
        return None
    return join(r.text for r in rows[: min(place, _TITLE_ROWS)])[:_MAX_SECTION]


def _is_speaker(row: Row, *, is_card: bool) -> bool:
    """Whether a row says who speaks: by its first sign; on a slide of few rows also by a mail."""
    return bool(
        BAR.match(row.raw) or SPEAKERS.match(row.raw) or (is_card and EMAIL.search(row.text[:200]))
    )


def _rows(page: Page) -> tuple[Row, ...]:
    rows: list[Row] = []
    gap = 0
    vertical = {n for _, a, b in vertical_texts(page.lines) for n in range(a, b + 1)}
    for line in page.lines:
        text = line.text.strip()
        if not text or _TARGET.match(text) or line.number in vertical:
            gap += 1
            continue
        bullet = _BULLET.match(line.text)
        rest = line.text[bullet.end() :] if bullet else line.text
        rows.append(Row(line.number, " ".join(rest.split()), line.text, gap, bool(bullet)))
        gap = 0
    return _without_footers(rows)


def _without_footers(rows: list[Row]) -> tuple[Row, ...]:
    """The rows without page numbers, what stands above them, and heads of columns repeated."""
    ends = {i for i, row in enumerate(rows) if FOOTER.match(row.text)}
    seen = Counter(row.text for row in rows)
    for i in tuple(ends):
        above = rows[i - 1] if i > 1 else None
        if above and (seen[above.text] >= _TWICE or (is_shouted(above.text) and above.gap)):
            ends.add(i - 1)
    kept = [r for i, r in enumerate(rows) if i not in ends and not _COLUMN_HEAD.match(r.text)]
    numbers = [row for row in kept if _PAGE_NUMBER.match(row.text)]
    if len(kept) > 1 and numbers[-1:] == kept[-1:] and (kept[-1].gap > 1 or len(numbers) == 1):
        kept.pop()
    return tuple(kept)


def _footers(slides: list[tuple[Row, ...]]) -> frozenset[str]:
    seen: Counter[str] = Counter()
    for rows in slides:
        seen.update({fold(r.text) for r in (rows[:2] + rows[-3:]) if any(map(str.isalpha, r.text))})
    return frozenset(key for key, count in seen.items() if count >= _REPEATED)


def _marks_wraps(lines: tuple[Line, ...]) -> bool:
    """Whether trailing spaces stand mostly before a small letter, so that they tell a wrap."""
    texts = [line.text for line in lines if line.text.strip()]
    marked = sum(a[-1:].isspace() for a in texts)
    return marked * 10 > len(texts)

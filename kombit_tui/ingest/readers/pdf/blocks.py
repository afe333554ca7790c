"""Runs of a PDF page joined to paragraphs, bullets with their levels, and the title."""

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from kombit_tui.ingest.document import Box, Role, Table, Text
from kombit_tui.ingest.readers.pdf.lines import Run, joined
from kombit_tui.ingest.readers.pdf.order import Piece

_STEP = 1.5
_SAME_SIZE = 0.12
_SAME_LEFT = 6.0
_HANGING = 2.5
_LEVEL = 3.5
"""Points that bullets of one level may differ."""
_OPEN = re.compile(
    r"(?:[-,(/–&]|\b(?:og|eller|i|på|til|af|med|for|fra|om|som|at|en|et|den|det|de|der|ved|samt))$"
)
_ADDRESS = re.compile(r"https?:|www\.|\S+@\S+\.")
_ITEM = re.compile(
    r"(?:v\s*[./:]|\d{1,2}[.)]|(?:kl\.?\s*)?\d{1,2}[.:]\d\d)\s|[^\W\d][\w-]*\.?(?:\s\d{1,2})?:\s",
    re.IGNORECASE,
)
"""A number, an hour or a word with a colon: what stands below another item and not in it."""
_CLOSED = (".", ":", "?", "!", ";")
_TITLE_ABOVE = 0.6
_MUCH_LARGER = 1.04


@dataclass(slots=True)
class Block:
    """Runs that are one text."""

    runs: list[Run]
    level: int | None = None

    @property
    def size(self) -> float:
        """The size of its first letters."""
        return self.runs[0].size

    @property
    def box(self) -> Box:
        """The place of all its runs."""
        return Box(
            min(run.left for run in self.runs),
            min(run.top for run in self.runs),
            max(run.right for run in self.runs),
            max(run.bottom for run in self.runs),
        )

    @property
    def text(self) -> str:
        """Its runs joined, without the bullet."""
        text = ""
        for index, run in enumerate(self.runs):
            words = run.words[1:] if index == 0 and run.has_mark else run.words
            text = joined(text, " ".join(word.text for word in words))
        return text


@dataclass(slots=True)
class _Column:
    """One column while its runs are joined."""

    right: float
    """How far the lines reach that are known to go on below; nowhere if none does."""
    blocks: list[Block | Table] = field(default_factory=list)
    marks: list[float] = field(default_factory=list)
    """Where the bullets stand that the next may be below."""

    def take(self, run: Run) -> None:
        last = self.blocks[-1] if self.blocks else None
        if run.has_mark:
            self.blocks.append(Block([run], self._level(run.left)))
        elif isinstance(last, Block) and self._goes_on(last, run):
            last.runs.append(run)
        else:
            self.blocks.append(Block([run]))

    def _level(self, left: float) -> int:
        while self.marks and left < self.marks[-1] - _LEVEL:
            self.marks.pop()
        if not self.marks or left > self.marks[-1] + _LEVEL:
            self.marks.append(left)
        return len(self.marks) - 1

    def _goes_on(self, block: Block, run: Run) -> bool:
        last = block.runs[-1]
        step = run.base - last.base
        if not 0.5 * run.size < step < _STEP * max(run.size, last.size):
            return False
        if abs(run.size - last.size) > _SAME_SIZE * last.size:
            return False
        if block.level is not None:
            return abs(run.left - block.runs[0].text_left) < _SAME_LEFT
        hangs = len(block.runs) == 1 and 0 < run.left - last.left < _HANGING * run.size
        is_below = abs(run.left - last.left) < _SAME_LEFT or hangs
        is_centered = abs(run.left + run.right - last.left - last.right) < 2 * _SAME_LEFT
        return (is_below or is_centered) and self._wraps(last, run)

    def _wraps(self, last: Run, run: Run) -> bool:
        """Whether the line ended because the next word did not fit."""
        text, first = last.text, run.words[0]
        if _ADDRESS.match(run.text) or _ITEM.match(run.text):
            return False
        if _OPEN.search(text) or (run.text[0].islower() and not text.endswith(_CLOSED)):
            return True
        fits = last.right + 0.25 * run.size + (first.right - first.left) < self.right - 1
        is_short = len(text) < 30 and not text.endswith(_CLOSED)
        return not fits and not is_short


def blocks_of(columns: Iterable[Sequence[Piece]]) -> Iterator[Block | Table]:
    """The texts and tables of a page, in their order."""
    for pieces in columns:
        column = _Column(_edge(pieces))
        for piece in pieces:
            if isinstance(piece.what, Run):
                column.take(piece.what)
            else:
                column.blocks.append(piece.what.table)
        yield from column.blocks


def _edge(pieces: Sequence[Piece]) -> float:
    """How far the lines reach that a small letter goes on from. Where there is none, each line
    is a text of its own: the longest one only looks as if it had no room for the next word."""
    runs = [piece.what for piece in pieces if isinstance(piece.what, Run)]
    wrapped = [
        one.right
        for one, below in pairwise(runs)
        if below.text[:1].islower() and not _ITEM.match(below.text)
    ]
    return max(wrapped, default=math.inf)


def texts_of(blocks: Iterable[Block | Table], height: float) -> Iterator[Text | Table]:
    """The blocks as parts of a page; the one with the largest letters is its title."""
    known = list(blocks)
    title = _title([block for block in known if isinstance(block, Block)], height)
    for block in known:
        if isinstance(block, Table):
            yield block
        elif block.text:
            role = Role.TITLE if block is title else Role.TEXT
            yield Text(block.text, block.level, role, block.box)


def _title(blocks: Sequence[Block], height: float) -> Block | None:
    """The text with letters larger than all others, in the upper part of the page."""
    sizes = sorted((block.size for block in blocks), reverse=True)
    if len(sizes) < 2 or sizes[0] < _MUCH_LARGER * sizes[1]:
        return blocks[0] if len(sizes) == 1 and blocks[0].level is None else None
    title = max(blocks, key=lambda block: block.size)
    is_high = title.box.top < _TITLE_ABOVE * height
    return title if is_high and title.level is None else None

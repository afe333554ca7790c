"""Words of a PDF page as lines and runs, and lines as text again. Knows nothing of tables."""

import re
from bisect import insort
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kombit_tui.ingest.readers.pdf.letters import Word

MARK = re.compile(r"[•▪●◦‣·■□►➢➔✓✔*§\u2010-\u2015\u2043\ue000-\uf8ff-]|o")
"""A word that is a bullet, if text follows it on its line."""
_SAME_LINE = 0.35
_APART = 0.75
"""Shares of the letter size: what lies further off is another line, or another run."""
_MARK_APART = 4.0
"""A bullet may stand so far before its text."""
_KEPT = re.compile(r"(?:og|eller|samt|til)\b")


@dataclass(slots=True)
class Run:
    """Words on one line with no more than a space between them."""

    words: list[Word]

    @property
    def left(self) -> float:
        """Where its first word begins."""
        return self.words[0].left

    @property
    def right(self) -> float:
        """Where its words end."""
        return max(word.right for word in self.words)

    @property
    def top(self) -> float:
        """Where its tallest letters end."""
        return min(word.top for word in self.words)

    @property
    def bottom(self) -> float:
        """Where its lowest letters end."""
        return max(word.bottom for word in self.words)

    @property
    def base(self) -> float:
        """The line it stands on."""
        return self.words[-1].base

    @property
    def size(self) -> float:
        """The size of its largest letters."""
        return max(word.size for word in self.words)

    @property
    def text(self) -> str:
        """Its words."""
        return " ".join(word.text for word in self.words)

    @property
    def has_mark(self) -> bool:
        """Whether it begins with a bullet."""
        return len(self.words) > 1 and MARK.fullmatch(self.words[0].text) is not None

    @property
    def text_left(self) -> float:
        """Where its text begins, behind the bullet."""
        return self.words[1].left if self.has_mark else self.left


def lines_of(words: Iterable[Word]) -> list[list[Word]]:
    """Words that stand on the same line, from left to right; lines from top to bottom."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda one: one.base):
        for line in reversed(lines[-3:]):
            if abs(line[-1].base - word.base) < _SAME_LINE * min(word.size, line[-1].size):
                insort(line, word, key=lambda one: one.left)
                break
        else:
            lines.append([word])
    return lines


def runs_of(line: Sequence[Word]) -> list[Run]:
    """The runs of a line; a bullet belongs to the text behind it."""
    runs: list[Run] = []
    for word in line:
        if runs and word.left - runs[-1].words[-1].right < _gap(runs[-1], word):
            runs[-1].words.append(word)
        else:
            runs.append(Run([word]))
    return runs


def _gap(run: Run, word: Word) -> float:
    """How far off `word` may stand and still belong to `run`."""
    is_mark = len(run.words) == 1 and MARK.fullmatch(run.words[0].text) is not None
    return (_MARK_APART if is_mark else _APART) * word.size


def joined(first: str, second: str) -> str:
    """Two lines of one text. A hyphen at the end of the first stays, without a space; one that
    only breaks a word of small letters goes."""
    if not first or not second:
        return first + second
    if not first.endswith("-") or first.endswith(" -") or len(first) < 2:
        return f"{first} {second}"
    if _KEPT.match(second):
        return f"{first} {second}"
    return first + second


def cell_text(words: Iterable[Word]) -> str:
    """The words of a cell line by line as one text; each bullet begins a line of its own."""
    text = ""
    for line in lines_of(words):
        said = " ".join(word.text for word in line)
        is_item = len(line) > 1 and MARK.fullmatch(line[0].text) is not None
        if is_item:
            said = "• " + " ".join(word.text for word in line[1:])
        text = f"{text}\n{said}" if is_item and text else joined(text, said)
    return text

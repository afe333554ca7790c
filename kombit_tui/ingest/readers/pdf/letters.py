"""The letters of a PDF page as words with places; the page's own measure turned upright.

Letters keep the order in which they were drawn: two letters of a ligature share one box.
"""

import ctypes
import math
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

from kombit_tui.ingest.readers import limits

_READ_AS = {0: " ", 0x02: "-", 0xFFFE: "-", 0xAD: "-"}
"""No letter is a space; the others stand for a hyphen at the end of a line."""
_SAME_LINE = 0.4
_WORD_GAP = 0.6
_BACKWARDS = -1.3
"""Shares of the letter size: so far off is another line, or another word."""
_TILTED = 0.1
_BESIDE = 10.0
"""Points that a word may lie outside a page and still be read."""
_LEAST_SIZE, _MOST_SIZE = 1.0, 400.0


@dataclass(slots=True)
class Word:
    """Letters without a gap; `base` is the line they stand on, counted from the top."""

    text: str
    left: float
    right: float
    base: float
    size: float
    tag: int = -1
    """The number of the marked content it belongs to."""

    @property
    def top(self) -> float:
        """Where its tall letters end."""
        return self.base - 0.75 * self.size

    @property
    def bottom(self) -> float:
        """Where its low letters end."""
        return self.base + 0.25 * self.size

    @property
    def center(self) -> tuple[float, float]:
        """Its middle."""
        return (self.left + self.right) / 2, self.base - 0.3 * self.size


class Frame:
    """How a page lies: its size as it is shown, and where its points come to stand."""

    def __init__(self, page: Any) -> None:
        self.left, self._bottom, right, self.top = page.get_cropbox()
        self._wide, self._high = right - self.left, self.top - self._bottom
        self.turn = page.get_rotation() // 90 % 4
        is_across = self.turn % 2 == 1
        self.width: float = self._high if is_across else self._wide
        self.height: float = self._wide if is_across else self._high

    def place(self, x: float, y: float) -> tuple[float, float]:
        """A point of the page, from the upper left corner of what is shown."""
        x, y = x - self.left, y - self._bottom
        if self.turn == 0:
            return x, self._high - y
        if self.turn == 1:
            return y, x
        if self.turn == 2:
            return self._wide - x, y
        return self._high - y, self._wide - x

    def shows(self, x: float, y: float) -> bool:
        """Whether a place is on what is shown, or close beside it."""
        return -_BESIDE < x < self.width + _BESIDE and -_BESIDE < y < self.height + _BESIDE

    def box(self, bounds: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of what the page has as left, bottom, right and top."""
        (a, b), (c, d) = self.place(bounds[0], bounds[1]), self.place(bounds[2], bounds[3])
        return min(a, c), min(b, d), max(a, c), max(b, d)


@dataclass(frozen=True, slots=True)
class Letters:
    """What is written on a page."""

    words: list[Word]
    asides: list[str]
    """Texts that stand on their side."""
    is_cut: bool
    """Whether there was more than the limit."""


def read_letters(page: Any, frame: Frame, *, is_tagged: bool) -> Letters:
    """The words of a page in the order in which they were drawn."""
    text = page.get_textpage()
    try:
        total = pdfium.FPDFText_CountChars(text)
        pen = _Pen(text, frame, is_tagged=is_tagged)
        for index in range(min(total, limits.MAX_LETTERS)):
            pen.take(index)
    finally:
        text.close()
    words = [word for word in pen.words if frame.shows(*word.center)]
    return Letters(words, [aside for aside in pen.asides if aside.strip()], total > pen.taken)


class _Pen:
    """Takes letter after letter and puts words together."""

    def __init__(self, text: Any, frame: Frame, *, is_tagged: bool) -> None:
        self.text, self.frame, self.is_tagged = text, frame, is_tagged
        self.words: list[Word] = []
        self.asides: list[str] = []
        self.taken = 0
        self._word: Word | None = None
        self._is_aside = False
        self._box = pdfium.FS_RECTF()
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._matrix = pdfium.FS_MATRIX()

    def take(self, index: int) -> None:
        """Take the letter with this index."""
        self.taken = index + 1
        code = pdfium.FPDFText_GetUnicode(self.text, index)
        letter = _READ_AS.get(code) or chr(code)
        if letter.isspace():
            self._word = None
            if self._is_aside:
                self.asides[-1] += " "
            return
        box = self._box
        pdfium.FPDFText_GetLooseCharBox(self.text, index, box)
        pdfium.FPDFText_GetCharOrigin(self.text, index, self._x, self._y)
        if self.frame.turn:
            start, _, end, _ = self.frame.box((box.left, box.bottom, box.right, box.top))
            base = self.frame.place(self._x.value, self._y.value)[1]
        else:
            start, end = box.left - self.frame.left, box.right - self.frame.left
            base = self.frame.top - self._y.value
        word = self._word
        if word is not None and self._goes_on(word, start, base):
            word.text += letter
            if end > word.right:
                word.right = end
        else:
            self._start(index, letter, start, end, base)

    @staticmethod
    def _goes_on(word: Word, start: float, base: float) -> bool:
        gap = start - word.right
        is_near = _BACKWARDS * word.size < gap < _WORD_GAP * word.size
        return is_near and abs(base - word.base) < _SAME_LINE * word.size

    def _start(self, index: int, letter: str, start: float, end: float, base: float) -> None:
        """A new word begins, or a text on its side goes on."""
        size, is_upright = self._size(index)
        if not is_upright:
            self._word = None
            if not self._is_aside:
                self.asides.append("")
            self._is_aside = True
            self.asides[-1] += letter
            return
        self._is_aside = False
        tag = -1
        if self.is_tagged:
            shape = pdfium.FPDFText_GetTextObject(self.text, index)
            tag = pdfium.FPDFPageObj_GetMarkedContentID(shape) if shape else -1
        self._word = Word(letter, start, end, base, size, tag)
        self.words.append(self._word)

    def _size(self, index: int) -> tuple[float, bool]:
        """How large a letter is on the page, and whether it stands upright."""
        matrix = self._matrix
        pdfium.FPDFText_GetMatrix(self.text, index, matrix)
        stated = pdfium.FPDFText_GetFontSize(self.text, index)
        size = stated * math.hypot(matrix.c, matrix.d)
        turned = math.atan2(matrix.b, matrix.a) - self.frame.turn * math.pi / 2
        tilt = abs(math.remainder(turned, 2 * math.pi))
        return min(max(size, _LEAST_SIZE), _MOST_SIZE), tilt < _TILTED

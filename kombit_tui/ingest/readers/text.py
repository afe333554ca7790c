"""Reads plain text: finds the encoding, cleans the characters, cuts it into pages.

Where a page starts without a form feed is guessed in `pages.py`.
"""

import codecs
import re
from itertools import pairwise

from kombit_tui.domain.text import clean
from kombit_tui.ingest.document import Line, Page
from kombit_tui.ingest.readers import limits
from kombit_tui.ingest.readers.pages import guessed_starts
from kombit_tui.ingest.readers.reading import Reading, Tell
from kombit_tui.ingest.readers.trouble import CannotRead, Trouble

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_SAMPLE = 64 * 1024
_OLD_ENCODINGS = ("cp1252", "cp865", "mac_roman")
_DANISH = re.compile("[a-zæøå][æøå][a-zæøå]|[a-zæøå][æøå]\\b|\\b[æøåÆØÅ][a-zæøå]|[A-ZÆØÅ][ÆØÅ]")
_PLAUSIBLE = re.compile("[æøåÆØÅéÉ–—\u2018\u2019“”•…€§\u00b4½]")


def read(data: bytes, _tell: Tell) -> Reading:
    """Plain text: its lines as they stand, on pages as far as one can tell.

    Raises:
        CannotRead: it has more or longer lines than any material.
    """
    lines, breaks = _lines(checked_lines(data))
    starts = breaks or guessed_starts(lines)
    return Reading(_pages(lines, starts))


def decode(data: bytes) -> str:
    """`data` as text, in the first encoding that can be true of it."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    if b"\x00" in data[:4096]:
        return data.decode(_utf16_order(data), errors="replace")
    try:
        text = codecs.getincrementaldecoder("utf-8")().decode(data)  # its last letter may be cut
    except UnicodeDecodeError:
        text = ""
    if text and (data.isascii() or not text.isascii()):
        return text
    sample = _telling(data)
    best = max(_OLD_ENCODINGS, key=lambda one: _danishness(sample.decode(one, errors="replace")))
    return data.decode(best, errors="replace")


def _telling(data: bytes) -> bytes:
    """The lines with letters beyond ASCII, up to a sample's size."""
    if len(data) <= _SAMPLE:
        return data
    kept: list[bytes] = []
    left = _SAMPLE
    for line in data.splitlines():
        if left > 0 and not line.isascii():
            kept.append(line[:left])
            left -= len(line)
    return b"\n".join(kept)


def _utf16_order(data: bytes) -> str:
    sample = data[:4096]
    return "utf-16-le" if sample[1::2].count(0) >= sample[::2].count(0) else "utf-16-be"


def _danishness(text: str) -> float:
    """How much of what is not ASCII are Danish letters between other letters."""
    strange = sum(not c.isascii() for c in text)
    signs = len(_PLAUSIBLE.findall(text))
    return 2 * len(_DANISH.findall(text)) + signs - 2 * (strange - signs)


def checked_lines(data: bytes) -> list[str]:
    """The lines of a text as they stand.

    Raises:
        CannotRead: they are more or longer than those of any material.
    """
    text = decode(data)
    if "\n" not in text:
        text = text.replace("\r", "\n")
    if text.count("\n") > limits.MAX_LINES:
        raise CannotRead(Trouble.MANY_LINES)
    lines = text.removesuffix("\n").split("\n") if text else []
    for number, line in enumerate(lines, start=1):
        if len(line) > limits.MAX_LINE:
            raise CannotRead(Trouble.LONG_LINE, str(number))
    return lines


def _lines(texts: list[str]) -> tuple[list[Line], set[int]]:
    """The cleaned lines, numbered as `cat -n` does, and the places where a form feed stood."""
    lines: list[Line] = []
    breaks: set[int] = set()
    for index, raw in enumerate(texts):
        if "\f" in raw:
            breaks.add(index if raw.lstrip(" ").startswith("\f") else index + 1)
            raw = raw.lstrip(" ").removeprefix("\f")
        lines.append(Line(index + 1, clean(raw.removesuffix("\r"))))
    return lines, breaks


def _pages(lines: list[Line], starts: set[int]) -> tuple[Page, ...]:
    edges = sorted({0, len(lines), *(s for s in starts if s < len(lines))})
    cuts = list(pairwise(edges))
    return tuple(Page(n, tuple(lines[a:b])) for n, (a, b) in enumerate(cuts, start=1))

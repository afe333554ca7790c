"""Reads plain text: finds the encoding, cleans the characters, cuts it into pages.

Where a page starts without a form feed is guessed in `pages.py`.
"""

import hashlib
import re
from itertools import pairwise
from pathlib import Path

from kombit_tui.domain.text import clean
from kombit_tui.errors import UnreadableFile
from kombit_tui.ingest.document import Document, Line, Page
from kombit_tui.ingest.readers.pages import guessed_starts

MAX_BYTES = 50 * 1024 * 1024
MAX_LINE = 1024 * 1024
MAX_LINES = 500_000

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_OTHER_FORMATS = (b"%PDF-", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\xff\xd8\xff")
_OLD_ENCODINGS = ("cp1252", "cp865", "mac_roman")
_DANISH = re.compile("[a-zæøå][æøå][a-zæøå]|[a-zæøå][æøå]\\b|\\b[æøåÆØÅ][a-zæøå]|[A-ZÆØÅ][ÆØÅ]")
_PLAUSIBLE = re.compile("[æøåÆØÅéÉ–—\u2018\u2019“”•…€§\u00b4½]")


def read_text(path: Path) -> Document:
    """The text file as a document.

    Raises:
        UnreadableFile: when it cannot be opened or is larger than the limits.
    """
    data = _bytes_of(path)
    lines, breaks = _lines(decode(data))
    starts = breaks or guessed_starts(lines)
    return Document(path.name, hashlib.sha256(data).hexdigest(), _pages(lines, starts))


def decode(data: bytes) -> str:
    """`data` as text, in the first encoding that can be true of it."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    if b"\x00" in data[:4096]:
        return data.decode(_utf16_order(data), errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        texts = [data.decode(encoding, errors="replace") for encoding in _OLD_ENCODINGS]
        return max(texts, key=_danishness)


def _bytes_of(path: Path) -> bytes:
    try:
        if not path.is_file():
            raise UnreadableFile(f"{path.name} er ikke en fil.", "Vælg en tekstfil.")
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise UnreadableFile(
            f"Filen {path.name} kan ikke læses.", "Findes den, og må du åbne den?"
        ) from error
    if len(data) > MAX_BYTES:
        raise UnreadableFile(
            f"Filen {path.name} er større end 50 MB.", "Del den op, og importér delene."
        )
    if data.startswith(_OTHER_FORMATS):
        raise UnreadableFile(
            f"Filen {path.name} er ikke tekst, selv om navnet siger det.",
            "Giv den sin rigtige endelse, og prøv igen.",
        )
    return data


def _utf16_order(data: bytes) -> str:
    sample = data[:4096]
    return "utf-16-le" if sample[1::2].count(0) >= sample[::2].count(0) else "utf-16-be"


def _danishness(text: str) -> float:
    """How much of what is not ASCII are Danish letters between other letters."""
    strange = sum(not c.isascii() for c in text)
    signs = len(_PLAUSIBLE.findall(text))
    return 2 * len(_DANISH.findall(text)) + signs - 2 * (strange - signs)


def _lines(text: str) -> tuple[list[Line], set[int]]:
    """The cleaned lines, numbered as `cat -n` does, and the places where a form feed stood."""
    if "\n" not in text:
        text = text.replace("\r", "\n")
    if text.count("\n") > MAX_LINES:
        raise UnreadableFile("Filen har mere end 500.000 linjer.", "Det ligner ikke mødemateriale.")
    lines: list[Line] = []
    breaks: set[int] = set()
    for index, raw in enumerate(text.removesuffix("\n").split("\n") if text else []):
        if len(raw) > MAX_LINE:
            raise UnreadableFile(
                f"Linje {index + 1} er længere end 1 MB.", "Det ligner ikke mødemateriale."
            )
        if "\f" in raw:
            breaks.add(index if raw.lstrip(" ").startswith("\f") else index + 1)
            raw = raw.lstrip(" ").removeprefix("\f")
        lines.append(Line(index + 1, clean(raw.removesuffix("\r"))))
    return lines, breaks


def _pages(lines: list[Line], starts: set[int]) -> tuple[Page, ...]:
    edges = sorted({0, len(lines), *(s for s in starts if s < len(lines))})
    cuts = list(pairwise(edges))
    return tuple(Page(n, tuple(lines[a:b])) for n, (a, b) in enumerate(cuts, start=1))

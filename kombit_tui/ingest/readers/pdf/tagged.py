"""Tables that a tagged PDF states itself: Table, TR, TH and TD of its structure tree.

A cell's words are those of the marked contents that belong to it and to what stands inside it.
"""

import ctypes
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pypdfium2.raw as pdfium

from kombit_tui.ingest.document import Box, Table
from kombit_tui.ingest.readers import limits
from kombit_tui.ingest.readers.pdf.grids import Found
from kombit_tui.ingest.readers.pdf.letters import Word
from kombit_tui.ingest.readers.pdf.lines import cell_text

_MOST_ELEMENTS = 50_000
_DEEPEST = 40
_MOST_SPAN = 50
_NEAR = 3.0


@dataclass(frozen=True, slots=True)
class _Cell:
    tags: frozenset[int]
    across: int
    down: int
    words: tuple[Word, ...] = ()

    def with_words(self, by_tag: dict[int, list[Word]]) -> "_Cell":
        """The cell with what stands in it."""
        return replace(
            self, words=tuple(w for tag in sorted(self.tags) for w in by_tag.get(tag, ()))
        )


def stated_tables(page: Any, words: Sequence[Word]) -> list[Found]:
    """The tables that the page's structure names; none where it names no rows and cells."""
    tree = pdfium.FPDF_StructTree_GetForPage(page)
    if not tree:
        return []
    try:
        return list(_tables(_Walk(tree), words))
    finally:
        pdfium.FPDF_StructTree_Close(tree)


def _tables(walk: "_Walk", words: Sequence[Word]) -> Iterator[Found]:
    by_tag: dict[int, list[Word]] = {}
    for word in words:
        by_tag.setdefault(word.tag, []).append(word)
    for rows in walk.tables():
        filled = [[cell.with_words(by_tag) for cell in row] for row in rows]
        held = [word for row in filled for cell in row for word in cell.words]
        texts = _grid(filled)
        if len(texts) > 1 and len(texts[0]) > 1 and held:
            box = Box(
                min(word.left for word in held),
                min(word.top for word in held),
                max(word.right for word in held),
                max(word.bottom for word in held),
            )
            yield Found(Table(tuple(texts), box), held)


def _grid(rows: Sequence[list["_Cell"]]) -> list[tuple[str, ...]]:
    """The texts of the cells at their places: a wide or high cell leaves places empty, and a row
    that lacks cells has them where its words stand."""
    covered: dict[int, int] = {}
    placed: list[list[_Cell | None]] = []
    for cells in rows:
        row: list[_Cell | None] = []
        for cell in cells:
            _skip(row, covered)
            for column in range(len(row), len(row) + cell.across):
                covered[column] = cell.down - 1
            row.append(cell)
            row += [None] * (cell.across - 1)
        _skip(row, covered)
        placed.append(row[: limits.MAX_COLUMNS])
    width = max(map(len, placed), default=0)
    lefts = _columns([row for row in placed if len(row) == width])
    for index, row in enumerate(placed):
        if len(row) < width:
            placed[index] = _spread([cell for cell in row if cell], lefts)
    texts = [tuple(cell_text(cell.words) if cell else "" for cell in row) for row in placed]
    return [row for row in texts if any(row)]


def _skip(row: list["_Cell | None"], covered: dict[int, int]) -> None:
    while covered.get(len(row), 0) > 0:
        covered[len(row)] -= 1
        row.append(None)


def _columns(rows: Sequence[Sequence["_Cell | None"]]) -> list[float]:
    """Where the words of each column begin, in the rows that have all of them."""
    return [
        min((word.left for cell in column if cell for word in cell.words), default=float("inf"))
        for column in zip(*rows, strict=True)
    ]


def _spread(cells: Sequence["_Cell"], lefts: Sequence[float]) -> list["_Cell | None"]:
    """The cells of a row that lacks some, each in the last column that begins before its words."""
    row: list[_Cell | None] = [None] * len(lefts)
    first = 0
    for index, cell in enumerate(cells):
        last = len(lefts) - (len(cells) - index)
        start = min((word.left for word in cell.words), default=lefts[first])
        fitting = [c for c in range(first, last + 1) if lefts[c] <= start + _NEAR]
        place = fitting[-1] if fitting else first
        row[place] = cell
        first = place + 1
    return row


class _Walk:
    """Goes through a structure tree, which a file may have made endless."""

    def __init__(self, tree: Any) -> None:
        count = pdfium.FPDF_StructTree_CountChildren(tree)
        some = min(count, _MOST_ELEMENTS)
        self.roots = [pdfium.FPDF_StructTree_GetChildAtIndex(tree, i) for i in range(some)]
        self.left = _MOST_ELEMENTS

    def tables(self) -> Iterator[list[list[_Cell]]]:
        """The rows of every table."""
        for table in self._named(self.roots, {"Table"}, _DEEPEST):
            rows = list(self._named(self._children(table), {"TR"}, _DEEPEST))
            found = [
                [self._cell(cell) for cell in self._named(self._children(row), {"TH", "TD"}, 4)]
                for row in rows
            ]
            if any(found):
                yield found

    def _named(self, elements: Iterable[Any], names: set[str], depth: int) -> Iterator[Any]:
        for element in elements:
            if not element:
                continue
            if _name(element) in names:
                yield element
            elif depth > 0:
                yield from self._named(self._children(element), names, depth - 1)

    def _children(self, element: Any) -> Iterator[Any]:
        for index in range(pdfium.FPDF_StructElement_CountChildren(element)):
            self.left -= 1
            if self.left < 0:
                return
            yield pdfium.FPDF_StructElement_GetChildAtIndex(element, index)

    def _cell(self, cell: Any) -> _Cell:
        across, down = (_span(cell, name) for name in (b"ColSpan", b"RowSpan"))
        return _Cell(frozenset(self._tags(cell, _DEEPEST)), across, down)

    def _tags(self, element: Any, depth: int) -> Iterator[int]:
        for index in range(pdfium.FPDF_StructElement_CountChildren(element)):
            self.left -= 1
            if self.left < 0:
                return
            tag = pdfium.FPDF_StructElement_GetChildMarkedContentID(element, index)
            if tag >= 0:
                yield tag
                continue
            child = pdfium.FPDF_StructElement_GetChildAtIndex(element, index)
            if child and depth > 0:
                yield from self._tags(child, depth - 1)


def _name(element: Any) -> str:
    letters = ctypes.create_string_buffer(64)
    size = pdfium.FPDF_StructElement_GetType(element, letters, len(letters))
    return letters.raw[: max(min(size, len(letters)) - 2, 0)].decode("utf-16-le", "replace")


def _span(element: Any, name: bytes) -> int:
    """How many columns or rows a cell covers."""
    number = ctypes.c_float()
    for index in range(max(pdfium.FPDF_StructElement_GetAttributeCount(element), 0)):
        attribute = pdfium.FPDF_StructElement_GetAttributeAtIndex(element, index)
        value = pdfium.FPDF_StructElement_Attr_GetValue(attribute, name)
        if value and pdfium.FPDF_StructElement_Attr_GetNumberValue(value, number):
            return min(max(int(number.value), 1), _MOST_SPAN)
    return 1

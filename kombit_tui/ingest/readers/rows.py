"""Makes a page of the rows of a spreadsheet: finds the row with the heads, keeps the limits."""

from collections.abc import Iterable, Sequence

from kombit_tui.ingest.document import Page, Table, Text
from kombit_tui.ingest.readers import limits
from kombit_tui.ingest.readers.trouble import Cut, Left

_HEAD_WITHIN = 30
_BELOW = 20
_SHARE = 0.6
"""The heads fill at least so much of what the fullest row below them fills."""

NumberedRow = tuple[int, Sequence[str]]
"""A row with its number in the sheet, or the line of the file on which it begins."""


class Sheets:
    """The sheets of one file while they are read."""

    def __init__(self) -> None:
        self.pages: list[Page] = []
        self._rows = self._text = self._cells = self._widest = 0
        self._stated = 0

    def add(self, rows: Iterable[NumberedRow], stated: int = 0) -> None:
        """Take the rows of a sheet, as far as the limits allow.

        Args:
            stated: how many rows it has, where `rows` may be fewer.
        """
        kept: list[tuple[int, tuple[str, ...]]] = []
        seen = 0
        for number, cells in rows:
            seen += 1
            if self._rows >= limits.MAX_ROWS or self._text > limits.MAX_CELLS_TEXT:
                continue
            row = self._within(cells)
            self._text += _weight(row)
            self._rows += 1
            if any(row):
                kept.append((number, row))
        self._stated += max(seen, stated)
        if kept:
            self.pages.append(_page(len(self.pages) + 1, kept))

    def _within(self, cells: Sequence[str]) -> tuple[str, ...]:
        self._widest = max(self._widest, len(cells))
        row = tuple(cells[: limits.MAX_COLUMNS])
        if row and max(map(len, row)) > limits.MAX_CELL:
            self._cells += sum(len(cell) > limits.MAX_CELL for cell in row)
            row = tuple(cell[: limits.MAX_CELL] for cell in row)
        return row

    @property
    def cut(self) -> tuple[Cut, ...]:
        """What the limits left out."""
        cuts = []
        if self._rows < self._stated:
            cuts.append(Cut(Left.ROWS, self._rows, self._stated))
        if self._widest > limits.MAX_COLUMNS:
            cuts.append(Cut(Left.COLUMNS, limits.MAX_COLUMNS, self._widest))
        if self._cells:
            cuts.append(Cut(Left.CELLS, self._cells))
        return tuple(cuts)


def _weight(row: Sequence[str]) -> int:
    """About how many bytes a row takes in an answer."""
    text = "".join(row)
    return 3 * len(row) + (len(text) if text.isascii() else len(text.encode("utf-8", "replace")))


def _page(number: int, rows: list[tuple[int, tuple[str, ...]]]) -> Page:
    """What stands above the heads is text; the rest is the table."""
    head = _head(rows)
    below = rows[head:]
    width = max((_filled(row) for _, row in below), default=0)
    if width == 1:
        return Page(number, (), tuple(map(_as_text, rows)))
    table = Table(
        rows=tuple((row + ("",) * width)[:width] for _, row in below),
        numbers=tuple(line for line, _ in below),
    )
    return Page(number, (), (*map(_as_text, rows[:head]), table))


def _filled(row: Sequence[str]) -> int:
    """How long a row is without the empty cells at its end."""
    length = len(row)
    while length and not row[length - 1]:
        length -= 1
    return length


def _as_text(row: tuple[int, tuple[str, ...]]) -> Text:
    return Text(" ".join(cell for cell in row[1] if cell), number=row[0])


def _head(rows: list[tuple[int, tuple[str, ...]]]) -> int:
    """Where the row with the heads is; the first, if none looks like it."""
    filled = [sum(map(bool, row)) for _, row in rows[: _HEAD_WITHIN + _BELOW]]
    for index in range(min(len(rows), _HEAD_WITHIN)):
        widest = max(filled[index + 1 : index + 1 + _BELOW], default=0)
        cells = [cell for cell in rows[index][1] if cell]
        are_words = all(any(map(str.isalpha, cell)) for cell in cells)
        if widest > 1 and filled[index] > 1 and filled[index] >= widest * _SHARE and are_words:
            return index
    return 0

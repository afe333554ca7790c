"""Tables whose cells the file itself gives: every cell under the head of its column.

Plain text has none; there `tables.py` reads rows out of lines. What a column means for a record is
decided by those who call this.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kombit_tui.domain.text import squeeze
from kombit_tui.ingest.document import Line, Page, Table
from kombit_tui.ingest.extract.context import Context
from kombit_tui.ingest.extract.keys import fold
from kombit_tui.ingest.extract.tables import columns_in

_LEAST_ROWS = 2
_LONGEST_HEAD_CELL = 4


@dataclass(frozen=True, slots=True)
class GridRow:
    """The cells of a row, each squeezed to one line, and the lines of the document it became."""

    cells: tuple[str, ...]
    number: int
    last: int


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with its head, which may stand on a page above."""

    head: tuple[str, ...]
    rows: tuple[GridRow, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """What each column is by its head word, "" where that is none that is known."""
        return tuple(next(iter(columns_in(cell)), "") for cell in self.head)


def find_grids(ctx: Context) -> dict[int, tuple[Grid, ...]]:
    """The tables of each page, by the pages' numbers."""
    found: dict[int, tuple[Grid, ...]] = {}
    head: tuple[str, ...] = ()
    for page in ctx.pages:
        grids = []
        for rows in _rows_on(page):
            width = len(rows[0].cells)
            if len(head) != width or _is_head(rows[0].cells):
                head, rows = rows[0].cells, rows[1:]
            if rows:
                grids.append(Grid(head, tuple(rows)))
        if grids:
            found[page.number] = tuple(grids)
        elif page.parts:
            head = ()
    return found


def _is_head(cells: Sequence[str]) -> bool:
    """Whether a row names columns, so that it is no further row of the table above."""
    known = sum(bool(columns_in(cell)) and _is_short(cell) for cell in cells)
    return known >= _LEAST_ROWS or not any(any(map(str.isdigit, cell)) for cell in cells)


def _is_short(cell: str) -> bool:
    return len(cell.split()) <= _LONGEST_HEAD_CELL


def _rows_on(page: Page) -> Iterator[list[GridRow]]:
    """The rows of each table with the lines that they became, in the order of the page."""
    at = 0
    for table in page.tables:
        rows, at = _placed(table, page.lines, at)
        if len(rows) >= _LEAST_ROWS or (rows and len(table.rows) == 1):
            yield rows


def _placed(table: Table, lines: Sequence[Line], at: int) -> tuple[list[GridRow], int]:
    rows = []
    for row in table.rows:
        cells = tuple(map(squeeze, row))
        place = _find(_plain(" ".join(cells)), lines, at)
        if place is not None:
            first, at = place
            rows.append(GridRow(cells, lines[first].number, lines[at - 1].number))
    return rows, at


def _find(wanted: str, lines: Sequence[Line], at: int) -> tuple[int, int] | None:
    """The lines that hold what a row says, from the first to the one after the last."""
    for first in range(at, len(lines)):
        said = _plain(lines[first].text)
        end = first + 1
        while said and wanted.startswith(said) and said != wanted and end < len(lines):
            said += _plain(lines[end].text)
            end += 1
        if said == wanted:
            return first, end
    return None


def _plain(text: str) -> str:
    """A text to compare by; scanned letters in it may have been repaired."""
    return fold(text).replace("o", "0")

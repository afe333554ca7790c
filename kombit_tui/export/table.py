"""What is exported: the rows of a list as plain text, column by column."""

from collections.abc import Sequence
from typing import NamedTuple

from kombit_tui.wording.cells import one_line
from kombit_tui.wording.lines import ListRow
from kombit_tui.wording.values import MOVED, OVERDUE


class Line(NamedTuple):
    """One row: its record and what it says in each column. A heading says all it has."""

    id: str
    texts: tuple[str, ...]
    is_heading: bool = False


class Table(NamedTuple):
    """The rows of a list in its order, headings among them."""

    title: str
    labels: tuple[str, ...]
    lines: tuple[Line, ...]

    @property
    def records(self) -> tuple[Line, ...]:
        """All rows but headings."""
        return tuple(line for line in self.lines if not line.is_heading)


def line_of(row: ListRow, columns: Sequence[int]) -> Line:
    """A row of the list in these columns, in full and without the signs of the screen."""
    texts = [plain(cell.text) for cell in row.cells]
    if row.is_heading:
        return Line(row.id, tuple(text for text in texts if text), is_heading=True)
    return Line(row.id, tuple(texts[i] if i < len(texts) else "" for i in columns))


def plain(text: str) -> str:
    """The text of a cell without the signs that stand for overdue and moved."""
    told = one_line(text).strip()
    return told.removeprefix(f"{OVERDUE} ").removesuffix(f" {MOVED}").strip()

"""What is exported: rows of a list column by column, and how their values are told in text."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from kombit_tui.wording.cells import one_line
from kombit_tui.wording.lines import ListRow
from kombit_tui.wording.values import MOVED, OVERDUE

Value = str | date | float | bool | None
"""What a cell of a spreadsheet can hold."""
ID = "ID"
"""The head of the column with our own ids: an import knows by it which record a row is."""


class Line(NamedTuple):
    """One row: its record and what it says in each column. A heading says all it has."""

    id: str
    texts: tuple[str, ...]
    is_heading: bool = False
    values: tuple[Value, ...] = ()
    """The same as numbers and days, where they are known; else nothing."""

    @property
    def told(self) -> Sequence[Value]:
        """What each column says, as exactly as it is known."""
        return self.values or self.texts


class Table(NamedTuple):
    """The rows of a list in its order, headings among them."""

    title: str
    labels: tuple[str, ...]
    lines: tuple[Line, ...]
    filter: str = ""
    """What was asked for; empty for all there is."""
    made: datetime | None = None
    """When it was read."""

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


def text_of(value: Value) -> str:
    """A value as a Danish spreadsheet writes it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, date):
        return f"{value:%d-%m-%Y}"
    if isinstance(value, float):
        return repr(value).removesuffix(".0").replace(".", ",")
    return str(value)

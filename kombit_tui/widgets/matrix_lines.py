"""A matrix as painted lines: heads, labels, cells; where the cursor goes is the matrix's."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rich.segment import Segment
from textual.strip import Strip

from kombit_tui.widgets.detail import wrapped
from kombit_tui.widgets.marking import Marking
from kombit_tui.widgets.painted import segment
from kombit_tui.widgets.toned import Toned
from kombit_tui.wording.cells import fitted, one_line, width_of
from kombit_tui.wording.lines import Cell, ListRow

LABEL_WIDTH = 34
"""The most that the labels of the rows take; less where a third of the width is less."""
LEAST_LABEL = 18
HEAD_LINES = 3
"""Over so many lines at most the head of a column is broken."""


class MatrixColumn(NamedTuple):
    """A column: what it is called inside, in its head, and how wide it is."""

    key: str
    label: str
    width: int = 10


class PaintedMatrix(Marking, Toned):
    """A matrix as it looks. Name it after the class that scrolls."""

    columns: Sequence[MatrixColumn] = ()
    rows: Sequence[ListRow] = ()
    notice: Sequence[str] = ("Henter …",)
    """What is said where there are no rows."""
    cursor: int = 0
    """The index of the row the cursor is on."""
    column: int = 0
    """The index of the column the cursor is on."""
    first: int = 0
    """The first column that is seen."""
    head_height: int = 1
    _longest: int = 0

    @property
    def row_id(self) -> str | None:
        """The row the cursor is on."""
        return self.rows[self.cursor].id if self.cursor < len(self.rows) else None

    def measure(self) -> None:
        """Find out how high the heads and how wide the labels of what is shown are."""
        heads = (len(wrapped(one.label, one.width)) for one in self.columns)
        self.head_height = min(max(heads, default=1), HEAD_LINES)
        labels = (row.cells[0].text for row in self.rows if row.cells and not row.is_heading)
        self._longest = max(map(width_of, labels), default=0)

    def label_width(self, width: int) -> int:
        """How wide the labels are painted."""
        return max(min(self._longest + 2, LABEL_WIDTH, width // 3), LEAST_LABEL)

    def seen(self, width: int) -> Sequence[int]:
        """The columns that there is room for, at least one."""
        room, seen = width - self.label_width(width) - 1, list[int]()
        for at in range(self.first, len(self.columns)):
            room -= self.columns[at].width + 1
            if room < 0 and seen:
                break
            seen.append(at)
        return seen

    def notice_strip(self, y: int, width: int) -> Strip:
        """The line `y` of what is said where there are no rows."""
        top = max((self.size.height - len(self.notice)) // 2, 0)
        text = self.notice[y - top] if 0 <= y - top < len(self.notice) else ""
        line = fitted(one_line(text).center(width), width)
        return Strip([segment(line, self.look("notice"))], width)

    def head_runs(self, y: int, width: int) -> Iterator[Segment]:
        """The line `y` of the heads; the last one tells which columns are seen, if not all are."""
        height = self.head_height
        seen, total = self.seen(width), len(self.columns)
        told = ""
        if y == height - 1 and len(seen) < total:
            before, after = "<" if seen[0] else " ", ">" if seen[-1] + 1 < total else " "
            told = f" {before} {seen[0] + 1}-{seen[-1] + 1} af {total} {after}"
        yield segment(fitted(told, self.label_width(width)), self.look("head"))
        for at in seen:
            column = self.columns[at]
            lines = wrapped(column.label, column.width)
            text = lines[y] if y < len(lines) else ""
            if y == height - 1 and len(lines) > height:
                text = f"{text} …"
            look = ("head", "aimed") if at == self.column else ("head",)
            yield segment(" ", self.look("head"))
            yield segment(fitted(text, column.width), self.look(*look))

    def line_runs(self, row: ListRow, width: int) -> Iterator[Segment]:
        """The line of a row."""
        is_here = row.id == self.row_id
        state = ("cursor" if self.has_focus else "cursor-blurred") if is_here else ""
        mark = "*" if self.is_marked(row.id) else ">" if is_here else row.warning or " "
        muted = "muted" if row.is_muted else ""
        if row.is_heading:
            told = "  ".join(one_line(cell.text) for cell in row.cells if cell.text)
            yield segment(fitted(f"{mark}{told}", width), self.look("heading", state))
            return
        label = row.cells[0] if row.cells else Cell("")
        look = self.look(muted, label.tone, "aimed" if is_here else "")
        yield segment(fitted(f"{mark}{one_line(label.text)}", self.label_width(width)), look)
        seen = self.seen(width)
        for at in seen:
            cell = row.cells[at + 1] if at + 1 < len(row.cells) else Cell("")
            is_cell = is_here and at == self.column
            gap = "[" if is_cell else "]" if is_here and seen[0] <= self.column == at - 1 else " "
            yield segment(gap, self.look("aimed" if gap != " " else ""))
            style = self.look(muted, cell.tone, state if is_cell else "")
            yield segment(fitted(one_line(cell.text), self.columns[at].width), style)
        yield segment("]" if is_here and seen and seen[-1] == self.column else " ", self.look())

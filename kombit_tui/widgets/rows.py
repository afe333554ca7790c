"""Rows, heads and notices as painted lines; which rows there are is the list's."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import ClassVar

from textual.strip import Strip

from kombit_tui.widgets.kept_lines import KeptLines
from kombit_tui.widgets.marking import Marking
from kombit_tui.widgets.painted import segment, strip_of
from kombit_tui.wording.cells import fitted, one_line
from kombit_tui.wording.lines import (
    AS_DECLARED,
    Column,
    Layout,
    ListRow,
    head_runs,
    row_runs,
    visible_columns,
)


class PaintedRows(Marking, KeptLines):
    """A list as it looks. Name it after the class that scrolls."""

    HEADS: ClassVar[int] = 1
    """Lines above the rows."""
    columns: Sequence[Column] = ()
    layout_now: Layout = AS_DECLARED
    signs: Mapping[str, str] = MappingProxyType({})
    """What stands before a record that has no sign of its own; to be set before the rows."""
    notice: Sequence[str] = ("Henter …",)
    """What is said where there are no rows."""

    def field_at(self, x: int, width: int) -> str:
        """The field of the column whose head is at `x`."""
        end = 1
        for _, column, wide in visible_columns(self.columns, width, self.layout_now.hidden):
            end += wide + 1
            if x < end:
                return column.field
        return ""

    def head_strip(self, width: int) -> Strip:
        """The line of the column heads."""
        runs = head_runs(self.columns, width, self.layout_now)
        looked = ((text, self.look(*names)) for text, names in runs)
        return strip_of(looked, width, self.look("head"))

    def head_line(self, _y: int, width: int) -> Strip:
        """A line above the rows; for lists that have several."""
        return self.head_strip(width)

    def notice_strip(self, y: int, width: int) -> Strip:
        """The line `y` of what is said where there are no rows."""
        lines = list(self.notice)
        top = max((self.size.height - 1 - len(lines)) // 2, 1)
        text = lines[y - top] if 0 <= y - top < len(lines) else ""
        style = self.look("notice")
        return Strip([segment(fitted(one_line(text).center(width), width), style)], width)

    def row_strip(self, row: ListRow, state: str, width: int) -> Strip:
        """The line of a row; `state` is the look of the cursor where it is on it."""
        if row.id in self.signs and not row.warning:
            row = row._replace(warning=self.signs[row.id])
        runs = row_runs(
            row,
            self.columns,
            width,
            state,
            is_marked=self.is_marked(row.id),
            hidden=self.layout_now.hidden,
        )
        looked = ((text, self.look(*names)) for text, names in runs)
        return strip_of(looked, width, self.look(state))

"""Rows against columns: a cursor that moves along both, and only what is visible is painted.

The contract: a screen calls `show(columns, rows)`. A row is a `ListRow` whose first cell is its
label and whose other cells stand under the columns, in their order; a heading takes the whole
width. Rows are known by their ids, columns by their keys: another `show` keeps the cursor on its
cell and the marks on their rows. Arrows (and j k, PgUp PgDn, Home End) move, Space marks the row,
Enter posts `CellChosen(row_id, column_key)`; on a heading the key is that of the column the cursor
came from. `CursorMoved` says where the cursor rests, `chosen()` which rows an action is about. What
does not fit scrolls: rows below the heads, columns beside the labels, whole ones at a time. The
cell of the cursor stands in brackets, so that it is found without colours. What a cell means is the
screen's.
"""

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.geometry import Region, Size
from textual.strip import Strip

from kombit_tui.actions import MARK, MATRIX, MOVE
from kombit_tui.widgets.bindings import bindings_of
from kombit_tui.widgets.matrix_lines import MatrixColumn, PaintedMatrix
from kombit_tui.widgets.plain_message import PlainMessage
from kombit_tui.widgets.quick_bar import QuicklyScrolled
from kombit_tui.wording.lines import ListRow

__all__ = ["Matrix", "MatrixColumn"]


class Matrix(QuicklyScrolled, PaintedMatrix, can_focus=True):
    """The matrix."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(MATRIX, MOVE, MARK)]
    LOOK = "matrix"
    TONES: ClassVar[tuple[str, ...]] = ("ok", "warning", "error", "muted", "accent")
    LOOKS: ClassVar[tuple[str, ...]] = (
        "head",
        "aimed",
        "cursor",
        "cursor-blurred",
        "heading",
        "notice",
        *TONES,
    )
    DEFAULT_CSS = """
    Matrix {
        background: $background;
        color: $foreground;
        overflow-x: hidden;
        scrollbar-size-vertical: 1;
        & > .matrix--head { color: $text-muted; text-style: bold; background: $surface; }
        & > .matrix--aimed { text-style: bold; color: $text-primary; }
        & > .matrix--cursor { color: $block-cursor-foreground;
            background: $block-cursor-background; text-style: bold; }
        & > .matrix--cursor-blurred { background: $block-cursor-blurred-background; }
        & > .matrix--heading { color: $text-primary; text-style: bold; }
        & > .matrix--notice { color: $text-muted; }
        & > .matrix--ok { color: $text-success; }
        & > .matrix--warning { color: $text-warning; text-style: bold; }
        & > .matrix--error { color: $text-error; text-style: bold; }
        & > .matrix--muted { color: $text-muted; }
        & > .matrix--accent { color: $text-accent; }
    }
    """

    class CursorMoved(PlainMessage):
        """The cursor rests on another cell; on none in an empty matrix."""

        row_id: str | None
        column_key: str | None

    class CellChosen(PlainMessage):
        """The user wants to do what this cell is for."""

        row_id: str
        column_key: str

    def __init__(self) -> None:
        super().__init__()
        self._fitted_to = Size(0, 0)

    # What the screen gives and asks.

    def show(
        self, columns: Sequence[MatrixColumn], rows: Sequence[ListRow], notice: Sequence[str] = ()
    ) -> None:
        """Show these; `notice` is said instead when there are no rows."""
        row_id, key = self.row_id, self.column_key
        self.columns, self.rows, self.notice = tuple(columns), tuple(rows), tuple(notice)
        self.measure()
        self.virtual_size = Size(self.size.width, len(self.rows) + self.head_height)
        if not self.go_to(row_id, key):
            self._place(self.cursor, self.column)
        self.refresh()

    def go_to(self, row_id: str | None, column_key: str | None = None) -> bool:
        """Put the cursor on a row, and on a column where it is there; False without that row."""
        at = next((i for i, row in enumerate(self.rows) if row.id == row_id), None)
        keys = [one.key for one in self.columns]
        column = keys.index(column_key) if column_key in keys else self.column
        if at is not None:
            self._place(at, column)
        return at is not None

    @property
    def column_key(self) -> str | None:
        """The column the cursor is on."""
        return self.columns[self.column].key if self.column < len(self.columns) else None

    def ids(self) -> Sequence[str]:
        """The rows that can be marked, in order: all but headings."""
        return [row.id for row in self.rows if not row.is_heading]

    def chosen(self) -> tuple[str, ...]:
        """The marked rows; without marks the one under the cursor, which may be a heading."""
        here = () if self.row_id is None else (self.row_id,)
        return self.listed_marks(self) if self.marks else here

    # Moving.

    def action_column(self, by: int) -> None:
        """Some columns to the right or left."""
        self._place(self.cursor, self.column + by)

    def action_move(self, by: int) -> None:
        """Some rows up or down."""
        self._place(self.cursor + by, self.column)

    def action_page(self, by: int) -> None:
        """Some screenfuls up or down."""
        self.action_move(by * max(self.size.height - self.head_height - 1, 1))

    def action_edge(self, end: int) -> None:
        """To the first row (0) or the last (1)."""
        self._place(end * (len(self.rows) - 1), self.column)

    def action_choose(self) -> None:
        """Ask for what the cell is for."""
        if self.row_id is not None and self.column_key is not None:
            self.post_message(self.CellChosen(self.row_id, self.column_key))

    def action_mark(self) -> None:
        """Mark the row, or no longer, and go on."""
        self.toggle_mark(self._row(self.cursor))
        self.action_move(1)

    def action_mark_range(self, by: int) -> None:
        """Mark this row and the next one in a direction."""
        start = self.cursor
        self.action_move(by)
        self.add_marks([self._row(start), self._row(self.cursor)])

    def action_mark_all(self) -> None:
        """Mark all rows, or none."""
        self.mark_all_or_none(self.ids())

    def _row(self, index: int) -> ListRow | None:
        return self.rows[index] if 0 <= index < len(self.rows) else None

    def _place(self, row: int, column: int) -> None:
        before = self.cursor, self.column, self.first
        self.cursor = max(0, min(row, len(self.rows) - 1))
        self.column = max(0, min(column, len(self.columns) - 1))
        self._keep_visible()
        if before[1:] != (self.column, self.first):
            self.refresh()  # the heads tell where the cursor is, too
        for index in {before[0], self.cursor}:
            self.refresh(Region(0, self._line_of(index), self.size.width, 1))
        self.post_message(self.CursorMoved(self.row_id, self.column_key))

    def _line_of(self, index: int) -> int:
        return index - int(self.scroll_offset.y) + self.head_height

    def _keep_visible(self) -> None:
        width, body = self.scrollable_content_region.width, self.size.height - self.head_height
        if width <= 0 or body <= 0:
            return  # not laid out yet; the first painting comes back to it
        self.first = min(self.first, self.column)
        while self.first < self.column and self.column not in self.seen(width):
            self.first += 1
        top = int(self.scroll_offset.y)
        if not top <= self.cursor < top + body:
            top = self.cursor if self.cursor < top else self.cursor - body + 1
            self.scroll_to(y=top, animate=False, force=True, immediate=True)

    # The mouse.

    def on_click(self, event: events.Click) -> None:
        """Put the cursor where the user points; a second click on the cell chooses it."""
        width = self.scrollable_content_region.width
        index = int(self.scroll_offset.y) + event.y - self.head_height
        column, ends = self.column, self.label_width(width)
        for at in self.seen(width):
            if event.x >= ends:
                column = at
            ends += self.columns[at].width + 1
        is_again = (index, column) == (self.cursor, self.column)
        if event.y < self.head_height:
            self._place(self.cursor, column)
        elif is_again and event.chain > 1:
            self.action_choose()
        elif index < len(self.rows):
            self._place(index, column)

    # Painting.

    def _fit(self) -> None:
        self.virtual_size = Size(self.size.width, len(self.rows) + self.head_height)
        self._keep_visible()
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """The line `y` of what is visible; the first ones are the heads."""
        width = self.scrollable_content_region.width
        if self.size != self._fitted_to:
            # When painted, not on Resize: Textual sends none to a widget that was just displayed.
            self._fitted_to = self.size
            self.call_later(self._fit)
        if not self.rows:
            return self.notice_strip(y, width)
        if y < self.head_height:
            return Strip(list(self.head_runs(y, width))).adjust_cell_length(
                width, self.look("head")
            )
        row = self._row(int(self.scroll_offset.y) + y - self.head_height)
        if row is None:
            return Strip.blank(width, self.look())
        return Strip(list(self.line_runs(row, width))).adjust_cell_length(width, self.look())

"""A list of any length: it asks for the rows that are visible and paints only those.

It keeps the cursor on its record, whatever is filtered, written or sorted around it. It neither
reads the store nor decides what a row says.
"""

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from kombit_tui.actions import FOLD, LIST, MARK, MOVE
from kombit_tui.widgets.bindings import bindings_of
from kombit_tui.widgets.pages import NoPages, Pages
from kombit_tui.widgets.plain_message import PlainMessage
from kombit_tui.widgets.quick_bar import QuicklyScrolled
from kombit_tui.widgets.resting import Resting
from kombit_tui.widgets.rows import PaintedRows
from kombit_tui.wording.lines import (
    Column,
    Layout,
    ListRow,
)

MARGIN = 40
"""Rows fetched beyond the visible ones, so that going on does not fetch again."""
LEAST_MARGIN = 2
"""The same where one has jumped to, which is to be seen at once."""
STRIPS_KEPT = 1_000
FRAME = 3
"""Lines of a screen that are not the list's, as a rule."""


class RecordList(QuicklyScrolled, Resting, PaintedRows, can_focus=True):
    """The list."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(MOVE, LIST[:1], MARK, FOLD)]
    LOOK = "record-list"
    TONES: ClassVar[tuple[str, ...]] = ("ok", "warning", "error", "muted", "accent")
    LOOKS: ClassVar[tuple[str, ...]] = (
        "head",
        "sorted",
        "cursor",
        "cursor-blurred",
        "heading",
        "notice",
        *TONES,
    )
    DEFAULT_CSS = """
    RecordList {
        background: $background;
        color: $foreground;
        overflow-x: hidden;
        scrollbar-size-vertical: 1;
        & > .record-list--head { color: $text-muted; text-style: bold; background: $surface; }
        & > .record-list--sorted { color: $text-accent; text-style: bold underline; }
        & > .record-list--cursor { color: $block-cursor-foreground;
            background: $block-cursor-background; text-style: bold; }
        & > .record-list--cursor-blurred { background: $block-cursor-blurred-background; }
        & > .record-list--heading { color: $text-primary; text-style: bold; }
        & > .record-list--notice { color: $text-muted; }
        & > .record-list--ok { color: $text-success; }
        & > .record-list--warning { color: $text-warning; text-style: bold; }
        & > .record-list--error { color: $text-error; text-style: bold; }
        & > .record-list--muted { color: $text-muted; }
        & > .record-list--accent { color: $text-accent; }
    }
    """

    cursor: reactive[int] = reactive(0, init=False)
    """The index of the row the cursor is on."""

    class Opened(PlainMessage):
        """The user wants to see this record in full."""

        record_id: str

    class AllRequested(Message):
        """All that is listed is to be marked, or none of it: reading which may take a while."""

    class FoldRequested(PlainMessage):
        """What the heading of this row heads is to be hidden, or shown again."""

        record_id: str
        fold: bool

    class OrderRequested(PlainMessage):
        """The list is to be ordered by this field."""

        field: str

    def __init__(self, columns: Sequence[Column]) -> None:
        super().__init__()
        self.columns: Sequence[Column] = tuple(columns)
        self.pages: Pages = NoPages()
        self._fitted_to = Size(0, 0)
        self._rows: dict[int, ListRow] = {}
        self._strips: dict[tuple[str, str, bool, int], Strip] = {}

    # What the screen gives.

    def show(self, pages: Pages, notice: Sequence[str] = ()) -> None:
        """List `pages`; the cursor stays on its record, or near where it stood.

        `notice` is said instead when there are no rows.
        """
        self.pages, self.notice = pages, notice
        self._forget()
        self._measure()
        found = None if self.cursor_id is None else pages.index_of(self.cursor_id)
        self._place(self.cursor if found is None else found)

    def lay_out(self, layout: Layout) -> None:
        """Show other columns, or another one as that of the order."""
        if layout != self.layout_now:
            self.layout_now = layout
            self._forget()

    def go_to(self, record_id: str) -> bool:
        """Put the cursor on a record; False when it is not listed."""
        index = self.pages.index_of(record_id)
        if index is not None:
            self._place(index)
        return index is not None

    def row(self, index: int) -> ListRow | None:
        """The row at `index`, fetched with its neighbours."""
        if not 0 <= index < len(self.pages):
            return None
        if index not in self._rows:
            self._fetch(index)
        return self._rows.get(index)

    def _fetch(self, index: int) -> None:
        height = self.size.height or self.app.size.height  # before it is laid out
        first, last = next(iter(self._rows), 0), next(reversed(self._rows), -1)
        is_near = self._rows and first - height <= index <= last + height
        margin = MARGIN if is_near else LEAST_MARGIN
        start = max(min(index, self._top) - margin, 0)
        if index - start > height + 2 * margin:
            start = max(index - margin, 0)
        stop = min(max(index, self._top + height) + margin, start + height + 2 * margin + 1)
        fetched = self.pages.page(start, min(stop, len(self.pages)))
        self._rows = dict(enumerate(fetched, start))

    @property
    def _top(self) -> int:
        return int(self.scroll_offset.y)

    # Moving.

    def action_move(self, by: int) -> None:
        """Some rows up or down."""
        self._place(self.cursor + by)

    def action_page(self, by: int) -> None:
        """Some screenfuls up or down."""
        self._place(self.cursor + by * max(self.size.height - self.HEADS - 1, 1))

    def action_edge(self, end: int) -> None:
        """To the first row (0) or the last (1)."""
        self._place(end * (len(self.pages) - 1))

    def action_mark(self) -> None:
        """Mark the row under the cursor, or no longer, and go on."""
        self.toggle_mark(self.row(self.cursor))
        self.action_move(1)

    def action_mark_range(self, by: int) -> None:
        """Mark this row and the next one in a direction."""
        start = self.cursor
        self.action_move(by)
        self.add_marks([self.row(start), self.row(self.cursor)])

    def action_mark_all(self) -> None:
        """Ask for all that is listed, or none of it, to be marked."""
        self.post_message(self.AllRequested())

    def action_open(self) -> None:
        """Ask for the record under the cursor in full."""
        if self.cursor_id is not None:
            self.post_message(self.Opened(self.cursor_id))

    def action_fold(self, fold: bool) -> None:
        """Hide what the heading of this row heads, or show it again."""
        if self.cursor_id is not None:
            self.post_message(self.FoldRequested(self.cursor_id, fold))

    def _place(self, index: int) -> None:
        old, index = self.cursor, max(0, min(index, len(self.pages) - 1))
        self.set_reactive(RecordList.cursor, index)
        self._keep_visible(index)
        row = self.row(index)
        new_id = row.id if row is not None else None
        self._refresh_lines(old, index)
        if new_id != self.cursor_id or row is None:
            self.cursor_id = new_id
            self.tell_cursor()

    def _keep_visible(self, index: int) -> None:
        body = self.size.height - self.HEADS
        if body <= 0:
            return  # not laid out yet; the first painting comes back to it
        if index < self._top:
            self._scroll_to_row(index)
        elif index >= self._top + body:
            self._scroll_to_row(index - body + 1)

    def _scroll_to_row(self, index: int) -> None:
        self.scroll_to(y=index, animate=False, force=True, immediate=True)

    def _refresh_lines(self, *indexes: int) -> None:
        down = self.HEADS - self._top
        self.refresh(*(Region(0, index + down, self.size.width, 1) for index in indexes))

    # The mouse.

    def on_click(self, event: events.Click) -> None:
        """Put the cursor where the user points; a second click opens, one on a head orders."""
        index = self._top + event.y - self.HEADS
        is_head = event.y < self.HEADS
        if is_head and (field := self.field_at(event.x, self.scrollable_content_region.width)):
            self.post_message(self.OrderRequested(field))
        if is_head or index >= len(self.pages):
            return
        if event.chain > 1 and index == self.cursor:
            self.action_open()
        else:
            self._place(index)

    # Painting.

    def _measure(self) -> None:
        # No width: what is as wide as the list scrolls nowhere, and another one is another layout.
        self.virtual_size = Size(0, len(self.pages) + self.HEADS)
        if not self.size:  # Textual finds out when it has laid all out, and then does so again
            self.show_vertical_scrollbar = self.virtual_size.height > self.app.size.height - FRAME

    def _fit(self) -> None:
        self._keep_visible(self.cursor)

    def watch_has_focus(self, value: bool) -> None:
        """The cursor looks different without focus."""
        super().watch_has_focus(value)
        self._refresh_lines(self.cursor)

    def notify_style_update(self) -> None:
        """Nothing painted before holds."""
        super().notify_style_update()
        self._strips.clear()

    def render_line(self, y: int) -> Strip:
        """The line `y` of what is visible; the first ones are heads."""
        width = self.line_width
        if self.size != self._fitted_to:
            # When painted, not on Resize: Textual sends none to a widget that was just displayed.
            self._fitted_to = self.size
            self.call_later(self._fit)
        if y < self.HEADS:
            return self.head_line(y, width)
        if not len(self.pages):
            return self.notice_strip(y, width)
        index = self._top + y - self.HEADS
        row = self.row(index)
        if row is None:
            return Strip.blank(width, self.look())
        state = self._state(index)
        key = (row.id, state, self.is_marked(row.id), width)
        if key not in self._strips:
            if len(self._strips) > STRIPS_KEPT:
                self._strips.clear()
            self._strips[key] = self.row_strip(row, state, width)
        return self._strips[key]

    def _forget(self) -> None:
        self._rows.clear()
        self._strips.clear()
        self.refresh()

    def _state(self, index: int) -> str:
        if index != self.cursor:
            return ""
        return "cursor" if self.has_focus else "cursor-blurred"

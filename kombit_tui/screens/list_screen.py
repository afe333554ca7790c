"""A screen with a list, a live filter and a detail: all that the list screens have in common.

A subclass says what to read, what a row looks like and what the detail tells.
"""

import sqlite3
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on, work
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widget import Widget

from kombit_tui.actions import LIST
from kombit_tui.db.store import Store
from kombit_tui.domain.wanted import EVERYTHING
from kombit_tui.errors import FilterInvalid
from kombit_tui.screens.arranging import ArrangingScreen, is_group
from kombit_tui.screens.editing import EditingScreen
from kombit_tui.screens.latest import Latest, Overtaken
from kombit_tui.screens.listed_rows import Sectioned
from kombit_tui.screens.looking import LookingScreen
from kombit_tui.screens.sync_marks import signs_now, with_sign
from kombit_tui.widgets.bindings import bindings_of, with_keys
from kombit_tui.widgets.detail import Block, Detail, Pair, Title
from kombit_tui.widgets.filter_bar import FilterBar
from kombit_tui.widgets.pages import Pages
from kombit_tui.widgets.record_list import RecordList

if TYPE_CHECKING:
    from kombit_tui.domain.query import Query

DETAIL_DELAY = 0.04
"""Seconds the cursor must rest before its record is read: holding a key down reads nothing."""

FAILED = ("! Listen kunne ikke hentes.", "Hvorfor står nederst; lageret er ikke rørt.")
"""What a list says that could not be read and has nothing else to show."""


class Panes(Horizontal):
    """List and detail. They cover it all: it need not be painted below them."""

    BLANK = True


class ListScreen(ArrangingScreen, EditingScreen, LookingScreen):
    """List left, detail right; in a narrow window the detail takes the list's place."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(LIST[1:])]
    EMPTY: ClassVar[Sequence[str]] = ()
    """What an empty list says: why it is empty and which key helps."""
    DETAIL_BINDINGS_HINT = (
        "{detail.next}/{detail.previous}: næste og forrige post · Esc: tilbage til listen"
    )

    def __init__(self, store: Store, version: Callable[[], int]) -> None:
        super().__init__(store, version)
        self.list = RecordList(self.COLUMNS)
        self.detail = Detail()
        self.filter_bar = FilterBar(self.offer)
        self.total = 0
        self._latest = Latest(store)
        self._answer: Any = None
        """Of `ask`, for what is listed."""

    def body(self) -> Sequence[Widget]:
        """List and detail."""
        return [Panes(self.list, self.detail, id="panes")]

    def complete(self) -> None:
        """The filter line, as a rule before anybody asks for it."""
        self.furnish()

    def furnish(self) -> None:
        """The filter line is in its place from here on."""
        if not self.filter_bar.is_attached:
            self.mount(self.filter_bar, before="#panes")
        if self.filter_bar.is_attached:  # a screen that is being closed takes nothing in
            self.filter_bar.furnish()

    # What a subclass says.

    def ask(self, connection: sqlite3.Connection, query: "Query | None") -> Any:
        """Read what the list needs; runs in a thread with a connection of its own."""
        raise NotImplementedError

    def pages(self, answer: Any) -> Pages:
        """The answer of `ask` as rows of the list, folded as it is now; runs on the event loop."""
        raise NotImplementedError

    def count(self, pages: Pages) -> int:
        """How many records are listed; headings are none."""
        return len(pages)

    def count_all(self, found: int) -> int:
        """How many records there are without the filter, of which `found` are listed."""
        return max(found, self.total)

    def describe(self, record_id: str) -> Sequence[Block]:
        """What the detail tells of a record."""
        raise NotImplementedError

    # Reading.

    def on_mount(self) -> None:
        """Begin in the list; Textual calls the base's own handler too."""
        self.list.rest = DETAIL_DELAY
        self.list.focus()

    def on_unmount(self) -> None:
        """Let go of the store."""
        self._latest.close()

    def reload(self) -> None:
        """Read the list again; the latest request wins."""
        if self.answers_at_once():
            self._latest.forget()
            self._show_answer(*self._ask(self.store.reader))
        else:
            self._read()

    def answers_at_once(self) -> bool:
        """Whether reading is so quick now that no thread is worth it."""
        return False

    @work(exit_on_error=False)
    async def _read(self) -> None:
        try:
            self._show_answer(*await self._latest.ask(self._ask))
        except Overtaken:
            return
        except FilterInvalid as error:
            # The list keeps what it last showed.
            self.filter_bar.problem = (error.position, error.text)
            self.guide(error.text, is_error=True)
        except Exception:
            if not len(self.list.pages):
                self.list.show(self.list.pages, FAILED)
            raise

    def _ask(self, connection: sqlite3.Connection) -> "tuple[Query | None, Any]":
        if not self.wanted.asks:
            return None, self.ask(connection, None)
        from kombit_tui.db.queries.asking import understood

        query = understood(connection, self.wanted)
        return query, self.ask(connection, query)

    def _show_answer(self, query: "Query | None", answer: Any) -> None:
        self.shown_query, self._answer = query, answer
        self.filter_bar.problem = None
        self.show_pages()
        pages = self.list.pages
        found = self.count(pages)
        self.total = self.count_all(found) if self.words else found
        self.filter_bar.counted = (found, self.total)
        self.list.tell_cursor()

    def show_pages(self) -> None:
        """Show the rows as they are laid out now."""
        self.list.lay_out(self.layout_now())
        self.list.signs = signs_now(self.store)
        self.list.show(self.pages(self._answer), self._notice())

    def heading_of(self, record_id: str) -> str | None:
        """The heading that a record stands under; None in a list without headings."""
        pages = self.list.pages
        return pages.heading_of(record_id) if isinstance(pages, Sectioned) else None

    def _notice(self) -> Sequence[str]:
        if self.words:
            return (f"Intet passer til «{self.words}».", "Esc fjerner filteret.")
        return [with_keys(self.app, line) for line in self.EMPTY]

    # Detail.

    @on(RecordList.CursorMoved)
    def _describe_cursor(self) -> None:
        record_id = self.list.cursor_id
        if record_id is None:
            self.detail.blocks = ()
        elif is_group(record_id):
            self.detail.blocks = self._group()
        else:
            sign = self.list.signs.get(record_id)
            self.detail.blocks = with_sign(self.app, self.describe(record_id), sign)
        self.refresh_bindings()

    def _group(self) -> Sequence[Block]:
        row = self.list.row(self.list.cursor)
        texts = [cell.text for cell in row.cells] if row is not None else []
        return [Title(texts[0]), *(Pair("I alt", text) for text in texts[1:])] if texts else []

    @on(RecordList.Opened)
    def _open_record(self, event: RecordList.Opened) -> None:
        if is_group(event.record_id):
            self.toggle_fold(event.record_id)
        else:
            self._open()

    def _open(self) -> None:
        self.add_class("-detail")
        self._describe_cursor()
        self.detail.focus()
        self.guide(self.DETAIL_BINDINGS_HINT)

    def _close_detail(self) -> None:
        self.remove_class("-detail")
        self.list.focus()
        self.hint()

    def action_switch_pane(self) -> None:
        """From the list to the detail or back."""
        if self.detail.has_focus:
            self._close_detail()
        elif self.detail.display:
            self.detail.focus()
        else:
            self._open()

    @on(Detail.StepRequested)
    def _step(self, event: Detail.StepRequested) -> None:
        self.list.action_move(event.by)

    def action_step_out(self) -> None:
        """Out of the detail, the marks, then filter and order, and last to Overblik."""
        if self.has_class("-detail") or self.detail.has_focus:
            self._close_detail()
        elif self.list.marks:
            self.list.clear_marks()
        elif self.wanted.asks:
            self.want(EVERYTHING)
        else:
            super().action_step_out()

"""A screen with a list, a live filter and a detail: all that the list screens have in common.

A subclass says what to read, what a row looks like and what the detail tells.
"""

import asyncio
import sqlite3
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any, ClassVar

from textual import on, work
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.timer import Timer
from textual.widget import Widget

from kombit_tui.actions import LIST
from kombit_tui.db.store import Store
from kombit_tui.errors import FilterInvalid
from kombit_tui.screens.arranging import ArrangingScreen
from kombit_tui.screens.editing import EditingScreen
from kombit_tui.screens.looking import LookingScreen
from kombit_tui.widgets.bindings import bindings_of
from kombit_tui.widgets.detail import Block, Detail
from kombit_tui.widgets.filter_bar import FilterBar
from kombit_tui.widgets.record_list import Pages, RecordList
from kombit_tui.wording.lines import Column

DETAIL_DELAY = 0.04
"""Seconds the cursor must rest before its record is read: holding a key down reads nothing."""


class ListScreen(ArrangingScreen, EditingScreen, LookingScreen):
    """List left, detail right; in a narrow window the detail takes the list's place."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(LIST[1:])]
    COLUMNS: ClassVar[Sequence[Column]] = ()
    FILTER_HINT: ClassVar[str] = "Ord, der alle skal findes · Enter beholder · Esc: som før"
    OFFERS: ClassVar[bool] = False
    """Whether the filter is a language that can be written to its end by Tab."""
    EMPTY: ClassVar[Sequence[str]] = ()
    """What an empty list says: why it is empty and which key helps."""
    DETAIL_BINDINGS_HINT = "j/k: næste og forrige post · Esc: tilbage til listen"

    def __init__(self, store: Store, version: Callable[[], int]) -> None:
        super().__init__(store, version)
        self.list = RecordList(self.COLUMNS)
        self.detail = Detail()
        self.filter_bar = FilterBar(self.offer if self.OFFERS else None)
        self.words = ""
        self.total = 0
        self._asked = 0
        self._resting: Timer | None = None

    def body(self) -> Sequence[Widget]:
        """List and detail."""
        return [Horizontal(self.list, self.detail, id="panes")]

    async def complete(self) -> None:
        """The filter line is there before anybody can ask for it."""
        await self.mount(self.filter_bar, before="#panes")
        await super().complete()

    # What a subclass says.

    def ask(self, connection: sqlite3.Connection, words: str) -> Any:
        """Read what the list needs; runs in a thread with a connection of its own."""
        raise NotImplementedError

    def pages(self, answer: Any) -> Pages:
        """The answer of `ask` as rows of the list; runs on the event loop."""
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

    def offer(self, text: str, cursor: int) -> tuple[int, int, str] | None:
        """How the filter may go on at the cursor; for screens that offer something."""
        return None

    def answers_at_once(self, words: str) -> bool:
        """Whether `ask` is so quick for these words that no thread is worth it."""
        return False

    # Reading.

    @cached_property
    def _connection(self) -> sqlite3.Connection:
        return self.store.connect()

    def on_mount(self) -> None:
        """Begin in the list; Textual calls the base's own handler too."""
        self.list.focus()

    def on_unmount(self) -> None:
        """Let go of the store."""
        if "_connection" in self.__dict__:
            self._connection.close()

    def reload(self) -> None:
        """Read the list again; the latest request wins."""
        self._asked += 1
        if self.answers_at_once(self.words):
            self._show_answer(self.ask(self.store.reader, self.words))
        else:
            self._connection.interrupt()
            self._read(self._asked, self.words)

    @work(exit_on_error=False)
    async def _read(self, asked: int, words: str) -> None:
        try:
            answer = await asyncio.to_thread(self.ask, self._connection, words)
        except sqlite3.OperationalError:
            if asked == self._asked:
                raise
            return  # interrupted, because a newer request is under way
        except FilterInvalid as error:
            if asked == self._asked:
                self.hint(error.text, is_error=True)
            return  # the list keeps what it last showed
        if asked == self._asked:
            self._show_answer(answer)

    def _show_answer(self, answer: Any) -> None:
        pages = self.pages(answer)
        found = self.count(pages)
        self.total = self.count_all(found) if self.words else found
        self.list.show(pages, self._notice())
        self.filter_bar.counted = (found, self.total)
        self.call_after_refresh(self._describe_cursor)

    def _notice(self) -> Sequence[str]:
        if self.words:
            return (f"Intet indeholder «{self.words}».", "Esc fjerner filteret.")
        return self.EMPTY

    # Detail.

    @on(RecordList.CursorMoved)
    def _cursor_moved(self) -> None:
        if self._resting is not None:
            self._resting.stop()
        self._resting = self.set_timer(DETAIL_DELAY, self._describe_cursor)

    def _describe_cursor(self) -> None:
        if self._resting is not None:
            self._resting.stop()
            self._resting = None
        record_id = self.list.cursor_id
        self.detail.blocks = () if record_id is None else self.describe(record_id)
        self.refresh_bindings()

    @on(RecordList.Opened)
    def _open(self) -> None:
        self.add_class("-detail")
        self._describe_cursor()
        self.detail.focus()
        self.hint(self.DETAIL_BINDINGS_HINT)

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

    # Filter.

    def filter_by(self, words: str, record_id: str | None = None) -> None:
        """Put words in force, or the cursor on a record."""
        self.words = words
        self.filter_bar.set_words(words)
        if record_id is not None:
            self.list.cursor_id = record_id
        self.reload()

    def action_filter(self) -> None:
        """Type a filter."""
        self.hint(self.FILTER_HINT)
        self.filter_bar.open()

    @on(FilterBar.Changed)
    def _filter_changed(self, event: FilterBar.Changed) -> None:
        self.words = event.words
        self.hint(self.FILTER_HINT)
        self.reload()

    @on(FilterBar.Finished)
    def _filter_finished(self, event: FilterBar.Finished) -> None:
        self.list.focus()
        self.hint()
        if event.words != self.words:
            self.words = event.words
            self.reload()

    def action_step_out(self) -> None:
        """Out of the detail, then of the marks, then of the filter, then to Overblik."""
        if self.has_class("-detail") or self.detail.has_focus:
            self._close_detail()
        elif self.list.marks:
            self.list.clear_marks()
        elif self.words:
            self.filter_by("")
        else:
            super().action_step_out()

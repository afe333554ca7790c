"""The filter line: what is asked for, and how many of how many answer it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import Input, Static

from kombit_tui.actions import FILTER
from kombit_tui.widgets.bindings import bindings_of
from kombit_tui.widgets.text_input import TextInput

Offer = Callable[[str, int], tuple[int, int, str] | None]
"""What may stand at the cursor: from where to where, and the text. None for nothing."""


class FilterBar(Horizontal):
    """A line that is there while a filter is typed or in force."""

    DEFAULT_CSS = """
    FilterBar {
        height: 1;
        background: $panel;
        & > #filter-label { width: 9; color: $text-muted; padding: 0 0 0 1; }
        & > #filter-count { width: auto; min-width: 12; color: $text-muted; padding: 0 1; }
        & > TextInput { width: 1fr; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(FILTER)]

    counted: reactive[tuple[int, int] | None] = reactive(None, init=False)
    """How many of how many are listed; None while the answer is not there."""

    marked: reactive[int] = reactive(0, init=False)
    """How many rows are marked, listed or not."""

    @dataclass
    class Changed(Message):
        """Other words are asked for."""

        words: str

    @dataclass
    class Finished(Message):
        """The user is done typing: the words hold, or the former ones again."""

        words: str

    def __init__(self, offer: Offer | None = None) -> None:
        super().__init__()
        self._offer = offer
        self.input = TextInput(placeholder="ord, der skal findes")
        self.count = Static("", id="filter-count")
        self._former = ""
        self.display = False

    def compose(self) -> ComposeResult:
        """Label, field and count."""
        yield Static("Filter:", id="filter-label")
        yield self.input
        yield self.count

    def watch_counted(self) -> None:
        """Say the numbers."""
        counted = "" if self.counted is None else f"{self.counted[0]} af {self.counted[1]}"
        marked = f"{self.marked} markeret" if self.marked else ""
        self.count.update(Content(" · ".join(part for part in (counted, marked) if part)))

    def watch_marked(self) -> None:
        """Marks are told even where there is no filter."""
        self.display = self.input.has_focus or bool(self.input.value or self.marked)
        self.watch_counted()

    def open(self) -> None:
        """Let the user type; what holds now comes back on Esc."""
        self._former = self.input.value
        # Shown and focused here and now, or the next letters would go to the list.
        self.display = True
        self.screen.set_focus(self.input)

    def set_words(self, words: str) -> None:
        """Put words in force that were not typed here."""
        with self.prevent(Input.Changed):
            self.input.value = words
        self.display = bool(words or self.marked)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(self.Changed(event.value))

    @on(Input.Submitted)
    def _kept(self, event: Input.Submitted) -> None:
        event.stop()
        self._finish(event.value)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only where the screen has something to offer can the rest be written."""
        return action != "complete" or self._offer is not None

    def action_complete(self) -> None:
        """Write the rest of the word at the cursor, where one is offered."""
        field = self.input
        offered = self._offer(field.value, field.cursor_position) if self._offer else None
        if offered is not None:
            start, end, text = offered
            field.value = field.value[:start] + text + field.value[end:]
            field.cursor_position = start + len(text)

    def action_restore(self) -> None:
        """Back to the former filter."""
        self._finish(self._former)

    def action_leave(self) -> None:
        """On to the list, keeping what is typed."""
        self._finish(self.input.value)

    def _finish(self, words: str) -> None:
        self.set_words(words.strip())
        self.post_message(self.Finished(words.strip()))

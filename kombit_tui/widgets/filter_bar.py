"""The filter line: what is asked for, how many of how many answer it, and what is wrong with it."""

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Input, Static

from kombit_tui.actions import FILTER
from kombit_tui.widgets.bindings import bindings_of
from kombit_tui.widgets.painted import content
from kombit_tui.widgets.plain_message import PlainMessage
from kombit_tui.widgets.text_input import TextInput

Offer = Callable[[str, int], tuple[int, int, str] | None]
"""What may stand at the cursor: from where to where, and the text. None for nothing."""
LABEL_WIDTH = 9


class FilterBar(Vertical):
    """A line that is there while a filter is typed or in force; a second one for what is wrong."""

    DEFAULT_CSS = """
    FilterBar {
        height: auto;
        background: $panel;
        & > #filter-line { height: 1; }
        #filter-label { width: 9; color: $text-muted; padding: 0 0 0 1; }
        #filter-count { width: auto; min-width: 12; color: $text-muted; padding: 0 1; }
        TextInput { width: 1fr; }
        #filter-problem { height: 1; color: $text-warning; text-style: bold; text-wrap: nowrap; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(FILTER)]

    counted: reactive[tuple[int, int] | None] = reactive(None, init=False)
    """How many of how many are listed; None while the answer is not there."""

    marked: reactive[int] = reactive(0, init=False)
    """How many rows are marked, listed or not."""

    problem: reactive[tuple[int, str] | None] = reactive(None, init=False)
    """Where in the words something is wrong, and what; None when all is well."""

    history: Sequence[str] = ()
    """Filters used before, the latest first."""

    class Changed(PlainMessage):
        """Other words are asked for."""

        words: str

    class Finished(PlainMessage):
        """The user is done typing: the words hold, or the former ones again."""

        words: str

    def __init__(self, offer: Offer) -> None:
        super().__init__()
        self._offer = offer
        self._former = ""
        self._typed_words = ""
        self._back = 0
        """How far back in the history one is; 0 for what is being typed."""
        self.display = False

    @cached_property
    def input(self) -> TextInput:
        """Where the words are typed."""
        return TextInput(placeholder="ord, der skal findes")

    @cached_property
    def count(self) -> Static:
        """What the numbers are told in."""
        return Static(id="filter-count")

    @cached_property
    def problem_line(self) -> Static:
        """What a problem is told in."""
        line = Static(id="filter-problem")
        line.display = False
        return line

    def furnish(self) -> None:
        """Put in what the bar is made of, unless it is there: the first frame has no need of it.

        Label, field and count; below them what is wrong.
        """
        if self.children:
            return
        label = Static("Filter:", id="filter-label")
        self.mount(Horizontal(label, self.input, self.count, id="filter-line"), self.problem_line)
        self.watch_counted()

    def watch_counted(self) -> None:
        """Say the numbers."""
        if not self.children:
            return
        counted = "" if self.counted is None else f"{self.counted[0]} af {self.counted[1]}"
        marked = f"{self.marked} markeret" if self.marked else ""
        self.count.update(Content(" · ".join(part for part in (counted, marked) if part)))

    def watch_marked(self) -> None:
        """Marks are told even where there is no filter."""
        self.display = self.input.has_focus or bool(self.input.value or self.marked)
        self.watch_counted()

    def watch_problem(self) -> None:
        """A caret under the place, and beside it what is wrong."""
        self.problem_line.display = self.problem is not None
        if self.problem is not None:
            position, text = self.problem
            at = LABEL_WIDTH + max(position - int(self.input.scroll_offset.x), 0)
            room = self.size.width - at - 2
            line = f"{' ' * at}^ {text}" if len(text) <= room else f"{text[: at - 1]:>{at - 1}} ^"
            self.problem_line.update(content(line))

    def open(self) -> None:
        """Let the user type; what holds now comes back on Esc."""
        self._former = self.input.value
        self._back = 0
        # Shown and focused here and now, or the next letters would go to the list.
        self.display = True
        self.screen.set_focus(self.input)

    def set_words(self, words: str) -> None:
        """Put words in force that were not typed here."""
        if self.children:
            with self.prevent(Input.Changed):
                self.input.value = words
        self.problem = None
        self.display = bool(words or self.marked)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(self.Changed(event.value))

    @on(Input.Submitted)
    def _kept(self, event: Input.Submitted) -> None:
        event.stop()
        self._finish(event.value)

    def action_complete(self) -> None:
        """Write the rest of the word at the cursor, where one is offered."""
        field = self.input
        offered = self._offer(field.value, field.cursor_position)
        if offered is not None:
            start, end, text = offered
            field.value = field.value[:start] + text + field.value[end:]
            field.cursor_position = start + len(text)

    def action_older(self) -> None:
        """The filter used before this one."""
        if self._back < len(self.history):
            if self._back == 0:
                self._typed_words = self.input.value
            self._go_back(self._back + 1)

    def action_leave(self) -> None:
        """A newer filter, or from the newest on to the list, keeping what is typed."""
        if self._back:
            self._go_back(self._back - 1)
        else:
            self._finish(self.input.value)

    def _go_back(self, steps: int) -> None:
        self._back = steps
        self.input.value = self.history[steps - 1] if steps else self._typed_words
        self.input.cursor_position = len(self.input.value)

    def action_restore(self) -> None:
        """Back to the former filter."""
        self._finish(self._former)

    def _finish(self, words: str) -> None:
        self.set_words(words.strip())
        self.post_message(self.Finished(words.strip()))

"""A question with a few answers, found by typing: status, steps, commands, help, municipality."""

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option as ListOption

from kombit_tui.actions import DIALOG
from kombit_tui.domain.folding import fold
from kombit_tui.widgets.bindings import bindings_of
from kombit_tui.widgets.painted import content
from kombit_tui.widgets.text_input import TextInput
from kombit_tui.wording.cells import fitted, one_line


class Option(NamedTuple):
    """An answer: what is given back, what it is called, and what stands beside it."""

    key: str
    label: str
    note: str = ""


class Chooser(ModalScreen[str | None]):
    """Answers with the key of the chosen option, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(DIALOG)]
    CSS_PATH = "chooser.tcss"
    LABEL_WIDTH = 26

    def __init__(
        self,
        title: str,
        options: Sequence[Option],
        current: str | None = None,
        about: str = "",
        *,
        typed: bool = False,
    ) -> None:
        super().__init__()
        self.heading = title
        self.about = about
        self.options = tuple(options)
        self.current = current
        self.typed = typed
        self.input = TextInput(placeholder="skriv for at søge")
        self.list = OptionList()

    def compose(self) -> ComposeResult:
        """Heading, what it is about, field and answers."""
        with Vertical(id="chooser", classes="-typed" if self.typed else ""):
            yield Static(content(self.heading), id="chooser-title")
            if self.about:
                yield Static(content(self.about), id="chooser-about")
            if self.typed:
                yield self.input
            yield self.list
            yield Static(content("Enter vælger · Esc fortryder"), id="chooser-hint")

    def on_mount(self) -> None:
        """Start on what holds now."""
        self._list("")
        (self.input if self.typed else self.list).focus()

    def _list(self, words: str) -> None:
        wanted = fold(words).split()
        found = [o for o in self.options if all(w in fold(f"{o.label} {o.note}") for w in wanted)]
        self.list.clear_options()
        self.list.add_options([ListOption(self._prompt(one), id=one.key) for one in found])
        keys = [one.key for one in found]
        if keys:
            self.list.highlighted = keys.index(self.current) if self.current in keys else 0

    def _prompt(self, option: Option) -> Content:
        mark = "> " if option.key == self.current else "  "
        if not option.note:
            return Content(mark + one_line(option.label))
        label = fitted(one_line(option.label), self.LABEL_WIDTH)
        return Content.assemble(mark, label, " ", (one_line(option.note), "dim"))

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._list(event.value)

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.list.action_select()

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option.id)

    def key_down(self) -> None:
        """From the field into the answers."""
        if self.input.has_focus:
            self.list.action_cursor_down()

    def key_up(self) -> None:
        """From the field into the answers."""
        if self.input.has_focus:
            self.list.action_cursor_up()

    def key_j(self) -> None:
        """Down, as in every list."""
        if self.list.has_focus:
            self.list.action_cursor_down()

    def key_k(self) -> None:
        """Up, as in every list."""
        if self.list.has_focus:
            self.list.action_cursor_up()

    def action_cancel(self) -> None:
        """No answer."""
        self.dismiss(None)

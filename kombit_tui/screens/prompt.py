"""A question with one line of text for an answer, and a report."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Input, Static

from kombit_tui.actions import CONFIRM, DIALOG
from kombit_tui.screens.dialog import Dialog
from kombit_tui.widgets.bindings import bindings_of
from kombit_tui.widgets.painted import content
from kombit_tui.widgets.text_input import TextInput


class Prompt(Dialog[str | None]):
    """Answers with the text, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(DIALOG)]
    CSS_PATH = "prompt.tcss"

    def __init__(self, title: str, about: str, placeholder: str = "") -> None:
        super().__init__()
        self.heading = title
        self.about = about
        self.input = TextInput(placeholder=placeholder)

    def compose(self) -> ComposeResult:
        """Heading, explanation and field."""
        with Vertical(classes="box"):
            yield Static(content(self.heading), classes="heading")
            yield Static(content(self.about), classes="about")
            yield self.input
            yield Static(content("Enter går videre · Esc fortryder"), classes="about")

    @on(Input.Submitted)
    def _answered(self, event: Input.Submitted) -> None:
        self.dismiss(event.value.strip() or None)


class Report(Dialog[bool]):
    """Shows lines and asks whether to go on, where that is a question."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(DIALOG), *bindings_of(CONFIRM)]
    CSS_PATH = "prompt.tcss"

    def __init__(self, title: str, lines: Sequence[str], keys: str = "Enter lukker") -> None:
        super().__init__()
        self.heading = title
        self.lines = tuple(lines)
        self.keys = keys

    def compose(self) -> ComposeResult:
        """Heading, lines and what the keys do."""
        with Vertical(classes="box"):
            yield Static(content(self.heading), classes="heading")
            with VerticalScroll(classes="lines"):
                yield Static(content("\n".join(self.lines)))
            yield Static(content(self.keys), classes="about")

    def action_confirm(self) -> None:
        """Go on."""
        self.dismiss(True)

    def action_cancel(self) -> None:
        """Do not."""
        self.dismiss(False)

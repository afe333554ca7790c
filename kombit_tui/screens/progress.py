"""Says how far something long has come; Esc stops it."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Static

from kombit_tui.actions import DIALOG
from kombit_tui.screens.dialog import Dialog
from kombit_tui.widgets.bindings import bindings_of
from kombit_tui.widgets.painted import content


class Progress(Dialog[bool]):
    """Answers False when the user stops it; whoever opened it closes it with True."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(DIALOG)]
    CSS_PATH = "prompt.tcss"

    def __init__(self, title: str, text: str = "") -> None:
        super().__init__()
        self.heading = title
        self.line = Static(content(text))

    def compose(self) -> ComposeResult:
        """Heading, how far it is, and the key that stops it."""
        with Vertical(classes="box"):
            yield Static(content(self.heading), classes="heading")
            yield self.line
            yield Static(content("Esc afbryder"), classes="about")

    def tell(self, text: str) -> None:
        """Say how far it has come."""
        self.line.update(content(text))

    def action_cancel(self) -> None:
        """Stop."""
        self.dismiss(False)

"""Ask for text of several lines: a comment, an answer."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Button, Static

from kombit_tui.actions import DIALOG, SAVE
from kombit_tui.screens.dialog import Dialog
from kombit_tui.widgets.bindings import bindings_of
from kombit_tui.widgets.form_prose import ProseField
from kombit_tui.widgets.painted import content

UNSAVED = "Esc igen kasserer ændringerne · Ctrl+S gemmer"


class TextPrompt(Dialog[str | None]):
    """Answers with the text, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(DIALOG, SAVE)]
    CSS_PATH = "form.tcss"

    def __init__(self, title: str, about: str, text: str = "") -> None:
        """`text` is what there is already."""
        super().__init__()
        self.heading = title
        self.about = about
        self.area = ProseField(text)
        self.former = text.strip()
        self.hint = Static(content("Ctrl+S gemmer · Esc fortryder"), classes="hint")
        self._is_warned = False

    def compose(self) -> ComposeResult:
        """Heading, what it is about, text and how to save it."""
        with Vertical(classes="box"):
            yield Static(content(self.heading), classes="heading")
            yield Static(content(self.about), classes="about")
            yield self.area
            with Horizontal(classes="bottom"):
                yield Button("Gem", compact=True)
                yield self.hint

    def on_mount(self) -> None:
        """Begin in the text."""
        self.area.focus()

    @on(Button.Pressed)
    def _pressed(self) -> None:
        self.action_save()

    def action_save(self) -> None:
        """This is the text; an empty one is none."""
        self.dismiss(self.area.text.strip() or None)

    def action_cancel(self) -> None:
        """No text; what was typed is not thrown away unasked."""
        if self.area.text.strip() not in ("", self.former) and not self._is_warned:
            self._is_warned = True
            self.hint.update(content(UNSAVED))
        else:
            self.dismiss(None)

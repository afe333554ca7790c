"""Ask for a day: one date field with an explanation."""

from collections.abc import Mapping
from typing import Any, ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Input, Static

from kombit_tui.actions import DIALOG
from kombit_tui.domain.entry import EntryInvalid
from kombit_tui.domain.fields import Field
from kombit_tui.screens.dialog import Dialog
from kombit_tui.widgets.bindings import bindings_of
from kombit_tui.widgets.date_field import Around, DateField
from kombit_tui.widgets.painted import content

KEYS = "Enter gemmer · ↓ kalender · ↑ en dag frem · PgUp/PgDn måned · ingen: ryd · Esc"


class DayChosen(NamedTuple):
    """The answer: a day, or none for a field that is to be empty."""

    edtf: str | None
    text: str
    """As it is called in a sentence; empty for none."""


class DatePrompt(Dialog[DayChosen | None]):
    """Answers with a day, or None when nothing is to be changed."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(DIALOG)]
    CSS_PATH = "form.tcss"

    def __init__(
        self, title: str, about: str, field: Field, values: Mapping[str, Any], around: Around
    ) -> None:
        super().__init__()
        self.heading = title
        self.about = about
        self.date = DateField(field, values, around, "fx 31/3, fredag, om 2 uger")

    def compose(self) -> ComposeResult:
        """Heading, what it is about, field and keys."""
        with Vertical(classes="box"):
            yield Static(content(self.heading), classes="heading")
            yield Static(content(self.about), classes="about")
            yield self.date
            yield Static(content(KEYS), classes="about")

    def on_mount(self) -> None:
        """Begin in the field."""
        self.date.input.focus()

    @on(Input.Submitted)
    def _answered(self) -> None:
        try:
            edtf = self.date.typed()[self.date.field.name]
        except EntryInvalid:
            self.app.bell()  # the field says why, in its echo
            return
        self.dismiss(DayChosen(edtf, self.date.text_of(edtf)))

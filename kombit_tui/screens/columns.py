"""The choice of columns: any number of them, at least one."""

from collections.abc import Collection, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from kombit_tui.actions import DIALOG, SEVERAL
from kombit_tui.screens.dialog import Dialog
from kombit_tui.widgets.bindings import bindings_of
from kombit_tui.widgets.painted import content


class ColumnChooser(Dialog[frozenset[str] | None]):
    """Answers with the labels of the columns that are not wanted, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(DIALOG, SEVERAL)]
    CSS_PATH = "chooser.tcss"

    def __init__(self, labels: Sequence[str], hidden: Collection[str]) -> None:
        super().__init__()
        self.labels = tuple(labels)
        self.hidden = frozenset(hidden)
        self.list = OptionList()
        self.told = Static("", id="chooser-about")

    def compose(self) -> ComposeResult:
        """Heading, what is wrong, and the columns."""
        with Vertical(id="chooser"):
            yield Static(content("Kolonner"), id="chooser-title")
            yield self.told
            yield self.list
            yield Static(
                content("Mellemrum til/fra · Enter viser dem · Esc fortryder"), id="chooser-hint"
            )

    def on_mount(self) -> None:
        """Start on the first."""
        self._show()
        self.list.highlighted = 0
        self.list.focus()

    def _show(self) -> None:
        at = self.list.highlighted
        self.list.clear_options()
        self.list.add_options(
            [
                Option(content(f"[{' ' if one in self.hidden else 'x'}] {one}"))
                for one in self.labels
            ]
        )
        self.list.highlighted = at
        few = len(self.labels) == len(self.hidden)
        self.told.update(content("Mindst én kolonne skal vises." if few else ""))

    def action_flip(self) -> None:
        """Want the column under the cursor, or no longer."""
        if self.list.highlighted is not None:
            self.hidden ^= {self.labels[self.list.highlighted]}
            self._show()

    @on(OptionList.OptionSelected)
    def _chosen(self) -> None:
        if len(self.hidden) < len(self.labels):
            self.dismiss(self.hidden)

"""Choosing a theme: the one under the cursor is seen at once."""

from collections.abc import Callable

from textual import on
from textual.widgets import OptionList

from kombit_tui.screens.chooser import Chooser, Option
from kombit_tui.wording.themes import THEMES


class ThemeChooser(Chooser):
    """Answers with the name of the chosen theme, or None."""

    def __init__(self, current: str, preview: Callable[[str], None]) -> None:
        options = [Option(name, name, note) for name, note in THEMES.items()]
        super().__init__("Tema", options, current)
        self._preview = preview

    @on(OptionList.OptionHighlighted)
    def _looked_at(self, event: OptionList.OptionHighlighted) -> None:
        if event.option.id is not None:
            self._preview(event.option.id)

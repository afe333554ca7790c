"""How the dashboard looks: the themes, choosing one, and doing without colours."""

import asyncio
import os

from textual.app import App
from textual.driver import Driver

from kombit_tui.app.base import ShellBase
from kombit_tui.screens.asking import asks
from kombit_tui.widgets.themes import OURS
from kombit_tui.wording.themes import DEFAULT, theme_named, unknown_theme


class Looks(ShellBase):
    """The part of the shell that knows themes."""

    CSS_PATH = "looks.tcss"
    _unknown_theme = ""

    def __init__(self, driver_class: type[Driver] | None = None) -> None:
        if os.environ.get("NO_COLOR") == "":
            del os.environ["NO_COLOR"]  # empty means nothing (no-color.org); Textual obeys it still
        # Without colours Textual makes grey ones of them, unless it may use the terminal's own.
        super().__init__(driver_class, ansi_color=True if "NO_COLOR" in os.environ else None)
        for theme in OURS:
            self.register_theme(theme)

    def begin_with(self, name: str) -> None:
        """The theme of the first frame, before anything is painted; call it once."""
        found = theme_named(name)
        self._unknown_theme = "" if found else name
        self.set_reactive(App.theme, found or DEFAULT)
        self.update_classes(
            {
                "-dark-mode": self.current_theme.dark,
                "-light-mode": not self.current_theme.dark,
            },
            update=False,
        )
        # As `theme` does when it is set, only that there is nothing to paint again.
        self._refresh_truecolor_filter(self.ansi_theme)
        self.stylesheet.set_variables(self.get_css_variables())

    def on_mount(self) -> None:
        """Tell of a theme that is none; Textual calls the other parts' handlers too."""
        if self._unknown_theme:
            told = unknown_theme(self._unknown_theme)
            self.call_after_refresh(lambda: self._base.hint(told, is_error=True))

    @asks
    async def action_theme(self) -> None:
        """Choose a theme; each is seen while it is looked at, and Esc goes back."""
        if len(self.screen_stack) > 1:
            return
        from kombit_tui import settings
        from kombit_tui.screens.theme_chooser import ThemeChooser

        former = self.theme
        chosen = await self.push_screen_wait(ThemeChooser(former, self._preview))
        self.theme = chosen or former
        if chosen is not None:
            await asyncio.to_thread(settings.keep, "theme", chosen)
            without = " NO_COLOR er sat, så farverne ses ikke." if self.no_color else ""
            self._base.hint(f"Tema gemt: {chosen}.{without}")

    def _preview(self, name: str) -> None:
        if name != self.theme:
            self.theme = name

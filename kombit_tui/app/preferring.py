"""The settings, seen and changed while the dashboard is open."""

import asyncio
from typing import TYPE_CHECKING, Any

from kombit_tui.app.looks import Looks
from kombit_tui.app.settling import Settling
from kombit_tui.screens.asking import asks
from kombit_tui.settings import user_name

if TYPE_CHECKING:
    from kombit_tui.screens.settings_form import SettingsForm

_OF_THE_SYNC = {"server", "server_user", "auto_sync", "sync_interval", "plain_http"}


class Preferring(Settling, Looks):
    """The part of the shell that lets the user change the settings."""

    @asks
    async def action_settings(self) -> None:
        """Show every setting, and put in force and in the file what is changed."""
        if len(self.screen_stack) > 1:
            return
        former = self.theme
        form = await asyncio.to_thread(self._settings_form)
        answer = await self.push_screen_wait(form)
        if answer is None or not form.chosen:
            self.theme = former
            return
        try:
            await self._put_in_force(**form.chosen)
        except BaseException:
            self.theme = former
            raise
        self._follow(form.chosen)
        self._base.hint(f"Gemt i {form.place}: {', '.join(answer.labels)}")

    def _settings_form(self) -> "SettingsForm":
        from kombit_tui import settings as configured
        from kombit_tui.screens.settings_form import SettingsForm
        from kombit_tui.wording.themes import theme_named

        values = configured.load()._asdict()
        values["theme"] = theme_named(values["theme"]) or self.theme
        place = str(configured.settings_path())
        return SettingsForm(self.store, values, configured.in_file(), place, self._preview)

    def _follow(self, changed: dict[str, Any]) -> None:
        """Let the program go by what was changed, as far as it can without a new start."""
        self.theme = changed.get("theme", self.theme)
        if self.store.is_demo:
            return
        self.store.who = user_name(self.settings)
        if _OF_THE_SYNC & changed.keys():
            self.meet = self._schedule = None
            self._plan()  # stops what was planned
            self._begin()

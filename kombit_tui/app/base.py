"""What every part of the shell knows of the whole: the store, and the screen below a dialog."""

import asyncio

from textual.app import App

from kombit_tui.db import meta
from kombit_tui.db.store import Store
from kombit_tui.screens.base import BaseScreen
from kombit_tui.screens.enduring import Enduring
from kombit_tui.wording.wishes import Wish


class ShellBase(Enduring, App[Wish]):
    """The shell as its parts see it."""

    store: Store
    version: int = 0
    """How often the store has changed while it was shown."""
    _data_version: int = 0

    @property
    def _base(self) -> BaseScreen:
        """The screen below whatever dialog is open."""
        screen = self.screen_stack[0]
        assert isinstance(screen, BaseScreen)
        return screen

    async def _become(self, code: str) -> None:
        """Make the store that municipality's."""
        await asyncio.to_thread(self.store.set_municipality, code)
        name = meta.read(self.store.reader, meta.MUNICIPALITY_NAME)
        self._base.top_bar.municipality = name or code

    def _changed(self) -> None:
        """Show what the store holds now."""
        self.version += 1
        self._base.show_store()

"""Care for the store while it is in use: a look at whether it is sound, and the copy of the day."""

import asyncio

from textual import work

from kombit_tui.app.syncing import Syncing
from kombit_tui.db.reader import stands_still

CARE_DELAY = 30.0
"""Seconds after the start: by then the user has found what he came for."""


class Caring(Syncing):
    """The part of the shell that takes care of the store."""

    def on_mount(self) -> None:
        """Begin later; Textual calls the other parts' handlers too."""
        if not self.store.is_demo and not stands_still(str(self.store.path)):
            self.set_timer(CARE_DELAY, self._take_care)

    @work(exit_on_error=False)
    async def _take_care(self) -> None:
        from kombit_tui.db.daily import take_care

        if self.is_meeting:  # which writes all the time: a copy would begin anew each time
            self.set_timer(CARE_DELAY, self._take_care)
            return
        await asyncio.to_thread(take_care, self.store.path, self.store.clock().date())

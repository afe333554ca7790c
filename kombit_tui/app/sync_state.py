"""What the sync stands at, as it is shown: in the top bar of every screen, and in full on Synk."""

from asyncio import to_thread
from contextlib import closing
from typing import TYPE_CHECKING, Any

from textual import work
from textual.screen import Screen

from kombit_tui.app.writing import Writing

if TYPE_CHECKING:
    from kombit_tui.db.queries.sync import Numbers
    from kombit_tui.wording.sync import SyncNow


class SyncState(Writing):
    """The part of the shell that tells of the sync. Without a server it does nothing."""

    _now: "SyncNow | None" = None
    _numbers: "Numbers | None" = None
    _looks = 0
    """How often it was counted: only the latest count is shown."""

    def on_mount(self) -> None:
        """Follow the screens; Textual calls the other parts' handlers too."""
        self.screen_change_signal.subscribe(self, self._tell_screen)

    def _say(self, **changed: Any) -> None:
        """Show that something about the sync is another now."""
        from kombit_tui.wording.sync import NOTHING

        self._now = (self._now or NOTHING)._replace(**changed)
        self._show_state()

    @work(exit_on_error=False)
    async def _look(self) -> None:
        """Count what waits, and show it."""
        from kombit_tui.db.queries.sync import numbers

        self._looks += 1
        look = self._looks
        with closing(self.store.connect()) as connection:
            found = await to_thread(numbers, connection)
        if look == self._looks:
            self._numbers = found
            self._show_state()

    def _tell_screen(self, _: Screen[object]) -> None:
        if self._now is not None and self.screen_stack:
            self._show_state()

    def _show_state(self) -> None:
        from kombit_tui.db.queries.sync import Numbers
        from kombit_tui.wording.sync import NOTHING, state_text

        base, now, numbers = self._base, self._now or NOTHING, self._numbers or Numbers()
        if now.met_at is not None:  # the store notes it only now and then
            numbers = numbers._replace(ok_at=now.met_at)
        text, tone = state_text(now, numbers, self.store.clock())
        base.top_bar.sync_state, base.top_bar.sync_tone = text, tone
        if base.MODE == "sync":
            from kombit_tui.screens.sync import SyncScreen

            assert isinstance(base, SyncScreen)
            base.show_sync(now, numbers)

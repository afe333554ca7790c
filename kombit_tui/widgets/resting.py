"""The cursor of a list: its keys are done at once, and where it is is told when it rests."""

import asyncio

from textual import events
from textual.binding import BindingsMap
from textual.widget import Widget

from kombit_tui.widgets.plain_message import PlainMessage


class Resting(Widget):
    """A list with a cursor. Name it after the class that scrolls."""

    rest = 0.0
    """Seconds that the cursor must stay on a record before it is told."""
    cursor_id: str | None = None
    """The record that the cursor is on."""
    _resting: asyncio.TimerHandle | None = None
    _bound: BindingsMap | None = None

    class CursorMoved(PlainMessage):
        """The cursor rests on another record, or on none."""

        record_id: str | None

    @property
    def is_moving(self) -> bool:
        """Whether it is still to be told where the cursor is."""
        return self._resting is not None

    def tell_cursor(self) -> None:
        """Tell where the cursor is, as soon as it rests."""
        if self._resting is not None:
            self._resting.cancel()
        if self.rest:
            # Not a timer of Textual's: to start one takes as long as all the rest of a step.
            self._resting = asyncio.get_running_loop().call_later(self.rest, self._tell)
        else:
            self._tell()

    def _tell(self) -> None:
        self._resting = None
        self.post_message(self.CursorMoved(self.cursor_id))

    async def on_key(self, event: events.Key) -> None:
        """Do what a key of the list does, before it is passed up to the app, which would do it."""
        if self.screen.focused is not self or self.app.screen is not self.screen:
            return  # typed for what has come before the list meanwhile
        if self._bound is None:
            _, self._bound = self.screen._binding_chain[0]  # with the user's keys
        for binding in self._bound.key_to_bindings.get(event.key, ()):
            if await self.app.run_action(binding.action, self):
                event.stop()
                return

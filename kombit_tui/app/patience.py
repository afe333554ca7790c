"""Keys typed ahead: those that follow the key of a dialog belong to the dialog.

Textual takes a key and the next one before the first one's action has begun, and a dialog that is
opened by a worker comes later still. So the keys after one that asks something are held back until
the dialog has the focus, or until there turned out to be none.
"""

from collections import deque

from textual import events, on
from textual.driver import Driver
from textual.screen import Screen
from textual.timer import Timer

from kombit_tui.app.base import ShellBase
from kombit_tui.screens.messages import Asked, Asking

PATIENCE = 1.0
"""Seconds after which held keys go on even if nobody says that they may."""

BREATH = 0.05
"""Seconds that a dialog gets to close before the next held key is passed on."""
MOMENT = 0.002
"""Seconds between two held keys that only type."""
_CLOSING = ("enter", "escape")


class Patience(ShellBase):
    """The part of the shell that lets no key overtake a dialog."""

    def __init__(self, driver_class: type[Driver] | None = None) -> None:
        super().__init__(driver_class)
        self._held: deque[events.Key] = deque()
        self._is_waiting = False
        self._timer: Timer | None = None
        self._asking = 0
        """How many actions are at work that may open another dialog."""

    def on_mount(self) -> None:
        """Follow the dialogs; Textual calls the other parts' handlers too."""
        self.screen_change_signal.subscribe(self, self._screen_changed)

    async def on_event(self, event: events.Event) -> None:
        """Pass an event on; a key only when no earlier one is still to be answered."""
        if isinstance(event, events.Key) and not event.is_forwarded:
            if self._is_waiting or self._held:
                self._held.append(event)
                return
            self._wait_if_it_asks(event)
        await super().on_event(event)

    def _wait_if_it_asks(self, event: events.Key) -> None:
        active = self.screen.active_bindings.get(event.key)
        if active is None or not active.enabled:
            return
        name = active.binding.action.partition("(")[0]
        if getattr(getattr(active.node, f"action_{name}", None), "asks", False):
            self._wait()

    def _wait(self, longest: float = PATIENCE) -> None:
        self._is_waiting = True
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(longest, self._go_on)

    def _screen_changed(self, screen: Screen[object]) -> None:
        if len(self.screen_stack) == 1 and self._asking:
            self._wait()  # what has just been answered may have another question
        elif self._is_waiting:
            screen.call_after_refresh(self._go_on)

    @on(Asking)
    def _asking_began(self) -> None:
        self._asking += 1

    @on(Asked)
    async def _asking_ended(self) -> None:
        self._asking -= 1
        await self._go_on()

    async def _go_on(self) -> None:
        """Pass on the first of the held keys; the next one when that has been answered."""
        self._is_waiting = False
        if self._held:
            event = self._held.popleft()
            self._wait_if_it_asks(event)
            await super().on_event(event)
            if not self._is_waiting and self._held:
                self._wait(BREATH if event.key in _CLOSING else MOMENT)

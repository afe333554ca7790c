"""Keys typed ahead: those that follow the key of a dialog or a screen belong to that one.

Textual takes a key and the next one before the first one's action has begun, and a dialog that is
opened by a worker comes later still. So the keys after one that asks something, or leads elsewhere,
are held back until the new one has the focus, or until there turned out to be none.
"""

from collections import deque

from textual import events, on
from textual.binding import Binding
from textual.dom import DOMNode
from textual.driver import Driver
from textual.screen import Screen
from textual.timer import Timer
from textual.widget import Widget

from kombit_tui.app.base import ShellBase
from kombit_tui.screens.messages import Asked, Asking, Ready

PATIENCE = 1.0
"""Seconds after which held keys go on even if nobody says that they may."""

BREATH = 0.05
"""Seconds that a dialog gets to close, or the focus to move, before the next held key goes on."""
MOMENT = 0.002
"""Seconds between two held keys that only type."""
_CLOSING = ("enter", "escape")
_LEAVING = ("tab", "shift+tab")


class Patience(ShellBase):
    """The part of the shell that lets no key overtake a dialog."""

    def __init__(self, driver_class: type[Driver] | None = None) -> None:
        super().__init__(driver_class)
        self._held: deque[events.Key] = deque()
        self._is_waiting = False
        self._wait_number = 0
        """Which wait it is: what would end an earlier one comes too late."""
        self._timer: Timer | None = None
        self._here: tuple[Screen[object], Widget | None] | None = None
        self._asking_keys: dict[str, bool] = {}
        """What is known of the keys where the focus is."""
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
        if event.key in _LEAVING:  # what follows is meant for the next field
            self._wait(BREATH)
            return
        focused = self.focused
        if focused is not None and focused.check_consume_key(event.key, event.character):
            return  # it is typed
        if not self._may_ask(event.key):
            return
        active = self.screen.active_bindings.get(event.key)
        if active is not None and active.enabled and _asks(active.node, active.binding):
            self._wait()

    def _may_ask(self, key: str) -> bool:
        """Whether any action of a key here asks; which of them is done takes longer to find out."""
        here = self.screen, self.screen.focused
        if here != self._here:
            self._here, self._asking_keys = here, {}
        if key not in self._asking_keys:
            self._asking_keys[key] = any(
                _asks(node, binding)
                for node, bindings in self.screen._modal_binding_chain
                for binding in bindings.key_to_bindings.get(key, ())
            )
        return self._asking_keys[key]

    def _wait(self, longest: float = PATIENCE) -> None:
        self._is_waiting = True
        self._wait_number += 1
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(longest, self._go_on)

    def _screen_changed(self, screen: Screen[object]) -> None:
        if len(self.screen_stack) == 1 and self._asking:
            self._wait()  # what has just been answered may have another question
        elif self._is_waiting:
            screen.call_after_refresh(self._changed_over, self._wait_number)

    async def _changed_over(self, wait_number: int) -> None:
        if self._is_waiting and wait_number == self._wait_number:
            await self._go_on()

    @on(Asking)
    def _asking_began(self) -> None:
        self._asking += 1

    @on(Asked)
    async def _asking_ended(self) -> None:
        self._asking -= 1
        await self._go_on()

    @on(Ready)
    async def _opened(self) -> None:
        await self._go_on()

    async def _go_on(self) -> None:
        """Pass on the first of the held keys; the next one when that has been answered."""
        self._is_waiting = False
        if self._held:
            event = self._held.popleft()
            self._wait_if_it_asks(event)
            await super().on_event(event)
            if not self._is_waiting and self._held:
                self._wait(BREATH if event.key in _CLOSING + _LEAVING else MOMENT)


def _asks(node: DOMNode, binding: Binding) -> bool:
    name = binding.action.partition("(")[0]
    return bool(getattr(getattr(node, f"action_{name}", None), "asks", False))

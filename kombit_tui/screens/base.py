"""What all screens share: the frame, Esc, and an error boundary for their workers."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen
from textual.widget import Widget
from textual.worker import Worker

from kombit_tui.actions import STEP_OUT
from kombit_tui.db import meta
from kombit_tui.db.store import Store
from kombit_tui.screens.enduring import Enduring
from kombit_tui.screens.messages import Failed, ListRequested, PracticeLeft, Told
from kombit_tui.widgets.bars import FooterBar, HintLine, TopBar
from kombit_tui.widgets.bindings import bindings_of, with_keys
from kombit_tui.wording.frame import MODES, NO_MUNICIPALITY_NAME, TABS

if TYPE_CHECKING:
    from kombit_tui.widgets.practice_panel import PracticePanel

LEAST_WIDTH, LEAST_HEIGHT = 60, 15
TOO_SMALL = f"Vinduet er for lille: mindst {LEAST_WIDTH} x {LEAST_HEIGHT} tegn."
LATER = 0.1
"""Seconds until the first frame and the keys typed so far are dealt with."""


class TooSmall(Widget):
    """Stands in for a screen that has no room."""

    def render(self) -> str:
        """One line."""
        return TOO_SMALL


class BaseScreen(Enduring, Screen[None]):
    """The frame of a screen."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(STEP_OUT)]
    MODE: ClassVar[str] = ""
    HINT: ClassVar[str] = ""
    FIRST_KEYS: ClassVar[tuple[str, ...]] = ()
    """Actions of the whole program that this screen is for: the footer begins with them."""
    _practice: "PracticePanel | None" = None
    came_from = ""
    """The screen that the last step out leads to; "" is Overblik."""

    def __init__(self, store: Store, version: Callable[[], int]) -> None:
        """`version` tells how often the store has changed, so that nothing is read twice."""
        super().__init__()
        self.store = store
        self._version = version
        self.top_bar = TopBar(TABS)
        self.hint_line = HintLine()
        self._shown_version = -1

    def body(self) -> Sequence[Widget]:
        """What stands between the frame; for subclasses."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """The frame and what is in it."""
        if not self.app.no_color:  # whose filter is not asked for what is blank
            self.__dict__["BLANK"] = True  # its parts cover it: no need to paint it line by line
        self.top_bar.mode = self.MODE
        self.guide(self.usual_hint())
        yield self.top_bar
        yield from self.body()
        yield self.hint_line
        yield FooterBar()

    def on_mount(self) -> None:
        """Say whose store this is."""
        reader = self.store.reader
        self.top_bar.municipality = (
            meta.read(reader, meta.MUNICIPALITY_NAME) or NO_MUNICIPALITY_NAME
        )
        if meta.read(reader, meta.SERVER) is not None:
            self.top_bar.sync_state = ""  # until it is known how it stands
        self.top_bar.is_demo = meta.read(reader, meta.IS_DEMO) is not None
        self.show_store()
        self.set_timer(LATER, self.complete)

    def complete(self) -> None:
        """Add what the first frame can do without; for subclasses."""

    def on_resize(self, event: events.Resize) -> None:
        """Say it where there is no room; Textual calls its own handler too."""
        is_small = event.size.width < LEAST_WIDTH or event.size.height < LEAST_HEIGHT
        if is_small and not self.query(TooSmall):
            self.mount(TooSmall())

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        """Catch up with what was written while another screen was shown."""
        if not self.stack_updates:
            event.refresh_styles = False  # each part has just been styled, when it was mounted
        self.show_store()

    @property
    def today(self) -> date:
        """The day it is for the user."""
        return self.store.clock().date()

    def usual_hint(self) -> str:
        """What the hint line says when there is nothing else to say; for subclasses."""
        return self.HINT

    def hint(self, text: str = "", *, is_error: bool = False) -> None:
        """Say something in the hint line, and let it be looked up; without text its usual hint."""
        if not text:
            self.guide(self.usual_hint())
            return
        self._say(text, is_error=is_error, is_kept=True)
        self.post_message(Told(text, is_error))

    def guide(self, text: str, *, is_error: bool = False) -> None:
        """Say in the hint line what goes here and now; nothing to look up later.

        `{id}` in it becomes the key of that action.
        """
        self._say(with_keys(self.app, text), is_error=is_error)

    def _say(self, text: str, *, is_error: bool, is_kept: bool = False) -> None:
        self.hint_line.text = text
        self.hint_line.is_error = is_error
        self.hint_line.is_kept = is_kept

    def show_store(self) -> None:
        """Show what the store holds now, unless this screen does already."""
        if self.is_mounted and self._version() != self._shown_version:
            self._shown_version = self._version()
            self.reload()

    def reload(self) -> None:
        """Read again what is shown; for subclasses."""
        raise NotImplementedError

    def go_to(self, record_id: str) -> None:
        """Put the cursor on a record; for subclasses without a filter."""

    def show_practice(self, done: frozenset[str] | None) -> None:
        """Show the checklist of the practice with what is done, or put it away."""
        if done is None:
            if self._practice is not None:
                self._practice.remove()
                self._practice = None
            return
        from kombit_tui.widgets.practice_panel import PracticePanel

        if self._practice is None:
            self._practice = PracticePanel()
            self.mount(self._practice, before=self.hint_line)
        self._practice.show(done)

    def action_step_out(self) -> None:
        """The last step out puts the practice away, or leads back, else to Overblik."""
        if self._practice is not None:
            self.post_message(PracticeLeft())
        elif MODES[0] != self.MODE:
            back, self.came_from = self.came_from, ""  # two that led to each other lead on
            self.post_message(ListRequested(back or MODES[0], back=None))

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Pass on the errors of this screen's workers, so none goes quiet."""
        if event.worker.error is not None:
            self.post_message(Failed(event.worker.error))

"""The shell: screens as modes, global keys, the one writer, and the one door for errors.

It builds the screens with what they need and carries out what they ask for by messages. What a
screen shows and what a change means is not decided here.
"""

import asyncio
import gc
from collections.abc import Mapping, Sequence
from enum import Enum
from functools import partial
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import BindingType
from textual.dom import DOMNode
from textual.driver import Driver
from textual.screen import Screen
from textual.worker import Worker

from kombit_tui.actions import GLOBAL
from kombit_tui.app.caring import Caring
from kombit_tui.app.finding import Finding
from kombit_tui.app.offering import Offering
from kombit_tui.app.opening import Opening
from kombit_tui.app.patience import Patience
from kombit_tui.app.practising import Practising
from kombit_tui.app.preferring import Preferring
from kombit_tui.app.recalling import Recalling
from kombit_tui.db.store import Store
from kombit_tui.db.trouble import told_of
from kombit_tui.errors import KombitError, StoreError
from kombit_tui.keymap import DEFAULT_KEYS, Keymap
from kombit_tui.logbook import note, note_crash
from kombit_tui.screens.asking import leads
from kombit_tui.screens.base import BaseScreen
from kombit_tui.screens.list_screen import ListScreen
from kombit_tui.screens.messages import Failed, ListRequested, Ready, ViewRequested
from kombit_tui.widgets.bindings import bindings_of
from kombit_tui.widgets.stopped import Stopped
from kombit_tui.wording.cells import one_line
from kombit_tui.wording.frame import MODES

if TYPE_CHECKING:
    from textual.actions import ActionParseResult

    from kombit_tui.domain.views import View

POLL = 1.0
"""Seconds between looks whether another process has written to the store."""
LOAD_DELAY = 0.2
"""Seconds until what the first frame does without is loaded: first the user sees the list."""
SCREENS = {
    "overview": "OverviewScreen",
    "agenda": "AgendaScreen",
    "tasks": "TasksScreen",
    "roles": "RolesScreen",
    "phase_outs": "PhaseOutsScreen",
    "timeline": "TimelineScreen",
    "agreements": "AgreementsScreen",
    "economy": "EconomyScreen",
    "incidents": "IncidentsScreen",
    "news": "NewsScreen",
    "follow_ups": "FollowUpsScreen",
    "sync": "SyncScreen",
    "conflict": "ConflictScreen",
    "review": "ReviewScreen",
}
"""Mode -> class, in the module of the mode's name: a screen is loaded when it is first opened."""
WIDTHS = ((0, "-tiny"), (60, "-narrow"), (100, "-wide"))
HEIGHTS = ((0, "-low"), (15, "-tall"))
"""From how many cells on a screen has a class."""


class Reach(Enum):
    """Whether the store's file can be read, as far as is known."""

    SURE = "sure"
    DOUBTED = "doubted"
    """Something could not be read or written; the next look tells what that means."""
    LOST = "lost"


class KombitApp(Patience, Practising, Opening, Offering, Preferring, Finding, Caring, Recalling):
    """The dashboard on one store."""

    TITLE = "kombit-tui"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(GLOBAL)]

    def __init__(
        self,
        store: Store,
        *,
        start: str = MODES[0],
        theme: str = "",
        view: "View | None" = None,
        keymap: Keymap = DEFAULT_KEYS,
        driver_class: type[Driver] | None = None,
    ) -> None:
        """`view` is what the first list is to be seen as."""
        # The first mode is the default one, so that no screen is built only to be left again.
        self.__dict__["DEFAULT_MODE"] = self._first_mode = start
        super().__init__(driver_class)
        self.HORIZONTAL_BREAKPOINTS = [*WIDTHS]
        self.VERTICAL_BREAKPOINTS = [*HEIGHTS]
        self.store = store
        self.begin_with(theme)
        self._view_wanted = view
        self._reach = Reach.SURE
        self._is_looking = False
        """Whether it is being found out if the store's file is there."""
        self.take_keys(keymap)
        for mode in SCREENS:
            if mode != start:
                self.add_mode(mode, partial(self._build, mode))

    def on_mount(self) -> None:
        """Look at the store, and welcome whoever has nothing in it."""
        self.add_mode(self._first_mode, partial(self._build, self._first_mode))
        self._data_version = self.store.changes_seen()
        self.set_interval(POLL, self._look_for_foreign_writes)
        self.set_timer(LOAD_DELAY, _collect_garbage)  # `__main__` starts without
        if self.is_welcome_due:
            self.call_after_refresh(self.welcome)
        else:
            self.set_timer(LOAD_DELAY, self._load_the_rest)
        if self._view_wanted is not None:
            self.post_message(ViewRequested(self._view_wanted))

    def _build(self, mode: str) -> BaseScreen:
        of_mode: type[BaseScreen] = getattr(_screen_module(mode), SCREENS[mode])
        screen = of_mode(self.store, lambda: self.version)
        # Textual adds these only when it has laid the screen out once, and then does so again.
        width, height = self.size
        screen.add_class(_class_at(width, WIDTHS), _class_at(height, HEIGHTS), update=False)
        return screen

    def get_default_screen(self) -> Screen[None]:
        """The screen to begin with.

        Were it a mode's from the start, Textual would work out all styles twice more.
        """
        screen = self._build(self._first_mode)
        self.stylesheet.read_all(screen.css_path)
        return screen

    # Moving between screens.

    @leads
    async def action_show(self, mode: str) -> None:
        """Go to a screen, from which the way back is to Overblik."""
        if len(self.screen_stack) > 1 or mode == self.current_mode:
            self.post_message(Ready())
        if len(self.screen_stack) == 1:
            await self.switch_mode(mode)
            self._base.came_from = ""

    @on(ListRequested)
    async def _show_list(self, event: ListRequested) -> None:
        if len(self.screen_stack) > 1:
            return
        here = self._base.MODE
        await self.switch_mode(event.mode)
        if event.back is not None and event.mode != here:
            self._base.came_from = event.back
        if isinstance(self._base, ListScreen) and (event.words or event.record_id):
            self._base.filter_by(event.words, event.record_id)
        elif event.record_id:
            self._base.go_to(event.record_id)

    @on(ViewRequested)
    async def _show_view(self, event: ViewRequested) -> None:
        await self.action_show(event.view.mode)
        if isinstance(self._base, ListScreen):
            self._base.apply_view(event.view)

    async def action_close(self) -> None:
        """Close the program; what is open above a screen closes itself."""
        self.exit()

    def _look_for_foreign_writes(self) -> None:
        if not self.is_running:  # the screens may be gone already
            return
        if self._reach is not Reach.SURE and not self._is_looking:
            self._is_looking = True
            self._look_for_the_file()
        version = self.store.changes_seen()
        if version != self._data_version and self._is_time_to_look():
            self._data_version = version
            self._written_elsewhere()

    @work(exit_on_error=False)
    async def _look_for_the_file(self) -> None:
        """Show again what could not be read, and save what could not be saved, when it is back.

        Beside the event loop: a drive that is away may take its time to say so.
        """
        try:
            is_in_place = await asyncio.to_thread(self.store.is_in_place)
        finally:
            self._is_looking = False
        if not is_in_place:
            self._reach = Reach.LOST
            return
        was_lost, self._reach = self._reach is Reach.LOST, Reach.SURE
        self._changed()
        if was_lost:
            self._base.hint("Lageret kan læses igen.")
            self.write_what_waits()

    @work(exit_on_error=False)
    async def _load_the_rest(self) -> None:
        """Load the other screens in the background: the first frame did without."""
        for mode in SCREENS:
            await asyncio.to_thread(_screen_module, mode)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leaving the demo makes sense in the demo only."""
        if action == "leave_demo":
            return self.store.is_demo
        return super().check_action(action, parameters)

    # Errors.

    @on(Failed)
    def _failed(self, event: Failed) -> None:
        self.report(event.error)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Workers of the app itself; those of screens come as `Failed`."""
        if event.worker.error is not None:
            self.report(event.worker.error)

    async def run_action(
        self,
        action: "str | ActionParseResult",
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Do what a key asks for; one that fails is told of, and the dashboard goes on."""
        try:
            return await super().run_action(action, default_namespace, namespaces)
        except Exception as error:
            self.report(error)
            return True

    def _handle_exception(self, error: Exception) -> None:
        if isinstance(told_of(error), KombitError):  # of a timer: the store cannot be read now
            self.report(error)
            return
        # Textual would show its own insides; the user gets two lines, the log gets the rest.
        if not self.is_headless:
            note_crash(error)
            error = Stopped()
        super()._handle_exception(error)

    def report(self, error: BaseException) -> None:
        """Say in Danish what went wrong and what to do; note what was not foreseen."""
        error = told_of(error)
        if isinstance(error, KombitError):
            if isinstance(error, StoreError) and self._reach is Reach.SURE:
                self._reach = Reach.DOUBTED
            told = f"{error.title}: {error.text} {error.hint}"
            if self._reach is not Reach.SURE and self._base.hint_line.text == one_line(told):
                return  # a timer meets it every second
        else:
            note(error)
            told = f"Uventet fejl ({type(error).__name__}). Intet er tabt; se loggen."
        self._base.hint(one_line(told), is_error=True)
        if len(self.screen_stack) > 1:  # a dialog covers the hint line
            self.notify(one_line(told), severity="error", timeout=8, markup=False)


def _collect_garbage() -> None:
    """From now on; a function of ours, for Textual takes milliseconds to look into a built-in."""
    gc.enable()


def _class_at(cells: int, classes: Sequence[tuple[int, str]]) -> str:
    return next(name for least, name in reversed(classes) if cells >= least)


def _screen_module(mode: str) -> ModuleType:
    return import_module(f"kombit_tui.screens.{mode}")

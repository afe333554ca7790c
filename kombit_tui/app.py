"""The shell: screens as modes, global keys, the one writer, and the one door for errors.

It builds the screens with what they need and carries out what they ask for by messages. What a
screen shows and what a change means is not decided here.
"""

import asyncio
import logging
from collections.abc import Callable
from functools import partial
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import App
from textual.binding import BindingType
from textual.driver import Driver
from textual.screen import Screen
from textual.worker import Worker

from kombit_tui.actions import GLOBAL
from kombit_tui.db import meta
from kombit_tui.db.store import Store
from kombit_tui.errors import KombitError
from kombit_tui.screens.base import BaseScreen
from kombit_tui.screens.list_screen import ListScreen
from kombit_tui.screens.messages import Failed, ListRequested, WriteRequested
from kombit_tui.widgets.bindings import bindings_of
from kombit_tui.widgets.stopped import Stopped
from kombit_tui.wording.cells import one_line
from kombit_tui.wording.frame import MODES, Wish

if TYPE_CHECKING:
    from kombit_tui.db.changes import Applied

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
}
"""Mode -> class, in the module of the mode's name: a screen is loaded when it is first opened."""


class KombitApp(App[Wish]):
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
        driver_class: type[Driver] | None = None,
    ) -> None:
        # The first mode is the default one, so that no screen is built only to be left again.
        self.__dict__["DEFAULT_MODE"] = start
        super().__init__(driver_class)
        self.HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (60, "-narrow"), (100, "-wide")]
        self.VERTICAL_BREAKPOINTS = [(0, "-low"), (15, "-tall")]
        self.store = store
        self.version = 0
        self._data_version = 0
        self._write_order = asyncio.Lock()
        self._theme_wanted = theme
        for mode in SCREENS:
            self.add_mode(mode, partial(self._build, mode))

    def on_mount(self) -> None:
        """Look at the store, and welcome whoever has nothing in it."""
        if self._theme_wanted in self.available_themes:
            self.theme = self._theme_wanted
        self._data_version = self.store.changes_seen()
        self.set_interval(POLL, self._look_for_foreign_writes)
        if self.store.is_empty():
            self.call_after_refresh(self.welcome)
        else:
            self.set_timer(LOAD_DELAY, self._load_the_rest)

    def _build(self, mode: str) -> BaseScreen:
        screen: type[BaseScreen] = getattr(_screen_module(mode), SCREENS[mode])
        return screen(self.store, lambda: self.version)

    def get_default_screen(self) -> Screen[None]:
        """Never asked for: the default mode has its own screen."""
        raise NotImplementedError

    @property
    def _base(self) -> BaseScreen:
        """The screen below whatever dialog is open."""
        screen = self.screen_stack[0]
        assert isinstance(screen, BaseScreen)
        return screen

    # Moving between screens.

    async def action_show(self, mode: str) -> None:
        """Go to a screen."""
        if len(self.screen_stack) == 1:
            await self.switch_mode(mode)

    @on(ListRequested)
    async def _show_list(self, event: ListRequested) -> None:
        await self.action_show(event.mode)
        if isinstance(self._base, ListScreen) and (event.words or event.record_id):
            self._base.filter_by(event.words, event.record_id)

    async def action_close(self) -> None:
        """Close the program; what is open above a screen closes itself."""
        self.exit()

    # Writing: one change at a time, in the order of the keys.

    @on(WriteRequested)
    def _write_requested(self, event: WriteRequested) -> None:
        self._write(partial(self.store.apply, event.changes, event.label), "Gemt")

    def action_undo(self) -> None:
        """Take the latest step back."""
        self._write(self.store.undo, "Fortrudt")

    def action_redo(self) -> None:
        """Make the step again that was undone last."""
        self._write(self.store.redo, "Gendannet")

    @work(exit_on_error=False)
    async def _write(self, call: "Callable[[], Applied]", verb: str) -> None:
        async with self._write_order:
            applied = await asyncio.to_thread(call)
        self._tell(applied, verb)
        self._data_version = self.store.changes_seen()
        self._changed()

    def _tell(self, applied: "Applied", verb: str) -> None:
        if applied.group is None and not applied.refused:
            self._base.hint(f"Ingen ændring: {applied.label}")
            return
        left_alone = "".join(f" {sentence}" for sentence in applied.refused)
        undo = " (u fortryder)" if verb == "Gemt" else ""
        self._base.hint(f"{verb}{undo}: {applied.label}{left_alone}", is_error=bool(left_alone))

    def _changed(self) -> None:
        self.version += 1
        self._base.show_store()

    def _look_for_foreign_writes(self) -> None:
        version = self.store.changes_seen()
        if version != self._data_version:
            self._data_version = version
            self._changed()

    @work(exit_on_error=False)
    async def _load_the_rest(self) -> None:
        """Load in the background what the first frame did without: screens, then writing."""
        for mode in SCREENS:
            await asyncio.to_thread(_screen_module, mode)
        await asyncio.to_thread(self.store.prepare_writing)

    # Import, demo, first start.

    @work(exit_on_error=False)
    async def welcome(self) -> None:
        """Ask what to begin with."""
        from kombit_tui.screens import welcome

        while True:
            name = meta.read(self.store.reader, meta.MUNICIPALITY_NAME) or "ikke valgt"
            chosen = await self.push_screen_wait(welcome.welcome(name))
            if chosen == welcome.DEMO:
                self.exit(Wish.DEMO)
            elif chosen == welcome.MUNICIPALITY:
                await self._choose_municipality()
                continue
            elif chosen == welcome.IMPORT:
                await self._import()
            return

    async def _choose_municipality(self) -> None:
        from kombit_tui.screens.welcome import municipality_chooser

        code = await self.push_screen_wait(municipality_chooser())
        if code is not None:
            await asyncio.to_thread(self.store.set_municipality, code)
            self._base.top_bar.municipality = (
                meta.read(self.store.reader, meta.MUNICIPALITY_NAME) or code
            )

    @work(exit_on_error=False)
    async def action_import_file(self) -> None:
        """Read a file into the store."""
        await self._import()

    async def _import(self) -> None:
        from kombit_tui.ingest import pipeline
        from kombit_tui.screens.prompt import Prompt, Report

        about = "Slides eller noter gemt som tekst (.txt). Intet gemmes, før du har set hvad."
        path = await self.push_screen_wait(Prompt("Importér", about, "sti til filen"))
        if path is None:
            return
        self._base.hint(f"Læser {path} …")
        plan = await asyncio.to_thread(pipeline.plan_file, self.store, Path(path))
        self._base.hint()
        lines = pipeline.summary(plan)
        keys = "Enter gemmer · Esc fortryder" if plan.changes else "Enter lukker"
        if await self.push_screen_wait(Report(plan.title, lines, keys)) and plan.changes:
            self._write(partial(pipeline.carry_out, self.store, plan), "Gemt")

    def action_leave_demo(self) -> None:
        """From the demo to one's own store."""
        self.exit(Wish.OWN)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leaving the demo makes sense in the demo only."""
        if action == "leave_demo":
            return self.store.is_demo
        return super().check_action(action, parameters)

    # Help.

    @work(exit_on_error=False)
    async def action_help(self) -> None:
        """The keys of this screen; Enter does what is chosen."""
        await self._offer("Hjælp: tasterne på denne skærm")

    @work(exit_on_error=False)
    async def action_palette(self) -> None:
        """All commands; Enter does what is chosen."""
        await self._offer("Kommandoer")

    async def _offer(self, title: str) -> None:
        if len(self.screen_stack) > 1:
            return
        from kombit_tui.screens.chooser import Chooser
        from kombit_tui.screens.help import action_options

        options, targets = action_options(self.screen)
        chosen = await self.push_screen_wait(Chooser(title, options, typed=True))
        if chosen is not None:
            await self.run_action(*targets[chosen])

    # Errors.

    @on(Failed)
    def _failed(self, event: Failed) -> None:
        self.report(event.error)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Workers of the app itself; those of screens come as `Failed`."""
        if event.worker.error is not None:
            self.report(event.worker.error)

    def _handle_exception(self, error: Exception) -> None:
        # Textual would show its own insides; the user gets two lines, the log gets the rest.
        if not self.is_headless:
            logging.getLogger("kombit_tui").critical("The dashboard stopped", exc_info=error)
            error = Stopped()
        super()._handle_exception(error)

    def report(self, error: BaseException) -> None:
        """Say in Danish what went wrong and what to do; note what was not foreseen."""
        if isinstance(error, KombitError):
            told = f"{error.title}: {error.text} {error.hint}"
        else:
            logging.getLogger("kombit_tui").error("Unexpected error", exc_info=error)
            told = f"Uventet fejl ({type(error).__name__}). Intet er tabt; se loggen."
        self._base.hint(one_line(told), is_error=True)
        if len(self.screen_stack) > 1:  # a dialog covers the hint line
            self.notify(one_line(told), severity="error", timeout=8, markup=False)


def _screen_module(mode: str) -> ModuleType:
    return import_module(f"kombit_tui.screens.{mode}")

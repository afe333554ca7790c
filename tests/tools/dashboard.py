"""The dashboard in tests: open it, press keys, wait until it stands still, read what it shows."""

import logging
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from typing import Any

from rich.segment import Segment
from textual.app import App
from textual.pilot import Pilot
from textual.worker import WorkerState

from kombit_tui.app import KombitApp
from kombit_tui.db import meta
from kombit_tui.db.store import Store
from kombit_tui.keymap import DEFAULT_KEYS, Keymap
from kombit_tui.screens.list_screen import ListScreen

READERS_AND_WRITERS = {
    *("_read", "_reload", "_report", "_look_around", "_write", "_remember", "_mark_all"),
    *("_plan_again", "_keep_decisions"),
}
"""Workers that end by themselves; the others wait for the user."""
PATIENCE = 500
"""How often a condition is looked at before it counts as never met: some seconds."""


async def settle(pilot: Pilot[Any]) -> None:
    """Wait until nothing is being read or written and the detail tells of the cursor's record."""
    await pilot.pause()
    if _is_busy(pilot.app):
        await until(pilot, lambda: not _is_busy(pilot.app))
        await pilot.pause()


async def opened(pilot: Pilot[Any], store: Store) -> None:
    """Wait for the first screen, and for the welcome before it where the store is empty."""
    await settle(pilot)
    if store.is_empty() and meta.read(store.reader, meta.WELCOMED) is None:
        await until(pilot, lambda: len(pilot.app.screen_stack) > 1)
        await settle(pilot)


async def until(pilot: Pilot[Any], condition: Callable[[], bool]) -> None:
    """Wait for `condition`, and fail when it is not met in a reasonable time."""
    for _ in range(PATIENCE):
        await pilot.pause()
        if condition():
            return
        await pilot.pause(0.01)
    raise AssertionError("the dashboard never got there")


def _is_busy(app: App[Any]) -> bool:
    at_work = (WorkerState.PENDING, WorkerState.RUNNING)
    if any(w.name in READERS_AND_WRITERS and w.state in at_work for w in app.workers):
        return True
    base = app.screen_stack[0]
    return isinstance(base, ListScreen) and base.list.is_moving


def segments(app: App[Any]) -> Iterator[Segment]:
    """Every run of cells on the screen."""
    for strip in app.screen._compositor.render_strips():
        yield from strip


def lines(app: App[Any]) -> list[str]:
    """The screen as lines of text."""
    return ["".join(s.text for s in strip) for strip in app.screen._compositor.render_strips()]


class Dashboard:
    """An open dashboard and what a user does with it."""

    def __init__(self, app: KombitApp, pilot: Pilot[Any]) -> None:
        self.app = app
        self.pilot = pilot

    async def press(self, *keys: str) -> None:
        """Press keys, and wait for what comes of them."""
        await self.pilot.press(*keys)
        await settle(self.pilot)

    async def until(self, condition: Callable[[], bool]) -> None:
        """Wait for a condition."""
        await until(self.pilot, condition)

    @property
    def listed(self) -> ListScreen:
        """The list screen one is on."""
        screen = self.app.screen_stack[0]
        assert isinstance(screen, ListScreen)
        return screen

    @property
    def cursor(self) -> str:
        """The id of the record the cursor is on."""
        assert self.listed.list.cursor_id is not None
        return self.listed.list.cursor_id

    @property
    def hint(self) -> str:
        """What the hint line says."""
        return self.listed.hint_line.text

    @property
    def told(self) -> str:
        """What the detail tells, on one line."""
        return " ".join(str(part) for block in self.listed.detail.blocks for part in block)

    @property
    def text(self) -> str:
        """All that is on the screen."""
        return "\n".join(lines(self.app))


@asynccontextmanager
async def dashboard(
    store: Store,
    start: str = "overview",
    size: tuple[int, int] = (120, 36),
    *,
    theme: str = "",
    keymap: Keymap = DEFAULT_KEYS,
) -> AsyncIterator[Dashboard]:
    """The dashboard on `store`; an error that nobody foresaw fails the test."""
    heard = _Heard()
    logger = logging.getLogger("kombit_tui")
    logger.addHandler(heard)
    app = KombitApp(store, start=start, theme=theme, keymap=keymap)
    try:
        async with app.run_test(size=size) as pilot:
            await opened(pilot, store)
            yield Dashboard(app, pilot)
    finally:
        logger.removeHandler(heard)
    assert not heard.errors, heard.errors


class _Heard(logging.Handler):
    """Remembers the unexpected errors that `App.report` notes."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.errors: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one."""
        self.errors.append(repr(record.exc_info[1] if record.exc_info else record.getMessage()))

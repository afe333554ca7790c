"""When a dashboard in a test stands still: asked of the event loop, not guessed from the processor.

Textual's own wait sleeps 20 ms at a time until the process uses little of the processor: four times
for a key, and wrongly on a machine that has no time for us. Here a test goes on as soon as there is
nothing more to do: no callback, no worker in a thread, nothing to paint, and no timer that is about
to go off. A screen is painted when it stands still, and not at every step on the way there; of keys
that are pressed in one go, when the last of them is answered, as for somebody who types fast.
"""

import asyncio
import time
from asyncio import base_events
from collections.abc import Callable, Iterable
from typing import Any
from weakref import WeakKeyDictionary, WeakSet

import pytest
from textual import _wait, app, constants, pilot, screen
from textual._context import active_app
from textual.screen import Screen

SOON = 0.02
"""Seconds ahead: a timer that goes off sooner is waited for."""
KEYS_WAIT = 1.0
"""The same while the dashboard holds keys back that are to be answered first."""
BETWEEN_PAINTS = 0.2
"""Seconds after which a screen looks by itself whether it has something to paint."""
AT_REST = 0.05
"""The part of the processor that a thread uses which waits for something itself ..."""
LONG_AT_REST = 0.2
"""... for so many seconds: less may be a thread that others keep from working."""

Futures = set["asyncio.Future[Any]"]
_in_threads: WeakKeyDictionary[asyncio.AbstractEventLoop, Futures] = WeakKeyDictionary()
_unpainted: WeakSet[Screen[Any]] = WeakSet()
_typing: WeakSet[app.App[Any]] = WeakSet()
"""Dashboards that are about to get another key."""
_paint = Screen._compositor_refresh
_press = app.App._press_keys


def install(patch: pytest.MonkeyPatch) -> None:
    """Let every pilot wait, and every screen paint, as told here."""
    patch.setattr(app, "wait_for_idle", wait_until_still)
    patch.setattr(pilot, "wait_for_idle", wait_until_still)
    patch.setattr(pilot.Pilot, "_wait_for_screen", _all_handled)
    patch.setattr(screen, "UPDATE_PERIOD", BETWEEN_PAINTS)
    patch.setattr(Screen, "_compositor_refresh", _paint_when_still)
    patch.setattr(app.App, "_press_keys", _press_in_one_go)
    executor = base_events.BaseEventLoop.run_in_executor
    patch.setattr(base_events.BaseEventLoop, "run_in_executor", _counting(executor))


def paint_at_once(patch: pytest.MonkeyPatch) -> None:
    """Let Textual wait and paint in its own way, for tests that count what it paints."""
    for module in (app, pilot):
        patch.setattr(module, "wait_for_idle", _wait.wait_for_idle)
    patch.setattr(screen, "UPDATE_PERIOD", 1 / constants.MAX_FPS)
    patch.setattr(Screen, "_compositor_refresh", _paint)
    patch.setattr(app.App, "_press_keys", _press)


async def wait_until_still(_least: float = 0.0, longest: float = 1.0) -> None:
    """Wait until nothing is left to do, or for `longest` seconds."""
    loop = asyncio.get_running_loop()
    end = loop.time() + longest
    while loop.time() < end:
        await _drained(loop, end)
        if _something_was_painted():
            continue
        if (rest := _until_a_timer(loop)) is not None:
            await asyncio.sleep(rest)
        elif not await _something_came_of_threads(loop):
            return


async def _all_handled(_pilot: Any, _longest: float = 30.0) -> bool:
    """What a pilot waits for before and after each of its steps."""
    loop = asyncio.get_running_loop()
    await _drained(loop, loop.time() + _longest)
    return True


async def _drained(loop: Any, end: float) -> None:
    """Let every callback run, and those that come of them."""
    await asyncio.sleep(0)
    while loop._ready and loop.time() < end:  # noqa: ASYNC110 - a loop has no event for it
        await asyncio.sleep(0)


async def _press_in_one_go(self: app.App[Any], keys: Iterable[str]) -> None:
    """In the place of `App._press_keys`: each key is answered, the last one is painted too."""
    *first, last = keys
    _typing.add(self)
    try:
        await _press(self, first)
    finally:
        _typing.discard(self)
    await _press(self, (last,))


def _paint_when_still(self: Screen[Any]) -> None:
    """In the place of `Screen._compositor_refresh`: the screen on top is painted later."""
    if self is self.app.screen and not self.app.is_inline:
        _unpainted.add(self)
    else:
        _paint(self)


def _something_was_painted() -> bool:
    """Paint what waits to be painted, and tell whether there was any."""
    running = active_app.get(None)
    if running is None or not running._running or not running.screen_stack:
        return False
    top = running.screen_stack[-1]
    is_put_off = running in _typing
    waits = (
        *(top._callbacks, top._layout_required, top._scroll_required, top._recompose_required),
        not is_put_off and (top._dirty_widgets or top._repaint_required or top in _unpainted),
    )
    if not any(waits) or not top.is_current or running._batch_count:
        return False
    top._on_timer_update()
    if top in _unpainted and not is_put_off:
        _unpainted.discard(top)
        _paint(top)
    return True


def _until_a_timer(loop: Any) -> float | None:
    """The seconds until the next timer that goes off soon."""
    times = [timer.when() for timer in loop._scheduled if not timer.cancelled()]
    rest = min(times, default=float("inf")) - loop.time()
    return max(rest, 0.0) if rest < (KEYS_WAIT if _keys_wait() else SOON) else None


def _keys_wait() -> bool:
    """Whether the dashboard holds keys back until a dialog is there."""
    return bool(getattr(active_app.get(None), "_held", ()))


async def _something_came_of_threads(loop: asyncio.AbstractEventLoop) -> bool:
    """Whether a thread finished something, or is still working on it."""
    at_work = _in_threads.get(loop)
    if not at_work:
        return False
    used = time.process_time()
    first = asyncio.FIRST_COMPLETED
    done, _ = await asyncio.wait(at_work, timeout=LONG_AT_REST, return_when=first)
    return bool(done) or time.process_time() - used > LONG_AT_REST * AT_REST


def _counting(run: Callable[..., Any]) -> Callable[..., Any]:
    """`run_in_executor` that remembers what is not finished yet."""

    def run_in_executor(self: Any, executor: Any, call: Any, *arguments: Any) -> Any:
        future = run(self, executor, call, *arguments)
        at_work = _in_threads.setdefault(self, set())
        at_work.add(future)
        future.add_done_callback(at_work.discard)
        return future

    return run_in_executor

"""What must be true of a dashboard at any time, whatever was pressed."""

import os
from pathlib import Path

from kombit_tui.screens.list_screen import ListScreen
from kombit_tui.widgets.panel import Panel
from kombit_tui.widgets.record_list import RecordList
from tests.tools.dashboard import Dashboard, settle

STEPS_OUT = 12
"""Escapes after which one is in a list from everywhere."""
PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096


def memory() -> float:
    """Megabytes of this process that are in memory."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * PAGE / 2**20


async def check_cursor(open_: Dashboard) -> None:
    """The cursor is on the record it says it is on.

    Raises:
        AssertionError: it is not.
    """
    screen = open_.app.screen_stack[0]
    if not isinstance(screen, ListScreen):
        return
    await settle(open_.pilot)
    list_ = screen.list
    row = list_.row(list_.cursor)
    assert (row.id if row is not None else None) == list_.cursor_id, (list_.cursor, list_.cursor_id)


async def check_way_out(open_: Dashboard) -> None:
    """Escape leads to a list, or to a panel of Overblik, from wherever one is.

    Raises:
        AssertionError: it does not.
    """
    for _ in range(STEPS_OUT):
        await open_.pilot.press("escape")
        await settle(open_.pilot)
    app = open_.app
    assert len(app.screen_stack) == 1, [type(one).__name__ for one in app.screen_stack]
    assert isinstance(app.focused, RecordList | Panel), (app.current_mode, app.focused)

"""Esc: four times from any field of any dialog on any screen, and one is back in a list."""

import pytest
from textual.widget import Widget

from kombit_tui.actions import BY_ID
from kombit_tui.db.store import Store
from kombit_tui.screens.list_screen import ListScreen
from kombit_tui.screens.messages import ListRequested
from kombit_tui.widgets.panel import Panel
from kombit_tui.wording.frame import TABS
from tests.tools.dashboard import Dashboard, dashboard

SCREENS = {one.mode: one.key for one in TABS}
ENDINGS = {"app.quit", "app.leave_demo", "app.undo", "app.redo", "screen.out"}
"""What opens nothing, or ends what is to be tested."""


def _at_rest(open_: Dashboard) -> bool:
    """Whether one is in a list, or on a panel of Overblik, and nothing is open."""
    app = open_.app
    if len(app.screen_stack) > 1:
        return False
    if isinstance(app.screen, ListScreen):
        return app.focused is app.screen.list and not app.screen.wanted.asks
    return isinstance(app.focused, Panel)


def _one_of_each_kind(open_: Dashboard, tried: set[tuple[type, type]]) -> list[Widget]:
    """What can have the focus now: one widget of each class that this dialog was not left from."""
    dialog = open_.app.screen
    found = {type(one): one for one in dialog.focus_chain if (type(dialog), type(one)) not in tried}
    return list(found.values())


async def _open(open_: Dashboard, mode: str, key: str) -> None:
    if open_.app.current_mode != mode:
        await open_.press(SCREENS[mode])
    await open_.press(key)


def _keys(open_: Dashboard, mode: str) -> list[str]:
    """All keys in Opgaver; elsewhere those that only this screen has, and what edits."""
    active = open_.app.screen.active_bindings.values()
    found = {one.binding.id or "" for one in active if one.enabled}
    ids = {one for one in found if one in BY_ID and one not in ENDINGS}
    if mode != "tasks":
        ids = {one for one in ids if one.split(".")[0] not in ("app", "list")} | {"list.edit"}
    return sorted(BY_ID[one].keys[0] for one in ids if one in found)


@pytest.mark.parametrize("mode", SCREENS)
async def test_four_times_esc_leads_from_everywhere_to_a_list(demo_store: Store, mode: str) -> None:
    opened = 0
    tried: set[tuple[type, type]] = set()
    async with dashboard(demo_store, mode) as open_:
        if mode != "overview":
            await open_.press("j")
        for key in _keys(open_, mode):
            is_new, rest = True, 1
            while rest > 0:
                await _open(open_, mode, key)
                is_dialog = len(open_.app.screen_stack) > 1
                opened += is_dialog and is_new
                fields = _one_of_each_kind(open_, tried) if is_dialog else []
                if fields:
                    tried.add((type(open_.app.screen), type(fields[0])))
                    open_.app.screen.set_focus(fields[0])
                await open_.pilot.press("escape", "escape", "escape")
                await open_.press("escape")
                assert _at_rest(open_), (key, fields[:1])
                assert not open_.app._exit
                is_new, rest = False, len(fields) - 1
    assert opened >= (15 if mode == "tasks" else 0)


async def test_two_screens_that_led_to_each_other_do_not_keep_one_between_them(
    demo_store: Store,
) -> None:
    async with dashboard(demo_store, "agenda") as open_:
        for mode, back in (("news", "agenda"), ("agenda", "news"), ("news", "agenda")):
            open_.app.post_message(ListRequested(mode, back=back))
            await open_.until(lambda mode=mode: open_.app.current_mode == mode)  # type: ignore[misc]
        for mode in ("agenda", "news", "overview"):
            await open_.press("escape")
            assert open_.app.current_mode == mode

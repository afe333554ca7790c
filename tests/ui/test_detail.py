"""The detail: beside the list when there is room, else in its place; j and k walk in it."""

import pytest

from kombit_tui.db.store import Store
from tests.tools.dashboard import dashboard

NARROW, WIDE = (80, 24), (120, 36)


async def test_a_narrow_window_shows_the_list_alone_until_enter(demo_store: Store) -> None:
    async with dashboard(demo_store, "tasks", NARROW) as open_:
        assert not open_.listed.detail.display
        await open_.press("enter")
        assert open_.listed.detail.display
        assert not open_.listed.list.display
        assert open_.listed.detail.size.width > 70


async def test_a_wide_window_shows_both(demo_store: Store) -> None:
    async with dashboard(demo_store, "tasks", WIDE) as open_:
        assert open_.listed.detail.display
        assert open_.listed.list.display
        assert open_.app.focused is open_.listed.list


@pytest.mark.parametrize("mode", ["agenda", "tasks", "roles", "phase_outs"])
async def test_the_detail_tells_of_the_record_under_the_cursor(
    demo_store: Store, mode: str
) -> None:
    async with dashboard(demo_store, mode) as open_:
        await open_.press("j")
        for _ in range(4):
            before = open_.listed.detail.blocks
            assert list(before) == list(open_.listed.describe(open_.cursor))
            await open_.press("j")
            assert open_.listed.detail.blocks != before


async def test_j_and_k_walk_the_records_in_the_open_detail(demo_store: Store) -> None:
    async with dashboard(demo_store, "tasks", NARROW) as open_:
        await open_.press("enter", "j", "j", "k")
        assert open_.listed.list.cursor == 1
        assert open_.app.focused is open_.listed.detail
        row = open_.listed.list.row(1)
        assert row is not None
        assert row.cells[1].text.removeprefix("Lokal: ")[:30] in open_.text


async def test_another_record_is_read_from_its_start(demo_store: Store) -> None:
    async with dashboard(demo_store, "phase_outs", NARROW) as open_:
        await open_.press("enter")
        await open_.press("pagedown")
        assert open_.listed.detail.scroll_offset.y > 0
        await open_.press("j")
        assert open_.listed.detail.scroll_offset.y == 0


async def test_tab_goes_to_the_detail_and_back(demo_store: Store) -> None:
    async with dashboard(demo_store, "tasks", WIDE) as open_:
        await open_.press("tab")
        assert open_.listed.detail.has_focus
        await open_.press("tab")
        assert open_.listed.list.has_focus
    async with dashboard(demo_store, "tasks", NARROW) as open_:
        await open_.press("tab")
        assert open_.listed.detail.has_focus
        await open_.press("tab")
        assert open_.listed.list.has_focus
        assert not open_.listed.detail.display


async def test_a_detail_that_was_opened_stays_open_in_a_window_made_wider(
    demo_store: Store,
) -> None:
    async with dashboard(demo_store, "tasks", NARROW) as open_:
        await open_.press("j", "enter")
        chosen = open_.cursor
        await open_.pilot.resize_terminal(*WIDE)
        await open_.press("escape")
        assert open_.cursor == chosen
        assert open_.listed.detail.display
        assert open_.listed.list.display

"""Marked rows: by key, by range, all of a filter; one change of many is one step."""

import pytest

from kombit_tui.db.store import Store
from tests.tools.dashboard import Dashboard, dashboard


def marked(open_: Dashboard) -> list[str]:
    """The marked records, in the order of the list."""
    ids = open_.listed.list.pages.ids()
    return [one for one in ids if open_.listed.list.is_marked(one)]


def statuses(store: Store) -> dict[str, str]:
    """The status of every task."""
    return dict(store.reader.execute("SELECT id, status FROM task_row").fetchall())


async def test_space_marks_and_goes_on_and_takes_a_mark_back(demo_store: Store) -> None:
    async with dashboard(demo_store, "tasks") as open_:
        ids = open_.listed.list.pages.ids()
        await open_.press("space", "space")
        assert marked(open_) == list(ids[:2])
        assert "63 af 63 · 2 markeret" in open_.text
        await open_.press("home", "space")
        assert marked(open_) == [ids[1]]


async def test_shift_and_an_arrow_mark_a_range(demo_store: Store) -> None:
    async with dashboard(demo_store, "tasks") as open_:
        ids = open_.listed.list.pages.ids()
        await open_.press("j", "shift+down", "shift+down")
        assert marked(open_) == list(ids[1:4])
        await open_.press("home", "shift+up")
        assert marked(open_) == list(ids[:4])


async def test_a_marks_all_that_the_filter_lists_and_then_none_of_it(demo_store: Store) -> None:
    async with dashboard(demo_store, "tasks") as open_:
        await open_.press("space", "slash", *"projekt:SAPA", "enter", "A")
        sapa = open_.listed.list.pages.ids()
        assert marked(open_) == list(sapa)
        assert f"{len(sapa)} af 63 · {len(sapa) + 1} markeret" in open_.text
        await open_.press("A")
        assert len(open_.listed.list.marks) == 1


async def test_headings_are_never_marked(demo_store: Store) -> None:
    async with dashboard(demo_store, "roles") as open_:
        await open_.press("space", "home", "A")
        headings = [row for row in open_.listed.list.pages.page(0, 99) if row.is_heading]
        assert headings
        assert not any(open_.listed.list.is_marked(row.id) for row in headings)
        assert len(open_.listed.list.marks) == 45


@pytest.mark.parametrize(("key", "status"), [("s", "started"), ("d", "done")])
async def test_a_change_of_marked_tasks_is_one_step(
    demo_store: Store, key: str, status: str
) -> None:
    before = statuses(demo_store)
    async with dashboard(demo_store, "tasks") as open_:
        ids = open_.listed.list.pages.ids()[:3]
        await open_.press("space", "space", "space", key)
        if key == "s":
            await open_.press("home", "down", "enter")
        assert {statuses(demo_store)[one] for one in ids} == {status}
        assert "på 3 opgaver" in open_.text
        assert len(open_.listed.list.marks) == 3
        await open_.press("u")
        assert statuses(demo_store) == before


async def test_a_marked_task_that_the_filter_hides_is_not_touched(demo_store: Store) -> None:
    before = statuses(demo_store)
    async with dashboard(demo_store, "tasks") as open_:
        hidden = open_.listed.list.pages.ids()[0]
        await open_.press("space", "slash", *"projekt:SAPA", "enter", "space", "d")
        after = statuses(demo_store)
        assert after[hidden] == before[hidden]
        assert sum(after[one] != before[one] for one in before) == 1


async def test_more_than_twenty_are_shown_before_they_are_changed(demo_store: Store) -> None:
    before = statuses(demo_store)
    async with dashboard(demo_store, "tasks") as open_:
        await open_.press("W", "A", "d")
        assert "70 poster" in open_.text
        await open_.press("escape")
        assert statuses(demo_store) == before
        await open_.press("d", "enter")
        assert set(statuses(demo_store).values()) == {"done"}
        await open_.press("u")
        assert statuses(demo_store) == before


async def test_esc_takes_the_marks_away_before_the_filter(demo_store: Store) -> None:
    async with dashboard(demo_store, "tasks") as open_:
        await open_.press("slash", *"projekt:SAPA", "enter", "space", "escape")
        assert open_.listed.list.marks == ()
        assert open_.listed.words == "projekt:SAPA"
        await open_.press("escape")
        assert open_.listed.words == ""


async def test_marked_systems_of_one_campaign_take_a_step_together(demo_store: Store) -> None:
    async with dashboard(demo_store, "phase_outs") as open_:
        await open_.press("j", "space", "space", "space", "s", "home", "enter")
        assert "Ikke begyndt: 3 systemer" in open_.text
        await open_.press("A", "s")
        assert "hvert sit forløb" in open_.text


async def test_marked_items_are_read_together(demo_store: Store) -> None:
    async with dashboard(demo_store, "agenda") as open_:
        await open_.press("A", "r")
        assert "punkter" in open_.listed.hint_line.text
        shown = [row for row in open_.listed.list.pages.page(0, 99) if not row.is_heading]
        assert not [row for row in shown if row.cells[4].text == "Ulæst"]
        await open_.press("u")
        shown = [row for row in open_.listed.list.pages.page(0, 99) if not row.is_heading]
        assert [row for row in shown if row.cells[4].text == "Ulæst"]

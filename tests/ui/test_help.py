"""Help and palette: exactly what works here, found by typing, carried out by Enter."""

import pytest

from kombit_tui import actions
from kombit_tui.db.store import Store
from kombit_tui.screens.chooser import Chooser
from tests.tools.dashboard import Dashboard, dashboard

LISTS = (*actions.LIST, *actions.MOVE, *actions.MARK)
HERE = {
    "overview": actions.OVERVIEW,
    "agenda": (*LISTS, *actions.AGENDA),
    "tasks": (*LISTS, *actions.TASKS),
    "roles": LISTS,
    "phase_outs": (*LISTS, *actions.PHASE_OUTS),
}


def offered(open_: Dashboard) -> list[str]:
    """The ids of the actions that the open dialog offers."""
    assert isinstance(open_.app.screen, Chooser)
    return [option.key for option in open_.app.screen.options]


@pytest.mark.parametrize(
    ("mode", "key"),
    [
        *((mode, "question_mark") for mode in HERE),
        *(("tasks", key) for key in ("f1", "colon", "ctrl+p")),
    ],
)
async def test_help_lists_exactly_what_works_on_a_screen(
    demo_store: Store, mode: str, key: str
) -> None:
    async with dashboard(demo_store, mode) as open_:
        await open_.press(key)
        expected = {a.id for a in (*actions.GLOBAL, *actions.STEP_OUT, *HERE[mode])}
        assert sorted(offered(open_)) == sorted(expected)


async def test_leaving_the_demo_is_offered_in_the_demo_only(store: Store) -> None:
    async with dashboard(store, "tasks") as open_:
        await open_.press("escape", "question_mark")
        assert "app.leave_demo" not in offered(open_)


async def test_in_the_detail_help_lists_what_works_there(demo_store: Store) -> None:
    async with dashboard(demo_store, "tasks") as open_:
        await open_.press("enter", "question_mark")
        assert {"detail.next", "detail.previous", "tasks.status"} <= set(offered(open_))
        assert "list.down" not in offered(open_)


async def test_help_shows_the_keys_and_the_words_of_each_action(demo_store: Store) -> None:
    async with dashboard(demo_store, "tasks", (120, 50)) as open_:
        await open_.press("question_mark")
        for action in (*actions.TASKS, *actions.LIST):
            assert action.label in open_.text
            assert action.tooltip[:30] in open_.text


async def test_help_is_found_by_typing_and_enter_carries_it_out(demo_store: Store) -> None:
    async with dashboard(demo_store, "tasks") as open_:
        await open_.press("question_mark", *"roller", "enter")
        assert open_.app.current_mode == "roles"
        await open_.press("colon", *"filtrer", "enter")
        assert open_.listed.filter_bar.input.has_focus


async def test_the_arrows_choose_among_what_was_found(demo_store: Store) -> None:
    async with dashboard(demo_store, "tasks") as open_:
        await open_.press("question_mark", "down", "down", "up", "enter")
        assert open_.listed.filter_bar.input.has_focus


async def test_nothing_found_and_enter_does_nothing(demo_store: Store) -> None:
    async with dashboard(demo_store, "tasks") as open_:
        await open_.press("question_mark", *"xyzzy", "enter")
        assert isinstance(open_.app.screen, Chooser)
        await open_.press("escape")
        assert open_.app.current_mode == "tasks"


async def test_every_answer_can_be_reached_in_a_small_window(demo_store: Store) -> None:
    async with dashboard(demo_store, "tasks", (60, 15)) as open_:
        await open_.press("question_mark", *"a", "backspace", *("down",) * 40)
        highlighted = open_.app.screen.query_one("OptionList")
        assert highlighted.region.bottom <= open_.app.screen.size.height
        assert "Enter vælger" in open_.text
        last = offered(open_)[-1]
        assert actions.BY_ID[last].label in open_.text

"""Help: exactly what works here, what is nearest first, found by typing, carried out by Enter."""

import pytest

from kombit_tui import actions
from kombit_tui.db.store import Store
from kombit_tui.screens.chooser import Option
from kombit_tui.screens.help import Help
from kombit_tui.widgets.text_input import TextInput
from tests.tools.dashboard import Dashboard, dashboard

LISTED = (
    *actions.LIST,
    *actions.MOVE,
    *actions.MARK,
    *actions.FOLD,
    *actions.ARRANGE,
    *actions.LOOK,
)
HERE = {
    "overview": actions.OVERVIEW,
    "agenda": (*LISTED, *actions.AGENDA),
    "tasks": (*LISTED, *actions.TASKS),
    "roles": LISTED,
    "phase_outs": (*LISTED, *actions.PHASE_OUTS),
    "timeline": (*(one for one in LISTED if one not in actions.FOLD), *actions.TIMELINE),
}


def offered(open_: Dashboard) -> list[str]:
    """The ids of the actions that the help offers."""
    assert isinstance(open_.app.screen, Help)
    return [option.key for option in open_.app.screen.options]


@pytest.mark.parametrize("mode", HERE)
async def test_help_lists_what_works_on_a_screen(demo_store: Store, mode: str) -> None:
    async with dashboard(demo_store, mode) as open_:
        await open_.press("question_mark")
        here = set(offered(open_))
        assert {a.id for a in (*actions.GLOBAL, *actions.STEP_OUT, *HERE[mode])} <= here
        elsewhere = {a.id for name, those in HERE.items() if name != mode for a in those}
        elsewhere -= {a.id for a in (*HERE[mode], *actions.EDIT)}
        assert not here & elsewhere
        assert len(offered(open_)) == len(here)
        await open_.press("escape", "f1")
        assert set(offered(open_)) == here


async def test_what_is_not_possible_now_is_not_listed(store: Store) -> None:
    async with dashboard(store, "tasks") as open_:
        await open_.press("escape", "question_mark")
        assert "app.leave_demo" not in offered(open_)


async def test_what_has_the_focus_comes_first_under_its_heading(demo_store: Store) -> None:
    async with dashboard(demo_store, "tasks", (120, 50)) as open_:
        await open_.press("question_mark")
        groups = list(dict.fromkeys(one.group for one in _options(open_)))
        assert groups[0] == "Markering"
        assert groups.index("Bevægelse") < groups.index("Opgaver") < groups.index("Overalt")
        assert groups[-1] == "Overalt"
        assert "Hjælp: tasterne på Opgaver" in open_.text
        await open_.press("escape", "enter", "question_mark")
        assert _options(open_)[0].group == "Detalje"
        assert {"detail.next", "tasks.status"} <= set(offered(open_))
        assert "list.down" not in offered(open_)
        await open_.press("escape", "escape", "slash", "f1")
        assert _options(open_)[0].group == "Filter"
        assert "app.search" not in offered(open_)  # f is text now


def _options(open_: Dashboard) -> tuple[Option, ...]:
    assert isinstance(open_.app.screen, Help)
    return open_.app.screen.options


async def test_help_shows_all_keys_and_what_they_work_on(demo_store: Store) -> None:
    async with dashboard(demo_store, "tasks", (120, 50)) as open_:
        await open_.press("question_mark")
        assert "↓, j" in open_.text
        assert "Sæt status på opgaven · markerede · kan fortrydes" in open_.text
        for action in (*actions.MARK, *actions.TASKS):
            assert action.label in open_.text


@pytest.mark.parametrize("words", ["ctrl+f", "vis kun det", "filtrér liste"])
async def test_label_key_and_words_are_found_and_enter_carries_out(
    demo_store: Store, words: str
) -> None:
    async with dashboard(demo_store, "tasks") as open_:
        await open_.press("question_mark")
        open_.app.screen.query_one(TextInput).value = words
        await open_.press("enter")
        if words == "filtrér liste":
            assert isinstance(open_.app.screen, Help)  # nothing found, nothing done
            await open_.press("escape")
            assert open_.app.current_mode == "tasks"
        else:
            assert open_.listed.filter_bar.input.has_focus


async def test_a_screen_is_found_and_the_arrows_choose(demo_store: Store) -> None:
    async with dashboard(demo_store, "tasks") as open_:
        await open_.press("question_mark", *"galle", "enter")
        assert open_.app.current_mode == "roles"
        await open_.press("3", "question_mark", "down", "down", "up", "up", "enter")
        assert open_.listed.list.marks


async def test_every_answer_can_be_reached_in_a_small_window(demo_store: Store) -> None:
    async with dashboard(demo_store, "tasks", (60, 15)) as open_:
        await open_.press("question_mark", "a", "backspace", "down", "up", "up")  # round the corner
        highlighted = open_.app.screen.query_one("OptionList")
        assert highlighted.region.bottom <= open_.app.screen.size.height
        assert "Enter vælger" in open_.text
        last = offered(open_)[-1]
        assert actions.BY_ID[last].label in open_.text

"""Getting around: screens by number, the cursor by every key, the mouse, Esc one step at a time."""

import pytest
from textual.widgets import Input

from kombit_tui.db.queries.overview import overview
from kombit_tui.db.store import Store
from kombit_tui.widgets.bars import TopBar
from kombit_tui.widgets.record_list import RecordList
from tests.conftest import NOW
from tests.tools.dashboard import Dashboard, dashboard, lines, settle

MODES = {
    "1": "overview",
    "2": "agenda",
    "3": "tasks",
    "4": "roles",
    "5": "phase_outs",
    "6": "timeline",
    "7": "agreements",
}


async def test_numbers_switch_screens_and_the_top_bar_says_where_one_is(demo_store: Store) -> None:
    async with dashboard(demo_store) as open_:
        for key, mode in [*MODES.items(), ("1", "overview")]:
            await open_.press(key)
            assert open_.app.current_mode == mode
            assert open_.app.screen.query_one(TopBar).mode == mode


@pytest.mark.parametrize("keys", [("j", "k"), ("down", "up")])
async def test_one_press_moves_one_row(demo_store: Store, keys: tuple[str, str]) -> None:
    async with dashboard(demo_store, "tasks") as open_:
        down, up = keys
        await open_.press(down)
        assert open_.listed.list.cursor == 1
        await open_.press(down, down, up)
        assert open_.listed.list.cursor == 2


async def test_at_the_edges_the_cursor_stays(demo_store: Store) -> None:
    async with dashboard(demo_store, "tasks") as open_:
        last = len(open_.listed.list.pages) - 1
        await open_.press("k", "pageup", "up")
        assert open_.listed.list.cursor == 0
        await open_.press("end")
        assert open_.listed.list.cursor == last
        await open_.press("j", "pagedown")
        assert open_.listed.list.cursor == last
        await open_.press("home")
        assert open_.listed.list.cursor == 0


async def test_page_down_shows_the_next_screenful_and_page_up_comes_back(demo_store: Store) -> None:
    async with dashboard(demo_store, "tasks", (80, 24)) as open_:
        await open_.press("pagedown")
        at = open_.listed.list.cursor
        assert at == open_.listed.list.size.height - 2
        row = open_.listed.list.row(at)
        assert row is not None
        assert row.cells[1].text[:20] in open_.text
        await open_.press("pageup")
        assert open_.listed.list.cursor == 0


async def test_each_screen_keeps_its_own_cursor(demo_store: Store) -> None:
    async with dashboard(demo_store, "tasks") as open_:
        await open_.press("j", "j")
        chosen = open_.cursor
        await open_.press("4", "j", "3")
        assert open_.cursor == chosen


async def test_a_click_puts_the_cursor_there_and_a_second_opens(demo_store: Store) -> None:
    async with dashboard(demo_store, "tasks", (80, 24)) as open_:
        await open_.pilot.click(RecordList, offset=(20, 5))
        await settle(open_.pilot)
        assert open_.listed.list.cursor == 4
        await open_.pilot.click(RecordList, offset=(20, 5), times=2)
        await settle(open_.pilot)
        assert open_.listed.has_class("-detail")


async def test_a_click_on_the_column_heads_or_below_the_rows_moves_nothing(store: Store) -> None:
    async with dashboard(store, "tasks") as open_:
        await open_.press("escape", "3")
        for offset in ((5, 0), (5, 20)):
            await open_.pilot.click(RecordList, offset=offset)
            await settle(open_.pilot)
            assert open_.listed.list.cursor_id is None


async def test_a_click_on_a_tab_goes_there(demo_store: Store) -> None:
    async with dashboard(demo_store) as open_:
        at = lines(open_.app)[0].index("4 Roller")
        await open_.pilot.click(TopBar, offset=(at, 0))
        await settle(open_.pilot)
        assert open_.app.current_mode == "roles"


async def test_a_panel_opens_its_list_with_the_cursor_on_its_first_record(
    demo_store: Store,
) -> None:
    async with dashboard(demo_store) as open_:
        await open_.press("right", "enter")
        assert open_.app.current_mode == "tasks"
        row = open_.listed.list.row(open_.listed.list.cursor)
        assert row is not None
        assert row.cells[0].text.strip() == "24-08-2026"


@pytest.mark.parametrize(
    ("keys", "name"), [((), "overdue"), (("right",), "soon"), (("down",), "mine")]
)
async def test_the_list_behind_a_number_has_as_many_rows(
    demo_store: Store, keys: tuple[str, ...], name: str
) -> None:
    counted = getattr(overview(demo_store.reader, NOW.date()), name).number
    async with dashboard(demo_store, "overview") as open_:
        await open_.press(*keys, "enter")
        assert len(open_.listed.list.pages) == counted > 0
        assert f"{counted} af 63" in open_.text
        await open_.press("escape")
        assert len(open_.listed.list.pages) == 63


async def test_arrows_walk_the_panels_and_stop_at_the_edge(demo_store: Store) -> None:
    async with dashboard(demo_store) as open_:
        assert open_.app.focused is not None
        for keys, panel in (
            (("left",), "overdue"),
            (("right",), "soon"),
            (("down",), "meeting"),
            (("j", "j"), "broken"),
            (("j", "j"), "changes"),
            (("j",), "pace"),
            (("k",), "news"),
            (("k",), "agreements"),
            (("k",), "vacant"),
        ):
            await open_.press(*keys)
            assert open_.app.focused.id == f"panel-{panel}"


async def _filter(open_: Dashboard) -> None:
    await open_.press("slash", *"ch2")


async def _kept_filter_and_detail(open_: Dashboard) -> None:
    await open_.press("slash", *"ch2", "enter", "enter")


async def _detail_by_tab(open_: Dashboard) -> None:
    await open_.press("tab")


async def _dialog(open_: Dashboard) -> None:
    await open_.press("question_mark", *"fil")


@pytest.mark.parametrize("go", [_filter, _kept_filter_and_detail, _detail_by_tab, _dialog])
@pytest.mark.parametrize(
    ("mode", "size"),
    [("agenda", (80, 24)), ("tasks", (120, 36)), ("roles", (120, 36)), ("phase_outs", (80, 24))],
    ids=lambda value: str(value),
)
async def test_from_any_focus_four_times_esc_reaches_overview_and_never_quits(
    demo_store: Store, go: object, mode: str, size: tuple[int, int]
) -> None:
    assert callable(go)
    async with dashboard(demo_store, mode, size) as open_:
        await go(open_)
        for _ in range(4):
            await open_.press("escape")
        assert open_.app.current_mode == "overview"
        await open_.press("escape", "escape")
        assert open_.app.current_mode == "overview"
        assert not open_.app._exit


async def test_esc_takes_one_step_at_a_time(demo_store: Store) -> None:
    async with dashboard(demo_store, "tasks") as open_:
        await open_.press("slash", *"ch2", "enter", "enter")
        assert (open_.listed.has_class("-detail"), open_.listed.words) == (True, "ch2")
        await open_.press("escape")
        assert (open_.listed.has_class("-detail"), open_.listed.words) == (False, "ch2")
        await open_.press("escape")
        assert (open_.app.current_mode, open_.listed.words) == ("tasks", "")
        await open_.press("escape")
        assert open_.app.current_mode == "overview"


async def test_keys_typed_into_a_field_belong_to_the_text(demo_store: Store) -> None:
    async with dashboard(demo_store, "tasks") as open_:
        await open_.press("slash", *"1qujd:?")
        assert open_.app.current_mode == "tasks"
        assert len(open_.app.screen_stack) == 1
        assert open_.listed.query_one(Input).value == "1qujd:?"
        footer = lines(open_.app)[-1]
        assert "F1 Hjælp" in footer
        assert " u Fortryd" not in footer


async def test_q_closes_a_dialog_first_and_then_the_program(demo_store: Store) -> None:
    async with dashboard(demo_store, "tasks") as open_:
        await open_.press("s")
        assert len(open_.app.screen_stack) == 2
        await open_.press("q")
        assert len(open_.app.screen_stack) == 1
        assert not open_.app._exit
        await open_.pilot.press("question_mark")
        await open_.press("ctrl+q")
        assert len(open_.app.screen_stack) == 1
        await open_.pilot.press("q")
        assert open_.app._exit

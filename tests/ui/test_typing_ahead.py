"""Keys typed in a burst: those after the key of a dialog belong to the dialog, none is lost."""

import pytest
from textual import events
from textual.widgets import Input

from kombit_tui.db.store import Store
from tests.tools.dashboard import Dashboard, dashboard


async def burst(open_: Dashboard, *keys: str) -> None:
    """Keys that are all there before the first of them is answered."""
    for key in keys:
        open_.app.post_message(events.Key(key, key if len(key) == 1 else None))
    await open_.press()


def status(store: Store, task: str) -> str:
    """What the list says of a task."""
    query = "SELECT status FROM task_row WHERE id = ?"
    return str(store.reader.execute(query, (task,)).fetchone()[0])


async def test_a_status_is_set_as_fast_as_one_types(demo_store: Store) -> None:
    async with dashboard(demo_store, "tasks") as open_:
        first = open_.cursor
        before = status(demo_store, first)
        await burst(open_, "s", "end", "enter", "j", "j")
        await open_.until(lambda: status(demo_store, first) == "done" != before)
        await open_.until(lambda: len(open_.app.screen_stack) == 1)
        assert open_.cursor != first


async def test_a_name_is_typed_into_the_dialog_and_not_into_the_list(demo_store: Store) -> None:
    async with dashboard(demo_store, "tasks") as open_:
        await burst(open_, "V", *"jul", "enter", "enter")
        query = 'SELECT count(*) FROM "view" WHERE name = ?'
        await open_.until(lambda: demo_store.reader.execute(query, ("jul",)).fetchone()[0] == 1)
        assert open_.app.current_mode == "tasks"


async def test_a_filter_is_typed_into_its_line_and_not_into_the_list(demo_store: Store) -> None:
    async with dashboard(demo_store, "tasks") as open_:
        await burst(open_, "slash", *"sys", "enter")
        await open_.until(lambda: open_.listed.words == "sys" and open_.listed.list.has_focus)
        assert open_.listed.filter_bar.input.value == "sys"
        assert len(open_.app.screen_stack) == 1


async def test_where_there_is_no_dialog_the_keys_go_on(demo_store: Store) -> None:
    async with dashboard(demo_store, "phase_outs") as open_:
        await open_.press("home")
        await burst(open_, "l", "j", "j")  # a heading has no vendor to show
        await open_.until(lambda: open_.listed.list.cursor == 2)
        assert len(open_.app.screen_stack) == 1


async def test_tab_and_what_is_typed_right_after_it_reach_the_next_field(demo_store: Store) -> None:
    async with dashboard(demo_store, "tasks") as open_:
        await open_.press("n")
        await open_.until(lambda: len(open_.app.screen.query(Input)) > 1)
        first, second, *_ = open_.app.screen.query(Input)
        first.focus()
        await open_.press()
        await burst(open_, *"nord", "tab", *"syd")
        await open_.until(lambda: (first.value, second.value) == ("nord", "syd"))


@pytest.mark.parametrize("start", ["overview", "agenda", "tasks"])
async def test_a_filter_is_typed_right_after_the_key_of_its_screen(
    demo_store: Store, start: str
) -> None:
    """Each letter is a command of the list: none may be done."""
    async with dashboard(demo_store, start) as open_:
        await burst(open_, "3", "slash", *"certifikat", "enter")
        await open_.until(lambda: open_.app.current_mode == "tasks")
        await open_.until(lambda: open_.listed.words == "certifikat")
        assert len(open_.app.screen_stack) == 1
        await burst(open_, "1", "5", "slash", *"geo")
        await open_.until(lambda: open_.app.current_mode == "phase_outs")
        await open_.until(lambda: open_.listed.words == "geo")

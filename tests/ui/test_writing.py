"""What keys write: status, steps, preparation; undone, redone, and there after a restart."""

import json
from typing import Any

import pytest

from kombit_tui.db.changes import Update, Upsert
from kombit_tui.db.store import Store
from kombit_tui.domain.ids import task_state_id
from tests.conftest import now
from tests.tools.dashboard import Dashboard, dashboard


def status_of(store: Store, task: str) -> tuple[str, str | None]:
    """What the store says of a task: status and the day it was done."""
    row = store.reader.execute(
        "SELECT status, done_on FROM task_state WHERE task = ?", (task,)
    ).fetchone()
    return ("open", None) if row is None else (row[0], row[1])


def system_state(store: Store, record: str) -> tuple[Any, str | None]:
    """The steps a system has taken, and its excuse."""
    row = store.reader.execute(
        "SELECT steps, excused FROM campaign_system WHERE id = ?", (record,)
    ).fetchone()
    return json.loads(row[0]) if row[0] else None, row[1]


async def test_s_writes_the_chosen_status(demo_store: Store) -> None:
    async with dashboard(demo_store, "tasks") as open_:
        task = open_.cursor
        assert status_of(demo_store, task) == ("open", None)
        await open_.press("s", "down", "enter")
        assert status_of(demo_store, task) == ("started", None)
        assert open_.hint.startswith("Gemt (u fortryder): Status «Påbegyndt» på Ret navn")
        await open_.press("s", "j", "enter")
        assert status_of(demo_store, task) == ("done", "2026-08-19")


async def test_esc_in_the_status_dialog_writes_nothing(demo_store: Store) -> None:
    async with dashboard(demo_store, "tasks") as open_:
        task = open_.cursor
        await open_.press("s", "down", "escape")
        assert status_of(demo_store, task) == ("open", None)


async def test_choosing_what_holds_already_changes_nothing_and_says_so(demo_store: Store) -> None:
    async with dashboard(demo_store, "tasks") as open_:
        await open_.press("s", "down", "enter", "s", "enter")
        assert open_.hint.startswith("Ingen ændring")


async def test_u_undoes_and_shift_u_redoes(demo_store: Store) -> None:
    async with dashboard(demo_store, "tasks") as open_:
        task = open_.cursor
        await open_.press("s", "down", "enter", "u")
        assert status_of(demo_store, task) == ("open", None)
        assert open_.hint.startswith("Fortrudt: Status «Påbegyndt»")
        await open_.press("U")
        assert status_of(demo_store, task) == ("started", None)
        assert open_.hint.startswith("Gendannet: Status «Påbegyndt»")
        await open_.press("ctrl+z", "ctrl+y", "ctrl+z")
        assert status_of(demo_store, task) == ("open", None)


async def test_a_change_can_be_undone_after_a_restart(demo_store: Store) -> None:
    async with dashboard(demo_store, "tasks") as open_:
        task = open_.cursor
        await open_.press("d")
        assert status_of(demo_store, task) == ("done", "2026-08-19")
    again = Store(demo_store.path, who="tester", clock=now)
    async with dashboard(again, "tasks") as open_:
        await open_.press("u")
        assert status_of(again, task) == ("open", None)
    third = Store(demo_store.path, who="tester", clock=now)
    async with dashboard(third, "agenda") as open_:
        await open_.press("U")
        assert status_of(third, task) == ("done", "2026-08-19")
    again.close()
    third.close()


async def test_d_toggles_done_and_the_cursor_goes_with_the_record(demo_store: Store) -> None:
    async with dashboard(demo_store, "tasks") as open_:
        await open_.press("j", "j")
        task, at = open_.cursor, open_.listed.list.cursor
        await open_.press("d")
        assert status_of(demo_store, task) == ("done", "2026-08-19")
        assert open_.cursor == task
        assert open_.listed.list.cursor > at
        await open_.press("d")
        assert status_of(demo_store, task) == ("open", None)
        assert (open_.cursor, open_.listed.list.cursor) == (task, at)


async def test_quick_keys_are_written_in_their_order(demo_store: Store) -> None:
    async with dashboard(demo_store, "tasks") as open_:
        task = open_.cursor
        await open_.pilot.press("d", "u", "U", "u")
        await open_.press()
        assert status_of(demo_store, task) == ("open", None)
        labels = demo_store.reader.execute(
            "SELECT origin FROM journal_group ORDER BY seq DESC LIMIT 4"
        ).fetchall()
        assert [row[0] for row in labels] == ["undo", "redo", "undo", "user"]


@pytest.mark.parametrize(
    ("key", "told"), [("u", "ingen ændring at fortryde"), ("U", "intet at gendanne")]
)
async def test_nothing_to_undo_is_said(demo_store: Store, key: str, told: str) -> None:
    async with dashboard(demo_store, "tasks") as open_:
        await open_.press(key)
        assert told in open_.hint
        assert open_.listed.hint_line.is_error


@pytest.mark.parametrize("mode", ["tasks", "agenda", "phase_outs", "roles"])
async def test_writing_keys_on_an_empty_list_do_no_harm(store: Store, mode: str) -> None:
    async with dashboard(store, mode) as open_:
        await open_.press("escape")
        await open_.press({"tasks": "3", "agenda": "2", "phase_outs": "5", "roles": "4"}[mode])
        await open_.press("s", "d", "r", "enter", "j", "k", "end", "home", "tab", "tab")
        assert store.is_empty()
        assert len(open_.app.screen_stack) == 1


async def _foreign_write(store: Store, task: str, status: str) -> None:
    other = Store(store.path, who="kollega", clock=now)
    state = task_state_id(other.municipality, task)
    other.apply([Upsert("task_state", state, {"status": status}, {"task": task})], "Kollega")
    other.close()


async def test_what_a_colleague_writes_appears_and_the_cursor_stays(
    demo_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kombit_tui.app.shell.POLL", 0.02)
    async with dashboard(demo_store, "tasks") as open_:
        first = open_.cursor
        await open_.press("j", "j", "j")
        chosen = open_.cursor
        await _foreign_write(demo_store, first, "done")
        await open_.until(lambda: open_.listed.list.cursor == 2)
        assert open_.cursor == chosen
        gone = open_.listed.list.row(0)
        assert gone is not None
        assert gone.id != first


async def test_what_was_written_meanwhile_shows_when_one_comes_back(demo_store: Store) -> None:
    async with dashboard(demo_store, "overview") as open_:
        await open_.press("enter")
        assert open_.app.current_mode == "tasks"
        await open_.press("d", "1")
        panel = open_.app.screen.query_one("#panel-overdue")
        assert "2" in getattr(panel, "text").number  # noqa: B009


async def _to_first_system(open_: Dashboard) -> str:
    await open_.press("home", "j")
    return open_.cursor


async def test_a_step_is_written_with_day_and_name(demo_store: Store) -> None:
    async with dashboard(demo_store, "phase_outs") as open_:
        record = await _to_first_system(open_)
        before, _ = system_state(demo_store, record)
        await open_.press("s", "down", "enter")
        after, excused = system_state(demo_store, record)
        assert excused is None
        assert set(after) - set(before) == {"plan"}
        assert after["plan"] == {"on": "2026-08-19", "by": "tester"}
        assert all(after[key] == before[key] for key in before)
        await open_.press("u")
        assert system_state(demo_store, record) == (before, None)


async def test_not_begun_clears_the_steps(demo_store: Store) -> None:
    async with dashboard(demo_store, "phase_outs") as open_:
        record = await _to_first_system(open_)
        await open_.press("s", "home", "enter")
        assert system_state(demo_store, record) == (None, None)


async def test_an_excuse_takes_the_system_out_of_the_count(demo_store: Store) -> None:
    async with dashboard(demo_store, "phase_outs") as open_:
        record = await _to_first_system(open_)
        assert "9 af 25 flyttet" in open_.text
        await open_.press("s", "end", "enter")
        assert system_state(demo_store, record)[1] == "Lukkes før stop"
        assert "9 af 24 flyttet" in open_.text
        await open_.press("s", "home", "enter")
        assert system_state(demo_store, record)[1] is None


async def test_s_on_a_campaign_asks_for_our_own_steps(demo_store: Store) -> None:
    (esr,) = demo_store.reader.execute("SELECT id FROM campaign WHERE title LIKE 'ESR%'").fetchone()
    demo_store.apply([Update(esr, {"own_steps": None})], "Ingen trin")
    async with dashboard(demo_store, "phase_outs") as open_:
        await open_.press("home", "s")
        assert "Kommunens egne trin" in open_.text
        await open_.press("escape")
        open_.listed.list.go_to(esr)
        await open_.press("s")
        assert len(open_.app.screen_stack) == 1
        assert "Forløbet har ingen trin for kommunen selv: e tilføjer dem" in open_.hint


def prepared(store: Store, item: str) -> list[tuple[str, str]]:
    """Who has marked an item as what."""
    rows = store.reader.execute("SELECT person, state FROM preparation WHERE item = ?", (item,))
    return [(row[0], row[1]) for row in rows]


async def test_r_marks_an_item_and_goes_to_the_next_unread(demo_store: Store) -> None:
    async with dashboard(demo_store, "agenda") as open_:
        await open_.press("r")
        first = open_.cursor
        row = open_.listed.list.row(open_.listed.list.cursor)
        assert row is not None
        assert row.cells[-1].text == "Ulæst"
        assert ("tester", "read") not in prepared(demo_store, first)
        await open_.press("r")
        assert ("tester", "read") in prepared(demo_store, first)
        assert open_.cursor != first
        row = open_.listed.list.row(open_.listed.list.cursor)
        assert row is not None
        assert row.cells[-1].text == "Ulæst"


async def test_r_goes_on_to_the_end_and_says_when_nothing_is_unread(demo_store: Store) -> None:
    async with dashboard(demo_store, "agenda") as open_:
        await open_.press("end", "r")
        assert "ingen ulæste punkter længere nede" in open_.hint

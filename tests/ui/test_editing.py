"""What n e d t a c and Delete do on every screen: one step, for one row or the marked ones."""

from datetime import date, timedelta
from typing import Any

import pytest

from kombit_tui.db.changes import Create
from kombit_tui.db.queries.records import FEED
from kombit_tui.db.store import Store
from kombit_tui.domain.dates import show_long
from tests.conftest import NOW
from tests.tools.dashboard import Dashboard, dashboard


def one(store: Store, query: str, *parameters: Any) -> Any:
    """The first value that a query finds."""
    found = store.reader.execute(query, parameters).fetchone()
    return None if found is None else found[0]


def count(store: Store, kind: str) -> int:
    """How many records of a kind there are."""
    return int(one(store, "SELECT count(*) FROM record_index WHERE kind = ?", kind))


async def test_t_sets_a_day_that_is_typed_and_says_what_it_means(demo_store: Store) -> None:
    own_due = "SELECT own_due FROM task_state WHERE task = ?"
    async with dashboard(demo_store, "tasks") as open_:
        task = open_.cursor
        due = date.fromisoformat(one(demo_store, "SELECT due FROM task WHERE id = ?", task))
        await open_.press("t", *"frist+1u")
        assert f"= {show_long(due + timedelta(7), NOW.date())}" in open_.text
        assert "! Datoen er passeret" in open_.text
        await open_.press("home", *["delete"] * 8, *"bla", "enter")
        assert "»bla« er ikke en dato. Skriv fx 31/3, fredag eller om 2 uger." in open_.text
        await open_.press(*["backspace"] * 3, *"fre", "up", "enter")
        assert one(demo_store, own_due, task) == "2026-08-22"
        assert open_.hint.startswith("Gemt (u fortryder): Frist 22-08-2026 på Ret navn")
        await open_.press("t", "home", *["delete"] * 10, "-", "enter")
        assert one(demo_store, own_due, task) is None
        await open_.press("u", "u")
        assert one(demo_store, own_due, task) is None
        await open_.press("U")
        assert one(demo_store, own_due, task) == "2026-08-22"


async def test_t_chooses_a_day_from_the_month(demo_store: Store) -> None:
    async with dashboard(demo_store, "tasks", (80, 24)) as open_:
        task = open_.cursor
        await open_.press("t", "down", "right", "down", "pagedown", "home", "left")
        assert "= mandag 31-08-2026 (uge 36, om 12 dage)" in open_.text
        assert "august 2026" in open_.text
        assert " 36  [31 ]" in open_.text
        assert " 34   17   18   19*" in open_.text
        await open_.press("escape")
        assert "august 2026" not in open_.text
        await open_.press("down", "end", "enter", "enter")
        assert one(demo_store, "SELECT own_due FROM task_state WHERE task = ?", task) == (
            "2026-08-31"
        )


async def test_a_chooses_a_person_or_makes_one_on_the_spot(demo_store: Store) -> None:
    responsible = (
        "SELECT p.name FROM task_state s JOIN person p ON p.id = s.responsible WHERE s.task = ?"
    )
    async with dashboard(demo_store, "tasks") as open_:
        first, people = open_.cursor, count(demo_store, "person")
        await open_.press("a", *"strandg", "enter")
        assert one(demo_store, responsible, first) == "Mette Strandgaard"
        await open_.press("space", "space", "a", *"Åge [b]", "enter")
        assert one(demo_store, responsible, first) == "Åge [b]"
        assert "Ansvarlig Åge [b] på 2 opgaver" in open_.hint
        assert count(demo_store, "person") == people + 1
        await open_.press("u")
        assert count(demo_store, "person") == people
        assert one(demo_store, responsible, first) == "Mette Strandgaard"
        await open_.press("escape", "home", "a", "home", *"ingen", "enter")
        assert one(demo_store, responsible, first) is None


async def test_c_writes_a_comment_of_several_lines(demo_store: Store) -> None:
    async with dashboard(demo_store, "tasks") as open_:
        task = open_.cursor
        await open_.press("c", *"Ring", "enter", *"[/x]", "escape")
        assert "Esc igen kasserer ændringerne" in open_.text
        await open_.press("ctrl+s")
        found = one(demo_store, "SELECT text FROM note WHERE about = ? ORDER BY seq DESC", task)
        assert found == "Ring\n[/x]"
        assert "[/x]" in open_.text
        await open_.press("c", "x", "escape", "escape", "c", "escape")
        assert len(open_.app.screen_stack) == 1


async def test_delete_goes_on_to_the_neighbour_and_is_one_step(demo_store: Store) -> None:
    async with dashboard(demo_store, "tasks") as open_:
        await open_.press("W", "home")
        ids = list(open_.listed.list.pages.ids())
        await open_.press("j", "delete")
        assert open_.cursor == ids[2]
        assert open_.hint.startswith("Gemt (u fortryder): Slettet: ")
        await open_.press("end", "delete")
        assert open_.cursor == ids[-2]
        await open_.press("home", "space", "space", "space", "delete")
        assert open_.listed.list.marks == ()
        assert count(demo_store, "task") == len(ids) - 5
        await open_.press("A", "delete")
        assert f"Slettet: {len(ids) - 5} opgaver: {len(ids) - 5} poster" in open_.text
        await open_.press("enter")
        assert count(demo_store, "task") == count(demo_store, "task_state") == 0
        await open_.press("u", "u", "u", "u")
        assert set(open_.listed.list.pages.ids()) == set(ids)


async def test_bulk_days_are_shown_first_and_undone_as_one(demo_store: Store) -> None:
    set_ = (
        "SELECT (SELECT count(*) FROM task_state WHERE own_due = '2026-08-21') + "
        "(SELECT count(*) FROM task WHERE due = '2026-08-21' AND kind = 'lokal')"
    )
    async with dashboard(demo_store, "tasks") as open_:
        before = one(demo_store, "SELECT count(*) FROM task_state")
        await open_.press("W", "A", "t", *"fre", "enter")
        assert "Frist 21-08-2026 på 70 opgaver: 70 poster" in open_.text
        await open_.press("escape")
        assert one(demo_store, set_) == 0
        await open_.press("t", *"fre", "enter", "enter")
        assert one(demo_store, set_) == 70
        await open_.press("u")
        assert one(demo_store, set_) == 0
        assert one(demo_store, "SELECT count(*) FROM task_state") == before


async def test_udfasning_sets_follow_up_owner_and_done(demo_store: Store) -> None:
    async with dashboard(demo_store, "phase_outs") as open_:
        await open_.press("home", "t")
        assert "Et forløb har ingen frist at sætte." in open_.hint
        await open_.press("a")
        assert "Et forløb har ingen ansvarlig." in open_.hint
        await open_.press("j", "t", *"stop+1d")
        assert "! Datoen ligger efter stop" in open_.text
        await open_.press("home", *["delete"] * 8, *"i morgen", "enter")
        follow_up = "SELECT follow_up FROM campaign_system WHERE id = ?"
        assert one(demo_store, follow_up, open_.cursor) == "2026-08-20"
        await open_.press("a", *"strandg", "enter")
        owner = (
            "SELECT p.name FROM campaign_system c JOIN system s ON s.id = c.system "
            "JOIN person p ON p.id = s.owner WHERE c.id = ?"
        )
        assert one(demo_store, owner, open_.cursor) == "Mette Strandgaard"
        await open_.press("d")
        assert "Færdig" in open_.text
        await open_.press("home", "d")
        assert "Et forløb kan ikke sættes til udført." in open_.hint


async def test_dagsorden_makes_an_item_of_the_meeting_and_reads_it(demo_store: Store) -> None:
    async with dashboard(demo_store, "agenda") as open_:
        meeting = open_.cursor
        await open_.press("n", "enter", *"Nyt punkt", "ctrl+s")
        item = open_.cursor
        assert one(demo_store, "SELECT meeting FROM agenda_item WHERE id = ?", item) == meeting
        assert "Nyt punkt" in open_.text
        state = "SELECT state FROM preparation WHERE item = ?"
        await open_.press("d")
        assert one(demo_store, state, item) == "read"
        await open_.press("d")
        assert one(demo_store, state, item) == "unread"
        await open_.press("delete")
        assert one(demo_store, "SELECT id FROM agenda_item WHERE id = ?", item) is None
        assert one(demo_store, state, item) is None


async def test_a_role_gets_a_holder_and_a_group_has_nothing_to_edit(demo_store: Store) -> None:
    async with dashboard(demo_store, "roles") as open_:
        await open_.press("home", "e")
        assert "Der er ingen post" in open_.hint
        await open_.press("j", "a", *"Bo Ny", "enter")
        assert "Bo Ny" in open_.text
        await open_.press("t")
        assert "En rolle har ingen frist at sætte." in open_.hint
        await open_.press("d")
        assert len(open_.app.screen_stack) == 1


async def test_mixed_marks_do_what_they_can_and_say_the_rest(demo_store: Store) -> None:
    async with dashboard(demo_store, "agenda") as open_:
        question = one(demo_store, "SELECT id FROM question")
        open_.listed.list.go_to(question)
        await open_.press("space", "home", "j", "space", "t")
        assert "Resten springes over: Et dagsordenspunkt har ingen frist" in open_.hint
        await open_.press(*"Q4", "enter")
        promised = "SELECT promised_for FROM question WHERE id = ?"
        assert one(demo_store, promised, question) == "2026-12-31"


async def test_the_feed_is_not_edited_but_can_be_commented_on(store: Store) -> None:
    store.apply([Create("meeting", {"title": "Fælles"}, "katalog-m")], "Ny")
    with store.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE meeting SET bucket = ?", (FEED,))
    async with dashboard(store, "agenda") as open_:
        for key in ("e", "delete"):
            await open_.press(key)
            assert "«Fælles» er fra det nationale katalog" in open_.hint
        await open_.press("c", *"Husk", "ctrl+s")
        assert one(store, "SELECT about FROM note") == "katalog-m"


@pytest.mark.parametrize("mode", ["tasks", "agenda", "phase_outs", "roles"])
async def test_on_an_empty_list_keys_say_that_there_is_nothing(store: Store, mode: str) -> None:
    async with dashboard(store, mode) as open_:
        await open_.press("escape")
        await _to(open_, mode)
        for key in ("e", "t", "a", "c", "delete"):
            open_.listed.hint()
            await open_.press(key)
            assert "Der er ingen post" in open_.hint, key
        assert len(open_.app.screen_stack) == 1


async def _to(open_: Dashboard, mode: str) -> None:
    await open_.press({"tasks": "3", "agenda": "2", "phase_outs": "5", "roles": "4"}[mode])

"""Search in everything, and the bin."""

import pytest
from textual.widgets import Input, OptionList

from kombit_tui.db.changes import Create, Delete
from kombit_tui.db.queries.search import Hit, place_of
from kombit_tui.db.store import Store
from kombit_tui.screens.prompt import Report
from kombit_tui.screens.search import SearchScreen
from tests.tools.dashboard import Dashboard, dashboard


def records(store: Store) -> set[str]:
    """The records that are there."""
    return {row[0] for row in store.reader.execute("SELECT id FROM record_index")}


async def type_words(open_: Dashboard, words: str) -> None:
    """Type into the open search."""
    screen = open_.app.screen
    assert isinstance(screen, SearchScreen)
    screen.query_one(Input).value = words[:-1]
    await open_.press(words[-1])
    assert screen.query_one(Input).value == words


async def test_f_finds_by_kind_and_goes_to_the_record(demo_store: Store) -> None:
    async with dashboard(demo_store, "overview") as open_:
        await open_.press("f")
        await type_words(open_, "sapa")
        for heading in ("It-systemer: 2", "Roller: 4", "KLIK-opgaver: 4", "19 fundet"):
            assert heading in open_.text
        await open_.press("escape", "f")
        await type_words(open_, "nulsum")
        await open_.press("enter")
        await open_.until(lambda: open_.app.current_mode == "tasks")
        title = open_.listed.list.row(open_.listed.list.cursor)
        assert title is not None
        assert "nulsum" in title.cells[1].text


@pytest.mark.parametrize(
    ("kind", "mode"),
    [("question", "agenda"), ("assignment", "roles"), ("campaign_system", "phase_outs")],
)
async def test_each_kind_leads_to_its_screen(demo_store: Store, kind: str, mode: str) -> None:
    query = "SELECT id, title FROM record_index WHERE kind = ? ORDER BY seq LIMIT 1"
    record, title = demo_store.reader.execute(query, (kind,)).fetchone()
    async with dashboard(demo_store, "overview") as open_:
        await open_.app.go_to(Hit(record, kind, title, ""))
        await open_.until(lambda: open_.app.current_mode == mode)
        await open_.press()
        assert open_.cursor == place_of(demo_store.reader, record, kind)[0]


async def test_a_person_leads_to_the_roles_and_others_to_a_page(demo_store: Store) -> None:
    query = "SELECT name FROM person WHERE id IN (SELECT person FROM assignment) LIMIT 1"
    (name,) = demo_store.reader.execute(query).fetchone()
    async with dashboard(demo_store, "tasks") as open_:
        await open_.press("f")
        await type_words(open_, "brugere, rettigheder og rollegalleri")
        await open_.press("enter")
        assert isinstance(open_.app.screen, Report)
        assert "Kontakt: KLIK Support" in open_.text
        await open_.press("escape")
        await open_.app.go_to(Hit("0999-væk", "contact", "Væk", ""))
        assert open_.hint == "Posten er slettet i mellemtiden."
        await open_.press("f")
        await type_words(open_, name)
        listed = open_.app.screen.query_one(OptionList)
        people = [at for at, one in enumerate(listed.options) if "Personer" in str(one.prompt)]
        listed.highlighted = people[0] + 1
        await open_.press("enter")
        await open_.until(lambda: open_.app.current_mode == "roles")
        await open_.press()
        assert open_.listed.words == name
        assert len(open_.listed.list.pages.ids()) > 0


async def test_nothing_found_is_said_and_hostile_words_are_shown_as_they_are(store: Store) -> None:
    store.apply([Create("task", {"title": "[/b] [@click=app.quit]Se[/]"}, "0999-1")], "Ny")
    async with dashboard(store, "tasks", (80, 24)) as open_:
        await open_.press("f")
        assert "Alle ord skal findes" in open_.text
        await type_words(open_, "se xyz")
        assert "Intet indeholder «se xyz»" in open_.text
        await open_.press("enter", *["backspace"] * 4)
        assert "[/b] [@click=app.quit]Se[/]" in open_.text
        await open_.press("f", "q")
        assert len(open_.app.screen_stack) == 2, "letters belong to the field"


async def test_p_shows_the_bin_and_brings_back_what_belongs_together(store: Store) -> None:
    store.apply(
        [
            Create("task", {"title": "[x] Første"}, "0999-1"),
            Create("note", {"about": "0999-1", "text": "Ring"}, "0999-n"),
            Create("task", {"title": "Anden"}, "0999-2"),
        ],
        "Nye",
    )
    async with dashboard(store, "tasks") as open_:
        await open_.press("P")
        assert "Papirkurven er tom." in open_.text
        await open_.press("escape")
        gone = [Delete(one) for one in ("0999-1", "0999-n", "0999-2")]
        store.apply(gone, "Ryddet op")
        await open_.press("P")
        assert "[x] Første (og 1, der hører til)" in open_.text
        await open_.press("end", "enter", "escape", "end", "enter", "down", "enter")
        assert "Hentet fra papirkurven: 3 poster" in open_.hint
        assert records(store) == {"0999-1", "0999-n", "0999-2"}
        await open_.press("u")
        assert records(store) == set()
        await open_.press("P")
        await open_.press("end", "enter", "enter")
        assert "Hentet fra papirkurven: [x] Første" in open_.hint
        assert records(store) == {"0999-1", "0999-n"}
        await open_.press("P")
        assert "Første" not in open_.text.split("Papirkurv")[1].split("Enter henter")[0]

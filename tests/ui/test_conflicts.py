"""A conflict is a page and never in the way; every version is seen, every decision undoable."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kombit_tui.db.changes import Update
from kombit_tui.db.queries.conflicts import conflicts
from kombit_tui.db.store import Store
from kombit_tui.screens.conflict import ConflictScreen
from kombit_tui.screens.form import Form
from tests.tools import scenarios, synced
from tests.tools.dashboard import Dashboard, settle
from tests.tools.scenarios import Meet, tasks
from tests.tools.together import together


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that holds everything of this program."""
    monkeypatch.setenv("KOMBIT_TUI_HOME", str(tmp_path / "home"))
    return tmp_path


def page(open_: Dashboard) -> ConflictScreen:
    """The page of conflicts."""
    screen = open_.app._base
    assert isinstance(screen, ConflictScreen)
    return screen


def told(open_: Dashboard) -> list[str]:
    """What the detail says, line by line."""
    return ["".join(text for text, _ in line) for line in page(open_).detail._lines]


def held(store: Store, record: str, column: str) -> Any:
    """What a task holds."""
    found = store.reader.execute(f"SELECT {column} FROM task WHERE id = ?", (record,)).fetchone()
    return None if found is None else found[0]


def left(store: Store) -> set[str]:
    """The conflicts that are open."""
    return {row.id for row in conflicts(store.reader)}


async def on_wave(open_: Dashboard) -> None:
    """Put the cursor on the conflict about the wave."""
    page(open_).list.go_to("c1")
    await settle(open_.pilot)


@pytest.fixture
def meet(demo_store: Store) -> Meet:
    """Three conflicts about two tasks."""
    return scenarios.in_conflict(demo_store)


async def test_nothing_comes_in_the_way_of_what_one_does(demo_store: Store, meet: Meet) -> None:
    async with together(demo_store, meet, "tasks") as open_:
        assert len(open_.app.screen_stack) == 1
        assert "3 konflikter med en kollegas ændringer. Intet er gået tabt; se Synk." in open_.hint
        await open_.press("j", "j")
        assert open_.listed.MODE == "tasks"


async def test_every_version_is_told_with_who_and_when(demo_store: Store, meet: Meet) -> None:
    async with together(demo_store, meet, "conflict") as open_:
        await on_wave(open_)
        said = told(open_)
        assert said[0].startswith("Bølge · ")
        for line in (
            "m  Behold min (tester, 08:10)",
            "d  Brug deres (Åse Kjær, 08:40)",
            "b  Behold begge",
            "e  Ret selv",
        ):
            assert " ".join(line.split()) in [" ".join(one.split()) for one in said]
        at = [" ".join(one.split()) for one in said].index("m Behold min (tester, 08:10)")
        assert said[at + 1].strip() == "2"


@pytest.mark.parametrize(("key", "wave"), [("m", "2"), ("d", "3"), ("b", "3 / 2")])
async def test_a_key_decides_what_it_showed_and_u_reverts_it(
    demo_store: Store, meet: Meet, key: str, wave: str
) -> None:
    record = tasks(demo_store)[0]
    async with together(demo_store, meet, "conflict") as open_:
        await on_wave(open_)
        await open_.press(key)
        assert held(demo_store, record, "wave") == wave
        assert left(demo_store) == {"c2", "c3"}
        assert "u fortryder" in page(open_).hint_line.text
        await open_.press("u")
        assert held(demo_store, record, "wave") == "3"
        assert left(demo_store) == {"c1", "c2", "c3"}


async def test_the_cursor_goes_on_to_the_next_conflict(demo_store: Store, meet: Meet) -> None:
    async with together(demo_store, meet, "conflict") as open_:
        await on_wave(open_)
        await open_.press("m")
        assert page(open_).list.cursor_id == "c2"


async def test_what_cannot_be_both_stays_and_says_why(demo_store: Store, meet: Meet) -> None:
    async with together(demo_store, meet, "conflict") as open_:
        page(open_).list.go_to("c3")
        await settle(open_.pilot)
        assert any("kan ikke: «Konsekvens den» kan kun være én ting." in one for one in told(open_))
        await open_.press("b")
        assert "c3" in left(demo_store)
        assert "kan kun være én ting" in page(open_).hint_line.text


@pytest.mark.parametrize(("key", "wave", "lines"), [("M", "2", 2), ("D", "3", 2)])
async def test_a_capital_decides_the_whole_record_as_one_step(
    demo_store: Store, meet: Meet, key: str, wave: str, lines: int
) -> None:
    record = tasks(demo_store)[0]
    async with together(demo_store, meet, "conflict") as open_:
        await on_wave(open_)
        await open_.press(key)
        assert held(demo_store, record, "wave") == wave
        assert len(held(demo_store, record, "text").splitlines()) == lines
        assert left(demo_store) == {"c3"}
        await open_.press("u")
        assert left(demo_store) == {"c1", "c2", "c3"}


async def test_marked_conflicts_are_decided_as_one_step(demo_store: Store, meet: Meet) -> None:
    async with together(demo_store, meet, "conflict") as open_:
        await open_.press("A", "m")
        assert not left(demo_store)
        assert "Ingen konflikter." in open_.text
        await open_.press("u")
        assert left(demo_store) == {"c1", "c2", "c3"}


async def test_a_record_is_folded_and_its_heading_stands_for_its_conflicts(
    demo_store: Store, meet: Meet
) -> None:
    async with together(demo_store, meet, "conflict") as open_:
        await on_wave(open_)
        await open_.press("left")
        assert len(page(open_).list.pages) == 3
        await open_.press("d")
        assert left(demo_store) == {"c3"}


async def test_e_asks_for_the_fields_in_question_and_nothing_else(
    demo_store: Store, meet: Meet
) -> None:
    record = tasks(demo_store)[0]
    async with together(demo_store, meet, "conflict") as open_:
        await on_wave(open_)
        await open_.press("e")
        form = open_.app.screen
        assert isinstance(form, Form)
        assert [field.field.name for _, field in form.fields] == ["wave"]
        await open_.press("end", "backspace", "7", "ctrl+s")
        assert held(demo_store, record, "wave") == "7"
        assert left(demo_store) == {"c2", "c3"}
        await open_.press("u")
        assert left(demo_store) == {"c1", "c2", "c3"}


async def test_e_that_changes_nothing_lets_hold_what_stands(demo_store: Store, meet: Meet) -> None:
    async with together(demo_store, meet, "conflict") as open_:
        await on_wave(open_)
        await open_.press("e", "ctrl+s")
        assert held(demo_store, tasks(demo_store)[0], "wave") == "3"
        assert left(demo_store) == {"c2", "c3"}


async def test_e_that_is_given_up_decides_nothing(demo_store: Store, meet: Meet) -> None:
    async with together(demo_store, meet, "conflict") as open_:
        await on_wave(open_)
        await open_.press("e", "escape")
        assert left(demo_store) == {"c1", "c2", "c3"}


DELETIONS: list[tuple[Callable[[Store], Meet], str, bool]] = [
    (scenarios.deleted_there, "m", True),
    (scenarios.deleted_there, "d", False),
    (scenarios.deleted_here, "m", False),
    (scenarios.deleted_here, "d", True),
]


@pytest.mark.parametrize(("scenario", "key", "stays"), DELETIONS)
async def test_deleted_against_edited_asks(
    demo_store: Store, scenario: Callable[[Store], Meet], key: str, stays: bool
) -> None:
    record = tasks(demo_store)[0]
    async with together(demo_store, scenario(demo_store), "conflict") as open_:
        said = " ".join(told(open_))
        assert "har slettet posten" in said
        assert "Posten slettes." in said
        assert "Posten beholdes." in said
        await open_.press("e")
        assert "Vælg først, om posten skal beholdes" in page(open_).hint_line.text
        await open_.press(key)
        assert (held(demo_store, record, "wave") == "2") is stays
        assert not left(demo_store)
        await open_.press("u")
        assert held(demo_store, record, "wave") == "2"
        assert left(demo_store) == {"c1"}


async def test_enter_goes_to_the_record_and_esc_comes_back(demo_store: Store, meet: Meet) -> None:
    async with together(demo_store, meet, "conflict") as open_:
        await on_wave(open_)
        await open_.press("enter")
        await open_.until(lambda: open_.app._base.MODE == "tasks")
        await settle(open_.pilot)
        assert open_.cursor == tasks(demo_store)[0]
        await open_.press("escape")
        assert page(open_)


async def test_without_conflicts_it_says_so_and_keys_do_no_harm(demo_store: Store) -> None:
    async with together(demo_store, scenarios.in_step(demo_store), "conflict") as open_:
        assert "Ingen konflikter." in open_.text
        await open_.press("m")
        assert "ingen konflikt" in page(open_).hint_line.text
        await open_.press("e", "D", "enter")
        assert len(open_.app.screen_stack) == 1


async def test_what_changed_here_since_is_told(demo_store: Store, meet: Meet) -> None:
    demo_store.apply([Update(tasks(demo_store)[0], {"wave": "5"})], "Bølge")
    async with together(demo_store, meet, "conflict") as open_:
        await on_wave(open_)
        said = [one.strip() for one in told(open_)]
        assert said[said.index("Her nu") + 1] == "5"


@pytest.mark.parametrize("evil", ["[/b] [@click=app.quit]x[/]", "\x1b]0;x\x07\x9b31m", "‮x"])
async def test_foreign_text_in_a_conflict_is_data(demo_store: Store, evil: str) -> None:
    scenarios.join(demo_store)
    record = tasks(demo_store)[0]
    synced._insert(
        demo_store, "c1", record, "task", "fields", {"text": evil}, {"text": evil}, {"text": evil}
    )
    synced.write(demo_store, "UPDATE sync_conflict SET theirs_by = ?", evil)
    async with together(demo_store, scenarios.answering(None), "conflict") as open_:
        assert not {"\x1b", "\x9b", "‮"} & set(open_.text)
        await open_.press("8", "j", "j", "j", "C", "m")
        assert not left(demo_store)

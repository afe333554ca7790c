"""Import from inside the dashboard: what comes is shown first, and nothing is lost by a mistake."""

from pathlib import Path

import pytest

from kombit_tui.db.store import Store
from kombit_tui.screens.prompt import Prompt, Report
from tests.tools.dashboard import Dashboard, dashboard

MEETING = Path(__file__).parents[1] / "data" / "moede.txt"


def records(store: Store) -> int:
    """How many records there are."""
    return int(store.reader.execute("SELECT count(*) FROM record_index").fetchone()[0])


async def ask_for(open_: Dashboard, path: object) -> None:
    """Press i and give a path."""
    await open_.press("i")
    assert isinstance(open_.app.screen, Prompt)
    await open_.press(*str(path), "enter")


@pytest.mark.parametrize(
    ("name", "told"),
    [("findes-ikke.txt", "findes-ikke.txt"), ("[b].txt", "[b].txt"), ("", "")],
    ids=["missing", "markup", "folder"],
)
async def test_a_wrong_path_is_an_error_in_danish_and_nothing_is_lost(
    demo_store: Store, tmp_path: Path, name: str, told: str
) -> None:
    before = records(demo_store)
    async with dashboard(demo_store, "tasks") as open_:
        await open_.press("j")
        chosen = open_.cursor
        await ask_for(open_, tmp_path / name)
        await open_.until(lambda: open_.listed.hint_line.is_error)
        assert open_.hint.startswith("Filen kan ikke læses")
        assert told in open_.hint
        assert open_.cursor == chosen
        await open_.press("j")
    assert records(demo_store) == before


async def test_a_file_that_is_no_text_is_refused(demo_store: Store, tmp_path: Path) -> None:
    broken = tmp_path / "slides.pptx"
    broken.write_bytes(b"PK\x03\x04" + bytes(range(256)) * 40)
    before = records(demo_store)
    async with dashboard(demo_store, "tasks") as open_:
        await ask_for(open_, broken)
        await open_.until(lambda: open_.listed.hint_line.is_error)
        assert open_.hint.startswith("Filen kan ikke læses")
    assert records(demo_store) == before


async def test_no_path_and_esc_do_nothing(demo_store: Store) -> None:
    before = records(demo_store)
    async with dashboard(demo_store, "tasks") as open_:
        await open_.press("i", "enter")
        await open_.press("i", *"abc", "escape")
        assert len(open_.app.screen_stack) == 1
        assert not open_.listed.hint_line.is_error
    assert records(demo_store) == before


async def test_the_plan_is_shown_before_anything_is_written(store: Store) -> None:
    async with dashboard(store, "agenda") as open_:
        await open_.press("escape", "2")
        await ask_for(open_, MEETING)
        await open_.until(lambda: isinstance(open_.app.screen, Report))
        assert "Import af moede.txt" in open_.text
        assert "Dagsordenspunkter" in open_.text
        assert "Enter gemmer" in open_.text
        assert records(store) == 0
        await open_.press("escape")
        assert len(open_.app.screen_stack) == 1
    assert records(store) == 0


async def test_enter_saves_the_plan_as_one_step_that_u_takes_back(store: Store) -> None:
    async with dashboard(store, "agenda") as open_:
        await open_.press("escape", "2")
        await ask_for(open_, MEETING)
        await open_.until(lambda: isinstance(open_.app.screen, Report))
        await open_.press("enter")
        await open_.until(lambda: "Gemt (u fortryder): Import af moede.txt" in open_.hint)
        await open_.press()
        assert records(store) > 5
        assert len(open_.listed.list.pages) > 3
        await open_.press("u")
        assert records(store) == 0
        assert len(open_.listed.list.pages) == 0


async def test_the_same_file_again_has_nothing_to_save(store: Store) -> None:
    async with dashboard(store, "agenda") as open_:
        await open_.press("escape", "2")
        for _ in range(2):
            await ask_for(open_, MEETING)
            await open_.until(lambda: isinstance(open_.app.screen, Report))
            told = open_.text
            before = records(store)
            await open_.press("enter")
            await open_.until(lambda: len(open_.app.screen_stack) == 1)
            await open_.press()
        assert "Der er intet at gemme." in told
        assert "Enter lukker" in told
        assert records(store) == before

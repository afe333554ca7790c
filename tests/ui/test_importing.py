"""The choice of files to import: paths are completed, and nothing is lost by a wrong one."""

from pathlib import Path

import pytest

from kombit_tui.db.store import Store
from kombit_tui.screens.file_picker import FilePicker, Found
from tests.tools.dashboard import Dashboard, dashboard


def records(store: Store) -> int:
    """How many records there are."""
    return int(store.reader.execute("SELECT count(*) FROM record_index").fetchone()[0])


async def ask_for(open_: Dashboard, path: object) -> None:
    """Press i and give a path."""
    await open_.press("i")
    assert isinstance(open_.app.screen, FilePicker)
    await open_.press(*str(path), "enter")


@pytest.mark.parametrize(
    ("name", "told"),
    [("findes-ikke.txt", "findes-ikke.txt"), ("[b].txt", "[b].txt")],
    ids=["missing", "markup"],
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


async def test_tab_completes_and_enter_walks_into_folders(
    demo_store: Store, tmp_path: Path
) -> None:
    folder = tmp_path / "[b]møder"
    folder.mkdir()
    for name in ("marts.txt", "maj.txt", "billede.png", ".skjult.txt"):
        (folder / name).write_text("hej")
    async with dashboard(demo_store, "tasks") as open_:
        await open_.press("i", *f"{tmp_path}/[")
        picker = open_.app.screen
        assert isinstance(picker, FilePicker)
        await open_.until(lambda: len(picker.shown) == 1)
        await open_.press("tab")
        await open_.until(lambda: len(picker.shown) == 2)
        assert picker.input.value == f"{folder}/"
        await open_.press("tab")
        assert picker.input.value == f"{folder}/ma"
        await open_.press("down", "space")
        assert "1 valgt" in open_.text
        await open_.press("tab", *["backspace"] * 3)
        await open_.until(lambda: picker.shown[:1] == (Found(str(folder), is_folder=True),))
        await open_.press("down", "enter")
        assert picker.input.value == f"{folder}/"
        await open_.press("escape")
        assert len(open_.app.screen_stack) == 1

"""The key i takes files of every format, says how far a long one is, and lets go of it on Esc."""

from pathlib import Path

import pytest

from kombit_tui.app import opening
from kombit_tui.db.store import Store
from kombit_tui.ingest.readers import child
from kombit_tui.screens.file_picker import FilePicker
from kombit_tui.screens.progress import Progress
from kombit_tui.screens.review import ReviewScreen
from tests.tools.dashboard import Dashboard, dashboard

FILES = Path(__file__).parents[1] / "data" / "files"


async def ask_for(open_: Dashboard, path: Path) -> None:
    """Press i and give a path."""
    await open_.press("escape", "i")
    assert isinstance(open_.app.screen, FilePicker)
    assert ".pptx" in open_.text
    await open_.press(*str(path), "enter")


async def test_slides_are_read_shown_and_saved(store: Store) -> None:
    async with dashboard(store, "agenda") as open_:
        await ask_for(open_, FILES / "deck2.pdf")
        await open_.until(lambda: isinstance(open_.app._base, ReviewScreen))
        await open_.until(lambda: "Gennemsyn af deck2.pdf" in open_.text)
        await open_.press("M", "G")
        await open_.until(lambda: "Gemt (u fortryder): Import af deck2.pdf" in open_.hint)


async def test_a_long_file_says_how_far_it_is_and_esc_stops_it(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = "import time; print('[3, 40]', flush=True); time.sleep(60)"
    monkeypatch.setattr(child, "_WORKER", ("-I", "-c", script))
    monkeypatch.setattr(opening, "_PATIENCE", 0.05)
    async with dashboard(store, "agenda") as open_:
        await ask_for(open_, FILES / "deck2.pdf")
        await open_.until(lambda: isinstance(open_.app.screen, Progress))
        await open_.until(lambda: "Side 3 af 40" in open_.text)
        await open_.press("escape")
        await open_.until(lambda: "er afbrudt. Intet er gemt." in open_.hint)
        assert len(open_.app.screen_stack) == 1


async def test_a_file_that_breaks_its_parser_is_an_error_in_danish(store: Store) -> None:
    async with dashboard(store, "agenda") as open_:
        await ask_for(open_, FILES / "hostile" / "kids-loop.pdf")
        await open_.until(lambda: "Filen kan ikke læses: kids-loop.pdf" in open_.text)
        picker = open_.app.screen
        assert isinstance(picker, FilePicker)
        assert picker.input.value.endswith("kids-loop.pdf")

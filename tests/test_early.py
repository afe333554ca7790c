"""The first frame that is written before Textual is there."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from textual.geometry import Region

from kombit_tui import early
from kombit_tui.app import KombitApp
from kombit_tui.db.store import Store
from kombit_tui.looks import LOOKS
from kombit_tui.screens.tasks import TasksScreen
from kombit_tui.wording.themes import DEFAULT
from tests.conftest import NOW
from tests.tools.looks import current_looks

TODAY = NOW.date()
_CODES = re.compile(r"\x1b\[[0-9;]*m")


async def test_its_colours_are_those_of_the_widgets(store: Store) -> None:
    assert await current_looks(store) == LOOKS


@pytest.mark.parametrize("size", [(80, 24), (99, 30), (120, 36)])
async def test_it_says_what_textual_then_says(demo_store: Store, size: tuple[int, int]) -> None:
    width, height = size
    lines = [_CODES.sub("", line) for line in early.frame(demo_store.reader, TODAY, width, height)]
    app = KombitApp(demo_store, start="tasks")
    async with app.run_test(size=size) as pilot:
        await app.workers.wait_for_complete()
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, TasksScreen)
        shown = [strip.text for strip in screen.list.render_lines(_whole(screen))]
        top = screen.top_bar.render_line(0).text
    assert [len(line) for line in lines] == [width] * height
    assert lines[0] == top
    assert [line[: len(text)] for line, text in zip(lines[1:], shown, strict=False)] == shown


def _whole(screen: TasksScreen) -> Region:
    return Region(0, 0, screen.list.size.width, screen.list.size.height)


@pytest.mark.parametrize(("screen", "theme"), [("overview", DEFAULT), ("tasks", "dracula")])
def test_other_screens_and_themes_start_plainly(
    demo_store: Store, monkeypatch: pytest.MonkeyPatch, screen: str, theme: str
) -> None:
    monkeypatch.setattr("os.get_terminal_size", lambda _: __import__("os").terminal_size((120, 36)))
    assert early.paint(demo_store.reader, TODAY, screen, theme) is None


def test_it_loads_neither_textual_nor_the_orm(demo_store: Store) -> None:
    code = (
        "import sys; from pathlib import Path; from kombit_tui import early, launch\n"
        "from kombit_tui.db.store import Store\n"
        f"store = Store(Path({str(demo_store.path)!r}), who='x')\n"
        "early.frame(store.reader, store.clock().date(), 120, 36)\n"
        "print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=Path.cwd()
    )
    loaded = set(done.stdout.split())
    assert not loaded & {"textual", "rich", "sqlmodel", "sqlalchemy", "pydantic", "httpx"}

"""Which store the first frame shows: the one that the rest of the program then opens."""

import os
import sqlite3
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from kombit_tui import early, first, settings, whereabouts
from kombit_tui.db.queries.task_pages import TaskPages
from kombit_tui.db.store import Store

pytestmark = pytest.mark.skipif(os.name != "posix", reason="elsewhere there is no first frame")
ENVIRONMENTS: list[dict[str, str]] = [
    {},
    {"KOMBIT_TUI_HOME": "/hjem/æ"},
    {"XDG_DATA_HOME": "/data", "XDG_CONFIG_HOME": "/config"},
    {"XDG_DATA_HOME": "", "XDG_CONFIG_HOME": "relative"},
]


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_files_are_where_the_settings_say(
    environment: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("KOMBIT_TUI_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    store = whereabouts.place(whereabouts.DATA, whereabouts.STORE_FILE)
    config = whereabouts.place(whereabouts.CONFIG, whereabouts.SETTINGS_FILE)
    assert Path(store) == settings.store_path(settings.Settings())
    assert Path(config) == settings.settings_path()


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[tuple[int, str]]:
    """What would be painted on a terminal: how many tasks, in which theme."""
    seen: list[tuple[int, str]] = []

    def paint(connection: sqlite3.Connection, _: date, screen: str, theme: str) -> early.Painted:
        assert screen == early.SCREEN
        seen.append((len(TaskPages(connection)), theme))
        return early.Painted([])

    monkeypatch.setattr(early, "paint", paint)
    monkeypatch.setenv("KOMBIT_TUI_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(first, "_is_terminal", lambda: True)
    return seen


def test_it_shows_the_store_and_theme_that_are_asked_for(
    demo_store: Store, shown: list[tuple[int, str]], tmp_path: Path
) -> None:
    count = len(TaskPages(demo_store.reader))
    demo_store.close()
    odd = demo_store.path.rename(tmp_path / "100% #1?.sqlite3")
    assert first.paint_first(["--screen", "opgaver", f"--store={odd}"])
    home = tmp_path / "home"
    home.mkdir()
    (home / "settings.toml").write_text(f'store = "{odd}"\ntheme = "lys"\n', encoding="utf-8")
    assert first.paint_first(["--screen=opgaver"])
    assert shown == [(count, ""), (count, "lys")]


@pytest.mark.parametrize(
    "line", ["", "--screen roller", "--screen opgaver --demo", "--screen opgaver --store="]
)
def test_other_command_lines_start_plainly(shown: list[tuple[int, str]], line: str) -> None:
    assert first.paint_first(line.split()) is None
    assert not shown


@pytest.mark.parametrize("broken", ["theme = [", "theme = 7"])
def test_what_is_out_of_the_ordinary_is_left_to_the_program(
    shown: list[tuple[int, str]], tmp_path: Path, broken: str
) -> None:
    letter = tmp_path / "brev.txt"
    letter.write_text("hej" * 2_000, encoding="utf-8")
    for path in (letter, tmp_path / "væk.sqlite3"):
        assert first.paint_first(["--screen", "opgaver", "--store", str(path)]) is None
    assert not (tmp_path / "væk.sqlite3").exists()
    home = tmp_path / "home"
    home.mkdir()
    (home / "settings.toml").write_text(broken, encoding="utf-8")
    first.paint_first(["--screen", "opgaver", "--store", str(letter)])
    assert not shown


SLOW = (
    *("textual", "rich", "kombit_tui.settings", "kombit_tui.launch", "kombit_tui.db.store"),
    *("asyncio", "dataclasses", "inspect", "json", "logging", "pathlib", "tempfile"),
)
"""What is waited for longer than for the rows themselves."""


def test_the_first_frame_loads_next_to_nothing(demo_file: Path) -> None:
    code = (
        "import sys, datetime, kombit_tui.first; from kombit_tui import early\n"
        "from kombit_tui.db.reader import glance\n"
        "lines = early.frame(glance(sys.argv[1]), datetime.date(2026, 8, 19), 120, 36)\n"
        "print(len(lines), *[one for one in sys.argv[2:] if one in sys.modules])"
    )
    command = [sys.executable, "-c", code, str(demo_file), *SLOW]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.split() == ["36"]

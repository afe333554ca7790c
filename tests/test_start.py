"""The first frame does without what is slow to load."""

import subprocess
import sys
from pathlib import Path

PARSERS = ("pypdfium2", "pptx", "docx2python", "python_calamine", "defusedxml", "lxml")
"""They run in a child process and nowhere else."""
BY_KEY = (
    "kombit_tui.db.commands",
    "kombit_tui.db.edits",
    "kombit_tui.db.queries.nearby",
    "kombit_tui.db.queries.search",
    "kombit_tui.db.queries.tasks",
    "kombit_tui.domain.dates",
    "kombit_tui.domain.query",
    "kombit_tui.domain.records",
    "kombit_tui.domain.unclean",
    "kombit_tui.domain.waves",
    "kombit_tui.export",
    "kombit_tui.ingest",
    "kombit_tui.screens.chooser",
    "kombit_tui.screens.form",
    "kombit_tui.screens.help",
    "kombit_tui.screens.overview",
    "kombit_tui.screens.palette",
    "kombit_tui.screens.prompt",
    "kombit_tui.screens.task_detail",
    "kombit_tui.sync",
    "kombit_tui.widgets.clipboard",
    "hashlib",
    "tomllib",
)
"""What a key needs when it is pressed, or the detail when the cursor rests."""
SLOW = ("sqlmodel", "sqlalchemy", "pydantic", "httpx", "rapidfuzz", "typer", "keyring", *PARSERS)

SCRIPT = """
import sys
from pathlib import Path

import kombit_tui.__main__
import kombit_tui.launch
from kombit_tui.launch import SCREENS
import kombit_tui.app.shell
from kombit_tui.db.store import Store

# What comes after the first frame never comes.
kombit_tui.app.shell.LOAD_DELAY = 3600
kombit_tui.screens.base.LATER = kombit_tui.screens.list_screen.DETAIL_DELAY = 3600

async def look(pilot):
    await pilot.pause()
    strips = pilot.app.screen._compositor.render_strips()
    text = "".join(segment.text for strip in strips for segment in strip)
    assert sys.argv[3] in text, text
    print(*sorted(set(sys.modules) & set(sys.argv[4:])))
    pilot.app.exit()

store = Store(Path(sys.argv[1]), who="tester")
app = kombit_tui.app.shell.KombitApp(store, start=SCREENS[sys.argv[2]])
app.run(headless=True, size=(120, 36), auto_pilot=look)
store.close()
"""


def loaded(path: Path, screen: str, shown: str, modules: tuple[str, ...]) -> list[str]:
    """Which of `modules` are loaded when `screen` shows the text `shown`."""
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(path), screen, shown, *modules],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


def test_the_task_list_is_shown_without_the_write_path(demo_file: Path) -> None:
    assert loaded(demo_file, "opgaver", "Kortlæg", SLOW) == []


def test_the_task_list_is_shown_without_what_only_a_key_needs(demo_file: Path) -> None:
    assert loaded(demo_file, "opgaver", "Kortlæg", BY_KEY) == []


def test_the_probe_sees_what_is_loaded(demo_file: Path) -> None:
    assert loaded(demo_file, "opgaver", "Bekræft", ("textual", "sqlite3")) == ["sqlite3", "textual"]


def test_the_command_line_does_without_textual() -> None:
    script = "import sys, kombit_tui.cli, kombit_tui.launch; print('textual' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout.strip() == "False"

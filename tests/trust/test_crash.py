"""A fault of the program itself: two lines in Danish, a log without records, and an offer."""

import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from kombit_tui import logbook
from kombit_tui.app import KombitApp
from kombit_tui.db.store import Store
from kombit_tui.logbook import take_report
from kombit_tui.screens.prompt import Report
from tests.tools.dashboard import Dashboard, settle, until
from tests.tools.terminal import run_in_terminal

SECRET = "Hanne Holms sygemelding"
BEGUN = "En fejl standsede kombit-tui sidst"
FAULTS = {
    "a screen": "from kombit_tui.screens.tasks import TasksScreen as at; at.on_mount = fail",
    "a widget": "from kombit_tui.widgets.record_list import RecordList as at; at.on_click = fail",
    "a reply": "from kombit_tui.app.shell import KombitApp as at; at.on_mount = fail",
    "a clock": "from kombit_tui.app import KombitApp as at; at._look_for_foreign_writes = fail",
    "the start": "import kombit_tui.launch as at; at.open_store = fail",
    "a command": "import kombit_tui.cli.quick as at; at.carry_out = fail",
}
TOLD = "Fejlen står i".encode()
CLICK = b"\x1b[<0;30;8M\x1b[<0;30;8m"
KEYS, UNTIL = {"a widget": (CLICK,)}, {"a widget": b"Opgave"}
"""Where a fault waits for the user: what is shown before, and what the user does."""
SCRIPT = """
import sys

def fail(*_, **__):
    try:
        int("SECRET")
    except ValueError as error:
        raise RuntimeError("SECRET") from error

FAULT
from kombit_tui.__main__ import main
sys.exit(main())
"""


def crash(fault: str, arguments: list[str], home: Path) -> tuple[str, int]:
    """Let the program meet a fault; what it wrote, and its exit code."""
    script = SCRIPT.replace("SECRET", SECRET).replace("FAULT", FAULTS[fault])
    program = (sys.executable, "-c", script)
    written, code = run_in_terminal(
        arguments, home, KEYS.get(fault, ()), until=UNTIL.get(fault, TOLD), program=program
    )
    return written.decode("utf-8", "replace"), code


@pytest.fixture
def demo_file(demo_file: Path, tmp_path: Path) -> Path:
    """One of its own: a dashboard that is left notes the visit in it."""
    return Path(shutil.copy(demo_file, tmp_path / "demo.sqlite3"))


@pytest.mark.parametrize("fault", FAULTS)
def test_it_is_told_in_two_lines_and_noted_without_what_is_in_records(
    demo_file: Path, tmp_path: Path, fault: str
) -> None:
    verb = ["show", "x"] if fault == "a command" else ["--screen", "opgaver"]
    written, code = crash(fault, ["--store", str(demo_file), *verb], tmp_path)
    assert code == 1
    log, report = tmp_path / "kombit-tui.log", tmp_path / logbook.REPORT
    told = written[written.index("kombit-tui er standset") :].splitlines()
    assert told[0].startswith("kombit-tui er standset af en fejl. Alt, der var gemt, er bevaret.")
    assert told[1].startswith("Fejlen står i ")
    noted = log.read_text("utf-8")
    for text in (written, noted, report.read_text("utf-8")):
        assert SECRET not in text
        assert "Hanne" not in text
    assert "Traceback" not in written
    assert "Fejl: RuntimeError" in noted
    assert "Efter: ValueError" in noted
    assert "<string>:8 fail" in noted, noted
    assert report.read_text("utf-8") in noted
    if os.name == "posix":
        assert {stat.S_IMODE(one.stat().st_mode) for one in (log, report)} == {0o600}


async def shown_after(store: Store, report: str, *keys: str) -> tuple[str, str, str]:
    """The next start: what is on the screen, the hint after some keys, and the clipboard."""
    app = KombitApp(store, start="tasks")
    app.report_of_crash = report
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        open_ = Dashboard(app, pilot)
        if report:
            await until(pilot, lambda: isinstance(app.screen, Report))
        text = open_.text
        await open_.press(*keys)
        return text, open_.hint, app.clipboard


async def test_the_next_start_offers_the_report_and_the_one_after_does_not(
    demo_store: Store, demo_file: Path, tmp_path: Path
) -> None:
    crash("a screen", ["--store", str(demo_file), "--screen", "opgaver"], tmp_path)
    report = take_report(tmp_path / "kombit-tui.log")
    text, hint, clipboard = await shown_after(demo_store, report, "enter")
    assert BEGUN in text
    assert "Fejl: RuntimeError" in text
    assert clipboard == report
    assert hint == "Fejlrapporten er kopieret."
    again = take_report(tmp_path / "kombit-tui.log")
    assert again == ""
    text, _, _ = await shown_after(demo_store, again)
    assert BEGUN not in text


async def test_the_report_is_only_copied_when_it_is_asked_for(demo_store: Store) -> None:
    _, hint, clipboard = await shown_after(demo_store, "Fejl: RuntimeError", "escape")
    assert clipboard == ""
    assert "kopieret" not in hint


def test_the_real_start_after_a_crash_offers_it(demo_file: Path, tmp_path: Path) -> None:
    crash("a clock", ["--store", str(demo_file), "--screen", "opgaver"], tmp_path)
    written, code = run_in_terminal(
        ["--store", str(demo_file)], tmp_path, (b"\x1b",), until=BEGUN.encode()
    )
    assert code == 0
    assert BEGUN in written.decode("utf-8", "replace")
    assert not (tmp_path / logbook.REPORT).exists()


def test_a_log_that_cannot_be_written_hides_no_crash(tmp_path: Path, demo_file: Path) -> None:
    blocked = tmp_path / "home"
    blocked.write_text("a file where the folder should be")
    script = SCRIPT.replace("SECRET", SECRET).replace("FAULT", FAULTS["a command"])
    done = subprocess.run(
        [sys.executable, "-c", script, "--store", str(demo_file), "list", "task"],
        capture_output=True,
        text=True,
        env={**os.environ, "KOMBIT_TUI_HOME": str(blocked)},
        check=False,
    )
    assert done.returncode == 1
    assert "kombit-tui er standset af en fejl" in done.stderr
    assert SECRET not in done.stderr
    assert "Traceback" not in done.stderr

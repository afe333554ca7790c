"""A fault of the program itself: two lines in Danish, the log, and an exit code."""

import os
import pty
import select
import subprocess
import sys
from pathlib import Path

SCRIPT = """
import sys
from kombit_tui.screens.tasks import TasksScreen

def fail(self):
    raise RuntimeError("hemmelig titel")

TasksScreen.on_mount = fail
from kombit_tui.launch import launch
sys.exit(launch(["--store", sys.argv[1], "--screen", "opgaver"]))
"""


def test_it_is_told_in_two_lines_and_noted_in_the_log(demo_file: Path, tmp_path: Path) -> None:
    leader, follower = pty.openpty()
    environment = {**os.environ, "KOMBIT_TUI_HOME": str(tmp_path), "TERM": "xterm-256color"}
    program = subprocess.Popen(
        [sys.executable, "-c", SCRIPT, str(demo_file)],
        stdin=follower,
        stdout=follower,
        stderr=follower,
        env=environment,
    )
    os.close(follower)
    written = _all_of(leader)
    assert program.wait(timeout=30) == 1
    assert "kombit-tui er standset af en fejl" in written
    assert "Traceback" not in written
    assert "hemmelig" not in written
    assert "hemmelig titel" in (tmp_path / "kombit-tui.log").read_text("utf-8")


def _all_of(terminal: int) -> str:
    written = b""
    while select.select([terminal], [], [], 30)[0]:
        try:
            piece = os.read(terminal, 65_536)
        except OSError:  # Linux says so when the program has closed its side
            break
        if not piece:
            break
        written += piece
    os.close(terminal)
    return written.decode("utf-8", "replace")

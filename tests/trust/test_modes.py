"""What is the user's is for the user alone: files 0600, folders 0700, whatever the umask."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.tools.terminal import run_in_terminal

pytestmark = pytest.mark.skipif(os.name != "posix", reason="other systems have no such modes")

JOURNEY = """
import os, sys, keyring
from datetime import date
from pathlib import Path
from keyring.backends.fail import Keyring
os.umask(0)
keyring.set_keyring(Keyring())
from kombit_tui import credentials, settings
from kombit_tui.db.changes import Create
from kombit_tui.launch import open_store
from kombit_tui.logbook import log_to, note, note_crash

settings.keep("server", "https://synk.korsbaek.example/v1")
credentials.keep("https://synk.korsbaek.example/v1", "ida", "hemmelig")
log_to(settings.log_path())
note(RuntimeError("x"))
note_crash(RuntimeError("x"))
store = open_store(settings.load(), None)
store.apply([Create("task", {"title": "Opgave"}, "0999-a")], "Ny")
store.close()
"""


def modes(folder: Path) -> dict[str, str]:
    """What is in a folder, and who may do what with it."""
    found = [folder, *folder.rglob("*")]
    return {
        str(one.relative_to(folder.parent)): f"{stat.S_IMODE(one.stat().st_mode):o}"
        for one in found
    }


def open_to_others(folder: Path) -> dict[str, str]:
    """What anybody but the user may do anything with."""
    return {name: mode for name, mode in modes(folder).items() if mode not in ("600", "700")}


def test_all_that_the_program_writes_is_closed_to_others(tmp_path: Path) -> None:
    home = tmp_path / "home"
    environment = {**os.environ, "KOMBIT_TUI_HOME": str(home)}
    subprocess.run([sys.executable, "-c", JOURNEY], env=environment, check=True, umask=0)
    for verb in (("backup", str(home / "kopi.sqlite3")), ("doctor",)):
        words = [sys.executable, "-m", "kombit_tui", *verb]
        subprocess.run(words, env=environment, check=False, umask=0, capture_output=True)
    found = modes(home)
    assert open_to_others(home) == {}
    assert {"home/adgangskoder.json", "home/kombit-tui.log", "home/settings.toml"} <= set(found)
    assert "home/standset.txt" in found
    assert [name for name in found if name.endswith(".sqlite3")]
    assert "home/kopi.sqlite3" in found


def test_a_dashboard_leaves_nothing_open_to_others(tmp_path: Path) -> None:
    home = tmp_path / "home"
    former = os.umask(0)
    try:
        _, code = run_in_terminal(["--demo"], home, (b"3", b"j"), until=b"Korsb")
    finally:
        os.umask(former)
    assert code == 0
    assert open_to_others(home) == {}
    assert [name for name in modes(home) if name.endswith(".sqlite3")]


def test_a_log_that_others_could_read_is_closed_to_them(tmp_path: Path) -> None:
    log = tmp_path / "kombit-tui.log"
    log.write_text("")
    log.chmod(0o644)
    script = (
        "import sys; from pathlib import Path; from kombit_tui.logbook import log_to, note;"
        "log_to(Path(sys.argv[1])); note(ValueError('x'))"
    )
    subprocess.run([sys.executable, "-c", script, str(log)], check=True)
    assert stat.S_IMODE(log.stat().st_mode) == 0o600
    assert "ValueError" in log.read_text("utf-8")

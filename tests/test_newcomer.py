"""A newcomer's first hour: install the wheel, read a deck, work with it, take it along. No network.

The libraries are those of this environment; the program itself is only what the wheel brings.
"""

import json
import os
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest
from icalendar import Calendar
from python_calamine import CalamineWorkbook

from tests.tools.packages import ROOT, Built, version_of

DECK = ROOT / "tests" / "fixtures" / "moede-2022-03.pptx"
pytestmark = [
    pytest.mark.skipif(os.name != "posix", reason="paths of a venv as on POSIX"),
    pytest.mark.xdist_group("packages"),
]


class Newcomer:
    """Somebody with a fresh installation, outside any checkout."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.program = home / "venv" / "bin" / "kombit-tui"
        keep = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
        self._environment = keep | {"HOME": str(home), "PYTHONUTF8": "1"}

    def install(self, wheel: Path) -> None:
        """Install the wheel, and nothing else, in an empty environment."""
        venv = self.home / "venv"
        self._python("-m", "venv", "--without-pip", str(venv))
        python, pip = str(venv / "bin" / "python"), ("--no-deps", "--no-index", "--quiet")
        self._python("-m", "pip", "--python", python, "install", *pip, str(wheel))
        (packages,) = venv.glob("lib/python*/site-packages")
        (packages / "libraries.pth").write_text(sysconfig.get_paths()["purelib"] + "\n")

    def _python(self, *words: str) -> None:
        subprocess.run([sys.executable, *words], cwd=self.home, check=True, timeout=120)

    def run(self, *words: str, code: int = 0) -> str:
        """What a command answers."""
        done = subprocess.run(
            [self.program, *words],
            cwd=self.home,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=60,
            check=False,
        )
        assert (done.returncode, "Traceback" in done.stderr) == (code, False), done.stderr
        return done.stdout


def test_a_newcomers_first_hour(tmp_path: Path, built: Built) -> None:
    me = Newcomer(tmp_path)
    me.install(built.wheel)

    assert me.run("--version") == f"kombit-tui {version_of(built.wheel)}\n"
    assert me.run("--help").startswith("Brug: kombit-tui [VALG] KOMMANDO")
    assert str(ROOT) not in me.run("doctor"), "nothing of the checkout is used"

    told = me.run("import", "--kommune", "0101", "--yes", "0", str(DECK))
    assert told.splitlines()[-1] == "Gemt. «u» i dashboardet fortryder det hele."
    listed = me.run("list", "tasks").splitlines()
    tasks = json.loads(me.run("list", "tasks", "--json"))
    assert len(listed) == len(tasks) > 3
    first, second = tasks[0], tasks[1]
    assert listed[0].split("\t")[-1] == first["id"][-8:]
    assert me.run("show", first["id"][-8:]).startswith(f"KLIK-opgave: {first['title']}\n")

    told = me.run("set", first["id"], "status=påbegyndt", "frist=31-12-2031")
    assert told.splitlines() == [
        f"Gemt: status, frist på {first['title']}", "Fortryd med: kombit-tui undo",
    ]  # fmt: skip
    assert "Status «Fuldført» på " in me.run("done", second["id"])
    now = {one["id"]: one for one in json.loads(me.run("list", "tasks", "--json"))}
    assert now[first["id"]]["status"] == "started"
    assert now[second["id"]]["status"] == "done"

    for ending in ("ics", "xlsx", "md"):
        me.run("export", ending, "tasks", "-o", f"opgaver.{ending}")
    events = Calendar.from_ical((tmp_path / "opgaver.ics").read_bytes()).walk("VEVENT")
    assert f"{second['id']}@kombit-tui" in {str(one["UID"]) for one in events}
    rows = CalamineWorkbook.from_path(str(tmp_path / "opgaver.xlsx")).get_sheet_by_index(0)
    assert {row[-1] for row in rows.to_python()[2:]} == set(now)
    assert (tmp_path / "opgaver.md").read_text("utf-8").count(first["id"]) == 1

    assert "Overskredet: " in me.run("status")
    assert json.loads(me.run("status", "--json"))["open_tasks"] == len(tasks) - 1

    assert me.run("backup", "kopi.sqlite3").startswith("Gemt: ")
    assert me.run("undo").startswith("Fortrudt: Status «Fuldført» på ")
    assert me.run("restore", "kopi.sqlite3", "--yes").startswith("Gendannet fra kopi.sqlite3.")
    assert {one["id"]: one for one in json.loads(me.run("list", "tasks", "--json"))} == now
    assert me.run("doctor").endswith("Alt er i orden.\n")

"""`kill -9` of the dashboard while keys come in: what it has said is saved is there."""

import os
import random
import re
import sqlite3
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from benchmarks.terminal import Terminal
from tests.fire.conftest import MOMENTS, SEED
from tests.fire.test_kill import LATER
from tests.tools.judging import judge

pytestmark = pytest.mark.skipif(os.name != "posix", reason="terminals of POSIX")
LONGEST = 1.0
"""Seconds from the first thing saved until it is killed, at most."""
SAVED = re.compile(r"Oprettet: (\S+)")
SAVE, ENTER = "\x13", "\r"


def opened(path: Path, home: Path) -> Terminal:
    """The dashboard on its list of tasks."""
    command = [sys.executable, "-m", "kombit_tui", "--store", str(path), "--screen", "opgaver"]
    terminal = Terminal(command, {"KOMBIT_TUI_HOME": str(home), "TERM": "xterm-256color"})
    terminal.wait_for("Opgaver")
    return terminal


def worked_with(terminal: Terminal, token: str, seconds: float, *, undoes: bool = True) -> set[str]:
    """What the dashboard said was saved until the moment it was killed.

    Args:
        terminal: where it is open.
        token: what the titles of the new tasks begin with.
        seconds: how long it lives after the first of them.
        undoes: what was done to all of them is taken back each time, by whomever it was done.
    """
    saved: set[str] = set()
    number, until = 0, float("inf")
    terminal.send(f"n{token}-0{SAVE}")
    while time.monotonic() < until:
        terminal.settle(0.01)
        new = set(SAVED.findall(terminal.text())) - saved
        if not new:
            continue
        saved |= new
        number += 1
        until = min(until, time.monotonic() + seconds)
        if number % 2:  # all of them at once
            terminal.send(f"Asj{ENTER}{ENTER}{'u' if undoes else ''}")
        terminal.send(f"n{token}-{number}{SAVE}")
    return saved


@pytest.mark.timeout(3600)
def test_what_the_dashboard_has_said_is_saved_stays_saved(path: Path, home: Path) -> None:
    chance = random.Random(SEED)
    saved: set[str] = set()
    for number in range(max(MOMENTS // 6, 1)):
        with opened(path, home) as terminal:
            saved |= worked_with(terminal, f"m{number}", chance.uniform(0, LONGEST))
        held = judge(path, LATER)
        assert saved <= {one.get("title") for one in held.values()}, "something is lost"
        check_steps(path)
    assert len(saved) >= max(MOMENTS // 6, 1)


def check_steps(path: Path) -> None:
    """A step on many records is there with all of them."""
    with closing(sqlite3.connect(path)) as connection:
        steps = connection.execute(
            "SELECT label, count(*) FROM journal_group g JOIN journal_entry e ON e.group_id = g.id "
            "WHERE label LIKE '% poster%' GROUP BY g.id"
        ).fetchall()
    for label, entries in steps:
        said = re.search(r"(\d+) poster", label)
        assert said, label
        assert int(said[1]) == entries, label

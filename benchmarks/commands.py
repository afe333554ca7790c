"""One command for one answer: `kombit-tui list` beside Taskwarrior on the same tasks.

Each is started anew and says all it has to say to nobody. Taskwarrior is optional: `apt install
taskwarrior`. An empty Python and one that asks SQLite tell how much of ours is not ours.
"""

import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import NamedTuple
from uuid import UUID

from benchmarks.big_store import FOLDER, big_store
from benchmarks.goals import Goal
from kombit_tui.db.store import Store

Times = dict[str, list[float]]
"""Command -> milliseconds, a round each."""
_RC = "data.location={folder}\nconfirmation=off\ngc=off\nhooks=off\nverbose=nothing\n"
_SQLITE = "import sqlite3; sqlite3.connect({path!r}).execute('SELECT id FROM task_row').fetchone()"


class Pair(NamedTuple):
    """The same question to both."""

    name: str
    ours: tuple[str, ...]
    theirs: tuple[str, ...]
    is_goal: bool = True


PAIRS = (
    Pair("by day", ("frist:21-08-2026",), ("due:2026-08-21", "list")),
    Pair("by words", ("certifikat", "Ærø"), ("certifikat", "Ærø", "list")),
    Pair("by project", ("projekt:SF1412",), ("project:SF1412", "list")),
    Pair("all", (), ("list",), is_goal=False),
    Pair("all, JSON", ("--json",), ("export",), is_goal=False),
)


def measure(rounds: int, tasks: int) -> tuple[Times, list[Goal]]:
    """Every question in turn to both programs."""
    store = big_store(tasks)
    task = shutil.which("task")
    rc = _exported(store, tasks) if task else None
    commands: dict[str, list[str]] = {
        "python -c pass": [sys.executable, "-c", "pass"],
        "python, sqlite3": [sys.executable, "-c", _SQLITE.format(path=str(store))],
    }
    ours = [str(Path(sys.executable).with_name("kombit-tui")), "--store", str(store), "list"]
    for pair in PAIRS:
        commands[f"kombit-tui, {pair.name}"] = [*ours, "tasks", *pair.ours]
        if task and rc:
            commands[f"Taskwarrior, {pair.name}"] = [task, f"rc:{rc}", *pair.theirs]
    times: Times = {name: [] for name in commands}
    for turn in range(rounds + 1):
        for name, command in commands.items():
            spent = _run(command)
            if turn:  # the first time reads everything from the disk
                times[name].append(spent)
    return times, list(_goals(times))


def lines(times: Times) -> Iterator[str]:
    """The figures, for people to read."""
    for name, spent in times.items():
        yield f"{name:<28}{median(spent):>9.0f} ms"


def _goals(times: Times) -> Iterator[Goal]:
    found = [
        median(mine / other for mine, other in zip(ours, theirs, strict=True))
        for pair in PAIRS
        if pair.is_goal
        for ours, theirs in [
            (times[f"kombit-tui, {pair.name}"], times.get(f"Taskwarrior, {pair.name}", []))
        ]
        if theirs
    ]
    yield Goal("C1", "list of what a filter finds / Taskwarrior's", 0.1, max(found, default=None))


def _run(command: list[str]) -> float:
    began = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    return (time.perf_counter() - began) * 1000


def _exported(store: Path, tasks: int) -> Path:
    """The settings of a Taskwarrior that has the same tasks; made once."""
    folder = Path(FOLDER) / f"taskwarrior-{tasks}"
    rc = folder / "rc"
    if rc.exists():
        return rc
    folder.mkdir(exist_ok=True)
    with closing(Store(store, who="benchmark")) as opened:
        query = "SELECT seq, title, due, project FROM task_row"
        told = [_told(*row) for row in opened.reader.execute(query)]
    (folder / "pending.data").write_text("".join(told), "utf-8")
    rc.write_text(_RC.format(folder=folder), "utf-8")
    return rc


def _told(seq: int, title: str, due: str | None, project: str | None) -> str:
    """A task as Taskwarrior 2 keeps it."""
    values = {
        "description": title.replace('"', "'"),
        "due": _second(due),
        "entry": "1785542400",
        "project": (project or "").replace(" ", ""),
        "status": "pending",
        "uuid": str(UUID(int=(1 << 100) + seq)),
    }
    told = " ".join(f'{name}:"{value}"' for name, value in values.items() if value)
    return f"[{told}]\n"


def _second(due: str | None) -> str:
    try:
        day = datetime.fromisoformat(due or "")
    except ValueError:
        return ""
    return str(int(day.replace(tzinfo=UTC).timestamp()))

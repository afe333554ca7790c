"""Well-known programs of the terminal, held beside ours for how soon they can be used.

Each is looked for in an environment of its own (`benchmarks/data/peers/<name>`), then on the
machine; what is not there is left out. They start with next to nothing to show, in a home of their
own, so that what is told is the program and not what somebody keeps in it.
"""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from benchmarks.big_store import FOLDER
from benchmarks.programs import Program

HOMES = FOLDER / "peers"
_TASKS = 20


class Peer(NamedTuple):
    """How a peer is started, and what it shows first."""

    name: str
    arguments: tuple[str, ...]
    mark: str


PEERS = (
    Peer("vit", (), "tasks shown"),
    Peer("dooit", (), "Workspaces"),
    Peer("posting", (), "Collection"),
    Peer("harlequin", ("--no-download-tzdata", ":memory:"), "Data Catalog"),
)


def peers(home: Path) -> Iterator[Program]:
    """Those that are installed; `home` is where they may leave what they keep."""
    for one in PEERS:
        found = shutil.which(one.name, path=str(HOMES / one.name / "bin"))
        found = found or shutil.which(one.name)
        if found is None or (one.name == "vit" and not _has_tasks(home)):
            continue
        settings = (f"HOME={home}", f"XDG_CONFIG_HOME={home}", f"XDG_DATA_HOME={home}")
        yield Program(one.name, ("env", *settings, found, *one.arguments), one.mark, quiet=1.0)


def _has_tasks(home: Path) -> bool:
    """Give vit's Taskwarrior a few tasks, and no questions to ask."""
    task = shutil.which("task")
    if task is None:
        return False
    (home / ".taskrc").write_text(f"data.location={home}\nconfirmation=off\n", "utf-8")
    (home / ".vit").mkdir(exist_ok=True)
    (home / ".vit" / "config.ini").touch()
    for number in range(_TASKS):
        subprocess.run(
            [task, "add", f"opgave {number}"],
            env={**os.environ, "HOME": str(home)},
            check=True,
            capture_output=True,
        )
    return True

"""A program that bears command lines of `kombit-tui`, each in a process of its own.

Its orders are the path of a file that says what is called; beside it lies what came of it. All that
commands load is loaded, so a command costs a fork and not a start: `tests.commands.forked`.
"""

import json
import os
import sys
from pathlib import Path

import kinto.core.cache.postgresql
import kinto.core.permission.postgresql
import kinto.core.storage.postgresql  # noqa: F401 - loaded for those who are born

import kombit_tui.cli.root
import kombit_tui.server.check
import kombit_tui.server.cli
import kombit_tui.server.run
import kombit_tui.sync.cli  # noqa: F401
from kombit_tui.__main__ import main
from tests.server.kinto import memory_app
from tests.tools.nursery import bear


def work(path: str) -> None:
    """Call what the order says; output and exit code become files beside it."""
    order = json.loads(Path(path).read_text("utf-8"))
    os.environ.clear()
    os.environ.update(order["environment"])
    os.chdir(order["folder"])
    flags = os.O_WRONLY | os.O_CREAT
    for name, number in (("out", 1), ("err", 2)):
        os.dup2(os.open(f"{path}.{name}", flags, 0o600), number)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    sys.argv = ["kombit-tui", *order["arguments"]]
    code = main()
    sys.stdout.flush()
    sys.stderr.flush()
    Path(f"{path}.code").write_text(str(code), "utf-8")


if __name__ == "__main__":
    memory_app()  # loads what Kinto finds by name
    bear(work)

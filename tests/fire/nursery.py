"""A program that bears command lines, so that they can be killed: `tests.tools.nursery`.

Its orders are `JOB STORE TOKEN`. A job says what it has done when its command has ended well, and
goes on until it is killed; a job that can be done once is done once.
"""

import io
import os
import sys
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from unittest import mock

from kombit_tui.__main__ import main
from kombit_tui.db import migrations
from kombit_tui.db.store import Store
from tests.conftest import now
from tests.tools.nursery import bear

ROWS = 12
"""Tasks in a file that is imported: all of them are there, or none."""
STEPS = (
    "CREATE TABLE fire (id TEXT);\nINSERT INTO fire SELECT id FROM record_index;\n",
    "CREATE INDEX fire_id ON fire (id);\nINSERT INTO fire SELECT 'x' || id FROM fire;\n",
)
"""What a later program does to a store."""


def command(store: str, *words: str) -> bool:
    """Whether a command line ended well."""
    arguments = ["kombit-tui", "--store", store, *words]
    out, err, nothing = io.StringIO(), io.StringIO(), io.StringIO()
    with mock.patch.multiple(sys, argv=arguments, stdout=out, stderr=err, stdin=nothing):
        code = main()
    if code:
        print(words, err.getvalue(), file=sys.stderr)
    return code == 0


def adding(store: str, token: str) -> Iterator[str]:
    """A task, and then work on it."""
    for number in count():
        title = f"{token}-{number}"
        if command(store, "add", "tasks", f"titel={title}", f"kode={title}"):
            yield f"add {title}"
        if command(store, "set", title, "status=påbegyndt"):
            yield f"set {title}"
        if command(store, "done", title):
            yield f"done {title}"


def importing(store: str, token: str) -> Iterator[str]:
    """Files of many tasks, each imported as one step."""
    for number in count():
        name = f"{token}-{number}"
        file = Path(store).parent / f"{name}.csv"
        rows = "\n".join(f"I{name}-{n};{name}-{n};01-02-2027" for n in range(ROWS))
        file.write_text(f"ID;Opgave;Slut\n{rows}\n", "utf-8")
        if command(store, "import", "--yes", "0", str(file)):
            yield f"import {name}"


def backing_up(store: str, _token: str) -> Iterator[str]:
    """The same backup again and again."""
    for _ in count():
        if command(store, "backup", f"{store}.kopi", "--yes"):
            yield "backup"


def restoring(store: str, _token: str) -> Iterator[str]:
    """Bring the backup back, once."""
    if command(store, "restore", f"{store}.kopi", "--yes"):
        yield "restore"


def migrating(store: str, _token: str) -> Iterator[str]:
    """Open a store as a later program does."""
    known, latest = migrations._steps(), migrations.LATEST
    later = [(latest + n, script) for n, script in enumerate(STEPS, 1)]
    steps = mock.Mock(return_value=[*known, *later])
    with mock.patch.multiple(migrations, LATEST=latest + len(STEPS), _steps=steps):
        Store(Path(store), who="senere", clock=now).close()
    yield "migrate"


def beginning(store: str, _token: str) -> Iterator[str]:
    """The very first command, and the first demo."""
    if command(store, "--demo", "status"):
        yield "demo"


JOBS = {
    "add": adding,
    "import": importing,
    "backup": backing_up,
    "restore": restoring,
    "migrate": migrating,
    "begin": beginning,
}


def work(job: str, store: str, token: str) -> None:
    """Do a job, and say each thing that is done."""
    aloud = os.fdopen(os.dup(1), "w")
    for done in JOBS[job](store, token):
        print(done, file=aloud, flush=True)


def warm_up() -> None:
    """Load what the commands need, by using it: whoever is born finds it."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        os.environ["KOMBIT_TUI_HOME"] = folder
        store = f"{folder}/s.sqlite3"
        for job in ("add", "import", "backup", "restore"):
            begun = JOBS[job](store, "varm")
            next(begun)


if __name__ == "__main__":
    warm_up()
    bear(work)

"""The programs that are held side by side: how each is started, and which keys do the same in it.

fzf and VisiData are optional: `find` gives None for what is not installed.
"""

import shutil
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from benchmarks.apps import echo, hello, table
from benchmarks.big_store import FOLDER
from benchmarks.terminal import COLUMNS
from kombit_tui.db.queries.performers import performers
from kombit_tui.db.queries.tasks import TaskPages
from kombit_tui.db.store import Store
from kombit_tui.wording.frame import DETAIL_WIDTH
from kombit_tui.wording.task_rows import TASK_COLUMNS, task_line

DOWN = "\x1b[B"
MOVES = {"down": DOWN, "page down": "\x1b[6~", "end": "\x1b[F", "home": "\x1b[H"}
_CLICK = "\x1b[<0;25;2M\x1b[<0;25;2m"
"""Of the mouse on the head of the task column."""
_PIECE = 10_000


class Program(NamedTuple):
    """A program, and how it is driven."""

    name: str
    command: tuple[str, ...]
    mark: str
    """What it shows as soon as there is something to see."""
    moves: Mapping[str, str] = MOVES
    """Its keys for moving."""
    columns: int = COLUMNS
    """How many columns of its screen hold what is measured; the detail beside a list is none."""
    sort: tuple[str, ...] = ()
    """Keys that sort by the task; the last one is measured."""
    open_filter: str = ""
    """The key before a filter can be typed."""
    quiet: float = 0.35
    """Seconds without a byte after which it is sure to have finished."""


def _python(module: str, *arguments: str) -> tuple[str, ...]:
    return (sys.executable, "-m", module, *arguments)


HELLO = Program(
    "bare Textual app", _python("benchmarks.apps.hello"), hello.MARK, moves={"down": DOWN}
)
ECHO = Program("empty Input", _python("benchmarks.apps.echo"), echo.MARK)


def ours(store: Path, name: str = "kombit-tui") -> Program:
    """Our list of tasks."""
    command = _python("kombit_tui", "--store", str(store), "--screen", "opgaver")
    return Program(
        name,
        command,
        "A0",
        columns=COLUMNS - DETAIL_WIDTH,
        sort=(_CLICK,),
        open_filter="/",
    )


def data_table(lines: Path, name: str) -> Program:
    """Textual's own table with the same rows."""
    command = _python("benchmarks.apps.table", str(lines))
    moves = {**MOVES, "end": "\x1b[1;5F", "home": "\x1b[1;5H"}
    return Program(name, command, table.MARK, moves, sort=("s",), quiet=2.0)


def fzf(lines: Path, name: str = "fzf -e") -> Program | None:
    """The reference for a filter that answers at once."""
    if shutil.which("fzf") is None:
        return None
    command = ("sh", "-c", f"fzf -e --reverse < '{lines}'")
    return Program(name, command, "A0", {name: MOVES[name] for name in ("down", "page down")})


def visidata(lines: Path) -> Program | None:
    """The reference for tables in a terminal; looked for in an environment of its own."""
    found = shutil.which("vd", path=str(FOLDER / "visidata" / "bin")) or shutil.which("vd")
    if found is None:
        return None
    moves = {**MOVES, "end": "G", "home": "gg"}
    return Program("VisiData", (found, str(lines)), "A0", moves, sort=("]", "["), quiet=1.0)


def lines_of(store: Path, limit: int) -> Path:
    """A file with the first rows of a store as our list shows them, cells parted by tabs."""
    path = store.with_name(f"{store.stem}-{limit}.tsv")
    if path.exists():
        return path
    opened = Store(store, who="benchmark")
    pages, today = TaskPages(opened.reader), opened.clock().date()
    held = performers(opened.reader, today)
    with path.open("w", encoding="utf-8") as file:
        file.write("\t".join(column.label for column in TASK_COLUMNS) + "\n")
        for start in range(0, min(limit, len(pages)), _PIECE):
            for row in pages.page(start, min(start + _PIECE, limit)):
                cells = [cell.text.strip() for cell in task_line(row, today, held).cells]
                file.write("\t".join(cells) + "\n")
    opened.close()
    return path

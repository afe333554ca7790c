"""Reading files beside the bare libraries: a deck of 40 pages, a spreadsheet of 5,000 rows.

The library alone is a program that opens the file and takes all its text: the least that can be
done. Ours is the same file read as the dashboard reads it, in a process of its own that is bound
and checked. Both begin with nothing loaded, so both start an interpreter; CPU counts that of every
process. How long it takes to make a plan of it is told in seconds of CPU, of which one process
works at a time: where nothing else runs, that is how long somebody waits.
"""

import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from statistics import median
from typing import NamedTuple

from benchmarks.goals import Goal
from kombit_tui.ingest.pipeline import read_whole
from kombit_tui.ingest.plan import make_plan
from kombit_tui.ingest.readers.child import read_document

FILES = Path(__file__).parents[1] / "tests" / "data" / "files"
_PDF = (
    "import sys, pypdfium2\n"
    "pages = pypdfium2.PdfDocument(sys.argv[1])\n"
    "print(sum(len(page.get_textpage().get_text_range()) for page in pages))"
)
_XLSX = (
    "import sys, python_calamine\n"
    "book = python_calamine.CalamineWorkbook.from_path(sys.argv[1])\n"
    "print(sum(len(book.get_sheet_by_name(name).to_python()) for name in book.sheet_names))"
)


class Material(NamedTuple):
    """A file, the library that reads it, and how long all of it may take."""

    name: str
    file: Path
    library: str
    script: str
    seconds: float


MATERIAL = (
    Material("40 pages of PDF", FILES / "deck.pdf", "pypdfium2", _PDF, 2.0),
    Material("5,000 rows of xlsx", FILES / "tasks-5k.xlsx", "python-calamine", _XLSX, 1.0),
)


class Spent(NamedTuple):
    """Milliseconds."""

    wall: float
    cpu: float


Figures = dict[str, list[float]]


def measure(rounds: int) -> tuple[Figures, list[Goal]]:
    """Read every file in turn with the library alone, with ours, and as far as a plan."""
    spent: dict[tuple[str, str], list[Spent]] = {}
    for _ in range(rounds):
        for one in MATERIAL:
            for way, call in _ways(one):
                spent.setdefault((one.name, way), []).append(_timed(call))
    figures = {
        f"{name}, {way}, {what}": [getattr(each, what) for each in values]
        for (name, way), values in spent.items()
        for what in Spent._fields
    }
    return figures, list(_goals(spent))


def _ways(one: Material) -> Iterator[tuple[str, Callable[[], object]]]:
    command = (sys.executable, "-I", "-c", one.script, str(one.file))
    yield "library", lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    yield "ours", lambda: read_document(one.file)
    yield "to a plan", lambda: make_plan(read_whole(one.file)[0], {}, "0999", date(2026, 8, 19))


def _timed(call: Callable[[], object]) -> Spent:
    cpu, start = _cpu(), time.perf_counter()
    call()
    return Spent((time.perf_counter() - start) * 1000, (_cpu() - cpu) * 1000)


def _cpu() -> float:
    """Seconds that this process and those it has waited for have taken."""
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(used.ru_utime + used.ru_stime for used in both)


def _goals(spent: dict[tuple[str, str], list[Spent]]) -> Iterator[Goal]:
    for one in MATERIAL:
        pairs = list(zip(spent[one.name, "ours"], spent[one.name, "library"], strict=True))
        for what in Spent._fields:
            ratio = median(getattr(mine, what) / getattr(bare, what) for mine, bare in pairs)
            yield Goal("P1", f"{one.name} / {one.library} alone, {what}", 3.0, ratio)
        seconds = median(each.cpu for each in spent[one.name, "to a plan"]) / 1000
        yield Goal("P1", f"{one.name}, from the file to a plan, cpu", one.seconds, seconds, "s")


def lines(figures: Figures) -> Iterator[str]:
    """The medians, for people to read."""
    for name, values in figures.items():
        yield f"{name:<44}{median(values):9.1f} ms"

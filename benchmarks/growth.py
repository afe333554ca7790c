"""How it grows: the same done with 1,000, 10,000, 100,000 and 1,000,000 tasks."""

from collections.abc import Iterator
from statistics import median
from typing import NamedTuple

from benchmarks import programs
from benchmarks.big_store import big_store
from benchmarks.goals import Goal
from benchmarks.measures import FILTERED, Bench, Series

SIZES = (1_000, 10_000, 100_000)
MANY = 1_000_000
PULLED = (1_000, 10_000, 100_000)
"""Records of a first pull; a million would take minutes a round and tell nothing more."""
MOST_ROUNDS = 5
PULL_ROUNDS = 3


class Curve(NamedTuple):
    """A figure at every size."""

    name: str
    unit: str
    actions: tuple[str, ...]
    """Of a series; the worst counts."""


CURVES = (
    Curve("start: first text", "ms", ("paint",)),
    Curve("start: first key answered", "ms", ("live",)),
    Curve("a line down", "ms", ("down",)),
    Curve("page down, home, end (slowest)", "ms", ("page down", "home", "end")),
    Curve("sort", "ms", ("sort",)),
    Curve("filter, a letter (median)", "ms", FILTERED),
    Curve("memory", "MB", ("memory",)),
)


def sizes(*, million: bool) -> tuple[int, ...]:
    """The numbers of tasks."""
    return (*SIZES, MANY) if million else SIZES


def name_of(tasks: int) -> str:
    """What our program with so many tasks is called in a series."""
    return f"kombit-tui, {tasks:,}"


def pull_name(records: int) -> str:
    """What a first pull of so many records is called in a series."""
    return f"first pull of {records:,}, s"


def measure(bench: Bench, *, million: bool) -> None:
    """Everything at every size, one size beside the other."""
    every = [programs.ours(big_store(tasks), name_of(tasks)) for tasks in sizes(million=million)]
    bench.starts(every)
    bench.keys(every)
    bench.sorts(every)
    bench.filters(every)
    bench.at_rest(every)


def pulls() -> Series:
    """First pulls of more and more records. Needs the extra `server` and PostgreSQL."""
    from benchmarks import sync

    found = sync.grow(PULL_ROUNDS, PULLED)
    return {(pull_name(size), "growth"): seconds for size, seconds in found.items()}


def goals(series: Series) -> Iterator[Goal]:
    """What must hold at a million tasks, where these were measured."""
    few, many = name_of(SIZES[0]), name_of(MANY)
    if (many, "live") in series:
        pairs = zip(series[many, "live"], series[few, "live"], strict=True)
        value = median(mine / theirs for mine, theirs in pairs)
        yield Goal("S3", "first key, 1,000,000 / 1,000 tasks", 1.25, value)
        yield Goal("M1", "memory at 1,000,000", 110, median(series[many, "memory"]), "MB")


def at(series: Series, curve: Curve, tasks: int) -> float | None:
    """A figure of a curve."""
    found = [
        series[name_of(tasks), one] for one in curve.actions if (name_of(tasks), one) in series
    ]
    if not found:
        return None
    middles = [median(one) for one in found]
    return median(middles) if curve.actions is FILTERED else max(middles)

"""The goals of speed, and whether a run meets them: ratios of figures of the same rounds."""

from collections.abc import Iterator, Sequence
from statistics import median
from typing import NamedTuple

from benchmarks.measures import FILTERED, Series
from benchmarks.programs import Program


class Goal(NamedTuple):
    """A goal, and what came out."""

    key: str
    text: str
    limit: float
    value: float | None
    """None when what it is held against is not installed or was not asked for."""
    unit: str = "x"

    @property
    def verdict(self) -> str:
        """In words."""
        if self.value is None:
            return "not measured"
        return "met" if self.value <= self.limit else "NOT met"

    def line(self) -> str:
        """For people to read."""
        value = "     -" if self.value is None else f"{self.value:6.3f}"
        return (
            f"{self.key}  {self.text:<58}{value} {self.unit:<2} <= {self.limit:<5} {self.verdict}"
        )


class Compared(NamedTuple):
    """The programs of a run by what they are to us; None for one that is not there."""

    hello: Program
    echo: Program
    ours: Program
    few: Program
    table_10k: Program
    table: Program
    fzf: Program | None
    million: Program | None
    fzf_million: Program | None


def goals(series: Series, who: Compared, heavy: Sequence[str]) -> Iterator[Goal]:
    """Every goal of this run."""

    def ratio(ours: Program | None, action: str, other: Program | None, of: str) -> float | None:
        pairs = _pairs(series, ours, action, other, of)
        return median(mine / theirs for mine, theirs in pairs) if pairs else None

    def worst(
        ours: Program | None, actions: Sequence[str], other: Program, of: str
    ) -> float | None:
        found = [ratio(ours, action, other, of) for action in actions]
        return max((one for one in found if one is not None), default=None)

    def filtered(ours: Program | None, fzf: Program | None) -> float | None:
        pairs = [pair for one in FILTERED for pair in _pairs(series, ours, one, fzf, one)]
        return median(mine / theirs for mine, theirs in pairs) if pairs else None

    jumps = ("page down", "home", "end")
    yield Goal("S1", "first paint / hello", 0.20, ratio(who.ours, "paint", who.hello, "paint"))
    yield Goal("S2", "first key answered / hello", 1.25, ratio(who.ours, "live", who.hello, "live"))
    yield Goal("S3", "first key, 100,000 / 20 tasks", 1.1, ratio(who.ours, "live", who.few, "live"))
    yield Goal(
        "S3", "first key, 1,000,000 / 20 tasks", 1.25, ratio(who.million, "live", who.few, "live")
    )
    yield Goal("S4", f"heavy libraries at the first frame ({', '.join(heavy)})", 0, len(heavy), "")
    yield Goal(
        "K1", "down / echo of a key in hello", 1.0, ratio(who.ours, "down", who.hello, "down")
    )
    for one, size in ((who.ours, "100,000"), (who.million, "1,000,000")):
        value = worst(one, jumps, who.table_10k, "page down")
        yield Goal("K2", f"slowest jump, {size} / DataTable's page down, 10,000", 0.35, value)
    yield Goal("K3", "sort / DataTable's sort", 0.02, ratio(who.ours, "sort", who.table, "sort"))
    yield Goal("F1", "filter key to list, 100,000 / fzf -e", 0.5, filtered(who.ours, who.fzf))
    at_a_million = filtered(who.million, who.fzf_million)
    yield Goal("F1", "filter key to list, 1,000,000 / fzf -e, 1,000,000", 0.25, at_a_million)
    yield Goal(
        "F2", "typed letter seen / empty Input", 3.0, worst(who.ours, _ECHOES, who.echo, _ECHOES[0])
    )
    yield Goal(
        "M1", "memory, all loaded / hello", 1.8, ratio(who.ours, "memory", who.hello, "memory")
    )
    yield Goal("M1", "memory at 1,000,000", 110, _one(series, who.million, "memory"), "MB")
    idle = _one(series, who.ours, "idle")
    yield Goal("I1", "core used at rest", 0.3, None if idle is None else idle * 100, "%")


_ECHOES = tuple(f"{one} first" for one in FILTERED)


def _pairs(
    series: Series, ours: Program | None, action: str, other: Program | None, of: str
) -> list[tuple[float, float]]:
    if ours is None or other is None:
        return []
    return list(
        zip(series.get((ours.name, action), ()), series.get((other.name, of), ()), strict=False)
    )


def _one(series: Series, program: Program | None, action: str) -> float | None:
    found = series.get((program.name, action)) if program is not None else None
    return median(found) if found else None

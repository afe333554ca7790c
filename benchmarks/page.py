"""Makes `docs/performance.md` of what was measured last: `python -m benchmarks.page`."""

from collections.abc import Iterator
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from benchmarks import growth, kept
from benchmarks.measures import FILTERED, Series
from benchmarks.programs import MOVES
from benchmarks.reasons import REASONS

PAGE = Path(__file__).parents[1] / "docs" / "performance.md"
SCREENS = (
    "bare Textual app", "kombit-tui", "kombit-tui, 20", "kombit-tui, 1,000,000",
    "DataTable, 10,000", "DataTable", "fzf -e", "VisiData", "empty Input",
)  # fmt: skip
_PEERS = ("kombit-tui", "bare Textual app", "vit", "dooit", "posting", "harlequin")
_ACTIONS = ("paint", "live", *MOVES, "sort", *FILTERED, "memory")
_FEW = 20
"""Figures from which also the slow ones are told."""


def main() -> None:
    """Write the page."""
    PAGE.write_text("\n".join(page(kept.read())) + "\n", encoding="utf-8")


def page(found: dict[str, Any]) -> Iterator[str]:
    """The page, line by line."""
    series: Series = {(program, action): values for program, action, values in found["series"]}
    yield "# How fast it is"
    yield ""
    yield "Made by `make performance` of what `make bench` measured last. What is compared, and how"
    yield "to read it, is told in [benchmarks/README.md](../benchmarks/README.md). Milliseconds are"
    yield "this machine's; only ratios mean anything elsewhere."
    yield ""
    yield " · ".join(f"{name}: {value}" for name, value in found["machine"].items())
    yield ""
    yield from _goals(found["goals"])
    yield from _not_met(found["goals"])
    yield from _screens(series)
    yield from _peers(series)
    yield from _growth(series)
    for part, heading, unit in (
        ("commands", "One command, one answer", "ms"),
        ("files", "Reading files", "ms"),
        ("sync", "Sync", ""),
    ):
        yield from _named(series, part, heading, unit)
    yield "## When"
    yield ""
    yield " · ".join(f"{part} {day}" for part, day in sorted(found["measured"].items()))


def _goals(goals: list[dict[str, Any]]) -> Iterator[str]:
    yield "## Goals"
    yield ""
    yield "| | What | Measured | Goal | |"
    yield "|---|---|---|---|---|"
    for one in sorted(goals, key=lambda goal: goal["key"]):
        value = "" if one["value"] is None else f"{one['value']:.3g} {one['unit']}".rstrip()
        least = f"<= {one['limit']:g} {one['unit']}".rstrip()
        yield f"| {one['key']} | {one['text']} | {value} | {least} | {one['verdict']} |"
    yield ""


def _not_met(goals: list[dict[str, Any]]) -> Iterator[str]:
    missed = [one for one in goals if one["verdict"] == "NOT met"]
    if not missed:
        return
    yield "### What is not met, why, and what it would take"
    yield ""
    for one in missed:
        yield f"- **{one['key']}, {one['text']}.** {REASONS[one['key']]}"
    yield ""


def _screens(series: Series) -> Iterator[str]:
    names = [one for one in SCREENS if any((one, action) in series for action in _ACTIONS)]
    yield "## Screens, 100,000 tasks unless another number is told: medians in ms, memory in MB"
    yield ""
    yield from _table(["", *_ACTIONS], ([one, *_cells(series, one, _ACTIONS)] for one in names))


def _peers(series: Series) -> Iterator[str]:
    names = [one for one in _PEERS if (one, "paint") in series]
    yield "## Starting, beside well-known programs with next to nothing to show: ms"
    yield ""
    yield "*live* is when the screen rests after a key sent at the first text; some never rest."
    yield ""
    yield from _table(
        ["", "first text", "live"],
        ([one, *_cells(series, one, ("paint", "live"))] for one in names),
    )


def _growth(series: Series) -> Iterator[str]:
    sizes = [
        one for one in (*growth.SIZES, growth.MANY) if (growth.name_of(one), "paint") in series
    ]
    yield "## How it grows"
    yield ""
    rows = []
    for curve in growth.CURVES:
        values = [growth.at(series, curve, one) for one in sizes]
        cells = ["" if one is None else f"{one:.1f}" for one in values]
        first, last = values[0] if values else None, values[-1] if values else None
        times = f"{last / first:.2f} x" if first and last else ""
        rows.append([f"{curve.name}, {curve.unit}", *cells, times])
    yield from _table(["tasks", *(f"{one:,}" for one in sizes), "last / first"], rows)
    pulls = [(one, series.get((growth.pull_name(one), "growth"))) for one in growth.PULLED]
    told = [[f"{one:,}", f"{median(s):.2f}", f"{one / median(s):,.0f}"] for one, s in pulls if s]
    if told:
        yield from _table(["records of a first pull", "s", "records/s"], told)


def _named(series: Series, part: str, heading: str, unit: str) -> Iterator[str]:
    rows = [[name, *_told(values, unit)] for (name, of), values in series.items() if of == part]
    if rows:
        yield f"## {heading}"
        yield ""
        yield from _table(["", "median", "p95", "p99", "figures"], rows)


def _told(values: list[float], unit: str) -> list[str]:
    middle = f"{median(values):,.2f} {unit}".rstrip()
    if len(values) < _FEW:
        return [middle, "", "", str(len(values))]
    parts = quantiles(values, n=100)
    return [middle, f"{parts[94]:,.2f}", f"{parts[98]:,.2f}", f"{len(values):,}"]


def _cells(series: Series, program: str, actions: tuple[str, ...]) -> list[str]:
    found = (series.get((program, action)) for action in actions)
    return [f"{median(one):.1f}" if one else "" for one in found]


def _table(head: list[str], rows: Iterator[list[str]] | list[list[str]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"
    yield ""


if __name__ == "__main__":
    main()

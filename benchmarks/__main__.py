"""`python -m benchmarks`: our speed beside a bare app's and that of peers. See README.md."""

import argparse
import compileall
import os
import platform
import tempfile
from pathlib import Path

import textual

import benchmarks
import kombit_tui
from benchmarks import commands, files, growth, kept, peers, programs
from benchmarks.big_store import big_store
from benchmarks.goals import Compared, Goal, goals
from benchmarks.measures import FILTERED, Bench, Series, heavy_modules, middle

TASKS, MANY, FEW, TABLE = 100_000, 1_000_000, 20, 10_000
SCREENS = ("starts", "keys", "sorts", "filters", "rest")
PARTS = (*SCREENS, "commands", "files", "sync")
BESIDE = ("peers", "growth")
"""Measured when they are asked for: they belong to no goal."""


def main() -> None:
    """Measure what is asked for, and print it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument(
        "--only", choices=(*PARTS, *BESIDE), nargs="*", default=PARTS, metavar="PART"
    )
    parser.add_argument("--million", action="store_true", help="also with 1,000,000 tasks")
    parser.add_argument("--minutes", type=float, default=2.0, help="of all municipalities at work")
    chosen = parser.parse_args()
    series: Series = {}
    found: list[Goal] = []
    if set(chosen.only) & set(SCREENS):
        series, found = _screens(chosen)
        report(series, found)
    if set(chosen.only) & set(BESIDE):
        beside = _beside(chosen)
        of_growth = list(growth.goals(beside))
        report(beside, of_growth)
        series = beside | series
        found += of_growth
    if "commands" in chosen.only:
        _compile()
        times, of_commands = commands.measure(chosen.rounds, TASKS)
        print("", *commands.lines(times), "", *(goal.line() for goal in of_commands), sep="\n")
        series |= {(name, "commands"): values for name, values in times.items()}
        found += of_commands
    if "files" in chosen.only:
        of_files, found_of_files = files.measure(chosen.rounds)
        print("", *files.lines(of_files), "", *(goal.line() for goal in found_of_files), sep="\n")
        series |= {(name, "files"): values for name, values in of_files.items()}
        found += found_of_files
    if "sync" in chosen.only:
        from benchmarks import sync  # needs the extra `server`

        figures, of_sync = sync.measure(chosen.rounds, TASKS, chosen.minutes)
        print("", *figures.lines(), "", *(goal.line() for goal in of_sync), sep="\n")
        series |= {(name, "sync"): values for name, values in figures.items()}
        found += of_sync
    kept.keep([*chosen.only], series, found)


def _screens(chosen: argparse.Namespace) -> tuple[Series, list[Goal]]:
    """All that is measured in a terminal, and its goals."""
    _compile()
    who, visidata = _compared(million=chosen.million)
    with tempfile.TemporaryDirectory() as home:
        bench = _bench(chosen.rounds, home)
        measure(bench, who, visidata, chosen.only)
    return bench.series, list(goals(bench.series, who, heavy_modules()))


def _beside(chosen: argparse.Namespace) -> Series:
    """How soon peers can be used, and how ours grows."""
    _compile()
    with tempfile.TemporaryDirectory() as home:
        bench = _bench(min(chosen.rounds, growth.MOST_ROUNDS), home)
        if "peers" in chosen.only:
            ours = programs.ours(big_store(TASKS))
            bench.starts([programs.HELLO, ours, *peers.peers(Path(home))])
        if "growth" in chosen.only:
            growth.measure(bench, million=chosen.million)
            bench.series |= growth.pulls()
    return bench.series


def _bench(rounds: int, home: str) -> Bench:
    environment = {"KOMBIT_TUI_HOME": home, "TERM": "xterm-256color", "COLORTERM": "truecolor"}
    return Bench(rounds, environment)


def _compile() -> None:
    """Compile our modules as an installation does.

    The libraries we are held against are compiled, and where Python is told to write no bytecode a
    start would be mostly the compiler's.
    """
    for package in (kombit_tui, benchmarks):
        compileall.compile_dir(str(Path(package.__file__ or "").parent), quiet=1)


def _compared(*, million: bool) -> tuple[Compared, programs.Program | None]:
    store, many = big_store(TASKS), big_store(MANY) if million else None
    lines = programs.lines_of(store, TASKS)
    all_lines = programs.lines_of(many, MANY) if many else None
    compared = Compared(
        hello=programs.HELLO,
        echo=programs.ECHO,
        ours=programs.ours(store),
        few=programs.ours(big_store(FEW), f"kombit-tui, {FEW}"),
        table_10k=programs.data_table(programs.lines_of(store, TABLE), "DataTable, 10,000"),
        table=programs.data_table(lines, "DataTable"),
        fzf=programs.fzf(lines),
        million=programs.ours(many, "kombit-tui, 1,000,000") if many else None,
        fzf_million=programs.fzf(all_lines, "fzf -e, 1,000,000") if all_lines else None,
    )
    return compared, programs.visidata(lines)


def measure(
    bench: Bench, who: Compared, visidata: programs.Program | None, parts: tuple[str, ...]
) -> None:
    """Run the parts that are asked for."""
    every = [one for one in (who.ours, who.million) if one is not None]
    peers = [one for one in (who.fzf, visidata) if one is not None]
    sorting = [one for one in peers if one.sort]
    if "starts" in parts:
        bench.starts([who.hello, who.few, *every])
    if "keys" in parts:
        bench.keys([who.hello, *every, who.table_10k, who.table, *peers])
    if "sorts" in parts:
        bench.sorts([*every, who.table, *sorting])
    if "filters" in parts:
        filtering = [one for one in (who.fzf, who.fzf_million) if one is not None]
        bench.filters([who.echo, *every, *filtering])
    if "rest" in parts:
        bench.at_rest([who.hello, *every, *peers])


_COLUMNS = ("paint", "live", *programs.MOVES, "sort", *FILTERED, "memory")


def report(series: Series, found: list[Goal]) -> None:
    """Print the figures of every program, then the goals."""
    print(
        f"Python {platform.python_version()}, Textual {textual.__version__}, "
        f"{os.cpu_count()} cores, {TASKS:,} tasks; medians in ms (memory in MB)\n"
    )
    print(f"{'':<22}" + "".join(f"{name:>13}" for name in _COLUMNS))
    for name in dict.fromkeys(program for program, _ in series):
        figures = [series.get((name, action), []) for action in _COLUMNS]
        cells = [f"{middle(one):>11.1f}" if one else f"{'':>13}" for one in figures]
        print(f"{name:<22}" + "".join(cells))
    print()
    for goal in found:
        print(goal.line())


if __name__ == "__main__":
    main()

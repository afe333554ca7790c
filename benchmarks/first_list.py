"""How soon the first list is painted with 100,000 tasks, beside a bare Textual app.

Both in a pseudo-terminal, in turn, medians; only the ratio means anything on another machine.
Goal: at most 1.3 times the bare app.
"""

import argparse
import os
import platform
import statistics
import sys
import tempfile

import textual

from benchmarks.big_store import big_store
from benchmarks.hello import MARK
from benchmarks.terminal import first_paint

GOAL = 1.3
ROUNDS = 9


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tasks", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    chosen = parser.parse_args()
    store = big_store(chosen.tasks)
    hello = [sys.executable, "-m", "benchmarks.hello"]
    ours = [sys.executable, "-m", "kombit_tui", "--store", str(store), "--screen", "opgaver"]
    with tempfile.TemporaryDirectory() as home:
        environment = {"KOMBIT_TUI_HOME": home}
        first_paint(hello, MARK, environment)
        first_paint(ours, "Opdat", environment)
        pairs = [
            (first_paint(hello, MARK, environment), first_paint(ours, "Opdat", environment))
            for _ in range(chosen.rounds)
        ]
    _print(pairs, chosen.tasks)


def _print(pairs: list[tuple[float, float]], tasks: int) -> None:
    bare, listed = zip(*pairs, strict=True)
    ratios = [ours / hello for hello, ours in pairs]
    print(
        f"Python {platform.python_version()}, Textual {textual.__version__}, {os.cpu_count()} cores"
    )
    for name, seconds in (("bare Textual app", bare), (f"list of {tasks:,} tasks", listed)):
        millis = [one * 1000 for one in seconds]
        spread = f"{min(millis):.0f}..{max(millis):.0f}"
        print(f"{name:<24} first paint {statistics.median(millis):6.0f} ms ({spread})")
    met = "met" if statistics.median(ratios) <= GOAL else "NOT met"
    print(
        f"ratio {statistics.median(ratios):.2f}, median of {len(pairs)} rounds; goal {GOAL}: {met}"
    )


if __name__ == "__main__":
    main()

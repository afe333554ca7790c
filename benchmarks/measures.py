"""What is measured, and how: programs in turn, several rounds, every figure of a round kept.

A series is the figures of one action in one program, a round each; only figures of the same round
are held against each other, for the machine's speed drifts.
"""

import subprocess
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from statistics import median

from benchmarks.programs import DOWN, Program
from benchmarks.terminal import SLOWEST, Terminal

Series = dict[tuple[str, str], list[float]]
"""(program, action) -> a figure each round: milliseconds, megabytes or shares."""
WORDS = "sys 97"
"""Typed letter by letter as a filter. Each letter finds other tasks than the one before it: all,
10, 80, 8 and 1 of a hundred; the blank finds the same and does not count.
"""
FILTERED = tuple(
    f"filter {WORDS[:end]}" for end in range(1, len(WORDS) + 1) if WORDS[end - 1] != " "
)
_MOVED_BY = (("page down",), ("end", "home", "down"))
IDLE = 10.0
"""Seconds that a program is watched for what it does when nothing is to do."""
HEAVY = ("sqlmodel", "sqlalchemy", "pydantic", "httpx")


class Bench:
    """The measurements of one run."""

    def __init__(self, rounds: int, environment: Mapping[str, str]) -> None:
        self.rounds = rounds
        self.series: Series = defaultdict(list)
        self._environment = environment

    def _open(self, program: Program) -> Terminal:
        return Terminal(program.command, self._environment)

    def _note(self, program: Program, action: str, value: float) -> None:
        self.series[program.name, action].append(value)

    def starts(self, programs: Sequence[Program]) -> None:
        """First text, and a key sent at that moment until all is still."""
        for turn in range(self.rounds + 1):
            for program in programs:
                with self._open(program) as terminal:
                    painted = terminal.wait_for(program.mark)
                    answer = terminal.press_at_once(DOWN, program.columns)
                if turn:  # the first time reads everything from the disk
                    self._note(program, "paint", painted * 1000)
                    if answer.settled < SLOWEST:  # some never come to rest: nothing can be told
                        self._note(program, "live", (answer.settled + painted) * 1000)

    def keys(self, programs: Sequence[Program]) -> None:
        """Keys that move, each in every program before the next one.

        Going down comes first and never back: what was shown once is painted from memory.
        """
        with ExitStack() as stack:
            opened = [(one, stack.enter_context(self._open(one))) for one in programs]
            for program, terminal in opened:
                terminal.wait_for(program.mark)
                terminal.settle(max(program.quiet, 1.0))
            for actions in _MOVED_BY:
                for _ in range(self.rounds):
                    for program, terminal in opened:
                        for action in actions:
                            if action in program.moves:
                                self._move(program, terminal, action)

    def _move(self, program: Program, terminal: Terminal, action: str) -> None:
        key = program.moves[action]
        answer = terminal.press(key, columns=program.columns, quiet=program.quiet)
        self._note(program, action, answer.settled * 1000)

    def sorts(self, programs: Sequence[Program]) -> None:
        """The order by the task."""
        with ExitStack() as stack:
            opened = [(one, stack.enter_context(self._open(one))) for one in programs]
            for program, terminal in opened:
                terminal.wait_for(program.mark)
                terminal.settle(max(program.quiet, 1.0))
            for _ in range(self.rounds):
                for program, terminal in opened:
                    *before, last = program.sort
                    for keys in before:
                        terminal.press(keys, quiet=program.quiet)
                    answer = terminal.press(last, columns=program.columns, quiet=program.quiet)
                    self._note(program, "sort", answer.settled * 1000)

    def filters(self, programs: Sequence[Program]) -> None:
        """A word typed letter by letter, each in a program just started: fzf remembers answers."""
        for _ in range(self.rounds):
            for program in programs:
                with self._open(program) as terminal:
                    terminal.wait_for(program.mark)
                    terminal.settle(1.0)
                    if program.open_filter:
                        terminal.press(program.open_filter)
                    for end, letter in enumerate(WORDS, start=1):
                        answer = terminal.press(letter, columns=program.columns, bars=2)
                        action = f"filter {WORDS[:end]}"
                        self._note(program, action, answer.settled * 1000)
                        self._note(program, f"{action} first", answer.first * 1000)

    def at_rest(self, programs: Sequence[Program]) -> None:
        """Memory once all is loaded, and what is done while nothing is to do."""
        for program in programs:
            with self._open(program) as terminal:
                terminal.wait_for(program.mark)
                terminal.settle(2.0)
                self._note(program, "memory", terminal.anonymous_memory())
                self._note(program, "idle", terminal.busy(IDLE))


def heavy_modules() -> list[str]:
    """The libraries that the first frame must do without, and has loaded."""
    code = (
        "import sys; import kombit_tui.app, kombit_tui.screens.tasks; "
        f"print(*[one for one in {HEAVY!r} if one in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return run.stdout.split()


def middle(series: Sequence[float]) -> float:
    """The median; of nothing it is not a number."""
    return median(series) if series else float("nan")

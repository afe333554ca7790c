"""How the program speaks without a screen: answers on stdout, complaints on stderr, exit codes."""

import io
import sys

from kombit_tui.errors import KombitError

DONE, FAILED, USAGE = 0, 1, 2
"""Exit codes."""


def speak_freely() -> None:
    """Let no letter that the terminal or pipe lacks stop an answer: it becomes a question mark."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def complain(error: KombitError) -> None:
    """Say an error on stderr, with what to do about it."""
    print(f"{error.title}: {error.text}", file=sys.stderr)
    if error.hint:
        print(error.hint, file=sys.stderr)

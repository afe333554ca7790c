"""How the program speaks without a screen: answers on stdout, complaints on stderr, exit codes."""

import io
import re
import sys
from collections.abc import Iterable
from typing import Any, TextIO, cast

from kombit_tui.domain.text import clean
from kombit_tui.errors import KombitError

DONE, FAILED, USAGE = 0, 1, 2
"""Exit codes."""
_OURS = re.compile(r"(\r?\n|\t)")


class Plain:
    """A stream that lets nothing through which a terminal would take for a command.

    What is said quotes files, records and the words of the user; ends of lines and tabs between
    columns are ours.
    """

    def __init__(self, behind: TextIO) -> None:
        self.behind = behind
        """The stream itself, for whoever draws on the terminal."""

    def write(self, text: str) -> int:
        """Write it, cleaned piece by piece."""
        if not text.replace("\n", "").replace("\t", "").isprintable():
            pieces = _OURS.split(text)  # what is between two of them, and these
            pieces[::2] = map(clean, pieces[::2])
            text = "".join(pieces)
        return self.behind.write(text)

    def writelines(self, texts: Iterable[str]) -> None:
        """Write them."""
        for text in texts:
            self.write(text)

    def __getattr__(self, name: str) -> Any:
        """In all else it is that stream."""
        return getattr(self.behind, name)


def speak_freely() -> None:
    """Let no letter that the terminal or pipe lacks stop an answer: it becomes a question mark.

    What is complained of is said by way of `Plain` from now on.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    if not isinstance(sys.stderr, Plain):
        sys.stderr = cast(TextIO, Plain(sys.stderr))


def answer_plainly() -> None:
    """What is answered is said by way of `Plain` from now on: nothing is drawn on stdout."""
    if not isinstance(sys.stdout, Plain):
        sys.stdout = cast(TextIO, Plain(sys.stdout))


def behind(stream: TextIO) -> TextIO:
    """The stream itself, for what is drawn and not said."""
    return stream.behind if isinstance(stream, Plain) else stream


def print_json(value: Any) -> None:
    """Write an answer for a script."""
    import json  # only where one is asked for

    is_narrow = not (sys.stdout.encoding or "").lower().startswith("utf")
    json.dump(value, sys.stdout, ensure_ascii=is_narrow, indent=2)
    sys.stdout.write("\n")


def complain(error: KombitError) -> None:
    """Say an error on stderr, with what to do about it."""
    print(f"{error.title}: {error.text}", file=sys.stderr)
    if error.hint:
        print(error.hint, file=sys.stderr)

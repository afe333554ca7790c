"""How far a long command is: told on a terminal while it lasts, and to nobody else."""

import io
import os
import pty
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

import pytest

from kombit_tui.__main__ import main
from kombit_tui.cli import exporting
from kombit_tui.progress import Bar
from tests.commands import called, loaded_by
from tests.tools.packages import ROOT

DECK = ROOT / "tests" / "fixtures" / "moede-2022-03.pptx"
GONE = "\x1b[2K"
"""The line is emptied."""


class Terminal(io.StringIO):
    """Somebody who looks."""

    def isatty(self) -> bool:
        """As a terminal says it."""
        return True


@contextmanager
def watched(**environment: str) -> Iterator[Terminal]:
    """Somebody looks at stderr while the block lasts."""
    found = Terminal()
    width = {"TERM": "xterm-256color", "COLUMNS": "80"}
    with mock.patch.dict(os.environ, width | environment), mock.patch.object(sys, "stderr", found):
        yield found


def exported(folder: Path, ending: str, many: int) -> str:
    """What an export of the demo's tasks says to somebody who looks."""
    words = ["kombit-tui", "--demo", "export", ending, "tasks", "-o", str(folder / "ud")]
    with (
        watched(KOMBIT_TUI_HOME=str(folder)) as seen,
        mock.patch.object(exporting, "MANY", many),
        mock.patch.object(sys, "argv", words),
    ):
        assert main() == 0
    return seen.getvalue()


def test_a_bar_is_shown_and_gone_again() -> None:
    with watched() as seen, Bar() as bar:
        bar("Læser [bold]x[/] :smile: side 1 af 4", 1, 4)
    told = seen.getvalue()
    assert "Læser [bold]x[/] :smile: side 1 af 4" in told, "as it is: no markup, no emoji"
    assert told.rindex(GONE) > told.rindex("Læser")


def test_a_bar_goes_on_after_what_has_no_end() -> None:
    with watched() as seen, Bar() as bar:
        bar("Læser", 1, 4)
        bar("Skriver filen …")
        bar("Læser igen", 2, 4)
        bar("Gemmer …")
    assert "Gemmer …" in seen.getvalue()


def test_a_bar_is_gone_also_when_it_went_wrong() -> None:
    def go_wrong() -> None:
        with Bar() as bar:
            bar("Læser", 1, 4)
            raise ValueError("i stykker")

    with watched() as seen, pytest.raises(ValueError, match="i stykker"):
        go_wrong()
    assert seen.getvalue().rindex(GONE) > seen.getvalue().rindex("Læser")


def test_nothing_is_shown_and_rich_not_loaded_where_nobody_looks(tmp_path: Path) -> None:
    assert "rich" not in loaded_by(
        tmp_path, "--demo", "export", "md", "tasks", "-o", str(tmp_path / "ud.md")
    )
    assert "rich" not in loaded_by(tmp_path, "--demo", "status")
    assert "rich" not in loaded_by(tmp_path, "--demo", "list", "tasks")
    done = called(tmp_path, "--demo", "import", "--dry-run", "--yes", "0", str(DECK))
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("ending", ["xlsx", "csv", "md", "json", "ics"])
def test_an_export_of_many_tells_how_far_it_is(tmp_path: Path, ending: str) -> None:
    told = exported(tmp_path, ending, many=1)
    assert "Skriver filen …" in told
    assert told.rindex(GONE) < told.rindex("Gemt: ")


def test_an_export_of_few_tells_only_what_came_of_it(tmp_path: Path) -> None:
    assert exported(tmp_path, "csv", many=2_000).startswith("Gemt: ")


@pytest.mark.skipif(os.name != "posix", reason="a terminal as on POSIX")
def test_an_import_on_a_real_terminal_tells_its_pages_and_leaves_stdout_alone(
    tmp_path: Path,
) -> None:
    ours, theirs = pty.openpty()
    words = ("--demo", "import", "--dry-run", "--json", str(DECK))
    with subprocess.Popen(
        [sys.executable, "-m", "kombit_tui", *words],
        env=os.environ | {"KOMBIT_TUI_HOME": str(tmp_path), "TERM": "xterm", "COLUMNS": "100"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=theirs,
    ) as process:
        os.close(theirs)
        told = b""
        while piece := _piece(ours):
            told += piece
        assert process.stdout is not None
        answer = process.stdout.read()
    os.close(ours)
    assert f"Læser {DECK.name}: side " in told.decode()
    assert told.decode().rstrip().endswith(GONE)
    assert answer.startswith(b"{")
    assert b"\x1b" not in answer


def _piece(terminal: int) -> bytes:
    """What was written to a terminal; nothing when nobody holds its other end."""
    try:
        return os.read(terminal, 65536)
    except OSError:
        return b""

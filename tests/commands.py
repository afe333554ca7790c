"""Runs `python -m kombit_tui` as a user does: in a process of its own, without a terminal."""

import io
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple
from unittest import mock

from jsonschema import Draft202012Validator

from kombit_tui.__main__ import main
from kombit_tui.db.queries.listing import KINDS_LISTED
from kombit_tui.domain.answers import answer_schemas


def run(home: Path, *arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    """Run a command with all files in `home`; text is UTF-8 both ways."""
    return subprocess.run(
        [sys.executable, "-m", "kombit_tui", *arguments],
        env=_environment(home) | environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def loaded_by(home: Path, *arguments: str) -> set[str]:
    """The top-level modules that a command has loaded when it is done."""
    script = (
        "import sys, kombit_tui.__main__ as m; sys.argv[0] = 'kombit-tui'\n"
        "try:\n    code = m.main()\nexcept SystemExit as end:\n    code = end.code\n"
        "print(*{name.partition('.')[0] for name in sys.modules}, file=sys.stderr)\n"
        "sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        env=_environment(home),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=True,
    )
    return set(done.stderr.split())


def _environment(home: Path) -> dict[str, str]:
    return os.environ | {"KOMBIT_TUI_HOME": str(home), "PYTHONIOENCODING": "utf-8"}


class Called(NamedTuple):
    """What a command said and how it ended."""

    returncode: int
    stdout: str
    stderr: str
    content: bytes
    """Of stdout, as it was written."""


def called(home: Path, *arguments: str, stdin: str = "", encoding: str = "utf-8") -> Called:
    """The same in this process, which is much quicker: nothing is loaded anew."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding, newline="") for _ in range(2))
    with (
        mock.patch.dict(os.environ, {"KOMBIT_TUI_HOME": str(home)}),
        mock.patch.multiple(
            sys, stdout=out, stderr=err, stdin=io.StringIO(stdin), argv=["kombit-tui", *arguments]
        ),
    ):
        code = main()
    out.flush()
    err.flush()
    said, complained = out.buffer.getvalue(), err.buffer.getvalue()
    return Called(code, said.decode(encoding), complained.decode(encoding), said)


def fits(answer: Any, name: str) -> Any:
    """`answer`, which says what the published schema of that name promises."""
    validator = Draft202012Validator(answer_schemas(KINDS_LISTED)[name])
    assert [error.message for error in validator.iter_errors(answer)] == []
    return answer

"""Runs `python -m kombit_tui` as a user does: in a process of its own, without a terminal."""

import atexit
import io
import json
import os
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple
from unittest import mock

from jsonschema import Draft202012Validator

from kombit_tui.__main__ import main
from kombit_tui.db.queries.listing import KINDS_LISTED
from kombit_tui.domain.answers import answer_schemas
from tests.tools.killing import ended, program


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


def forked(home: Path, *arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    """The same in a process that is born loaded: for tests of what is said, not of the start."""
    if os.name != "posix":
        return run(home, *arguments, **environment)
    wanted = _environment(home) | environment
    with tempfile.TemporaryDirectory() as folder:
        order = Path(folder) / "order"
        words = {"arguments": arguments, "environment": wanted, "folder": os.getcwd()}
        order.write_text(json.dumps(words), "utf-8")
        ended(_nursery(), str(order))
        out, err, code = (Path(f"{order}.{name}").read_bytes() for name in ("out", "err", "code"))
    return subprocess.CompletedProcess(arguments, int(code), out.decode(), err.decode())


@cache
def _nursery() -> "subprocess.Popen[str]":
    """Who bears them: one program for all tests of this process."""
    stack = ExitStack()
    atexit.register(stack.close)
    return stack.enter_context(program("tests.tools.commands_nursery"))


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

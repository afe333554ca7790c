"""Runs `python -m kombit_tui` as a user does: in a process of its own, without a terminal."""

import os
import subprocess
import sys
from pathlib import Path


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

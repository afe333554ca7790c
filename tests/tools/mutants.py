"""Plants known bugs of the sync, one at a time, and says which of them the tests find.

`make mutants`. Each patch in `tests/sync/mutants/` is applied to a copy, and tests/sync run until
they fail. With names as arguments only those are planted; `--with FILE` runs other tests.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
PATCHES = ROOT / "tests" / "sync" / "mutants"
TESTS = (
    "test_together.py",
    "test_going_wrong.py",
    "test_meetings.py",
    "test_wire.py",
    "test_client.py",
    "test_model.py",
)
"""The quick ones first."""
COPIED = ("kombit_tui", "tests", "pyproject.toml")
PATIENCE = 900


def main() -> int:
    """Plant what is asked for; 1 when one of them was not found."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("names", nargs="*")
    asked.add_argument("--with", dest="tests", action="append")
    given = asked.parse_args()
    names = given.names or sorted(one.stem for one in PATCHES.glob("*.patch"))
    survived = [name for name in names if not is_caught(name, given.tests or TESTS)]
    print(f"{len(names) - len(survived)} of {len(names)} caught.", *survived)
    return 1 if survived else 0


def is_caught(name: str, tests: tuple[str, ...]) -> bool:
    """Whether the tests find a bug; prints how."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        for one in COPIED:
            source = ROOT / one
            ignored = shutil.ignore_patterns("__pycache__", "__snapshots__", "decks")
            if source.is_dir():
                shutil.copytree(source, copy / one, ignore=ignored)
            else:
                shutil.copy(source, copy)
        plant(PATCHES / f"{name}.patch", copy)
        began = time.monotonic()
        found = run(copy, tests)
    print(f"{name}: {found or 'SURVIVED'} ({time.monotonic() - began:.0f} s)", flush=True)
    return found is not None


def plant(patch: Path, copy: Path) -> None:
    """Apply a patch.

    Raises:
        SystemExit: it does not fit the code any more.
    """
    done = subprocess.run(["git", "apply", str(patch)], cwd=copy, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{patch.name} does not apply: {done.stderr}")


def run(copy: Path, tests: tuple[str, ...]) -> str | None:
    """The test that failed first; None when all passed."""
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "--no-header"]
    files = [f"tests/sync/{one}" for one in tests]
    environment = {**os.environ, "PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [*command, "-o", f"timeout={PATIENCE}", *files],
        cwd=copy,
        env=environment,
        capture_output=True,
        text=True,
    )
    if done.returncode == 0:
        return None
    signs = ("FAILED tests", "ERROR tests")
    failed = [line for line in done.stdout.splitlines() if line.startswith(signs)]
    if done.returncode != 1 or not failed or "::" not in failed[0]:
        raise SystemExit(f"The tests could not be run: {done.stdout[-2_000:]}{done.stderr[-500:]}")
    return failed[0].partition(" - ")[0].partition("::")[2]


if __name__ == "__main__":
    sys.exit(main())

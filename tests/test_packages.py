"""What is handed on: wheel and sdist have all of the program, nothing else, and make each other."""

import sys
import tarfile
from pathlib import Path
from subprocess import run

import pytest

from tests.tools.packages import ROOT, Built, build, files_of, unpacked, version_of

pytestmark = pytest.mark.xdist_group("packages")
MANUAL = "data/share/man/man1/kombit-tui.1"
NEEDED = (
    "py.typed",
    "demo/data/task.toml",
    "domain/data/municipalities.csv",
    "db/migrations/0001_records.sql",
    "app/looks.tcss",
    "cli/pages/app_index.html",
)
"""One of each sort of file that is no Python, and that the program does not work without."""


def of_the_program() -> set[str]:
    """Every file of the package in this checkout."""
    return {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "kombit_tui").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def test_the_wheel_has_the_whole_program_and_nothing_else(built: Built) -> None:
    files = set(files_of(built.wheel))
    program = {name for name in files if name.startswith("kombit_tui/")}
    assert program == of_the_program()
    assert program >= {f"kombit_tui/{name}" for name in NEEDED}
    beside = {name.partition("/")[2] for name in files - program}
    assert beside == {"METADATA", "WHEEL", "entry_points.txt", "licenses/LICENSE", MANUAL}


def test_the_sdist_has_what_the_program_is_worked_on_with(built: Built) -> None:
    with tarfile.open(built.sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert names >= of_the_program()
    assert names >= {"pyproject.toml", "Makefile", "requirements.lock", "LICENSE", "PKG-INFO"}
    assert names >= {"README.md", "CHANGELOG.md", "docs/brugervejledning.md", "tests/conftest.py"}
    unwanted = (".venv/", ".git/", "dist/", "artifacts/", "benchmarks/data/")
    assert not [name for name in names if name.startswith(unwanted) or name.endswith(".pyc")]


def test_the_wheel_of_the_sdist_is_the_same(built: Built, tmp_path: Path) -> None:
    sources = unpacked(built.sdist, tmp_path)
    again = build(sources, tmp_path / "again")
    assert again.wheel.name == built.wheel.name
    assert files_of(again.wheel) == files_of(built.wheel)


def test_the_names_tell_the_version(built: Built) -> None:
    version = version_of(built.wheel)
    assert built.wheel.name == f"kombit_tui-{version}-py3-none-any.whl"
    assert built.sdist.name == f"kombit_tui-{version}.tar.gz"


def test_a_registry_would_take_both(built: Built) -> None:
    words = [sys.executable, "-m", "twine", "--no-color", "check", "--strict", *map(str, built)]
    done = run(words, capture_output=True, encoding="utf-8", timeout=60, check=False)
    assert (done.returncode, done.stdout.count("PASSED")) == (0, 2), done.stdout + done.stderr

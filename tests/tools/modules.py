"""The modules of the package, read for the tests that look at how it is written."""

import ast
from functools import cache
from pathlib import Path

import kombit_tui

PACKAGE = Path(kombit_tui.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))


def name_of(path: Path) -> str:
    """A module as tests call it: its path in the package."""
    return path.relative_to(PACKAGE).as_posix()


@cache
def parsed(path: Path) -> ast.Module:
    """A module's tree, read once for all tests."""
    return ast.parse(path.read_text("utf-8"))

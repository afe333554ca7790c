"""Files, classes and functions stay small, and each says what it is for."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import kombit_tui

PACKAGE = Path(kombit_tui.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))
DECLARATIONS = {"domain/records.py", "actions.py"}
"""Data in the form of code: as long as what they declare."""
FILE_LINES, CLASS_LINES, FUNCTION_LINES = 300, 250, 40

Function = ast.FunctionDef | ast.AsyncFunctionDef


def name_of(path: Path) -> str:
    """A module as tests call it: its path in the package."""
    return path.relative_to(PACKAGE).as_posix()


def length(node: ast.ClassDef | Function) -> int:
    """Lines from the first decorator to the end."""
    first = min([node.lineno, *(d.lineno for d in node.decorator_list)])
    return (node.end_lineno or first) - first + 1


def public(node: ast.Module | ast.ClassDef) -> Iterator[Function]:
    """The public functions of a module, and the public methods of its public classes."""
    for child in node.body:
        if isinstance(child, ast.ClassDef | Function) and not child.name.startswith("_"):
            if isinstance(child, ast.ClassDef):
                yield from public(child)
            else:
                yield child


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_files_stay_short(path: Path) -> None:
    if name_of(path) not in DECLARATIONS:
        assert len(path.read_text("utf-8").splitlines()) <= FILE_LINES


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_classes_and_functions_stay_short(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ClassDef):
            assert length(node) <= CLASS_LINES, node.name
        elif isinstance(node, Function):
            assert length(node) <= FUNCTION_LINES, node.name


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_every_module_says_what_it_owns(path: Path) -> None:
    text = path.read_text("utf-8")
    assert not text.strip() or ast.get_docstring(ast.parse(text))


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_every_public_function_has_a_docstring(path: Path) -> None:
    functions = public(ast.parse(path.read_text("utf-8")))
    assert not [one.name for one in functions if not ast.get_docstring(one)]

"""Files, classes and functions stay small, and each says what it is for."""

import ast
from collections.abc import Iterator

from tests.tools.modules import MODULES, PACKAGE, name_of, parsed

DECLARATIONS = {"domain/records.py", "actions.py"}
"""Data in the form of code: as long as what they declare."""
FILE_LINES, CLASS_LINES, FUNCTION_LINES = 300, 250, 40

Function = ast.FunctionDef | ast.AsyncFunctionDef


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


def test_files_stay_short() -> None:
    long = {name_of(one): len(one.read_text("utf-8").splitlines()) for one in MODULES}
    assert not {n: k for n, k in long.items() if k > FILE_LINES and n not in DECLARATIONS}


def test_classes_and_functions_stay_short() -> None:
    long = []
    for path in MODULES:
        for node in ast.walk(parsed(path)):
            most = CLASS_LINES if isinstance(node, ast.ClassDef) else FUNCTION_LINES
            if isinstance(node, ast.ClassDef | Function) and length(node) > most:
                long.append(f"{name_of(path)}: {node.name} has {length(node)} lines")
    assert not long


def test_every_module_says_what_it_owns() -> None:
    silent = [name_of(one) for one in MODULES if not ast.get_docstring(parsed(one))]
    assert not [name for name in silent if (PACKAGE / name).read_text("utf-8").strip()]


def test_every_public_function_has_a_docstring() -> None:
    silent = [
        f"{name_of(path)}: {one.name}"
        for path in MODULES
        for one in public(parsed(path))
        if not ast.get_docstring(one)
    ]
    assert not silent

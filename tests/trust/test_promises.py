"""Every promise names what proves it, and that is there."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "promises.md"
_PROOF = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")


def rows() -> Iterator[tuple[str, str]]:
    """Each promise and its proofs, as they stand on the page."""
    for line in PAGE.read_text("utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("| ") and len(cells) == 3 and cells[0] != "Promise":
            yield cells[0], cells[1]


PROMISES = dict(rows())


@cache
def named_in(file: Path) -> set[str]:
    """The names of a module's tests."""
    found = set()
    for node in ast.parse(file.read_text("utf-8")).body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            found.add(node.name)
        elif isinstance(node, ast.Assign):
            found |= {one.id for one in node.targets if isinstance(one, ast.Name)}
    return {name for name in found if name.lower().startswith("test")}


@pytest.mark.parametrize("promise", PROMISES)
def test_a_promise_is_proved_by_tests_that_are_there(promise: str) -> None:
    proofs = _PROOF.findall(PROMISES[promise])
    assert proofs
    assert PROMISES[promise].count("::") == len(proofs), "each is written as path::name"
    missing = [f"{file}::{name}" for file, name in proofs if name not in named_in(ROOT / file)]
    assert not missing


def test_the_page_is_read_whole() -> None:
    assert len(PROMISES) == sum(
        line.startswith("| ") and "::" in line for line in PAGE.read_text("utf-8").splitlines()
    )
    assert len(PROMISES) > 20

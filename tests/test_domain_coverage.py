"""`docs/domain-coverage.md` names only what there is: files, and what is defined in them."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "domain-coverage.md"
NAMED = re.compile(r"`([\w./-]+\.(?:py|toml|sql))(?::(\w+))?`")
ROWS = [line for line in PAGE.read_text("utf-8").splitlines() if line.startswith("| ")][1:]


def test_there_is_a_row_for_every_part_of_the_domain() -> None:
    assert len(ROWS) >= 20


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.split("|")[1].strip()[:40])
def test_a_row_names_code_and_a_test_that_exist(row: str) -> None:
    cells = [cell.strip() for cell in row.strip("|").split("|")]
    assert len(cells) == 4
    named = NAMED.findall(row)
    assert any(path.startswith("kombit_tui/") for path, _ in named), "no code is named"
    assert any(path.startswith("tests/") for path, _ in named), "no test is named"
    for path, name in named:
        file = ROOT / path
        assert file.is_file(), path
        if name:
            defined = rf"(?m)^\s*(?:async def|def|class) {name}\b|^{name}\b[^=\n]*="
            assert re.search(defined, file.read_text("utf-8")), f"{name} is not in {path}"

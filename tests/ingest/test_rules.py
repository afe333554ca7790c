"""Every rule that finds records has one name in the code and one in Danish."""

from pathlib import Path

import pytest

from kombit_tui.domain.folding import fold
from kombit_tui.ingest.extract import candidates_of
from kombit_tui.ingest.rules import RULES
from kombit_tui.wording import rules as words
from tests.tools.imported import read_file

FIXTURES = sorted((Path(__file__).parents[1] / "fixtures").glob("*.txt"))


def test_every_rule_has_a_danish_name_and_no_other_has_one() -> None:
    """That nothing but these is ever a rule, mypy sees to."""
    assert set(words.RULES) == RULES


def test_no_two_rules_are_called_the_same_and_none_by_its_name_in_the_code() -> None:
    names = [fold(name) for name in words.RULES.values()]
    assert len(set(names)) == len(names)
    assert not set(words.RULES) & set(words.RULES.values())


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_what_is_found_in_a_deck_says_in_danish_by_which_rule(path: Path) -> None:
    used = {one.rule for one in candidates_of(read_file(path))}
    assert all(map(words.rule_text, used))
    assert len(used) > 3

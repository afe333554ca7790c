"""Dates as lists show them: told without the grammar of dates where that says the same."""

import subprocess
import sys
from itertools import product

import pytest

from kombit_tui.domain.dates import VagueDate, show
from kombit_tui.wording.values import day_text

DATES = (
    *(None, "", "2026", "2026-08", "2026-08-19", "2026-02-30", "2026-8-1", "i morgen"),
    *("2026-08-19/2026-08-19", "2026-08/2026-08", "2026-08-01/2026-09-30", "../2026-08-19"),
    *("2026-08-19/..", "2026-09-30/2026-08-01", "../..", "/", "2026-08-19/", "/2026-08-19"),
)
WORDS = (None, "", "uge 34", "Uafklaret")


def by_the_grammar(edtf: str | None, words: str | None) -> str:
    """What the grammar of dates makes of it; what is no date stays as it is."""
    try:
        return show(VagueDate(edtf, words)) if edtf or words else ""
    except ValueError:
        return words or edtf or ""


@pytest.mark.parametrize(("edtf", "words"), product(DATES, WORDS))
def test_a_date_is_told_as_the_grammar_tells_it(edtf: str | None, words: str | None) -> None:
    assert day_text(edtf, words) == by_the_grammar(edtf, words)


def test_days_and_words_are_told_without_the_grammar() -> None:
    code = (
        "import sys; from kombit_tui.wording.values import day_text\n"
        "print(day_text('2026-08-19', None), day_text('2026-12', 'december'))\n"
        "print('kombit_tui.domain.dates' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout.split() == ["19-08-2026", "december", "False"]

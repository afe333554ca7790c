"""domain.md, «Deadlines move, and there can be three of them»: which one counts."""

from datetime import date

import pytest

from kombit_tui.domain.tasks import (
    CONSEQUENCE,
    IN_PRACTICE,
    KLIK,
    OWN,
    Deadline,
    is_after_stop,
    nearest,
)


def on(field: str, day: str) -> Deadline:
    """A deadline on a day."""
    number = date.fromisoformat(day).toordinal()
    return Deadline(field, day, None, number, number)


def vague(field: str, words: str) -> Deadline:
    """A deadline that is only told in words."""
    return Deadline(field, None, words)


OCES3 = [on(KLIK, "2023-08-31"), on(CONSEQUENCE, "2023-10-31")]
GDPR = [on(KLIK, "2021-04-29"), on(IN_PRACTICE, "2021-05-07")]
CASES = [
    (OCES3, KLIK),
    (GDPR, IN_PRACTICE),
    ([*GDPR, on(CONSEQUENCE, "2021-05-01")], CONSEQUENCE),
    ([*OCES3, on(OWN, "2023-08-01")], OWN),
    ([*OCES3, on(OWN, "2023-09-30")], KLIK),
    ([*GDPR, on(OWN, "2021-05-01")], OWN),
    ([on(KLIK, "2023-08-31"), on(CONSEQUENCE, "2023-08-31"), on(OWN, "2023-08-31")], KLIK),
    ([vague(KLIK, "Uafklaret")], KLIK),
    ([vague(KLIK, "Uafklaret"), on(CONSEQUENCE, "2023-10-31")], CONSEQUENCE),
    ([on(KLIK, "2023-08-31"), vague(IN_PRACTICE, "tidligst i september")], KLIK),
    ([Deadline(KLIK), vague(IN_PRACTICE, "efteråret")], IN_PRACTICE),
    ([Deadline(KLIK), Deadline(IN_PRACTICE)], KLIK),
    ([], KLIK),
]


@pytest.mark.parametrize(("deadlines", "field"), CASES)
def test_the_nearest_that_hurts_counts(deadlines: list[Deadline], field: str) -> None:
    assert nearest(deadlines).field == field
    assert nearest(reversed(deadlines)).field == field


def test_a_deadline_after_the_stop_is_too_late() -> None:
    assert is_after_stop(11, 10)
    assert not is_after_stop(10, 10)
    assert not is_after_stop(None, 10)
    assert not is_after_stop(11, None)

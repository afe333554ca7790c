"""Which meeting comes before which, and where questions are carried to (domain.md, Agendas)."""

import pytest

from kombit_tui.domain.meetings import Held, before, carried_to

TODAY = 100
OLD, LAST, NEXT, LATER = (
    Held("old", 10, 10),
    Held("last", 60, 61),
    Held("next", 120, 121),
    Held("later", 150, 150),
)
MEETINGS = [NEXT, LATER, LAST, OLD, Held("undated", None, None)]


@pytest.mark.parametrize(
    ("meeting", "expected"),
    [
        ("later", "next"),
        ("next", "last"),
        ("last", "old"),
        ("old", None),
        ("undated", None),
        ("gone", None),
    ],
)
def test_the_meeting_before_is_by_day_and_two_days_are_one_meeting(
    meeting: str, expected: str | None
) -> None:
    assert before(MEETINGS, meeting) == expected


@pytest.mark.parametrize(
    ("asked_at", "is_answered", "promised", "expected"),
    [
        ("last", False, None, "next"),
        ("old", False, None, "next"),
        (None, False, None, "next"),
        ("last", True, None, None),
        ("last", False, (121, 121), "next"),
        ("last", False, (130, 140), "later"),
        ("last", False, (300, 300), "next"),
        ("last", False, (62, 62), "next"),
        ("last", True, (120, 120), "next"),
        ("last", True, (99, 99), None),
        ("next", False, None, None),
        ("undated", False, None, None),
    ],
)
def test_open_and_promised_questions_are_carried_to_the_meeting_that_may_answer_them(
    asked_at: str | None,
    is_answered: bool,
    promised: tuple[int, int] | None,
    expected: str | None,
) -> None:
    found = carried_to(
        asked_at, is_answered=is_answered, promised=promised, meetings=MEETINGS, today=TODAY
    )
    assert found == expected


def test_a_question_stays_where_no_meeting_is_announced() -> None:
    held = [OLD, LAST]
    assert carried_to("last", is_answered=False, promised=None, meetings=held, today=100) is None
    assert carried_to("last", is_answered=False, promised=None, meetings=held, today=61) is None

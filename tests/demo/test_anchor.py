"""The grammar of dates told relative to a day."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kombit_tui.demo.anchor import Moment, day, fill, is_expression, resolve, spoken
from kombit_tui.domain.dates import bounds, read_vague

WEDNESDAY = date(2026, 8, 19)
ANCHORS = st.dates(date(2020, 1, 1), date(2040, 12, 31))


@pytest.mark.parametrize(
    ("text", "edtf", "words"),
    [
        ("D+12", "2026-08-31", None),
        ("D-3", "2026-08-16", None),
        ("D-3w", "2026-08-17", None),
        ("D+3w", "2026-08-24", None),
        ("D+2w+1w", "2026-08-24", None),
        ("D+3..D+9", "2026-08-22/2026-08-28", "22.-28. august"),
        ("D+9..D+14", "2026-08-28/2026-09-02", "28. august - 2. september"),
        ("D+130..D+140", "2026-12-27/2027-01-06", "27. december - 6. januar 2027"),
        ("M+0", "2026-08", "august"),
        ("M+2", "2026-10", "oktober"),
        ("M+5", "2027-01", "januar 2027"),
        ("M-8", "2025-12", "december 2025"),
        ("M+1:primo", "2026-09-01/2026-09-10", "primo september"),
        ("M+1:medio", "2026-09-11/2026-09-20", "medio september"),
        ("M+6:ultimo", "2027-02-21/2027-02-28", "ultimo februar 2027"),
        ("Q+0", "2026-07-01/2026-09-30", "3. kvartal 2026"),
        ("Q+2", "2027-01-01/2027-03-31", "1. kvartal 2027"),
        ("W+0", "2026-08-17/2026-08-23", "uge 34"),
        ("W+3..W+5", "2026-09-07/2026-09-27", "uge 37-39"),
        ("W+20", "2027-01-04/2027-01-10", "uge 1 2027"),
        ("S+0", "2026-06-01/2026-08-31", "sommeren 2026"),
        ("S+1", "2026-09-01/2026-11-30", "efteråret 2026"),
        ("S+2", "2026-12-01/2027-02-28", "vinteren 2026"),
        ("?Uafklaret", None, "Uafklaret"),
    ],
)
def test_what_an_expression_means(text: str, edtf: str | None, words: str | None) -> None:
    assert resolve(text, WEDNESDAY) == Moment(edtf, words)


@pytest.mark.parametrize(
    "text",
    [
        *("", "?", "D", "12", "D+", "D+1x", "M+1:midt", "Q+1:primo", "2026-08-19", "X+1"),
        *("D+9..D+3", "D+1..M+2", "M+1..M+2", "W+2..D+3", "D+1..D+2..D+3"),
    ],
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="«"):
        resolve(text, WEDNESDAY)


@pytest.mark.parametrize(
    ("text", "is_one"),
    [("D+9w", True), ("W+1..W+3", True), ("Q+1", True), ("D-vitamin", False), ("", False)],
)
def test_telling_an_expression_from_text(text: str, is_one: bool) -> None:
    assert is_expression(text) is is_one


def test_words_for_a_day_and_for_a_month() -> None:
    assert spoken("D+12", WEDNESDAY) == "31. august"
    assert spoken("D+140", WEDNESDAY) == "6. januar 2027"
    assert fill("fra {D+1} til {M+1:medio}", WEDNESDAY) == "fra 20. august til medio september"


def test_braces_around_something_else_are_refused() -> None:
    with pytest.raises(ValueError, match="noget"):
        fill("her står {noget}", WEDNESDAY)


@given(ANCHORS, st.integers(-400, 400), st.integers(1, 5))
def test_a_working_day_is_never_in_a_weekend(anchor: date, away: int, more: int) -> None:
    first = day(f"D{away:+}w", anchor)
    later = day(f"D{away:+}w{more:+}w", anchor)
    assert first.weekday() < 5
    assert later.weekday() < 5
    assert first < later


@given(ANCHORS, st.integers(0, 6))
def test_a_period_has_words_that_read_back_to_it(anchor: date, away: int) -> None:
    for kind in ("M{}", "M{}:primo", "M{}:medio", "M{}:ultimo", "Q{}", "S{}", "W{}"):
        moment = resolve(kind.format(f"{away:+}"), anchor)
        first, last = bounds(moment.edtf)
        assert first is not None
        assert last is not None
        assert first <= last
        assert moment.words is not None
        again = read_vague(moment.words, document_date=anchor)
        assert again is not None
        assert again.edtf == moment.edtf


@given(ANCHORS, st.integers(-30, 30), st.integers(0, 5))
def test_weeks_are_whole(anchor: date, away: int, more: int) -> None:
    first, last = bounds(resolve(f"W{away:+}..W{away + more:+}", anchor).edtf)
    assert first is not None
    assert last is not None
    assert (last - first).days == 7 * more + 6
    assert first.weekday() == 0
    assert first == bounds(resolve(f"W{away:+}", anchor).edtf)[0]


@given(ANCHORS)
def test_the_current_period_holds_the_anchor(anchor: date) -> None:
    for kind in ("D+0", "M+0", "Q+0", "S+0", "W+0"):
        first, last = bounds(resolve(kind, anchor).edtf)
        assert first is not None
        assert last is not None
        assert first <= anchor <= last

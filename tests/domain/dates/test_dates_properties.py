"""Properties of the date grammar that hold for any text and any day."""

import subprocess
import sys
from datetime import date, timedelta
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kombit_tui.domain.dates import (
    DateNotUnderstood,
    DateRole,
    VagueDate,
    bounds,
    find_dates,
    parse_typed,
    read_vague,
    show,
    show_long,
    warnings_for,
)

DAYS = st.dates(date(1900, 1, 1), date(2198, 12, 31))
ROLES = st.sampled_from(DateRole)
WORDS = """
den d. pr. inden udgangen af til og med senest i fra mellem primo ultimo slutningen uge u Q3 H1 1.
kvartal halvår maj juni May Jun. sep efteråret sommerferien mandag fre. næste indeværende måned år
1 12 31 53 2023 2065 3125 '23 31/3 31/3-27 22.01.2024 2023-05-03 10-21 24/7 - – / , . og frem kl.
10:05 uafklaret snarest stop-30d om to uger +2u æ å 9999999999999999999
"""
PIECES = [*WORDS.split(), " ", "\n", "\x00"]
TEXTS = st.text() | st.lists(st.sampled_from(PIECES)).flatmap(
    lambda pieces: st.sampled_from(["", " ", "  ", "\n"]).map(lambda blank: blank.join(pieces))
)


def _interval(first: date, days: int) -> str:
    return f"{first}/{first + timedelta(days)}"


PERIODS = (
    DAYS.map(lambda day: day.isoformat()[:7])
    | DAYS.map(lambda day: day.isoformat()[:4])
    | DAYS.map(lambda day: f"{day.isoformat()[:7]}/..")
    | DAYS.map(lambda day: f"{day}/..")
    | DAYS.map(lambda day: f"../{day}")
    | st.builds(_interval, DAYS, st.integers(0, 300))
    | st.builds(
        lambda day, weeks: _interval(day - timedelta(day.weekday()), 7 * weeks - 1),
        DAYS.filter(lambda day: day.year > 1900),
        st.integers(1, 6),
    )
    | st.builds(lambda year, third: f"{year}-{third}", st.integers(1900, 2198), st.integers(10, 12))
)


@settings(deadline=None)
@given(DAYS, DAYS, ROLES)
def test_a_shown_day_is_typed_back(day: date, today: date, role: DateRole) -> None:
    shown = VagueDate(day.isoformat())
    assert parse_typed(show(shown), today=today, role=role) == shown


@settings(deadline=None)
@given(PERIODS)
def test_a_shown_period_is_read_back(edtf: str) -> None:
    value = VagueDate(edtf)
    again = read_vague(show(value))
    assert again is not None
    assert bounds(again.edtf) == bounds(edtf)


@settings(deadline=None)
@given(TEXTS, st.none() | st.dates(), ROLES)
def test_what_is_found_lies_in_order_and_has_bounds(
    text: str, document_date: date | None, role: DateRole
) -> None:
    end = 0
    for each in find_dates(text, document_date=document_date, role=role):
        assert end <= each.start < each.end <= len(text)
        end = each.end
        _check(each.date)


@settings(deadline=None)
@given(TEXTS, st.none() | st.dates(), ROLES)
def test_reading_any_text_gives_a_sound_date_or_none(
    text: str, document_date: date | None, role: DateRole
) -> None:
    value = read_vague(text, document_date=document_date, role=role)
    if value is not None:
        _check(value)
        assert show(value)


@settings(deadline=None)
@given(TEXTS, st.dates(), ROLES)
def test_typing_any_text_gives_a_day_or_says_why_not(
    text: str, today: date, role: DateRole
) -> None:
    message = ""
    try:
        value = parse_typed(text, today=today, role=role, anchors={"stop": today})
    except DateNotUnderstood as error:
        value, message = None, str(error)
    assert message.isprintable()
    assert value is None or value.is_exact


@settings(deadline=None)
@given(st.dates(), st.dates(), st.none() | st.dates())
def test_any_day_can_be_shown_and_warned_of(day: date, today: date, stop: date | None) -> None:
    assert str(day.year) in show_long(day, today)
    assert all(text.endswith(".") for text in warnings_for(day, today=today, stop=stop))


def _check(value: VagueDate) -> None:
    first, last = bounds(value.edtf)
    assert first is None or last is None or first <= last
    assert value.edtf is not None or value.words


@pytest.mark.parametrize(
    "unit", ["1.", "1., ", "1/1-", "9", "primo i ", "d. ", "kl. 1", "fra 1. til "]
)
def test_long_text_takes_time_in_proportion(unit: str) -> None:
    def seconds(length: int) -> float:
        text = unit * (length // len(unit))
        start = process_time()
        find_dates(text, document_date=date(2023, 1, 1))
        return process_time() - start

    def least(length: int) -> float:
        return min(seconds(length) for _ in range(3))

    seconds(1_000)
    assert least(20_000) < 40 * max(least(2_000), 0.005), "ten times as long, not a hundred"


def test_showing_dates_does_not_load_the_grammar() -> None:
    code = "import sys; from kombit_tui.domain.dates import show; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = {name for name in done.stdout.split() if name.startswith("kombit_tui.")}
    assert "kombit_tui.domain.dates.show" in loaded
    assert not loaded & {f"kombit_tui.domain.dates.{part}" for part in ("typed", "find", "vague")}

"""How many systems were left on each day, and whether they are moved fast enough."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kombit_tui.domain.burn_down import PACE_WEEKS, BurnDown, burn_down, moved_on
from kombit_tui.domain.campaigns import DEFAULT_STEPS, Step

TODAY = date(2026, 8, 19)
STOP = TODAY + timedelta(weeks=10)
OWN = (Step("ordered", "Bestilt"), Step("installed", "Installeret"))


def on(day: date) -> dict[str, str]:
    """A step as it is stored."""
    return {"on": day.isoformat(), "by": "Lone"}


def days_ago(days: int) -> dict[str, Any]:
    """A system that was moved so many days ago."""
    return {"moved": on(TODAY - timedelta(days=days))}


def burnt(*states: Any, stop: date = STOP) -> BurnDown:
    """The burn-down of systems in these states."""
    found = burn_down([(DEFAULT_STEPS, state, False) for state in states], stop=stop, today=TODAY)
    assert found is not None
    return found


def test_a_system_counts_as_moved_from_its_day_on() -> None:
    found = burnt({"in_use": on(date(2026, 6, 1))}, days_ago(30), days_ago(3), {})
    assert (found.start, found.total, found.remaining) == (date(2026, 6, 1), 4, 2)
    assert found.series == (
        (date(2026, 6, 1), 4),
        (date(2026, 7, 20), 3),
        (date(2026, 8, 16), 2),
        (TODAY, 2),
    )
    left = [found.left_on(TODAY + timedelta(days=days)) for days in (-90, -31, -30, -3, 0, 1)]
    assert left == [4, 4, 3, 2, 2, None]


def test_the_pace_is_that_of_the_last_eight_weeks() -> None:
    edge = PACE_WEEKS * 7
    found = burnt(days_ago(edge), days_ago(edge - 1), days_ago(0), {}, {})
    assert found.per_week == 2 / PACE_WEEKS
    assert found.needed_per_week == 0.2
    assert found.forecast == TODAY + timedelta(weeks=8)


def test_without_a_move_there_is_no_forecast() -> None:
    found = burnt({}, {})
    assert (found.per_week, found.forecast) == (0, None)
    assert found.start == TODAY - timedelta(weeks=PACE_WEEKS)


def test_when_all_are_moved_nothing_is_needed() -> None:
    found = burnt(days_ago(1), stop=TODAY - timedelta(days=1))
    assert (found.remaining, found.needed_per_week, found.forecast) == (0, 0.0, TODAY)


@pytest.mark.parametrize(("days", "needed"), [(70, 0.2), (7, 2), (1, 2), (0, None), (-3, None)])
def test_what_is_needed_until_the_stop(days: int, needed: float | None) -> None:
    assert burnt({}, {}, stop=TODAY + timedelta(days=days)).needed_per_week == needed


def test_the_excused_are_out() -> None:
    systems: list[tuple[Sequence[Step], Any, bool]] = [
        (DEFAULT_STEPS, {}, True),
        (DEFAULT_STEPS, {}, False),
    ]
    found = burn_down(systems, stop=STOP, today=TODAY)
    assert found is not None
    assert found.total == 1
    assert burn_down(systems[:1], stop=STOP, today=TODAY) is None


def test_steps_without_a_move_are_done_on_the_day_of_the_last() -> None:
    state = {"ordered": on(date(2026, 7, 1)), "installed": on(date(2026, 7, 9))}
    assert moved_on(OWN, state) == date(2026, 7, 9)
    found = burn_down([(OWN, state, False), (OWN, {}, False)], stop=STOP, today=TODAY)
    assert found is not None
    assert found.left_on(date(2026, 7, 8)) == 2
    assert found.left_on(date(2026, 7, 9)) == 1


@pytest.mark.parametrize("taken", [True, {"on": "engang"}, {"on": None}, {"by": "Lone"}])
def test_a_move_without_a_day_counts_from_the_start(taken: object) -> None:
    found = burnt({"moved": taken}, {"in_use": on(date(2026, 6, 1))})
    assert found.left_on(found.start) == found.remaining == 1


def test_a_day_to_come_counts_today_as_in_the_list() -> None:
    found = burnt({"moved": on(TODAY + timedelta(days=9))}, {})
    assert found.remaining == found.left_on(TODAY) == 1
    assert found.start < TODAY


def test_the_ideal_falls_evenly_to_nothing() -> None:
    found = burnt({"in_use": on(TODAY - timedelta(weeks=10))}, {})
    assert found.ideal_on(found.start) == 2
    assert found.ideal_on(TODAY) == pytest.approx(1)
    assert found.ideal_on(STOP) == found.ideal_on(STOP + timedelta(days=9)) == 0


@given(
    st.lists(st.one_of(st.none(), st.integers(-40, 900)), min_size=1, max_size=30),
    st.integers(-400, 900),
)
def test_what_is_left_never_grows_and_ends_where_it_stands(
    ages: list[int | None], stop: int
) -> None:
    states = [{} if age is None else days_ago(age) for age in ages]
    found = burnt(*states, stop=TODAY + timedelta(days=stop))
    left = [number for _, number in found.series]
    assert left == sorted(left, reverse=True)
    assert found.series[0][0] == found.start
    assert found.series[-1] == (TODAY, found.remaining) == (TODAY, ages.count(None))
    assert 0 <= found.ideal_on(TODAY) <= found.total

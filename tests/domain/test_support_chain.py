"""domain.md, "Support chain": one service desk, where a case is, and when it stands still."""

from datetime import date

import pytest

from kombit_tui.domain.choices import CHAIN_PLACES
from kombit_tui.domain.support_chain import moved, stands_still, stays, whose, working_days

CHAIN = ("Serviceplatformen", "CPR")
MON, WED, NEXT_WED = date(2026, 8, 17), date(2026, 8, 19), date(2026, 8, 26)


def test_one_turns_to_the_desk_of_the_system_which_passes_the_case_on() -> None:
    names = {place: whose(place, "Nordlys", CHAIN) for place in CHAIN_PLACES}
    assert names == {
        "system": "Nordlys",
        "platform": "Serviceplatformen",
        "source": "CPR",
        "back": "Nordlys",
        "closed": "",
    }
    assert whose("platform", None, ()) == ""
    assert whose("source", None, CHAIN[:1]) == ""


def test_a_move_has_its_day_and_the_last_one_closes_the_case() -> None:
    assert moved("source", WED) == {"place": "source", "moved_on": "2026-08-19", "closed_on": None}
    assert moved("closed", WED)["closed_on"] == "2026-08-19"


@pytest.mark.parametrize(
    ("moved_on", "today", "still"),
    [
        (WED, date(2026, 8, 25), False),
        (WED, NEXT_WED, True),
        (date(2026, 8, 22), date(2026, 8, 27), False),  # a Saturday
        (date(2026, 8, 22), date(2026, 8, 28), True),
        (date(2026, 3, 30), date(2026, 4, 8), False),  # Easter takes three days
        (date(2026, 3, 30), date(2026, 4, 9), True),
    ],
)
def test_five_working_days_without_a_move_are_marked(
    moved_on: date, today: date, still: bool
) -> None:
    assert stands_still("platform", moved_on, today) is still
    assert not stands_still("closed", moved_on, today)
    assert not stands_still("platform", None, today)


def test_days_in_a_place_are_working_days() -> None:
    assert working_days(MON, MON) == 0
    assert working_days(MON, NEXT_WED) == 7
    assert working_days(NEXT_WED, MON) == 0


def test_the_way_of_a_case_has_the_days_in_each_place() -> None:
    way = stays([("system", MON), ("platform", WED), ("source", date(2026, 8, 24))], NEXT_WED)
    assert [(one.place, one.days) for one in way] == [("system", 2), ("platform", 3), ("source", 2)]
    closed = stays([("system", MON), ("closed", WED)], NEXT_WED)
    assert [(one.place, one.days) for one in closed] == [("system", 2), ("closed", 0)]
    assert stays([], WED) == ()


def test_a_corrected_day_and_an_undone_move_leave_no_trace() -> None:
    corrected = stays([("system", MON), ("platform", NEXT_WED), ("platform", WED)], NEXT_WED)
    assert [(one.place, one.since) for one in corrected] == [("system", MON), ("platform", WED)]
    undone = stays([("system", MON), ("platform", WED), ("system", MON)], NEXT_WED)
    assert [(one.place, one.since) for one in undone] == [("system", MON)]

"""What endangers a system's move before its campaign stops; the words a list and a filter use.

Pure rules of domain.md, Phase-outs: who owes whom an answer, and does the plan hold?
"""

from datetime import date
from enum import StrEnum
from typing import NamedTuple

LAST_MONTH = 31
"""Days before the stop in which nothing may go wrong any more."""


class Risk(StrEnum):
    """A danger, as it is called on the screen; what weighs most comes first."""

    STOPPED = "Stoppet"
    """The stop is past, and the system was not moved."""
    AFTER_STOP = "Efter stop"
    """The vendor's plan ends after the stop."""
    NO_CONTACT = "Ingen kontakt"
    FOLLOW_UP = "Følg op nu"
    """The day on which we wanted to ask again is past."""
    NO_DATE = "Ingen dato"
    """The vendor has not said when."""
    LAST_MONTH = "Sidste måned"
    """The plan leaves no time to put anything right."""


RISKS = {risk.name.lower(): risk.value for risk in Risk}
"""Key -> word, what weighs most first: what a filter asks for and a list is ordered by."""


class Standing(NamedTuple):
    """How a system stands in a campaign; days are ordinals, as the store keeps them."""

    is_over: bool
    """Moved, or excused from it: nothing can endanger it."""
    is_contacted: bool
    """Whether the vendor was; true too where the campaign asks for no contact."""
    plan_last: int | None
    follow_up_last: int | None
    stop_last: int | None


def risks(standing: Standing, today: date) -> tuple[Risk, ...]:
    """What endangers a system today, what weighs most first."""
    if standing.is_over:
        return ()
    day, plan, stop = today.toordinal(), standing.plan_last, standing.stop_last
    follow_up = standing.follow_up_last
    found = {
        Risk.STOPPED: stop is not None and stop < day,
        Risk.AFTER_STOP: plan is not None and stop is not None and plan > stop,
        Risk.NO_CONTACT: not standing.is_contacted,
        Risk.FOLLOW_UP: follow_up is not None and follow_up < day,
        Risk.NO_DATE: plan is None,
        Risk.LAST_MONTH: plan is not None and stop is not None and stop - LAST_MONTH < plan <= stop,
    }
    return tuple(risk for risk in Risk if found[risk])

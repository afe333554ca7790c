"""Rules of a burn-down: how many systems were left on each day, and how fast they must be moved.

Owns the figures. It draws nothing and words nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from math import ceil
from typing import Any, NamedTuple

from kombit_tui.domain.campaigns import MOVED, Step, is_moved

WEEK = 7
PACE_WEEKS = 8
"""How many weeks back the pace is measured."""
_FARTHEST = 100 * 365
"""Days ahead that a forecast may lie; beyond that it says nothing."""


class BurnDown(NamedTuple):
    """How the systems of a campaign are moved, day by day until its stop."""

    total: int
    """Without the excused ones."""
    remaining: int
    start: date
    """The day of the first step of any system."""
    today: date
    stop: date
    series: tuple[tuple[date, int], ...]
    """Days, and how many are left from each on; the first is `start`, the last `today`."""
    per_week: float
    """Moved per week over the last `PACE_WEEKS`."""
    needed_per_week: float | None
    """To be moved per week until the stop; None when that is past."""
    forecast: date | None
    """When all are moved at that pace; None when none was moved."""

    def left_on(self, day: date) -> int | None:
        """How many were left on a day; None after today."""
        if day > self.today:
            return None
        held = [left for since, left in self.series if since <= day]
        return held[-1] if held else self.total

    def ideal_on(self, day: date) -> float:
        """How many would be left if they were moved evenly from start to stop."""
        span = (self.stop - self.start).days
        gone = min(max((day - self.start).days, 0), span)
        return self.total * (1 - gone / span) if span > 0 else 0.0


def burn_down(
    systems: Iterable[tuple[Sequence[Step], Any, bool]], *, stop: date, today: date
) -> BurnDown | None:
    """The burn-down of triples of (steps, their state, is excused); None when none counts.

    A system is moved from the day of its move; where that has none, from the start.
    """
    counted = [(steps, state) for steps, state, is_excused in systems if not is_excused]
    if not counted:
        return None
    days = [day for _, state in counted for day in _days(state) if day <= today]
    start = min(days, default=today - timedelta(weeks=PACE_WEEKS))
    moves = sorted(
        min(moved_on(steps, state) or start, today)
        for steps, state in counted
        if is_moved(steps, state)
    )
    total, remaining = len(counted), len(counted) - len(moves)
    lately = sum(day > today - timedelta(weeks=PACE_WEEKS) for day in moves)
    return BurnDown(
        total=total,
        remaining=remaining,
        start=start,
        today=today,
        stop=stop,
        series=_series(moves, total, start, today),
        per_week=lately / PACE_WEEKS,
        needed_per_week=_needed(remaining, stop, today),
        forecast=_forecast(remaining, lately / PACE_WEEKS, today),
    )


def moved_on(steps: Sequence[Step], state: Any) -> date | None:
    """The day a system was moved: that of the move, or of the last step where there is none."""
    taken = state if isinstance(state, Mapping) else {}
    if any(step.key == MOVED for step in steps):
        return _day(taken.get(MOVED))
    return max(_days({step.key: taken.get(step.key) for step in steps}), default=None)


def _days(state: Any) -> list[date]:
    """The days of all steps that have one."""
    values = state.values() if isinstance(state, Mapping) else ()
    return [day for value in values if (day := _day(value)) is not None]


def _day(taken: Any) -> date | None:
    on = taken.get("on") if isinstance(taken, Mapping) else None
    try:
        return date.fromisoformat(str(on)[:10])
    except ValueError:  # a state that was read somewhere need not hold a day
        return None


def _series(
    moves: Sequence[date], total: int, start: date, today: date
) -> tuple[tuple[date, int], ...]:
    left = {start: total}
    for number, day in enumerate(moves, start=1):
        left[max(day, start)] = total - number
    left.setdefault(today, total - len(moves))
    return tuple(sorted(left.items()))


def _needed(remaining: int, stop: date, today: date) -> float | None:
    days = (stop - today).days
    if days <= 0:
        return None if remaining else 0.0
    return min(remaining / (days / WEEK), float(remaining))


def _forecast(remaining: int, per_week: float, today: date) -> date | None:
    if not remaining:
        return today
    days = ceil(remaining / per_week * WEEK) if per_week else _FARTHEST + 1
    return today + timedelta(days=days) if days <= _FARTHEST else None

"""Rules of the support chain (kædeansvar): where a case is, and when it stands still.

Source: domain.md, "Support chain". One turns to one service desk only, that of the system one uses;
it passes the case on along the chain and reports back. Pure: days are given.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from kombit_tui.domain.dates.holidays import add_working_days, is_working_day

FIRST, CLOSED = "system", "closed"
PATIENCE = 5
"""Working days without a move after which a case counts as standing still."""


class Stay(NamedTuple):
    """A place of the chain where a case is or was."""

    place: str
    since: date
    until: date
    """The day it went on, or today."""

    @property
    def days(self) -> int:
        """Working days there."""
        return working_days(self.since, self.until)


def whose(place: str, desk: str | None, chain: Sequence[str]) -> str:
    """Who has the case at a place, by the name the system gives; empty where it gives none."""
    if place == FIRST or place == "back":
        return desk or ""
    if place == "platform":
        return chain[0] if chain else ""
    return chain[-1] if place == "source" and len(chain) > 1 else ""


def moved(place: str, on: date) -> Mapping[str, Any]:
    """What a move writes: the place with its day, and the end of the case where it is one."""
    day = on.isoformat()
    return {"place": place, "moved_on": day, "closed_on": day if place == CLOSED else None}


def working_days(first: date, last: date) -> int:
    """Working days after `first`, up to and with `last`."""
    days = range(1, (last - first).days + 1)
    return sum(is_working_day(first + timedelta(days=one)) for one in days)


def stands_still(place: str, moved_on: date | None, today: date) -> bool:
    """Whether an open case was not moved for five working days."""
    if place == CLOSED or moved_on is None:
        return False
    return today >= add_working_days(moved_on, PATIENCE)


def stays(moves: Iterable[tuple[str, date]], today: date) -> tuple[Stay, ...]:
    """Where a case has been, of what was noted in turn.

    A place noted again was a correction of its day; what was there before, as an undo brings it
    back, takes away what came after it. The last place of a closed case takes no time.
    """
    trail: list[tuple[str, date]] = []
    for move in moves:
        if move in trail:
            del trail[trail.index(move) + 1 :]
        elif trail and trail[-1][0] == move[0]:
            trail[-1] = move
        else:
            trail.append(move)
    ends = [since for _, since in trail[1:]]
    ends += [trail[-1][1] if trail[-1][0] == CLOSED else today] if trail else []
    return tuple(
        Stay(place, since, max(until, since))
        for (place, since), until in zip(trail, ends, strict=True)
    )

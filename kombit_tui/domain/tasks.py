"""Rules of a task's deadlines (domain.md, «Deadlines move, and there can be three of them»).

Owns which of them counts: the nearest that hurts. Shows and stores nothing.
"""

from collections.abc import Iterable
from typing import NamedTuple

KLIK, IN_PRACTICE, CONSEQUENCE, OWN = "due", "due_real", "consequence_date", "own_due"
DEADLINES = (KLIK, IN_PRACTICE, CONSEQUENCE, OWN)
"""The fields that hold a deadline; of two on one day the earlier one here is told."""


class Deadline(NamedTuple):
    """A date by which a task is to be done."""

    field: str
    edtf: str | None = None
    words: str | None = None
    first: int | None = None
    """Day numbers (`date.toordinal`); None where that end is not known."""
    last: int | None = None


def nearest(deadlines: Iterable[Deadline]) -> Deadline:
    """The nearest deadline that hurts, by its latest day.

    The end date in KLIK hurts only while nobody knows of a real last day; then that one stands in
    its place. The day of the consequence always hurts, and so does a deadline of our own: it can
    come before the others but never puts them off. Without any known day it is the first that is
    told at all, so that «Uafklaret» is never hidden.
    """
    by_field = {one.field: one for one in deadlines}
    told = [by_field[field] for field in DEADLINES if field in by_field]
    real = by_field.get(IN_PRACTICE)
    if real is not None and real.last is not None:
        told = [one for one in told if one.field != KLIK]
    dated = [(one.last, at, one) for at, one in enumerate(told) if one.last is not None]
    if dated:
        return min(dated)[2]
    return next((one for one in told if one.edtf or one.words), Deadline(KLIK))


def is_after_stop(deadline: int | None, stop: int | None) -> bool:
    """Whether a task is due only when what it depends on has stopped already."""
    return deadline is not None and stop is not None and deadline > stop

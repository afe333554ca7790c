"""Rules about meetings: which comes before which, and where an open question is carried to. Pure.

A meeting is one however many days it is held on («domain.md, Who uses it»); its days are ordinals.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple


class Held(NamedTuple):
    """When a meeting is held; None where nobody knows."""

    id: str
    first: int | None
    last: int | None


def coming(meetings: Iterable[Held], today: int) -> list[Held]:
    """The meetings that are not over, the soonest first."""
    found = [one for one in meetings if one.last is not None and one.last >= today]
    return sorted(found, key=lambda one: (one.first or 0, one.id))


def before(meetings: Iterable[Held], meeting: str) -> str | None:
    """The meeting held before this one; None for the first of all and for one without a day."""
    dated = [(one.first, one.id) for one in meetings if one.first is not None]
    own = next((one for one in dated if one[1] == meeting), None)
    earlier = [one for one in dated if own is not None and one < own]
    return max(earlier)[1] if earlier else None


def carried_to(
    asked_at: str | None,
    *,
    is_answered: bool,
    promised: tuple[int, int] | None,
    meetings: Sequence[Held],
    today: int,
) -> str | None:
    """The coming meeting that a question is carried over to; None where it stays.

    «domain.md, Agendas»: the opsamling carries unanswered questions over to the next meeting, and
    some answers are promised for a later one. `promised` is the earliest and latest day of that; an
    answer given meanwhile is for now, until that day is past.
    """
    if is_answered and (promised is None or promised[1] < today):
        return None
    own = next((one for one in meetings if one.id == asked_at), None)
    if own is not None and (own.last is None or own.last >= today):
        return None
    ahead = coming(meetings, today)
    late = [one for one in ahead if promised and one.last is not None and one.last >= promised[0]]
    return next((one.id for one in (*late, *ahead)), None)

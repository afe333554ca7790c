"""One moment, a range of two, or a list of days.

Owns how moments are joined ("-", "til", "og") and what they borrow from each other: in
"10. - 21. maj 2021" the first has its month and year from the second. It does not look before the
first or after the last (see `phrases`).
"""

from typing import NamedTuple

from .moments import Moment, Unit
from .numeric import Read
from .readers import read_moment, read_moments
from .tokens import Tokens


class Part(NamedTuple):
    """A moment and its places."""

    moment: Moment
    start: int
    end: int


class Core(NamedTuple):
    """The moments of a date expression."""

    parts: tuple[Part, ...]
    is_list: bool
    """The parts are days of their own, not the ends of a range."""
    forms: tuple[str, ...]
    end: int


def read_core(tokens: Tokens, place: int) -> Core | None:
    """The longest range, list or single moment at `place`."""
    reads = list(read_moments(tokens, place))
    joined = [_joined(tokens, place, left) for left in reads]
    found = [core for core in (_from_bare(tokens, place), *joined) if core]
    if not found and (days := _day_list(tokens, place)):
        return days
    found += [Core((Part(r.moment, place, r.end),), False, (r.form,), r.end) for r in reads]
    return max(found, key=lambda core: (len(core.parts), core.end), default=None)


def _from_bare(tokens: Tokens, place: int) -> Core | None:
    """A range that begins with a number only: "10. - 21. maj", "1.-2. kvartal"."""
    number = tokens.number(place)
    end = place + 1 + tokens.is_sign(place + 1, ".")
    joint = None if tokens.is_sign(end, "/") else _joint(tokens, end)
    if number is None or not 1 <= number <= 31 or joint is None:
        return None
    right = read_moment(tokens, joint[0])
    if right is None or not right.form.startswith(("d month", "period", "weekday")):
        return None
    moment = Moment(right.moment.unit, number=number)
    return _both(Read(moment, end, "bare"), right, place, joint)


def _joined(tokens: Tokens, place: int, left: Read) -> Core | None:
    """Two moments of one kind with "-", "til" or "og" between."""
    joint = _joint(tokens, left.end)
    if joint is None:
        return None
    if tokens.is_sign(left.end, "/") and left.moment.unit not in (Unit.MONTH, Unit.QUARTER):
        return None
    right = _right(tokens, joint[0], left)
    return None if right is None else _both(left, right, place, joint)


def _both(left: Read, right: Read, place: int, joint: tuple[int, bool]) -> Core | None:
    """Both as one, if they are of one kind."""
    if right.moment.unit is not left.moment.unit:
        return None
    moments = _share(left.moment, right.moment)
    if moments is None:
        return None
    parts = Part(moments[0], place, left.end), Part(moments[1], joint[0], right.end)
    return Core(parts, joint[1], (left.form, right.form), right.end)


def _joint(tokens: Tokens, place: int) -> tuple[int, bool] | None:
    """The place after what joins two moments, and whether it makes a list of them."""
    key = tokens.key(place)
    if key not in ("-", "/", "til", "to", "og", "samt"):
        return None
    end = tokens.phrase(place, "til og med") or place + 1
    while tokens.key(end) in ("den", "d") or (tokens.is_sign(end, ".") and end > place + 1):
        end += 1
        if end > place + 5:
            return None
    return end, key in ("og", "samt")


def _right(tokens: Tokens, place: int, left: Read) -> Read | None:
    """The right end of a range; after a week or an English day a number is enough."""
    number = tokens.number(place)
    if number is not None and left.form == "week" and number <= 53:
        read = Read(Moment(Unit.WEEK, number=number), place + 1, "week")
        return _year_after_week(tokens, read)
    right = read_moment(tokens, place)
    if right is None and number is not None and left.form in ("english d", "month d"):
        return Read(left.moment._replace(number=number), place + 1, left.form)
    return right


def _year_after_week(tokens: Tokens, read: Read) -> Read:
    year = read_moment(tokens, read.end + tokens.is_sign(read.end, ",/"))
    if year is None or year.form != "year":
        return read
    return Read(read.moment._replace(year=year.moment.year), year.end, read.form)


def _share(left: Moment, right: Moment) -> tuple[Moment, Moment] | None:
    """Both moments with the month and year that only one of them was written with."""
    if left.offset is not None or right.offset is not None:
        return None
    if left.unit is Unit.DAY and left.month is None:
        if right.month is None:
            return None
        left = left._replace(month=right.month)
    if left.year is None and right.year is not None:
        wraps = _rank(left) > _rank(right)
        return left._replace(year=right.year - wraps), right
    if right.year is None and left.year is not None:
        wraps = _rank(left) > _rank(right)
        return left, right._replace(year=left.year + wraps)
    return left, right


def _rank(moment: Moment) -> tuple[int, int]:
    """The order of moments of one kind within a year."""
    return moment.month or 0, moment.number


def _day_list(tokens: Tokens, place: int) -> Core | None:
    """8., 9. og 10. maj."""
    starts: list[int] = []
    at = place
    while len(starts) < 6 and tokens.number(at) is not None and tokens.is_sign(at + 1, "."):
        starts.append(at)
        at += 2
        if not tokens.is_sign(at, ","):
            break
        at += 1
    core = _from_bare(tokens, starts.pop()) if len(starts) > 1 and starts[-1] > place else None
    if core is None or not core.is_list:
        return None
    model = core.parts[0].moment
    before = (Part(model._replace(number=tokens.number(at) or 0), at, at + 2) for at in starts)
    forms = (*("bare" for _ in starts), *core.forms)
    return Core((*before, *core.parts), True, forms, core.end)

"""Readers of moments written in digits, and of years.

Owns `Read`, the forms such as 31/3-27 and 2027-03-31, and the year after any other moment. What is
written with words is in `readers`.
"""

from typing import NamedTuple

from .moments import Moment, Unit
from .tokens import NUMBER, Tokens


class Read(NamedTuple):
    """A moment, the place after it, and the form it was written in."""

    moment: Moment
    end: int
    form: str


def read_year(tokens: Tokens, place: int) -> tuple[int, int] | None:
    """A year, maybe after "," "/" "-" or "i", and the place after it.

    Four digits; after an apostrophe, or where the text is nothing but a date, two are enough.
    """
    is_joined = tokens.is_sign(place, "/-") and tokens[place].gap == tokens[place + 1].gap == 0
    if is_joined or tokens.is_sign(place, ",") or tokens.key(place) == "i":
        place += 1
    if tokens.is_sign(place, "'"):
        short = tokens.key(place + 1)
        is_short = len(short) == 2 and short.isdigit()
        return (2000 + int(short), place + 2) if is_short else None
    return plain_year(tokens, place)


def plain_year(tokens: Tokens, place: int) -> tuple[int, int] | None:
    """The year that a bare number at `place` names, with the place after it; None for any other."""
    key = tokens.key(place)
    if tokens[place].kind != NUMBER:
        return None
    centuries = ("19", "20", "21") if tokens.is_loose else ("19", "20")
    if len(key) == 4 and key[:2] in centuries and not _is_phone(tokens, place):
        return int(key), place + 1
    if len(key) == 2 and tokens.is_loose and tokens[place].gap < 2:
        return 2000 + int(key), place + 1
    return None


def _is_phone(tokens: Tokens, place: int) -> bool:
    """Whether a second group of four digits follows on the line, as in 2065 3125."""
    after = tokens[place + 1]
    if after.kind != NUMBER or len(after.key) != 4 or after.gap != 1:
        return False
    return after.key[:2] not in ("19", "20")


def dated(tokens: Tokens, read: Read) -> Read:
    """`read` with the year that follows it, if one does."""
    found = read_year(tokens, read.end)
    if found is None:
        return read
    return Read(read.moment._replace(year=found[0]), found[1], read.form + " y")


def read_year_first(tokens: Tokens, place: int) -> Read | None:
    """2027-03-31, 2027-03."""
    year = tokens.number(place, 4)
    if year is None or len(tokens.key(place)) != 4 or not _is_tight(tokens, place + 1, "-/."):
        return None
    month = tokens.number(place + 2)
    if month is None or len(tokens.key(place + 2)) != 2:
        return None
    day = tokens.number(place + 4) if _is_tight(tokens, place + 3, tokens.key(place + 1)) else None
    if day is not None:
        return Read(Moment(Unit.DAY, year, month, day), place + 5, "y-m-d")
    if tokens.key(place + 1) != "-" or not 1 <= month <= 12:
        return None
    return Read(Moment(Unit.MONTH, year, month), place + 3, "y-m")


def read_numeric_day(tokens: Tokens, place: int) -> Read | None:
    """31/3, 31.3., 31-3 and the same with a year: 31/3-27, 31.3.2027, 31/3 2027."""
    day, month = tokens.number(place), tokens.number(place + 2)
    if day is None or month is None or not _is_tight(tokens, place + 1, "/.-"):
        return None
    form = "d" + tokens.key(place + 1) + "m"
    if (year := _numeric_year(tokens, place + 3)) is not None:
        size = len(tokens.key(year[1] - 1))
        return Read(Moment(Unit.DAY, year[0], month, day), year[1], form + " " + "y" * size)
    end = place + 3
    has_dot = tokens.is_loose and form == "d.m" and tokens.is_sign(end, ".")
    return Read(Moment(Unit.DAY, None, month, day), end + has_dot, form)


def _numeric_year(tokens: Tokens, place: int) -> tuple[int, int] | None:
    if _is_tight(tokens, place, "/.-"):
        number = tokens.number(place + 1, 4)
        size = len(tokens.key(place + 1))
        if number is not None and size in (2, 4):
            return (number if size == 4 else 2000 + number), place + 2
    elif tokens[place].gap == 1 and len(tokens.key(place)) == 4:
        return plain_year(tokens, place)
    return None


def _is_tight(tokens: Tokens, place: int, signs: str) -> bool:
    """Whether one of `signs` stands between two things without blanks (a typed "/" may have)."""
    allowed = 1 if tokens.is_loose and tokens.key(place) == "/" else 0
    gaps = tokens[place].gap, tokens[place + 1].gap
    return tokens.is_sign(place, signs) and max(gaps) <= allowed


def read_year_alone(tokens: Tokens, place: int) -> Read | None:
    """2022. Two digits are never a year alone."""
    found = plain_year(tokens, place) if len(tokens.key(place)) == 4 else None
    return Read(Moment(Unit.YEAR, found[0]), found[1], "year") if found else None

"""Whole date expressions: what stands before, one moment or several, what stands after.

Owns `Phrase`: ranges, lists, "senest", "inden udgangen af", "og frem", clock times, and the words
for a time nobody knows. It places nothing in the calendar (see `vague`).
"""

from enum import Enum
from typing import NamedTuple

from .joins import Core, Part, read_core
from .moments import Moment, Unit
from .readers import read_moment
from .tokens import Tokens
from .words import words


class Mode(Enum):
    """What the words around a moment make of it."""

    PLAIN = 0
    END = 1
    """Its last day: "inden udgangen af"."""
    LATEST = 2
    """At the latest: "senest"."""
    BEFORE = 3
    """Over before it begins: "inden", "før"."""
    UP_TO = 4
    """Up to and with: "til og med"."""
    ONWARD = 5
    """From it on: "og frem"."""


class Phrase(NamedTuple):
    """A date expression; without parts it is a time that is not known."""

    parts: tuple[Part, ...]
    is_list: bool
    """The parts are days of their own ("30. og 31. august"), not the ends of a range."""
    mode: Mode
    forms: tuple[str, ...]
    leads: frozenset[str]
    """The folded words before it, such as "den" and "senest"."""
    start: int
    end: int


_MODES = {
    "udgangen": Mode.END,
    "senest": Mode.LATEST,
    "inden": Mode.BEFORE,
    "foer": Mode.BEFORE,
}
_LEADS = words(
    "i til fra den d pr på ved med om ca cirka omkring forventeligt forventet tidligst allerede "
    "løbet perioden senest inden udgangen indtil siden efter frem hen over mellem "
    "drypvist bølgevis gradvist planlagt"
) | {"foer"}
_AFTER_OF = words("løbet udgangen")
_MAX_LEADS = 7
_HOLIDAYS = words(
    "sommerferien sommerferie efterårsferien juleferien vinterferien påskeferien påske påsken jul "
    "julen nytår sommeren foråret efteråret vinteren ferien"
)
_SEASONS_AS_LIMIT = words("sommeren foråret efteråret vinteren")
_UNKNOWN = ("uafklaret", "snarest muligt", "snarest")
_UNKNOWN_CELLS = (
    *("er publiceret", "publiceret", "loebende", "lobende", "afventer", "ukendt", "tbd", "tba"),
    *("hurtigst muligt", "ikke kendt", "ikke fastlagt", "ikke fastsat", "ikke afklaret", "asap"),
)
"""Words that stand for a date in a table, and mean other things in a sentence."""
_ONWARD = words("frem fremad fremover senere")


def read_phrase(tokens: Tokens, place: int) -> Phrase | None:
    """The longest date expression that starts at `place`."""
    leads, mode, after = _read_leads(tokens, place)
    if (end := _unknown(tokens, place, leads, after)) is not None:
        return Phrase((), False, mode, (), leads, place, end)
    core = _turn(tokens, after) or read_core(tokens, after)
    is_in = after > place and tokens.key(after - 1) == "i"
    if core is None or (is_in and core.parts[0].moment.unit is Unit.DAY):
        return None
    parts, is_list, forms, end = core
    is_list = is_list and "mellem" not in leads
    end, onward = _read_after(tokens, end, parts[-1].moment.unit)
    if forms == ("turn",):
        mode = Mode.END
    return Phrase(parts, is_list, Mode.ONWARD if onward else mode, forms, leads, place, end)


def _read_leads(tokens: Tokens, place: int) -> tuple[frozenset[str], Mode, int]:
    """The words before the moment, what they mean, and the place after them."""
    seen: list[str] = []
    mode = Mode.PLAIN
    while len(seen) < _MAX_LEADS:
        key = tokens.key(place)
        if (end := tokens.phrase(place, "til og med")) is not None:
            mode, place, key = Mode.UP_TO, end, "til"
        elif key in _LEADS or (key == "af" and seen and seen[-1] in _AFTER_OF):
            mode = _stronger(mode, _MODES.get(key, Mode.PLAIN))
            place += 1
            place += tokens.is_sign(place, ".") and key in ("d", "pr", "ca")
        else:
            break
        seen.append(key)
    return frozenset(seen), mode, place


def _stronger(old: Mode, new: Mode) -> Mode:
    """The meaning of two such words together: "inden udgangen af" is the end, not before it."""
    if Mode.END in (old, new):
        return Mode.END
    return old if new is Mode.PLAIN else new


def _unknown(tokens: Tokens, place: int, leads: frozenset[str], after: int) -> int | None:
    """The place after words for an unknown time."""
    texts = (*_UNKNOWN, *_UNKNOWN_CELLS) if tokens.is_loose else _UNKNOWN
    for text in texts:
        if (end := tokens.phrase(place, text)) is not None:
            return end
    key = tokens.key(after)
    if key not in _HOLIDAYS or not leads & {"inden", "efter", "foer", "til", "i", "fra"}:
        return None
    is_limit = bool(leads & {"inden", "efter", "foer"})
    if key in _SEASONS_AS_LIMIT and not is_limit:
        return None
    read = read_moment(tokens, after)
    return None if read and read.moment.is_dated else after + 1


def _turn(tokens: Tokens, place: int) -> Core | None:
    """årets udgang, månedens udgang, årsskiftet."""
    unit = {
        "aarets": Unit.YEAR,
        "arets": Unit.YEAR,
        "maanedens": Unit.MONTH,
        "manedens": Unit.MONTH,
    }
    key = tokens.key(place)
    if key in unit and tokens.key(place + 1) in ("udgang", "slutning", "afslutning"):
        moment, end = Moment(unit[key], offset=0), place + 2
    elif key in ("aarsskiftet", "arsskiftet"):
        moment, end = Moment(Unit.YEAR, offset=0), place + 1
    else:
        return None
    return Core((Part(moment, place, end),), False, ("turn",), end)


def _read_after(tokens: Tokens, place: int, unit: Unit) -> tuple[int, bool]:
    """The place after a clock time or "og frem", and whether the latter stood there."""
    if tokens.key(place) == "og" and tokens.key(place + 1) in _ONWARD:
        return place + 2, True
    return (_clock(tokens, place) if unit is Unit.DAY else place), False


def _clock(tokens: Tokens, place: int) -> int:
    """The place after "kl. 6:00-8:00", or `place`."""
    start = place + tokens.is_sign(place, ",")
    if tokens.key(start) not in ("kl", "klokken"):
        return place
    end = _hour(tokens, start + 1 + tokens.is_sign(start + 1, "."))
    if end is None:
        return place
    if tokens.key(end) in ("-", "til"):
        return _hour(tokens, end + 1) or end
    return end


def _hour(tokens: Tokens, place: int) -> int | None:
    if tokens.number(place) is None:
        return None
    has_minutes = tokens.is_sign(place + 1, ".:") and tokens[place + 2].gap == 0
    return place + 3 if has_minutes and tokens.number(place + 2) is not None else place + 1

"""What a user types in a date field: always one exact day.

Owns the forms that count from today or from another field, the choice of a day from a period, and
the error. The forms shared with material are in `readers` and `phrases`. The rules are the table in
`docs/interface` on dates: the next such day counts, today's weekday is a week ahead, "næste" is the
next ISO week, two-digit years are 20xx, and day always comes before month.
"""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import NamedTuple

from .edtf import DateRole, VagueDate, month_span
from .holidays import add_working_days
from .moments import Impossible, Moment, Unit, relative_span, span
from .phrases import Mode, Phrase, read_phrase
from .show import show_day
from .tokens import NUMBER, Tokens
from .words import NUMERALS, WEEK_WORDS, WEEKDAY_NAMES, WEEKDAYS, fold, words

MAX_LENGTH = 60
_NO_ANCHORS: Mapping[str, date] = MappingProxyType({})
_EXAMPLES = "Skriv fx 31/3, fredag eller om 2 uger."
_CLEAR = ("ingen", "-", "–")


class DateNotUnderstood(ValueError):
    """The text is no date. The message says why, in Danish, with three examples."""


class _Entry(NamedTuple):
    """What was typed and what it is seen from."""

    tokens: Tokens
    today: date
    role: DateRole
    anchors: Mapping[str, date]


def parse_typed(
    text: str,
    *,
    today: date,
    role: DateRole = DateRole.DEADLINE,
    anchors: Mapping[str, date] = _NO_ANCHORS,
) -> VagueDate | None:
    """The exact day that `text` says, seen from `today`; None for "ingen" and "-".

    A period is its last day as a deadline (a week: its Friday) and its first as a start. `anchors`
    are the days of other fields by name, for "stop-30d". Raises DateNotUnderstood.
    """
    typed = " ".join(text.split())
    if typed.lower() in _CLEAR:
        return None
    if len(typed) > MAX_LENGTH:
        raise DateNotUnderstood(f"Teksten er for lang til en dato. {_EXAMPLES}")
    entry = _Entry(Tokens(typed, is_loose=True), today, role, anchors)
    try:
        day = _read(entry)
    except Impossible as error:
        raise DateNotUnderstood(f"{error} {_EXAMPLES}") from error
    except (OverflowError, ValueError) as error:
        raise DateNotUnderstood(f"Datoen ligger uden for kalenderen. {_EXAMPLES}") from error
    if day is None:
        shown = "".join(sign if sign.isprintable() else "?" for sign in typed)
        reason = f"»{shown}« er ikke en dato." if typed else "Der er ikke skrevet en dato."
        raise DateNotUnderstood(f"{reason} {_EXAMPLES}")
    return VagueDate(day.isoformat())


def _read(entry: _Entry) -> date | None:
    readers: tuple[Callable[[_Entry], date | None], ...] = (
        *(_anchored, _near, _in_units, _ago, _shifted, _weekday, _compact, _from_phrase),
    )
    return next((day for reader in readers if (day := reader(entry))), None)


_NEAR = {
    ".": 0,
    "i dag": 0,
    "idag": 0,
    "i morgen": 1,
    "imorgen": 1,
    "i overmorgen": 2,
    "overmorgen": 2,
    "i gaar": -1,
    "igaar": -1,
    "i gar": -1,
}


def _near(entry: _Entry) -> date | None:
    """i dag, i morgen, i overmorgen, i går and `.`"""
    tokens = entry.tokens
    key = " ".join(tokens.key(place) for place in range(min(len(tokens), 3)))
    return None if key not in _NEAR else entry.today + timedelta(_NEAR[key])


_DAYS, _WEEKS, _WORKDAYS = words("d dag dage"), words("u uge uger"), words("hd hverdag hverdage")
_WORKING = _WORKDAYS | words("arbejdsdag arbejdsdage")
_MONTHS = {
    **dict.fromkeys(words("m md mdr måned måneder"), 1),
    **dict.fromkeys(words("kvartal kvartaler"), 3),
    **dict.fromkeys(words("å år"), 12),
}


def _shift(day: date, count: int, unit: str) -> date | None:
    """`day` moved by so many of `unit`; None when that is no unit."""
    if unit in _DAYS or unit in _WEEKS:
        return day + timedelta(count * (7 if unit in _WEEKS else 1))
    if unit in _WORKING:
        return add_working_days(day, count)
    return add_months(day, count * _MONTHS[unit]) if unit in _MONTHS else None


def add_months(day: date, count: int) -> date:
    """The same day of another month, or that month's last."""
    year, month = divmod(12 * day.year + day.month - 1 + count, 12)
    if not 1 <= year <= date.max.year:
        raise Impossible("Datoen ligger uden for kalenderen.")
    last = month_span(year, month + 1)[1]
    return last.replace(day=min(day.day, last.day))


def _amount(tokens: Tokens, place: int) -> int | None:
    """A number in digits or words."""
    return (
        tokens.number(place, 4) if tokens[place].kind == NUMBER else NUMERALS.get(tokens.key(place))
    )


def _moved(entry: _Entry, day: date, place: int, sign: int = 1) -> date | None:
    """`day` moved by the amount and unit at `place`, if the text ends there."""
    tokens = entry.tokens
    count = _amount(tokens, place)
    is_end = place + 2 + tokens.is_sign(place + 2, ".") == len(tokens)
    return (
        _shift(day, sign * count, tokens.key(place + 1)) if count is not None and is_end else None
    )


def _in_units(entry: _Entry) -> date | None:
    """om 2 uger, om en måned, om 5 hverdage."""
    return _moved(entry, entry.today, 1) if entry.tokens.key(0) == "om" else None


def _ago(entry: _Entry) -> date | None:
    """for 3 dage siden."""
    tokens = entry.tokens
    count = _amount(tokens, 1)
    is_ago = tokens.key(0) == "for" and tokens.key(3) == "siden" and len(tokens) == 4
    return _shift(entry.today, -count, tokens.key(2)) if is_ago and count is not None else None


def _shifted(entry: _Entry) -> date | None:
    """+2u, -3d, + 2 uger."""
    return _signed(entry, entry.today, 0)


def _signed(entry: _Entry, day: date, place: int) -> date | None:
    sign = {"+": 1, "-": -1}.get(entry.tokens.key(place))
    return None if sign is None else _moved(entry, day, place + 1, sign)


def _anchored(entry: _Entry) -> date | None:
    """stop, stop-30d, frist + 1 uge: from the day of another field."""
    tokens = entry.tokens
    for name, day in entry.anchors.items():
        end = tokens.phrase(0, " ".join(fold(word) for word in name.split()))
        if end is not None:
            return day if end == len(tokens) else _signed(entry, day, end)
    is_shift = len(tokens) == 4 and _signed(entry, entry.today, 1) is not None
    if is_shift and tokens.key(0).isalpha():
        name = tokens.text[: tokens[0].end]
        raise Impossible(f"Der er ingen dato i »{name}« at regne fra.")
    return None


def _weekday(entry: _Entry) -> date | None:
    """fredag, på fredag, næste fredag, mandag om en uge, fredag i næste uge."""
    tokens = entry.tokens
    is_next = tokens.key(0) in ("naeste", "naste")
    place = int(is_next or tokens.key(0) in ("paa", "pa", "kommende", "foerstkommende"))
    weekday = WEEKDAYS.get(tokens.key(place))
    if weekday is None:
        return None
    end = place + 1 + tokens.is_sign(place + 1, ".")
    ahead = (weekday - entry.today.isoweekday() - 1) % 7 + 1
    if end == len(tokens):
        return _of_next_week(entry, weekday) if is_next else entry.today + timedelta(ahead)
    if tokens.key(end) == "om":
        return _moved(entry, entry.today + timedelta(ahead), end + 1)
    after = tokens.phrase(end, "i naeste") or tokens.phrase(end, "naeste") or len(tokens)
    is_week = tokens.key(after) in WEEK_WORDS and after + 1 == len(tokens)
    return _of_next_week(entry, weekday) if is_week else None


def _of_next_week(entry: _Entry, weekday: int) -> date:
    return entry.today + timedelta(7 - entry.today.isoweekday() + weekday)


def _compact(entry: _Entry) -> date | None:
    """310327, 31032027, 20270331."""
    text = entry.tokens.key(0)
    if len(entry.tokens) != 1 or not text.isdigit() or len(text) not in (6, 8):
        return None
    if len(text) == 8 and text[4:6] not in ("19", "20", "21"):
        year, month, day = int(text[:4]), int(text[4:6]), int(text[6:])
    else:
        day, month = int(text[:2]), int(text[2:4])
        year = int(text[4:]) + (2000 if len(text) == 6 else 0)
    return span(Moment(Unit.DAY, year, month, day), year)[0]


_PLAIN_LEADS = words("i den d til pr på senest fra ved med inden udgangen") | {"af"}


def _from_phrase(entry: _Entry) -> date | None:
    """Days and periods written as in material: 31/3, uge 34, Q4, ultimo august."""
    tokens = entry.tokens
    phrase = read_phrase(tokens, 0)
    if phrase is None or phrase.end + tokens.is_sign(phrase.end, ".") < len(tokens):
        return None
    is_plain = phrase.mode in (Mode.PLAIN, Mode.END, Mode.LATEST) and phrase.leads <= _PLAIN_LEADS
    if len(phrase.parts) > 1:
        raise Impossible("Skriv én dag og ikke en periode.")
    if not phrase.parts or not is_plain or phrase.end > phrase.parts[0].end:
        return None
    return _pick(entry, phrase)


def _pick(entry: _Entry, phrase: Phrase) -> date:
    """The one day of a phrase that is meant."""
    moment = phrase.parts[0].moment
    first, last = _next_span(moment, entry.today)
    if moment.unit is Unit.DAY:
        return _with_right_weekday(first, moment.weekday)
    if phrase.mode is Mode.END:
        return last
    third = phrase.forms[0].removeprefix("third ")
    if third in ("1", "2", "3"):
        return (first, _middle(first, last), last)[int(third) - 1]
    if entry.role is DateRole.START or first == last:
        return first
    return first + timedelta(4) if moment.unit is Unit.WEEK else last


def _middle(first: date, last: date) -> date:
    """The 15th for "medio" of a month, 30 June for that of a year, else the day in the middle."""
    if (first.day, last.day) == (11, 20):
        return first.replace(day=15)
    if (first.month, last.month) == (6, 7):
        return first.replace(day=30)
    return first + (last - first) / 2


def _with_right_weekday(day: date, weekday: int | None) -> date:
    if weekday is not None and day.isoweekday() != weekday:
        right, wrong = WEEKDAY_NAMES[day.isoweekday() - 1], WEEKDAY_NAMES[weekday - 1]
        raise Impossible(f"{show_day(day)} er en {right}, ikke en {wrong}.")
    return day


def _next_span(moment: Moment, today: date) -> tuple[date, date]:
    """The days of `moment`, in the first year in which they are not over. Raises Impossible."""
    if moment.offset is not None:
        return relative_span(moment, today)
    if moment.year is not None:
        return span(moment, moment.year)
    for year in range(today.year - 1, today.year + 9):
        try:
            first, last = span(moment, year)
        except Impossible:
            continue
        if last >= today:
            return first, last
    return span(moment, today.year)

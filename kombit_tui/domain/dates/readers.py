"""Readers of single moments: from tokens to `Moment`, one small reader for each way of writing.

Owns the forms with words in them; those of digits alone are in `numeric`. It does not join two
moments to a range and knows nothing of what stands before or after (see `joins`, `phrases`), nor
whether a form is proof of a date (see `find`).
Every reader looks at a bounded number of tokens.
"""

from collections.abc import Iterator

from .moments import Moment, Unit
from .numeric import Read, dated, plain_year, read_numeric_day, read_year_alone, read_year_first
from .tokens import NUMBER, Tokens
from .words import (
    BARE_SEASONS,
    FULL_MONTHS,
    FULL_WEEKDAYS,
    HALF_WORDS,
    MONTH_WORDS,
    MONTHS,
    ORDINALS,
    QUARTER_WORDS,
    RELATIVE,
    SEASONS,
    SHORT_MONTHS,
    SHORT_WEEKDAYS,
    THIRDS,
    WEEK_WORDS,
    WEEKDAYS,
    YEAR_WORDS,
)


def read_moments(tokens: Tokens, place: int) -> Iterator[Read]:
    """Every way to read a moment at `place`."""
    token = tokens[place]
    if token.kind == NUMBER:
        readers = (read_year_first, read_numeric_day, _named_day, _numbered_period, read_year_alone)
        yield from (read for reader in readers if (read := reader(tokens, place)))
        return
    for words, reader in _BY_WORD:
        if token.key in words and (read := reader(tokens, place)):
            yield read


def read_moment(tokens: Tokens, place: int) -> Read | None:
    """The longest moment at `place`."""
    return max(read_moments(tokens, place), key=lambda read: read.end, default=None)


def _named_day(tokens: Tokens, place: int) -> Read | None:
    """7. juni, 30. nov, 22. JUNI 2023, 12 maj."""
    day, has_dot = tokens.number(place), tokens.is_sign(place + 1, ".")
    after = place + 1 + has_dot
    month = MONTHS.get(tokens.key(after))
    if day is None or month is None or tokens[after].gap > 1 + has_dot:
        return None
    end = _after_month(tokens, after)
    return dated(tokens, Read(Moment(Unit.DAY, None, month, day), end, "d month"))


def _after_month(tokens: Tokens, place: int) -> int:
    """The place after a month's name, the dot of a short one and the word "måned"."""
    end = place + 1
    has_dot = tokens.key(place) in SHORT_MONTHS and tokens.is_sign(end, ".")
    end += has_dot and tokens[end].gap == 0
    return end + (tokens.key(end) in MONTH_WORDS)


def _month(tokens: Tokens, place: int) -> Read | None:
    """maj, april 2021, juli måned, and English days: May 3, June 3rd, 2021."""
    key, end = tokens.key(place), _after_month(tokens, place)
    month, day = MONTHS[key], tokens.number(end)
    form = "month" if key in FULL_MONTHS else "short month"
    if day is not None and tokens[end].gap < 2 and _is_day_after(tokens, key, end):
        end += 1 + (tokens.key(end + 1) in ("st", "nd", "rd", "th") and tokens[end + 1].gap == 0)
        day_form = "month d" if key in FULL_MONTHS else "english d"
        return _english_year(tokens, Read(Moment(Unit.DAY, None, month, day), end, day_form))
    read = Read(Moment(Unit.MONTH, None, month), end, form)
    is_apart = form == "short month" and tokens[end].gap == 2
    return read if is_apart else dated(tokens, read)


def _english_year(tokens: Tokens, read: Read) -> Read:
    if tokens.is_sign(read.end, "-") or len(tokens.key(read.end)) == 2:
        return read
    return dated(tokens, read)


def _is_day_after(tokens: Tokens, month: str, place: int) -> bool:
    """Whether the number after a month is a day: "May 24", "Jun 1", not "marts 23"."""
    beyond = tokens[place + 2]
    if tokens.is_sign(place + 1, ".:") and beyond.kind == NUMBER and beyond.gap == 0:
        return False
    if month in _ENGLISH_TOO or month not in FULL_MONTHS:
        is_english = tokens.is_loose or tokens[place - 1].is_capital
        return is_english and 1 <= int(tokens.key(place)) <= 31
    return tokens.is_loose and 1 <= int(tokens.key(place)) <= 19


_ENGLISH_TOO = frozenset(("april", "august", "september", "november", "december"))


def _numbered_period(tokens: Tokens, place: int) -> Read | None:
    """3. kvartal 2022, 1. halvår."""
    number = tokens.number(place, 1)
    after = place + 1 + tokens.is_sign(place + 1, ".")
    return _period(tokens, after, number)


def _ordinal_period(tokens: Tokens, place: int) -> Read | None:
    """tredje kvartal 2022, første halvår."""
    return _period(tokens, place + 1, ORDINALS[tokens.key(place)])


def _period(tokens: Tokens, place: int, number: int | None) -> Read | None:
    key = tokens.key(place)
    if key in QUARTER_WORDS and number in (1, 2, 3, 4):
        unit = Unit.QUARTER
    elif key in HALF_WORDS and number in (1, 2):
        unit = Unit.HALF
    else:
        return None
    return dated(tokens, Read(Moment(unit, number=number or 0), place + 1, "period"))


def _letter_period(tokens: Tokens, place: int) -> Read | None:
    """Q3, Q3/2022, H1 2023."""
    unit, most, form = (
        (Unit.QUARTER, 4, "period") if tokens.key(place) == "q" else (Unit.HALF, 2, "letter")
    )
    number = tokens.number(place + 1, 1)
    if number is None or not 1 <= number <= most or tokens[place + 1].gap:
        return None
    return dated(tokens, Read(Moment(unit, number=number), place + 2, form))


def _season(tokens: Tokens, place: int) -> Read | None:
    """efteråret 2022, foråret, and with a year "forår 2023"."""
    key = tokens.key(place)
    number = SEASONS.get(key) or BARE_SEASONS[key]
    read = dated(tokens, Read(Moment(Unit.SEASON, number=number), place + 1, "season"))
    return read if key in SEASONS or read.moment.year else None


def _week(tokens: Tokens, place: int) -> Read | None:
    """uge 34, u34, uge 36 2027, uge 36/2027."""
    key = tokens.key(place)
    after = place + 1 + tokens.is_sign(place + 1, ".")
    number = tokens.number(after)
    if number is None or not (1 <= number <= 53 or tokens.is_loose):
        return None
    if key not in WEEK_WORDS and not tokens.is_loose:
        return None
    read = Read(Moment(Unit.WEEK, number=number), after + 1, "week")
    is_range = tokens.is_sign(read.end, "-") and len(tokens.key(read.end + 1)) < 4
    return (
        read if is_range and _is_later_week(tokens, read.end + 1, number) else dated(tokens, read)
    )


def _is_later_week(tokens: Tokens, place: int, week: int) -> bool:
    number = tokens.number(place)
    return number is not None and week < number <= 53


_NO_NESTING = frozenset(WEEKDAYS) | frozenset(THIRDS)
"""These read a moment themselves; without this "ultimo ultimo ultimo ..." would go deep."""


def _third(tokens: Tokens, place: int) -> Read | None:
    """primo 2023, ultimo august, slutningen af november 2024, midten af 3. kvartal."""
    number, after = THIRDS[tokens.key(place)], place + 1
    is_latin = tokens.key(place) in ("primo", "medio", "ultimo")
    if tokens.key(after) in ("af", "i"):
        after += 1
    elif not is_latin:
        return None
    if (year := plain_year(tokens, after)) and year[0] >= 1900 and len(tokens.key(after)) == 4:
        return Read(Moment(Unit.YEAR_THIRD, year[0], None, number), year[1], f"third {number}")
    read = None if tokens.key(after) in _NO_NESTING else read_moment(tokens, after)
    if read is None or read.moment.unit not in (Unit.MONTH, Unit.QUARTER, Unit.SEASON, Unit.HALF):
        return None
    moment = read.moment
    if moment.unit is Unit.MONTH:
        moment = Moment(Unit.THIRD, moment.year, moment.month, number)
    return Read(moment, read.end, f"third {number}")


def _weekday(tokens: Tokens, place: int) -> Read | None:
    """tirsdag den 22. august, fre. d. 5/11, fredag i uge 36."""
    weekday, after = WEEKDAYS[tokens.key(place)], place + 1
    while tokens.is_sign(after, ".,") or tokens.key(after) in ("i", "den", "d"):
        after += 1
        if after > place + 4:
            return None
    read = None if tokens.key(after) in _NO_NESTING else read_moment(tokens, after)
    if read is None or read.moment.unit not in (Unit.DAY, Unit.WEEK):
        return None
    is_word = tokens.key(place) in FULL_WEEKDAYS or tokens.is_loose
    if read.moment.unit is Unit.DAY and not is_word:
        return None
    return Read(read.moment._replace(weekday=weekday), read.end, "weekday")


def _relative(tokens: Tokens, place: int) -> Read | None:
    """indeværende uge, næste måned, dette kvartal, næste år."""
    offset, key = RELATIVE[tokens.key(place)], tokens.key(place + 1)
    if key in YEAR_WORDS and tokens.key(place) != "kommende":
        return Read(Moment(Unit.YEAR, offset=offset), place + 2, "relative")
    units = ((WEEK_WORDS, Unit.WEEK), (MONTH_WORDS, Unit.MONTH), (QUARTER_WORDS, Unit.QUARTER))
    for words, unit in units:
        if key in words:
            return Read(Moment(unit, offset=offset), place + 2, "relative")
    return None


_BY_WORD = (
    (MONTHS, _month),
    (ORDINALS, _ordinal_period),
    (frozenset("qh"), _letter_period),
    (SEASONS | BARE_SEASONS, _season),
    (WEEK_WORDS | {"u"}, _week),
    (THIRDS, _third),
    (FULL_WEEKDAYS | SHORT_WEEKDAYS, _weekday),
    (RELATIVE, _relative),
)

"""Dates as they stand in material: the words are kept, and so is the vagueness.

Owns the placing of a phrase in the calendar. `read_vague` takes a text that is nothing but a date
expression; dates inside sentences are found by `find`.
Rules (as the labelled corpus has them): "inden udgangen af X" is the last day of X; quarters,
weeks, thirds and seasons are intervals of days; "tidligst i X" and "fra X" are X; "inden X" ends
the day before a vague X, and is X when that is a day; a school holiday, or a season without its
year, is not known when it is a limit ("inden sommerferien").
"""

from datetime import date, timedelta

from .edtf import DateRole, VagueDate, interval
from .moments import Impossible, Moment, Unit, edtf_of, relative_span, span, with_year
from .phrases import Mode, Phrase, read_phrase
from .tokens import Tokens

MAX_LENGTH = 120
"""No date expression is longer than this."""
_LABEL_ENDS = ".,;:"
_NOW = {"nu": 0, "i dag": 0, "idag": 0, "dags dato": 0, "i morgen": 1, "imorgen": 1}


def read_vague(
    text: str, *, document_date: date | None = None, role: DateRole = DateRole.DEADLINE
) -> VagueDate | None:
    """The date that `text` as a whole says, or None when it is no date expression.

    A year that is not written is that of `document_date` or, for what would lie long before it,
    the next; without a document date such a text gives a date with words and no EDTF.
    """
    words = " ".join(text.split())
    if not words or len(words) > MAX_LENGTH or words == "24/7":
        return None
    tokens = Tokens(words, is_loose=True)
    phrase = read_phrase(tokens, 0)
    if phrase is None:
        return _now(words.rstrip(_LABEL_ENDS), document_date)
    end = phrase.end
    while tokens.is_sign(end, _LABEL_ENDS):
        end += 1
    if end < len(tokens) or _is_other(tokens, phrase):
        return None
    return place_phrase(phrase, words, document_date, role)


def _is_other(tokens: Tokens, phrase: Phrase) -> bool:
    """Whether it is rather a page range, a code, or a version number."""
    if phrase.forms == ("d.m",) and not phrase.leads:
        return not tokens.is_sign(phrase.end - 1, ".")
    return phrase.forms in (("d-m",), ("letter",))


def _now(words: str, document_date: date | None) -> VagueDate | None:
    days = _NOW.get(words.lower())
    if days is None:
        return None
    if document_date is None or document_date.year == date.max.year:
        return VagueDate(None, words)
    return VagueDate((document_date + timedelta(days)).isoformat(), words)


def place_phrase(
    phrase: Phrase, words: str, document_date: date | None, role: DateRole
) -> VagueDate | None:
    """`phrase` in the calendar; None when it names a day that does not exist."""
    if not phrase.parts:
        return VagueDate(None, words)
    moments = [part.moment for part in phrase.parts]
    try:
        placed = _place_all(moments, document_date, role)
        edtf = _edtf(placed, phrase.mode) if placed else None
    except (Impossible, OverflowError):
        return None
    return VagueDate(edtf, None if edtf and _is_plain_day(phrase) else words)


def place_moment(
    moment: Moment, document_date: date | None, role: DateRole
) -> tuple[Moment, date, date] | None:
    """`moment` with its first and last day; None without a year. Raises Impossible."""
    if moment.offset is not None:
        if document_date is None:
            return None
        return moment, *relative_span(moment, document_date)
    if moment.year is None:
        if document_date is None:
            return None
        moment = with_year(moment, document_date, role)
    return moment, *span(moment, moment.year or 0)


_Placed = tuple[Moment, date, date]


def _place_all(
    moments: list[Moment], document_date: date | None, role: DateRole
) -> list[_Placed] | None:
    last = place_moment(moments[-1], document_date, role)
    if last is None:
        return None
    placed = [last]
    for moment in reversed(moments[:-1]):
        placed.insert(0, _before(moment, placed[0]))
    return placed


def _before(moment: Moment, later: _Placed) -> _Placed:
    """The left end of a range, in the year of the right or the one before."""
    if moment.year is not None:
        return moment, *span(moment, moment.year)
    year = later[1].isocalendar().year if later[0].unit is Unit.WEEK else later[1].year
    first, last = span(moment, year)
    if first > later[1]:
        first, last = span(moment, year - 1)
    return moment, first, last


def _edtf(placed: list[_Placed], mode: Mode) -> str | None:
    first, last = placed[0][1], placed[-1][2]
    if first > last:
        return None
    is_day = first == last
    match mode:
        case Mode.END:
            return last.isoformat()
        case Mode.LATEST if not is_day:
            return interval(None, last)
        case Mode.BEFORE if not is_day:
            return interval(None, first - timedelta(1))
        case Mode.UP_TO if is_day:
            return interval(None, last)
        case Mode.ONWARD:
            return edtf_of(placed[0][0], (first, placed[0][2])).partition("/")[0] + "/.."
    return edtf_of(placed[0][0], (first, last)) if len(placed) == 1 else interval(first, last)


def _is_plain_day(phrase: Phrase) -> bool:
    """Whether the words say nothing beyond one day."""
    is_one = len(phrase.parts) == 1 and phrase.mode is Mode.PLAIN
    moment = phrase.parts[0].moment
    return (
        is_one
        and moment.unit is Unit.DAY
        and phrase.end == phrase.parts[0].end
        and (phrase.leads <= {"den", "d"})
    )

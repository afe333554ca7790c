"""Date expressions inside running text.

Owns what counts as proof that numbers and words are a date and not a version, a fraction, a price,
a phone number or a code. The grammar itself is in `readers` and `phrases`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from .edtf import DateRole, VagueDate
from .joins import Part
from .phrases import Phrase, read_phrase
from .tokens import END, NUMBER, SIGN, WORD, Tokens
from .vague import place_phrase
from .words import words


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date expression and where it stands: `text[start:end]`."""

    start: int
    end: int
    date: VagueDate


_NEVER = frozenset(("d-m", "letter", "y-m", "short month"))
"""Page ranges, codes and lone abbreviations look like these."""
_NEEDS_DAY_WORD = frozenset(("d/m", "d.m", "d.m yy", "d-m yy"))
_DAY_WORDS = frozenset(("den", "d", "pr", "inden", "senest", "indtil", "tidligst", "foer"))
_LABELS = frozenset(("frist", "deadline", "slutdato", "startdato", "dato", "start", "slut"))
_NEEDS_YEAR_WORD = frozenset(("year",))
_YEAR_WORDS = words("i løbet inden udgangen senest tidligst indtil siden efter fra omkring") | {
    "foer"
}


def find_dates(
    text: str, *, document_date: date | None = None, role: DateRole = DateRole.DEADLINE
) -> list[FoundDate]:
    """All date expressions of `text`, left to right, longest first, none over another.

    A range is one; a list ("30. og 31. august") is one for each day. Times that are said to be
    unknown ("snarest") are found too, without EDTF. Missing years are as in `read_vague`.
    """
    tokens = Tokens(text, is_loose=False)
    found: list[FoundDate] = []
    place = 0
    while place < len(tokens):
        phrase = _provable(tokens, place)
        dates = list(_dates(tokens, phrase, document_date, role)) if phrase else []
        found += dates
        place = phrase.end if phrase and dates else place + 1
    return found


def _provable(tokens: Tokens, place: int) -> Phrase | None:
    """The date expression at `place`, if it stands free and cannot be something else."""
    phrase = None if tokens[place].kind == SIGN else read_phrase(tokens, place)
    if phrase is None or not _stands_free(tokens, phrase) or not _is_date(tokens, phrase):
        return None
    return phrase


def _is_date(tokens: Tokens, phrase: Phrase) -> bool:
    form = phrase.forms[-1] if phrase.forms else ""
    if phrase.forms and set(phrase.forms) <= _NEVER:
        return False
    if form in _NEEDS_DAY_WORD:
        return _has_day_word(tokens, phrase)
    if form in _NEEDS_YEAR_WORD:
        return bool(phrase.leads & (_YEAR_WORDS | {"foer"}))
    return True


def _has_day_word(tokens: Tokens, phrase: Phrase) -> bool:
    before = phrase.start - 1 - tokens.is_sign(phrase.start - 1, ":")
    if phrase.leads & _DAY_WORDS or tokens.key(before) in _LABELS:
        return True
    joint = phrase.parts[0].end
    return len(phrase.parts) == 2 and tokens.is_sign(joint, "-") and tokens[joint].gap == 1


def _stands_free(tokens: Tokens, phrase: Phrase) -> bool:
    """Whether it is no piece of a longer code, number, address or compound word."""
    first, before = tokens[phrase.start], tokens[phrase.start - 1]
    if first.gap == 0 and before.kind != END and _glues(tokens, phrase.start - 1, -1):
        return False
    after = tokens[phrase.end]
    return not (after.kind != END and after.gap == 0 and _glues(tokens, phrase.end, 1))


def _glues(tokens: Tokens, place: int, step: int) -> bool:
    """Whether the token at `place`, which touches a date, ties it to something beyond."""
    token, beyond = tokens[place], tokens[place + step]
    if token.kind in (WORD, NUMBER):
        return True
    is_touching = (beyond if step > 0 else token).gap == 0 and beyond.kind in (WORD, NUMBER)
    if token.key in "@_=%&#\\/":
        return is_touching or beyond.kind == SIGN
    if token.key in ":,":
        return is_touching and beyond.kind == NUMBER
    return token.key in "-.+" and is_touching


def _dates(
    tokens: Tokens, phrase: Phrase, document_date: date | None, role: DateRole
) -> Iterator[FoundDate]:
    if not phrase.is_list:
        yield from _one(tokens, phrase, document_date, role)
        return
    for number, part in enumerate(phrase.parts):
        yield from _one(tokens, _alone(phrase, part, number), document_date, role)


def _alone(phrase: Phrase, part: Part, number: int) -> Phrase:
    """One day of a list, as an expression of its own."""
    start = phrase.start if number == 0 else part.start
    end = phrase.end if number == len(phrase.parts) - 1 else part.end
    return phrase._replace(parts=(part,), is_list=False, start=start, end=end)


def _one(
    tokens: Tokens, phrase: Phrase, document_date: date | None, role: DateRole
) -> Iterator[FoundDate]:
    start, end = tokens[phrase.start].start, tokens[phrase.end - 1].end
    written = " ".join(tokens.text[start:end].split())
    placed = place_phrase(phrase, written, document_date, role)
    if placed is not None:
        yield FoundDate(start, end, placed)

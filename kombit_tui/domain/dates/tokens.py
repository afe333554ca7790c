"""Text cut into words, numbers and signs, with their places.

Owns the cutting only. Linear in the length of the text whatever it holds: no pattern here can
match in two ways.
"""

import re
from functools import cache
from typing import NamedTuple

from .words import fold

WORD, NUMBER, SIGN, END = "word", "number", "sign", "end"
_DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2212"
_MAX_DIGITS = 8
_MAX_LETTERS = 24


class Token(NamedTuple):
    """One word, number or sign."""

    kind: str
    key: str
    """Folded word, digits, or the sign (every dash is "-", every apostrophe "'")."""
    start: int
    end: int
    gap: int
    """What stands before it: 0 nothing, 1 blanks, 2 a line break."""
    is_capital: bool = False


class Tokens:
    """The tokens of a text; a place beyond either end holds an END token."""

    __slots__ = ("_end", "_items", "is_loose", "text")

    def __init__(self, text: str, *, is_loose: bool) -> None:
        self.text = text
        self.is_loose = is_loose
        """The text as a whole should be a date, so that less is taken for proof of one."""
        self._items = _cut(text)
        self._end = Token(END, "", len(text), len(text), 2)

    def __len__(self) -> int:
        return len(self._items)

    def __getitem__(self, place: int) -> Token:
        return self._items[place] if 0 <= place < len(self._items) else self._end

    def key(self, place: int) -> str:
        """The key at `place`, "" beyond the end."""
        return self[place].key

    def number(self, place: int, digits: int = 2) -> int | None:
        """The number at `place` if it has at most so many digits."""
        token = self[place]
        return int(token.key) if token.kind == NUMBER and len(token.key) <= digits else None

    def is_sign(self, place: int, signs: str) -> bool:
        """Whether one of `signs` stands at `place`."""
        token = self[place]
        return token.kind == SIGN and token.key in signs

    def phrase(self, place: int, text: str) -> int | None:
        """The place after the folded words of `text`, if they stand at `place`."""
        for word in text.split():
            if self.key(place) != word:
                return None
            place += 1
        return place


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(r"(?P<word>(?:[^\W\d_][\u0300-\u036f]*)+)|(?P<number>[0-9]+)|(?P<sign>\S)")


def _cut(text: str) -> list[Token]:
    tokens: list[Token] = []
    before = 0
    for match in _pattern().finditer(text):
        start, end = match.span()
        gap = 0 if start == before else 1 + ("\n" in text[before:start])
        tokens.append(_token(match, start, end, gap))
        before = end
    return tokens


def _token(match: re.Match[str], start: int, end: int, gap: int) -> Token:
    kind, raw = str(match.lastgroup), match.group()
    if kind == WORD and end - start <= _MAX_LETTERS:
        return Token(WORD, fold(raw), start, end, gap, raw[0].isupper())
    if kind == NUMBER and end - start <= _MAX_DIGITS:
        return Token(NUMBER, raw, start, end, gap)
    if kind == SIGN:
        key = "-" if raw in _DASHES else "'" if raw in "'\u2019\u2018\u00b4`" else raw
        return Token(SIGN, key, start, end, gap)
    return Token(WORD, "\0", start, end, gap)

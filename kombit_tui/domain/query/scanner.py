"""The characters of a filter, taken word by word.

Owns where words, quotes and dates end. What they mean is for `parser`.
"""

import re
from collections.abc import Collection, Iterator

from kombit_tui.domain.folding import fold
from kombit_tui.domain.query.days import is_date
from kombit_tui.domain.query.names import CONNECTIVES
from kombit_tui.domain.text import clean

HEAD = re.compile(r"([^\W\d_]+)(<=|>=|[:=<>])")
"""A name and what follows it in a comparison."""
TAG = re.compile(r"#(\w[\w./-]*)(?=[\s)]|\Z)")
MINUS = re.compile(r'-(?=[^\W_]|["(#])')
"""A dash that negates; one that stands alone or before another sign is text."""
TO = ".."
_QUOTED = re.compile(r'"((?:[^"]|"")*)(?:"|\Z)')
_MOST_WORDS = 6
"""Of a date without quotes: «fredag den 21. august 2026»."""


class Scanner:
    """A place in a text that only moves forward."""

    def __init__(self, text: str) -> None:
        self.text = clean(text)
        self.place = 0
        self.depth = 0
        """Parentheses that are open: outside them, one that closes is text."""

    def has_more(self) -> bool:
        """Pass blanks; whether anything follows before the end of the text or group."""
        while self.place < len(self.text) and self.text[self.place].isspace():
            self.place += 1
        return not self.is_at_stop()

    def is_at_stop(self) -> bool:
        """Whether the text or the group ends right here."""
        return self.place >= len(self.text) or self._closes(self.place)

    def sees(self, start: str) -> bool:
        """Whether `start` stands here."""
        return self.text.startswith(start, self.place)

    def take(self, start: str) -> bool:
        """Pass `start`, if it stands here."""
        if not self.sees(start):
            return False
        self.place += len(start)
        return True

    def match(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Whether `pattern` stands here; nothing is passed."""
        return pattern.match(self.text, self.place)

    def connective(self, words: Collection[str]) -> str | None:
        """The one of `words` that stands here as a word of its own; nothing is passed."""
        word = self.text[self.place : self.end_of_word()]
        return word if fold(word) in words else None

    def end_of_word(self, stops: str = "") -> int:
        """Where the word here ends: at a blank, one of `stops`, or what closes the group.

        Parentheses that open within the word close in it.
        """
        place, opened = self.place, 0
        while place < len(self.text):
            sign = self.text[place]
            if sign.isspace() or sign in stops or (not opened and self._closes(place)):
                break
            opened = max(opened + (sign == "(") - (sign == ")"), 0)
            place += 1
        return place

    def word(self, stops: str = "") -> str:
        """Take the word here."""
        start, self.place = self.place, self.end_of_word(stops)
        return self.text[start : self.place]

    def quoted(self) -> str:
        """Take the text in quotes here; a quote within is doubled, the last may be missing."""
        found = self.match(_QUOTED)
        assert found is not None
        self.place = found.end()
        return found[1].replace('""', '"')

    def date(self) -> str | None:
        """Take the longest date here, quoted or not; None, and nothing taken, without one."""
        if self.sees('"'):
            start = self.place
            text = self.quoted()
            if is_date(text):
                return text
            self.place = start
            return None
        for end in reversed(list(self._date_ends())):
            text = self.text[self.place : end]
            if TO not in text and is_date(text):
                self.place = end
                return text
        return None

    def _date_ends(self) -> Iterator[int]:
        """Every place where a date could end; words that connect are no part of one."""
        start, words = self.place, 0
        while not self.is_at_stop() and words < _MOST_WORDS:
            word, end = self.place, self.end_of_word(',"')
            if end == word or fold(self.text[word:end]) in CONNECTIVES:
                break
            dots = (at for at in range(word, end) if self.text.startswith(TO, at))
            yield from (at for at in dots if at > start)
            yield end
            self.place, words = end, words + 1
            if not self.text[end : end + 1].isspace() or not self.has_more():
                break
        self.place = start

    def _closes(self, place: int) -> bool:
        return self.depth > 0 and self.text.startswith(")", place)

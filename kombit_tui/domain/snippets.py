"""Where words are found in a text, and the piece of it that shows them; pure.

Finds as the search does: folded, inside other words.
"""

from collections.abc import Sequence

from kombit_tui.domain.folding import fold
from kombit_tui.domain.text import clean, squeeze

LONGEST = 90
"""Characters of a snippet."""
_BEFORE = 24
"""Characters kept before the first word that is found."""

Span = tuple[int, int]


def words_of(text: str) -> list[str]:
    """The words that are looked for, folded, each once."""
    return list(dict.fromkeys(fold(clean(text)).split()))


def spans(text: str, words: Sequence[str]) -> list[Span]:
    """Where `words`, which are folded, stand in `text`; in order, without overlap."""
    folded, places = _folded(text)
    found: list[Span] = []
    for word in words:
        at = folded.find(word) if word else -1
        while at >= 0:
            found.append((places[at], places[at + len(word) - 1] + 1))
            at = folded.find(word, at + len(word))
    return _merged(found)


def snippet(texts: Sequence[str], words: Sequence[str]) -> str:
    """The piece of the first of `texts` that holds the most of `words`; empty where none does."""
    best, most = "", 0
    for text in texts:
        folded = fold(text)
        count = sum(word in folded for word in words)
        if count > most:
            best, most = text, count
    return _piece(squeeze(clean(best)), words) if best else ""


def _piece(text: str, words: Sequence[str]) -> str:
    found = spans(text, words)
    start = max(found[0][0] - _BEFORE, 0) if found and len(text) > LONGEST else 0
    if start:
        start = text.find(" ", start, found[0][0]) + 1 or start
    piece = text[start : start + LONGEST]
    return f"{'…' if start else ''}{piece}{'…' if start + LONGEST < len(text) else ''}"


def _folded(text: str) -> tuple[str, list[int]]:
    """`text` folded, and for each letter of that the place in `text` it comes from."""
    folded = fold(text)
    if len(folded) == len(text):
        return folded, list(range(len(text)))
    pieces = [fold(letter) for letter in text]
    places = [index for index, piece in enumerate(pieces) for _ in piece]
    return "".join(pieces), places


def _merged(found: list[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted(found):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged

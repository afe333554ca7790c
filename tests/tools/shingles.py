"""Tells whether a text repeats a sentence of documents that are not ours.

The labelled corpus lies beside the repository, and nothing of its wording may go into it. Only
hashes are kept here, of its sentences of five words and of every six words in a row of longer
ones; `python -m tests.tools.shingles` makes them anew.
"""

import re
from collections.abc import Iterator
from functools import cache
from hashlib import blake2b
from pathlib import Path

from tests.tools.score import fold

ROOT = Path(__file__).parents[2]
CORPUS = ROOT.parent / "shared" / "corpus" / "decks"
KEPT = ROOT / "tests" / "data" / "foreign-words.bin"
_SHORT, _WINDOW = 5, 6
"""Words of a sentence that is kept whole, and of the pieces of longer ones."""
_SIZE = 6
"""Bytes of a hash: few enough to be small, many enough that none is met by chance."""
_WORD = re.compile(r"[^\W\d_]+")
_SENTENCE_END = re.compile(r"[.!?:\n]+")
_LEAST_LETTERS = 20
"""Shorter sequences are small words that stand in this order anywhere."""


def windows(text: str, length: int) -> Iterator[tuple[str, bytes]]:
    """Every so many words in a row, with their hash; not those that hardly say anything."""
    words = _WORD.findall(text)
    plain = list(map(_folded, words))
    for index in range(len(words) - length + 1):
        folded = "".join(plain[index : index + length])
        if len(folded) >= _LEAST_LETTERS:
            yield " ".join(words[index : index + length]), _hash(folded)


def repeated(text: str, known: frozenset[bytes]) -> list[str]:
    """The word sequences of `text` that are known."""
    both = (pair for length in (_SHORT, _WINDOW) for pair in windows(text, length))
    return [said for said, one in both if one in known]


def _kept_of(text: str) -> Iterator[bytes]:
    yield from (one for _, one in windows(text, _WINDOW))
    for sentence in _SENTENCE_END.split(text):
        if len(_WORD.findall(sentence)) == _SHORT:
            yield from (one for _, one in windows(sentence, _SHORT))


@cache
def _folded(word: str) -> str:
    return fold(word)


def _hash(folded: str) -> bytes:
    return blake2b(folded.encode(), digest_size=_SIZE).digest()


def kept() -> frozenset[bytes]:
    """The hashes of the word sequences that must not be used."""
    data = KEPT.read_bytes()
    return frozenset(data[at : at + _SIZE] for at in range(0, len(data), _SIZE))


def corpus() -> frozenset[bytes]:
    """The hashes as the corpus beside the repository has them."""
    return frozenset(
        one for path in sorted(CORPUS.glob("*.txt")) for one in _kept_of(path.read_text("utf-8"))
    )


if __name__ == "__main__":
    KEPT.write_bytes(b"".join(sorted(corpus())))

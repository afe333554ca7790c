"""Comparable and tidy forms of a text, to tell one record from another. Owns no rule."""

import re
import unicodedata

_PLAIN = str.maketrans({"æ": "ae", "ø": "o", "å": "a"})
_NOT_ALNUM = re.compile(r"[^a-z0-9]+")


def fold(text: str) -> str:
    """Letters and digits of `text` in lower case, to tell whether two texts are the same."""
    plain = unicodedata.normalize("NFKD", text.lower().translate(_PLAIN))
    return _NOT_ALNUM.sub("", plain.replace("aa", "a"))


def tidy(text: str) -> str:
    """`text` with single spaces and without the marks that lists leave at its ends."""
    return " ".join(text.split()).strip(" ,;:–-|•")

"""Patterns for Danish words that bear what scanning does to æ, ø and å."""

import re

_LETTERS = {
    "ø": "(?:ø|oe|[gaeoqj@0])",
    "æ": "(?:æ|ae|ee|[ea])",
    "å": "(?:å|aa|[a&])",
}
_PARTS = re.compile(r"\[[^\]]*\]|[æøå]")


def danish(pattern: str) -> re.Pattern[str]:
    """`pattern`, case-insensitive, where a written æ, ø or å also meets its damaged forms.

    Character classes stay as they are.
    """
    return re.compile(_PARTS.sub(lambda m: _LETTERS.get(m[0], m[0]), pattern), re.IGNORECASE)

"""A filter that cannot be understood: the error and how a terminal points at it.

Owns the error's shape, not its occasions.
"""

from unicodedata import combining, east_asian_width

from kombit_tui.domain.text import clean


class QueryError(ValueError):
    """The filter is not understood. `str()` says why, in Danish."""

    def __init__(self, text: str, position: int, suggestion: str | None = None) -> None:
        super().__init__(f"{text} Mente du »{suggestion}«?" if suggestion else text)
        self.position = position
        """Where in the cleaned text (`domain.text.clean`) it went wrong."""
        self.suggestion = suggestion
        """The name that was probably meant."""


def caret(text: str, error: QueryError) -> str:
    """`text` on one line and, under it, a caret at the place of `error`."""
    line = clean(text).replace("\n", " ")
    return f"{line}\n{' ' * _columns(line[: error.position])}^"


def _columns(text: str) -> int:
    """How wide a terminal shows `text`."""
    return sum(
        0 if combining(sign) else 2 if east_asian_width(sign) in "WF" else 1 for sign in text
    )

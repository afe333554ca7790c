"""What the places in a file are called: lines of a text, pages of slides, rows of a sheet."""

from pathlib import PurePath

_PAGED = frozenset({".pdf", ".pptx", ".pptm", ".eml"})
"""Endings of files whose places are pages; in a mail, the mail is the first and what is attached
follows."""
_IN_ROWS = frozenset({".xlsx", ".xlsm"})


def is_paged(file: str) -> bool:
    """Whether a place in a file of this name is a page."""
    return PurePath(file).suffix.lower() in _PAGED


def place_in(file: str, first: int, last: int | None = None) -> str:
    """Where in a file: "linje 3-5", "side 7", "række 12"."""
    in_rows = PurePath(file).suffix.lower() in _IN_ROWS
    word = "side" if is_paged(file) else "række" if in_rows else "linje"
    return f"{word} {first}" + (f"-{last}" if last and last != first else "")

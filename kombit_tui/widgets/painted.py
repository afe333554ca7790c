"""The last gate before the terminal: text as cells, never as markup or escape codes."""

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.content import Content

from kombit_tui.domain.text import clean, squeeze

_NARROW = "\u0300"
"""Below this every character takes one cell, so that `len` is the width."""


def one_line(text: str) -> str:
    """`text` cleaned and on one line."""
    if text.isascii() and text.isprintable():
        return text
    return squeeze(clean(text)) if not text.isprintable() or "\n" in text else clean(text)


def content(text: str) -> Content:
    """`text` for a widget that would read markup in a plain string."""
    return Content(clean(text))


def width_of(text: str) -> int:
    """How many cells `text` takes."""
    return len(text) if all(letter < _NARROW for letter in text) else cell_len(text)


def fitted(text: str, width: int, *, right: bool = False) -> str:
    """`text` in exactly `width` cells; what does not fit ends in an ellipsis."""
    if width <= 0:
        return ""
    taken = width_of(text)
    if taken > width:
        return set_cell_size(text, width - 1) + "…"
    return " " * (width - taken) + text if right else text + " " * (width - taken)


def segment(text: str, style: Style) -> Segment:
    """One run of cells."""
    return Segment(text, style)

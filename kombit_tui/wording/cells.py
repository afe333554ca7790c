"""Text as terminal cells: cleaned, on one line, of an exact width."""

from kombit_tui.domain.text import clean, squeeze

_NARROW = "\u0300"
"""Below this every character takes one cell, so that `len` is the width."""


def one_line(text: str) -> str:
    """`text` cleaned and on one line."""
    if text.isascii() and text.isprintable():
        return text
    return squeeze(clean(text)) if not text.isprintable() or "\n" in text else clean(text)


def _is_narrow(text: str) -> bool:
    return text.isascii() or max(text) < _NARROW


def width_of(text: str) -> int:
    """How many cells `text` takes."""
    if _is_narrow(text):
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def fitted(text: str, width: int, *, right: bool = False) -> str:
    """`text` in exactly `width` cells; what does not fit ends in an ellipsis."""
    if width <= 0:
        return ""
    taken = width_of(text)
    if taken > width:
        return _cut(text, width - 1) + "…"
    return " " * (width - taken) + text if right else text + " " * (width - taken)


def _cut(text: str, width: int) -> str:
    if _is_narrow(text):
        return text[:width]
    from rich.cells import set_cell_size

    return set_cell_size(text, width)

"""The last gate before the terminal: text as cells, never as markup or escape codes."""

from rich.segment import Segment
from rich.style import Style
from textual.content import Content

from kombit_tui.domain.text import clean


def content(text: str) -> Content:
    """`text` for a widget that would read markup in a plain string."""
    return Content(clean(text))


def segment(text: str, style: Style) -> Segment:
    """One run of cells."""
    return Segment(text, style)

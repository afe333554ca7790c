"""The last gate before the terminal: text as cells, never as markup or escape codes."""

from collections.abc import Iterable

from rich.segment import Segment
from rich.style import Style
from textual.content import Content
from textual.strip import Strip

from kombit_tui.domain.text import clean
from kombit_tui.wording.cells import width_of


def content(text: str) -> Content:
    """`text` for a widget that would read markup in a plain string."""
    return Content(clean(text))


def segment(text: str, style: Style) -> Segment:
    """One run of cells."""
    return Segment(text, style)


def strip_of(runs: Iterable[tuple[str, Style]], width: int, ground: Style) -> Strip:
    """Runs as a line of that width, filled with `ground`.

    Those that look the same become one piece, for every piece costs Textual time in each frame; and
    it is told how wide they are, which it would look up letter by letter.
    """
    texts: list[str] = []
    looks: list[Style] = []
    for text, style in runs:
        if looks and looks[-1] is style:
            texts[-1] += text
        else:
            texts.append(text)
            looks.append(style)
    pieces = map(Segment, texts, looks)
    return Strip(pieces, width_of("".join(texts))).adjust_cell_length(width, ground)

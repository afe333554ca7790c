"""All there is to tell about one record, as blocks laid out at the width there is.

It wraps, scrolls and paints; what the blocks say is the screen's.
"""

from collections.abc import Iterator, Sequence
from typing import ClassVar, NamedTuple

from textual.binding import BindingType
from textual.geometry import Size
from textual.reactive import reactive
from textual.strip import Strip

from kombit_tui.actions import DETAIL
from kombit_tui.domain.text import clean
from kombit_tui.widgets.bindings import bindings_of
from kombit_tui.widgets.kept_lines import KeptLines
from kombit_tui.widgets.painted import strip_of
from kombit_tui.widgets.plain_message import PlainMessage
from kombit_tui.widgets.quick_bar import QuicklyScrolled
from kombit_tui.wording.cells import fitted, one_line, width_of

LABEL_WIDTH = 20
WIDEST_LABEL = 26


class Title(NamedTuple):
    """The name of the record."""

    text: str


class Heading(NamedTuple):
    """The head of a group of blocks."""

    text: str


class Pair(NamedTuple):
    """A field and what it holds; not shown when it holds nothing."""

    label: str
    value: str
    tone: str = ""


class Paragraph(NamedTuple):
    """Running text; its own line breaks are kept."""

    text: str
    tone: str = ""
    indent: int = 0


class Bar(NamedTuple):
    """Parts of a whole, as bars with their numbers."""

    parts: tuple[tuple[str, int, str], ...]
    """Label, number, and the ASCII-safe sign that fills its share."""


class Link(NamedTuple):
    """A line that names a record; `LinkedDetail` leads there."""

    text: str
    record_id: str
    kind: str
    tone: str = ""


Block = Title | Heading | Pair | Paragraph | Bar | Link
Line = tuple[tuple[str, str], ...]
"""A line as runs of text and tone."""


class Detail(QuicklyScrolled, KeptLines, can_focus=True):
    """The detail of the record the cursor rests on."""

    LOOK = "detail"
    LOOKS: ClassVar[tuple[str, ...]] = (
        "title",
        "heading",
        "label",
        "muted",
        "ok",
        "warning",
        "error",
    )
    DEFAULT_CSS = """
    Detail {
        background: $surface;
        color: $foreground;
        padding: 0 1;
        scrollbar-size-vertical: 1;
        overflow-x: hidden;
        & > .detail--title { text-style: bold; color: $text-primary; }
        & > .detail--heading { text-style: bold underline; color: $text-primary; }
        & > .detail--label { color: $text-muted; }
        & > .detail--muted { color: $text-muted; }
        & > .detail--ok { color: $text-success; }
        & > .detail--warning { color: $text-warning; text-style: bold; }
        & > .detail--error { color: $text-error; text-style: bold; }
        &:focus { background: $panel; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(DETAIL)]

    blocks: reactive[Sequence[Block]] = reactive((), init=False)
    """Set by the screen; laid out anew whenever they or the width change."""

    class StepRequested(PlainMessage):
        """The user wants to see the record that stands `by` places on."""

        by: int

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[Line] = []
        self._wrapped_at = 0

    def action_step(self, by: int) -> None:
        """Ask for another record."""
        self.post_message(self.StepRequested(by))

    def watch_blocks(self) -> None:
        """Other blocks are read from their start."""
        self._wrapped_at = 0
        self.refresh()
        if self.scroll_offset.y:
            self.scroll_to(y=0, animate=False, force=True, immediate=True)
        if self.size:  # now, or another number of lines has all of it painted once more
            self._wrap(self.line_width)
            self._fit()

    def render_line(self, y: int) -> Strip:
        """The line `y` of what is visible."""
        width = self.line_width
        self._wrap(width)
        index = int(self.scroll_offset.y) + y
        if index >= len(self._lines):
            return Strip.blank(width, self.look())
        looked = ((text, self.look(tone)) for text, tone in self._lines[index])
        return strip_of(looked, width, self.look())

    def _wrap(self, width: int) -> None:
        # When painted, not on Resize: Textual sends none to a widget that was just displayed.
        if width != self._wrapped_at:
            self._wrapped_at = width
            self._lines = [line for block in self.blocks for line in lay_out(block, width)]
            self.call_later(self._fit)

    def _fit(self) -> None:
        self.virtual_size = Size(0, len(self._lines))  # it never scrolls sideways


def lay_out(block: Block, width: int) -> Iterator[Line]:
    """The lines that a block takes at a width."""
    match block:
        case Title(text):
            yield from (((line, "title"),) for line in wrapped(text, width))
        case Heading(text):
            yield ()
            yield ((fitted(one_line(text), min(width, width_of(one_line(text)))), "heading"),)
        case Pair(label, value, tone) if value:
            yield from _pair(label, value, tone, width)
        case Paragraph(text, tone, indent):
            pad = " " * indent
            for line in wrapped(text, width - indent):
                yield ((pad + line, tone),)
        case Bar(parts):
            yield from _bar(parts, width)
        case Link(text, _, _, tone):
            for at, line in enumerate(wrapped(text, width - 2)):
                yield (("  " if at else "- ", ""), (line, tone))


def _pair(label: str, value: str, tone: str, width: int) -> Iterator[Line]:
    label_width = min(max(LABEL_WIDTH, width // 3), width // 2, WIDEST_LABEL)
    head = fitted(one_line(label), label_width - 1) + " "
    for line in wrapped(value, width - label_width):
        yield ((head, "label"), (line, tone))
        head = " " * label_width


def _bar(parts: Sequence[tuple[str, int, str]], width: int) -> Iterator[Line]:
    total = sum(number for _, number, _ in parts)
    room = max(width - LABEL_WIDTH - 5, 5)
    for label, number, sign in parts:
        share = round(room * number / total) if total else 0
        yield (
            (fitted(one_line(label), LABEL_WIDTH), "label"),
            (f"{number:>4} ", ""),
            (sign * share, "muted"),
        )


def wrapped(text: str, width: int) -> list[str]:
    """`text` cleaned and broken at blanks, or inside a word that is wider than the line."""
    return [line for part in clean(text).split("\n") for line in _wrap_one(part, max(width, 1))]


def _wrap_one(text: str, width: int) -> list[str]:
    lines, line = [], ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if width_of(longer) <= width:
            line = longer
            continue
        if line:
            lines.append(line)
        while width_of(word) > width:
            cut = fitted(word, width + 1)[:-1].rstrip() or word[:1]
            lines.append(cut)
            word = word[len(cut) :]
        line = word
    return [*lines, line]

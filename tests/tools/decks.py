"""Our own decks: what stands on their slides, read from a plain source, and where it stands.

A source (`tests/fixtures/NAME.slides`) has one line for each thing on a slide:

    === Title            starts a slide
    - bullet, -- below   a list
    | cell | cell        a row of a table
    ~ wide 2 6 3 look=bands order=columns   how the table that follows is set
    || or @@ 40 200 180  what follows stands in the right half, or at this place with this width
    ^ words              words on their side along the edge
    _ words              the footer;  > words  what the speaker says;  + target  a link's target

Everything else is a paragraph; so is what stands after a backslash. The first lines that begin
with % say how the text version is set, see `Setting`.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, fields
from pathlib import Path

from tests.ingest.making import LETTER, wrapped

WIDTH, HEIGHT = 960.0, 540.0
SIZE, TITLE_SIZE, CELL_SIZE, FOOT_SIZE = 13.0, 24.0, 11.0, 9.0
_LEFT, _TOP, _GAP = 40.0, 100.0, 10.0
_HALF = (WIDTH - 2 * _LEFT - 30) / 2
_LEADING = 1.3
_MARK_ROOM, _CELL_ROOM = 18.0, 10.0


@dataclass
class Setting:
    """How the text version of a deck is set: the ways in which text comes out of other tools."""

    gap: int = 1
    """Empty lines between paragraphs."""
    start: str = "space"
    """What a page starts with: space, feed (a form feed), or none."""
    bullet: str = "•"
    """The sign of a bullet; "" where bullets are lost."""
    wrap: str = " "
    """What a wrapped line ends with."""
    notes: str = "Presenter Notes"


@dataclass(frozen=True)
class Paragraph:
    """A text with its level: None for no bullet, 0 for a bullet, 1 for one below it."""

    text: str
    level: int | None = None
    link: str = ""


@dataclass
class Block:
    """A text box."""

    x: float
    y: float
    width: float
    paragraphs: list[Paragraph] = field(default_factory=list)

    def lines(self) -> Iterator[tuple[Paragraph, list[str]]]:
        """Its paragraphs, each as the lines that fit in."""
        for one in self.paragraphs:
            room = self.width - _MARK_ROOM * (0 if one.level is None else one.level + 1)
            yield one, wrapped(one.text, room, SIZE)

    @property
    def height(self) -> float:
        """How much of the page it takes."""
        return sum(len(lines) for _, lines in self.lines()) * SIZE * _LEADING


@dataclass
class Grid:
    """A table."""

    x: float
    y: float
    width: float
    shares: list[float]
    look: str = "grid"
    """grid (lines), bands (shaded rows) or bare."""
    order: str = "rows"
    """rows or columns: how its cells come out of the file as text."""
    rows: list[list[str]] = field(default_factory=list)

    @property
    def widths(self) -> list[float]:
        """The widths of the columns."""
        shares = self.shares or [1.0] * len(self.rows[0])
        return [self.width * share / sum(shares) for share in shares]

    def cells(self, row: list[str]) -> list[list[str]]:
        """The cells of a row as the lines that fit in."""
        pairs = zip(row, self.widths, strict=True)
        return [wrapped(cell, width - _CELL_ROOM, CELL_SIZE) for cell, width in pairs]

    def row_height(self, row: list[str]) -> float:
        """How high a row is."""
        return max(len(lines) for lines in self.cells(row)) * CELL_SIZE * _LEADING + _CELL_ROOM

    @property
    def height(self) -> float:
        """How much of the page it takes."""
        return sum(map(self.row_height, self.rows))


@dataclass
class Slide:
    """What stands on a slide."""

    title: str
    shapes: list[Block | Grid] = field(default_factory=list)
    footer: str = ""
    aside: str = ""
    notes: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)


@dataclass
class Deck:
    """A deck as its source tells it."""

    name: str
    setting: Setting
    slides: list[Slide]


def read_deck(path: Path) -> Deck:
    """The deck of a source."""
    setting, slides = Setting(), list[_Writer]()
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("%"):
            _set(setting, line[1:])
        elif line.startswith("==="):
            slides.append(_Writer(Slide(line[3:].strip())))
        elif line.strip():
            slides[-1].take(line.strip())
    return Deck(path.stem, setting, [writer.slide for writer in slides])


def _set(setting: Setting, line: str) -> None:
    for name, value in re.findall(r"(\w+)=(\"[^\"]*\"|\S+)", line):
        value = value.strip('"').encode().decode("unicode_escape") if "\\" in value else value
        kind = {one.name: one.type for one in fields(Setting)}[name]
        setattr(setting, name, int(value) if kind is int else value.strip('"'))


class _Writer:
    """Puts what a source says on a slide, one thing below the other."""

    def __init__(self, slide: Slide) -> None:
        self.slide = slide
        self._place = (_LEFT, _TOP, WIDTH - 2 * _LEFT)
        self._open: Block | Grid | None = None
        self._next = Grid(0, 0, 0, [])

    def take(self, line: str) -> None:
        """Put one line of the source on the slide."""
        sign, _, rest = line.partition(" ")
        if sign.startswith("\\"):
            self._text(line[1:], None)
            return
        known: dict[str, Callable[[str], None]] = {
            "||": self._right,
            "@@": self._at,
            "~": self._table,
            "|": self._row,
            "-": lambda text: self._text(text, 0),
            "--": lambda text: self._text(text, 1),
            "+": self._link,
            ">": self.slide.notes.append,
            "^": self._aside,
            "_": self._footer,
        }
        if sign in known:
            known[sign](rest)
        else:
            self._text(line, None)

    def _aside(self, text: str) -> None:
        self.slide.aside = text

    def _footer(self, text: str) -> None:
        self.slide.footer = text

    def _right(self, _rest: str) -> None:
        for shape in self.slide.shapes:
            shape.width = min(shape.width, _HALF)
        self._move(WIDTH - _LEFT - _HALF, _TOP, _HALF)

    def _at(self, rest: str) -> None:
        x, y, width = (float(one) for one in rest.split())
        self._move(x, y, width)

    def _move(self, x: float, y: float, width: float) -> None:
        self._place, self._open = (x, y, width), None

    def _below(self) -> tuple[float, float, float]:
        if self._open is not None:
            x, _, width = self._place
            self._place = (x, self._open.y + self._open.height + _GAP, width)
        return self._place

    def _table(self, rest: str) -> None:
        shares = [float(one) for one in re.findall(r"(?<!\S)\d+(?:\.\d+)?(?!\S)", rest)]
        told = dict(re.findall(r"(\w+)=(\w+)", rest))
        self._next = Grid(0, 0, 0, shares, told.get("look", "grid"), told.get("order", "rows"))
        self._below()
        self._open = None

    def _row(self, rest: str) -> None:
        if not isinstance(self._open, Grid):
            x, y, width = self._below()
            set_as = self._next
            grid = Grid(x, y, width, set_as.shares, set_as.look, set_as.order)
            self._open = grid
            self.slide.shapes.append(grid)
        self._open.rows.append([cell.strip() for cell in rest.split("|")])

    def _text(self, text: str, level: int | None) -> None:
        if not isinstance(self._open, Block):
            self._open = Block(*self._below())
            self.slide.shapes.append(self._open)
        self._open.paragraphs.append(Paragraph(text, level))

    def _link(self, target: str) -> None:
        self.slide.links.append(target)
        if isinstance(self._open, Block):
            last = self._open.paragraphs[-1]
            self._open.paragraphs[-1] = Paragraph(last.text, last.level, target)


def title_lines(slide: Slide) -> list[str]:
    """The title as the lines that fit in."""
    return wrapped(slide.title, WIDTH - 2 * _LEFT, TITLE_SIZE)


def width_of(text: str, size: float) -> float:
    """How wide a text is in the one font."""
    return len(text) * LETTER * size

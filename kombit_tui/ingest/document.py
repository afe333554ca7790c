"""What a reader hands over: a file as pages of parts and numbered lines. Knows nothing of what
they mean.

`parts` are what the file is made of, as far as its format tells: texts, bullets and tables with
their place on the page. `lines` are the same as plain text, which is what the extractors read.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property


class Role(StrEnum):
    """What a text is on its page."""

    TITLE = "title"
    TEXT = "text"
    FOOTER = "footer"
    ASIDE = "aside"
    """Text that stands on its side: a date or a section name along the edge."""


@dataclass(frozen=True, slots=True)
class Box:
    """A place on a page, in points from its upper left corner."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph, a heading or a bullet, with its wrapped lines joined."""

    text: str
    level: int | None = None
    """0 for a bullet, 1 for one below it; None where there is no bullet."""
    role: Role = Role.TEXT
    box: Box | None = None
    number: int | None = None
    """The line of the file that it begins on, where the format has lines."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, the head among them. All rows are equally long; what a merged cell covers
    beside its first place is empty. Line feeds part the paragraphs of a cell."""

    rows: tuple[tuple[str, ...], ...]
    box: Box | None = None
    is_guess: bool = False
    """Nothing in the file says that it is a table; it only looks like one."""
    numbers: tuple[int, ...] = ()
    """The line of the file, or the row of the sheet, that each row begins on, if there is one."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text as the file has it, cleaned of control characters."""

    number: int
    """1 for the first line of the file, as `cat -n` counts; the row of a spreadsheet."""
    text: str


@dataclass(frozen=True, slots=True)
class Page:
    """What stands on one slide or page; in plain text the best guess of it."""

    number: int
    lines: tuple[Line, ...]
    parts: tuple[Text | Table, ...] = ()
    """In reading order; nothing in plain text."""
    notes: str = ""
    """What the speaker says beside the slide, one paragraph a line."""
    links: tuple[str, ...] = ()
    """Where its links lead, in the order of the page."""

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables among the parts."""
        return tuple(part for part in self.parts if isinstance(part, Table))


@dataclass(frozen=True)
class Document:
    """A file that was read."""

    file: str
    """The file's name without its folder."""
    sha256: str
    pages: tuple[Page, ...]
    is_table: bool = False
    """Whether it is a spreadsheet: one table, and nothing told beside it."""
    cut: tuple[str, ...] = ()
    """What was left out because of a limit, as Danish sentences."""
    attached: "tuple[Document, ...]" = ()
    """The spreadsheets that are attached to a mail."""

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """All lines in order."""
        return tuple(line for page in self.pages for line in page.lines)

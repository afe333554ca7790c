"""What a reader hands over: a file as pages of numbered lines. Knows nothing of what they mean."""

from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text as the file has it, cleaned of control characters."""

    number: int
    """1 for the first line of the file, as `cat -n` counts."""
    text: str


@dataclass(frozen=True, slots=True)
class Page:
    """Lines that stand on one slide or page; in plain text the best guess of it."""

    number: int
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Document:
    """A file that was read."""

    file: str
    """The file's name without its folder."""
    sha256: str
    pages: tuple[Page, ...]

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """All lines in order."""
        return tuple(line for page in self.pages for line in page.lines)

"""What was read but not understood: the paragraphs that no rule made anything of.

The reviewer sees them beside what was found, so that nothing a file says is lost in silence.
"""

import re
from collections.abc import Iterable, Iterator

from kombit_tui.domain.places import is_paged
from kombit_tui.domain.text import squeeze
from kombit_tui.ingest.candidates import (
    AgendaFound,
    Candidate,
    RoleFound,
    TaskFound,
)
from kombit_tui.ingest.document import Line, Page, Role, Text
from kombit_tui.ingest.extract.context import Context
from kombit_tui.ingest.extract.grids import find_grids
from kombit_tui.ingest.extract.keys import fold
from kombit_tui.ingest.extract.layout import NOTES, running_lines
from kombit_tui.ingest.extract.tables import columns_in

_NO_WORDS = re.compile(r"(?:(?:side|page|slide)\s+)?[\W\d_]*", re.IGNORECASE)
_LONGEST = 300
_LONGEST_HEAD = 140
_SHORT_NAME = 12
_LONGEST_STAMP = 2


def find_unread(ctx: Context, found: Iterable[Candidate]) -> tuple[tuple[int, str], ...]:
    """The paragraphs that none of `found` stands on, each with its place and its words.

    The place is the page in a file that has pages, else the first line. Titles, heads of tables,
    footers and page numbers are left out: rules go by them, and they say nothing alone.
    """
    found = tuple(found)
    used = {n for one in found for n in range(one.lines[0], one.lines[1] + 1)}
    if ctx.document.is_table:
        return tuple((place, text[:_LONGEST]) for place, text in _rows(ctx, used))
    said = {fold(name) for one in found if len(name := _name(one)) > _SHORT_NAME}
    return tuple(
        (place, text[:_LONGEST])
        for place, text in _paragraphs(ctx, used)
        if not any(name in fold(text[:_LONGEST]) for name in said)
    )


def _name(one: Candidate) -> str:
    """What a record is called: slides say it again, and it is one record still."""
    if isinstance(one, AgendaFound | TaskFound):
        return one.title
    return one.role if isinstance(one, RoleFound) else getattr(one, "question", "")


def _rows(ctx: Context, used: set[int]) -> Iterator[tuple[int, str]]:
    """The rows of a sheet; what stands above the first one that was used is its head."""
    first = min(used, default=0)
    rows = (line for line in ctx.lines if line.number not in used and line.number > first)
    return ((line.number, squeeze(line.text)) for line in rows if _says_something(line))


def _says_something(line: Line) -> bool:
    return _NO_WORDS.fullmatch(line.text.strip()) is None


def _paragraphs(ctx: Context, used: set[int]) -> Iterator[tuple[int, str]]:
    running = running_lines(ctx.pages)
    in_pages = is_paged(ctx.document.file)
    grids = ctx.once(find_grids)
    for page, slide in zip(ctx.pages, ctx.slides, strict=True):
        titles = {block.first for block in slide.heads[:1]}
        heads = (" ".join(grid.head) for grid in grids.get(page.number, ()))
        edges = {*running, *_footers(page), *map(str.casefold, heads)}
        for block in slide.blocks:
            if block.first in titles or block.text.casefold() in edges or _is_frame(block.text):
                continue
            if used.isdisjoint(range(block.first, block.last + 1)):
                yield slide.number if in_pages else block.first, block.text


def _footers(page: Page) -> Iterator[str]:
    """What the file itself says to be a footer."""
    for part in page.parts:
        if isinstance(part, Text) and part.role is Role.FOOTER:
            yield squeeze(part.text).casefold()


def _is_frame(text: str) -> bool:
    """Whether a paragraph only frames others: a stamp, the head of a table or of the notes."""
    is_stamp = text.isupper() and len(text.split()) <= _LONGEST_STAMP
    if is_stamp or NOTES.match(text) or _NO_WORDS.fullmatch(text):
        return True
    return len(text) <= _LONGEST_HEAD and 2 * len(columns_in(text)) >= max(len(text.split()), 4)

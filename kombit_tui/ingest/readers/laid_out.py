"""Turns the parts of a page into numbered lines, in the layout that the extractors know.

A paragraph, a bullet or a table row is one line. Empty lines part what does not belong together,
link targets stand alone below the text, what the speaker says comes last under a heading.
"""

import re
import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import replace

from kombit_tui.ingest.document import Line, Page, Role, Table, Text

_MARKS = ("• ", "– ")
_NOTES = "Presenter Notes"
_TWO_COLUMNS = re.compile(r"\s*sp\wrgsm\wl\s+(?:og\s+)?svar\s*", re.IGNORECASE)
_WIDTHS = (30, 50)
"""How wide the columns of questions and of answers are set; their reader goes by that."""

_Row = tuple[int | None, str]
"""A line with its number in the file, where it has one."""
_GAP: tuple[_Row, ...] = ((None, ""), (None, ""))
"""Between parts: more than any paragraph has inside."""
_MOST_EMPTY = 3


def numbered(pages: Iterable[Page]) -> tuple[Page, ...]:
    """The pages with lines; those that have some keep them, counted on from the pages above."""
    done: list[Page] = []
    last = 0
    for page in pages:
        lines = _after(page.lines, last) if page.lines else tuple(_numbered(_rows(page), last))
        page = replace(page, lines=lines)
        done.append(page)
        last = page.lines[-1].number if page.lines else last
    return tuple(done)


def _after(lines: tuple[Line, ...], last: int) -> tuple[Line, ...]:
    if lines[0].number > last:
        return lines
    return tuple(Line(line.number + last, line.text) for line in lines)


def _numbered(rows: Iterable[_Row], last: int) -> Iterator[Line]:
    """Lines after line `last`. Where rows have numbers of their own, empty lines stand for gaps;
    a new sheet, whose rows are counted from 1 again, goes on from where the sheet above ended."""
    base: int | None = None
    for own, text in rows:
        if own is None:
            last += 1
            yield Line(last, text)
            continue
        if base is None:
            base = 0 if own > last else last
        number = max(base + own, last + 1)
        for empty in range(max(last + 1, number - _MOST_EMPTY), number):
            yield Line(empty, "")
        last = number
        yield Line(last, text)


def _rows(page: Page) -> Iterator[_Row]:
    before: Text | Table | None = None
    for part in page.parts:
        if before is not None and not _has_numbers(part) and not _are_one_list(before, part):
            yield from _GAP
        yield from _table_rows(part) if isinstance(part, Table) else _text_rows(part)
        before = part
    if page.links and not (before is not None and _has_numbers(before)):
        yield from [*_GAP, *((None, link) for link in page.links)]
    if page.notes:
        yield from [*_GAP, (None, _NOTES), (None, "")]
        yield from ((None, line) for line in page.notes.split("\n"))
    if before is not None and not _has_numbers(before):
        yield from _GAP


def _has_numbers(part: Text | Table) -> bool:
    return bool(part.numbers) if isinstance(part, Table) else part.number is not None


def _are_one_list(before: Text | Table, part: Text | Table) -> bool:
    if isinstance(before, Table) or isinstance(part, Table):
        return False
    return before.level is not None and part.level is not None


def _text_rows(part: Text) -> Iterator[_Row]:
    mark = "" if part.level is None else _MARKS[min(part.level, 1)]
    yield part.number, mark + part.text


def _table_rows(table: Table) -> Iterator[_Row]:
    if _asks_and_answers(table):
        for row in table.rows:
            yield from _in_columns(row)
        return
    numbers: Iterable[int | None] = table.numbers or [None] * len(table.rows)
    for index, (number, row) in enumerate(zip(numbers, table.rows, strict=True)):
        if index and not table.numbers:
            yield from _GAP
        yield number, " ".join(" ".join(row).split())


def _asks_and_answers(table: Table) -> bool:
    if table.numbers or not table.rows or len(table.rows[0]) != len(_WIDTHS):
        return False
    return bool(_TWO_COLUMNS.fullmatch(" ".join(table.rows[0])))


def _in_columns(row: tuple[str, ...]) -> Iterator[_Row]:
    """A question and its answer cell by cell, each as wide as its column."""
    if _TWO_COLUMNS.fullmatch(" ".join(row)):
        yield None, " ".join(row)
        return
    for cell, width in zip(row, _WIDTHS, strict=True):
        for paragraph in cell.split("\n"):
            for line in textwrap.wrap(paragraph, width, break_on_hyphens=False):
                yield None, line


def with_title_first(parts: Iterable[Text | Table]) -> tuple[Text | Table, ...]:
    """The title before what stands above it, and footers and edges after all else."""
    order = {Role.TITLE: 0, Role.TEXT: 1, Role.ASIDE: 2, Role.FOOTER: 3}
    return tuple(sorted(parts, key=lambda part: order[part.role] if isinstance(part, Text) else 1))

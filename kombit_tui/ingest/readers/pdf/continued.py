"""Joins a table that a page break cut through the middle of a row."""

from collections.abc import Iterable
from dataclasses import replace

from kombit_tui.ingest.document import Page, Table
from kombit_tui.ingest.readers.pdf.lines import joined


def joined_tables(pages: Iterable[Page]) -> tuple[Page, ...]:
    """The pages; where a table repeats the heads of the one above and goes on with an empty first
    cell, that row is the rest of the last one above."""
    done: list[Page] = []
    for page in pages:
        above = done[-1].tables[-1:] if done else ()
        below = page.tables[:1]
        if above and below and _goes_on(above[0], below[0]):
            first, rest = below[0].rows[1], below[0].rows[2:]
            last = tuple(map(joined, above[0].rows[-1], first))
            whole = replace(above[0], rows=(*above[0].rows[:-1], last))
            left = replace(below[0], rows=(below[0].rows[0], *rest))
            done[-1] = _with(done[-1], above[0], whole)
            page = _with(page, below[0], left)
        done.append(page)
    return tuple(done)


def _goes_on(above: Table, below: Table) -> bool:
    is_repeated = len(below.rows) > 1 and above.rows[0] == below.rows[0]
    return is_repeated and not below.rows[1][0] and any(below.rows[1])


def _with(page: Page, old: Table, new: Table) -> Page:
    return replace(page, parts=tuple(new if part is old else part for part in page.parts))

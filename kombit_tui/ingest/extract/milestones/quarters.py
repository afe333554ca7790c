"""Goals in a table with the quarters of a year as its head, where the file gives the cells."""

import re
from collections.abc import Iterator

from kombit_tui.ingest.candidates import MilestoneFound
from kombit_tui.ingest.extract.context import Context
from kombit_tui.ingest.extract.grids import Grid, find_grids
from kombit_tui.ingest.extract.keys import tidy
from kombit_tui.ingest.extract.rows import Sheet

_QUARTER = re.compile(r"(?:Q\s?([1-4])|([1-4])\.\s?kvartal)(?:\s*/?\s*(20[0-4]\d))?", re.IGNORECASE)
_YEAR = re.compile(r"\b(20[0-4]\d)\b")
_SPANS = (
    "{y}-01-01/{y}-03-31",
    "{y}-04-01/{y}-06-30",
    "{y}-07-01/{y}-09-30",
    "{y}-10-01/{y}-12-31",
)
_LEAST = 3


def quarters_on(sheet: Sheet, ctx: Context) -> tuple[MilestoneFound, ...]:
    """The goals of the slide's tables with quarters in their head, () if there is none."""
    tables = ctx.once(find_grids).get(sheet.number, ())
    return tuple(one for table in tables for one in _in_table(table, sheet, ctx))


def _in_table(table: Grid, sheet: Sheet, ctx: Context) -> Iterator[MilestoneFound]:
    year = _year(sheet, ctx)
    spans = {place: span for place, cell in enumerate(table.head) if (span := _span(cell, year))}
    if len(spans) < _LEAST or 0 in spans:
        return
    for row in table.rows:
        for place, span in spans.items():
            if sum(map(str.isalpha, row.cells[place])) > 3:
                yield MilestoneFound(
                    title=tidy(row.cells[place]),
                    campaign=tidy(row.cells[0]) or None,
                    date=span,
                    date_text=table.head[place],
                    lines=(row.number, row.number),
                    confidence=0.75,
                    rule="quarter_cell",
                )


def _span(cell: str, year: int | None) -> str | None:
    match = _QUARTER.fullmatch(cell.strip())
    stated = int(match[3]) if match and match[3] else year
    if match is None or stated is None:
        return None
    return _SPANS[int(match[1] or match[2]) - 1].format(y=stated)


def _year(sheet: Sheet, ctx: Context) -> int | None:
    """The year in the slide's title, else the document's."""
    stated = _YEAR.search(sheet.title)
    if stated:
        return int(stated[1])
    return ctx.document_date.year if ctx.document_date else None

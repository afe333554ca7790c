"""Questions and answers in tables whose cells the file gives: nothing is guessed."""

from collections.abc import Iterator
from dataclasses import replace

from kombit_tui.domain.text import squeeze
from kombit_tui.ingest.candidates import QuestionFound
from kombit_tui.ingest.extract.context import Context
from kombit_tui.ingest.extract.grids import Grid, find_grids
from kombit_tui.ingest.extract.question_columns import HEADER, sections_of


def find_in_cells(ctx: Context) -> tuple[QuestionFound, ...]:
    """The pairs of the tables, () if some of the columns came without their cells."""
    grids = [
        (page, grid)
        for page, on_page in ctx.once(find_grids).items()
        for grid in on_page
        if HEADER.match(" ".join(grid.head))
    ]
    heads = sum(1 for line in ctx.lines if HEADER.match(line.text[:200]))
    if not grids or len(grids) < heads:
        return ()
    sections = sections_of(ctx)
    found: list[QuestionFound] = []
    for page, grid in grids:
        for one in _in_grid(grid, page):
            goes_on = found and not (one.question and one.answer)
            if goes_on:
                found[-1] = _joined(found[-1], one)
            elif one.question:
                found.append(replace(one, section=sections.get(one.lines[0])))
    return tuple(found)


def _in_grid(grid: Grid, page: int) -> Iterator[QuestionFound]:
    for row in grid.rows:
        question, answer = row.cells[0], row.cells[-1]
        yield QuestionFound(
            question=question,
            answer=answer or None,
            lines=(row.number, row.last),
            page=page,
            confidence=0.95,
            rule="questions.cells",
        )


def _joined(one: QuestionFound, rest: QuestionFound) -> QuestionFound:
    """A pair with what stands below a page break: there one of its cells is empty."""
    return replace(
        one,
        question=squeeze(f"{one.question} {rest.question}"),
        answer=squeeze(f"{one.answer or ''} {rest.answer or ''}") or None,
        lines=(one.lines[0], rest.lines[1]),
    )

"""Tasks in tables whose cells the file gives: nothing has to be guessed but the columns."""

from collections.abc import Sequence

from kombit_tui.ingest.candidates import Counts, TaskFound
from kombit_tui.ingest.extract.context import Context
from kombit_tui.ingest.extract.dated import dates_in
from kombit_tui.ingest.extract.grids import Grid, GridRow, find_grids
from kombit_tui.ingest.extract.keys import tidy
from kombit_tui.ingest.extract.rows import Sheet
from kombit_tui.ingest.extract.tables import code_of
from kombit_tui.ingest.extract.tasks.facts import Facts, facts_of
from kombit_tui.ingest.extract.tasks.parts import (
    ABOUT_TASKS,
    COUNTS,
    KIND,
    LABEL,
    kind_of,
    period_of,
    wave_of,
    without_wave,
)
from kombit_tui.ingest.extract.words import danish

_NAMES_TASKS = danish(r"\b[\w-]*opgave")
_DUE = danish(r"\bfrist\b|\bsenest\b|\bslut\b")
_LEAST_LETTERS = 4
_MAX_TITLE = 260
_MOST_ROWS = 80
_SHORT_CODE = 3
"""In longer codes a letter O between the digits is a nought."""


def cell_tasks_on(sheet: Sheet, ctx: Context) -> tuple[TaskFound, ...]:
    """The tasks of the tables on a slide whose cells are known, () if there are none."""
    tables = ctx.once(find_grids).get(sheet.number, ())
    told = [table for table in tables if _is_of_tasks(table, sheet)]
    if not told:
        return ()
    first = told[0].rows[0].number
    above = [p for p in sheet.body if p.last < first and _count(p.text, told) == 0]
    facts = facts_of(sheet, above if len(sheet.rows) <= _MOST_ROWS else (), ctx)
    found = (_task(row, table.columns, facts, ctx) for table in told for row in table.rows)
    return tuple(task for task in found if sum(map(str.isalpha, task.title)) >= _LEAST_LETTERS)


def _count(text: str, tables: Sequence[Grid]) -> int:
    return sum(text == " ".join(table.head) for table in tables)


def _is_of_tasks(table: Grid, sheet: Sheet) -> bool:
    """Whether the rows are tasks: they have a name, and a type, an end or follow-up counts."""
    columns = table.columns
    if "name" not in columns:
        return False
    counted = sum(name in columns for name in COUNTS) > 1
    is_listed = {"code", "status"} <= set(columns)
    if not counted and not is_listed and not {"type", "due", "period"} & set(columns):
        return False
    kinds = columns.index("type") if "type" in columns else None
    is_typed = kinds is not None and any(KIND.search(row.cells[kinds]) for row in table.rows)
    named = table.head[columns.index("name")]
    return is_typed or bool(_NAMES_TASKS.search(named) or ABOUT_TASKS.search(sheet.text[:20000]))


def _task(row: GridRow, columns: Sequence[str], facts: Facts, ctx: Context) -> TaskFound:
    """The task of a row; what its cells do not say is taken from the words above the table."""
    cells = {name: cell for name, cell in zip(columns, row.cells, strict=True) if name}
    cells = _with_period(cells, ctx)
    start, due = (_day(cells.get(name, ""), ctx) for name in ("start", "due"))
    if cells.get("period"):
        whole = period_of(cells["period"], ctx)
        start, due = start or whole.start, due or whole.due
    if _DUE.search(cells.get("status", "")):
        due = due or _day(cells["status"], ctx)
    has_period = any(cells.get(name) for name in ("start", "due", "period"))
    title = tidy(cells["name"])
    return TaskFound(
        title=without_wave(title)[:_MAX_TITLE],
        code=_code(cells.get("code", "")),
        project=facts.project,
        kind=kind_of(cells.get("type", "")) or (None if cells.get("type") else facts.kind),
        start=start or (None if has_period else facts.start),
        start_text=tidy(cells.get("start", "")) or None,
        due=due or (None if has_period else facts.due),
        due_text=tidy(cells.get("due", "")) or (None if has_period else facts.due_text),
        duration=cells.get("duration") or None,
        wave=cells.get("wave") or wave_of(f"{title} {cells.get('due', '')}"),
        performer=cells.get("performer") or facts.performer,
        counts=_counts(cells),
        deadline_changes=facts.changes,
        consequence=facts.consequence,
        lines=(row.number, row.number),
        confidence=0.9,
        rule="task_cells",
    )


def _with_period(cells: dict[str, str], ctx: Context) -> dict[str, str]:
    """The cells with the end that is said in the cell of the name as a cell of its own."""
    name = cells["name"]
    label = next((m for m in LABEL.finditer(name) if name[m.start()].isupper() and m.start()), None)
    if label is None or not dates_in(name[label.start() :], ctx):
        return cells
    said = {"name": name[: label.start()], "period": name[label.start() :]}
    return {**said, **cells, "name": said["name"]}


def _code(cell: str) -> str | None:
    cell = cell.rstrip(".:)")
    return code_of(cell) if len(cell) > _SHORT_CODE else cell or None


def _day(cell: str, ctx: Context) -> str | None:
    dates = dates_in(cell, ctx)
    return dates[0].date.edtf if dates else None


def _counts(cells: dict[str, str]) -> Counts | None:
    numbers = {name: cells[name] for name in COUNTS if cells.get(name, "").isdecimal()}
    if not numbers:
        return None
    return Counts(**{name: int(number) for name, number in numbers.items()})

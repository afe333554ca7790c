"""KLIK tasks: rows of task tables, rows with follow-up counts, and tasks told of in bullets.

The same task on several slides becomes one, with all that the slides say of it.
"""

from dataclasses import fields, replace
from typing import Any

from kombit_tui.ingest.candidates import TaskFound
from kombit_tui.ingest.extract.context import Context
from kombit_tui.ingest.extract.keys import fold
from kombit_tui.ingest.extract.rows import Sheet, sheets_of
from kombit_tui.ingest.extract.tasks.announced import announced_on, quoted_on
from kombit_tui.ingest.extract.tasks.cells import cell_tasks_on
from kombit_tui.ingest.extract.tasks.counted import counted_on
from kombit_tui.ingest.extract.tasks.table import table_tasks_on

__all__ = ["find_tasks"]

_OF_TABLES = {"task_row", "task_cells", "task_counts"}
_PLACE = {"lines", "page", "confidence", "rule", "flags"}


def find_tasks(ctx: Context) -> tuple[TaskFound, ...]:
    """Every task of the document once."""
    found: dict[tuple[str, str, str], TaskFound] = {}
    for sheet in ctx.once(sheets_of):
        for task in _on_sheet(sheet, ctx):
            key = (task.code or "", fold(task.title), task.wave or "")
            found[key] = _filled(found[key], task) if key in found else task
    return tuple(found.values())


def lines_of_tables(ctx: Context) -> frozenset[int]:
    """The lines that are rows of a table of tasks: no other record is made of their cells."""
    rows = (task.lines for task in ctx.once(find_tasks) if task.rule in _OF_TABLES)
    return frozenset(n for first, last in rows for n in range(first, last + 1))


def _on_sheet(sheet: Sheet, ctx: Context) -> tuple[TaskFound, ...]:
    listed = cell_tasks_on(sheet, ctx) or counted_on(sheet, ctx) or table_tasks_on(sheet, ctx)
    return (*listed, *quoted_on(sheet, ctx)) if listed else announced_on(sheet, ctx)


def _filled(first: TaskFound, second: TaskFound) -> TaskFound:
    """The first task with what only the second knows."""
    missing: dict[str, Any] = {
        f.name: getattr(second, f.name)
        for f in fields(first)
        if f.name not in _PLACE and not getattr(first, f.name)
    }
    return replace(first, **missing)

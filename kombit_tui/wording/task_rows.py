"""The task list in words: its columns, and what a row says in each."""

from datetime import date

from kombit_tui.db.queries.task_pages import TaskRow
from kombit_tui.domain.choices import TASK_STATUS
from kombit_tui.wording.cells import fitted, one_line, width_of
from kombit_tui.wording.lines import Cell, Column, ListRow
from kombit_tui.wording.values import (
    KIND_SHORT,
    MOVED,
    OVERDUE,
    STATUS_TONES,
    day_text,
    is_overdue,
)

TASK_HINT = f"{OVERDUE} overskredet · {MOVED} frist flyttet"
LONGEST_DAY = 14
"""Vague dates that are longer are cut, so that the mark of a moved one is still seen."""
TASK_COLUMNS = (
    Column("Frist", LONGEST_DAY + 4, field="due"),
    Column("Opgave", 0, field="title"),
    Column("Type", 7, rank=4, field="type"),
    Column("Projekt", 12, rank=3, field="project"),
    Column("Bølge", 6, rank=6, field="wave"),
    Column("Status", 15, rank=2, field="status"),
    Column("Ansvarlig", 14, rank=5, field="owner"),
    Column("Udfører", 14, rank=7, field="performer"),
)


def task_line(row: TaskRow, today: date) -> ListRow:
    """What the list says of a task on a day."""
    overdue = not row.is_done and is_overdue(row.due_day, today)
    day = one_line(day_text(row.due, row.due_text))
    if row.is_moved:
        day = f"{fitted(day, min(width_of(day), LONGEST_DAY))} {MOVED}"
    due = f"{OVERDUE if overdue else ' '} {day}"
    critical = row.kind == "obligatorisk_kritisk_vej"
    return ListRow(
        row.id,
        (
            Cell(due, "error" if overdue else ""),
            Cell(f"{row.code} {row.title}" if row.code else row.title),
            Cell(KIND_SHORT.get(row.kind or "", ""), "warning" if critical else ""),
            Cell(row.project or ""),
            Cell(row.wave or ""),
            Cell(TASK_STATUS.get(row.status, row.status), STATUS_TONES.get(row.status, "")),
            Cell(row.responsible_name or ""),
            Cell(row.performer_name or ""),
        ),
        is_muted=row.is_done,
    )

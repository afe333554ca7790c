"""The task list in words: its columns, and what a row says in each."""

from collections.abc import Sequence
from datetime import date

from kombit_tui.db.queries.performers import Performers, holders_of
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

DUE_SIGNS = {"due_real": "p", "consequence_date": "k", "own_due": "e"}
"""Beside a deadline that is not the one in KLIK: which one it is."""
_SIGNS = f"{OVERDUE} overskredet {MOVED} flyttet k konsekvens p praksis e egen"
_WAVES_WIDTH = 8
"""So much of our waves leaves room for the signs in a window of 80 columns."""
NO_OTHERS = "Der er ingen opgaver i andre bølger end vores."
_UNTOLD = "Vores bølger er ikke skrevet: {app.economy}, så {list.edit} på kommunen"
NO_WAVES = f"{_UNTOLD}, fx B3 eller KY: B2."
VACANT = "(ubesat)"
LOCAL = "lokal"
_DUE_WIDTH = 18
TASK_COLUMNS = (
    Column("Frist", _DUE_WIDTH, field="due"),
    Column("Opgave", 0, field="title"),
    Column("Type", 7, rank=4, field="type"),
    Column("Projekt", 12, rank=3, field="project"),
    Column("Bølge", 6, rank=6, field="wave"),
    Column("Status", 15, rank=2, field="status"),
    Column("Ansvarlig", 14, rank=5, field="owner"),
    Column("Udfører", 14, rank=7, field="performer"),
)


def task_hint(waves: str, others: int, *, every_wave: bool = False) -> str:
    """What the signs mean, and which tasks are left out.

    Without waves of ours only those are that have a variant which stands for them.
    """
    if not others:
        return _SIGNS
    if every_wave:
        return f"Alle bølger · {_SIGNS}"
    if not waves:
        return f"Varianter: {others} foldet · {_SIGNS}"
    told = f"Kun {waves}" if len(waves) <= _WAVES_WIDTH else "Vores bølger"
    return f"{told}: {others} skjult · {_SIGNS}"


def waves_hint(waves: str, others: int, *, every_wave: bool) -> str:
    """What changes when all waves are shown, or ours only again."""
    if every_wave and waves:
        told = f"Alle bølger vises, også {others} opgaver, der ikke er vores"
    elif every_wave:
        told = f"Også de {others} foldede varianter vises · {_UNTOLD}"
    elif waves:
        told = f"Kun vores bølger ({waves}) · {others} skjult"
    else:
        told = f"{others} varianter er foldet · {_UNTOLD}"
    return f"{told} · {{tasks.waves}}: skift"


def task_line(row: TaskRow, today: date, performers: Performers) -> ListRow:
    """What the list says of a task on a day."""
    overdue = not row.is_done and is_overdue(row.due_day, today)
    critical = row.kind == "obligatorisk_kritisk_vej"
    local = "accent" if row.kind == LOCAL else ""
    return ListRow(
        row.id,
        (
            Cell(_due(row, is_late=overdue), "error" if overdue else ""),
            Cell(_title(row), local),
            Cell(KIND_SHORT.get(row.kind or "", ""), "warning" if critical else local),
            Cell(row.project or ""),
            Cell(_wave(row)),
            Cell(TASK_STATUS.get(row.status, row.status), STATUS_TONES.get(row.status, "")),
            Cell(row.responsible_name or ""),
            _performer(row, performers),
        ),
        is_muted=row.is_done or not (row.is_ours or row.is_folded),
    )


def _due(row: TaskRow, *, is_late: bool) -> str:
    """The deadline that counts; a vague one is cut, so that its signs are still seen."""
    marks = (MOVED if row.is_moved else "", DUE_SIGNS.get(row.due_of, ""))
    signs = "".join(f" {mark}" for mark in marks if mark)
    day = one_line(day_text(row.due, row.due_text))
    if signs:
        day = fitted(day, min(width_of(day), _DUE_WIDTH - 2 - len(signs)))
    return f"{OVERDUE if is_late else ' '} {day}{signs}"


def _wave(row: TaskRow) -> str:
    """The wave, and how many variants for other waves the row stands for."""
    return f"{row.wave or ''} +{row.folded}".strip() if row.folded else row.wave or ""


def _title(row: TaskRow) -> str:
    before = row.code or ("Lokal:" if row.kind == LOCAL else "")
    return f"{before} {row.title}" if before else row.title


def _performer(row: TaskRow, performers: Performers) -> Cell:
    """Who does it; where nobody is named, in parentheses who holds the role that is to."""
    if row.performer_name:
        return Cell(row.performer_name)
    held = None if row.is_done else holders_of(row.performer_role, performers)
    if held is None:
        return Cell("")
    return Cell(f"({in_short(held)})") if held else Cell(VACANT, "warning")


def in_short(names: Sequence[str]) -> str:
    """The first of several people, and how many more."""
    return f"{names[0]} +{len(names) - 1}" if len(names) > 1 else names[0]

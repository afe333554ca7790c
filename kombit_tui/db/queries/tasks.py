"""The tasks that are asked for, and all there is to tell about one of them."""

import sqlite3
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from kombit_tui.db.queries.task_pages import TaskPages, TaskRow, Whole, row_of

if TYPE_CHECKING:
    from kombit_tui.db.queries.finding import Found
    from kombit_tui.domain.query import Query

__all__ = ["TaskPages", "TaskRow", "Whole", "find_tasks"]
_COLUMNS = ", ".join(TaskRow._fields)
_PIECE = 500


def find_tasks(connection: sqlite3.Connection, query: "Query", today: date) -> "Found":
    """The tasks that a query finds. Blocks; call it off the event loop."""
    from kombit_tui.db.queries.finding import find  # not before the first frame

    return find(connection, query, today)


def first_tasks(
    connection: sqlite3.Connection, condition: str, parameters: Sequence[Any], limit: int
) -> list[TaskRow]:
    """The first tasks of the list that meet `condition`, which is our SQL and no user's text."""
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM task_row WHERE {condition} ORDER BY {Whole(limit).order} LIMIT ?",
        (*parameters, limit),
    )
    return [row_of(row) for row in rows]


class ChosenTask(NamedTuple):
    """What an action on several tasks must know of each."""

    id: str
    title: str
    status: str


def chosen_tasks(connection: sqlite3.Connection, ids: Sequence[str]) -> list[ChosenTask]:
    """The tasks called `ids`, in that order; those that are gone are left out."""
    found: dict[str, ChosenTask] = {}
    for start in range(0, len(ids), _PIECE):
        piece = ids[start : start + _PIECE]
        marks = ",".join("?" * len(piece))
        query = f"SELECT id, title, status FROM task_row WHERE id IN ({marks})"
        found |= {row[0]: ChosenTask(*row) for row in connection.execute(query, piece)}
    return [found[one] for one in ids if one in found]


class Change(NamedTuple):
    """A deadline or type that was changed."""

    field: str
    before: str | None
    after: str | None
    reason: str | None
    on: str | None


class TaskDetail(NamedTuple):
    """All there is to tell about one task."""

    record: dict[str, Any]
    project_name: str | None
    status: str
    done_on: str | None
    own_due: str | None
    responsible: str | None
    performer: str | None
    changes: tuple[Change, ...]
    notes: tuple[str, ...]
    source_file: str | None


_DETAIL = """
    SELECT t.*, p.name AS project_name, s.status AS state, s.done_on, s.own_due,
           r.name AS responsible_name, f.name AS performer_name, k.file AS source_file
    FROM task t
    LEFT JOIN project p ON p.id = t.project
    LEFT JOIN task_state s ON s.task = t.id
    LEFT JOIN person r ON r.id = s.responsible
    LEFT JOIN person f ON f.id = s.performer
    LEFT JOIN source k ON k.id = t.source
    WHERE t.id = ?
"""


def task_detail(connection: sqlite3.Connection, task_id: str) -> TaskDetail | None:
    """All about the task called `task_id`, or None."""
    row = connection.execute(_DETAIL, (task_id,)).fetchone()
    if row is None:
        return None
    changes = connection.execute(
        'SELECT field, "before", "after", reason, "on" FROM task_change WHERE task = ? '
        'ORDER BY "on", seq',
        (task_id,),
    )
    notes = connection.execute("SELECT text FROM note WHERE about = ? ORDER BY seq", (task_id,))
    return TaskDetail(
        record=dict(row),
        project_name=row["project_name"],
        status=row["state"] or "open",
        done_on=row["done_on"],
        own_due=row["own_due"],
        responsible=row["responsible_name"],
        performer=row["performer_name"],
        changes=tuple(Change(*change) for change in changes),
        notes=tuple(note[0] for note in notes),
        source_file=row["source_file"],
    )

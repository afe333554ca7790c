"""The tasks that are asked for, and all there is to tell about one of them."""

import sqlite3
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from kombit_tui.db.queries.task_pages import COLUMNS, OURS, TaskPages, TaskRow, Whole, row_of
from kombit_tui.db.task_keys import counting
from kombit_tui.domain.tasks import Deadline
from kombit_tui.domain.waves import told, waves_of

if TYPE_CHECKING:
    from kombit_tui.db.queries.finding import Found
    from kombit_tui.domain.query import Query

__all__ = ["TaskPages", "TaskRow", "Whole", "find_tasks"]
_PIECE = 500


def find_tasks(
    connection: sqlite3.Connection, query: "Query", today: date, *, every_wave: bool = False
) -> "Found":
    """The tasks that a query finds. Blocks; call it off the event loop."""
    from kombit_tui.db.queries.finding import find  # not before the first frame

    return find(connection, query, today, every_wave=every_wave)


def first_tasks(
    connection: sqlite3.Connection, condition: str, parameters: Sequence[Any], limit: int
) -> list[TaskRow]:
    """The first tasks of ours that meet `condition`, which is our SQL and no user's text."""
    rows = connection.execute(
        f"SELECT {COLUMNS} FROM task_row WHERE {OURS} AND {condition} "
        f"ORDER BY {Whole(limit).order} LIMIT ?",
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
    source_file: str | None
    source_first: int | None
    source_last: int | None


class Variant(NamedTuple):
    """The same task as other waves have it."""

    waves: str
    due: str | None
    due_text: str | None


class DependsOn(NamedTuple):
    """The campaign that a task belongs to."""

    title: str
    stop: str | None
    stop_text: str | None
    stop_day: int | None


class TaskDetail(NamedTuple):
    """All there is to tell about one task."""

    record: dict[str, Any]
    """Its own fields, and `own_due` of our state."""
    project_name: str | None
    status: str
    done_on: str | None
    is_ours: bool
    """Whether it is for everybody, or for a wave of ours."""
    folded: int
    """How many of the variants its row in the list stands for."""
    counts: Deadline
    """The nearest deadline that hurts."""
    responsible: str | None
    performer: str | None
    changes: tuple[Change, ...]
    variants: tuple[Variant, ...]
    campaign: DependsOn | None
    notes: tuple[str, ...]
    source_file: str | None


_DETAIL = """
    SELECT t.*, p.name AS project_name, s.status AS state, s.done_on, s.own_due,
           s.own_due_text, s.own_due_first, s.own_due_last,
           r.name AS responsible_name, f.name AS performer_name, k.file AS source_file,
           c.title AS campaign_title, c.stop, c.stop_text, c.stop_last,
           w.is_ours OR w.is_folded AS is_ours, w.folded, w.family,
           a.title AS item_title
    FROM task t
    JOIN task_row w ON w.seq = t.seq
    LEFT JOIN project p ON p.id = t.project
    LEFT JOIN task_state s ON s.task = t.id
    LEFT JOIN person r ON r.id = s.responsible
    LEFT JOIN person f ON f.id = s.performer
    LEFT JOIN source k ON k.id = t.source
    LEFT JOIN campaign c ON c.id = t.campaign
    LEFT JOIN agenda_item a ON a.id = t.item
    WHERE t.id = ?
"""
_CHANGES = """
    SELECT c.field, c."before", c."after", c.reason, c."on", k.file, c.source_first, c.source_last
    FROM task_change c LEFT JOIN source k ON k.id = c.source
    WHERE c.task = ? ORDER BY c."on", c.seq
"""
_ALIKE = """
    SELECT t.title, t.wave, t.due, t.due_text
    FROM task_row r JOIN task t ON t.seq = r.seq
    WHERE r.family = ? AND r.id <> ? ORDER BY t.due_last, t.seq
"""


def task_detail(connection: sqlite3.Connection, task_id: str) -> TaskDetail | None:
    """All about the task called `task_id`, or None."""
    row = connection.execute(_DETAIL, (task_id,)).fetchone()
    if row is None:
        return None
    record = dict(row)
    changes = connection.execute(_CHANGES, (task_id,))
    notes = connection.execute("SELECT text FROM note WHERE about = ? ORDER BY seq", (task_id,))
    return TaskDetail(
        record=record,
        project_name=row["project_name"],
        status=row["state"] or "open",
        done_on=row["done_on"],
        is_ours=bool(row["is_ours"]),
        folded=row["folded"],
        counts=counting(record),
        responsible=row["responsible_name"],
        performer=row["performer_name"],
        changes=tuple(Change(*change) for change in changes),
        variants=tuple(_variants(connection, row)),
        campaign=None
        if row["campaign_title"] is None
        else DependsOn(row["campaign_title"], row["stop"], row["stop_text"], row["stop_last"]),
        notes=tuple(note[0] for note in notes),
        source_file=row["source_file"],
    )


def _variants(connection: sqlite3.Connection, row: sqlite3.Row) -> Iterator[Variant]:
    """The same task for other waves: alike but for the wave."""
    if row["family"] is None:
        return
    ours = waves_of(row["wave"], row["title"])
    for title, wave, due, due_text in connection.execute(_ALIKE, (row["family"], row["id"])):
        waves = waves_of(wave, title)
        if waves != ours:
            yield Variant(told(waves), due, due_text)

"""The task list, page by page, and all there is to tell about one task."""

import sqlite3
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

_ORDER = "is_done, due_day, seq"
_IDS = f"SELECT id FROM task_row ORDER BY {_ORDER}"
_PIECE = 500
_BACKWARDS = "is_done DESC, due_day DESC, seq DESC"


class TaskRow(NamedTuple):
    """A task as the list shows it."""

    seq: int
    id: str
    is_done: bool
    due_day: int
    """The last day of the deadline (`date.toordinal`); `task_order.NO_DAY` when unknown."""
    due: str | None
    due_text: str | None
    code: str | None
    title: str
    kind: str | None
    project: str | None
    wave: str | None
    status: str
    responsible: str | None
    responsible_name: str | None
    performer_name: str | None
    is_moved: bool


_COLUMNS = ", ".join(TaskRow._fields)


def find_tasks(connection: sqlite3.Connection, words: str, today: date) -> list[int] | None:
    """The numbers of the tasks that a filter finds, in its order; None when it asks for nothing.

    Raises:
        FilterInvalid: it does not follow the filter language.
    """
    from kombit_tui.db.queries.filtering import task_filter  # not before the first frame

    asked = task_filter(connection, words, today)
    if asked is None:
        return None
    # One row with all numbers: the lock on the interpreter is free while SQLite works.
    (joined,) = connection.execute(
        "SELECT group_concat(seq) FROM "
        f"(SELECT seq FROM task_row WHERE {asked.where} ORDER BY {asked.order})",
        asked.parameters,
    ).fetchone()
    return [int(one) for one in joined.split(",")] if joined else []


class TaskPages:
    """The tasks in the order of the list: those that are open by deadline, then the done ones.

    Without `seqs` it is all of them, and nothing is loaded but the page asked for, read from the
    nearer end of an index.
    """

    def __init__(self, connection: sqlite3.Connection, seqs: Sequence[int] | None = None) -> None:
        self._connection = connection
        self._seqs = seqs
        if seqs is None:
            self._count = int(connection.execute("SELECT count(*) FROM task_row").fetchone()[0])
        else:
            self._count = len(seqs)

    def __len__(self) -> int:
        return self._count

    def page(self, start: int, stop: int) -> list[TaskRow]:
        """Rows `start` up to but not including `stop`; beyond the list there are none."""
        start, stop = max(start, 0), min(stop, self._count)
        if start >= stop:
            return []
        if self._seqs is not None:
            return self._numbered(self._seqs[start:stop])
        if start > self._count // 2:
            rows = self._window(_BACKWARDS, stop - start, self._count - stop)
            return list(reversed(rows))
        return self._window(_ORDER, stop - start, start)

    def index_of(self, record_id: str) -> int | None:
        """Where the task called `record_id` stands; None when the list has it not."""
        found = self._connection.execute(
            "SELECT seq, is_done, due_day FROM task_row WHERE id = ?", (record_id,)
        ).fetchone()
        if found is None:
            return None
        if self._seqs is not None:
            return self._seqs.index(found[0]) if found[0] in self._seqs else None
        (before,) = self._connection.execute(
            f"SELECT count(*) FROM task_row WHERE ({_ORDER}) < (?, ?, ?)",
            (found[1], found[2], found[0]),
        ).fetchone()
        return int(before)

    def ids(self) -> list[str]:
        """The ids of all of them, in order."""
        if self._seqs is not None:
            return [row.id for row in self._numbered_in_pieces()]
        return [row[0] for row in self._connection.execute(_IDS)]

    def _numbered_in_pieces(self) -> Iterator[TaskRow]:
        for start in range(0, self._count, _PIECE):
            yield from self.page(start, start + _PIECE)

    def _window(self, order: str, limit: int, offset: int) -> list[TaskRow]:
        rows = self._connection.execute(
            f"SELECT {_COLUMNS} FROM task_row WHERE seq IN (SELECT seq FROM task_row "
            f"ORDER BY {order} LIMIT ? OFFSET ?) ORDER BY {order}",
            (limit, offset),
        )
        return [_row(row) for row in rows]

    def _numbered(self, seqs: Sequence[int]) -> list[TaskRow]:
        marks = ",".join("?" * len(seqs))
        rows = self._connection.execute(
            f"SELECT {_COLUMNS} FROM task_row WHERE seq IN ({marks})", seqs
        )
        by_seq = {row.seq: row for row in map(_row, rows)}
        return [by_seq[seq] for seq in seqs if seq in by_seq]


def first_tasks(
    connection: sqlite3.Connection, condition: str, parameters: Sequence[Any], limit: int
) -> list[TaskRow]:
    """The first tasks of the list that meet `condition`, which is our SQL and no user's text."""
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM task_row WHERE {condition} ORDER BY {_ORDER} LIMIT ?",
        (*parameters, limit),
    )
    return [_row(row) for row in rows]


def _row(row: sqlite3.Row) -> TaskRow:
    values: list[Any] = list(row)
    values[2], values[-1] = bool(values[2]), bool(values[-1])
    return TaskRow(*values)


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

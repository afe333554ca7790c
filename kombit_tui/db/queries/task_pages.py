"""The task list, page by page: any part of it without reading the rest."""

import json
import sqlite3
from collections.abc import Sequence
from typing import Any, NamedTuple

_BY_DUE = "is_done, due_day, seq"
_BACKWARDS = "is_done DESC, due_day DESC, seq DESC"
OURS = "is_ours = 1"
"""The condition that a task is for everybody, or for a wave of ours."""
_APART = "\x1f"
"""Between ids that are read as one text: no id has it."""


class TaskRow(NamedTuple):
    """A task as the list shows it."""

    seq: int
    id: str
    is_done: bool
    due_day: int
    """The last day of the deadline (`date.toordinal`); `task_order.NO_DAY` when unknown."""
    due: str | None
    """The nearest deadline that hurts (`domain.tasks.nearest`)."""
    due_text: str | None
    due_of: str
    """The field that it is of."""
    code: str | None
    title: str
    kind: str | None
    project: str | None
    wave: str | None
    status: str
    responsible: str | None
    responsible_name: str | None
    performer_name: str | None
    performer_role: str | None
    """The role that is to do it, as the task names it."""
    is_ours: bool
    is_moved: bool


_COLUMNS = ", ".join(TaskRow._fields)


class Whole:
    """All tasks in an order, none of them read; of every wave, or of ours."""

    def __init__(
        self,
        count: int,
        place: str = "",
        *,
        is_descending: bool = False,
        every_wave: bool = False,
    ) -> None:
        self.count = count
        self.scope = "1" if every_wave else OURS
        """What follows WHERE."""
        self.place = place
        """The column of `task_row` they are ordered by, what is empty last; then as ever."""
        self.is_descending = is_descending

    def __len__(self) -> int:
        return self.count

    @property
    def order(self) -> str:
        """What follows ORDER BY."""
        way = "DESC" if self.is_descending else "ASC"
        return f"{self.place} {way} NULLS LAST, {_BY_DUE}" if self.place else _BY_DUE

    @property
    def backwards(self) -> str:
        """The same from the other end."""
        way = "ASC" if self.is_descending else "DESC"
        return f"{self.place} {way} NULLS FIRST, {_BACKWARDS}" if self.place else _BACKWARDS


class TaskPages:
    """Tasks in order: by default those of our waves, the open ones by deadline, then the done ones.

    Of all tasks nothing is loaded but the page asked for, read from the nearer end of an index.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        seqs: Sequence[int] | Whole | None = None,
        *,
        every_wave: bool = False,
    ) -> None:
        self._connection = connection
        if seqs is None:
            seqs = Whole(number_of(connection, every_wave=every_wave), every_wave=every_wave)
        self._seqs = seqs

    def __len__(self) -> int:
        return len(self._seqs)

    def page(self, start: int, stop: int) -> list[TaskRow]:
        """Rows `start` up to but not including `stop`; beyond the list there are none."""
        start, stop = max(start, 0), min(stop, len(self))
        if start >= stop:
            return []
        if not isinstance(self._seqs, Whole):
            return self._numbered(self._seqs[start:stop])
        if start > len(self) // 2:
            rows = self._window(self._seqs, self._seqs.backwards, stop - start, len(self) - stop)
            return rows[::-1]
        return self._window(self._seqs, self._seqs.order, stop - start, start)

    def index_of(self, record_id: str) -> int | None:
        """Where the task called `record_id` stands; None when the list has it not."""
        if not isinstance(self._seqs, Whole):
            return self._index_among(self._seqs, record_id)
        place = self._seqs.place or "NULL"
        found = self._connection.execute(
            f"SELECT is_done, due_day, seq, {place} FROM task_row "
            f"WHERE id = ? AND {self._seqs.scope}",
            (record_id,),
        ).fetchone()
        if found is None:
            return None
        is_done, due_day, seq, key = found
        # Sums of plain ranges: SQLite counts those far quicker than it compares three columns.
        scope = f"{self._seqs.scope} AND "
        among = f"{scope}{self._seqs.place} IS ? AND " if self._seqs.place else scope
        same = [key] if self._seqs.place else []
        before = (
            self._count(f"{among}is_done < ?", *same, is_done)
            + self._count(f"{among}is_done = ? AND due_day < ?", *same, is_done, due_day)
            + self._count(
                f"{among}is_done = ? AND due_day = ? AND seq < ?", *same, is_done, due_day, seq
            )
        )
        if not self._seqs.place:
            return before
        if key is None:
            return before + self._count(f"{scope}{place} IS NOT NULL")
        sign = ">" if self._seqs.is_descending else "<"
        return before + self._count(f"{scope}{place} {sign} ?", key)

    def ids(self) -> list[str]:
        """The ids of all of them, in order. Slow for many: not on the event loop."""
        if isinstance(self._seqs, Whole):
            where = f"WHERE {self._seqs.scope} ORDER BY {self._seqs.order}"
            query, numbers = f"SELECT id FROM task_row {where}", []
        else:
            query = "SELECT t.id FROM json_each(?) j JOIN task_row t ON t.seq = j.value"
            numbers = [f"[{','.join(map(str, self._seqs))}]"]
        (joined,) = self._connection.execute(
            f"SELECT group_concat(id, '{_APART}') FROM ({query})", numbers
        ).fetchone()
        return joined.split(_APART) if joined else []

    def _index_among(self, seqs: Sequence[int], record_id: str) -> int | None:
        found = self._connection.execute(
            "SELECT seq FROM task_row WHERE id = ?", (record_id,)
        ).fetchone()
        return seqs.index(found[0]) if found is not None and found[0] in seqs else None

    def _count(self, condition: str, *parameters: Any) -> int:
        (count,) = self._connection.execute(
            f"SELECT count(*) FROM task_row WHERE {condition}", parameters
        ).fetchone()
        return int(count)

    def _window(self, whole: Whole, order: str, limit: int, offset: int) -> list[TaskRow]:
        rows = self._connection.execute(
            f"SELECT {_COLUMNS} FROM task_row WHERE seq IN (SELECT seq FROM task_row "
            f"WHERE {whole.scope} ORDER BY {order} LIMIT ? OFFSET ?) ORDER BY {order}",
            (limit, offset),
        )
        return [row_of(row) for row in rows]

    def _numbered(self, seqs: Sequence[int]) -> list[TaskRow]:
        marks = ",".join("?" * len(seqs))
        rows = self._connection.execute(
            f"SELECT {_COLUMNS} FROM task_row WHERE seq IN ({marks})", tuple(seqs)
        )
        by_seq = {row.seq: row for row in map(row_of, rows)}
        return [by_seq[seq] for seq in seqs if seq in by_seq]


def number_of(connection: sqlite3.Connection, *, every_wave: bool) -> int:
    """How many tasks there are, of every wave or of ours."""
    (count,) = connection.execute("SELECT count(*) FROM task_row").fetchone()
    return int(count) - (0 if every_wave else number_of_others(connection))


def number_of_others(connection: sqlite3.Connection) -> int:
    """How many tasks are for waves that we are not in."""
    (count,) = connection.execute("SELECT count(*) FROM task_row WHERE is_ours = 0").fetchone()
    return int(count)


def our_waves_told(connection: sqlite3.Connection) -> str:
    """The waves we are in, as our profile writes them."""
    rows = connection.execute("SELECT waves FROM profile WHERE waves IS NOT NULL")
    return ", ".join(str(wave) for row in rows for wave in json.loads(row[0]) or ())


def is_listed(connection: sqlite3.Connection, record_id: str) -> bool:
    """Whether the list has a task when it shows ours only; also true of what is no task."""
    query = "SELECT 1 FROM task_row WHERE id = ? AND is_ours = 0"
    return connection.execute(query, (record_id,)).fetchone() is None


def row_of(row: Sequence[Any]) -> TaskRow:
    """A row of `task_row` with the columns of a `TaskRow`, in their order."""
    values: list[Any] = list(row)
    for place in (2, -2, -1):
        values[place] = bool(values[place])
    return TaskRow(*values)

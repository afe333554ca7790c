"""The task list, page by page: any part of it without reading the rest."""

import sqlite3
from collections.abc import Sequence
from typing import Any, NamedTuple

_BY_DUE = "is_done, due_day, seq"
_BACKWARDS = "is_done DESC, due_day DESC, seq DESC"
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


class Whole:
    """All tasks in an order, none of them read."""

    def __init__(self, count: int, place: str = "", *, is_descending: bool = False) -> None:
        self.count = count
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
    """Tasks in order: by default those that are open by deadline, then the done ones.

    Of all tasks nothing is loaded but the page asked for, read from the nearer end of an index.
    """

    def __init__(
        self, connection: sqlite3.Connection, seqs: Sequence[int] | Whole | None = None
    ) -> None:
        self._connection = connection
        if seqs is None:
            (count,) = connection.execute("SELECT count(*) FROM task_row").fetchone()
            seqs = Whole(count)
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
            return self._window(self._seqs.backwards, stop - start, len(self) - stop)[::-1]
        return self._window(self._seqs.order, stop - start, start)

    def index_of(self, record_id: str) -> int | None:
        """Where the task called `record_id` stands; None when the list has it not."""
        if not isinstance(self._seqs, Whole):
            return self._index_among(self._seqs, record_id)
        place = self._seqs.place or "NULL"
        found = self._connection.execute(
            f"SELECT is_done, due_day, seq, {place} FROM task_row WHERE id = ?", (record_id,)
        ).fetchone()
        if found is None:
            return None
        is_done, due_day, seq, key = found
        # Sums of plain ranges: SQLite counts those far quicker than it compares three columns.
        among = f"{self._seqs.place} IS ? AND " if self._seqs.place else ""
        same = [key] if among else []
        before = (
            self._count(f"{among}is_done < ?", *same, is_done)
            + self._count(f"{among}is_done = ? AND due_day < ?", *same, is_done, due_day)
            + self._count(
                f"{among}is_done = ? AND due_day = ? AND seq < ?", *same, is_done, due_day, seq
            )
        )
        if not among:
            return before
        if key is None:
            return before + self._count(f"{place} IS NOT NULL")
        sign = ">" if self._seqs.is_descending else "<"
        return before + self._count(f"{place} {sign} ?", key)

    def ids(self) -> list[str]:
        """The ids of all of them, in order. Slow for many: not on the event loop."""
        if isinstance(self._seqs, Whole):
            query, numbers = f"SELECT id FROM task_row ORDER BY {self._seqs.order}", []
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

    def _window(self, order: str, limit: int, offset: int) -> list[TaskRow]:
        rows = self._connection.execute(
            f"SELECT {_COLUMNS} FROM task_row WHERE seq IN (SELECT seq FROM task_row "
            f"ORDER BY {order} LIMIT ? OFFSET ?) ORDER BY {order}",
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


def row_of(row: Sequence[Any]) -> TaskRow:
    """A row of `task_row` with the columns of a `TaskRow`, in their order."""
    values: list[Any] = list(row)
    values[2], values[-1] = bool(values[2]), bool(values[-1])
    return TaskRow(*values)

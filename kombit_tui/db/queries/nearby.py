"""The rows around a task in an order of the whole list, read from where the task itself stands.

To count off the rows before them takes the longer the further down they are; in a falling order
SQLite moreover sorts all that have one thing in common before it gives the first of them.
"""

import sqlite3
from collections.abc import Sequence
from typing import Any, NamedTuple

from kombit_tui.db.queries.task_pages import BACKWARDS, BY_DUE, COLUMNS, TaskRow, Whole, row_of

_INDEXES = {
    "": "task_row_order",
    "due_place": "task_row_due",
    "kind_place": "task_row_kind",
    "status_place": "task_row_status",
    "title_key": "task_row_title",
    "project_key": "task_row_project",
    "wave_key": "task_row_wave",
    "responsible_key": "task_row_responsible_name",
    "performer_key": "task_row_performer",
}
"""What each order is read from. Named, for SQLite takes that of the usual order for some."""


class Standing(NamedTuple):
    """Where a task stands in an order."""

    at: int
    key: Any
    """What the list is ordered by; None where it is ordered as ever."""
    among: tuple[int, int, int]
    """Its place among those of the same key: done or not, the day it is due, its number."""


def standing(
    connection: sqlite3.Connection, whole: Whole, index: int, row: TaskRow
) -> Standing | None:
    """Where a row stands that was read at an index; None when it has been deleted since."""
    query = f"SELECT {whole.place or 'NULL'} FROM task_row WHERE seq = ?"
    found = connection.execute(query, (row.seq,)).fetchone()
    if found is None:
        return None
    return Standing(index, found[0], (int(row.is_done), row.due_day, row.seq))


def around(
    connection: sqlite3.Connection, whole: Whole, task: Standing, start: int, stop: int
) -> list[TaskRow]:
    """The rows from `start` to `stop`, of which `task` is one."""
    nearby = _Nearby(connection, whole, task)
    before = nearby.rows(task.at - start, forward=False)
    return [*reversed(before), *nearby.rows(stop - task.at, forward=True)]


class _Nearby:
    def __init__(self, connection: sqlite3.Connection, whole: Whole, task: Standing) -> None:
        self._connection = connection
        self._whole = whole
        self._key = whole.place or "NULL"
        self._from = f"task_row INDEXED BY {_INDEXES[whole.place]}"
        self._task = task

    def rows(self, number: int, *, forward: bool) -> list[TaskRow]:
        """The next rows in a direction: forward the task itself is the first."""
        order, sign = (BY_DUE, ">") if forward else (BACKWARDS, "<")
        is_done, due_day, seq = self._task.among
        same = (self._task.key, is_done, due_day)
        from_it = f"seq {sign}{'=' if forward else ''} ?"
        found = self._read(
            f"{self._key} IS ? AND is_done = ? AND due_day = ? AND {from_it}",
            (*same, seq),
            order,
            number,
        )
        # Apart, for of three columns in one comparison SQLite looks up but two.
        found += self._read(
            f"{self._key} IS ? AND (is_done, due_day) {sign} (?, ?)",
            same,
            order,
            number - len(found),
        )
        if self._whole.place and len(found) < number:
            found += self._others(number - len(found), order, forward=forward)
        return found

    def _others(self, number: int, order: str, *, forward: bool) -> list[TaskRow]:
        """Rows of other keys. Those of none stand at the end, in either direction of the order."""
        key, is_rising = self._task.key, forward != self._whole.is_descending
        if key is None:
            return [] if forward else self._of_keys("", (), number, order, is_rising=is_rising)
        beyond = f"AND {self._key} {'>' if is_rising else '<'} ?"
        found = self._of_keys(beyond, (key,), number, order, is_rising=is_rising)
        if forward and len(found) < number:
            found += self._read(f"{self._key} IS NULL", (), order, number - len(found))
        return found

    def _of_keys(
        self, beyond: str, key: tuple[Any, ...], number: int, order: str, *, is_rising: bool
    ) -> list[TaskRow]:
        """Rows key by key: which keys come next an index tells, in either direction."""
        way = "ASC" if is_rising else "DESC"
        keys = [
            row[0]
            for row in self._connection.execute(
                f"SELECT {self._key} FROM {self._from} WHERE {self._whole.scope} "
                f"AND {self._key} IS NOT NULL {beyond} ORDER BY {self._key} {way} LIMIT ?",
                (*key, number),
            )
        ]
        if not keys:
            return []
        whole = keys[: keys.index(keys[-1])]  # the last one may have more rows than are wanted
        distinct = tuple(dict.fromkeys(whole))
        found = self._read(
            f"{self._key} IN ({','.join('?' * len(distinct))})",
            distinct,
            f"{self._key} {way}, {order}",
            len(whole),
        )
        return found + self._read(f"{self._key} = ?", keys[-1:], order, number - len(whole))

    def _read(
        self, condition: str, parameters: Sequence[Any], order: str, number: int
    ) -> list[TaskRow]:
        if not number:
            return []
        rows = self._connection.execute(
            f"SELECT {COLUMNS} FROM {self._from} WHERE {self._whole.scope} AND {condition} "
            f"ORDER BY {order} LIMIT ?",
            (*parameters, number),
        )
        return [row_of(row) for row in rows]

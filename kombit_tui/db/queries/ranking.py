"""How many tasks stand before one in an order of the whole list, counted from the nearer end.

An index has no numbers to its entries: SQLite goes through them one by one, 100,000 in 5 ms.
"""

import sqlite3
from typing import Any

from kombit_tui.db.queries.task_pages import Whole

SAMPLES = 15
"""So many tasks, wherever they stand, tell which end is the nearer one."""


def rank(
    connection: sqlite3.Connection, whole: Whole, key: Any, among: tuple[int, int, int]
) -> int:
    """How many tasks stand before the one with this key, and this place among those of its key."""
    ranks = _Ranks(connection, whole)
    before = ranks.before_among(key, *among)
    return before + ranks.of_other_keys(key) if whole.place else before


class _Ranks:
    def __init__(self, connection: sqlite3.Connection, whole: Whole) -> None:
        self._connection = connection
        self._whole = whole
        self._place = whole.place

    def before_among(self, key: Any, is_done: int, due_day: int, seq: int) -> int:
        """How many of the same key stand before."""
        among = f"{self._place} IS ? AND " if self._place else ""
        same = [key] if self._place else []
        # Sums of plain ranges: SQLite counts those far quicker than it compares three columns.
        return (
            self._count(f"{among}is_done < ?", *same, is_done)
            + self._count(f"{among}is_done = ? AND due_day < ?", *same, is_done, due_day)
            + self._count(
                f"{among}is_done = ? AND due_day = ? AND seq < ?", *same, is_done, due_day, seq
            )
        )

    def of_other_keys(self, key: Any) -> int:
        """How many of another key stand before; those of none stand at the end."""
        if key is None:
            return self._whole.count - self._count(f"{self._place} IS NULL")
        before, behind = (">", "<=") if self._whole.is_descending else ("<", ">=")
        if not self._is_far(key):
            return self._count(f"{self._place} {before} ?", key)
        others = self._count(f"{self._place} {behind} ?", key) + self._count(
            f"{self._place} IS NULL"
        )
        return self._whole.count - others

    def _is_far(self, key: Any) -> bool:
        """Whether most of the tasks stand before."""
        (last,) = self._connection.execute("SELECT max(seq) FROM task_row").fetchone()
        query = f"SELECT {self._place} FROM task_row WHERE seq >= ? LIMIT 1"
        before = 0
        for number in range(1, SAMPLES + 1):
            (one,) = self._connection.execute(query, (last * number // SAMPLES,)).fetchone()
            if one is not None and (one > key if self._whole.is_descending else one < key):
                before += 1
        return before > SAMPLES // 2

    def _count(self, condition: str, *parameters: Any) -> int:
        (count,) = self._connection.execute(
            f"SELECT count(*) FROM task_row WHERE {self._whole.scope} AND {condition}", parameters
        ).fetchone()
        return int(count)

"""The task list, page by page: any part of it without reading the rest."""

import sqlite3
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from kombit_tui.db.reader import Reader

if TYPE_CHECKING:
    from kombit_tui.db.queries.nearby import Standing

BY_DUE = "is_done, due_day, seq"
BACKWARDS = "is_done DESC, due_day DESC, seq DESC"
OURS = "is_ours = 1"
"""The condition that a task is for everybody, or for a wave of ours, and the variant listed."""
_NUMBER = "number of tasks"
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
    folded: int
    """How many variants for other waves it stands for in the list."""
    is_folded: bool
    """Whether one of its variants stands for it."""
    is_ours: bool
    is_moved: bool


COLUMNS = ", ".join(TaskRow._fields)


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

    def of_all(self) -> "Whole":
        """The same of every wave."""
        return Whole(self.count, self.place, is_descending=self.is_descending, every_wave=True)

    @property
    def order(self) -> str:
        """What follows ORDER BY."""
        way = "DESC" if self.is_descending else "ASC"
        return f"{self.place} {way} NULLS LAST, {BY_DUE}" if self.place else BY_DUE

    @property
    def backwards(self) -> str:
        """The same from the other end."""
        way = "ASC" if self.is_descending else "DESC"
        return f"{self.place} {way} NULLS FIRST, {BACKWARDS}" if self.place else BACKWARDS


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
        if isinstance(seqs, Whole) and seqs.scope == OURS and not number_of_others(connection):
            seqs = seqs.of_all()  # which is the same then, and counted in half the time
        self._seqs = seqs
        self._known: Standing | None = None
        """Where the task stands that was asked for last: mostly the rows around it are next."""
        self._read: tuple[int, list[TaskRow]] = (0, [])
        """The rows that were read last, and the index of the first of them."""

    def __len__(self) -> int:
        return len(self._seqs)

    def page(self, start: int, stop: int) -> list[TaskRow]:
        """Rows `start` up to but not including `stop`; beyond the list there are none."""
        start, stop = max(start, 0), min(stop, len(self))
        if start >= stop:
            return []
        if not isinstance(self._seqs, Whole):
            return self._numbered(self._seqs[start:stop])
        rows = self._around_known(self._seqs, start, stop)
        if len(rows) < stop - start:  # none is known, or somebody has written meanwhile
            rows = self._counted_off(self._seqs, start, stop)
        self._read = (start, rows)
        return rows

    def _counted_off(self, whole: Whole, start: int, stop: int) -> list[TaskRow]:
        if start > len(whole) // 2:
            return self._window(whole, whole.backwards, stop - start, len(whole) - stop)[::-1]
        return self._window(whole, whole.order, stop - start, start)

    def _around_known(self, whole: Whole, start: int, stop: int) -> list[TaskRow]:
        """The rows, where it is known of one of them where it stands."""
        known, (first, rows) = self._known, self._read
        is_known = known is not None and start <= known.at < stop
        at = max(start, first)
        if not is_known and at >= min(stop, first + len(rows)):
            return []
        from kombit_tui.db.queries.nearby import around, standing

        if known is None or not is_known:
            known = standing(self._connection, whole, at, rows[at - first])
        return around(self._connection, whole, known, start, stop) if known else []

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
        from kombit_tui.db.queries.nearby import Standing
        from kombit_tui.db.queries.ranking import rank

        *among, key = found
        index = rank(self._connection, self._seqs, key, tuple(among))
        self._known = Standing(index, key, tuple(among))
        return index

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

    def _window(self, whole: Whole, order: str, limit: int, offset: int) -> list[TaskRow]:
        rows = self._connection.execute(
            f"SELECT {COLUMNS} FROM task_row WHERE seq IN (SELECT seq FROM task_row "
            f"WHERE {whole.scope} ORDER BY {order} LIMIT ? OFFSET ?) ORDER BY {order}",
            (limit, offset),
        )
        return [row_of(row) for row in rows]

    def _numbered(self, seqs: Sequence[int]) -> list[TaskRow]:
        marks = ",".join("?" * len(seqs))
        rows = self._connection.execute(
            f"SELECT {COLUMNS} FROM task_row WHERE seq IN ({marks})", tuple(seqs)
        )
        by_seq = {row.seq: row for row in map(row_of, rows)}
        return [by_seq[seq] for seq in seqs if seq in by_seq]


def number_of(connection: sqlite3.Connection, *, every_wave: bool) -> int:
    """How many tasks there are, of every wave or of ours."""
    kept = connection.kept() if isinstance(connection, Reader) else {}
    if _NUMBER not in kept:
        (kept[_NUMBER],) = connection.execute("SELECT count(*) FROM task_row").fetchone()
    return int(kept[_NUMBER]) - (0 if every_wave else number_of_others(connection))


def number_of_others(connection: sqlite3.Connection) -> int:
    """How many tasks are for waves that we are not in, or have a variant that stands for them."""
    # Named, for SQLite would read all tasks in another index, and every start counts them.
    query = "SELECT count(*) FROM task_row INDEXED BY task_row_others WHERE is_ours = 0"
    (count,) = connection.execute(query).fetchone()
    return int(count)


def our_waves_told(connection: sqlite3.Connection) -> str:
    """The waves we are in, as our profile writes them."""
    query = "SELECT value FROM profile, json_each(waves) WHERE value IS NOT NULL"
    return ", ".join(str(wave) for (wave,) in connection.execute(query))


def is_listed(connection: sqlite3.Connection, record_id: str) -> bool:
    """Whether the list has a task when it shows ours only; also true of what is no task."""
    query = "SELECT 1 FROM task_row WHERE id = ? AND is_ours = 0"
    return connection.execute(query, (record_id,)).fetchone() is None


def row_of(row: Sequence[Any]) -> TaskRow:
    """A row of `task_row` with the columns of a `TaskRow`, in their order."""
    values: list[Any] = list(row)
    for place in (2, -3, -2, -1):
        values[place] = bool(values[place])
    return TaskRow(*values)

"""Records of one kind as plain values, for the command line: what a script reads as JSON.

Rows are read in pieces as they are asked for, so that a hundred thousand need no room.
"""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from kombit_tui.db import meta
from kombit_tui.db.queries.asking import understood
from kombit_tui.db.queries.filtering import Filter, compile_tasks
from kombit_tui.domain.query import Query
from kombit_tui.domain.wanted import Wanted

if TYPE_CHECKING:
    from kombit_tui.domain.fields import FieldType

KINDS_LISTED: Mapping[str, str] = {
    "tasks": "task",
    "agenda": "agenda_item",
    "meetings": "meeting",
    "roles": "role",
    "systems": "system",
    "agreements": "agreement",
    "milestones": "milestone",
    "campaigns": "campaign",
    "prices": "price",
    "questions": "question",
    "people": "person",
    "news": "news",
}
"""The word on the command line -> the kind of record."""
Row = Mapping[str, Any]
PIECE = 500
"""Rows that are read at once."""
OF_TASKS: Mapping[str, str] = {
    "status": "r.status",
    "responsible": "r.responsible_name",
    "performer": "r.performer_name",
    "project_name": "r.project",
    "deadline": "r.due",
    "deadline_text": "r.due_text",
    "deadline_of": "r.due_of",
    "is_moved": "r.is_moved",
}
"""What hangs on a task, and where it stands; its deadline is the nearest that hurts, and the field
that is of."""
_BESIDE = ", ".join(f"{column} AS {name}" for name, column in OF_TASKS.items())
_IN_SHORT = "due, due_text, due_of, status, project, responsible_name, code, title, id"


@contextmanager
def one_state(connection: sqlite3.Connection) -> Iterator[None]:
    """All that is read is of one moment, whoever writes meanwhile."""
    connection.execute("BEGIN")
    try:
        yield
    finally:
        connection.execute("ROLLBACK")


def listing(
    connection: sqlite3.Connection,
    listed: str,
    words: str,
    today: date,
    *,
    every_wave: bool = False,
) -> Iterator[dict[str, Any]]:
    """The records of a kind that a filter finds, as id and declared fields.

    Tasks come with what we do about them, and those of other waves only when `every_wave` or the
    filter asks for them.

    Raises:
        FilterInvalid: the filter does not follow the language.
    """
    name = KINDS_LISTED[listed]
    query = understood(connection, Wanted(words))
    plain = _plain_values(name)
    if name == "task":
        asked = _asked(connection, query, today, every_wave=every_wave)
        return map(plain, _tasks(connection, asked, f"{_BESIDE}, t.*", "JOIN task t USING (seq)"))
    return map(plain, _rows(connection, name, query, today))


class ShortTask(NamedTuple):
    """What a line tells of a task."""

    deadline: str | None
    deadline_text: str | None
    deadline_of: str
    status: str
    project: str | None
    responsible: str | None
    code: str | None
    title: str
    id: str


def tasks_in_short(
    connection: sqlite3.Connection, words: str, today: date, *, every_wave: bool = False
) -> Iterator[tuple[Any, ...]]:
    """Of the same tasks only what a line tells: the values of a `ShortTask`.

    Raises:
        FilterInvalid: the filter does not follow the language.
    """
    query = understood(connection, Wanted(words))
    asked = _asked(connection, query, today, every_wave=every_wave)
    select = f"SELECT {_IN_SHORT} FROM {_through(asked)} WHERE {asked.where} ORDER BY {asked.order}"
    return _plainly(connection).execute(select, asked.parameters)


def tasks_as_json(
    connection: sqlite3.Connection, words: str, today: date, *, every_wave: bool = False
) -> Iterator[str]:
    """The same tasks as `listing` tells, each as the text of a JSON object.

    SQLite writes it in a tenth of the time.

    Raises:
        FilterInvalid: the filter does not follow the language.
    """
    query = understood(connection, Wanted(words))
    asked = _asked(connection, query, today, every_wave=every_wave)
    told = {name: _in_json(of_type, f't."{name}"') for name, of_type in _columns("task")}
    told |= {**OF_TASKS, "is_moved": _in_json("flag", OF_TASKS["is_moved"])}
    parts = [f"'{name}', {column}" for name, column in told.items()]
    columns = f"json_object('id', t.id, {', '.join(parts)})"
    return (row[0] for row in _tasks(connection, asked, columns, "JOIN task t USING (seq)"))


def _in_json(of_type: str, column: str) -> str:
    """SQL for a value in a JSON object."""
    if of_type in ("list", "table"):
        return f"json({column})"
    if of_type == "flag":
        return f"CASE WHEN {column} THEN json('true') WHEN NOT {column} THEN json('false') END"
    return column


def listing_of(
    connection: sqlite3.Connection, name: str, ids: Sequence[str]
) -> Iterator[dict[str, Any]]:
    """The records of a kind with these ids, told as by `listing`, in this order."""
    plain = _plain_values(name)
    source, columns = f'"{name}" r ON r.id = j.value', "r.*"
    if name == "task":
        source = "task_row r ON r.id = j.value JOIN task t USING (seq)"
        columns = f"{_BESIDE}, t.*"
    select = f"SELECT {columns} FROM json_each(?) j JOIN {source} ORDER BY j.key"
    for start in range(0, len(ids), PIECE):
        asked = json.dumps(ids[start : start + PIECE])
        yield from map(plain, connection.execute(select, (asked,)).fetchall())


def ids_listed(
    connection: sqlite3.Connection,
    listed: str,
    words: str,
    today: date,
    *,
    every_wave: bool = False,
) -> list[str]:
    """The ids of the same records, in their order.

    Raises:
        FilterInvalid: the filter does not follow the language.
    """
    name = KINDS_LISTED[listed]
    query = understood(connection, Wanted(words))
    if name == "task":
        asked = _asked(connection, query, today, every_wave=every_wave)
        return [row["id"] for row in _tasks(connection, asked, "r.id")]
    return [row["id"] for row in _rows(connection, name, query, today)]


def states_of(connection: sqlite3.Connection, tasks: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Our own state of some tasks, by the task."""
    from kombit_tui.db.queries.known import decoded, selected

    found: dict[str, dict[str, Any]] = {}
    for start in range(0, len(tasks), PIECE):
        piece = tasks[start : start + PIECE]
        select = f"SELECT {selected('task_state')} FROM task_state WHERE task IN "
        rows = connection.execute(f"{select}({','.join('?' * len(piece))})", piece)
        states = (decoded("task_state", row) for row in rows)
        found |= {state["task"]: state for state in states}
    return found


def _asked(
    connection: sqlite3.Connection, query: Query | None, today: date, *, every_wave: bool
) -> Filter:
    me = meta.read(connection, meta.ME)
    return compile_tasks(query or Query(), today, me, every_wave=every_wave)


def _tasks(
    connection: sqlite3.Connection, asked: Filter, columns: str, join: str = ""
) -> Iterator[sqlite3.Row]:
    """Tasks in order, some columns of each."""
    select = f"SELECT seq FROM {_through(asked)} WHERE {asked.where} ORDER BY {asked.order}"
    seqs = [seq for (seq,) in _plainly(connection).execute(select, asked.parameters)]
    select = (
        f"SELECT {columns} FROM json_each(?) j JOIN task_row r ON r.seq = j.value {join} "
        "ORDER BY j.key"
    )
    for start in range(0, len(seqs), PIECE):
        asked_for = json.dumps(seqs[start : start + PIECE])
        yield from connection.execute(select, (asked_for,)).fetchall()


def _through(asked: Filter) -> str:
    """The table of tasks, as it is best gone through.

    An index in the order of the list would send SQLite to every row in a scattered order: where
    only some are found, going through all and ordering those takes a sixth of the time.
    """
    return "task_row" if asked.where == asked.scope else "task_row NOT INDEXED"


def _plainly(connection: sqlite3.Connection) -> sqlite3.Cursor:
    cursor = connection.cursor()
    cursor.row_factory = None
    return cursor


def _rows(
    connection: sqlite3.Connection, name: str, query: Query | None, today: date
) -> Iterable[sqlite3.Row]:
    rows = connection.execute(f'SELECT * FROM "{name}" ORDER BY seq')
    if query is None:
        return rows
    from kombit_tui.db.queries.facts import facts_of
    from kombit_tui.domain.query import matches, ordered

    by_id = {row["id"]: row for row in rows}
    facts = facts_of(connection, name, today)
    found = [{**one, "key": key} for key, one in facts.items() if matches(query, one, today)]
    return [by_id[one["key"]] for one in ordered(query, found)]


def _columns(name: str) -> list[tuple[str, "FieldType"]]:
    """Every column of a kind that is told, and what it holds."""
    from kombit_tui.domain.records import KINDS

    return [
        (column, field.type)
        for field in KINDS[name].fields
        if field.exported
        for column in field.columns()
    ]


def _plain_values(name: str) -> Callable[[sqlite3.Row], dict[str, Any]]:
    """Makes rows of a kind plain."""
    columns = _columns(name)

    def plain(row: sqlite3.Row) -> dict[str, Any]:
        values: dict[str, Any] = {"id": row["id"]}
        for column, of_type in columns:
            values[column] = _value(of_type, row[column])
        if name == "task":
            values |= {column: row[column] for column in OF_TASKS}
            values["is_moved"] = bool(row["is_moved"])
        return values

    return plain


def _value(of_type: "FieldType", value: Any) -> Any:
    if value is None:
        return None
    if of_type in ("list", "table"):
        return json.loads(value)
    return bool(value) if of_type == "flag" else value

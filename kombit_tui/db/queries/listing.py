"""Records of one kind as plain values, for the command line: what a script reads as JSON."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from kombit_tui.db import meta
from kombit_tui.db.queries.asking import understood
from kombit_tui.db.queries.facts import facts_of
from kombit_tui.db.queries.filtering import compile_tasks
from kombit_tui.domain.fields import FieldType
from kombit_tui.domain.query import Query, matches, ordered
from kombit_tui.domain.records import KINDS
from kombit_tui.domain.wanted import Wanted

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
_JSON = (FieldType.LIST, FieldType.TABLE)


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
    if name == "task":
        tasks = _tasks(connection, query, today, every_wave=every_wave)
        yield from (_plain(name, row) for row in tasks)
        return
    rows = _rows(connection, name)
    if query is None:
        yield from (_plain(name, row) for row in rows)
        return
    by_id = {row["id"]: row for row in rows}
    facts = facts_of(connection, name, today)
    found = [{**one, "key": key} for key, one in facts.items() if matches(query, one, today)]
    yield from (_plain(name, by_id[one["key"]]) for one in ordered(query, found))


def _tasks(
    connection: sqlite3.Connection, query: Query | None, today: date, *, every_wave: bool
) -> Iterable[sqlite3.Row]:
    me = meta.read(connection, meta.ME)
    asked = compile_tasks(query or Query(), today, me, every_wave=every_wave)
    return connection.execute(
        "SELECT r.status, r.responsible_name AS responsible, r.performer_name AS performer, "
        "r.is_moved, r.project AS project_name, r.due AS deadline, r.due_text AS deadline_text, "
        "r.due_of AS deadline_of, t.* FROM "
        f"(SELECT *, row_number() OVER (ORDER BY {asked.order}) AS place FROM task_row "
        f"WHERE {asked.where}) r JOIN task t ON t.seq = r.seq ORDER BY r.place",
        asked.parameters,
    )


def _rows(connection: sqlite3.Connection, name: str) -> Iterable[sqlite3.Row]:
    return connection.execute(f'SELECT * FROM "{name}" ORDER BY seq')


def _plain(name: str, row: sqlite3.Row) -> dict[str, Any]:
    kind = KINDS[name]
    values: dict[str, Any] = {"id": row["id"]}
    for field in kind.fields:
        if not field.exported:
            continue
        for column in field.columns():
            values[column] = _value(field.type, row[column])
    if name == "task":
        values |= {column: row[column] for column in _OF_TASKS}
        values["is_moved"] = bool(row["is_moved"])
    return values


_OF_TASKS = (
    *("status", "responsible", "performer", "project_name"),
    *("deadline", "deadline_text", "deadline_of"),
)
"""What hangs on a task; its deadline is the nearest that hurts, and the field that is of."""


def _value(of_type: FieldType, value: Any) -> Any:
    if value is None:
        return None
    if of_type in _JSON:
        return json.loads(value)
    return bool(value) if of_type is FieldType.FLAG else value

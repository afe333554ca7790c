"""Records of one kind as plain values, for the command line: what a script reads as JSON."""

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from kombit_tui.db.queries.matching import conditions
from kombit_tui.domain.fields import FieldType
from kombit_tui.domain.records import KINDS

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
    connection: sqlite3.Connection, listed: str, words: str, today: date
) -> Iterator[dict[str, Any]]:
    """The records of a kind that a filter finds, as id and declared fields.

    Tasks take the whole filter language, and come with what we do about them; other kinds are
    found by plain words, all of which they must contain.

    Raises:
        FilterInvalid: the filter of the tasks does not follow the language.
    """
    name = KINDS_LISTED[listed]
    query, parameters = (
        _tasks(connection, words, today) if name == "task" else _plainly(name, words)
    )
    for row in connection.execute(query, parameters):
        yield _plain(name, row)


def _tasks(
    connection: sqlite3.Connection, words: str, today: date
) -> tuple[str, Sequence[str | int]]:
    from kombit_tui.db.queries.filtering import task_filter

    asked = task_filter(connection, words, today)
    where = f" WHERE {asked.where}" if asked else ""
    order = asked.order if asked else "is_done, due_day, seq"
    query = (
        "SELECT r.status, r.responsible_name AS responsible, r.performer_name AS performer, "
        "r.is_moved, r.project AS project_name, t.* FROM "
        f"(SELECT *, row_number() OVER (ORDER BY {order}) AS place FROM task_row{where}) r "
        "JOIN task t ON t.seq = r.seq ORDER BY r.place"
    )
    return query, asked.parameters if asked else ()


def _plainly(name: str, words: str) -> tuple[str, Sequence[str | int]]:
    condition, parameters = conditions(words)
    where = f" WHERE {condition}" if condition else ""
    return f'SELECT * FROM "{name}"{where} ORDER BY seq', parameters


def _plain(name: str, row: sqlite3.Row) -> dict[str, Any]:
    kind = KINDS[name]
    values: dict[str, Any] = {"id": row["id"]}
    for field in kind.fields:
        if not field.exported:
            continue
        for column in field.columns():
            values[column] = _value(field.type, row[column])
    if name == "task":
        extra = ("status", "responsible", "performer", "project_name")
        values |= {column: row[column] for column in extra}
        values["is_moved"] = bool(row["is_moved"])
    return values


def _value(of_type: FieldType, value: Any) -> Any:
    if value is None:
        return None
    if of_type in _JSON:
        return json.loads(value)
    return bool(value) if of_type is FieldType.FLAG else value

"""Records of a kind as a table: a column for each declared field under its own label, so that an
import knows them again. Dates, numbers and flags stay what they are; what is pointed to is named.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import Any, NamedTuple

from kombit_tui.db.queries.belonging import titles
from kombit_tui.db.queries.listing import PIECE, states_of
from kombit_tui.domain.entry import shown
from kombit_tui.domain.fields import Field, FieldType
from kombit_tui.domain.records import KINDS
from kombit_tui.domain.text import clean
from kombit_tui.export.table import ID, Value
from kombit_tui.wording.field_values import DATES
from kombit_tui.wording.values import iso_text

_STATE = tuple(field for field in KINDS["task_state"].fields if field.name != "task")
"""What we do about a task, beside what is announced."""
_AS_THEY_ARE = (FieldType.INTEGER, FieldType.NUMBER, FieldType.FLAG)


class RecordTable(NamedTuple):
    """A table whose rows are made as they are asked for."""

    labels: tuple[str, ...]
    rows: Iterator[tuple[Value, ...]]


def fields_of(kind: str) -> tuple[Field, ...]:
    """The fields of a kind that a cell can tell."""
    return tuple(
        field
        for field in KINDS[kind].fields
        if field.exported
        and field.type is not FieldType.TABLE
        and not field.name.startswith("source")
    )


def record_table(
    connection: sqlite3.Connection, kind: str, records: Iterable[Mapping[str, Any]]
) -> RecordTable:
    """A row for each of the `records`, as `db.queries.listing` tells them, in their order."""
    fields = fields_of(kind) + (_STATE if kind == "task" else ())
    labels = [field.label for field in fields]
    return RecordTable((*labels, ID), _rows(connection, kind, fields, records))


def _rows(
    connection: sqlite3.Connection,
    kind: str,
    fields: Sequence[Field],
    records: Iterable[Mapping[str, Any]],
) -> Iterator[tuple[Value, ...]]:
    """The cells of the records, which are read in pieces."""
    rest = iter(records)
    while piece := list(islice(rest, PIECE)):
        if kind == "task":
            states = states_of(connection, [one["id"] for one in piece])
            piece = [{**one, **_state(one, states.get(one["id"]))} for one in piece]
        pointed = {
            str(one[field.name])
            for field in fields
            if field.type is FieldType.REF
            for one in piece
            if one[field.name]
        }
        named = titles(connection, pointed)
        for one in piece:
            cells = (_cell(field, one, named) for field in fields)
            yield *(clean(cell) if isinstance(cell, str) else cell for cell in cells), one["id"]


def _state(task: Mapping[str, Any], state: Mapping[str, Any] | None) -> Mapping[str, Any]:
    """Our own state of a task; without one it is not begun."""
    nothing = {column: None for field in _STATE for column in field.columns()}
    return {**nothing, **(state or {}), "status": task["status"]}


def _cell(field: Field, record: Mapping[str, Any], named: Mapping[str, str]) -> Value:
    value = record[field.name]
    if field.type in _AS_THEY_ARE:
        return value if value is None or isinstance(value, (int, float)) else str(value)
    if field.type is FieldType.REF:
        return named.get(str(value), "")
    if field.type in (FieldType.DATE, FieldType.DAY):
        return day_of(value) or shown(field, record)
    if field.name in DATES and value:
        return shown(field, {field.name: [iso_text(one) for one in value]})
    return shown(field, record)


def day_of(edtf: str | None) -> date | None:
    """The day that is meant exactly; None for vague ones."""
    try:
        return None if edtf is None else date.fromisoformat(edtf)
    except ValueError:
        return None

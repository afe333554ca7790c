"""Many new rows of one table at once, without what SQLAlchemy does for each of them.

Part of the write path: a first pull writes a hundred thousand rows into several tables.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import JSON, Table
from sqlalchemy.dialects.sqlite import dialect
from sqlmodel import Session

_DIALECT = dialect()


class _Prepared(NamedTuple):
    """How rows with certain columns of a table are inserted."""

    statement: str
    pick: Callable[[Mapping[str, Any]], tuple[Any, ...]]
    encoders: tuple[tuple[int, Callable[[Any], Any]], ...]
    """Places of what the database cannot hold as it is, and what it holds instead."""


def insert_rows(session: Session, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows that all have the same columns."""
    if not rows:
        return
    found = _prepared(table, tuple(rows[0]))
    plain = [found.pick(row) for row in rows]
    if found.encoders:
        plain = [_encoded(values, found.encoders) for values in plain]
    session.connection().exec_driver_sql(found.statement, plain)


def _encoded(
    values: tuple[Any, ...], encoders: Sequence[tuple[int, Callable[[Any], Any]]]
) -> tuple[Any, ...]:
    changed: list[Any] | None = None
    for place, encode in encoders:
        if values[place] is not None:
            changed = changed or list(values)
            changed[place] = encode(values[place])
    return values if changed is None else tuple(changed)


@cache
def _prepared(table: Table, names: tuple[str, ...]) -> _Prepared:
    found = ((place, _encoder(table, name)) for place, name in enumerate(names))
    encoders = tuple((place, encode) for place, encode in found if encode is not None)
    columns = ", ".join(f'"{name}"' for name in names)
    marks = ", ".join("?" * len(names))
    statement = f'INSERT INTO "{table.name}" ({columns}) VALUES ({marks})'
    return _Prepared(statement, itemgetter(*names), encoders)


def _encoder(table: Table, name: str) -> Any:
    """What makes a column's values such as the database holds; None where they are already."""
    if not isinstance(table.c[name].type, JSON):
        return None
    of_column: Any = table.c[name].type.dialect_impl(_DIALECT)
    return of_column.bind_processor(_DIALECT)

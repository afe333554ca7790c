"""Many new rows of one table at once, without what SQLAlchemy does for each of them.

Part of the write path: a first pull writes a hundred thousand rows into several tables.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Table
from sqlalchemy.dialects.sqlite import dialect
from sqlmodel import Session

_DIALECT = dialect()


def insert_rows(session: Session, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows that all have the same columns."""
    if not rows:
        return
    names = tuple(rows[0])
    statement, encoders = _prepared(table, names)
    plain = [[row[name] for name in names] for row in rows]
    for place, encode in encoders:
        for values in plain:
            values[place] = encode(values[place])
    session.connection().exec_driver_sql(statement, [tuple(values) for values in plain])


@cache
def _prepared(table: Table, names: tuple[str, ...]) -> tuple[str, tuple[tuple[int, Any], ...]]:
    """The statement, and for the columns that need it how values are encoded."""
    found = ((place, _encoder(table, name)) for place, name in enumerate(names))
    columns = ", ".join(f'"{name}"' for name in names)
    marks = ", ".join("?" * len(names))
    statement = f'INSERT INTO "{table.name}" ({columns}) VALUES ({marks})'
    return statement, tuple(one for one in found if one[1] is not None)


def _encoder(table: Table, name: str) -> Any:
    return table.c[name].type.dialect_impl(_DIALECT).bind_processor(_DIALECT)

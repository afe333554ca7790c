"""What the store knows already, as an import compares it with what it read."""

import json
import sqlite3
from collections.abc import Iterable
from typing import Any

from kombit_tui.domain.fields import FieldType
from kombit_tui.domain.records import KINDS

_JSON = (FieldType.LIST, FieldType.TABLE)


def known_records(
    connection: sqlite3.Connection, kinds: Iterable[str]
) -> dict[str, dict[str, dict[str, Any]]]:
    """Per kind, the declared values of every record by its id."""
    return {name: dict(_of_kind(connection, name)) for name in kinds}


def _of_kind(connection: sqlite3.Connection, name: str) -> Iterable[tuple[str, dict[str, Any]]]:
    kind = KINDS[name]
    columns = list(kind.columns())
    decoded = {field.name for field in kind.fields if field.type in _JSON}
    quoted = ", ".join(f'"{column}"' for column in ("id", *columns))
    for row in connection.execute(f'SELECT {quoted} FROM "{name}" ORDER BY seq'):
        values = dict(zip(columns, tuple(row)[1:], strict=True))
        for column in decoded:
            if values[column] is not None:
                values[column] = json.loads(values[column])
        yield str(row[0]), values

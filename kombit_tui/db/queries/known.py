"""What the store knows already, as an import compares it with what it read."""

import json
import sqlite3
from collections.abc import Iterable
from typing import Any

from kombit_tui.domain.fields import KEPT_AS_JSON, FieldType
from kombit_tui.domain.records import KINDS


def known_records(
    connection: sqlite3.Connection, kinds: Iterable[str]
) -> dict[str, dict[str, dict[str, Any]]]:
    """Per kind, the declared values of every record by its id."""
    return {name: dict(_of_kind(connection, name)) for name in kinds}


def _of_kind(connection: sqlite3.Connection, name: str) -> Iterable[tuple[str, dict[str, Any]]]:
    for row in connection.execute(f'SELECT {selected(name)} FROM "{name}" ORDER BY seq'):
        yield str(row[0]), decoded(name, row)


def selected(name: str) -> str:
    """The id and every declared column of a kind, as SQL names them."""
    return ", ".join(f'"{column}"' for column in ("id", *KINDS[name].columns()))


def decoded(name: str, row: Iterable[Any]) -> dict[str, Any]:
    """A row of what `selected` asks for as declared values, without the id."""
    kind = KINDS[name]
    values = dict(zip(kind.columns(), tuple(row)[1:], strict=True))
    for field in kind.fields:
        if field.type in KEPT_AS_JSON and values[field.name] is not None:
            values[field.name] = json.loads(values[field.name])
        elif field.type is FieldType.FLAG and values[field.name] is not None:
            values[field.name] = bool(values[field.name])
    return values

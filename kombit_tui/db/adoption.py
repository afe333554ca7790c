"""Gives a store that was begun without a municipality to one: every id in it changes its prefix.

Natural ids do not depend on the municipality beyond their prefix, so the result is the store that
would be there had the municipality been chosen first. Nothing that was synced is ever changed.
"""

import sqlite3
from collections.abc import Iterator

from kombit_tui.domain.fields import FieldType
from kombit_tui.domain.ids import NO_MUNICIPALITY, bucket_of
from kombit_tui.domain.records import KINDS

_OTHERS = (
    ("record_index", "id"),
    ("sync_state", "id"),
    ("sync_refusal", "id"),
    ("task_row", "id"),
    ("task_row", "responsible"),
    ("journal_entry", "record_id"),
    ("journal_entry", "before"),
    ("journal_entry", "after"),
    ("meta", "value"),
    ("note", "about"),
)


_TO_BE_SENT = """
    UPDATE sync_state SET dirty = 1
    WHERE base IS NULL AND (kind != 'view' OR id IN (SELECT id FROM "view" WHERE shared = 1))
"""
"""Until now all of it stayed at home; a view that is not shared still does."""


def adopt(connection: sqlite3.Connection, code: str) -> None:
    """Give every record to the municipality with that code, in the caller's transaction."""
    for table, column in _places():
        connection.execute(
            f'UPDATE "{table}" SET "{column}" = replace("{column}", ?, ?) '
            f'WHERE instr("{column}", ?)',
            (*_prefixes(code, column), _prefixes(code, column)[0]),
        )
    for table in (*KINDS, "sync_state"):
        connection.execute(f'UPDATE "{table}" SET bucket = ?', (bucket_of(code),))
    connection.execute(_TO_BE_SENT)


def _places() -> Iterator[tuple[str, str]]:
    """Every table and column that holds ids."""
    for kind in KINDS.values():
        yield kind.name, "id"
        yield from ((kind.name, f.name) for f in kind.fields if f.type is FieldType.REF)
    yield from _OTHERS


def _prefixes(code: str, column: str) -> tuple[str, str]:
    """What is replaced by what; inside JSON only where a text begins, so that prose is left."""
    quote = '"' if column in ("before", "after") else ""
    return f"{quote}{NO_MUNICIPALITY}-", f"{quote}{code}-"

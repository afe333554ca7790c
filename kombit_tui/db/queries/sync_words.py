"""How a record stands to the server, as filters ask for it: `synk:venter` and its like.

A record stands as its parts do: a task waits where our own state of it does.
"""

import sqlite3
from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType

from kombit_tui.db import meta
from kombit_tui.db.queries.belonging import OWNER
from kombit_tui.db.queries.signs import DAY

CONFLICT = "konflikt"
WORDS = (CONFLICT, "afvist", "venter", "flettet")
"""What filters may ask for, the most urgent first."""
_STANDING: Mapping[str, str] = MappingProxyType(
    {
        CONFLICT: "SELECT record_id AS id FROM sync_conflict WHERE decided_at IS NULL",
        "afvist": "SELECT id FROM sync_refusal",
        "venter": (
            "SELECT id FROM sync_state WHERE dirty = 1 AND id NOT IN (SELECT id FROM sync_refusal) "
            f"AND EXISTS (SELECT 1 FROM meta WHERE key = '{meta.SERVER}')"
        ),
        "flettet": "SELECT id FROM sync_state WHERE merged_at >= '{since}'",
    }
)


def ids_of(word: str, today: date) -> str:
    """SQL for the ids of all records that stand so."""
    return " UNION ".join(_ids(word, today))


def _ids(word: str, today: date) -> Iterator[str]:
    source = _STANDING[word].format(since=(today - DAY).isoformat())
    yield source
    for kind, field in OWNER.items():
        yield f'SELECT p."{field}" FROM ({source}) s JOIN "{kind}" p ON p.id = s.id'


def standing(connection: sqlite3.Connection, today: date) -> dict[str, list[str]]:
    """How each record stands that is not simply the server's."""
    found: dict[str, list[str]] = {}
    for word in WORDS:
        for (record,) in connection.execute(ids_of(word, today)):
            if record is not None:
                found.setdefault(record, []).append(word)
    return found

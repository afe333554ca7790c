"""What the fields of lists hold today: what completion offers in a filter."""

import sqlite3
from collections.abc import Iterable
from datetime import date

from kombit_tui.db.queries.facts import facts_of_all
from kombit_tui.db.queries.sync_words import WORDS
from kombit_tui.domain.folding import sort_key

_OFFERED = {
    "owner": "responsible_name",
    "performer": "performer_name",
    "project": "project",
    "wave": "wave",
}
_MOST_OFFERED = 500


def known_values(connection: sqlite3.Connection, field: str) -> list[str]:
    """What a field of the tasks holds today, for completion; nothing for fields of free text."""
    if field == "sync":
        return list(WORDS)
    column = _OFFERED.get(field)
    if column is None:
        return []
    query = f"SELECT DISTINCT {column} FROM task_row WHERE {column} IS NOT NULL LIMIT ?"
    return sorted((row[0] for row in connection.execute(query, (_MOST_OFFERED,))), key=sort_key)


def held_values(
    connection: sqlite3.Connection, kinds: Iterable[str], field: str, today: date
) -> list[str]:
    """What a field of the records of some kinds holds today, for completion."""
    if field in _NOT_OFFERED:
        return []
    if field == "sync":
        return list(WORDS)
    held = [facts.get(field) for facts in facts_of_all(connection, kinds, today).values()]
    texts = {text for one in held for text in ([one] if isinstance(one, str) else one or ())}
    return sorted(texts, key=sort_key)[:_MOST_OFFERED]


_NOT_OFFERED = frozenset(("id", "title", "text", "created", "changed", "due", "start", "status"))
"""Free text, and what completion knows by itself."""

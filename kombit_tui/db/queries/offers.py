"""What the fields of the tasks hold today: what completion offers in a filter."""

import sqlite3

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
    column = _OFFERED.get(field)
    if column is None:
        return []
    query = f"SELECT DISTINCT {column} FROM task_row WHERE {column} IS NOT NULL LIMIT ?"
    return sorted((row[0] for row in connection.execute(query, (_MOST_OFFERED,))), key=sort_key)

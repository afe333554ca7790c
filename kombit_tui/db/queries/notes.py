"""The comments on a record."""

import sqlite3


def notes_on(connection: sqlite3.Connection, record_id: str) -> tuple[str, ...]:
    """What was written about a record, in turn, with the day where it is known."""
    query = 'SELECT "on", text FROM note WHERE about = ? ORDER BY seq'
    return tuple(
        f"{day[8:]}-{day[5:7]}-{day[:4]}: {text}" if day else text
        for day, text in connection.execute(query, (record_id,))
    )

"""Facts of this one store, never synced: municipality, who its user is, the last visit."""

import sqlite3

MUNICIPALITY = "municipality"
MUNICIPALITY_NAME = "municipality_name"
ME = "me"
"""The id of the person who uses this store."""
LAST_VISIT = "last_visit"
IS_DEMO = "is_demo"
DEMO_ANCHOR = "demo_anchor"


def read(connection: sqlite3.Connection, key: str) -> str | None:
    """The value of `key`, or None."""
    row = connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
    return None if row is None else str(row[0])

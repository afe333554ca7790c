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


def is_blank(connection: sqlite3.Connection) -> bool:
    """Whether nothing came into the store yet, neither records nor facts."""
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    anything = "SELECT 1 FROM (SELECT id FROM record_index UNION ALL SELECT key FROM meta) LIMIT 1"
    return not tables or connection.execute(anything).fetchone() is None

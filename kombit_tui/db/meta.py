"""Facts of this one store, never synced: municipality, who its user is, the last visit."""

import sqlite3
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlmodel import Session

MUNICIPALITY = "municipality"
MUNICIPALITY_NAME = "municipality_name"
ME = "me"
"""The id of the person who uses this store."""
LAST_VISIT = "last_visit"
WELCOMED = "welcomed"
"""Set once the welcome was answered: it is not asked again."""
PRACTICE = "practice"
"""Where in the journal the practice on the demo began."""
IS_DEMO = "is_demo"
DEMO_ANCHOR = "demo_anchor"
SERVER = "server"
"""The address of the server that this store is kept in step with."""
SERVER_USER = "server_user"
DECLARED = "declared"
"""Which declarations the records of the server were last read by: see `db.sync.rereading`."""
CATALOGUE_SEEN = "catalogue_seen"
"""How far the user has seen what the national feed announces, as the server counts."""
REVIEW = "review.material"
"""What was read for an import that somebody looks at, as text: see `ingest.kept`."""
REVIEW_DECISIONS = "review.decisions"
"""What was decided about it."""
REVIEW_TOLD = "review.told"
"""How far that is, in words; empty where nothing waits."""


def read(connection: sqlite3.Connection, key: str) -> str | None:
    """The value of `key`, or None."""
    row = connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
    return None if row is None else str(row[0])


def read_in(session: "Session", key: str) -> str | None:
    """The same in a transaction of the write path."""
    query = "SELECT value FROM meta WHERE key = ?"
    row = session.connection().exec_driver_sql(query, (key,)).first()
    return None if row is None else str(row[0])


def is_blank(connection: sqlite3.Connection) -> bool:
    """Whether nothing came into the store yet, neither records nor facts."""
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    anything = "SELECT 1 FROM (SELECT id FROM record_index UNION ALL SELECT key FROM meta) LIMIT 1"
    return not tables or connection.execute(anything).fetchone() is None

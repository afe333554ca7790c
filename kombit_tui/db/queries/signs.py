"""Which records lists must mark: those in conflict, and those that were just merged.

Light on purpose: every list asks, and most stores have never met a server.
"""

import sqlite3
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

CONFLICT, MERGED = "conflict", "merged"
DAY = timedelta(days=1)
"""For so long a merged record is marked: the day it was merged, and the next."""
_ANY = (
    "SELECT EXISTS (SELECT 1 FROM sync_conflict WHERE decided_at IS NULL) "
    "OR EXISTS (SELECT 1 FROM sync_state WHERE merged_at >= ?)"
)
_MERGED = "SELECT id, kind FROM sync_state WHERE merged_at >= ?"
_IN_CONFLICT = "SELECT DISTINCT record_id, kind FROM sync_conflict WHERE decided_at IS NULL"


def signs(connection: sqlite3.Connection, today: date) -> Mapping[str, str]:
    """What is to be said of each record, and of what it is a part of: CONFLICT or MERGED."""
    since = (today - DAY).isoformat()
    (is_any,) = connection.execute(_ANY, (since,)).fetchone()
    if not is_any:
        return {}
    merged = _with_owners(connection, connection.execute(_MERGED, (since,)).fetchall())
    clashed = _with_owners(connection, connection.execute(_IN_CONFLICT).fetchall())
    return {**dict.fromkeys(merged, MERGED), **dict.fromkeys(clashed, CONFLICT)}


def _with_owners(
    connection: sqlite3.Connection, found: Sequence[tuple[str, str]]
) -> frozenset[str]:
    from kombit_tui.db.queries.belonging import OWNER, owner_of

    owners = (owner_of(connection, record, kind) for record, kind in found if kind in OWNER)
    return frozenset((*(record for record, _ in found), *filter(None, owners)))

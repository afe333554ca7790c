"""How far the practice is, by what was really written since it began."""

import sqlite3

DUE, UNDO, REVIEW, MOVE, CONFLICT = "due", "undo", "review", "move", "conflict"
"""The steps of the practice."""
TOGETHER = 3
"""So many deadlines at once."""

_DUE_AT_ONCE = """
    SELECT g.id FROM journal_group g JOIN journal_entry e ON e.group_id = g.id
    WHERE g.seq > :since AND g.origin = 'user'
      AND coalesce(json_extract(e.after, '$.own_due'), json_extract(e.after, '$.due')) IS NOT NULL
    GROUP BY g.id HAVING count(DISTINCT e.record_id) >= :together
"""
_STEPS = {
    DUE: f"SELECT EXISTS ({_DUE_AT_ONCE})",
    UNDO: f"""
        SELECT EXISTS (SELECT 1 FROM journal_group u
            WHERE u.origin = 'undo' AND u.reverts IN ({_DUE_AT_ONCE}))
    """,
    REVIEW: """
        SELECT EXISTS (SELECT 1 FROM journal_group g JOIN journal_entry e ON e.group_id = g.id
            WHERE g.seq > :since AND g.origin = 'user' AND e.kind = 'preparation'
              AND json_extract(e.after, '$.state') = 'read')
    """,
    MOVE: """
        SELECT EXISTS (SELECT 1 FROM journal_group g JOIN journal_entry e ON e.group_id = g.id
            WHERE g.seq > :since AND g.origin = 'user' AND e.kind = 'campaign_system'
              AND json_extract(e.after, '$.steps.moved') IS NOT NULL
              AND json_extract(e.before, '$.steps.moved') IS NULL)
    """,
    CONFLICT: """
        SELECT EXISTS (SELECT 1 FROM sync_conflict c JOIN journal_group g ON g.id = c.decided_in
            WHERE g.seq > :since)
    """,
}


def steps_done(connection: sqlite3.Connection, since: int) -> frozenset[str]:
    """The steps that were taken after the step `since` of the journal; undone or not."""
    asked = {"since": since, "together": TOGETHER}
    return frozenset(
        step for step, query in _STEPS.items() if connection.execute(query, asked).fetchone()[0]
    )


def latest_step(connection: sqlite3.Connection) -> int:
    """Where the journal is now."""
    return int(connection.execute("SELECT coalesce(max(seq), 0) FROM journal_group").fetchone()[0])

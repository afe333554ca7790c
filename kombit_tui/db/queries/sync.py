"""What the sync stands at, as the screen Synk and `sync --json` show it. Plain reads."""

import json
import sqlite3
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import NamedTuple

from kombit_tui.db import meta
from kombit_tui.db.queries.belonging import marks, pieces, titles
from kombit_tui.db.queries.conflicts import ConflictRow, conflicts, title_in
from kombit_tui.domain.records import KINDS

MOST = 200
"""How many of each are listed; the others are counted."""
RUNS = 8
CATALOGUE = "katalog"
"""The bucket of the national feed."""


class Numbers(NamedTuple):
    """What the top bar tells of."""

    waiting: int = 0
    """Records with changes that are still to be sent, without those that were refused."""
    refused: int = 0
    conflicts: int = 0
    ok_at: str | None = None
    """When everything was last read to its end; None when it never was."""


class Edit(NamedTuple):
    """A record that differs from what the server has, in conflict, refused or waiting."""

    id: str
    kind: str
    title: str
    doing: str
    """new | edited | deleted"""
    at: str | None
    """When it was last changed, where that is known."""
    by: str | None
    is_underway: bool = False
    """Whether it was sent and the answer is not known yet."""
    status: int = 0
    """For a refused one: the server's answer."""
    reason: str = ""


class Run(NamedTuple):
    """One meeting with the server."""

    seq: int
    started_at: str
    ended_at: str | None
    outcome: str
    """running | done | failed | cancelled"""
    pulled: int
    pushed: int
    merged: int
    conflicts: int
    refused: int
    message: str | None


class Feed(NamedTuple):
    """A collection of the server, and how far it is read."""

    bucket: str
    collection: str
    state: str
    """open | read_only | closed | held (much would be deleted: the user is asked)"""
    is_comparing: bool
    ok_at: str | None
    records: int
    """How many of its records are here."""


class Announced(NamedTuple):
    """A record of the national feed that is new, or changed, since the user last saw them."""

    id: str
    kind: str
    title: str
    at: str
    """When the server took it."""


class State(NamedTuple):
    """All of it at one moment."""

    numbers: Numbers
    conflicts: tuple[ConflictRow, ...]
    refused: tuple[Edit, ...]
    waiting: tuple[Edit, ...]
    runs: tuple[Run, ...]
    feeds: tuple[Feed, ...]
    announced: tuple[Announced, ...]
    announced_in_all: int


_NUMBERS = """
    SELECT (SELECT count(*) FROM sync_state s WHERE s.dirty = 1
            AND s.id NOT IN (SELECT id FROM sync_refusal)) AS waiting,
           (SELECT count(*) FROM sync_refusal) AS refused,
           (SELECT count(*) FROM sync_conflict WHERE decided_at IS NULL AND kind <> '?')
               AS conflicts,
           (SELECT CASE WHEN count(*) = count(ok_at) THEN min(ok_at) END
            FROM sync_feed WHERE state <> 'closed') AS ok_at
"""
_EDITS = """
    SELECT s.id, s.kind, s.base, i.id IS NOT NULL AS is_here, a.id IS NOT NULL AS is_underway,
           r.status, r.reason, r.at AS refused_at
    FROM sync_state s LEFT JOIN record_index i ON i.id = s.id
    LEFT JOIN sync_attempt a ON a.id = s.id LEFT JOIN sync_refusal r ON r.id = s.id
"""
_CONFLICTED = "SELECT record_id FROM sync_conflict WHERE decided_at IS NULL"
_FEEDS = """
    SELECT f.bucket, f.collection, f.state, f.reconciling IS NOT NULL, f.ok_at,
           (SELECT count(*) FROM sync_state s WHERE s.bucket = f.bucket
            AND s.collection = f.collection AND s.base_lm IS NOT NULL) AS records
    FROM sync_feed f ORDER BY f.bucket DESC, f.collection
"""
_RUNS = f"SELECT {', '.join(Run._fields)} FROM sync_run ORDER BY seq DESC LIMIT {RUNS}"
_ANNOUNCED = """
    FROM sync_state s JOIN record_index i ON i.id = s.id WHERE s.bucket = ? AND s.base_lm > ?
"""


def numbers(connection: sqlite3.Connection) -> Numbers:
    """What waits, what was refused, what is in conflict, and when all was well."""
    return Numbers(*connection.execute(_NUMBERS).fetchone())


def state(connection: sqlite3.Connection) -> State:
    """All that Synk shows, each record in the first of the groups that it belongs to."""
    refused = _edits(
        connection,
        f"{_EDITS} WHERE r.id IS NOT NULL AND s.id NOT IN ({_CONFLICTED}) "
        f"ORDER BY r.at DESC, s.id LIMIT {MOST}",
    )
    waiting = _edits(
        connection,
        f"{_EDITS} WHERE s.dirty = 1 AND r.id IS NULL AND s.id NOT IN ({_CONFLICTED}) "
        f"ORDER BY s.rowid DESC LIMIT {MOST}",
    )
    announced, in_all = _announced(connection)
    return State(
        numbers(connection),
        tuple(conflicts(connection)),
        tuple(refused),
        tuple(sorted(waiting, key=lambda one: one.at or "", reverse=True)),
        tuple(Run(*row) for row in connection.execute(_RUNS)),
        tuple(Feed(*row) for row in connection.execute(_FEEDS)),
        announced,
        in_all,
    )


def _edits(connection: sqlite3.Connection, query: str) -> list[Edit]:
    rows = connection.execute(query).fetchall()
    named = titles(connection, [row["id"] for row in rows])
    changed = _last_changes(connection, rows)
    found: list[Edit] = []
    for row in rows:
        base = json.loads(row["base"]) if row["base"] else None
        doing = "deleted" if not row["is_here"] else "new" if base is None else "edited"
        at, by = changed.get(row["id"], (None, None))
        found.append(
            Edit(
                row["id"],
                row["kind"],
                named.get(row["id"]) or title_in(row["kind"], base),
                doing,
                at or row["refused_at"],
                by,
                bool(row["is_underway"]),
                row["status"] or 0,
                row["reason"] or "",
            )
        )
    return found


def _last_changes(
    connection: sqlite3.Connection, rows: Iterable[sqlite3.Row]
) -> dict[str, tuple[str, str]]:
    """When each record was last changed, and by whom."""
    by_kind: dict[str, list[str]] = {}
    for row in rows:
        if row["is_here"] and row["kind"] in KINDS:
            by_kind.setdefault(row["kind"], []).append(row["id"])
    found: dict[str, tuple[str, str]] = {}
    for kind, ids in by_kind.items():
        for piece in pieces(ids):
            query = f'SELECT id, modified_at, modified_by FROM "{kind}" WHERE id IN'
            for one, at, by in connection.execute(f"{query} ({marks(piece)})", piece):
                found[one] = at, by
    return found


# What the national feed announces.


def _announced(connection: sqlite3.Connection) -> tuple[tuple[Announced, ...], int]:
    seen = int(meta.read(connection, meta.CATALOGUE_SEEN) or 0)
    (number,) = connection.execute(f"SELECT count(*) {_ANNOUNCED}", (CATALOGUE, seen)).fetchone()
    query = f"SELECT s.id, s.kind, i.title, s.base_lm {_ANNOUNCED} ORDER BY s.base_lm DESC LIMIT ?"
    rows = connection.execute(query, (CATALOGUE, seen, MOST)).fetchall()
    named = titles(connection, [row[0] for row in rows])
    found = (Announced(row[0], row[1], named.get(row[0], row[2]), _time(row[3])) for row in rows)
    return tuple(found), int(number)


def _time(lm: int) -> str:
    return datetime.fromtimestamp(lm / 1000, UTC).isoformat()


def catalogue_read(connection: sqlite3.Connection) -> int:
    """How far the national feed is read; 0 where there is none."""
    query = "SELECT max(base_lm) FROM sync_state WHERE bucket = ?"
    (lm,) = connection.execute(query, (CATALOGUE,)).fetchone()
    return int(lm or 0)

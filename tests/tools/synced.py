"""A store as it is after meetings with a server: conflicts, refusals, runs, written straight in."""

import json
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from datetime import timedelta
from typing import Any

from kombit_tui.db.changes import Delete, Stamp, Update
from kombit_tui.db.queries.records import record_values
from kombit_tui.db.store import Store
from kombit_tui.db.sync import wire
from kombit_tui.domain.records import KINDS
from tests.conftest import NOW

EARLIER = (NOW - timedelta(minutes=50)).isoformat()
THEN = (NOW - timedelta(minutes=20)).isoformat()


def write(store: Store, query: str, *parameters: object) -> None:
    """Write one thing as sync does: beside the journal."""
    with closing(sqlite3.connect(store.path, isolation_level=None)) as connection:
        connection.execute(query, parameters)


def insert(store: Store, table: str, **values: Any) -> None:
    """A row of one of the tables of sync; values that are no scalars are kept as JSON."""
    names = ", ".join(f'"{name}"' for name in values)
    kept = [json.dumps(v) if isinstance(v, (dict, list)) else v for v in values.values()]
    write(store, f"INSERT INTO {table} ({names}) VALUES ({','.join('?' * len(kept))})", *kept)


def all_sent(store: Store, at: str = THEN) -> None:
    """The server has all that is here, and it was all read then."""
    all_sent_again(store)
    for collection in ("data", "fortroligt"):
        feed(store, "kommune-0999", collection, ok_at=at)
    run(store, started_at=at, ended_at=at, pulled=12, pushed=3)


def all_sent_again(store: Store) -> None:
    """The server has all that is here."""
    stamp = Stamp(EARLIER, EARLIER, "tester")
    with closing(sqlite3.connect(store.path, isolation_level=None)) as connection:
        connection.row_factory = sqlite3.Row
        rows = connection.execute("SELECT id, kind FROM sync_state").fetchall()
        connection.execute("BEGIN")
        for number, (record, name) in enumerate(map(tuple, rows)):
            values = record_values(connection, name, record)
            assert values is not None
            body = json.dumps(wire.body(KINDS[name], values, stamp, None, "0" * 8))
            connection.execute(
                "UPDATE sync_state SET base = ?, base_lm = ?, dirty = 0 WHERE id = ?",
                (body, 1000 + number, record),
            )
        connection.execute("COMMIT")


def feed(store: Store, bucket: str, collection: str, **values: Any) -> None:
    """How far a collection is read."""
    usual = {
        "cursor": 5000,
        "state": "open",
        "reconcile_cursor": 0,
        "ok_at": THEN,
    }
    insert(store, "sync_feed", bucket=bucket, collection=collection, **{**usual, **values})


def run(store: Store, **values: Any) -> None:
    """A meeting with the server."""
    numbers = dict.fromkeys(("pulled", "pushed", "merged", "conflicts", "refused"), 0)
    usual = {"started_at": THEN, "ended_at": THEN, "outcome": "done", **numbers}
    insert(store, "sync_run", **{**usual, **values})


def refusal(store: Store, record_id: str, status: int, reason: str) -> None:
    """The server would not have a record as it is."""
    insert(
        store, "sync_refusal", id=record_id, status=status, reason=reason, content={}, at=EARLIER
    )


def conflict(
    store: Store,
    record_id: str,
    kind: str,
    before: Mapping[str, Any],
    mine: Mapping[str, Any],
    theirs: Mapping[str, Any],
    ident: str = "c1",
) -> None:
    """Two people changed the same fields; the record has theirs."""
    store.apply([Update(record_id, dict(theirs))], "Hentet fra serveren")
    _insert(store, ident, record_id, kind, "fields", dict(before), dict(mine), dict(theirs))


def deleted_here(
    store: Store, record_id: str, kind: str, before: Mapping[str, Any], theirs: Mapping[str, Any]
) -> None:
    """I deleted what a colleague changed; it is here again."""
    store.apply([Update(record_id, dict(theirs))], "Hentet fra serveren")
    _insert(store, "c1", record_id, kind, "deleted_here", dict(before), None, {**before, **theirs})


def deleted_there(
    store: Store, record_id: str, kind: str, before: Mapping[str, Any], mine: Mapping[str, Any]
) -> None:
    """A colleague deleted what I changed; mine is kept."""
    store.apply([Update(record_id, dict(mine))], "Rettet")
    _insert(store, "c1", record_id, kind, "deleted_there", dict(before), {**before, **mine}, None)


def _insert(store: Store, ident: str, record: str, kind: str, sort: str, *sides: Any) -> None:
    insert(
        store,
        "sync_conflict",
        id=ident,
        record_id=record,
        kind=kind,
        sort=sort,
        **dict(zip(("before", "mine", "theirs"), sides, strict=True)),
        mine_by="tester",
        mine_at=EARLIER,
        theirs_by="Åse Kjær",
        theirs_at=THEN,
        found_at=THEN,
    )


def delete(store: Store, record_id: str) -> None:
    """Somebody deletes a record."""
    store.apply([Delete(record_id)], "Slettet")

"""Whether a store is a good one: sound for SQLite and `doctor`, and what its journal says it is."""

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

from kombit_tui.db import drafts
from kombit_tui.db.checkup import examine
from kombit_tui.db.engine import reading
from kombit_tui.db.journal import ENTRY
from kombit_tui.db.store import Store
from kombit_tui.db.values import whole
from kombit_tui.domain.records import KINDS

Content = dict[str, dict[str, Any]]
"""Record id -> its fields."""


def judge(path: Path, now: datetime) -> Content:
    """What is in the store at `path`, after making sure that it is a good one.

    Raises:
        AssertionError: something is wrong with it.
    """
    store = Store(path, who="dommer")
    try:
        held = content(store)
        assert rewound(store, held) == {}, "the journal does not tell of all there is"
    finally:
        store.close()
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    found = examine(path, now)
    assert not found.faults, found.faults
    return held


def content(store: Store) -> Content:
    """Every record."""
    with reading(store.engine) as session:
        ids = [row[0] for row in store.reader.execute("SELECT id FROM record_index")]
        return {name: dict(one.before or {}) for name, one in drafts.load(session, ids).items()}


def rewound(store: Store, held: Content, since: int = 0) -> Content:
    """What `held` was before the journal's entries after number `since`: each is taken back.

    Records that came new from the server are in no entry, so the way there is backwards.

    Raises:
        AssertionError: an entry tells of something else than there is.
    """
    before = {name: dict(one) for name, one in held.items()}
    with reading(store.engine) as session:
        query = ENTRY.select().where(ENTRY.c.seq > since).order_by(ENTRY.c.seq.desc())
        for entry in session.execute(query):
            _take_back(before, entry)
    return before


def _take_back(held: Content, entry: Any) -> None:
    known, now = whole(KINDS[entry.kind], {}), held.get(entry.record_id)
    if entry.operation == "delete":
        assert now is None, f"{entry.record_id} is there, though it was deleted"
        held[entry.record_id] = {**known, **entry.before}
        return
    assert now is not None, f"{entry.record_id} is lost"
    if entry.operation == "create":
        assert now == {**known, **entry.after}, f"{entry.record_id} was created otherwise"
        del held[entry.record_id]
        return
    is_so = {name: now[name] for name in entry.after}
    assert is_so == entry.after, f"{entry.record_id} was changed otherwise"
    now.update(entry.before)


def journal_end(store: Store) -> int:
    """The number of the latest entry of the journal."""
    with closing(store.connect()) as connection:
        (last,) = connection.execute("SELECT max(seq) FROM journal_entry").fetchone()
    return int(last or 0)

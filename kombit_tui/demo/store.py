"""The demo store: Korsbæk Kommune as of today, made anew on a new day so that it looks alive."""

import sqlite3
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

from kombit_tui.db import meta
from kombit_tui.db.store import Clock, Store, local_now
from kombit_tui.errors import StoreError

COORDINATOR = "Birgitte Højmark"
"""The fictional person whose dashboard the demo is."""
SINCE_VISIT = timedelta(days=7)
"""How long ago she looked at it: what was announced since is news to her."""


def open_demo(path: Path, *, who: str = COORDINATOR, clock: Clock = local_now) -> Store:
    """The demo store at `path`, filled with today's demo data; edits of today are kept.

    Raises:
        StoreError: the folder or file cannot be written, or the file is no demo store.
    """
    today = clock().date()
    if path.exists() and path.stat().st_size and _anchor_of(path) != today:
        _remove(path)
    store = Store(path, who=who, clock=clock)
    if meta.read(store.reader, meta.DEMO_ANCHOR) != today.isoformat():
        fill(store, today)
    return store


def fill(store: Store, anchor: date) -> None:
    """Put all demo records into an empty store, as one step."""
    from kombit_tui.db.changes import Create, Origin
    from kombit_tui.demo.build import MUNICIPALITY, demo_records

    store.remember({meta.MUNICIPALITY: MUNICIPALITY, meta.IS_DEMO: "1"})
    records = demo_records(anchor)
    changes = [Create(one.kind, one.values, one.id) for one in records]
    store.apply(changes, "Demodata lagt ind", Origin.SEED)
    me = next((r.id for r in records if r.values.get("name") == COORDINATOR), "")
    name = next(str(r.values["name"]) for r in records if r.kind == "profile")
    store.remember(
        {
            meta.ME: me,
            meta.MUNICIPALITY_NAME: name,
            meta.LAST_VISIT: (store.clock() - SINCE_VISIT).isoformat(),
            meta.DEMO_ANCHOR: anchor.isoformat(),
        }
    )


def _anchor_of(path: Path) -> date | None:
    """The day a demo store was made for; None when it was not finished.

    Raises:
        StoreError: it is something else, which must not be removed.
    """
    try:
        uri = f"{path.absolute().as_uri()}?mode=ro"
        with closing(sqlite3.connect(uri, uri=True)) as connection:
            if meta.is_blank(connection):
                return None
            is_demo = meta.read(connection, meta.IS_DEMO) is not None
            found = meta.read(connection, meta.DEMO_ANCHOR)
    except sqlite3.DatabaseError:
        is_demo = False
    if not is_demo:
        raise StoreError(
            f"«{path}» er ikke et demolager, og er ikke rørt.",
            "Vælg en anden fil med --store, eller slet den selv.",
        )
    return None if found is None else date.fromisoformat(found)


def _remove(path: Path) -> None:
    try:
        for name in (path, *(path.with_name(path.name + end) for end in ("-wal", "-shm"))):
            name.unlink(missing_ok=True)
    except OSError as error:
        raise StoreError(f"Demolageret «{path}» kan ikke laves om: {error.strerror}.") from error

"""Colleagues with a store each, and the real Kinto in this process between them."""

import copy
import json
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Any

from kombit_tui.db import drafts, meta
from kombit_tui.db.changes import Applied, Change
from kombit_tui.db.engine import reading
from kombit_tui.db.store import Store
from kombit_tui.sync.client import Client
from kombit_tui.sync.engine import Engine
from kombit_tui.sync.report import Report
from tests.conftest import now
from tests.server.kinto import ANNA, BASE, CARLA, OURS, PASSWORD, _state, memory_app, reset
from tests.sync.faults import Faulty, Fuse

COMMON, CONFIDENTIAL = "data", "fortroligt"


@cache
def server() -> Any:
    """The one application of this process; `Team` makes it new."""
    return memory_app()


@cache
def template() -> bytes:
    """A store of municipality 0101 as it is when it was just made."""
    folder = Path(tempfile.mkdtemp())
    store = Store(folder / "store.sqlite3", who="skabelon", clock=now)
    store.remember({meta.MUNICIPALITY: "0101", meta.MUNICIPALITY_NAME: "Korsbæk Kommune"})
    store.apply([], "ingenting")
    made = _closed(store)
    shutil.rmtree(folder)
    return made


def _closed(store: Store) -> bytes:
    """The whole of a store, which is closed."""
    store.close()
    with closing(sqlite3.connect(store.path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return store.path.read_bytes()


class Replica:
    """One colleague's store and his connection."""

    def __init__(self, folder: Path, name: str, account: str, app: Any) -> None:
        self.name, self.account, self.app = name, account, app
        folder.mkdir()
        self.path = folder / "store.sqlite3"
        self.path.write_bytes(template())
        self.connection = Faulty(app)
        self.open()

    def open(self) -> None:
        """Start the program."""
        self.store = Store(self.path, who=self.name, clock=now)
        # What a power failure does is not tested here, and waiting for the disk takes most time.
        self.store.__dict__["lasting_engine"] = self.store.engine
        self.begin()

    def begin(self) -> None:
        """Know nothing any more that is not in the store."""
        self.is_new = True
        self.fuse = Fuse()
        self.connection.planned.clear()
        self.connection.ahead = self.connection.meanwhile = None
        client = Client(BASE, self.account, PASSWORD, transport=self.connection)
        self.engine = Engine(self.store, client, checkpoint=self.fuse, page_size=3)

    def reopen(self) -> None:
        """The program is gone, and is started again."""
        self.store.close()
        self.open()

    def mark(self) -> None:
        """From now on `go_back` comes back to this moment."""
        self._marked = sqlite3.connect(":memory:")
        with closing(self.store.connect()) as connection:
            connection.backup(self._marked)

    def go_back(self) -> None:
        """The store as it was when it was marked; opening it anew would take longer."""
        with closing(sqlite3.connect(self.path)) as connection:
            self._marked.backup(connection)
        self.connection.late = None
        if self.is_new:
            self.begin()
        self.is_new = False

    def apply(self, *changes: Change) -> Applied:
        """Change something here."""
        return self.store.apply(changes, "Et skridt")

    def sync(self, **how: Any) -> Report:
        """Meet the server, and fail when that does."""
        report = self.engine.run(**how)
        assert report.error is None, report.error
        return report

    def content(self) -> dict[str, dict[str, Any]]:
        """Every record here by its id, with the kind and its filled fields."""
        with reading(self.store.engine) as session:
            ids = [row[0] for row in self.rows("SELECT id FROM record_index")]
            found = drafts.load(session, ids)
        return {one.id: _filled(one.kind.name, one.before or {}) for one in found.values()}

    def record(self, record_id: str) -> dict[str, Any] | None:
        """One record here; None where it is not."""
        with reading(self.store.engine) as session:
            found = drafts.load(session, [record_id]).get(record_id)
        return _filled(found.kind.name, found.before or {}) if found is not None else None

    def rows(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        """What a query gives."""
        with closing(self.store.connect()) as connection:
            return [tuple(row) for row in connection.execute(query, values)]

    def conflicts(self) -> list[dict[str, Any]]:
        """The open conflicts, oldest first."""
        with closing(self.store.connect()) as connection:
            query = "SELECT * FROM sync_conflict WHERE decided_at IS NULL ORDER BY seq"
            return [_decoded(row) for row in connection.execute(query)]

    def unsent(self) -> list[str]:
        """What is not known to be on the server."""
        return [
            row[0]
            for row in self.rows(
                "SELECT id FROM sync_state WHERE dirty UNION SELECT id FROM sync_attempt"
            )
        ]


def _decoded(row: Any) -> dict[str, Any]:
    found = dict(row)
    for name in ("before", "mine", "theirs"):
        found[name] = json.loads(found[name]) if found[name] else {}
    return found


def _filled(kind: str, values: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": kind, **{name: v for name, v in values.items() if v is not None}}


def snapshot(app: Any) -> Any:
    """All that the server holds."""
    return [(backend, state, copy.deepcopy(held)) for backend, state, held in _state(app)]


def restore(app: Any, backup: Any) -> None:
    """The server as it was when `snapshot` was made."""
    for backend, state, held in backup:
        setattr(getattr(app.registry, backend), state, copy.deepcopy(held))


class Team:
    """Colleagues in one municipality, and their server."""

    def __init__(self, accounts: Sequence[str] = (ANNA, CARLA)) -> None:
        self.app = server()
        reset(self.app)
        self.folder = Path(tempfile.mkdtemp())
        self.replicas = [
            Replica(self.folder / str(n), account.partition("-")[2], account, self.app)
            for n, account in enumerate(accounts)
        ]

    def mark(self) -> None:
        """From now on `go_back` comes back to this moment."""
        self._marked = snapshot(self.app)
        for one in self.replicas:
            one.mark()

    def go_back(self) -> None:
        """Server and stores as they were when they were marked."""
        restore(self.app, self._marked)
        for one in self.replicas:
            one.go_back()

    def __iter__(self) -> Iterator[Replica]:
        return iter(self.replicas)

    def close(self) -> None:
        """Leave nothing behind."""
        for one in self.replicas:
            one.store.close()
        shutil.rmtree(self.folder)

    def stored(self, collection: str = COMMON) -> dict[str, dict[str, Any]]:
        """Every live record of a collection of the server, as it holds it."""
        found = self.app.registry.storage.list_all(
            "record", f"/buckets/{OURS}/collections/{collection}"
        )
        return {one["id"]: one for one in found}

    def content(self, collection: str = COMMON) -> dict[str, dict[str, Any]]:
        """The same, with their fields alone."""
        hidden = ("id", "last_modified", "created_at", "af", "kl", "_ops")
        return {
            name: {key: value for key, value in one.items() if key not in hidden}
            for name, one in self.stored(collection).items()
        }

    def settle(self, rounds: int = 8) -> None:
        """Everybody meets the server until nothing changes any more.

        Raises:
            AssertionError: there is no end to it.
        """
        for _ in range(rounds):
            reports = [one.sync() for one in self.replicas]
            if not any(report.pulled or report.pushed for report in reports):
                return
        raise AssertionError(f"after {rounds} rounds: {reports}")

"""Colleagues with a store each, who meet real heads over HTTP; what they share is in PostgreSQL."""

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import httpx
import transaction

from kombit_tui.server.head import Head
from kombit_tui.sync.client import Client
from kombit_tui.sync.engine import Engine
from tests.contract.heads import Running, Server, disconnect
from tests.server.kinto import ANNA, BO, CARLA, OURS, PASSWORD
from tests.sync.replicas import COMMON, CONFIDENTIAL, Replica, Team

_FORGET = """
DELETE FROM objects WHERE resource_name IN ('record', 'history');
DELETE FROM access_control_entries WHERE object_id LIKE '%/records/%'
"""


class Distant(Replica):
    """A colleague who meets one head."""

    page_size = 3

    def __init__(self, folder: Path, account: str, app: Any, head: Running) -> None:
        self.head = head
        super().__init__(folder, account.partition("-")[2], account, app)

    def begin(self) -> None:
        """Know nothing any more that is not in the store, and have no connection yet."""
        super().begin()
        self.connection.server.close()
        self.connection.server = httpx.HTTPTransport(verify=False)  # reads no certificates
        client = Client(self.head.url, self.account, PASSWORD, transport=self.connection)
        size = self.page_size
        self.engine = Engine(self.store, client, checkpoint=self.fuse, page_size=size)

    def move(self, head: Running) -> None:
        """Meet another head from now on, as behind a proxy."""
        self.head = head
        self.begin()


class Office(Team):
    """A team whose members take turns at the heads. `app` is one more head, in this process."""

    def __init__(
        self,
        app: Any,
        server: Server,
        heads: Sequence[Running],
        accounts: Sequence[str] = (ANNA, CARLA),
    ) -> None:
        self.app = app
        server.cluster.query(_FORGET, server.database)
        self.folder = Path(tempfile.mkdtemp())
        self.replicas: list[Distant] = [  # type: ignore[assignment]
            Distant(self.folder / str(n), account, app, heads[n % len(heads)])
            for n, account in enumerate(accounts)
        ]

    def stored(self, collection: str = COMMON) -> dict[str, dict[str, Any]]:
        """Every live record of a collection of the server, as it holds it just now."""
        try:
            return super().stored(collection)
        finally:
            transaction.abort()

    def close(self) -> None:
        """Leave nothing behind, nor a transaction open."""
        transaction.abort()
        for one in self.replicas:
            one.connection.server.close()
        super().close()

    def check(self) -> None:
        """All have what the server has, nothing is left to send, and nothing more happens."""
        self.settle()
        before = self.versions()
        common, people = self.content(COMMON), self.content(CONFIDENTIAL)
        for one in self.replicas:
            seen = one.content()
            assert seen == (common if one.account == BO else {**common, **people}), one.name
            assert not one.unsent()
            assert one.rows("PRAGMA integrity_check") == [("ok",)]
            report = one.sync()
            assert (report.pulled, report.pushed, report.waiting) == (0, 0, 0)
            assert one.content() == seen
        assert self.versions() == before

    def versions(self) -> Mapping[str, int]:
        """Every record of the server with its `last_modified`."""
        held = {**self.stored(COMMON), **self.stored(CONFIDENTIAL)}
        return {name: one["last_modified"] for name, one in held.items()}

    def history(self) -> list[dict[str, Any]]:
        """What was ever done to records, oldest first."""
        try:
            found = self.app.registry.storage.list_all("history", f"/buckets/{OURS}")
        finally:
            transaction.abort()
        ordered = sorted(found, key=lambda entry: int(entry["last_modified"]))
        return [one for one in ordered if one.get("record_id")]


def inside(server: Server) -> Any:
    """A head in this process on the server's database, with its administrator's beside it."""
    head, admin = server.public(None), server.admin()
    head.app.registry.admin = admin.app
    return head.app


def leave(app: Any) -> None:
    """Let go of the database that `inside` reached."""
    transaction.abort()
    for one in (app.registry.admin, app):
        disconnect(Head(one))

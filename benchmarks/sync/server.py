"""A server for measuring: PostgreSQL, all municipalities with five accounts each, and one of ours.

PostgreSQL and the heads are those of the contract tests; it does not wait for the disk, so figures
tell of the client beside bare requests to the same server, not of a server in use.
"""

import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path

from kombit_tui.db import meta
from kombit_tui.db.store import Store
from kombit_tui.server import provision
from kombit_tui.server.provision import Group, Member
from kombit_tui.sync.client import Client
from tests.contract.heads import Running, Server, disconnect
from tests.contract.postgres import running
from tests.server.kinto import PASSWORD, insert_account

OURS = "0999"
"""The municipality of `big_store`."""
NAMES = ("a", "b", "c", "d", "e")


@contextmanager
def provisioned(codes: Sequence[str]) -> Iterator[Server]:
    """A server with an empty bucket for each municipality, and for ours."""
    with running() as cluster, tempfile.TemporaryDirectory() as folder:
        cluster.create("benchmark")
        server = Server(cluster, "benchmark", Path(folder))
        server.migrate()
        head = server.admin()
        outcome = provision.Outcome()
        members = [Member(one, frozenset({Group.TEAM, Group.CONFIDENTIAL})) for one in NAMES]
        provision.catalogue(head, (), outcome)
        for code in (*codes, OURS):
            for one in NAMES:  # before `provision` does: its passwords take long to check
                insert_account(head.app, account(code, one))
            provision.municipality(head, code, members, outcome)
        disconnect(head)
        yield server


def account(code: str, name: str) -> str:
    """What the server calls somebody."""
    return f"{code}-{name}"


def client(head: Running, code: str, name: str, **how: object) -> Client:
    """Somebody's connection to a head."""
    return Client(head.url, account(code, name), PASSWORD, timeout=60.0, **how)  # type: ignore[arg-type]


@cache
def _empty() -> bytes:
    """A store that was just made: to make one anew for each client would take minutes."""
    with tempfile.TemporaryDirectory() as home:
        store = Store(Path(home) / "store.sqlite3", who="benchmark")
        store.apply([], "ingenting")
        store.close()
        with closing(sqlite3.connect(store.path)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return store.path.read_bytes()


@contextmanager
def new_store(code: str, folder: Path | None = None) -> Iterator[Store]:
    """An empty store of a municipality on the disk."""
    with tempfile.TemporaryDirectory(dir=folder) as home:
        path = Path(home) / "store.sqlite3"
        path.write_bytes(_empty())
        store = Store(path, who="benchmark")
        store.remember({meta.MUNICIPALITY: code, meta.MUNICIPALITY_NAME: "Korsbæk Kommune"})
        yield store
        store.close()

"""A server that is a process of its own, and colleagues who meet it over the loopback."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kombit_tui.sync.client import Client
from kombit_tui.sync.engine import Engine
from tests.server.kinto import PASSWORD
from tests.sync.replicas import Replica, server
from tests.tools.killing import program


@contextmanager
def serving() -> Iterator[str]:
    """A server with nothing in it, and where it is."""
    with program("tests.sync.loopback") as process:
        assert process.stdout
        yield f"http://127.0.0.1:{process.stdout.readline().strip()}/v1"


@contextmanager
def replica(folder: Path, account: str, address: str) -> Iterator[Replica]:
    """Somebody who meets the real server."""
    made = Replica(folder, account.partition("-")[2], account, server())
    with Client(address, account, PASSWORD) as client:
        made.engine = Engine(made.store, client, page_size=50)
        yield made
    made.store.close()

"""A server that is a process of its own, and colleagues who meet it over the loopback."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kombit_tui.sync.client import Client
from kombit_tui.sync.engine import Engine
from tests.server.kinto import PASSWORD
from tests.sync.replicas import Replica, server


@contextmanager
def program(module: str) -> "Iterator[subprocess.Popen[str]]":
    """A program of ours that ends with the test."""
    pipe = subprocess.PIPE
    command = [sys.executable, "-m", f"tests.sync.{module}"]
    process = subprocess.Popen(command, text=True, stdin=pipe, stdout=pipe, bufsize=1)
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


@contextmanager
def serving() -> Iterator[str]:
    """A server with nothing in it, and where it is."""
    with program("loopback") as process:
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

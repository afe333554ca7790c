"""A program that bears others, which edit and sync without end, so that they can be killed.

It has loaded all that they need. For each line on its input, `STORE ADDRESS PREFIX`, it forks one
and says its process id; what that one has saved it says line by line.
"""

import os
import sys
from itertools import count
from pathlib import Path

from kombit_tui.db.changes import Create, Update
from kombit_tui.db.store import Store
from kombit_tui.sync.client import Client
from kombit_tui.sync.engine import Engine
from tests.conftest import now
from tests.server.kinto import ANNA, PASSWORD

COUNTER = "0101-counter"


def work(path: str, address: str, prefix: str) -> None:
    """Save something, say so, send it; and again."""
    store = Store(Path(path), who="anna", clock=now)
    engine = Engine(store, Client(address, ANNA, PASSWORD), page_size=5)
    for number in count():
        token = f"{prefix}-{number}"
        made = Create("task", {"title": token}, f"0101-{token}")
        store.apply([made, Update(COUNTER, {"title": token})], "Et skridt")
        print(token, flush=True)
        engine.run()


def main() -> None:
    """Bear one for each line."""
    for line in sys.stdin:
        child = os.fork()
        if not child:
            work(*line.split())
        print(child, flush=True)
        os.waitpid(child, 0)
        print("død", flush=True)


if __name__ == "__main__":
    main()

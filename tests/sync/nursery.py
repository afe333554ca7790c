"""A program that bears others, which edit and sync without end, so that they can be killed.

Its orders are `STORE ADDRESS PREFIX`.
"""

from itertools import count
from pathlib import Path

from kombit_tui.db.changes import Create, Update
from kombit_tui.db.store import Store
from kombit_tui.sync.client import Client
from kombit_tui.sync.engine import Engine
from tests.conftest import now
from tests.server.kinto import ANNA, PASSWORD
from tests.tools.nursery import bear

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


if __name__ == "__main__":
    bear(work)

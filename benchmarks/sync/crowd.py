"""Every municipality with five colleagues who edit and meet the server, through two heads."""

import heapq
import json
import tempfile
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from pathlib import Path

from benchmarks.sync.figures import Figures
from benchmarks.sync.server import NAMES, client, new_store
from kombit_tui.db.changes import Upsert
from kombit_tui.db.store import Store
from kombit_tui.sync.engine import Engine
from tests.contract.heads import Running

MEETING, IDLE = "everybody: meeting with an edit, ms", "everybody: idle poll, ms"
LOST, EDITS = "everybody: edits lost", "everybody: edits acknowledged"
FAILED = "everybody: meetings that failed"
EACH = 30.0
"""Seconds between the meetings of one client; every other one has an edit."""
AT_ONCE = 16
"""Meetings under way: the clients share this process."""


class Colleague:
    """One client; who edits a record of his own and one that his municipality shares."""

    def __init__(self, stack: ExitStack, folder: Path, head: Running, code: str, name: str) -> None:
        self.code, self.name = code, name
        self.store: Store = stack.enter_context(new_store(code, folder))
        self.engine = Engine(self.store, stack.enter_context(client(head, code, name)))
        self.own, self.shared = f"{code}-{name}", f"{code}-faelles"
        self.typed: list[str] = []
        self.acknowledged = 0
        self.turn = 0

    def meet(self, figures: Figures, lock: threading.Lock) -> None:
        """Edit every other time, and meet the server."""
        self.turn += 1
        is_editing = self.turn % 2 == 1
        if is_editing:
            self._edit()
        began = time.perf_counter()
        report = self.engine.run()
        took = (time.perf_counter() - began) * 1_000
        with lock:
            figures[MEETING if is_editing else IDLE].append(took)
            figures[FAILED][0] += report.error is not None
        if report.error is None and not report.waiting:
            self.acknowledged = len(self.typed)

    def _edit(self) -> None:
        token = f"{self.name}{len(self.typed)}"
        self.typed.append(token)
        self.store.apply(
            [
                Upsert("task", self.own, {"title": token}),
                Upsert("task", self.shared, {"involved": self._involved(token)}, {"title": "F"}),
            ],
            "Rettet",
        )

    def _involved(self, token: str) -> list[str]:
        return [*self._shared(), token]

    def _shared(self) -> list[str]:
        """What everybody of the municipality adds to."""
        with closing(self.store.connect()) as connection:
            query = "SELECT involved FROM task WHERE id = ?"
            row = connection.execute(query, [self.shared]).fetchone()
        return list(json.loads(row[0])) if row is not None and row[0] else []

    def lost(self) -> int:
        """How many acknowledged edits are not there any more, once all have met the server."""
        return len(set(self.typed[: self.acknowledged]) - set(self._shared()))


def at_work(
    figures: Figures, heads: Sequence[Running], minutes: float, codes: Sequence[str]
) -> None:
    """All of them for some minutes, and then until nothing is waiting any more."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        everybody = [
            Colleague(stack, folder, heads[number % 2], code, name)
            for code in codes
            for number, name in enumerate(NAMES)
        ]
        figures[FAILED].append(0)
        _work(figures, everybody, minutes * 60)
        _settle(everybody)
        figures[EDITS].append(sum(one.acknowledged for one in everybody))
        figures[LOST].append(sum(one.lost() for one in everybody))


def _work(figures: Figures, everybody: Sequence[Colleague], seconds: float) -> None:
    """Each in his turn; who cannot be served in time comes later, and the others after him."""
    lock, began = threading.Lock(), time.monotonic()
    due = [(began + EACH * n / len(everybody), n) for n in range(len(everybody))]

    def serve() -> None:
        while True:
            with lock:
                at, who = heapq.heappop(due)
            if at > began + seconds:
                return
            time.sleep(max(0.0, at - time.monotonic()))
            everybody[who].meet(figures, lock)
            with lock:
                heapq.heappush(due, (max(at + EACH, time.monotonic()), who))

    with ThreadPoolExecutor(AT_ONCE) as pool:
        for one in [pool.submit(serve) for _ in range(AT_ONCE)]:
            one.result()


def _settle(everybody: Sequence[Colleague]) -> None:
    for _ in range(4):
        with ThreadPoolExecutor(AT_ONCE) as pool:
            reports = list(pool.map(lambda one: one.engine.run(), everybody))
        if not any(one.pulled or one.pushed or one.error for one in reports):
            return
    raise RuntimeError("there is no end to it")

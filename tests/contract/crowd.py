"""Colleagues who all edit and meet their heads at once, each in a thread, until they are told."""

import json
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event

from kombit_tui.db.changes import Change, Create, Update
from kombit_tui.errors import SyncError
from tests.contract.colleagues import Distant, Office
from tests.contract.heads import Running

SHARED, CONTESTED = "0101-faelles", "0101-omstridt"
EDITS = 8
"""Of each colleague."""
PATIENCE = 120.0
"""Seconds after which what is waited for will not come."""
_PAUSE = 0.1


class Crowd:
    """Who typed what, and what of it was acknowledged."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.expected = EDITS * len(office.replicas)
        self.typed: dict[int, list[str]] = {n: [] for n in range(len(office.replicas))}
        self.acknowledged: dict[int, int] = dict.fromkeys(self.typed, 0)
        """How many of what somebody typed were on the server when a meeting ended well."""
        self.failed: Counter[str] = Counter()
        """Meetings that failed, by the head."""
        self._given_up: set[str] = set()
        self._over = Event()
        for one in office.replicas:
            one.page_size = 50
        office.replicas[0].apply(
            Create("task", {"title": "Fælles"}, SHARED),
            Create("task", {"title": "Omstridt"}, CONTESTED),
        )
        office.settle()

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """They edit and meet their heads meanwhile, and go on meeting them to the end of it.

        Raises:
            AssertionError: one of them met with something that is no fault of a connection.
        """
        with ThreadPoolExecutor(len(self.typed)) as pool:
            self._at_work = [pool.submit(self._work, who) for who in self.typed]
            try:
                yield
                self.wait_until_acknowledged(self.expected)
            finally:
                self._over.set()
        for one in self._at_work:
            one.result()

    def wait_until_acknowledged(self, number: int) -> None:
        """Come back when the server has taken so many edits."""
        self._until(lambda: sum(self.acknowledged.values()) >= number)

    def wait_until_failed(self, head: Running) -> None:
        """Come back when somebody has met with its being gone."""
        before = self.failed[head.url]
        self._until(lambda: self.failed[head.url] > before)

    def check_nothing_lost(self) -> None:
        """What was acknowledged was once on the server, or waits in a conflict of who typed it.

        New records, and what everybody adds to a list, are still there.
        """
        once = json.dumps(self.office.history(), ensure_ascii=False)
        held = self.office.content()
        assert self.acknowledged == {who: len(typed) for who, typed in self.typed.items()}
        for who, typed in self.typed.items():
            asked = str(self.office.replicas[who].rows("SELECT mine FROM sync_conflict"))
            kept = [token for token in typed if token not in self._given_up]
            missing = [token for token in kept if token not in once + asked]
            assert missing == []
            made = {_record(who, n): token for n, token in enumerate(typed) if n % 4 == 0}
            assert made == {name: held[name]["title"] for name in made}
        added = [token for typed in self.typed.values() for token in typed[1::4]]
        assert sorted(held[SHARED]["involved"]) == sorted(added), "each once"

    def _until(self, condition: Callable[[], bool]) -> None:
        until(lambda: condition() or any(one.done() for one in self._at_work))
        for one in self._at_work:
            if one.done():
                one.result()

    def _work(self, who: int) -> None:
        replica = self.office.replicas[who]
        typed = self.typed[who]
        while not self._over.is_set():
            if len(typed) < EDITS:
                token = f"<{who}.{len(typed)}>"
                if len(typed) % 4 == 2 and self.acknowledged[who] < len(typed) - 3:
                    self._given_up.add(typed[-4])  # he typed over it before it was sent
                replica.apply(_edit(replica, who, len(typed), token))
                typed.append(token)
            self._meet(who, replica)
            time.sleep(_PAUSE)

    def _meet(self, who: int, replica: Distant) -> None:
        report = replica.engine.run()
        if report.error is not None:
            assert isinstance(report.error, SyncError), report.error
            self.failed[replica.head.url] += 1
        elif not replica.unsent():  # else others were first too often, and it takes one more
            self.acknowledged[who] = len(self.typed[who])


def _record(who: int, number: int) -> str:
    return f"0101-{who}-{number}"


def _edit(replica: Distant, who: int, number: int, token: str) -> Change:
    """A new record, an entry of a list of all, a field that all type in, a field of one's own."""
    match number % 4:
        case 0:
            return Create("task", {"title": token}, _record(who, number))
        case 1:
            involved = (replica.record(SHARED) or {}).get("involved", [])
            return Update(SHARED, {"involved": [*involved, token]})
        case 2:
            return Update(CONTESTED, {"title": token})
    return Update(_record(who, number - 3), {"text": token})


def until(condition: Callable[[], bool]) -> None:
    """Come back when it is so.

    Raises:
        AssertionError: it took too long.
    """
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, "it did not come"
        time.sleep(_PAUSE)

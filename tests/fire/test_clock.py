"""A clock that jumps back: the order of steps is theirs, not the clock's, and `doctor` tells."""

from datetime import datetime, timedelta
from pathlib import Path

from kombit_tui.db.changes import Create, Update
from kombit_tui.db.checkup import examine
from kombit_tui.db.queries.history import history
from kombit_tui.db.store import Store
from tests.conftest import NOW
from tests.sync.replicas import Replica, Team
from tests.tools.judging import judge

ONE = "0101-ur"
JUMPS = (0, -3_000, 40_000, -90_000, 5)
"""Hours from the right time."""


class Clock:
    """A clock that can be set."""

    def __init__(self) -> None:
        self.time = NOW

    def __call__(self) -> datetime:
        """What it shows."""
        return self.time


def worked(store: Store, clock: Clock) -> None:
    """A step at each of the times."""
    for number, hours in enumerate(JUMPS):
        clock.time = NOW + timedelta(hours=hours)
        values = {"title": f"{number}"}
        change = Update(ONE, values) if number else Create("task", values, ONE)
        store.apply([change], f"Trin {number}")


def title(store: Store) -> str:
    """What the record holds."""
    return str(store.reader.execute("SELECT title FROM task WHERE id = ?", (ONE,)).fetchone()[0])


def test_undo_and_redo_go_by_the_steps(store: Store) -> None:
    clock = Clock()
    store.clock = clock
    worked(store, clock)
    last = len(JUMPS) - 1
    for back, hours in enumerate((9_000, -9_000, 0), 1):
        clock.time = NOW + timedelta(hours=hours)
        store.undo()
        assert title(store) == f"{last - back}"
    for forth in (2, 3, 4):
        clock.time -= timedelta(days=1)
        store.redo()
        assert title(store) == f"{forth}"
    judge(store.path, NOW + timedelta(days=9_999))


def test_history_is_in_the_order_of_the_steps(store: Store) -> None:
    clock = Clock()
    store.clock = clock
    worked(store, clock)
    labels = [one.step for one in history(store.reader, ONE).entries]
    assert labels == [f"Trin {number}" for number in reversed(range(len(JUMPS)))]


def test_sync_loses_no_edit_of_a_machine_whose_clock_is_wrong() -> None:
    team = Team()
    anna, carla = team.replicas
    clock = Clock()
    anna.store.clock = clock
    worked(anna.store, clock)
    meet(anna, carla)
    carla.apply(Update(ONE, {"wave": "B3"}))
    clock.time = NOW - timedelta(days=4_000)
    anna.apply(Update(ONE, {"title": "Den sidste"}))
    meet(anna, carla)
    for one in (anna, carla):
        record = one.record(ONE)
        assert record is not None
        assert (record["title"], record["wave"]) == ("Den sidste", "B3")
        assert not one.conflicts()
    team.close()


def meet(*colleagues: Replica) -> None:
    """Everybody meets the server, twice."""
    for one in (*colleagues, *colleagues):
        one.sync()


def test_doctor_tells_of_a_store_from_the_future(path: Path) -> None:
    assert not examine(path, NOW + timedelta(hours=1)).faults
    (fault,) = examine(path, NOW - timedelta(days=2)).faults
    assert "senere end nu" in fault.text
    assert "ur" in fault.hint

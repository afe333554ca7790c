"""A long meeting is held by a process of its own, and that makes no difference to what comes of it.

The server is the real one, in a process of its own too.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kombit_tui import credentials
from kombit_tui.app import meeting
from kombit_tui.app.meeting import Meeter, Order
from kombit_tui.db.changes import Create
from kombit_tui.errors import KombitError, ServerBusy, SyncBusy, SyncError, WrongPassword
from kombit_tui.settings import Settings
from kombit_tui.sync import apart
from kombit_tui.sync.alone import alone
from kombit_tui.sync.answers import BatchRefused
from kombit_tui.sync.apart import Broken, Job, meet_apart, report_from, told_of
from kombit_tui.sync.report import Phase, Progress, Report
from tests.server.kinto import ANNA, CARLA, PASSWORD
from tests.sync.replicas import Replica, Team
from tests.sync.served import replica, serving

MANY = 120


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Where the server is."""
    with serving() as found:
        yield found


@pytest.fixture
def far(tmp_path: Path, address: str) -> Iterator[Replica]:
    """A colleague whose records are all on the server."""
    with replica(tmp_path / "carla", CARLA, address) as made:
        name = tmp_path.name[-8:]
        made.apply(*(Create("task", {"title": f"{n}"}, f"0101-{name}{n}") for n in range(MANY)))
        made.sync()
        yield made


@pytest.fixture
def near(tmp_path: Path, address: str) -> Iterator[Replica]:
    """One who has met nobody yet."""
    with replica(tmp_path / "anna", ANNA, address) as made:
        yield made


def job(near: Replica, address: str, password: str = PASSWORD) -> Job:
    """What a process is told that is to meet the server for her."""
    return Job(near.path, near.name, address, ANNA, password)


def ignored(_: Progress) -> None:
    """Nobody looks."""


# The meeting that is too long.


def test_a_meeting_stops_before_more_than_it_is_to_take(
    team: Team, anna: Replica, carla: Replica
) -> None:
    anna.apply(*(Create("task", {"title": f"{n}"}, f"0101-t{n}") for n in range(10)))
    anna.sync()
    runs = "SELECT count(*) FROM sync_run"
    report = carla.engine.run(longest=9)
    assert report.is_too_long
    assert not report.is_complete
    assert not carla.content()
    assert carla.rows(runs) == [(0,)], "it is as if it had not taken place"
    with alone(carla.path):
        pass  # nobody holds the store
    assert carla.engine.run(longest=10).pulled == 10
    assert carla.content() == team.content()


def test_a_meeting_that_is_too_long_has_kept_what_came_before(
    team: Team, anna: Replica, carla: Replica
) -> None:
    anna.apply(*(Create("task", {"title": f"{n}"}, f"0101-t{n}") for n in range(10)))
    anna.apply(*(Create("contact", {"name": f"{n}"}, f"0101-c{n}") for n in range(2)))
    anna.sync()
    assert carla.engine.run(longest=5).is_too_long
    assert carla.sync().error is None
    assert carla.content() == anna.content()
    assert team.content()


# The process.


def test_a_process_pulls_what_there_is_and_tells_how_far_it_is(
    near: Replica, far: Replica, address: str
) -> None:
    seen: list[Progress] = []
    report = meet_apart(job(near, address), seen.append, lambda: False)
    assert report.is_complete
    assert report.pulled >= MANY
    assert report.kinds == {"task"}
    assert near.content() == far.content()
    assert seen[0].phase == Phase.CONNECTING
    assert max(one.done for one in seen) == report.pulled
    assert near.sync().pulled == 0, "nothing is left for the next meeting"


def test_a_process_says_what_stopped_it(near: Replica, address: str) -> None:
    report = meet_apart(job(near, address, "forkert"), ignored, lambda: False)
    assert isinstance(report.error, WrongPassword)
    assert report.error.hint == WrongPassword.hint
    with alone(near.path):
        busy = meet_apart(job(near, address), ignored, lambda: False)
    assert isinstance(busy.error, SyncBusy)


def test_a_process_that_is_no_longer_wanted_ends_and_keeps_what_it_has(
    near: Replica, far: Replica, address: str
) -> None:
    report = meet_apart(job(near, address), ignored, lambda: True)
    assert report.is_cancelled
    assert near.rows("PRAGMA integrity_check") == [("ok",)]
    near.sync()
    assert near.content() == far.content()


def test_a_process_that_dies_is_told_of(
    near: Replica, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    dying = ("-c", "import sys; sys.stdin.readline(); sys.exit(3)")
    monkeypatch.setattr(apart, "_WORKER", dying)
    with pytest.raises(Broken, match="3"):
        meet_apart(job(near, address), ignored, lambda: False)


def test_what_breaks_in_a_process_is_told_without_what_it_read(
    near: Replica, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    breaking = (
        "from kombit_tui.sync import worker\n"
        "def met(job, unwanted): raise ValueError('Hemmelig titel')\n"
        "worker._met = met\n"
        "worker.main()"
    )
    monkeypatch.setattr(apart, "_WORKER", ("-c", breaking))
    with pytest.raises(Broken, match="ValueError") as told:
        meet_apart(job(near, address), ignored, lambda: False)
    assert "Hemmelig" not in str(told.value)


def _every(kind: type[KombitError]) -> Iterator[type[KombitError]]:
    yield kind
    for one in kind.__subclasses__():
        yield from _every(one)


@pytest.mark.parametrize("kind", [*_every(SyncError)], ids=lambda one: one.__name__)
def test_a_report_comes_through_the_pipe_as_it_is(kind: type[KombitError]) -> None:
    error = BatchRefused(400, "x") if kind is BatchRefused else kind("Netop dette", "Gør sådan")
    if isinstance(error, ServerBusy):
        error.retry_after = 7.5
    report = Report(3, 2, 1, 4, 5, 6, frozenset({"task"}), None, ("Uret",), True, error=error)
    again = report_from(told_of(report))
    assert type(again.error) is type(error)
    assert vars(again.error) == vars(error)
    assert str(again.error) == str(error)
    assert told_of(again) == told_of(report)


# The dashboard's side of it.


@pytest.fixture
def order(near: Replica, address: str, monkeypatch: pytest.MonkeyPatch) -> Order:
    """A meeting as the dashboard orders it, for which few records are long."""
    monkeypatch.setattr(credentials, "read", lambda _server, _user: PASSWORD)
    monkeypatch.setattr(meeting, "LONG", 10)
    settings = Settings(server=address, server_user=ANNA)
    return Order(near.store, settings, ignored, lambda: False, True, False, False)


@pytest.fixture
def meeter() -> Iterator[Meeter]:
    """Who meets for the dashboard."""
    made = Meeter()
    yield made
    made.forget()


def test_a_long_meeting_is_handed_over_and_a_short_one_is_not(
    near: Replica,
    far: Replica,
    order: Order,
    meeter: Meeter,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    handed: list[Job] = []

    def noted(job: Job, *how: object) -> Report:
        handed.append(job)
        return meet_apart(job, *how)  # type: ignore[arg-type]

    monkeypatch.setattr(meeting, "meet_apart", noted)
    report = meeter(order)
    assert report is not None
    assert report.is_complete
    assert near.content() == far.content()
    assert len(handed) == 1
    assert meeter(order) == Report(), "there is nothing new"
    assert len(handed) == 1


def test_where_there_is_no_process_to_be_had_the_meeting_is_held_here(
    near: Replica,
    far: Replica,
    order: Order,
    meeter: Meeter,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(sys, "executable", str(near.path.parent / "findes ikke"))
    report = meeter(order)
    assert report is not None
    assert report.is_complete
    assert near.content() == far.content()
    assert "No process for a meeting" in caplog.text

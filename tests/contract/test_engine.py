"""The engine and its server as they meet in earnest: HTTP, two heads, PostgreSQL, and heads killed.

What two colleagues do, and what goes wrong between them and the server, is here once more as in
`tests/sync`, but for what reaches into a server's memory.
"""

from collections.abc import Callable, Iterator
from threading import Thread
from typing import Any

import pytest

from kombit_tui.db.changes import Create, Update
from kombit_tui.errors import SyncError
from kombit_tui.sync.report import Progress, Report
from tests.contract.colleagues import Office, inside, leave
from tests.contract.crowd import Crowd, until
from tests.contract.heads import Running, Server
from tests.contract.test_waiting import somebody_writing
from tests.server.kinto import ANNA, BO, CARLA, OURS
from tests.sync import test_going_wrong, test_together

IN_MEMORY = {"memory_app", "snapshot", "restore", "mark"}
"""What a scenario names that only a server in the same process can do."""
ANY_SERVER = {"test_a_fault_while_reading_changes_nothing"}
"""Scenarios in which nothing reaches the server but reads: once in memory is enough of them."""
WAITING = "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"


def scenarios() -> Iterator[tuple[str, Callable[..., None]]]:
    """The tests of the engine that can be run with any server."""
    for module in (test_together, test_going_wrong):
        for name, function in vars(module).items():
            is_told = name.startswith("test_") and name not in ANY_SERVER
            if is_told and IN_MEMORY.isdisjoint(function.__code__.co_names):
                yield name, function


globals().update(scenarios())


@pytest.fixture(scope="module")
def heads(server: Server) -> Iterator[list[Running]]:
    """Two heads that share a database."""
    with server.heads(2) as found:
        yield found


@pytest.fixture(scope="module")
def app(server: Server) -> Iterator[Any]:
    """What the tests look at the server's data with."""
    made = inside(server)
    yield made
    leave(made)


@pytest.fixture
def team(app: Any, server: Server, heads: list[Running]) -> Iterator[Office]:
    """Anna meets one head, Carla the other."""
    made = Office(app, server, heads)
    yield made
    made.close()


@pytest.fixture
def anna(team: Office) -> Any:
    """The one colleague."""
    return team.replicas[0]


@pytest.fixture
def carla(team: Office) -> Any:
    """The other."""
    return team.replicas[1]


@pytest.fixture
def started_again(heads: list[Running]) -> Iterator[None]:
    """Both heads serve the next test too."""
    yield
    for head in heads:
        if head.process.poll() is not None:
            head.start()
            head.wait()


def tasks(number: int) -> list[Create]:
    """New tasks."""
    return [Create("task", {"title": f"Opgave {n}"}, f"0101-{n}") for n in range(number)]


def made_once(team: Office, number: int) -> bool:
    """Whether the server has each of `tasks`, and was told of each once."""
    told = sorted((one["record_id"], one["action"]) for one in team.history())
    return told == sorted((f"0101-{n}", "create") for n in range(number))


def start(head: Running) -> None:
    """The head is up again."""
    head.start()
    head.wait()


@pytest.mark.usefixtures("started_again")
def test_a_head_killed_in_the_middle_of_a_write_has_written_nothing(
    team: Office, server: Server
) -> None:
    anna, carla = team.replicas
    anna.apply(*tasks(20))
    reports: list[Report] = []
    with somebody_writing(server, OURS):
        meeting = Thread(target=lambda: reports.append(anna.engine.run()))
        meeting.start()
        until(lambda: bool(server.cluster.query(WAITING)))
        anna.head.kill()
        meeting.join()
    assert isinstance(reports[0].error, SyncError)
    assert (reports[0].waiting, team.stored()) == (20, {})
    carla.apply(Create("task", {"title": "Imens"}, "0101-imens"))
    assert carla.sync().pushed == 1
    start(anna.head)
    team.check()
    assert set(anna.content()) == {"0101-imens", *(f"0101-{n}" for n in range(20))}
    assert len(team.history()) == 21


@pytest.mark.usefixtures("started_again")
def test_a_head_killed_before_it_could_answer_has_written_all_of_it_once(team: Office) -> None:
    anna, carla = team.replicas
    anna.apply(*tasks(20))
    anna.connection.planned.extend(["ok", "ok", "lost"])
    anna.connection.meanwhile = anna.head.kill
    assert isinstance(anna.engine.run().error, SyncError)
    assert carla.sync().pulled == 20
    carla.apply(Update("0101-3", {"title": "Rettet af Carla"}))
    assert carla.sync().pushed == 1
    anna.apply(Update("0101-3", {"wave": "2"}))
    assert isinstance(anna.engine.run().error, SyncError)
    anna.move(carla.head)
    team.check()
    both = {"type": "task", "title": "Rettet af Carla", "wave": "2"}
    assert anna.record("0101-3") == both
    assert not anna.conflicts() + carla.conflicts()
    told = [one["action"] for one in team.history()]
    assert (told.count("create"), told.count("update")) == (20, 2)


@pytest.mark.usefixtures("started_again")
def test_a_head_killed_between_pages_is_read_on_where_it_stopped(team: Office) -> None:
    anna, carla = team.replicas
    anna.apply(*tasks(12))
    anna.sync()

    def kill_after_two_pages(progress: Progress) -> None:
        if progress.done == 6:
            carla.head.kill()

    report = carla.engine.run(progress=kill_after_two_pages)
    assert isinstance(report.error, SyncError)
    assert (report.pulled, len(carla.content())) == (6, 6)
    start(carla.head)
    carla.begin()
    assert carla.sync().pulled == 6
    team.check()
    assert made_once(team, 12)


@pytest.mark.timeout(300)
@pytest.mark.usefixtures("started_again")
def test_many_edit_at_once_while_both_heads_are_killed_and_started_again(
    app: Any, server: Server, heads: list[Running]
) -> None:
    office = Office(app, server, heads, (ANNA, CARLA, BO, ANNA, CARLA))
    try:
        crowd = Crowd(office)
        with crowd.at_work():
            for turn, head in enumerate(heads, start=1):
                crowd.wait_until_acknowledged(turn * crowd.expected // 4)
                head.kill()
                crowd.wait_until_failed(head)
                start(head)
        office.check()
        crowd.check_nothing_lost()
    finally:
        office.close()

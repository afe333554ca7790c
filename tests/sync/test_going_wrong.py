"""What goes wrong on the way to the server and back, one by one; nothing is lost or done twice."""

from collections.abc import Callable

import pytest

from kombit_tui.db.changes import Create, Delete, Update
from kombit_tui.errors import ServerBusy, ServerStrange, ServerUnreachable
from tests.server.kinto import OURS, history
from tests.sync.faults import FAULTS, Crash
from tests.sync.replicas import Replica, Team

T, U = "0101-t1", "0101-t2"
EXPECTED = {
    "drop": ServerUnreachable,
    "lost": ServerUnreachable,
    "late": ServerUnreachable,
    "refused": ServerBusy,
    "gateway": ServerBusy,
    "busy": ServerBusy,
    "phantom": ServerBusy,
    "cut": ServerStrange,
}


def given(team: Team) -> None:
    """Two tasks that everybody has."""
    team.replicas[0].apply(*(Create("task", {"title": "Først"}, one) for one in (T, U)))
    team.settle()


def everything(team: Team) -> None:
    """An edit, a new record and a deletion wait to be sent."""
    anna = team.replicas[0]
    anna.apply(Update(T, {"title": "Rettet"}))
    anna.apply(Create("task", {"title": "Ny"}, "0101-n"))
    anna.apply(Delete(U))


def check(team: Team) -> None:
    """All of it arrived, once, and nobody is asked anything."""
    team.settle()
    assert team.content() == {
        T: {"type": "task", "title": "Rettet"},
        "0101-n": {"type": "task", "title": "Ny"},
    }
    for one in team:
        assert one.content() == team.content()
        assert not one.unsent() + one.conflicts()
    told = [(e["record_id"], e["action"]) for e in history(team.app, OURS) if e.get("record_id")]
    assert sorted(told) == [
        ("0101-n", "create"), (T, "create"), (T, "update"), (U, "create"), (U, "delete")
    ]  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_while_sending_is_told_and_healed(team: Team, anna: Replica, fault: str) -> None:
    given(team)
    everything(team)
    anna.connection.planned.extend(["ok", fault])
    report = anna.engine.run()
    assert isinstance(report.error, EXPECTED[fault])
    assert report.waiting == 3
    check(team)


@pytest.mark.parametrize("fault", [one for one in FAULTS if one != "phantom"])
def test_a_fault_while_reading_changes_nothing(
    team: Team, anna: Replica, carla: Replica, fault: str
) -> None:
    given(team)
    everything(team)
    anna.sync()
    before = carla.content()
    carla.connection.planned.append(fault)
    assert carla.engine.run().error is not None
    assert carla.content() == before
    check(team)


@pytest.mark.parametrize("fault", ["lost", "gateway", "cut"])
def test_what_arrived_unnoticed_is_no_conflict_with_what_was_made_of_it(
    team: Team, anna: Replica, carla: Replica, fault: str
) -> None:
    given(team)
    anna.apply(Update(T, {"title": "Annas"}))
    anna.connection.planned.extend(["ok", fault])
    anna.engine.run()
    carla.sync()
    carla.apply(Update(T, {"title": "Annas, rettet af Carla"}))
    carla.sync()
    anna.sync()
    assert (anna.record(T) or {})["title"] == "Annas, rettet af Carla"
    assert not anna.conflicts() + anna.unsent()


def test_what_did_not_arrive_is_a_conflict(team: Team, anna: Replica, carla: Replica) -> None:
    given(team)
    anna.apply(Update(T, {"title": "Annas"}))
    anna.connection.planned.extend(["ok", "drop"])
    anna.engine.run()
    carla.apply(Update(T, {"title": "Carlas"}))
    carla.sync()
    anna.sync()
    [found] = anna.conflicts()
    assert (found["mine"], found["theirs"]) == ({"title": "Annas"}, {"title": "Carlas"})


@pytest.mark.parametrize("fault", ["ok", "lost", "drop"])
def test_an_edit_made_while_another_is_under_way_is_sent_after_it(
    team: Team, anna: Replica, carla: Replica, fault: str
) -> None:
    given(team)
    anna.apply(Update(T, {"title": "Annas"}))
    anna.connection.planned.extend(["ok", fault])
    anna.connection.meanwhile = lambda: anna.apply(Update(T, {"title": "Annas anden"}))
    report = anna.engine.run()
    if fault == "drop":
        anna.connection.meanwhile = None
        anna.apply(Update(T, {"title": "Annas anden"}))
    assert (anna.record(T) or {})["title"] == "Annas anden"
    assert (report.error is None) == (fault == "ok")
    team.settle()
    assert (carla.record(T) or {})["title"] == "Annas anden"
    titles = [
        entry["target"]["data"]["title"]
        for entry in history(team.app, OURS)
        if entry.get("record_id") == T
    ]
    assert titles == ["Først", "Annas", "Annas anden"], "what is in doubt is sent again as it was"


def test_what_is_deleted_while_it_is_made_there_is_deleted_there_too(
    team: Team, anna: Replica, carla: Replica
) -> None:
    anna.apply(Create("task", {"title": "Kortvarig"}, T))
    anna.connection.planned.extend(["ok", "ok", "lost"])
    anna.engine.run()
    anna.apply(Delete(T))
    assert anna.unsent()
    team.settle()
    assert (anna.record(T), carla.record(T), team.stored()) == (None, None, {})
    assert not anna.conflicts() + carla.conflicts()


def test_a_deletion_that_is_taken_back_while_it_is_under_way_comes_back(
    team: Team, anna: Replica, carla: Replica
) -> None:
    given(team)
    anna.apply(Delete(T))
    anna.connection.planned.extend(["ok", "lost"])
    anna.engine.run()
    anna.store.undo()
    team.settle()
    assert (carla.record(T) or {})["title"] == "Først"
    assert not anna.conflicts() + carla.conflicts()


def test_a_colleague_who_is_first_between_our_reading_and_sending_is_heard(
    team: Team, anna: Replica, carla: Replica
) -> None:
    given(team)
    carla.apply(Update(T, {"title": "Carlas", "wave": "2"}), Delete(U))
    anna.apply(Update(T, {"title": "Annas", "code": "A1"}), Update(U, {"code": "A2"}))
    anna.connection.ahead = carla.sync
    report = anna.sync()
    assert (report.merged, report.conflicts, report.waiting) == (1, 2, 0)
    team.settle()
    assert (
        carla.content()
        == anna.content()
        == {
            T: {"type": "task", "title": "Carlas", "wave": "2", "code": "A1"},
            U: {"type": "task", "title": "Først", "code": "A2"},
        }
    )
    assert [(one["sort"], one["mine"].get("title")) for one in anna.conflicts()] == [
        ("fields", "Annas"),
        ("deleted_there", "Først"),
    ]
    assert not carla.conflicts()


def test_what_was_merged_is_what_the_next_merge_begins_with(
    team: Team, anna: Replica, carla: Replica
) -> None:
    given(team)
    anna.apply(Update(T, {"code": "A1"}))
    for title in ("Carlas", "Carlas anden"):
        carla.apply(Update(T, {"title": title}))
        carla.sync()
        anna.connection.planned.extend(["ok", "refused"])
        anna.engine.run()
    assert anna.record(T) == {"type": "task", "title": "Carlas anden", "code": "A1"}
    assert not anna.conflicts()


def attempted(anna: Replica) -> int:
    """How many attempts are on disk."""
    return int(anna.rows("SELECT count(*) FROM sync_attempt")[0][0])


def test_an_attempt_is_on_disk_before_its_first_byte_leaves(team: Team, anna: Replica) -> None:
    given(team)
    anna.apply(Update(T, {"title": "Annas"}))
    seen: list[int] = []
    anna.connection.meanwhile = lambda: seen.append(attempted(anna))
    anna.sync()
    assert (seen, attempted(anna)) == ([1], 0)


def scene(team: Team) -> None:
    """Both have something to send, and something to hear of, and meet in an edit."""
    anna, carla = team.replicas
    anna.apply(
        Update(T, {"title": "Annas", "text": "a"}),
        *(Create("task", {"title": f"Annas {n}"}, f"0101-a{n}") for n in range(4)),
    )
    anna.apply(Delete(U))
    carla.apply(Update(T, {"wave": "2", "text": "c"}), Create("task", {"title": "C"}, "0101-c"))
    anna.sync()


def moments() -> int:
    """How many places there are to crash at in Carla's meeting."""
    team = Team()
    given(team)
    scene(team)
    carla = team.replicas[1]
    carla.fuse.passed.clear()
    carla.sync()
    team.close()
    return len(carla.fuse.passed)


def test_a_crash_at_any_moment_loses_nothing(team: Team) -> None:
    anna, carla = team.replicas
    given(team)
    scene(team)
    team.mark()
    number = moments()
    assert number > 20
    for moment in range(number):
        team.go_back()
        carla.fuse.left = moment
        with pytest.raises(Crash):
            carla.engine.run()
        carla.reopen()
        team.settle()
        assert carla.content() == anna.content() == team.content()
        record = anna.record(T) or {}
        assert (record["title"], record["wave"], record["text"]) == ("Annas", "2", "a")
        assert "0101-c" in team.content()
        assert [c["mine"] for c in carla.conflicts()] == [{"text": "c"}], moment
        assert not anna.conflicts() + anna.unsent() + carla.unsent()


def test_a_page_that_was_taken_in_is_never_fetched_again(anna: Replica, carla: Replica) -> None:
    anna.apply(*(Create("task", {"title": f"{n}"}, f"0101-{n}") for n in range(10)))
    anna.sync()
    fetched: list[int] = []
    while carla.rows("SELECT count(*) FROM task") != [(10,)]:
        carla.connection.requests.clear()
        carla.begin()
        carla.fuse.left = 14
        run_to_its_end_or_crash(carla.engine.run)
        fetched.append(len(carla.content()))
    assert len(fetched) > 1
    assert fetched == sorted(set(fetched)), "each attempt goes on where the one before it was"


def run_to_its_end_or_crash(run: Callable[[], object]) -> None:
    """A meeting that may end in a crash."""
    try:
        run()
    except Crash:
        return

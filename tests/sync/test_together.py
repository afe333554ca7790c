"""Two colleagues at work: what each sees after both have met the server, and what each is asked."""

import pytest

from kombit_tui.db.changes import Create, Delete, Update, Upsert
from kombit_tui.domain.ids import natural_id, task_state_id
from tests.server.kinto import BO
from tests.sync.replicas import CONFIDENTIAL, Replica, Team

T = "0101-t1"


def given(team: Team, **values: object) -> None:
    """A task that everybody has."""
    team.replicas[0].apply(Create("task", {"title": "Opgave"} | values, T))
    team.settle()


def test_what_one_makes_the_other_has(team: Team, anna: Replica, carla: Replica) -> None:
    given(team, due="2026-08", due_text="efter ferien", involved=["Ida", "Per"])
    assert carla.record(T) == anna.record(T)
    assert carla.rows("SELECT modified_by, modified_at, created_at FROM task") == anna.rows(
        "SELECT modified_by, modified_at, created_at FROM task"
    )
    assert carla.rows("SELECT count(*) FROM journal_entry") == [(0,)]
    assert carla.rows("SELECT title FROM task_row") == [("Opgave",)]


def test_people_are_in_the_confidential_collection(team: Team) -> None:
    team.replicas[0].apply(Create("person", {"name": "Ida Bro"}, "0101-p"))
    team.settle()
    assert (set(team.stored()), set(team.stored(CONFIDENTIAL))) == (set(), {"0101-p"})
    assert team.replicas[1].record("0101-p") == {"type": "person", "name": "Ida Bro"}


def test_different_fields_are_merged_and_the_journal_tells_whose_they_were(
    team: Team, anna: Replica, carla: Replica
) -> None:
    given(team)
    anna.apply(Update(T, {"title": "Annas"}))
    carla.apply(Update(T, {"wave": "2"}))
    team.settle()
    assert anna.record(T) == carla.record(T) == {"type": "task", "title": "Annas", "wave": "2"}
    assert not anna.conflicts() + carla.conflicts()
    told = carla.rows(
        "SELECT who, label, origin FROM journal_group WHERE origin = 'sync' ORDER BY seq"
    )
    assert told == [("anna", "Flettet med dine ændringer", "sync")]
    assert carla.rows("SELECT merged_at IS NOT NULL FROM sync_state") == [(1,)]


def test_the_same_field_shows_the_servers_value_and_keeps_the_other(
    team: Team, anna: Replica, carla: Replica
) -> None:
    given(team)
    anna.apply(Update(T, {"title": "Annas"}))
    carla.apply(Update(T, {"title": "Carlas"}))
    team.settle()
    assert anna.record(T) == carla.record(T) == {"type": "task", "title": "Annas"}
    assert anna.conflicts() == []
    [found] = carla.conflicts()
    assert (found["before"], found["mine"], found["theirs"]) == (
        {"title": "Opgave"},
        {"title": "Carlas"},
        {"title": "Annas"},
    )
    assert (found["sort"], found["mine_by"], found["theirs_by"]) == ("fields", "carla", "anna")


def test_the_same_value_is_no_conflict(team: Team, anna: Replica, carla: Replica) -> None:
    given(team)
    for one in (anna, carla):
        one.apply(Update(T, {"title": "Ens"}))
    team.settle()
    assert not anna.conflicts() + carla.conflicts()


def test_status_and_its_day_conflict_together(team: Team, anna: Replica, carla: Replica) -> None:
    state = task_state_id("0101", T)
    given(team)
    anna.apply(Upsert("task_state", state, {"status": "open"}, {"task": T}))
    team.settle()
    anna.apply(Update(state, {"status": "done", "done_on": "2026-08-01"}))
    carla.apply(Update(state, {"status": "started"}))
    team.settle()
    record = carla.record(state) or {}
    assert (record["status"], record["done_on"]) == ("done", "2026-08-01")
    [found] = carla.conflicts()
    assert found["mine"] == {"status": "started", "done_on": None}


def test_a_date_and_its_words_go_together(team: Team, anna: Replica, carla: Replica) -> None:
    given(team, due="2026-08", due_text="efter ferien")
    anna.apply(Update(T, {"due": "2026-10", "due_text": "i oktober"}))
    carla.apply(Update(T, {"due": "2026-12-01"}))
    team.settle()
    assert (anna.record(T) or {})["due_text"] == "i oktober"
    [found] = carla.conflicts()
    assert found["mine"] == {"due": "2026-12-01", "due_text": None}


def test_steps_of_a_system_are_merged_one_by_one(team: Team, anna: Replica, carla: Replica) -> None:
    day = {"on": "2026-08-01", "by": "Anna"}
    both = {"campaign": "0101-c", "system": "0101-s", "steps": {"in_use": day}}
    anna.apply(Create("campaign_system", both, "0101-cs"))
    team.settle()
    anna.apply(Update("0101-cs", {"steps": {"in_use": day, "contacted": day}}))
    carla.apply(Update("0101-cs", {"steps": {"in_use": day, "plan": {**day, "by": "Carla"}}}))
    team.settle()
    assert (anna.record("0101-cs") or {})["steps"] == {
        "in_use": day,
        "contacted": day,
        "plan": {**day, "by": "Carla"},
    }
    assert not anna.conflicts() + carla.conflicts()


def test_a_deleted_record_goes_to_the_bin_of_everybody(
    team: Team, anna: Replica, carla: Replica
) -> None:
    given(team)
    anna.apply(Delete(T))
    team.settle()
    assert (anna.record(T), carla.record(T), team.stored()) == (None, None, {})
    assert carla.rows("SELECT operation FROM journal_entry") == [("delete",)]
    assert not carla.rows("SELECT * FROM sync_state")


@pytest.mark.parametrize("first", [0, 1])
def test_an_edit_beats_a_deletion_and_the_user_is_asked(team: Team, first: int) -> None:
    given(team)
    deleting, editing = team.replicas[first], team.replicas[1 - first]
    deleting.apply(Delete(T))
    editing.apply(Update(T, {"title": "Rettet"}))
    for one in (deleting, editing) if first else (editing, deleting):
        one.sync()
    team.settle()
    assert deleting.record(T) == editing.record(T) == {"type": "task", "title": "Rettet"}
    asked = [(one.name, c["sort"]) for one in team for c in one.conflicts()]
    if first:
        assert asked == [(editing.name, "deleted_there")]
    else:
        assert asked == [(deleting.name, "deleted_here")]


def test_two_who_delete_the_same_are_not_asked(team: Team, anna: Replica, carla: Replica) -> None:
    given(team)
    for one in (anna, carla):
        one.apply(Delete(T))
    team.settle()
    assert not anna.conflicts() + carla.conflicts() + anna.unsent() + carla.unsent()


def test_what_two_make_alike_becomes_one_record(team: Team, anna: Replica, carla: Replica) -> None:
    made = natural_id("0101", "task", "KLIK", "A1")
    values = {"title": "Udfas SF1500", "code": "A1", "involved": ["Ida"]}
    anna.apply(Create("task", values, made))
    carla.apply(Create("task", {**values, "wave": "2"}, made))
    team.settle()
    assert anna.record(made) == carla.record(made) == {"type": "task", **values, "wave": "2"}
    assert not anna.conflicts() + carla.conflicts()


def test_what_two_make_under_one_id_is_asked_about_where_it_differs(
    team: Team, anna: Replica, carla: Replica
) -> None:
    anna.apply(Create("task", {"title": "Annas", "code": "A1"}, T))
    carla.apply(Create("task", {"title": "Carlas", "wave": "2"}, T))
    team.settle()
    assert anna.record(T) == {"type": "task", "title": "Annas", "code": "A1", "wave": "2"}
    [found] = carla.conflicts()
    assert (found["before"], found["mine"]) == ({"title": None}, {"title": "Carlas"})


def test_a_view_is_everybodys_while_it_is_shared(team: Team, anna: Replica, carla: Replica) -> None:
    view = "0101-v"
    anna.apply(Create("view", {"name": "Min", "kind": "task"}, view))
    team.settle()
    assert team.stored() == {}
    anna.apply(Update(view, {"shared": True}))
    team.settle()
    assert (carla.record(view) or {})["name"] == "Min"
    anna.apply(Update(view, {"shared": False}))
    team.settle()
    assert (team.stored(), carla.record(view)) == ({}, None)
    assert (anna.record(view) or {})["name"] == "Min", "it is mine again, not gone"
    anna.apply(Update(view, {"shared": True, "name": "Vores"}))
    team.settle()
    assert (carla.record(view) or {})["name"] == "Vores"
    assert not anna.conflicts() + carla.conflicts()


def test_an_edit_that_is_taken_back_leaves_nothing_to_send(team: Team, anna: Replica) -> None:
    given(team)
    before = team.stored()
    anna.apply(Update(T, {"title": "En tanke"}))
    anna.store.undo()
    assert anna.unsent() == []
    team.settle()
    assert team.stored() == before


def test_who_may_not_see_people_sees_the_rest(team: Team, anna: Replica) -> None:
    bo = Replica(team.folder / "bo", "bo", BO, team.app)
    anna.apply(Create("person", {"name": "Ida"}, "0101-p"), Create("task", {"title": "A"}, T))
    team.settle()
    report = bo.sync()
    assert (set(bo.content()), report.warnings) == ({T}, ())
    bo.apply(Create("person", {"name": "Kun her"}, "0101-q"))
    assert bo.sync().waiting == 1
    assert set(team.stored(CONFIDENTIAL)) == {"0101-p"}
    bo.store.close()


def test_a_store_without_a_municipality_sends_nothing(team: Team, anna: Replica) -> None:
    anna.store.remember({"municipality": "0000"})
    anna.apply(Create("task", {"title": "Hjemme"}, "0000-a"))
    assert anna.unsent() == []
    report = anna.engine.run()
    assert report.error is not None
    assert "kommune" in str(report.error)
    anna.store.set_municipality("0101")
    anna.sync()
    assert set(team.stored()) == {"0101-a"}

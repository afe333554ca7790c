"""Undo and redo after a meeting: own steps only, and nothing that a colleague changed since."""

import pytest

from kombit_tui.db.changes import Create, Delete, Update
from kombit_tui.errors import NothingToUndo
from tests.sync.replicas import Replica, Team

T = "0101-t1"


def given(team: Team) -> None:
    """A task that Anna made and both have."""
    team.replicas[0].apply(Create("task", {"title": "Først"}, T))
    team.settle()


def test_undo_after_a_meeting_is_an_ordinary_change(
    team: Team, anna: Replica, carla: Replica
) -> None:
    given(team)
    anna.apply(Update(T, {"title": "Rettet"}))
    team.settle()
    anna.store.undo()
    assert anna.unsent() == [T]
    team.settle()
    assert carla.record(T) == {"type": "task", "title": "Først"}
    anna.store.redo()
    team.settle()
    assert carla.record(T) == {"type": "task", "title": "Rettet"}
    assert not anna.conflicts() + carla.conflicts()


def test_undo_never_takes_back_what_a_colleague_did(
    team: Team, anna: Replica, carla: Replica
) -> None:
    given(team)
    anna.apply(Update(T, {"title": "Annas"}))
    team.settle()
    with pytest.raises(NothingToUndo):
        carla.store.undo()


def test_undo_leaves_a_field_that_a_colleague_changed_since(
    team: Team, anna: Replica, carla: Replica
) -> None:
    given(team)
    anna.apply(Update(T, {"title": "Annas", "wave": "2"}))
    team.settle()
    carla.apply(Update(T, {"title": "Carlas"}))
    team.settle()
    undone = anna.store.undo()
    assert undone.refused == ("KLIK-opgave: Titel er ændret siden og er ikke rørt.",)
    team.settle()
    assert carla.record(T) == {"type": "task", "title": "Carlas"}


def test_undo_leaves_the_value_that_won_over_ours(
    team: Team, anna: Replica, carla: Replica
) -> None:
    given(team)
    for one, title in ((anna, "Annas"), (carla, "Carlas")):
        one.apply(Update(T, {"title": title}))
    team.settle()
    assert carla.store.undo().refused
    assert carla.record(T) == {"type": "task", "title": "Annas"}
    assert carla.unsent() == []


def test_a_creation_can_be_undone_until_a_colleague_has_built_on_it(
    team: Team, anna: Replica, carla: Replica
) -> None:
    given(team)
    carla.apply(Update(T, {"wave": "2"}))
    team.settle()
    assert anna.store.undo().refused == ("KLIK-opgave er ændret i mellemtiden og beholdes.",)
    anna.apply(Create("task", {"title": "Ny"}, "0101-n"))
    team.settle()
    anna.store.undo()
    team.settle()
    assert carla.record("0101-n") is None


def test_a_deletion_can_be_undone_after_it_was_told(
    team: Team, anna: Replica, carla: Replica
) -> None:
    given(team)
    anna.apply(Delete(T))
    team.settle()
    assert carla.record(T) is None
    anna.store.undo()
    team.settle()
    assert carla.record(T) == {"type": "task", "title": "Først"}
    assert not anna.conflicts() + carla.conflicts()


def test_a_deletion_that_a_colleagues_edit_has_beaten_is_not_undone_twice(
    team: Team, anna: Replica, carla: Replica
) -> None:
    given(team)
    carla.apply(Update(T, {"title": "Carlas"}))
    carla.sync()
    anna.apply(Delete(T))
    team.settle()
    assert anna.store.undo().refused == ("KLIK-opgave er oprettet igen i mellemtiden.",)
    assert anna.record(T) == {"type": "task", "title": "Carlas"}


def test_redo_survives_a_meeting(team: Team, anna: Replica, carla: Replica) -> None:
    given(team)
    anna.apply(Update(T, {"title": "Rettet"}))
    anna.store.undo()
    carla.apply(Update(T, {"wave": "2"}))
    team.settle()
    anna.store.redo()
    assert anna.record(T) == {"type": "task", "title": "Rettet", "wave": "2"}

"""Undo and redo: step by step, field by field, after a restart and beside the work of others."""

import pytest

from kombit_tui.db.changes import Change, Create, Delete, Origin, Update
from kombit_tui.db.store import Store
from kombit_tui.errors import NothingToUndo
from tests.conftest import now
from tests.db.test_commands import T, create, rows, task


def title(store: Store) -> str | None:
    """The title of the task `T`; None when it is not there."""
    found = rows(store, "SELECT title FROM task WHERE id = ?", T)
    return found[0][0] if found else None


def test_undo_and_redo_go_step_by_step_and_back(store: Store) -> None:
    create(store, title="A")
    for name in ("B", "C"):
        store.apply([Update(T, {"title": name})], f"Titel {name}")
    undone = [store.undo().label, title(store), store.undo().label, title(store)]
    assert undone == ["Titel C", "B", "Titel B", "A"]
    store.undo()
    assert title(store) is None
    redone = [store.redo() and title(store) for _ in range(3)]
    assert redone == ["A", "B", "C"]
    with pytest.raises(NothingToUndo):
        store.redo()
    store.undo()
    assert title(store) == "B", "what was redone can be undone again"


def test_there_is_nothing_to_undo_in_a_new_store(store: Store) -> None:
    with pytest.raises(NothingToUndo, match="ingen ændring"):
        store.undo()
    with pytest.raises(NothingToUndo, match="intet at gendanne"):
        store.redo()


def test_a_bulk_change_is_one_step(store: Store) -> None:
    made = [Create("task", {"title": f"Opgave {n}"}, f"0999-{n}") for n in range(1_200)]
    store.apply(made, "Mange")
    store.apply([Update(change.id or "", {"wave": "2"}) for change in made], "Bølge")
    undone = store.undo()
    assert len(undone.ids) == 1_200
    assert rows(store, "SELECT count(*), count(wave) FROM task") == [(1_200, 0)]


def test_undo_works_after_a_restart(store: Store) -> None:
    create(store, title="A")
    store.apply([Update(T, {"title": "B"})], "Titel")
    store.close()
    again = Store(store.path, who="en anden", clock=now)
    again.undo()
    assert title(again) == "A"
    again.close()
    store.redo()
    assert title(store) == "B"


def test_undo_leaves_alone_what_was_changed_since(store: Store) -> None:
    create(store, title="A", code="1", wave="1")
    store.apply([Update(T, {"title": "B", "code": "2"})], "To felter")
    store.apply([Update(T, {"title": "Fra server"})], "Hentet", Origin.SEED)
    undone = store.undo()
    assert undone.refused == ("KLIK-opgave: Titel er ændret siden og er ikke rørt.",)
    assert (task(store)["title"], task(store)["code"]) == ("Fra server", "1")


def test_undo_of_a_creation_keeps_a_record_that_got_more_since(store: Store) -> None:
    create(store)
    store.apply([Update(T, {"wave": "2"})], "Hentet", Origin.SEED)
    undone = store.undo()
    assert undone.refused == ("KLIK-opgave er ændret i mellemtiden og beholdes.",)
    assert title(store) == "Udfas SF1500"


def test_undo_tells_when_the_record_is_gone_or_back(store: Store) -> None:
    create(store)
    store.apply([Update(T, {"wave": "2"})], "Bølge")
    store.apply([Delete(T)], "Hentet", Origin.SEED)
    assert store.undo().refused == ("KLIK-opgave er slettet i mellemtiden.",)
    store.apply([Create("task", {"title": "Ny"}, T)], "Hentet", Origin.SEED)
    store.apply([Delete(T)], "Slettet")
    store.apply([Create("task", {"title": "Igen"}, T)], "Hentet", Origin.SEED)
    assert store.undo().refused == ("KLIK-opgave er oprettet igen i mellemtiden.",)


def test_undo_of_a_deletion_brings_everything_back(store: Store) -> None:
    create(store, due="2026-10", due_text="efterår", involved=["Ida"], count_done=3)
    before = task(store)
    store.apply([Delete(T)], "Slettet")
    store.undo()
    assert task(store) == before


def test_undo_of_a_date_brings_its_words_back(store: Store) -> None:
    create(store, due="2026-10", due_text="snart")
    store.apply([Update(T, {"due": "2026-11", "due_text": "snart"})], "Frist")
    store.undo()
    assert (task(store)["due"], task(store)["due_text"]) == ("2026-10", "snart")


def test_an_import_is_undone_whole(store: Store) -> None:
    create(store, title="A")
    changes: list[Change] = [Update(T, {"title": "B"}), Create("person", {"name": "Bo"}, "0999-p")]
    store.apply(changes, "Import af x.txt", Origin.IMPORT)
    assert store.undo().label == "Import af x.txt"
    assert (title(store), rows(store, "SELECT * FROM person")) == ("A", [])


def test_a_new_edit_ends_redo(store: Store) -> None:
    create(store, title="A")
    store.apply([Update(T, {"title": "B"})], "B")
    store.undo()
    store.apply([Update(T, {"wave": "2"})], "Bølge")
    with pytest.raises(NothingToUndo):
        store.redo()
    assert title(store) == "A"


def test_demo_data_is_never_undone(store: Store) -> None:
    store.apply([Create("task", {"title": "Demo"}, T)], "Demodata lagt ind", Origin.SEED)
    with pytest.raises(NothingToUndo):
        store.undo()
    assert title(store) == "Demo"


def test_a_person_who_comes_back_is_named_on_the_task_again(store: Store) -> None:
    create(store)
    state = {"task": T, "responsible": "0999-p"}
    person = Create("person", {"name": "Ida"}, "0999-p")
    store.apply([person, Create("task_state", state, "0999-t-t1")], "Ansvarlig")
    store.apply([Delete("0999-p")], "Slettet")
    assert rows(store, "SELECT responsible_name FROM task_row") == [(None,)]
    store.undo()
    assert rows(store, "SELECT responsible_name FROM task_row") == [("Ida",)]

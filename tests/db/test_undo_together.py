"""Undo of fields that belong together, of many records, of what was restored; beside colleagues."""

from kombit_tui.db.changes import Create, Delete, Origin, Update
from kombit_tui.db.queries.trash import deleted
from kombit_tui.db.store import Store
from tests.db.test_commands import T, create, rows, task


def colleague(store: Store, **values: str) -> None:
    """Somebody else changes the task `T`."""
    store.apply([Update(T, values)], "Hentet", Origin.SEED)


def test_a_date_and_its_words_go_back_together_or_not_at_all(store: Store) -> None:
    create(store, due="2026-10", due_text="efterår", wave="1")
    store.apply([Update(T, {"due": "2026-11", "due_text": "vinter", "wave": "2"})], "Rykket")
    colleague(store, due="2026-11", due_text="sidst på året")
    undone = store.undo()
    assert undone.refused == ("KLIK-opgave: Frist i KLIK er ændret siden og er ikke rørt.",)
    found = task(store)
    assert (found["due"], found["due_text"], found["wave"]) == ("2026-11", "sidst på året", "1")


def test_status_and_its_day_go_back_together_or_not_at_all(store: Store) -> None:
    create(store)
    store.apply([Create("task_state", {"task": T, "status": "started"}, "0999-s")], "Begyndt")
    store.apply([Update("0999-s", {"status": "done", "done_on": "2026-08-19"})], "Udført")
    store.apply([Update("0999-s", {"done_on": "2026-08-18"})], "Hentet", Origin.SEED)
    undone = store.undo()
    assert undone.refused == ("Opgavestatus: Fuldført den er ændret siden og er ikke rørt.",)
    assert rows(store, "SELECT status, done_on FROM task_state") == [("done", "2026-08-18")]


def test_what_a_bulk_undo_leaves_alone_is_told_in_short(store: Store) -> None:
    ids = [f"0999-{number}" for number in range(500)]
    store.apply([Create("task", {"title": one}, one) for one in ids], "Mange")
    store.apply([Update(one, {"wave": "2"}) for one in ids], "Bølge")
    store.apply([Update(one, {"wave": "3"}) for one in ids[:10]], "Hentet", Origin.SEED)
    undone = store.undo()
    assert (len(undone.ids), len(undone.refused)) == (490, 4)
    assert undone.refused[-1] == "Og 7 andre felter eller poster."
    assert rows(store, "SELECT count(wave) FROM task") == [(10,)]


def test_redo_makes_again_only_what_undo_took_back(store: Store) -> None:
    create(store, title="A", wave="1")
    store.apply([Update(T, {"title": "B", "wave": "2"})], "Begge")
    colleague(store, title="Kollega")
    store.undo()
    store.redo()
    assert (task(store)["title"], task(store)["wave"]) == ("Kollega", "2")
    store.undo()
    assert (task(store)["title"], task(store)["wave"]) == ("Kollega", "1")


def test_redo_leaves_alone_what_was_changed_since_the_undo(store: Store) -> None:
    create(store, title="A", wave="1")
    store.apply([Update(T, {"title": "B", "wave": "2"})], "Begge")
    store.undo()
    colleague(store, title="Kollega")
    redone = store.redo()
    assert redone.refused == ("KLIK-opgave: Titel er ændret siden og er ikke rørt.",)
    assert (task(store)["title"], task(store)["wave"]) == ("Kollega", "2")


def test_what_came_from_the_bin_goes_back_into_it(store: Store) -> None:
    create(store, due="2026-10", due_text="efterår")
    store.apply([Delete(T)], "Slettet")
    [one] = deleted(store.reader).records
    store.apply([Create(one.kind, one.values, one.id)], "Hentet fra papirkurven")
    store.undo()
    assert rows(store, "SELECT * FROM task") == []
    store.redo()
    assert (task(store)["due"], task(store)["due_text"]) == ("2026-10", "efterår")
    store.undo()
    store.undo()
    assert task(store)["title"] == "Udfas SF1500", "undo goes on to the deletion itself"

"""The bin: what is in it, what comes back together, and that it comes back whole."""

from kombit_tui.db.changes import Change, Create, Delete
from kombit_tui.db.queries.trash import Deleted, deleted
from kombit_tui.db.store import Store
from tests.db.test_commands import T, create, rows, task


def restore(store: Store, *found: Deleted) -> None:
    """Bring records back as one step."""
    store.apply([Create(one.kind, one.values, one.id) for one in found], "Hentet")


def titles(store: Store) -> list[str]:
    """What is in the bin, the latest first."""
    return [one.title for one in deleted(store.reader).records]


def test_what_is_deleted_is_in_the_bin_until_it_is_back(store: Store) -> None:
    create(store, due="2026-10", due_text="efterår", involved=["Ida"])
    before = {name: value for name, value in task(store).items() if name not in ("seq",)}
    assert titles(store) == []
    store.apply([Delete(T)], "Slettet")
    [one] = deleted(store.reader).records
    assert (one.kind, one.title, one.who, one.step) == ("task", "Udfas SF1500", "tester", "Slettet")
    restore(store, one)
    assert {name: task(store)[name] for name in before} == before
    assert titles(store) == []
    store.undo()
    assert titles(store) == ["Udfas SF1500"]


def test_the_latest_is_first_and_a_record_deleted_twice_is_there_once(store: Store) -> None:
    for number in (1, 2):
        store.apply([Create("task", {"title": f"Nr. {number}"}, f"0999-{number}")], "Ny")
    store.apply([Delete("0999-1")], "Slettet")
    store.apply([Delete("0999-2")], "Slettet")
    store.undo()
    store.apply([Delete("0999-2")], "Slettet")
    assert titles(store) == ["Nr. 2", "Nr. 1"]


def test_what_belongs_to_a_record_comes_with_it(store: Store) -> None:
    create(store)
    parts: list[Change] = [
        Create("task_state", {"task": T, "status": "started"}, "0999-s"),
        Create("note", {"about": T, "text": "Ring"}, "0999-n"),
        Create("task", {"title": "En anden"}, "0999-2"),
    ]
    store.apply(parts, "Nyt")
    gone: list[Change] = [Delete(one) for one in ("0999-s", "0999-n", T, "0999-2")]
    store.apply(gone, "Ryddet op")
    found = deleted(store.reader)
    first = next(one for one in found.records if one.id == T)
    assert {one.id for one in found.records} == {T, "0999-2"}
    assert {one.id for one in found.parts[T]} == {"0999-s", "0999-n"}
    assert {one.id for one in found.step_of(first)} == {"0999-s", "0999-n", T, "0999-2"}
    restore(store, first, *found.parts[T])
    assert rows(store, "SELECT status FROM task_row") == [("started",)]
    assert titles(store) == ["En anden"]


def test_a_part_deleted_alone_is_called_as_its_owner(store: Store) -> None:
    store.apply(
        [
            Create("role", {"name": "Systemejer"}, "0999-r"),
            Create("person", {"name": "Ida"}, "0999-p"),
            Create("assignment", {"role": "0999-r", "person": "0999-p"}, "0999-a"),
        ],
        "Nyt",
    )
    store.apply([Delete("0999-a")], "Fratrådt")
    assert titles(store) == ["Systemejer"]
    store.apply([Delete("0999-r")], "Udgået")
    assert titles(store) == ["Systemejer", "Systemejer"]


def test_items_come_with_their_meeting(store: Store) -> None:
    store.apply(
        [
            Create("meeting", {"title": "Møde"}, "0999-m"),
            Create("agenda_item", {"meeting": "0999-m", "title": "Velkomst"}, "0999-i"),
            Create("preparation", {"item": "0999-i", "state": "read"}, "0999-f"),
        ],
        "Nyt",
    )
    store.undo()
    [one] = deleted(store.reader).records
    assert (one.title, one.origin) == ("Møde", "undo")
    assert {part.id for part in deleted(store.reader).parts[one.id]} == {"0999-i", "0999-f"}


def test_the_bin_has_an_end(store: Store) -> None:
    store.apply([Create("task", {"title": f"{n}"}, f"0999-{n}") for n in range(20)], "Mange")
    store.apply([Delete(f"0999-{n}") for n in range(20)], "Væk")
    assert len(deleted(store.reader, limit=7).records) == 7

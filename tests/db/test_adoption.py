"""Choosing the municipality of a store that was begun without one."""

import sqlite3
from pathlib import Path

import pytest

from kombit_tui.db.changes import Create, Update, Upsert
from kombit_tui.db.queries.tasks import TaskPages, task_detail
from kombit_tui.db.store import Store
from kombit_tui.domain.ids import natural_id, new_id, task_state_id
from kombit_tui.errors import UnknownMunicipality
from tests.tools.imported import carry_out, plan_file

FIXTURE = Path(__file__).parents[1] / "data" / "opgaver.txt"


def test_records_keep_their_relations_and_their_history(empty_store: Store) -> None:
    task = natural_id("0000", "task", "Opdatér certifikat")
    person = new_id("0000")
    empty_store.apply(
        [
            Create("person", {"name": "Anna Holm"}, person),
            Create("task", {"title": "Opdatér certifikat", "text": "Ring 0000-1234"}, task),
            Create("note", {"about": task, "text": "Bestilt"}),
        ],
        "Opret",
    )
    state = {"status": "started", "responsible": person}
    empty_store.apply(
        [Upsert("task_state", task_state_id("0000", task), state, {"task": task})], ""
    )
    empty_store.set_municipality("0101")

    adopted = natural_id("0101", "task", "Opdatér certifikat")
    detail = task_detail(empty_store.reader, adopted)
    assert detail is not None
    assert (detail.status, detail.responsible, detail.notes) == (
        "started",
        "Anna Holm",
        ("Bestilt",),
    )
    assert detail.record["text"] == "Ring 0000-1234"
    assert detail.record["bucket"] == "kommune-0101"
    empty_store.apply([Update(adopted, {"code": "A1"})], "Kode")
    for _ in range(3):
        empty_store.undo()
    assert len(TaskPages(empty_store.reader)) == 0


def test_an_import_is_the_same_as_had_the_municipality_been_chosen_first(
    empty_store: Store, tmp_path: Path
) -> None:
    first = Store(tmp_path / "first.sqlite3", who="tester", clock=empty_store.clock)
    first.set_municipality("0101")
    for one in (first, empty_store):
        carry_out(one, plan_file(one, FIXTURE))
    empty_store.set_municipality("0101")
    assert _ids(empty_store) == _ids(first)
    assert not plan_file(empty_store, FIXTURE).changes
    first.close()


def test_the_store_of_one_municipality_is_never_given_to_another(store: Store) -> None:
    with pytest.raises(UnknownMunicipality, match="anden kommunes"):
        store.set_municipality("0101")


def test_a_failure_leaves_all_as_it_was(
    empty_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty_store.apply([Create("task", {"title": "Opdatér certifikat"})], "Opret")
    before = _ids(empty_store)

    def fail(connection: sqlite3.Connection, code: str) -> None:
        connection.execute("UPDATE task SET id = 'x'")
        raise sqlite3.OperationalError("disk I/O error")

    monkeypatch.setattr("kombit_tui.db.adoption.adopt", fail)
    with pytest.raises(Exception, match="disk"):
        empty_store.set_municipality("0101")
    assert _ids(empty_store) == before
    assert empty_store.municipality == "0000"


def _ids(store: Store) -> set[str]:
    return {row[0] for row in store.reader.execute("SELECT id FROM record_index")}

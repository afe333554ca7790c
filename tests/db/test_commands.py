"""The one write path: what it writes, what it refuses, and what undo and redo make of it."""

import json
import sqlite3
from collections.abc import Mapping
from typing import Any

import pytest

from kombit_tui.db.changes import Change, Create, Delete, Update, Upsert
from kombit_tui.db.store import Store
from kombit_tui.errors import RecordError, RecordInvalid, UnknownKind
from tests.conftest import now

T = "0999-t1"
TABLES = ("task", "person", "price", "record_index", "task_row", "journal_entry", "sync_state")


def rows(store: Store, query: str, *values: Any) -> list[tuple[Any, ...]]:
    """What a query gives, as plain tuples."""
    return [tuple(row) for row in store.reader.execute(query, values)]


def everything(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    """All content of the tables that a change may touch, the search tables included."""
    found = {name: rows(store, f"SELECT * FROM {name}") for name in (*TABLES, "journal_group")}
    for name in ("search_prefix", "search_trigram"):
        found[name] = rows(store, f"SELECT * FROM {name}_data")
    return found


def task(store: Store, record_id: str = T) -> dict[str, Any]:
    """The fields of a task."""
    found = store.reader.execute("SELECT * FROM task WHERE id = ?", (record_id,)).fetchone()
    return dict(found)


def create(store: Store, **values: Any) -> None:
    """Make the task `T`."""
    store.apply([Create("task", {"title": "Udfas SF1500"} | values, T)], "Oprettet")


def test_a_created_record_is_stamped_and_waits_to_be_sent(store: Store) -> None:
    applied = store.apply([Create("task", {"title": "Udfas SF1500"})], "Oprettet")
    [made] = applied.ids
    found = task(store, made)
    assert made.startswith("0999-")
    assert (found["bucket"], found["modified_by"]) == ("kommune-0999", "tester")
    assert found["created_at"] == found["modified_at"] == now().isoformat()
    assert rows(store, "SELECT id, kind, bucket, dirty FROM sync_state") == [
        (made, "task", "kommune-0999", 1)
    ]
    assert (applied.kinds, applied.label) == (frozenset({"task"}), "Oprettet")


def test_a_date_brings_its_first_and_last_day(store: Store) -> None:
    create(store, due="2026-02")
    found = task(store)
    assert found["due_last"] - found["due_first"] == 27


def test_an_update_changes_only_the_fields_it_names(store: Store) -> None:
    create(store, code="A1")
    store.apply([Update(T, {"title": "Ny titel"})], "Titel")
    assert (task(store)["title"], task(store)["code"]) == ("Ny titel", "A1")
    [entry] = rows(store, "SELECT before, after FROM journal_entry WHERE operation = 'update'")
    assert entry == ('{"title": "Udfas SF1500"}', '{"title": "Ny titel"}')


def test_a_date_without_words_loses_the_words_of_the_former_one(store: Store) -> None:
    create(store, due="2026-08", due_text="efter ferien")
    store.apply([Update(T, {"due": "2026-10-01"})], "Frist")
    assert task(store)["due_text"] is None


def test_a_deleted_record_is_nowhere_but_in_the_journal(store: Store) -> None:
    create(store)
    store.apply([Delete(T)], "Slettet")
    found = everything(store)
    assert not found["task"]
    assert not found["record_index"]
    assert not found["task_row"]
    assert not found["sync_state"], "the server never saw it"
    assert len(found["journal_entry"]) == 2


def test_the_deletion_of_what_the_server_knows_waits_to_be_sent(store: Store) -> None:
    create(store)
    connection = sqlite3.connect(store.path, isolation_level=None)
    connection.execute("UPDATE sync_state SET base = '{}', base_lm = 7, dirty = 0")
    connection.close()
    store.apply([Delete(T)], "Slettet")
    assert rows(store, "SELECT id, dirty FROM sync_state") == [(T, 1)]


def test_an_upsert_makes_the_record_once_and_then_updates_it(store: Store) -> None:
    change = Upsert("task", T, {"code": "A1"}, {"title": "Kun ny"})
    store.apply([change], "Første")
    store.apply([Update(T, {"title": "Rettet"})], "Titel")
    store.apply([change._replace(values={"code": "A2"})], "Anden")
    assert (task(store)["code"], task(store)["title"]) == ("A2", "Rettet")


def test_several_changes_of_one_record_are_one_entry(store: Store) -> None:
    made = Create("task", {"title": "Et"}, T)
    store.apply([made, Update(T, {"code": "A1"}), Update(T, {"title": "To"})], "Samlet")
    assert (task(store)["title"], task(store)["code"]) == ("To", "A1")
    assert rows(store, "SELECT operation FROM journal_entry") == [("create",)]


@pytest.mark.parametrize(
    "changes",
    [
        [],
        [Update(T, {"title": "Udfas SF1500"})],
        [Update(T, {"title": " Udfas\x1b[31m SF1500 "})],
        [Update(T, {"code": ""})],
        [Update(T, {"title": "Andet"}), Update(T, {"title": "Udfas SF1500"})],
        [Create("person", {"name": "Bo"}, "0999-p"), Delete("0999-p")],
    ],
)
def test_what_changes_nothing_leaves_no_trace(store: Store, changes: list[Change]) -> None:
    create(store)
    before = everything(store)
    assert store.apply(changes, "Intet").group is None
    assert everything(store) == before


@pytest.mark.parametrize(
    ("foreign", "kept"),
    [
        ("\x1b[31mrød\x1b[0m", "rød"),
        ("\x1b]52;c;aGVq\x07klip", "klip"),
        ("\x1b]52;c;aGVq\x1b\\klip", "klip"),
        ("\x9b31mC1", "31mC1"),
        ("a\u202eb\u2066c\u061cd", "abcd"),
        ("nul\x00", "nul"),
        ("halv\ud83dt", "halvt"),
        ("a\u030a", "å"),
        ("to\r\nlinjer", "to \nlinjer"),
    ],
)
def test_foreign_text_is_cleaned_on_entry(store: Store, foreign: str, kept: str) -> None:
    create(store, title=foreign, involved=[foreign])
    assert task(store)["title"] == kept
    assert json.loads(task(store)["involved"]) == [kept]
    assert foreign not in str(everything(store))


def test_foreign_text_is_cleaned_inside_tables_and_labels(store: Store) -> None:
    table = [{"key\x1b[1m": "sat\u202e", "tom": ""}]
    made = Create("campaign", {"title": "CH1", "own_steps": table}, "0999-c")
    applied = store.apply([made], "Import af \udcff\x1b[2Jfil.txt")
    assert applied.label == "Import af fil.txt"
    assert rows(store, "SELECT label FROM journal_group") == [("Import af fil.txt",)]
    assert rows(store, "SELECT own_steps FROM campaign") == [('[{"key": "sat", "tom": null}]',)]


def test_an_empty_item_of_a_list_holds_its_place(store: Store) -> None:
    values = {"presenters": ["Ida", "Bo"], "presenter_titles": ["", "chef"]}
    made = Create("agenda_item", {"title": "Punkt", "meeting": "m"} | values, "0999-a")
    store.apply([made], "Punkt")
    assert rows(store, "SELECT presenter_titles FROM agenda_item") == [('["", "chef"]',)]


INVALID: list[tuple[str, Mapping[str, Any], str]] = [
    ("task", {"title": ""}, "Titel skal udfyldes"),
    ("task", {"title": "\x1b[0m \u200b"}, "Titel skal udfyldes"),
    ("task", {"title": 7}, "ikke af den rigtige slags"),
    ("task", {"title": "T", "kind": "haster"}, "kendes ikke"),
    ("task", {"title": "T", "due": "ikke en dato"}, "er ikke en dato"),
    ("task", {"title": "T", "due": "2026-13-01"}, "er ikke en dato"),
    ("task", {"title": "T", "counts_on": "20260819"}, "er ikke en dag"),
    ("task", {"title": "T", "count_done": True}, "ikke af den rigtige slags"),
    ("task", {"title": "T", "count_done": 2**64}, "ikke af den rigtige slags"),
    ("task", {"title": "T", "involved": "Bo"}, "ikke af den rigtige slags"),
    ("task", {"title": "T", "involved": ["Bo", 3]}, "ikke af den rigtige slags"),
    ("task", {"title": "T", "ukendt": "x"}, "intet felt «ukendt»"),
    ("task", {"title": "T", "due_first": 1}, "intet felt «due_first»"),
    ("price", {"system": "BRG", "amount": float("nan")}, "ikke af den rigtige slags"),
    ("meeting", {"title": "M", "start": "25:00"}, "er ikke et klokkeslæt"),
    ("meeting", {"title": "M", "attendance": [{"n": object()}]}, "ikke af den rigtige slags"),
    ("person", {"name": "Bo", "is_manager": 1}, "ikke af den rigtige slags"),
]


@pytest.mark.parametrize(("kind", "values", "told"), INVALID)
def test_an_invalid_value_is_refused_in_danish_and_nothing_is_written(
    store: Store, kind: str, values: Mapping[str, Any], told: str
) -> None:
    create(store)
    before = everything(store)
    good = Create("task", {"title": "Rettidig"}, "0999-t2")
    with pytest.raises(RecordInvalid, match=told):
        store.apply([good, Update(T, {"title": "Ny"}), Create(kind, values)], "Blandet")
    assert everything(store) == before


@pytest.mark.parametrize(
    "change",
    [
        Update("0999-væk", {"title": "x"}),
        Delete("0999-væk"),
        Create("task", {"title": "Igen"}, T),
        Upsert("person", T, {}),
    ],
)
def test_a_change_of_the_wrong_record_is_refused(store: Store, change: Change) -> None:
    create(store)
    before = everything(store)
    with pytest.raises(RecordError):
        store.apply([Update(T, {"title": "Ny"}), change], "Forkert")
    assert everything(store) == before


def test_a_record_does_not_come_back_as_another_kind_in_one_step(store: Store) -> None:
    create(store)
    with pytest.raises(RecordInvalid, match="en anden slags"):
        store.apply([Delete(T), Create("person", {"name": "Bo"}, T)], "Byttet")
    assert task(store)["title"] == "Udfas SF1500"


def test_an_unknown_kind_is_refused(store: Store) -> None:
    with pytest.raises(UnknownKind, match="«opgaver»"):
        store.apply([Create("opgaver", {"title": "x"})], "Ukendt")

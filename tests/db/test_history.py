"""History: what is told of a record and what belongs to it, and how a field comes back."""

import pytest

from kombit_tui.db.changes import Create, Delete, Origin, Update, Upsert
from kombit_tui.db.queries.history import Entry, history, restoring
from kombit_tui.db.store import Store
from kombit_tui.domain.records import KINDS
from kombit_tui.wording.history import history_line
from tests.conftest import NOW
from tests.db.test_commands import T, create, rows, task

STATE = f"0999-t-{T}"


def told(store: Store, record: str = T) -> list[tuple[str, str]]:
    """Field and change, as the list says them."""
    found = history(store.reader, record)
    lines = [history_line("0", entry, found, NOW) for entry in found.entries]
    return [(line.cells[2].text, line.cells[3].text) for line in lines]


def entry_of(store: Store, field: str) -> Entry:
    """The latest entry of a field of the task and what belongs to it."""
    return next(one for one in history(store.reader, T).entries if one.field == field)


def restore(store: Store, field: str) -> None:
    """Bring a field back to what it was before its latest change."""
    entry = entry_of(store, field)
    values = restoring(store.reader, entry)
    assert values
    store.apply([Update(entry.record_id, values)], "Hentet tilbage")


def test_each_changed_field_is_a_line_in_words_the_latest_first(store: Store) -> None:
    create(store, due="2026-10-01")
    store.apply([Create("person", {"name": "Ida"}, "0999-p")], "Person")
    store.apply([Update(T, {"due": "2026-11", "kind": "lokal"})], "Rettet")
    values = {"status": "done", "done_on": "2026-08-19", "responsible": "0999-p"}
    store.apply([Upsert("task_state", STATE, values, {"task": T})], "Udført")
    store.apply([Create("note", {"about": T, "text": "Ring\ntil dem"}, "0999-n")], "Kommentar")
    assert told(store) == [
        ("Oprettet", "Kommentar: Ring til dem"),
        ("Status", "(tom) -> Fuldført"),
        ("Fuldført den", "(tom) -> 19-08-2026"),
        ("Ansvarlig", "(tom) -> Ida"),
        ("Type", "(tom) -> Lokal"),
        ("Frist i KLIK", "01-10-2026 -> november 2026"),
        ("Oprettet", "KLIK-opgave: Udfas SF1500"),
    ]


def test_where_a_step_came_from_is_said(store: Store) -> None:
    create(store)
    store.apply([Update(T, {"wave": "2"})], "Slides", Origin.IMPORT)
    store.undo()
    found = history(store.reader, T)
    last = [history_line("0", entry, found, NOW).cells[4].text for entry in found.entries]
    assert last == ["Slides (fortrudt)", "Slides (import)", "Oprettet"]


def test_the_year_is_said_where_it_is_another(store: Store) -> None:
    create(store)
    found = history(store.reader, T)
    times = [
        history_line("0", found.entries[0], found, NOW.replace(year=year)).cells[0].text
        for year in (2026, 2027)
    ]
    assert [len(time) for time in times] == [len("19-08 09:00"), len("19-08-2026 09:00")]


def test_what_was_deleted_is_still_told(store: Store) -> None:
    create(store)
    store.apply([Create("note", {"about": T, "text": "Ring"}, "0999-n")], "Kommentar")
    store.apply([Delete("0999-n")], "Slettet")
    assert told(store)[:2] == [("Slettet", "Kommentar: Ring"), ("Oprettet", "Kommentar: Ring")]


def test_a_system_tells_of_itself_and_its_steps_by_title(store: Store) -> None:
    steps = [{"key": "plan", "title": "Plan og dato"}]
    store.apply(
        [
            Create("system", {"name": "SAPA"}, "0999-s"),
            Create("campaign", {"title": "CH1", "system_steps": steps}, "0999-c"),
            Create("campaign_system", {"campaign": "0999-c", "system": "0999-s"}, "0999-cs"),
        ],
        "Nyt",
    )
    store.apply([Update("0999-cs", {"steps": {"plan": {"on": "2026-08-19"}}})], "Trin")
    store.apply([Update("0999-s", {"vendor": "Netcompany"})], "Leverandør")
    assert told(store, "0999-cs")[:2] == [
        ("Leverandør", "(tom) -> Netcompany"),
        ("Trin", "(tom) -> Plan og dato"),
    ]


def test_a_meeting_tells_of_its_items_and_what_we_prepared(store: Store) -> None:
    store.apply(
        [
            Create("meeting", {"title": "Møde"}, "0999-m"),
            Create("agenda_item", {"meeting": "0999-m", "title": "Velkomst"}, "0999-i"),
            Create("preparation", {"item": "0999-i", "state": "read"}, "0999-f"),
        ],
        "Nyt",
    )
    assert {entry.kind for entry in history(store.reader, "0999-m").entries} == {
        "meeting", "agenda_item", "preparation",
    }  # fmt: skip


def test_a_field_comes_back_with_the_others_of_its_group(store: Store) -> None:
    create(store)
    store.apply([Upsert("task_state", STATE, {"status": "started"}, {"task": T})], "Begyndt")
    done = {"status": "done", "done_on": "2026-08-19"}
    store.apply([Update(STATE, done)], "Udført")
    restore(store, "status")
    assert rows(store, "SELECT status, done_on FROM task_state") == [("started", None)]
    store.undo()
    assert rows(store, "SELECT status, done_on FROM task_state") == [("done", "2026-08-19")]


def test_a_date_comes_back_with_the_words_it_had(store: Store) -> None:
    create(store, due="2026-10", due_text="efterår")
    store.apply([Update(T, {"due": "2026-11", "due_text": "efterår"})], "Rykket")
    store.apply([Update(T, {"due": "2027-02-01"})], "Rykket igen")
    first = [one for one in history(store.reader, T).entries if one.field == "due"][1]
    assert restoring(store.reader, first) == {"due": "2026-10", "due_text": "efterår"}
    restore(store, "due")
    assert (task(store)["due"], task(store)["due_text"]) == ("2026-11", "efterår")


def test_what_is_so_already_or_gone_cannot_come_back(store: Store) -> None:
    create(store, involved=["Ida"])
    store.apply([Update(T, {"involved": ["Bo"]})], "Involverede")
    entry = entry_of(store, "involved")
    assert restoring(store.reader, entry) == {"involved": ["Ida"]}
    store.undo()
    assert restoring(store.reader, entry) == {}
    store.apply([Delete(T)], "Slettet")
    assert restoring(store.reader, entry) is None


def test_a_long_history_is_cut_and_says_so(store: Store) -> None:
    create(store)
    for number in range(12):
        store.apply([Update(T, {"wave": str(number)})], "Bølge")
    found = history(store.reader, T, limit=10)
    assert (len(found.entries), found.older) == (10, 3)
    assert found.entries[0].after == "11"


@pytest.mark.parametrize("kind", KINDS)
def test_the_history_of_every_kind_of_the_demo_can_be_told(demo_store: Store, kind: str) -> None:
    for (record,) in rows(demo_store, "SELECT id FROM record_index WHERE kind = ? LIMIT 3", kind):
        found = history(demo_store.reader, record)
        for entry in found.entries:
            assert all(len(c.text) < 9_999 for c in history_line("0", entry, found, NOW).cells)

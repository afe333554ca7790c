"""What is new or changed since the last visit: whose steps count, and under which record."""

from datetime import timedelta
from pathlib import Path

import pytest

from kombit_tui.db import meta
from kombit_tui.db.changes import Change, Create, Delete, Origin, Update
from kombit_tui.db.queries import since_visit as asked
from kombit_tui.db.queries.since_visit import SinceVisit, since_visit
from kombit_tui.db.store import Store
from kombit_tui.domain.happening import What
from tests.conftest import NOW, now
from tests.db.test_queries import made

ME = "tester"


@pytest.fixture
def visited(store: Store) -> Store:
    """A store with a task and a colleague in it, visited an hour ago."""
    store.clock = lambda: NOW - timedelta(hours=2)
    store.apply(
        [
            made("project", "p", name="SAPA"),
            made("person", "bo", name="Bo"),
            made("task", "t", title="Opgaven", project="0999-p", due="2026-09-01"),
            made("meeting", "m", title="Mødet", date="2026-09-02"),
        ],
        "Før besøget",
    )
    store.remember({meta.LAST_VISIT: (NOW - timedelta(hours=1)).isoformat()})
    store.clock = now
    return store


def colleague(store: Store) -> Store:
    """The same file as a colleague opens it."""
    return Store(Path(store.path), who="Lone", clock=now)


def by_colleague(store: Store, *changes: Change, label: str = "Lone gjorde det") -> None:
    """Steps of a colleague."""
    other = colleague(store)
    other.apply(changes, label)
    other.close()


def told(since: SinceVisit) -> list[tuple[str, What, str]]:
    """Each record with what of it weighs most."""
    return [(row.title, row.what, row.who) for row in since.rows]


def test_what_others_did_is_told_under_the_record_it_is_about(visited: Store) -> None:
    by_colleague(
        visited,
        made("task_state", "s", task="0999-t", status="done", responsible="0999-bo"),
        Update("0999-t", {"due": "2026-10-01"}),
        made("task", "ny", title="Ny opgave"),
        made("agenda_item", "i", meeting="0999-m", title="Punkt"),
        made("news", "n", text="Nyt fra SAPA", project="0999-p"),
    )
    since = since_visit(visited.reader, ME)
    assert told(since) == [
        ("Ny opgave", What.NEW, "Lone"),
        ("Nyt fra SAPA", What.NEW, "Lone"),
        ("Opgaven", What.MOVED, "Lone"),
        ("Mødet", What.CHANGED, "Lone"),
    ]
    task = since.rows[2]
    assert (task.kind, task.belongs_to) == ("task", "SAPA")
    assert [one.field for one in task.happened] == ["due", "status", "responsible"]
    assert (task.happened[0].before, task.happened[0].after) == ("2026-09-01", "2026-10-01")
    assert since.titles["0999-bo"] == "Bo"


def test_own_steps_are_no_news_but_what_one_imports_is(visited: Store) -> None:
    visited.apply([Update("0999-t", {"due": "2026-10-01"})], "Min rettelse")
    assert since_visit(visited.reader, ME).rows == ()
    assert [row.title for row in since_visit(visited.reader, "Lone").rows] == ["Opgaven"]
    visited.apply([made("task", "ny", title="Fra slides")], "Import", Origin.IMPORT)
    assert told(since_visit(visited.reader, ME)) == [("Fra slides", What.NEW, ME)]


def test_what_was_undone_is_nothing_and_what_is_deleted_is_gone(visited: Store) -> None:
    other = colleague(visited)
    other.apply([Update("0999-t", {"due": "2026-10-01"})], "Flyttet")
    other.undo()
    other.apply([made("task", "væk", title="Væk")], "Ny")
    other.apply([Delete("0999-væk")], "Slettet")
    assert since_visit(visited.reader, ME).rows == ()
    other.apply([Update("0999-t", {"due": "2026-10-01"})], "Flyttet igen")
    other.close()
    assert told(since_visit(visited.reader, ME)) == [("Opgaven", What.MOVED, "Lone")]


def test_a_colleague_who_takes_back_what_was_before_the_visit_changes_something(
    visited: Store,
) -> None:
    other = colleague(visited)
    other.undo()
    other.close()
    assert since_visit(visited.reader, ME).rows == ()  # all of it is deleted again
    other = colleague(visited)
    other.redo()
    other.close()
    assert {row.title for row in since_visit(visited.reader, ME).rows} >= {"Opgaven", "Mødet"}


def test_days_are_compared_in_any_zone_and_a_visit_ends_it(visited: Store) -> None:
    by_colleague(visited, Update("0999-t", {"title": "Omdøbt"}))
    visited.remember({meta.LAST_VISIT: "2026-08-19T08:30:00+00:00"})
    assert since_visit(visited.reader, ME).rows == (), "09:00+02:00 is 07:00 there"
    visited.remember({meta.LAST_VISIT: "2026-08-19T06:30:00.5+00:00"})
    assert [row.title for row in since_visit(visited.reader, ME).rows] == ["Omdøbt"]
    visited.remember_visit()
    assert since_visit(visited.reader, ME).rows == ()


def test_on_the_first_visit_nothing_is_compared(store: Store) -> None:
    by_colleague(store, made("task", "t", title="Opgaven"))
    assert since_visit(store.reader, ME) == SinceVisit(None, (), is_cut=False, titles={}, steps={})


def test_more_than_can_be_read_is_said_to_be_more(
    visited: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    query = asked._ENTRIES.replace(str(asked.MOST + 1), "4")
    monkeypatch.setattr(asked, "_ENTRIES", query)
    monkeypatch.setattr(asked, "MOST", 3)
    by_colleague(visited, *(made("task", f"n{n}", title=f"Ny {n}") for n in range(3)))
    assert not since_visit(visited.reader, ME).is_cut
    by_colleague(visited, made("task", "n3", title="Ny 3"))
    since = since_visit(visited.reader, ME)
    assert since.is_cut
    assert [row.title for row in since.rows] == ["Ny 3", "Ny 2", "Ny 1"]


def test_the_demo_counts_what_was_announced_since_by_its_slides(demo_store: Store) -> None:
    since = since_visit(demo_store.reader, ME)
    kinds = {row.kind for row in since.rows}
    assert {"task", "meeting", "news", "agreement"} <= kinds
    assert {row.who for row in since.rows} == {""}
    assert all(row.what is What.NEW for row in since.rows)
    before = (NOW - timedelta(days=60)).isoformat()
    demo_store.remember({meta.LAST_VISIT: before})
    longer = since_visit(demo_store.reader, ME)
    assert len(longer.rows) > len(since.rows)
    assert What.MOVED in {row.what for row in longer.rows}


def test_a_system_in_a_campaign_is_called_what_the_system_is(visited: Store) -> None:
    by_colleague(
        visited,
        made("system", "sys", name="Havnesag"),
        made("campaign", "c", title="CH1", system_steps=[{"key": "a", "title": "Spurgt"}]),
        Create("campaign_system", {"campaign": "0999-c", "system": "0999-sys"}, "0999-cs"),
    )
    visited.remember_visit()
    visited.clock = lambda: NOW + timedelta(minutes=1)
    other = Store(Path(visited.path), who="Lone", clock=visited.clock)
    other.apply([Update("0999-cs", {"steps": {"a": {"on": "2026-08-19"}}})], "Trin")
    other.close()
    since = since_visit(visited.reader, ME)
    assert [(row.title, row.belongs_to, row.what) for row in since.rows] == [
        ("Havnesag", "CH1", What.STATE)
    ]
    assert since.steps["a"] == "Spurgt"

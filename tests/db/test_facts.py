"""What filters may ask of records: every field that declares a name, and what hangs on a record."""

from datetime import date

import pytest

from kombit_tui.db import meta
from kombit_tui.db.changes import Create
from kombit_tui.db.queries.asking import understood
from kombit_tui.db.queries.facts import facts_of
from kombit_tui.db.queries.listing import KINDS_LISTED, listing
from kombit_tui.db.store import Store
from kombit_tui.domain.query.names import FIELDS
from kombit_tui.domain.records import KINDS
from kombit_tui.domain.wanted import EVERYTHING, Wanted
from kombit_tui.errors import FilterInvalid
from tests.conftest import NOW

TODAY = NOW.date()


def found(store: Store, listed: str, words: str) -> list[str]:
    """The titles of what the command line lists."""
    title = KINDS[KINDS_LISTED[listed]].title
    return [str(row[title]) for row in listing(store.reader, listed, words, TODAY)]


@pytest.mark.parametrize("kind", KINDS)
def test_the_facts_of_every_kind_have_names_of_the_language(demo_store: Store, kind: str) -> None:
    flags = {"mine", "vacant", "unread", "moved"}
    for facts in facts_of(demo_store.reader, kind, TODAY).values():
        assert set(facts) <= {*FIELDS, *flags}
        assert facts["text"] is not None


def test_a_role_is_found_by_who_holds_it_and_whether_anybody_does(demo_store: Store) -> None:
    vacant = found(demo_store, "roles", "ubesat")
    held = found(demo_store, "roles", "-ubesat")
    assert vacant
    assert held
    assert not set(vacant) & set(held)
    holders = {
        name
        for facts in facts_of(demo_store.reader, "role", TODAY).values()
        for name in facts.get("owner") or ()
    }
    name = sorted(holders)[0]
    assert found(demo_store, "roles", f'ansvarlig:"{name}"')
    assert set(found(demo_store, "roles", f'"{name}"')) == set(
        found(demo_store, "roles", f'ansvarlig:"{name}"')
    )


def test_a_retired_role_is_not_vacant(store: Store) -> None:
    store.apply(
        [
            Create("role", {"name": "STS-projektleder", "retired_in": "1.4"}),
            Create("role", {"name": "KLIK-administrator"}),
        ],
        "Roller",
    )
    assert found(store, "roles", "ubesat") == ["KLIK-administrator"]


def test_references_are_found_by_what_they_are_called(demo_store: Store) -> None:
    facts = facts_of(demo_store.reader, "agenda_item", TODAY)
    meetings = {name for one in facts.values() for name in one["meeting"] or ()}
    assert any("møde" in name for name in meetings)


def test_the_next_meeting_can_be_asked_for_as_such(demo_store: Store) -> None:
    facts = facts_of(demo_store.reader, "agenda_item", TODAY).values()
    coming = [one for one in facts if "næste" in (one["meeting"] or ())]
    assert coming
    assert len(coming) < len(list(facts))
    assert len(found(demo_store, "agenda", "møde:næste")) == len(coming)
    assert found(demo_store, "agenda", "ulæst møde:næste")


def test_lists_of_values_are_found_by_each(store: Store) -> None:
    store.apply(
        [
            Create("system", {"name": "Brugsen", "interfaces": ["ch1", "sts1"]}),
            Create("system", {"name": "Banken", "interfaces": ["ch2"]}),
        ],
        "Systemer",
    )
    assert found(store, "systems", "snitflade:sts1") == ["Brugsen"]
    assert found(store, "systems", "snitflade:ch sorter:titel") == ["Banken", "Brugsen"]
    assert found(store, "systems", "sorter:-titel") == ["Brugsen", "Banken"]


def test_what_does_not_follow_the_language_is_refused_with_its_place(store: Store) -> None:
    with pytest.raises(FilterInvalid) as caught:
        list(listing(store.reader, "roles", "niveu:taktisk", TODAY))
    assert "niveau" in caught.value.text
    assert caught.value.position == 0
    assert caught.value.hint.endswith("^")


def test_the_options_that_are_written_win_over_those_that_are_chosen(store: Store) -> None:
    wanted = Wanted("sorter:-titel grupper:projekt", (("due", False),), "owner")
    query = understood(store.reader, wanted)
    assert query is not None
    assert (query.sort, query.group) == ((("title", True),), "project")
    chosen = understood(store.reader, wanted._replace(words="ch1"))
    assert chosen is not None
    assert (chosen.sort, chosen.group) == ((("due", False),), "owner")
    assert understood(store.reader, EVERYTHING) is None


def test_since_the_last_visit_is_a_day_that_the_store_knows(store: Store) -> None:
    store.apply([Create("task", {"title": "Godkend bilag"})], "Opgave")
    assert found(store, "tasks", "ændret>=sidst") == ["Godkend bilag"]
    store.remember({meta.LAST_VISIT: date(2026, 8, 20).isoformat() + "T08:00:00+02:00"})
    assert found(store, "tasks", "ændret>=sidst") == []
    assert found(store, "tasks", "ændret<sidst") == ["Godkend bilag"]

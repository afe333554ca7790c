"""Search in everything: what is found, in which order, and where it leads."""

import pytest

from kombit_tui.db.changes import Change, Create, Delete
from kombit_tui.db.queries import search as module
from kombit_tui.db.queries.search import counts, has_roles, place_of, record_of, search
from kombit_tui.db.store import Store


def add(store: Store, *changes: Change) -> None:
    """Make records."""
    store.apply(changes, "Lagt ind")


def task(number: int, title: str, text: str = "") -> Create:
    """A task."""
    return Create("task", {"title": title, "text": text}, f"0999-{number}")


def test_titles_come_before_texts_and_beginnings_before_middles(store: Store) -> None:
    add(
        store,
        task(1, "Ryd op", "certifikat " * 9),
        task(2, "Nyt certifikat"),
        task(3, "Certifikat til CH2"),
    )
    assert [hit.id for hit in search(store.reader, "certifikat")] == ["0999-3", "0999-2", "0999-1"]


def test_the_same_order_holds_where_much_is_found(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_FEW", 2)
    test_titles_come_before_texts_and_beginnings_before_middles(store)


def test_each_kind_gives_its_best_and_all_are_counted(store: Store) -> None:
    add(store, *(task(n, f"Møde {n}") for n in range(12)))
    add(store, Create("meeting", {"title": "Møde i marts", "date": "2027-03-02"}, "0999-m"))
    found = search(store.reader, "møde")
    assert counts(store.reader, "møde") == {"task": 12, "meeting": 1}
    assert [hit.kind for hit in found].count("task") == 8
    assert next(hit for hit in found if hit.kind == "meeting").snippet == "02-03-2027"
    assert len(search(store.reader, "møde", 5)) == 5
    assert len(search(store.reader, "møde", 20, 20)) == 13


def test_the_words_are_seen_in_the_title_or_beside_it(store: Store) -> None:
    add(
        store,
        Create("project", {"code": "FKI", "name": "Infrastruktur"}, "0999-p"),
        Create("task", {"title": "Ryd op", "project": "0999-p", "involved": ["Ærø"]}, "0999-1"),
    )
    shown = {word: search(store.reader, word) for word in ("ryd", "aeroe", "fki ryd")}
    assert [hit.snippet for hit in shown["ryd"]] == [""]
    assert [hit.snippet for hit in shown["aeroe"]] == ["Ærø"]
    assert [(hit.kind, hit.snippet) for hit in shown["fki ryd"]] == [("task", "FKI")]


def test_a_part_is_called_as_what_it_belongs_to(store: Store) -> None:
    add(
        store,
        Create("system", {"name": "Valgmappen"}, "0999-s"),
        Create("campaign", {"title": "CH1/STS1"}, "0999-c"),
        Create(
            "campaign_system",
            {"campaign": "0999-c", "system": "0999-s", "risk": "Sen levering"},
            "0999-cs",
        ),
    )
    [hit] = search(store.reader, "levering")
    assert (hit.title, hit.snippet) == ("Valgmappen", "Sen levering")
    assert place_of(store.reader, hit.id, hit.kind) == ("0999-cs", "campaign_system")
    assert place_of(store.reader, "0999-s", "system") == ("0999-cs", "campaign_system")


def test_every_hit_leads_to_the_record_that_a_list_shows(store: Store) -> None:
    add(
        store,
        task(1, "Opgave"),
        Create("note", {"about": "0999-1", "text": "Husk det"}, "0999-n"),
        Create("campaign", {"title": "CH1/STS1"}, "0999-c"),
        Create("milestone", {"campaign": "0999-c", "title": "Stop"}, "0999-ms"),
        Create("milestone", {"title": "Uden forløb"}, "0999-alone"),
        Create("system", {"name": "SAPA"}, "0999-s"),
    )
    connection = store.reader
    assert place_of(connection, "0999-n", "note") == ("0999-1", "task")
    assert place_of(connection, "0999-ms", "milestone") == ("0999-c", "campaign")
    assert place_of(connection, "0999-alone", "milestone") == ("0999-alone", "milestone")
    assert place_of(connection, "0999-s", "system") == ("0999-s", "system")
    add(store, Delete("0999-1"))
    assert place_of(connection, "0999-n", "note") == ("0999-n", "note")


def test_a_record_is_told_with_the_titles_of_what_it_names(store: Store) -> None:
    add(
        store,
        Create("person", {"name": "Ida"}, "0999-p"),
        Create("role", {"name": "Systemejer"}, "0999-r"),
        Create("system", {"name": "SAPA", "owner": "0999-p", "interfaces": ["CH1"]}, "0999-s"),
    )
    values, named = record_of(store.reader, "0999-s", "system")
    assert (values["interfaces"], named) == (["CH1"], {"0999-p": "Ida"})
    assert record_of(store.reader, "0999-x", "system") == ({}, {})
    assert not has_roles(store.reader, "0999-p")
    add(store, Create("assignment", {"role": "0999-r", "person": "0999-p"}, "0999-a"))
    assert has_roles(store.reader, "0999-p")


@pytest.mark.parametrize("words", ["", "  ", '"', "' OR 1=1", "!", "a" * 5_000, "\x1b[31m", "æ -"])
def test_no_words_break_the_search(store: Store, words: str) -> None:
    add(store, task(1, "Opgave"))
    assert search(store.reader, words) == []

"""How a record stands to the server: the same for the filters of all lists, for marks and Synk."""

from datetime import timedelta

import pytest

from kombit_tui.db import meta
from kombit_tui.db.changes import Change, Create, Update
from kombit_tui.db.queries.facts import facts_of
from kombit_tui.db.queries.filtering import compile_tasks
from kombit_tui.db.queries.offers import held_values, known_values
from kombit_tui.db.queries.signs import CONFLICT, MERGED, signs
from kombit_tui.db.queries.sync import numbers, state
from kombit_tui.db.queries.sync_words import WORDS, standing
from kombit_tui.db.queries.tasks import TaskPages
from kombit_tui.db.store import Store
from kombit_tui.domain.query import matches, parse
from tests.conftest import NOW
from tests.tools import synced

TODAY = NOW.date()
NAMES = ("clean", "waits", "state waits", "refused", "clashed", "state clashed", "merged", "both")


@pytest.fixture
def team(store: Store) -> Store:
    """Tasks in every state that a record can be in, by themselves and by our state of them."""
    made: list[Change] = [Create("task", {"title": name}, f"0999-{name[:2]}{i}")
                          for i, name in enumerate(NAMES)]  # fmt: skip
    ids = {name: one.id or "" for name, one in zip(NAMES, made, strict=True)}
    made += [
        Create("task_state", {"task": ids[f"state {name}"]}, f"0999-s-{name}")
        for name in ("waits", "clashed")
    ]
    store.apply(made, "Opgaver")
    store.remember({meta.SERVER: "https://synk.example.dk/v1"})
    synced.all_sent(store)
    for record in (ids["waits"], ids["both"], ids["refused"]):
        store.apply([Update(record, {"wave": "2"})], "Bølge")
    store.apply([Update("0999-s-waits", {"status": "done"})], "Status")
    synced.refusal(store, ids["refused"], 400, "nej")
    for ident, record, kind in (
        ("c1", ids["clashed"], "task"),
        ("c2", "0999-s-clashed", "task_state"),
        ("c3", ids["both"], "task"),
    ):
        synced._insert(store, ident, record, kind, "fields", {}, {"text": "a"}, {"text": "b"})
    merged = (NOW - timedelta(hours=3)).isoformat()
    synced.write(store, "UPDATE sync_state SET merged_at = ? WHERE id = ?", merged, ids["merged"])
    return store


def found(store: Store, words: str) -> set[str]:
    """The titles that a filter finds, by SQL; the plain meaning must find the same."""
    query = parse(words)
    wanted = compile_tasks(query, TODAY, None, every_wave=True)
    rows = store.reader.execute(
        f"SELECT seq FROM task_row WHERE {wanted.where} ORDER BY {wanted.order}", wanted.parameters
    )
    by_sql = {one.title for one in TaskPages(store.reader, [row[0] for row in rows]).page(0, 99)}
    facts = facts_of(store.reader, "task", TODAY)
    assert by_sql == {one["title"] for one in facts.values() if matches(query, one, TODAY)}
    return by_sql


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("synk:venter", {"waits", "state waits", "both"}),
        ("synk:afvist", {"refused"}),
        ("sync:konflikt", {"clashed", "state clashed", "both"}),
        ("konflikt", {"clashed", "state clashed", "both"}),
        ("synk:flettet", {"merged"}),
        ("synk:f", {"refused", "merged", "clashed", "state clashed", "both"}),
        ("synk=venter", {"waits", "state waits", "both"}),
        ("synk=vent", set()),
        ("synk:venter konflikt", {"both"}),
        ("har:synk", {*NAMES} - {"clean"}),
        ("uden:synk", {"clean"}),
        ("-synk:venter,afvist har:synk", {"clashed", "state clashed", "merged"}),
        ("synk>konflikt", {"waits", "state waits", "both"}),
    ],
)
def test_a_filter_finds_records_by_how_they_stand(team: Store, words: str, names: set[str]) -> None:
    assert found(team, words) == names


def test_nothing_waits_without_a_server(store: Store) -> None:
    store.apply([Create("task", {"title": "x"}, "0999-x")], "Ny")
    assert found(store, "synk:venter") == set()
    assert standing(store.reader, TODAY) == {}


def test_a_merged_record_is_marked_for_a_day(team: Store) -> None:
    marked = signs(team.reader, TODAY)
    assert sorted(marked.values()) == [CONFLICT] * 4 + [MERGED]
    assert MERGED in signs(team.reader, TODAY + timedelta(days=1)).values()
    assert MERGED not in signs(team.reader, TODAY + timedelta(days=2)).values()


def test_a_store_that_never_met_a_server_has_no_marks(store: Store) -> None:
    assert signs(store.reader, TODAY) == {}


def test_synk_counts_and_lists_the_same(team: Store) -> None:
    counted, listed = numbers(team.reader), state(team.reader)
    assert counted[:3] == (3, 1, 3)
    assert counted.ok_at == synced.THEN
    assert len(listed.conflicts) == 3
    assert [one.title for one in listed.refused] == ["refused"]
    assert {one.title for one in listed.waiting} == {"waits", "state waits"}
    shown = {one.id for one in (*listed.refused, *listed.waiting)}
    assert not shown & {one.record_id for one in listed.conflicts}, "each record in one group"


def test_everything_was_read_when_the_last_collection_was(team: Store) -> None:
    synced.write(team, "UPDATE sync_feed SET ok_at = ? WHERE collection = 'data'", synced.EARLIER)
    assert numbers(team.reader).ok_at == synced.EARLIER
    synced.write(team, "UPDATE sync_feed SET ok_at = NULL WHERE collection = 'data'")
    assert numbers(team.reader).ok_at is None
    synced.write(team, "UPDATE sync_feed SET state = 'closed' WHERE collection = 'data'")
    assert numbers(team.reader).ok_at == synced.THEN, "what we may not see is not waited for"


def test_completion_offers_every_word_in_every_list(team: Store) -> None:
    assert known_values(team.reader, "sync") == list(WORDS)
    assert held_values(team.reader, ("role",), "sync", TODAY) == list(WORDS)

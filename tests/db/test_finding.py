"""What a query finds: page by page the same tasks in the same order and groups as it means."""

import shutil
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from itertools import groupby
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kombit_tui.db import meta, migrations
from kombit_tui.db.changes import Create
from kombit_tui.db.queries import finding
from kombit_tui.db.queries.numbers import Numbers
from kombit_tui.db.queries.ranked import Ranked
from kombit_tui.db.queries.tasks import TaskPages, Whole, find_tasks
from kombit_tui.db.reader import Reader
from kombit_tui.db.store import Store
from kombit_tui.db.task_keys import keys
from kombit_tui.domain.query import Query, group_of, parse
from tests.conftest import now
from tests.db.test_filtering import (
    ME,
    TODAY,
    by_meaning,
    created,
    meant,
    random_task,
    with_people,
)
from tests.domain.query.trees import TEXTS, queries

FIELDS = ("titel", "frist", "type", "status", "projekt", "bølge", "ansvarlig", "udfører")
ELSEWHERE = ("start", "oprettet", "rolle", "id", "system", "tekst")


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store with the same random tasks each time."""
    store = Store(tmp_path_factory.mktemp("crowd") / "store.sqlite3", who="tester", clock=now)
    store.remember({meta.MUNICIPALITY: "0999", meta.ME: ME})
    with_people(store)
    draw = Random(8)
    tasks = [random_task(draw) for _ in range(60)]
    store.apply([one for n, task in enumerate(tasks) for one in created(n, *task)], "Opgaver")
    yield store
    store.close()


def paged(store: Store, query: Query, size: int = 7) -> list[str]:
    """The ids of what is found, read in pages."""
    pages = TaskPages(store.reader, find_tasks(store.reader, query, TODAY).seqs)
    starts = range(0, len(pages), size)
    return [row.id for start in starts for row in pages.page(start, start + size)]


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(queries(st.sampled_from(TEXTS)), st.sampled_from((0, finding.FEW)))
def test_what_is_found_is_what_the_query_means(crowd: Store, query: Query, few: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(finding, "FEW", few)  # nought: picked out of an order of all
        assert paged(crowd, query) == by_meaning(crowd, query)


@pytest.mark.parametrize("sign", ["", "-"])
@pytest.mark.parametrize("field", [*FIELDS, *ELSEWHERE])
def test_every_order_is_read_from_both_ends(crowd: Store, field: str, sign: str) -> None:
    query = parse(f"sorter:{sign}{field}")
    wanted = by_meaning(crowd, query)
    found = find_tasks(crowd.reader, query, TODAY)
    assert isinstance(found.seqs, Whole) is (field in (*FIELDS, "system", "tekst"))
    pages = TaskPages(crowd.reader, found.seqs)
    assert paged(crowd, query) == pages.ids() == wanted
    assert [pages.index_of(one) for one in wanted] == list(range(len(wanted)))
    assert pages.index_of("0999-væk") is None


@pytest.mark.parametrize("words", ["", "a", "-mine frist:2026.."])
@pytest.mark.parametrize("field", [*FIELDS, *ELSEWHERE[:-1]])
def test_groups_head_the_tasks_they_count(crowd: Store, field: str, words: str) -> None:
    query = parse(f"{words} grupper:{field}")
    found = find_tasks(crowd.reader, query, TODAY)
    kept = meant(crowd, query)
    runs = [
        (name, len([*run])) for name, run in groupby(group_of(str(query.group), r) for r in kept)
    ]
    assert sum(count for _, count in found.groups) == len(found.seqs) == len(kept)
    if field not in _TOLD_TOGETHER:
        assert list(found.groups) == runs


_TOLD_TOGETHER = ("titel", "bølge", "id", "rolle")
"""Texts that are alike but for letters that sort alike («aa», «å») have one heading."""


def test_texts_that_sort_alike_have_one_heading(store: Store) -> None:
    waves = ("Å", "aa", "b", None)
    changes = [
        Create("task", {"title": str(n), "wave": wave}, f"0999-{n}") for n, wave in enumerate(waves)
    ]
    store.apply(changes, "Opgaver")
    found = find_tasks(store.reader, parse("grupper:bølge"), TODAY)
    assert found.groups == [("b", 1), ("Å", 2), ("Uden bølge", 1)]


def test_an_order_is_forgotten_when_something_is_written(crowd: Store, tmp_path: Path) -> None:
    copy = Path(shutil.copy(crowd.path, tmp_path / "copy.sqlite3"))
    store = Store(copy, who="tester", clock=now)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(finding, "FEW", 0)
        for title in ("Æble", "Abe"):
            store.apply([Create("task", {"title": f"{title} a"})], "Opgave")
            query = parse("a sorter:titel")
            assert paged(store, query) == by_meaning(store, query)
    store.close()


def test_a_word_more_asks_for_that_word_alone_and_what_is_kept_has_a_bound(
    crowd: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str | int, ...]] = []
    really = finding._numbers

    def numbers(connection: sqlite3.Connection, select: str, *words: str | int) -> list[int]:
        asked.append(words)
        return really(connection, select, *words)

    monkeypatch.setattr(finding, "_numbers", numbers)
    with closing(crowd.connect()) as reader:
        assert isinstance(reader, Reader)
        for words in ("b", "be", "be s", "be sy", "be s"):
            find_tasks(reader, parse(words), TODAY)
        typed = [str(one[0]).strip('"* ') for one in asked if one and "[" not in str(one[0])]
        assert typed == ["b", "be", "s", "sy"]
        for words in "abcdefghijkl":
            find_tasks(reader, parse(words), TODAY)
        assert len(reader.kept()) <= finding._MOST_KEPT


def test_threads_may_ask_on_one_connection(crowd: Store) -> None:
    query = parse("a sorter:titel")
    wanted = find_tasks(crowd.reader, query, TODAY)
    with closing(crowd.connect()) as connection, ThreadPoolExecutor(4) as pool:
        answers = pool.map(lambda _: find_tasks(connection, query, TODAY), range(40))
        assert all(one == wanted for one in answers)


@given(st.sets(st.integers(0, 40)), st.sets(st.integers(0, 40)), st.integers(-3, 50))
def test_numbers_are_a_set(some: set[int], others: set[int], one: int) -> None:
    numbers, beside = Numbers(some, 41), Numbers(others, 41)
    assert list(numbers) == sorted(some)
    assert len(numbers) == len(some)
    assert (one in numbers) == (one in some)
    assert list(numbers & beside) == sorted(some & others)
    assert len(numbers & beside) == len(some & others)


@given(st.permutations(range(12)), st.sets(st.integers(0, 11)), st.slices(12))
def test_ranked_is_a_list_made_as_far_as_it_is_asked_for(
    order: list[int], hits: set[int], part: slice
) -> None:
    plain = [one for one in order if one in hits]
    assert Ranked(order, Numbers(hits, 12))[part] == plain[part]
    ranked = Ranked(iter(order), Numbers(hits, 12))
    assert [ranked.index(one) for one in reversed(plain)] == [*range(len(plain))][::-1]
    assert (list(ranked), len(ranked)) == (plain, len(plain))
    with pytest.raises(ValueError, match="99"):
        ranked.index(99)


def test_the_keys_of_an_older_store_are_those_of_a_new_one(
    crowd: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = Path(shutil.copy(crowd.path, tmp_path / "copy.sqlite3"))
    names = list(keys(dict.fromkeys(_NEEDED), None))
    with closing(sqlite3.connect(copy, isolation_level=None)) as connection:
        wanted = connection.execute(f"SELECT {', '.join(names)} FROM task_row").fetchall()
        for (index,) in connection.execute(
            "SELECT name FROM sqlite_schema WHERE tbl_name = 'task_row' AND sql LIKE '%place%' "
            "AND type = 'index' OR name GLOB 'task_row_*' AND sql LIKE '%_key%'"
        ).fetchall():
            connection.execute(f"DROP INDEX {index}")
        for name in names:
            connection.execute(f"ALTER TABLE task_row DROP COLUMN {name}")
        connection.execute("PRAGMA user_version = 1")
    steps = migrations._steps()[:2]
    monkeypatch.setattr(migrations, "_steps", lambda: steps)
    monkeypatch.setattr(migrations, "LATEST", 2)
    migrations.migrate(copy)
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute(f"SELECT {', '.join(names)} FROM task_row").fetchall() == wanted


_NEEDED = (
    *("kind", "status", "title", "project", "wave"),
    *("responsible_name", "performer_name", "project_name"),
)

"""Filters as SQL: the same tasks in the same order as the plain meaning of the filter gives."""

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from kombit_tui.db import meta
from kombit_tui.db.changes import Change, Create
from kombit_tui.db.queries.filtering import compile_tasks
from kombit_tui.db.queries.tasks import TaskPages
from kombit_tui.db.store import Store
from kombit_tui.db.task_order import NO_DAY
from kombit_tui.domain.query import And, Query, Word, matches, ordered, parse
from kombit_tui.domain.query import format as written
from tests.conftest import NOW, now
from tests.domain.query.trees import TEXTS, queries

TODAY = NOW.date()
ME = "0999-a"
PEOPLE = {ME: "Ida Bro", "0999-b": "Åse Kjær", "0999-c": "aa"}
WAVES = ("B3", "K94")
"""What we are in, here and in the demo, but of two projects."""
IN_B2 = ("KY", "Ærø")
WAVES_THERE = ("2", "B2", "K94")
OTHERS = ("2", "B1", "B2", "B4", "B5", "P4")
"""What we are not in else, of all that these tests name."""
PROJECTS = {"0999-p": ("STS", "Støttesystemerne"), "0999-q": (None, "Ærø")}
DAYS = [
    *(
        None,
        "2026-08-19",
        "2026-08-18",
        "2026-08-21",
        "2026-08",
        "2026",
        "2026-09/..",
        "2027-01-15",
    ),
    *("../2026-08-31", "2026-08-17/2026-08-23", "2027-03-31", "2025", "../2027"),
]


def random_task(draw: Random) -> tuple[dict[str, Any], dict[str, Any] | None, bool]:
    """A task, our state of it, and whether its deadline was moved."""
    words = [*TEXTS, "Ålborg", "ÉN"]
    texts = {
        name: draw.choice([None, None, *TEXTS])
        for name in ("code", "performer_role", "text", "consequence")
    }
    title = " ".join(draw.choices(words, k=draw.randint(1, 4)))
    task = {
        **texts,
        "title": title + draw.choice(["", "", "", " (B4)"]),
        "wave": draw.choice([None, None, *TEXTS, "B2-B4", *WAVES, *OTHERS]),
        "kind": draw.choice([None, "lokal", "obligatorisk", "anbefalet"]),
        "due": draw.choice(DAYS),
        "due_real": draw.choice([None, *DAYS]),
        "consequence_date": draw.choice([None, *DAYS]),
        "start": draw.choice(DAYS),
        "project": draw.choice([None, *PROJECTS]),
    }
    state = {
        "status": draw.choice([None, "open", "started", "done"]),
        "responsible": draw.choice([None, *PEOPLE]),
        "performer": draw.choice([None, *PEOPLE]),
        "own_due": draw.choice([None, *DAYS]),
    }
    return task, draw.choice([None, state, state]), draw.random() < 0.3


def created(
    n: int, task: dict[str, Any], state: dict[str, Any] | None, moved: bool
) -> list[Change]:
    """The records that make up a task."""
    task_id = f"0999-t{n}"
    changes: list[Change] = [Create("task", task, task_id)]
    if state is not None:
        changes.append(Create("task_state", {"task": task_id, **state}, f"0999-s{n}"))
    if moved:
        changes.append(Create("task_change", {"task": task_id, "field": "due"}))
    return changes


def with_people(store: Store) -> None:
    """People and projects for the tasks to name."""
    named = [Create("person", {"name": name}, one) for one, name in PEOPLE.items()]
    projects = [
        Create("project", {"code": code, "name": name}, one)
        for one, (code, name) in PROJECTS.items()
    ]
    profile = Create("profile", {"code": "0999", "name": "Korsbæk", "waves": [*WAVES, "Ærø: 2"]})
    store.apply([*named, *projects, profile], "Folk")


def records(store: Store) -> list[dict[str, Any]]:
    """The tasks of all waves as plain records, in the order of the list, from the stored tables."""
    rows = store.reader.execute(
        """
        SELECT t.*, s.status, s.responsible, s.modified_at AS state_at, r.name AS owner,
               f.name AS performer, p.code AS p_code, p.name AS p_name, i.folded,
               s.own_due, s.own_due_last,
               EXISTS (SELECT 1 FROM task_change c WHERE c.task = t.id) AS moved
        FROM task t JOIN record_index i ON i.seq = t.seq
        LEFT JOIN task_state s ON s.task = t.id LEFT JOIN person r ON r.id = s.responsible
        LEFT JOIN person f ON f.id = s.performer LEFT JOIN project p ON p.id = t.project
        ORDER BY t.seq
        """
    )
    found = [_record(dict(row)) for row in rows]
    return sorted(found, key=lambda one: (one["status"] == "done", one["last"] or NO_DAY))


def _record(row: dict[str, Any]) -> dict[str, Any]:
    changed = max(row["modified_at"], row["state_at"] or "")
    return {
        **{name: row[name] for name in ("title", "start", "wave", "owner", "performer")},
        **dict(zip(("due", "last"), _deadline(row), strict=True)),
        "is_ours": not _is_of_others(row),
        "id": [row["id"], row["code"]],
        "text": row["folded"],
        "type": row["kind"],
        "status": row["status"] or "open",
        "created": row["created_at"][:10],
        "changed": changed[:10],
        "role": row["performer_role"],
        "project": list(dict.fromkeys([row["p_code"] or row["p_name"], row["p_name"]])),
        "mine": row["responsible"] == ME,
        "moved": bool(row["moved"]),
    }


def _deadline(row: dict[str, Any]) -> tuple[str | None, int | None]:
    """The nearest that hurts: that of KLIK only where no real last day is known."""
    names = ["due"] if row["due_real_last"] is None else []
    names += ["due_real", "consequence_date", "own_due"]
    known = [name for name in names if row[f"{name}_last"] is not None]
    if known:
        first = min(known, key=lambda name: row[f"{name}_last"])
        return row[first], row[f"{first}_last"]
    told = (row[name] for name in names if row[name] or row.get(f"{name}_text"))
    return next(told, None), None


def _is_of_others(row: dict[str, Any]) -> bool:
    ours = WAVES_THERE if (row["p_code"] or row["p_name"]) in IN_B2 else WAVES
    if row["kind"] == "lokal" or row["wave"] in ("B2-B4", *ours):
        return False
    return row["wave"] in (*WAVES, *OTHERS) or row["title"].endswith("(B4)")


def meant(store: Store, query: Query) -> list[Mapping[str, Any]]:
    """The records that the plain meaning gives: of our waves, unless the filter speaks of waves."""
    every_wave = "bølge" in written(replace(query, sort=(), group=None))
    kept = [one for one in records(store) if one["is_ours"] or every_wave]
    return ordered(query, [one for one in kept if matches(query, one, TODAY)])


def by_sql(store: Store, query: Query, me: str | None = ME, today: date = TODAY) -> list[str]:
    """The ids that the store finds."""
    found = compile_tasks(query, today, me)
    rows = store.reader.execute(
        f"SELECT id FROM task_row WHERE {found.where} ORDER BY {found.order}", found.parameters
    )
    return [row[0] for row in rows]


def by_meaning(store: Store, query: Query) -> list[str]:
    """The ids that the plain meaning gives."""
    return [one["id"][0] for one in meant(store, query)]


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with people and projects, to be copied."""
    path = tmp_path_factory.mktemp("blank") / "store.sqlite3"
    store = Store(path, who="tester", clock=now)
    store.remember({meta.MUNICIPALITY: "0999"})
    with_people(store)
    store.close()
    return path


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory, blank: Path) -> Iterator[Store]:
    """A store with the same hundred random tasks each time."""
    path = Path(shutil.copy(blank, tmp_path_factory.mktemp("crowd") / "store.sqlite3"))
    store = Store(path, who="tester", clock=now)
    draw = Random(2026)
    tasks = [random_task(draw) for _ in range(100)]
    store.apply([c for n, one in enumerate(tasks) for c in created(n, *one)], "Opgaver")
    yield store
    store.close()


@settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
@given(queries(st.sampled_from(TEXTS)))
def test_sql_finds_what_the_filter_means(crowd: Store, query: Query) -> None:
    assert by_sql(crowd, query) == by_meaning(crowd, query)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.randoms(use_true_random=False), queries(st.sampled_from(TEXTS)))
def test_sql_finds_it_among_any_tasks(
    blank: Path, tmp_path_factory: pytest.TempPathFactory, draw: Random, query: Query
) -> None:
    path = Path(shutil.copy(blank, tmp_path_factory.mktemp("any") / "store.sqlite3"))
    store = Store(path, who="tester", clock=now)
    try:
        tasks = [random_task(draw) for _ in range(5)]
        store.apply([c for n, one in enumerate(tasks) for c in created(n, *one)], "Opgaver")
        assert by_sql(store, query) == by_meaning(store, query)
    finally:
        store.close()


ASKED = [
    "", "mine", "overskredet", "lokal", "flyttet", "uden:ansvarlig", "har:frist -mine", "ubesat",
    "frist:august", "frist<i dag", "frist>=i dag sorter:-frist", "frist:..om 2 uger", "bølge:1",
    "status:påbegyndt eller status:done", "type:obl sorter:type sorter:-titel", "#haster",
    "grupper:projekt", "ansvarlig:a sorter:ansvarlig", "projekt:s", "sf1500 -lokal", '"ch1/sts1"',
    "oprettet:i dag", "ændret<i dag", "id:0999 sorter:id", "rolle:a",
    "start:2026..2027 sorter:start", "bølge:B4", "-bølge:b3 sorter:bølge", "har:bølge",
]  # fmt: skip


@pytest.mark.parametrize("text", ASKED)
def test_the_demo_is_filtered_as_the_filter_means(demo_store: Store, text: str) -> None:
    assert by_sql(demo_store, parse(text)) == by_meaning(demo_store, parse(text))


def test_no_filter_is_the_whole_list_in_its_order(demo_store: Store) -> None:
    pages = TaskPages(demo_store.reader)
    assert by_sql(demo_store, parse("")) == [row.id for row in pages.page(0, len(pages))]


def test_some_filters_find_some_of_the_demo(demo_store: Store) -> None:
    everything = len(by_sql(demo_store, parse("")))
    for text in (
        "overskredet",
        "frist:august..oktober",
        "type:obl",
        "har:ansvarlig",
        "status:done",
    ):
        assert 0 < len(by_sql(demo_store, parse(text))) < everything, text


def test_without_a_me_nothing_is_mine(store: Store) -> None:
    store.apply(created(1, {"title": "x"}, None, False), "Opgave")
    assert by_sql(store, parse("mine"), me=None) == []
    assert by_sql(store, parse("-mine"), me=None) == ["0999-t1"]


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.text(max_size=20).filter(lambda text: text.strip()))
@example("'; DROP TABLE task; --")
@example('a" OR "b')
@example("NEAR(a b, 2)")
def test_what_was_typed_is_bound_and_never_sql(demo_store: Store, text: str) -> None:
    by_sql(demo_store, Query(And((Word(text), Word("x")))))
    for field in ("titel", "projekt", "id", "tekst"):
        quoted = text.replace('"', '""')
        found = compile_tasks(parse(f'{field}:"x{quoted}x" eller "{quoted}x"'), TODAY, ME)
        assert "DROP" not in found.where
        demo_store.reader.execute(
            f"SELECT id FROM task_row WHERE {found.where}", found.parameters
        ).fetchall()


LEAVES = [
    "a",
    '"a b"',
    "titel:a",
    "titel<a",
    "frist:august",
    "oprettet=i dag",
    "ændret:2026..",
    "#a",
]
LONG = {
    "words": "a " * 200,
    "alternatives": "a eller " * 199 + "b",
    "titles": "titel:" + ",".join(["ab"] * 199),
    "dates": "frist:" + ",".join(["august"] * 199),
    **{f"deep {leaf}": f"-(a eller -(b {leaf} " * 5 + ")" * 10 for leaf in LEAVES},
}


@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
def test_the_longest_filters_are_not_too_long_for_sqlite(demo_store: Store, text: str) -> None:
    found = compile_tasks(parse(text), TODAY, ME)
    inner = f"SELECT id FROM task_row WHERE {found.where} ORDER BY {found.order}"
    (count,) = demo_store.reader.execute(
        f"SELECT count(*) FROM ({inner})", found.parameters
    ).fetchone()
    assert count == len(by_meaning(demo_store, parse(text)))

"""The task list by page: any window of it is a slice of the whole, and words find what they say."""

import re
from functools import partial

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from kombit_tui.db.changes import Change, Create, Update, Upsert
from kombit_tui.db.queries.asking import understood
from kombit_tui.db.queries.matching import matching
from kombit_tui.db.queries.tasks import TaskPages, TaskRow, find_tasks, task_detail
from kombit_tui.db.store import Store
from kombit_tui.db.task_order import NO_DAY
from kombit_tui.domain.query import Query
from kombit_tui.domain.wanted import Wanted
from kombit_tui.errors import FilterInvalid
from tests.conftest import NOW

TODAY = NOW.date()
many = partial(settings, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def in_order(store: Store, *, every_wave: bool = False) -> list[TaskRow]:
    """All rows, put in order here."""
    pages = TaskPages(store.reader, every_wave=every_wave)
    rows = [row for start in range(0, len(pages), 7) for row in pages.page(start, start + 7)]
    return sorted(rows, key=lambda row: (row.is_done, row.due_day, row.seq))


@many(max_examples=150)
@given(st.integers(-5, 90), st.integers(-5, 90), st.booleans(), st.booleans())
def test_any_window_is_a_slice_of_the_list(
    demo_store: Store, start: int, stop: int, is_filtered: bool, every_wave: bool
) -> None:
    everything = in_order(demo_store, every_wave=every_wave)
    seqs = None
    if is_filtered:
        everything = everything[::3]
        seqs = [row.seq for row in everything]
    pages = TaskPages(demo_store.reader, seqs, every_wave=every_wave)
    assert len(pages) == len(everything)
    assert pages.page(start, stop) == everything[max(start, 0) : max(stop, 0)]


def test_the_list_has_every_task_once(demo_store: Store) -> None:
    found = [row.id for row in in_order(demo_store, every_wave=True)]
    stored = [row[0] for row in demo_store.reader.execute("SELECT id FROM task")]
    assert sorted(found) == sorted(stored)
    assert len(stored) > 50
    ours = [row.id for row in in_order(demo_store)]
    waves = {one.wave for one in in_order(demo_store, every_wave=True) if one.id not in ours}
    assert waves == {"B1", "B2", "B4", "B5", "P4"}


@pytest.mark.parametrize("every_wave", [False, True])
def test_index_of_agrees_with_the_order(demo_store: Store, every_wave: bool) -> None:
    everything = in_order(demo_store, every_wave=every_wave)
    pages = TaskPages(demo_store.reader, every_wave=every_wave)
    assert [pages.index_of(row.id) for row in everything] == list(range(len(everything)))
    odd = everything[1::2]
    filtered = TaskPages(demo_store.reader, [row.seq for row in odd])
    assert [filtered.index_of(row.id) for row in odd] == list(range(len(odd)))
    assert filtered.index_of(everything[0].id) is None
    assert pages.index_of("0999-findes-ikke") is None


def test_open_tasks_come_by_deadline_and_the_done_ones_last(store: Store) -> None:
    due = {"c": "2026-12-01", "a": "2026-09", "b": "2026-10-01", "d": None, "e": "2020-01-01"}
    changes: list[Change] = [
        Create("task", {"title": name, "due": day}, f"0999-{name}") for name, day in due.items()
    ]
    state = {"task": "0999-e", "status": "done"}
    store.apply([*changes, Create("task_state", state, "0999-t-0999-e")], "Opgaver")
    rows = TaskPages(store.reader).page(0, 9)
    assert [row.title for row in rows] == ["a", "b", "c", "d", "e"]
    assert rows[3].due_day == NO_DAY
    assert rows[4].is_done


@pytest.fixture
def office(store: Store) -> Store:
    """A task with a project and people, and another one."""
    store.apply(
        [
            Create("project", {"name": "Støttesystemerne", "code": "STS"}, "0999-p"),
            Create("person", {"name": "Åse Kjærgård"}, "0999-a"),
            Create("task", {"title": "Flyt borgersystem på Ærø", "project": "0999-p"}, "0999-t1"),
            Create("task", {"title": "Noget [/x] 100% \"citat\" 'ap' (a*b) æ"}, "0999-t2"),
            Upsert("task_state", "0999-t-1", {"task": "0999-t1", "responsible": "0999-a"}),
        ],
        "Kontor",
    )
    return store


def asked(store: Store, words: str) -> Query:
    """What `words` ask for."""
    query = understood(store.reader, Wanted(words))
    assert query is not None
    return query


def found(store: Store, words: str) -> list[str]:
    """The ids of the tasks that `words` find."""
    seqs = find_tasks(store.reader, asked(store, words), TODAY).seqs
    return [row.id for row in TaskPages(store.reader, seqs).page(0, 9)]


FINDS = [
    "ærø", "aeroe", "ÆRØ", "AEROE", "på", "paa", "PÅ", "flyt ærø", "ærø flyt",
    "system", "gersys", "bo", "k", "støtte", "stoettesystem", "sts", "Åse", "aase",
    "kjærgård", "kjaergaard", "rgaa", "  ærø  ", "a\u030ase", "\x1b[31mærø", "\x00ærø",
]  # fmt: skip


@pytest.mark.parametrize("words", FINDS)
def test_words_find_the_task_by_any_spelling_part_and_name(office: Store, words: str) -> None:
    assert found(office, words) == ["0999-t1"]


@pytest.mark.parametrize("words", ["ystemer2", "ærø noget", "or", "aarø"])
def test_words_that_are_not_there_find_nothing(office: Store, words: str) -> None:
    assert found(office, words) == []


@pytest.mark.parametrize("words", ["[/x]", "%", "100%", '"', '"citat"', "'", "(a*b)", "*", "[/"])
def test_signs_are_looked_for_as_they_are(office: Store, words: str) -> None:
    assert found(office, words) == ["0999-t2"]


@pytest.mark.parametrize(
    ("words", "told", "place"),
    [("(a*", ")", 0), ("bo frits:august", "frist", 3), ("status:åben", "Påbegyndt", 7)],
)
def test_a_filter_that_is_not_understood_says_why_and_where(
    office: Store, words: str, told: str, place: int
) -> None:
    with pytest.raises(FilterInvalid, match=re.escape(told)) as refused:
        asked(office, words)
    assert refused.value.hint == f"{words}\n{' ' * place}^"


def test_no_words_are_no_filter(office: Store) -> None:
    assert understood(office.reader, Wanted(" \t ")) is None
    assert understood(office.reader, Wanted("\x1b[0m")) is None


def test_a_name_that_changes_is_found_by_the_new_one_only(office: Store) -> None:
    office.apply([Update("0999-p", {"name": "Digital Post"})], "Navn")
    assert found(office, "digital") == ["0999-t1"]
    assert found(office, "støttesys") == []


@many(max_examples=300)
@given(st.text(st.characters(codec=None), max_size=30))
@example("NEAR(a b, 2)")
@example("a AND")
@example("-")
@example("^a")
@example("folded:x")
@example("\ud800 ab\udfff")
@example('a" OR "b')
@example("ord " * 3_000)
@example(" ".join(f"ord{n}" for n in range(3_000)))
def test_no_text_is_too_strange_to_look_for(office: Store, words: str) -> None:
    try:
        query = understood(office.reader, Wanted(words))
    except FilterInvalid as error:
        refused = error
    else:
        everything = {row.id for row in in_order(office)}
        assert query is None or set(found(office, words)) <= everything
        return
    assert (refused.text, refused.hint[-1]) == (str(refused), "^")


@many(max_examples=150)
@given(st.text(min_size=1, max_size=12))
def test_a_title_is_found_by_each_of_its_words(office: Store, title: str) -> None:
    office.apply([Update("0999-t2", {"title": f"{title} x"})], "Titel")
    stored = office.reader.execute("SELECT title FROM task WHERE id = '0999-t2'").fetchone()[0]
    for word in stored.split():
        assert "0999-t2" in (matching(office.reader, word) or ())


def test_the_detail_tells_all_about_a_task(office: Store) -> None:
    change = {"task": "0999-t1", "field": "due", "before": "2026-01", "after": "2026-02"}
    office.apply(
        [
            Create("task_change", change),
            Create("note", {"about": "0999-t1", "text": "Ring"}),
            Update("0999-t-1", {"status": "done", "done_on": "2026-08-01"}),
        ],
        "Mere",
    )
    detail = task_detail(office.reader, "0999-t1")
    assert detail is not None
    assert (detail.project_name, detail.responsible) == ("Støttesystemerne", "Åse Kjærgård")
    assert (detail.status, detail.done_on, detail.notes) == ("done", "2026-08-01", ("Ring",))
    assert [(one.before, one.after) for one in detail.changes] == [("2026-01", "2026-02")]
    assert task_detail(office.reader, "0999-væk") is None

"""The rows around a task are a slice of the whole list, and no more than they are read."""

from itertools import product

import pytest

from kombit_tui.db.changes import Change, Create
from kombit_tui.db.queries.task_columns import PLACES
from kombit_tui.db.queries.task_pages import TaskPages, TaskRow, Whole, number_of
from kombit_tui.db.store import Store

ORDERS = [("", False), *product(sorted(set(PLACES.values())), (False, True))]
MANY = 3_000
STEP = 50
"""Instructions of SQLite between two counts."""


def ordered(store: Store, place: str, *, is_descending: bool, every_wave: bool) -> TaskPages:
    """The list in an order."""
    count = number_of(store.reader, every_wave=every_wave)
    whole = Whole(count, place, is_descending=is_descending, every_wave=every_wave)
    return TaskPages(store.reader, whole)


@pytest.mark.parametrize(("place", "is_descending"), ORDERS)
@pytest.mark.parametrize("every_wave", [False, True])
def test_the_rows_around_a_task_are_a_slice_of_the_list(
    demo_store: Store, place: str, is_descending: bool, every_wave: bool
) -> None:
    pages = ordered(demo_store, place, is_descending=is_descending, every_wave=every_wave)
    everything: list[TaskRow] = pages.page(0, len(pages))
    assert len(everything) == len(pages) > 50
    for index in (*range(0, len(pages), 9), len(pages) - 1):
        assert pages.index_of(everything[index].id) == index
        for start, stop in ((index, index + 1), (index - 3, index + 25), (0, len(pages))):
            assert pages.page(start, stop) == everything[max(start, 0) : stop]


@pytest.mark.parametrize(("place", "is_descending"), ORDERS)
def test_one_may_read_on_and_back_from_what_was_read(
    demo_store: Store, place: str, is_descending: bool
) -> None:
    pages = ordered(demo_store, place, is_descending=is_descending, every_wave=True)
    everything: list[TaskRow] = pages.page(0, len(pages))
    starts = [*range(0, len(pages), 5), *range(len(pages), -10, -5)]
    fresh = ordered(demo_store, place, is_descending=is_descending, every_wave=True)
    for start in starts:
        assert fresh.page(start, start + 12) == everything[max(start, 0) : max(start + 12, 0)]


@pytest.fixture
def long_store(store: Store) -> Store:
    """Many tasks that have much in common."""
    changes: list[Change] = [
        Create("task", {"title": f"Opgave {n:05}", "kind": "lokal"}, f"0999-{n:05}")
        for n in range(MANY)
    ]
    store.apply(changes, "Opgaver")
    return store


@pytest.mark.parametrize("place", ["title_key", "kind_place", "status_place"])
@pytest.mark.parametrize("is_descending", [False, True])
def test_to_read_them_does_not_take_the_longer_the_more_there_are_before(
    long_store: Store, place: str, is_descending: bool
) -> None:
    pages = ordered(long_store, place, is_descending=is_descending, every_wave=False)
    index = pages.index_of(f"0999-{MANY // 2:05}")
    assert index is not None
    counted: list[int] = []
    long_store.reader.set_progress_handler(lambda: counted.append(1), STEP)
    rows = pages.page(index - 20, index + 20)
    long_store.reader.set_progress_handler(None, 0)
    assert len(rows) == 40
    assert len(counted) * STEP < MANY * 2  # one step over a row takes several instructions

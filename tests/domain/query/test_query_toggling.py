"""A flag goes into a filter and out of it again, whatever else the filter says."""

import pytest
from hypothesis import given

from kombit_tui.domain.query import Query, QueryError, parse
from kombit_tui.domain.query import format as written
from kombit_tui.domain.query.toggling import toggled
from kombit_tui.domain.query.tree import Flag, conjunction
from tests.domain.query.trees import queries

FILTERS = {
    "": "mine",
    "frist:august": "frist:august mine",
    "a eller b": "(a eller b) mine",
    "a sorter:-titel grupper:projekt": "a mine sorter:-titel grupper:projekt",
    "-mine": "-mine mine",
}


@pytest.mark.parametrize(("before", "after"), FILTERS.items())
def test_it_narrows_what_is_there(before: str, after: str) -> None:
    assert toggled(before, "mine") == after
    assert toggled(after, "mine") == before


@given(queries())
def test_in_and_out_again_is_what_it_was(query: Query) -> None:
    without = toggled(text, "mine") if (text := written(query)) != _with(query) else text
    if parse(without) == query:
        assert parse(toggled(toggled(text, "mine"), "mine")) == query


def _with(query: Query) -> str:
    """The filter with the flag, as it is built rather than toggled."""
    return written(Query(conjunction((query.expression, Flag("mine"))), query.sort, query.group))


def test_what_is_no_filter_is_left_to_the_user() -> None:
    with pytest.raises(QueryError):
        toggled("(a", "mine")

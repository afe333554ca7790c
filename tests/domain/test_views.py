"""Views: the eight that are always there follow the language, and an order survives its text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kombit_tui.domain.query import FIELDS, parse
from kombit_tui.domain.views import BUILT_IN, View, sort_of, sort_text

NAMES = (
    "Mine frister",
    "Overskredet",
    "Kritisk vej",
    "Uden ansvarlig",
    "Ubesatte roller",
    "Ulæst til næste møde",
    "Ikke flyttet fra CH1/STS1",
    "Ændret siden sidst",
)


def test_the_eight_views_are_there_in_their_order() -> None:
    assert tuple(view.name for view in BUILT_IN) == NAMES
    assert len({view.key for view in BUILT_IN}) == len(BUILT_IN)


@pytest.mark.parametrize("view", BUILT_IN, ids=lambda view: view.key)
def test_a_view_that_is_always_there_can_be_asked_for(view: View) -> None:
    assert parse(view.filter).expression is not None
    assert {field for field, _ in view.sort} <= set(FIELDS)


@given(st.lists(st.tuples(st.sampled_from(sorted(FIELDS)), st.booleans()), max_size=3))
def test_an_order_is_read_back_as_it_was_written(sort: list[tuple[str, bool]]) -> None:
    assert sort_of(sort_text(tuple(sort))) == tuple(sort)


def test_no_text_is_no_order() -> None:
    assert sort_of(None) == sort_of("") == sort_of("-,") == ()

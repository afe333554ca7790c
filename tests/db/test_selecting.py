"""Rows under headings: what a query leaves of them, in which order, and under which groups."""

from typing import Any, NamedTuple

import pytest

from kombit_tui.db.queries.selecting import Part, group_row, parted, selected
from kombit_tui.domain.query import parse
from tests.conftest import NOW

TODAY = NOW.date()


class Row(NamedTuple):
    """A row of a list."""

    id: str


FACTS: dict[str, dict[str, Any]] = {
    "c1": {"title": "CH1", "text": "ch1 udfasning", "due": "2027-03-31", "type": "phase_out"},
    "c2": {"title": "ESR", "text": "esr tom"},
    "a": {"title": "Borgerplan", "text": "borgerplan", "vendor": "Matador", "moved": True},
    "b": {"title": "Aula", "text": "aula", "vendor": "Varnæs", "due": "2026-09-01"},
    "c": {"title": "Sag", "text": "sag"},
}
ROWS = [Row("c1"), Row("a"), Row("b"), Row("c"), Row("c2")]


def parts() -> list[Part]:
    """Two campaigns, one of them without systems."""
    return parted(ROWS, lambda row: row.id in ("c1", "c2"))


def shown(text: str) -> list[str]:
    """What a filter leaves, as ids in order."""
    left = selected(parts(), parse(text), FACTS, TODAY)
    return [row.id for part in left for row in (part.heading, *part.rows)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("aula", ["c1", "b"]),
        ("ch1", ["c1", "a", "b", "c"]),
        ("ch1 -flyttet", ["c1", "b", "c"]),
        ("-ch1", ["c2"]),
        ("esr", ["c2"]),
        ("leverandør:matador eller leverandør:varnæs", ["c1", "a", "b"]),
        ("uden:leverandør", ["c1", "c", "c2"]),
        ("intet", []),
    ],
)
def test_a_row_is_found_by_its_own_words_and_those_of_its_heading(
    text: str, expected: list[str]
) -> None:
    assert shown(text) == expected


def test_a_row_has_what_its_heading_has_where_it_has_nothing_itself() -> None:
    assert shown("frist:marts") == ["c1", "a", "c"]
    assert shown("frist:september") == ["c1", "b"]
    assert shown("type:udfasning") == ["c1", "a", "b", "c"]


def test_rows_are_ordered_under_their_headings() -> None:
    assert shown("sorter:titel") == ["c1", "b", "a", "c", "c2"]
    assert shown("ch1 sorter:-titel") == ["c1", "c", "a", "b"]


def test_groups_take_the_place_of_the_headings_and_the_empty_one_comes_last() -> None:
    left = selected(parts(), parse("grupper:leverandør"), FACTS, TODAY)
    assert [(part.heading.title, [row.id for row in part.rows]) for part in left] == [
        ("Matador", ["a"]),
        ("Varnæs", ["b"]),
        ("Uden leverandør", ["c"]),
    ]
    assert all(part.heading == group_row(part.heading.title) for part in left)


def test_dates_are_grouped_by_month() -> None:
    left = selected(parts(), parse("grupper:frist"), FACTS, TODAY)
    assert [part.heading.title for part in left] == ["september 2026", "marts 2027"]

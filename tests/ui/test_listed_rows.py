"""Rows under headings: every index, page and fold agrees with the plain list that it stands for."""

from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from kombit_tui.screens.listed_rows import Held, Section, Sectioned
from kombit_tui.wording.lines import Cell, ListRow


class Row(NamedTuple):
    """A row of a store."""

    id: str


def _heading(number: int) -> ListRow:
    return ListRow(f"h{number}", (Cell(f"h{number}"),), is_heading=True)


def _plain(row: Row) -> ListRow:
    return ListRow(row.id, (Cell(row.id),))


@st.composite
def lists(draw: st.DrawFn) -> tuple[Sectioned, list[str], list[tuple[str, str]]]:
    """A list with headings, the ids it shows in order, and each record with its heading."""
    sizes = draw(st.lists(st.integers(0, 4), min_size=1, max_size=6))
    folded = draw(st.sets(st.sampled_from([f"h{n}" for n in range(len(sizes))])))
    rows = [Row(f"r{n}") for n in range(sum(sizes))]
    shown, under, first = [], [], 0
    for number, size in enumerate(sizes):
        members = [row.id for row in rows[first : first + size]]
        shown += [f"h{number}", *([] if f"h{number}" in folded else members)]
        under += [(member, f"h{number}") for member in members]
        first += size
    sections = [Section(_heading(n), size) for n, size in enumerate(sizes)]
    return Sectioned(Held(rows), sections, _plain, folded), shown, under


@given(lists())
def test_the_pages_are_the_shown_rows(
    case: tuple[Sectioned, list[str], list[tuple[str, str]]],
) -> None:
    listed, shown, under = case
    assert len(listed) == len(shown)
    assert listed.rows == len(under)
    for start in range(len(shown) + 1):
        for stop in range(start, len(shown) + 2):
            assert [row.id for row in listed.page(start, stop)] == shown[start:stop]


@given(lists())
def test_a_record_stands_where_it_is_shown_and_a_folded_one_at_its_heading(
    case: tuple[Sectioned, list[str], list[tuple[str, str]]],
) -> None:
    listed, shown, under = case
    for index, record_id in enumerate(shown):
        assert listed.index_of(record_id) == index
    for record_id, heading in under:
        assert listed.heading_of(record_id) == heading
        if record_id not in shown:
            assert listed.index_of(record_id) == shown.index(heading)
    assert listed.index_of("gone") is None
    assert list(listed.ids()) == [record_id for record_id, _ in under]


@given(lists())
def test_a_folded_heading_says_so(
    case: tuple[Sectioned, list[str], list[tuple[str, str]]],
) -> None:
    listed, shown, under = case
    for row in listed.page(0, len(listed)):
        if row.is_heading:
            members = [record_id for record_id, heading in under if heading == row.id]
            if members:
                assert row.is_folded == (members[0] not in shown)

"""Days as columns, and vague dates as ranges."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kombit_tui.domain.timeline import (
    DEADLINE,
    FIRST_DAY,
    LAST_DAY,
    ZOOMS,
    Piece,
    Scale,
    Shape,
    Unit,
    divisions,
    ends_of,
    piece_of,
    scale_around,
)

TODAY = date(2026, 8, 19)


def day(text: str) -> int:
    """An ISO day as a number."""
    return date.fromisoformat(text).toordinal()


@pytest.mark.parametrize(
    ("what", "edtf", "shape", "first", "last"),
    [
        ("go_live", "2026-09-28", Shape.POINT, "2026-09-28", "2026-09-28"),
        ("preparation", "2026-05-03/2026-05-07", Shape.BAR, "2026-05-03", "2026-05-07"),
        ("roll_out", "2026-05", Shape.RANGE, "2026-05-01", "2026-05-31"),
        ("go_live", "2026-09-01/2026-09-10", Shape.RANGE, "2026-09-01", "2026-09-10"),
        (DEADLINE, "../2026-11-30", Shape.RANGE, None, "2026-11-30"),
        ("stop", "2026-09/..", Shape.RANGE, "2026-09-01", None),
        ("roll_out", "2026-05-03/..", Shape.RANGE, "2026-05-03", None),
    ],
)
def test_a_vague_date_is_a_range_and_a_period_of_days_a_bar(
    what: str, edtf: str, shape: Shape, first: str | None, last: str | None
) -> None:
    """domain.md, «Dates are often vague» and «Waves»."""
    found = piece_of(what, edtf)
    assert found == Piece(what, shape, first and day(first), last and day(last))  # type: ignore[arg-type]


@pytest.mark.parametrize("edtf", [None, "", "Uafklaret", "2026-13"])
def test_what_is_not_known_lies_nowhere(edtf: str | None) -> None:
    """domain.md: «Uafklaret» sorts last but is never hidden."""
    assert piece_of("go_live", edtf) is None


def test_the_ends_of_several_are_the_first_and_the_last_known_day() -> None:
    pieces = [piece_of(DEADLINE, text) for text in ("2026-09-01/..", "../2026-12-01", "2026-10-05")]
    found = [one for one in pieces if one is not None]
    assert ends_of(found) == (day("2026-09-01"), day("2026-12-01"))
    assert ends_of([]) == (None, None)


@given(st.integers(FIRST_DAY, LAST_DAY), st.sampled_from(ZOOMS), st.integers(1, 300))
def test_the_middle_is_in_the_middle_and_columns_keep_their_days(
    middle: int, zoom: object, width: int
) -> None:
    assert isinstance(zoom, type(ZOOMS[0]))
    scale = scale_around(middle, zoom, width)
    assert scale.column(middle) == width // 2
    assert scale.start % zoom.days == 0
    assert scale.columns(scale.start, scale.end) == (0, width - 1)
    assert scale.columns(scale.end + 1, None) is None
    assert scale.columns(None, scale.start - 1) is None
    assert scale.columns(None, None) == (0, width - 1)


@given(st.integers(FIRST_DAY, LAST_DAY), st.sampled_from(ZOOMS), st.integers(1, 300))
def test_the_divisions_cover_what_is_seen_without_a_gap(
    middle: int, zoom: object, width: int
) -> None:
    assert isinstance(zoom, type(ZOOMS[0]))
    scale = scale_around(middle, zoom, width)
    for unit in Unit:
        found = list(divisions(unit, scale))
        starts = [first.toordinal() for _, first in found]
        assert starts[0] <= scale.start
        assert starts == sorted(set(starts))
        assert [column for column, _ in found] == [max(scale.column(one), 0) for one in starts]
        assert found[-1][0] < width


def test_weeks_begin_on_monday_and_quarters_in_their_first_month() -> None:
    scale = Scale(TODAY.toordinal(), 1, 60)
    weeks = [first for _, first in divisions(Unit.WEEK, scale)]
    assert weeks[0] == date(2026, 8, 17)
    assert [first for _, first in divisions(Unit.MONTH, scale)][1] == date(2026, 9, 1)
    assert next(first for _, first in divisions(Unit.QUARTER, scale)) == date(2026, 7, 1)
    assert [first for _, first in divisions(Unit.YEAR, scale)] == [date(2026, 1, 1)]

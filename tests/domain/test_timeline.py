"""Hours and days as columns, vague dates as ranges, and windows with their hours."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kombit_tui.domain.timeline import (
    DAY,
    DEADLINE,
    FIRST_DAY,
    LAST_DAY,
    MEETING,
    WINDOW,
    ZOOMS,
    Piece,
    Scale,
    Shape,
    Unit,
    divisions,
    ends_of,
    next_hour,
    noon,
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


@pytest.mark.parametrize(
    ("what", "edtf", "start", "end", "hours"),
    [
        (WINDOW, "2026-11-05", "06:00", "08:00", (6, 7)),
        (WINDOW, "2026-11-05", "06:30", "08:01", (6, 8)),
        (WINDOW, "2026-11-05", "06:30", None, (6, 6)),
        (WINDOW, "2026-11-05", "22:00", "02:00", (22, 25)),
        (WINDOW, "2026-11-05", None, "08:00", None),
        (WINDOW, "2026-11-05", "morgen", "08:00", None),
        (MEETING, "2026-11-05", "10:00", "11:30", (10, 11)),
        (WINDOW, "2026-11-05/2026-11-06", "22:00", "04:00", (22, 27)),
        (WINDOW, "2026-11-05/2026-11-06", "22:00", None, None),
        (MEETING, "2026-11-05/2026-11-06", "10:00", "11:30", None),
    ],
)
def test_what_has_hours_has_them_on_the_line(
    what: str, edtf: str, start: str | None, end: str | None, hours: tuple[int, int] | None
) -> None:
    """domain.md: certificate change 05-11-2024 06:00-08:00."""
    found, midnight = piece_of(what, edtf, start, end), day("2026-11-05") * DAY
    assert found is not None
    assert found.hours == (hours and (midnight + hours[0], midnight + hours[1]))
    if hours is None:
        assert (found.begins, found.ends) == (midnight, (found.last or 0) * DAY + 23)


def test_a_window_over_several_days_lasts_from_its_first_hour_to_its_last() -> None:
    whole, vague = (
        piece_of(WINDOW, "2026-09-05/2026-09-06", start, "20:00") for start in ("08:00", None)
    )
    assert whole is not None
    assert vague is not None
    assert (whole.shape, vague.shape) == (Shape.BAR, Shape.RANGE)


def test_what_comes_next_of_several_is_looked_at() -> None:
    dates = ("2026-08-01", "2026-09-21", "2026-09-07/2026-09-18")
    found = [piece_of("roll_out", text) for text in dates]
    pieces = [one for one in found if one is not None]
    assert next_hour(pieces, TODAY.toordinal()) == day("2026-09-07") * DAY
    assert next_hour(pieces, day("2027-01-01")) == day("2026-09-21") * DAY
    window = piece_of(WINDOW, "2026-11-05", "06:00", "08:00")
    assert window is not None
    assert next_hour([window], TODAY.toordinal()) == day("2026-11-05") * DAY + 6
    assert next_hour([], TODAY.toordinal()) is None


def test_the_ends_of_several_are_the_first_and_the_last_known_day() -> None:
    pieces = [piece_of(DEADLINE, text) for text in ("2026-09-01/..", "../2026-12-01", "2026-10-05")]
    found = [one for one in pieces if one is not None]
    assert ends_of(found) == (day("2026-09-01"), day("2026-12-01"))
    assert ends_of([]) == (None, None)


HOURS = st.integers(FIRST_DAY * DAY, LAST_DAY * DAY)


@given(HOURS, st.sampled_from(ZOOMS), st.integers(1, 300))
def test_the_middle_is_in_the_middle_and_columns_keep_their_hours(
    middle: int, zoom: object, width: int
) -> None:
    assert isinstance(zoom, type(ZOOMS[0]))
    scale = scale_around(middle, zoom, width)
    assert scale.column(middle) == width // 2
    assert scale.start % zoom.hours == 0
    assert scale.columns(scale.start, scale.end) == (0, width - 1)
    assert scale.columns(scale.end + 1, None) is None
    assert scale.columns(None, scale.start - 1) is None
    assert scale.columns(None, None) == (0, width - 1)


@given(HOURS, st.sampled_from(ZOOMS), st.integers(1, 300))
def test_the_divisions_cover_what_is_seen_without_a_gap(
    middle: int, zoom: object, width: int
) -> None:
    assert isinstance(zoom, type(ZOOMS[0]))
    scale = scale_around(middle, zoom, width)
    for unit in Unit:
        found = list(divisions(unit, scale))
        starts = [first for _, first in found]
        assert starts[0] <= scale.start
        assert starts == sorted(set(starts))
        assert [column for column, _ in found] == [max(scale.column(one), 0) for one in starts]
        assert found[-1][0] < width


def test_weeks_begin_on_monday_and_quarters_in_their_first_month() -> None:
    scale = Scale(TODAY.toordinal() * DAY, DAY, 60)

    def begun(unit: Unit) -> list[date]:
        return [date.fromordinal(first // DAY) for _, first in divisions(unit, scale)]

    assert begun(Unit.WEEK)[0] == date(2026, 8, 17)
    assert begun(Unit.MONTH)[1] == date(2026, 9, 1)
    assert begun(Unit.QUARTER)[0] == date(2026, 7, 1)
    assert begun(Unit.YEAR) == [date(2026, 1, 1)]


def test_days_begin_at_midnight_and_every_third_hour_is_named() -> None:
    scale = scale_around(noon(TODAY.toordinal()), ZOOMS[0], 48)
    assert [first % DAY for _, first in divisions(Unit.DAY, scale)] == [0, 0, 0]
    assert {first % 3 for _, first in divisions(Unit.HOUR, scale)} == {0}
    assert [zoom.has_hours for zoom in ZOOMS] == [True, True, False, False, False]

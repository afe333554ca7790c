"""The plot of a burn-down: columns of what was left, the even pace, and the days below."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kombit_tui.domain.burn_down import BurnDown, burn_down
from kombit_tui.domain.campaigns import DEFAULT_STEPS
from kombit_tui.widgets.burn_down import LEGEND, plot

TODAY = date(2026, 8, 19)


def burnt(ages: list[int | None], stop: int = 70) -> BurnDown:
    """Systems moved so many days ago or not at all; the stop so many days ahead."""
    states = [
        {"moved": {"on": (TODAY - timedelta(days=age)).isoformat()}} if age is not None else {}
        for age in ages
    ]
    found = burn_down(
        [(DEFAULT_STEPS, state, False) for state in states],
        stop=TODAY + timedelta(days=stop),
        today=TODAY,
    )
    assert found is not None
    return found


def drawn(figures: BurnDown, width: int, height: int) -> list[str]:
    """The plot as text."""
    return ["".join(text for text, _ in line) for line in plot(figures, width, height)]


def test_it_shows_what_was_left_and_where_an_even_pace_would_be() -> None:
    assert drawn(burnt([70, 35, None, None]), 40, 5) == [
        "4 ..........    # mangler  . jævnt tempo",
        "  ##########.........                   ",
        "  ###################.........          ",
        "  ###################         ......... ",
        "0 10-06-2026      i dag  stop 28-10-2026",
    ]


@pytest.mark.parametrize("width", [30, 60, 120])
def test_the_axis_names_start_stop_and_today_where_there_is_room(width: int) -> None:
    axis = drawn(burnt([70, None]), width, 5)[-1]
    assert axis.startswith("0 10-06-2026")
    assert axis.endswith("stop 28-10-2026")
    assert ("i dag" in axis) == (width >= 60)
    if width >= 60:
        assert abs(axis.index("i dag") + 2 - (2 + (width - 3) // 2)) <= 1


def test_after_the_stop_the_columns_go_on_to_today() -> None:
    lines = drawn(burnt([140, None, None], stop=-70), 60, 5)
    assert all(line.endswith("#") for line in lines[1:4] if "#" in line)
    assert lines[-1].endswith("i dag")
    assert "stop 10-06-2026" in lines[-1]


def test_signs_are_explained_where_there_is_room() -> None:
    assert LEGEND in drawn(burnt([70, None]), 80, 6)[0]
    assert LEGEND not in "".join(drawn(burnt([70, None]), 30, 6))


@given(
    st.lists(st.one_of(st.none(), st.integers(0, 900)), min_size=1, max_size=200),
    st.integers(-400, 900),
    st.integers(28, 250),
    st.integers(4, 12),
)
def test_every_line_has_the_width_it_was_given(
    ages: list[int | None], stop: int, width: int, height: int
) -> None:
    lines = drawn(burnt(ages, stop), width, height)
    assert len(lines) == height
    assert {len(line) for line in lines} == {width}
    assert all(line.isascii() or LEGEND in line for line in lines)

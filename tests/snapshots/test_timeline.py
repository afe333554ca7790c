"""Tidslinje as it looks: every zoom, an open wave, filters, and without colours.

`make snapshots` accepts new pictures; look at each of them before it is committed.
"""

import pytest

from kombit_tui.db.store import Store
from tests.snapshots.conftest import Picture
from tests.snapshots.test_pictures import NARROW, WIDE, sizes


@sizes
@pytest.mark.parametrize("key", ["plus", "minus"], ids=["month", "year"])
def test_a_zoom(picture: Picture, demo_store: Store, size: tuple[int, int], key: str) -> None:
    """Other periods in the heads; the quarter is how it opens."""
    assert picture(demo_store, "timeline", size, key)


@sizes
@pytest.mark.parametrize("closer", [2, 3], ids=["week", "day"])
def test_a_window_with_its_hours(
    picture: Picture, demo_store: Store, size: tuple[int, int], closer: int
) -> None:
    """A row with the same campaign's other milestones: by three hours, and by the hour."""
    keys = ("slash", *"projekt:ch1", "enter"), "home", *["j"] * 6, *["plus"] * closer
    assert picture(demo_store, "timeline", size, *keys)


@sizes
def test_what_is_ours_to_do(picture: Picture, demo_store: Store, size: tuple[int, int]) -> None:
    """Agreements to sign and to fetch, and whom to ask again."""
    words = tuple("#venter eller type:opfølgning")
    assert picture(demo_store, "timeline", size, ("slash", *words, "enter"), "home", "j", "j")


@sizes
def test_an_open_wave(picture: Picture, demo_store: Store, size: tuple[int, int]) -> None:
    """Ours, told in words below, and each of its milestones by itself."""
    words = tuple("projekt:udk bølge:B3")
    assert picture(demo_store, "timeline", size, ("slash", *words, "enter"), "home", "j", "enter")


@sizes
def test_the_end_of_the_timeline(
    picture: Picture, demo_store: Store, size: tuple[int, int]
) -> None:
    """Folded deadlines, and what nobody knows the date of."""
    assert picture(demo_store, "timeline", size, "end")


@sizes
def test_what_is_mine(picture: Picture, demo_store: Store, size: tuple[int, int]) -> None:
    """A filter in force, the deadlines unfolded."""
    assert picture(demo_store, "timeline", size, ("slash", *"mine", "enter"), "home", "j")


def test_the_timeline_without_colours(
    picture: Picture, demo_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ours, late and today are still told apart."""
    monkeypatch.setenv("NO_COLOR", "1")
    assert picture(demo_store, "timeline", WIDE, "j", "j")


def test_the_timeline_in_a_light_theme(picture: Picture, demo_store: Store) -> None:
    """Readable."""
    assert picture(demo_store, "timeline", WIDE, "j", theme="lys")


def test_a_milestone_in_full(picture: Picture, demo_store: Store) -> None:
    """In a narrow window it takes the place of the list."""
    assert picture(demo_store, "timeline", NARROW, "j", "tab")

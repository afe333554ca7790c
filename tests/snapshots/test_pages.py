"""The screens beside the five first ones: with the demo, without records, and as small as can be.

`make snapshots` accepts new pictures; look at each of them before it is committed.
"""

import pytest

from kombit_tui.db.store import Store
from kombit_tui.wording.frame import TABS
from tests.snapshots.conftest import Picture
from tests.snapshots.test_pictures import sizes

MODES = ["agreements", "economy", "incidents", "news", "follow_ups"]
KEYS = {one.mode: one.key for one in TABS}
pages = pytest.mark.parametrize("mode", MODES)


@pages
@sizes
def test_a_page_with_the_demo(
    picture: Picture, demo_store: Store, mode: str, size: tuple[int, int]
) -> None:
    """The first look at it, on its first record."""
    assert picture(demo_store, mode, size, "j")


@pages
@sizes
def test_a_page_without_records(
    picture: Picture, store: Store, mode: str, size: tuple[int, int]
) -> None:
    """It says why it is empty and which key helps."""
    assert picture(store, mode, size, "escape", KEYS[mode])


@pages
def test_the_smallest_window(picture: Picture, demo_store: Store, mode: str) -> None:
    """Everything that must be seen still is."""
    assert picture(demo_store, mode, (60, 15), "j")

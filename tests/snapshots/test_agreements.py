"""Aftaler, økonomi and driftssager, in every state that matters.

`make snapshots` accepts new pictures; look at each of them before it is committed.
"""

from datetime import timedelta

import pytest

from kombit_tui.db.store import Store
from tests.conftest import NOW
from tests.snapshots.conftest import Picture
from tests.snapshots.test_pictures import NARROW, WIDE, sizes

pages = pytest.mark.parametrize("mode", ["agreements", "economy", "incidents"])


@pages
def test_a_detail_in_the_place_of_the_list(picture: Picture, demo_store: Store, mode: str) -> None:
    """A narrow window: the detail alone."""
    assert picture(demo_store, mode, NARROW, ("j", "j"), "enter")


@sizes
def test_a_download_that_expires(
    picture: Picture, demo_store: Store, size: tuple[int, int]
) -> None:
    """One link dies in two days, the other is dead."""
    demo_store.clock = lambda: NOW + timedelta(days=7)
    assert picture(demo_store, "agreements", size, "j")


@sizes
def test_who_is_missing(picture: Picture, demo_store: Store, size: tuple[int, int]) -> None:
    """KOMBIT's list, with us on it."""
    assert picture(demo_store, "agreements", size, ("slash", *"borgerblikket", "enter"), "j", "tab")


@sizes
def test_a_signature(picture: Picture, demo_store: Store, size: tuple[int, int]) -> None:
    """The day of it, which is today unless said otherwise."""
    assert picture(
        demo_store, "agreements", size, ("j", "j", "j", "j"), "s", ("end", "up"), "enter", "enter"
    )


@sizes
def test_a_price_with_a_break(picture: Picture, demo_store: Store, size: tuple[int, int]) -> None:
    """What it is per, the break, and the year before."""
    assert picture(demo_store, "economy", size, ("slash", *"sapa", "enter"), "j", "tab")


@sizes
def test_other_counts(picture: Picture, demo_store: Store, size: tuple[int, int]) -> None:
    """Asked for in a form of the counts alone."""
    assert picture(demo_store, "economy", size, "w")


@sizes
def test_a_bill_by_other_counts(picture: Picture, demo_store: Store, size: tuple[int, int]) -> None:
    """They are named as tried and not stored."""
    typed = ("end", *["backspace"] * 6, *"160000")
    assert picture(demo_store, "economy", size, "w", typed, "ctrl+s")


@sizes
def test_a_place_in_the_chain(picture: Picture, demo_store: Store, size: tuple[int, int]) -> None:
    """With whoever has it there."""
    assert picture(demo_store, "incidents", size, "j", "s")


def test_a_service_desk(picture: Picture, demo_store: Store) -> None:
    """Whom one turns to, and the chain behind it."""
    assert picture(demo_store, "incidents", WIDE, ("slash", *"omsorgsnet -stille", "enter"), "end")

"""What one works with: forms, dates, pickers, history, search, views, groups, and every theme.

`make snapshots` accepts new pictures; look at each of them before it is committed.
"""

import pytest

from kombit_tui.db.store import Store
from tests.snapshots.conftest import Picture, Shown
from tests.snapshots.test_pictures import NARROW, SCREENS, WIDE, sizes

LARGE = (200, 50)


@sizes
def test_the_palette(picture: Picture, demo_store: Store, size: tuple[int, int]) -> None:
    """Commands, screens, views and records by one word."""
    assert picture(demo_store, "tasks", size, ("colon", *"certifikat"), Shown("KLIK-opgave"))


@sizes
def test_a_form(picture: Picture, demo_store: Store, size: tuple[int, int]) -> None:
    """Every field of a task, and what we do about it."""
    assert picture(demo_store, "tasks", size, "e")


def test_a_form_with_something_wrong(picture: Picture, demo_store: Store) -> None:
    """Said beside the field, and the focus is on it."""
    assert picture(demo_store, "agenda", WIDE, "j", "e", ("end", *["backspace"] * 80), "ctrl+s")


@sizes
def test_a_date_as_it_is_typed(picture: Picture, demo_store: Store, size: tuple[int, int]) -> None:
    """With its echo and a warning."""
    assert picture(demo_store, "tasks", size, "t", tuple("31/3-27"))


def test_the_month_grid(picture: Picture, demo_store: Store) -> None:
    """Week numbers, today, holidays and weekends."""
    assert picture(demo_store, "tasks", WIDE, "t", tuple("24/12"), "down")


def test_a_picker(picture: Picture, demo_store: Store) -> None:
    """Found by typing, and a new person last."""
    assert picture(demo_store, "tasks", NARROW, "a", tuple("bi"))


def test_a_comment(picture: Picture, demo_store: Store) -> None:
    """Several lines."""
    assert picture(demo_store, "tasks", NARROW, "c", tuple("Aftalt"))


def test_a_change_of_many(picture: Picture, demo_store: Store) -> None:
    """Shown before it is made."""
    assert picture(demo_store, "tasks", NARROW, "A", "s", ("end", "enter"))


@sizes
def test_the_history(picture: Picture, demo_store: Store, size: tuple[int, int]) -> None:
    """Who changed what."""
    assert picture(demo_store, "tasks", size, "s", ("end", "enter"), "h")


def test_no_history(picture: Picture, store: Store) -> None:
    """It says so."""
    assert picture(store, "tasks", NARROW, "escape", "3", "h")


def test_the_trash(picture: Picture, demo_store: Store) -> None:
    """What was deleted, and by whom."""
    assert picture(demo_store, "tasks", NARROW, "delete", "P")


def test_an_empty_trash(picture: Picture, demo_store: Store) -> None:
    """It says so."""
    assert picture(demo_store, "tasks", NARROW, "P")


def test_the_search_before_a_word(picture: Picture, demo_store: Store) -> None:
    """It says what is looked in."""
    assert picture(demo_store, "tasks", NARROW, "f")


@sizes
def test_the_search(picture: Picture, demo_store: Store, size: tuple[int, int]) -> None:
    """Kind by kind, with the words in their places."""
    assert picture(demo_store, "tasks", size, "f", tuple("certifikat"))


def test_the_search_without_hits(picture: Picture, demo_store: Store) -> None:
    """It says what to do."""
    assert picture(demo_store, "tasks", NARROW, "f", tuple("xyzzy"))


def test_the_views(picture: Picture, demo_store: Store) -> None:
    """Each with its digit, its screen and its filter."""
    assert picture(demo_store, "tasks", NARROW, "v")


def test_the_columns(picture: Picture, demo_store: Store) -> None:
    """Ticked or not."""
    assert picture(demo_store, "tasks", NARROW, "K", "down", "space")


@sizes
def test_a_list_in_groups(picture: Picture, demo_store: Store, size: tuple[int, int]) -> None:
    """One group folded, ordered by a column, two rows marked."""
    words = tuple("grupper:status sorter:-titel")
    assert picture(
        demo_store, "tasks", size, ("slash", *words, "enter"), "home", "left", "j", "j", "space"
    )


def test_a_filter_with_something_wrong(picture: Picture, demo_store: Store) -> None:
    """A caret under the place, and the list as it was."""
    assert picture(demo_store, "roles", NARROW, ("slash", *"ubesat niveu:taktisk"))


def test_the_messages(picture: Picture, demo_store: Store) -> None:
    """Newest first."""
    assert picture(demo_store, "tasks", NARROW, "d", "u", "B")


def test_the_choice_of_a_theme(picture: Picture, demo_store: Store) -> None:
    """Seen as one chooses."""
    assert picture(demo_store, "tasks", NARROW, "T", "down")


def test_the_choice_of_an_export(picture: Picture, demo_store: Store) -> None:
    """Which kinds of file there are."""
    assert picture(demo_store, "tasks", NARROW, "x")


@pytest.mark.parametrize("mode", SCREENS)
def test_a_large_window(picture: Picture, demo_store: Store, mode: str) -> None:
    """More columns, wider details."""
    assert picture(demo_store, mode, LARGE)


@pytest.mark.parametrize("theme", ["lys", "høj kontrast", "farveblind"])
@pytest.mark.parametrize("mode", ["overview", "tasks"])
def test_a_theme(picture: Picture, demo_store: Store, mode: str, theme: str) -> None:
    """Readable in each."""
    assert picture(demo_store, mode, WIDE, *(() if mode == "overview" else ("space",)), theme=theme)


@pytest.mark.parametrize("mode", ["overview", "tasks"])
def test_without_colours(
    picture: Picture, demo_store: Store, mode: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Cursor, marks, order and what is overdue are still told apart."""
    monkeypatch.setenv("NO_COLOR", "1")
    assert picture(demo_store, mode, WIDE, *(() if mode == "overview" else ("space",)))

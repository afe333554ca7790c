"""Every screen as it looks, empty and with the demo, narrow and wide, and every state that matters.

`make snapshots` accepts new pictures; look at each of them before it is committed.
"""

import pytest

from kombit_tui.db.store import Store
from tests.snapshots.conftest import Picture, Shown

SIZES = {"80x24": (80, 24), "120x36": (120, 36)}
NARROW, WIDE = SIZES.values()
SCREENS = {
    "overview": "1",
    "agenda": "2",
    "tasks": "3",
    "roles": "4",
    "phase_outs": "5",
    "timeline": "6",
    "agreements": "7",
}

sizes = pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
screens = pytest.mark.parametrize("mode", SCREENS)


@screens
@sizes
def test_a_screen_with_the_demo(
    picture: Picture, demo_store: Store, mode: str, size: tuple[int, int]
) -> None:
    """The first look at a screen."""
    assert picture(demo_store, mode, size)


@screens
@sizes
def test_a_screen_without_records(
    picture: Picture, store: Store, mode: str, size: tuple[int, int]
) -> None:
    """It says why it is empty and which key helps."""
    assert picture(store, mode, size, "escape", SCREENS[mode])


@pytest.mark.parametrize("mode", [mode for mode in SCREENS if mode != "overview"])
def test_a_detail_in_the_place_of_the_list(picture: Picture, demo_store: Store, mode: str) -> None:
    """A narrow window: the detail alone."""
    assert picture(demo_store, mode, NARROW, ("j", "j"), "enter")


def test_a_task_with_all_it_can_have(picture: Picture, demo_store: Store) -> None:
    """A moved deadline, history, national counts and a note, beside the list."""
    assert picture(demo_store, "tasks", WIDE, ("slash", *"certifikat", "enter"), "j", "j")


def test_tasks_that_are_done(picture: Picture, demo_store: Store) -> None:
    """They stand last and are muted."""
    assert picture(demo_store, "tasks", NARROW, "end")


@sizes
def test_the_welcome(picture: Picture, empty_store: Store, size: tuple[int, int]) -> None:
    """The very first start."""
    assert picture(empty_store, "overview", size, Shown("Lageret er tomt."))


def test_the_choice_of_a_municipality(picture: Picture, empty_store: Store) -> None:
    """Found by typing."""
    assert picture(empty_store, "overview", NARROW, ("down", "enter"), tuple("høje"))


@sizes
def test_the_help(picture: Picture, demo_store: Store, size: tuple[int, int]) -> None:
    """All keys of the task list."""
    assert picture(demo_store, "tasks", size, "question_mark")


def test_the_status_chooser(picture: Picture, demo_store: Store) -> None:
    """What holds now is marked."""
    assert picture(demo_store, "tasks", NARROW, "s")


def test_the_step_chooser(picture: Picture, demo_store: Store) -> None:
    """Steps first, then the excuses."""
    assert picture(demo_store, "phase_outs", NARROW, "j", "s")


def test_a_filter_while_it_is_typed(picture: Picture, demo_store: Store) -> None:
    """The footer names only keys that are no text now."""
    assert picture(demo_store, "tasks", NARROW, ("slash", *"certifikat"))


def test_a_filter_in_force(picture: Picture, demo_store: Store) -> None:
    """The list has the keys again, the filter line stays."""
    assert picture(demo_store, "roles", WIDE, ("slash", *"bob", "enter"), "j")


def test_a_filter_with_no_hits(picture: Picture, demo_store: Store) -> None:
    """It says what was looked for and how to get out."""
    assert picture(demo_store, "tasks", NARROW, ("slash", *"xyzzy"))


@pytest.mark.parametrize("mode", ["tasks", "overview"])
def test_a_window_too_small(picture: Picture, demo_store: Store, mode: str) -> None:
    """One line says so."""
    assert picture(demo_store, mode, (50, 12))


@pytest.mark.parametrize("mode", SCREENS)
def test_the_smallest_window(picture: Picture, demo_store: Store, mode: str) -> None:
    """Everything that must be seen still is."""
    assert picture(demo_store, mode, (60, 15))


def test_an_error_in_the_hint_line(picture: Picture, demo_store: Store) -> None:
    """It stays until something else is said."""
    assert picture(demo_store, "tasks", NARROW, "u")


def test_a_change_in_the_hint_line(picture: Picture, demo_store: Store) -> None:
    """What was written, and the key that takes it back."""
    assert picture(demo_store, "tasks", NARROW, ("s", "down", "enter"))


def test_the_question_for_a_file(picture: Picture, demo_store: Store) -> None:
    """Before anything is read."""
    assert picture(demo_store, "tasks", NARROW, "i")

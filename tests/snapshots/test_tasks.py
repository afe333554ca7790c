"""Opgaver: the deadline that counts, whose waves, who is to do it, and what it hangs on."""

from kombit_tui.db.store import Store
from tests.snapshots.conftest import Picture
from tests.snapshots.test_pictures import NARROW, sizes

LARGE = (200, 50)


@sizes
def test_tasks_of_every_wave(picture: Picture, demo_store: Store, size: tuple[int, int]) -> None:
    """Those of others among ours, muted."""
    assert picture(demo_store, "tasks", size, "W", "end")


@sizes
def test_a_wave_that_is_asked_for(
    picture: Picture, demo_store: Store, size: tuple[int, int]
) -> None:
    """Found although it is not ours."""
    assert picture(demo_store, "tasks", size, ("slash", *"bølge:b4", "enter"))


def test_who_is_to_do_it(picture: Picture, demo_store: Store) -> None:
    """The holders of the role in parentheses, and a role that is vacant."""
    assert picture(demo_store, "tasks", LARGE, ("slash", *"sor", "enter"), "end")


@sizes
def test_a_task_with_all_there_is_to_tell(
    picture: Picture, demo_store: Store, size: tuple[int, int]
) -> None:
    """Several deadlines, its changes with their source, its campaign."""
    assert picture(demo_store, "tasks", size, ("slash", *"metadata for", "enter"), "enter")


def test_a_task_that_others_have_too(picture: Picture, demo_store: Store) -> None:
    """One row, and the variant in the detail."""
    assert picture(demo_store, "tasks", NARROW, ("slash", *"in003", "enter"), "enter")


def test_the_source_of_a_task(picture: Picture, demo_store: Store) -> None:
    """Told in the hint line; the link is copied."""
    assert picture(demo_store, "tasks", NARROW, ("slash", *"opsæt", "enter"), "l")

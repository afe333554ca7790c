"""Roles in depth: rules that are broken, a person, the matrix, the versions, and a hand-over.

`make snapshots` accepts new pictures; look at each of them before it is committed.
"""

from kombit_tui.db.store import Store
from tests.snapshots.conftest import Picture, Shown
from tests.snapshots.test_pictures import NARROW, sizes


@sizes
def test_a_holder_who_cannot_hold_the_role(
    picture: Picture, demo_store: Store, size: tuple[int, int]
) -> None:
    """What is wrong, and where the missing access is put right."""
    assert picture(demo_store, "roles", size, "down", "down", "enter")


@sizes
def test_only_vacant_roles(picture: Picture, demo_store: Store, size: tuple[int, int]) -> None:
    """Those of unused systems are not among them."""
    assert picture(demo_store, "roles", size, "m")


@sizes
def test_a_retired_role(picture: Picture, demo_store: Store, size: tuple[int, int]) -> None:
    """Its successor is proposed with the key that moves the holder there."""
    assert picture(demo_store, "roles", size, ("slash", *"sts-p", "enter"), "down", "enter")


@sizes
def test_a_person(picture: Picture, demo_store: Store, size: tuple[int, int]) -> None:
    """Roles, access, tasks and systems of one person."""
    assert picture(
        demo_store, "roles", size, *["down"] * 8, "p", Shown("Adgang i fire trin"), "k", "pagedown"
    )


@sizes
def test_the_matrix(picture: Picture, demo_store: Store, size: tuple[int, int]) -> None:
    """Roles against people; the cell of the cursor is told in words."""
    steps = ("down", "down", *["right"] * 5)
    assert picture(demo_store, "roles", size, "M", Shown("af 19"), steps)


@sizes
def test_the_versions(picture: Picture, demo_store: Store, size: tuple[int, int]) -> None:
    """What each brought and retired, the newest first."""
    assert picture(demo_store, "roles", size, "G", Shown("Version 1.4"))


@sizes
def test_a_hand_over(picture: Picture, demo_store: Store, size: tuple[int, int]) -> None:
    """Each thing with who takes over, and what would be wrong with that."""
    keys = ("slash", *"bob pr", "enter")
    assert picture(demo_store, "roles", size, keys, "down", "O", Shown("at overdrage"), "down")


def test_a_matrix_of_nothing(picture: Picture, store: Store) -> None:
    """It says so."""
    assert picture(store, "roles", NARROW, "escape", "4", "M", Shown("ingen roller"))

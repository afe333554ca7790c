"""Dagsorden: what stands beside items, questions and news; notes of a meeting."""

from kombit_tui.db.store import Store
from tests.snapshots.conftest import Picture, Shown
from tests.snapshots.test_pictures import NARROW, sizes


@sizes
def test_an_item_and_what_it_touches(
    picture: Picture, demo_store: Store, size: tuple[int, int]
) -> None:
    """Tasks, roles, systems and agreements of ours."""
    keys = ("j", "j", "j", "j") if size != NARROW else ("j", "j", "j", "j", "enter")
    assert picture(demo_store, "agenda", size, keys, Shown("Berører os"))


@sizes
def test_a_question_that_was_carried_over(
    picture: Picture, demo_store: Store, size: tuple[int, int]
) -> None:
    """It says where it is from."""
    words = tuple("#ubesvaret møde:næste")
    assert picture(demo_store, "agenda", size, ("slash", *words, "enter"), "end", "enter")


@sizes
def test_the_news(picture: Picture, demo_store: Store, size: tuple[int, int]) -> None:
    """After the meetings, the latest first."""
    assert picture(demo_store, "agenda", size, "end")


@sizes
def test_the_notes_of_a_meeting(picture: Picture, demo_store: Store, size: tuple[int, int]) -> None:
    """Looked at before they are saved."""
    assert picture(demo_store, "agenda", size, "m", Shown("Enter gemmer i en fil"))


@sizes
def test_an_answer(picture: Picture, demo_store: Store, size: tuple[int, int]) -> None:
    """Written below its question."""
    words = tuple("#ubesvaret")
    steps = (("slash", *words, "enter"), "end", "b", tuple("Ja, fra nytår"))
    assert picture(demo_store, "agenda", size, *steps)

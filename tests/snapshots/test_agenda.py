"""Dagsorden: what stands beside items and questions, and leads on; notes of a meeting."""

from kombit_tui.db.store import Store
from tests.snapshots.conftest import Picture, Shown, Step
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
def test_a_line_that_is_chosen(picture: Picture, demo_store: Store, size: tuple[int, int]) -> None:
    """It stands out, and the footer says where Enter leads."""
    keys = (("j",) * 5, Shown("Berører os"), "tab", ("down", "down"))
    assert picture(demo_store, "agenda", size, *(keys if size != NARROW else _narrow()))


def _narrow() -> tuple[Step, ...]:
    return (("j",) * 5, "enter", Shown("Berører os"), ("down", "down"))


@sizes
def test_more_than_is_told_at_first(
    picture: Picture, demo_store: Store, size: tuple[int, int]
) -> None:
    """The rest of a long list is a line of its own, which unfolds it."""
    enter = ("enter",) if size == NARROW else ("tab",)
    steps = (("j",) * 2, *enter, Shown("Berører os"), ("down",) * 20)
    assert picture(demo_store, "agenda", size, *steps)


@sizes
def test_an_item_that_touches_nothing(
    picture: Picture, demo_store: Store, size: tuple[int, int]
) -> None:
    """It says so."""
    enter = ("enter",) if size == NARROW else ()
    assert picture(demo_store, "agenda", size, "j", *enter, Shown("Punktet nævner ingen"))


@sizes
def test_what_happened_since_the_last_meeting(
    picture: Picture, demo_store: Store, size: tuple[int, int]
) -> None:
    """Every line leads to its record."""
    enter = ("enter",) if size == NARROW else ("tab",)
    assert picture(demo_store, "agenda", size, *enter, Shown("Siden mødet"), ("down", "down"))


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

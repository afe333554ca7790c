"""Udfasning at work: risks, the matrix of steps, a vendor, a contact, a mail, our own steps.

`make snapshots` accepts new pictures; look at each of them before it is committed.
"""

from kombit_tui.db.store import Store
from tests.snapshots.conftest import Picture
from tests.snapshots.test_pictures import sizes

VAGTPLAN = ("slash", *"vagtplan", "enter", "home", "down")


@sizes
def test_the_risks(picture: Picture, demo_store: Store, size: tuple[int, int]) -> None:
    """Only what is endangered, and why."""
    assert picture(demo_store, "phase_outs", size, ("slash", *"risiko", "enter", "home"))


@sizes
def test_the_gravest_risk_first(picture: Picture, demo_store: Store, size: tuple[int, int]) -> None:
    """One of them asked for, in the order of what weighs most."""
    words = ("slash", *"risiko:kontakt,stop,dato sorter:risiko", "enter")
    assert picture(demo_store, "phase_outs", size, words, "home", "j")


@sizes
def test_a_campaign_whose_stop_nobody_knows(
    picture: Picture, demo_store: Store, size: tuple[int, int]
) -> None:
    """And one that is over."""
    words = ("slash", *"sf tele eller spi", "enter")
    assert picture(demo_store, "phase_outs", size, words, "home", "j")


@sizes
def test_the_matrix(picture: Picture, demo_store: Store, size: tuple[int, int]) -> None:
    """Systems against steps."""
    assert picture(demo_store, "phase_outs", size, "home", "M", "down", "space", "right")


@sizes
def test_a_cell_of_the_matrix(picture: Picture, demo_store: Store, size: tuple[int, int]) -> None:
    """The day of a step."""
    assert picture(demo_store, "phase_outs", size, "home", "M", "down", "s")


@sizes
def test_a_vendor(picture: Picture, demo_store: Store, size: tuple[int, int]) -> None:
    """All its systems and the one log."""
    assert picture(demo_store, "phase_outs", size, VAGTPLAN, "l")


@sizes
def test_a_contact(picture: Picture, demo_store: Store, size: tuple[int, int]) -> None:
    """What was said, and when to ask again."""
    assert picture(demo_store, "phase_outs", size, VAGTPLAN, "r")


@sizes
def test_a_mail(picture: Picture, demo_store: Store, size: tuple[int, int]) -> None:
    """A draft."""
    assert picture(demo_store, "phase_outs", size, VAGTPLAN, "m")


@sizes
def test_our_own_steps(picture: Picture, demo_store: Store, size: tuple[int, int]) -> None:
    """What the municipality itself has to do."""
    assert picture(demo_store, "phase_outs", size, "home", "s")


@sizes
def test_a_campaign_in_full(picture: Picture, demo_store: Store, size: tuple[int, int]) -> None:
    """Days left, pace, own steps, milestones with their hours."""
    assert picture(demo_store, "phase_outs", size, "home", "enter")


@sizes
def test_the_form_of_a_campaign(picture: Picture, demo_store: Store, size: tuple[int, int]) -> None:
    """Steps as lines."""
    assert picture(demo_store, "phase_outs", size, "home", "e")

"""What comes in our own waves, in words."""

from datetime import date

import pytest

from kombit_tui.db.queries.timeline_entries import Entry, pieces
from kombit_tui.wording.own_waves import nearness, own_date

TODAY = date(2026, 8, 19)


def entry(edtf: str, words: str | None = None, what: str = "roll_out") -> Entry:
    """Something in our own wave."""
    return Entry(
        id="m",
        kind="milestone",
        what=what,
        title="Udrulning B3",
        date=edtf,
        date_text=words,
        pieces=pieces(what, edtf),
        wave="B3",
        belongs_to="UDK",
        is_own=True,
        concerns_us=True,
    )


@pytest.mark.parametrize(
    ("edtf", "near"),
    [
        ("2026-08-19", "i dag"),
        ("2026-08-20", "om 1 dag"),
        ("2026-08-20/2026-09-30", "om 1 dag"),
        ("2026-08-01/2026-08-20", "slut om 1 dag"),
        ("2026-08-01/2026-08-19", "slut i dag"),
        ("2026-08", "slut om 12 dage"),
    ],
)
def test_the_next_date_is_told_by_its_beginning_or_its_end(edtf: str, near: str) -> None:
    assert nearness(entry(edtf), TODAY) == near


def test_a_date_is_told_with_what_happens_and_of_which_plan() -> None:
    assert own_date(entry("2026-09-24", what="go_live")) == "24-09-2026 Udrulning B3: UDK"
    assert own_date(entry("2026-09", "medio september")).startswith("medio september Udrulning")

"""Prices and roll-out counts are read from tables whose cells wrap around the numbers."""

from datetime import date
from pathlib import Path

import pytest

from kombit_tui.ingest.candidates import Extraction
from kombit_tui.ingest.document import Document, Line, Page
from kombit_tui.ingest.extract import extract
from kombit_tui.ingest.extract.context import Context
from kombit_tui.ingest.extract.prices import find_prices
from tests.ingest.reading import read_here

PRICES = Path(__file__).parent.parent / "data" / "priser.txt"


@pytest.fixture(scope="module")
def found() -> Extraction:
    return extract(read_here(PRICES))


def test_a_price_takes_the_name_above_it_and_the_unit_below(found: Extraction) -> None:
    assert [(p.system, p.price, p.unit) for p in found.prices[:4]] == [
        ("Bro skole", 71.0, "Pr. skolebarn"),
        ("Brohus- og Hegnsregister (BHR)", 1.2, "Pr. hegn på over 2 m og port"),
        ("Broregnskab (BRG)", 9.3, "Pr. borger"),
        ("Valgkort", None, None),
    ]


def test_the_break_is_told_from_the_dash(found: Extraction) -> None:
    assert [p.break_150k for p in found.prices[:3]] == [False, False, True]


def test_a_price_inside_a_note_is_no_row_of_its_own(found: Extraction) -> None:
    assert all(p.price != 8.1 for p in found.prices)
    assert "8,10" in (found.prices[2].note or "")


def test_a_sum_has_one_price_for_each_unit(found: Extraction) -> None:
    assert [(p.system, p.price, p.unit) for p in found.prices[4:]] == [
        ("I alt 2023", 120.55, "Pr. borger"),
        ("I alt 2023", 1.2, "Pr. hegn over 2 m"),
        ("I alt 2023", 71.0, "Pr. skolebarn"),
    ]


def test_a_list_has_one_price_for_each_year() -> None:
    lines = ("Driftsbidrag pr. borger", "System 2022 2023", "Broregnskab 15,58 13,81")
    page = Page(1, tuple(Line(n, text) for n, text in enumerate(lines, 1)))
    prices = find_prices(Context(Document("x.txt", "", (page,)), date(2022, 9, 1), "deck"))
    assert [(p.price, p.note) for p in prices] == [(15.58, "2022"), (13.81, "2023")]


def test_counts_stand_under_their_heads_and_areas(found: Extraction) -> None:
    rows = found.rollout_status
    assert [(r.area, r.vendor_system) for r in rows] == [
        ("Skole", "Brodata - Tavle"),
        ("Skole", "Hegn & Søn - Mappe"),
        ("Skole", "I alt Skole"),
    ]
    first = rows[0]
    assert (first.in_operation, first.agreed, first.not_agreed, first.total) == (10, 20, 3, 33)


def test_a_sum_that_does_not_add_up_is_kept_and_flagged(found: Extraction) -> None:
    total = found.rollout_status[-1]
    assert total.total == 98
    assert total.flags
    assert not found.rollout_status[0].flags

"""domain.md, "Agreements and money": prices, counts and the knækmodel, with its own figures."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from kombit_tui.demo.build import demo_records
from kombit_tui.domain.budget import Price, bills, cost, counted, exact, rates, weighed


def price(
    system: str, year: int | None, rate: str | None, counts: str | None, **more: Any
) -> Price:
    """A price of so much for one."""
    made = Price(f"{system}-{year}", system, year, None if rate is None else Decimal(rate), counts)
    return made._replace(**more)


def demo_prices(year: int) -> list[Price]:
    """The demo's prices of a year, which for 2022 are those of KOMBIT's budget overview."""
    rows = [one.values for one in demo_records(date(2026, 8, 19)) if one.kind == "price"]
    return [
        Price("", row["system"], row["year"], exact(row["amount"]), row["counts"])
        for row in rows
        if row["year"] == year
    ]


def test_all_of_2022_is_174_84_for_a_citizen_and_so_on() -> None:
    assert rates(demo_prices(2022)) == {
        "citizens": Decimal("174.84"),
        "buildings": Decimal("2.20"),
        "addresses": Decimal("0.41"),
        "pupils": Decimal("86.00"),
        "children": Decimal("46.00"),
    }


@pytest.mark.parametrize(
    ("citizens", "saved"), [(25_000, 44_250), (50_000, 88_500), (75_000, 132_750)]
)
def test_the_fall_of_sapa_from_15_58_to_13_81_saves(citizens: int, saved: int) -> None:
    prices = [price("SAPA", 2022, "15.58", "citizens"), price("SAPA", 2023, "13.81", "citizens")]
    latest, former = bills(prices, {"citizens": citizens})
    assert latest.difference == -saved * 100
    assert latest.lines[0].difference == -saved * 100
    assert former.difference is None


@pytest.mark.parametrize(
    ("count", "limit", "share", "units"),
    [
        (150_000, 150_000, "0.5", "150000"),
        (150_001, 150_000, "0.5", "150000.5"),
        (350_000, 150_000, "0.5", "250000"),
        (350_000, 150_000, None, "250000"),
        (145_000, 125_000, "0.5", "135000"),  # Byg og Miljø
        (145_000, 150_000, "0.5", "145000"),
        (350_000, None, None, "350000"),
        (350_000, 150_000, "0", "150000"),
    ],
)
def test_citizens_above_the_break_count_by_the_share(
    count: int, limit: int | None, share: str | None, units: str
) -> None:
    assert weighed(count, limit, exact(share)) == Decimal(units)


def test_money_is_exact_to_the_ore() -> None:
    assert cost(price("A", 2022, "15.58", "citizens"), {"citizens": 48_120}) == 74_970_960
    odd = price("A", 2022, "0.01", "citizens", break_limit=10, break_share=Decimal("0.5"))
    assert cost(odd, {"citizens": 11}) == 11  # 10.5 øre, rounded up
    assert cost(price("A", 2022, "1200", "fixed"), {}) == 120_000
    assert exact(0.1) == Decimal("0.1")


def test_what_is_not_known_is_said_and_not_zero() -> None:
    prices = [
        price("A", 2023, "1", "citizens"),
        price("B", 2023, "1", "pupils"),
        price("C", 2023, None, "citizens"),
        price("D", 2023, "1", None),
    ]
    [bill] = bills(prices, {"citizens": 100, "pupils": None})
    assert [line.cost for line in bill.lines] == [10_000, None, None, None]
    assert (bill.total, bill.unknown, bill.before) == (10_000, 3, None)


def test_a_year_is_held_against_the_one_before() -> None:
    prices = [
        price("Ens", 2022, "1", "citizens"),
        price("Bort", 2022, "2", "citizens"),
        price("ENS ", 2023, "3", "citizens"),
        price("Ny", 2023, "4", "citizens"),
        price("Senere", 2025, "1", "citizens"),
        price("Uden år", None, "1", "citizens"),
    ]
    late, bill, first, undated = bills(prices, {"citizens": 10})
    assert [one.year for one in (late, bill, first, undated)] == [2025, 2023, 2022, None]
    assert {line.price.system: line.difference for line in bill.lines} == {"ENS ": 2000, "Ny": None}
    assert [line.price.system for line in bill.gone] == ["Bort"]
    assert (bill.total, bill.before, bill.difference) == (7000, 3000, 4000)
    assert late.before is None
    assert undated.before is None


def test_a_system_that_is_not_in_use_costs_nothing() -> None:
    prices = [
        price("A", 2023, "1", "citizens"),
        price("DUBU", 2023, "9", "citizens", is_used=False),
        price("FLIS", 2023, "9", "pupils", is_used=False),
    ]
    [bill] = bills(prices, {"citizens": 10})
    assert (bill.total, bill.unknown) == (1000, 0)


@pytest.mark.parametrize(
    ("unit", "found"),
    [
        ("Pr. borger", "citizens"),
        ("kr. pr. indbygger", "citizens"),
        ("Pr. skolebarn", "pupils"),
        ("Pr. barn i dagtilbud", "children"),
        ("Pr. bygning over 10 m2 og boligenhed", "buildings"),
        ("pr. adresse", "addresses"),
        ("Fast beløb pr. kommune", "fixed"),
        ("pr. opslag", None),
        (None, None),
    ],
)
def test_what_a_price_is_per_is_read_from_its_unit(unit: str | None, found: str | None) -> None:
    assert counted(None, unit) == found
    assert counted("pupils", unit) == "pupils"

"""Money the Danish way."""

from decimal import Decimal

from kombit_tui.wording.money import difference, kroner, rate


def test_sums_are_whole_kroner_with_points() -> None:
    told = [kroner(ore) for ore in (0, 49, 50, 100_000, 123_456_789, -8_517_240, None)]
    assert told == ["0 kr.", "0 kr.", "1 kr.", "1.000 kr.", "1.234.568 kr.", "-85.172 kr.", "?"]


def test_differences_have_a_sign() -> None:
    told = [difference(ore) for ore in (None, 0, 49, -4_425_000, 250_000)]
    assert told == ["", "uændret", "uændret", "-44.250 kr.", "+2.500 kr."]


def test_rates_have_two_decimals_and_a_comma() -> None:
    told = [rate(amount) for amount in (Decimal("15.58"), Decimal("1015.5"), Decimal("25"), None)]
    assert told == ["15,58", "1.015,50", "25,00", "?"]

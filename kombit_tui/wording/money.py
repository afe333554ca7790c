"""Money the Danish way: whole kroner for sums, two decimals and a comma for rates."""

from decimal import ROUND_HALF_UP, Decimal

from kombit_tui.domain.text import dots

UNKNOWN = "?"
"""A sum of which a number is missing."""


def kroner(ore: int | None) -> str:
    """Øre as whole kroner: «1.234.567 kr.»."""
    if ore is None:
        return UNKNOWN
    whole = int((Decimal(ore) / 100).quantize(Decimal(1), ROUND_HALF_UP))
    return f"{dots(whole)} kr."


def difference(ore: int | None) -> str:
    """The same with its sign: «+1.234 kr.», «uændret»; empty when not known."""
    if ore is None:
        return ""
    told = kroner(ore)
    if told == "0 kr.":
        return "uændret"
    return told if ore < 0 else f"+{told}"


def rate(amount: Decimal | None) -> str:
    """A price for one: «15,58», «1.015,50»."""
    if amount is None:
        return UNKNOWN
    return f"{amount:,.2f}".translate(str.maketrans(",.", ".,"))

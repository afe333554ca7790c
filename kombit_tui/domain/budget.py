"""What a municipality pays: prices times its own counts, year by year.

Source: domain.md, "Agreements and money". Money is whole øre inside, rates and weights `Decimal`;
`wording.money` shows them. Pure.
"""

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, NamedTuple

from kombit_tui.domain.folding import fold

Counts = Mapping[str, int | None]
"""What a price can be for one of -> how many there are; None where that is not known."""

FIXED = "fixed"
USUAL_SHARE = Decimal("0.5")
"""What citizens above the limit count by, unless the price says otherwise."""
_WHOLE = Decimal(1)
_UNITS = (
    ("citizens", ("borger", "indbygger")),
    ("pupils", ("skole", "elev")),
    ("children", ("dagtilbud", "barn", "børn")),
    ("buildings", ("bygning", "bolig")),
    ("addresses", ("adresse",)),
    (FIXED, ("fast", "kommune", "årligt beløb")),
)
"""The words of a unit that tell what is counted; «skolebarn» is a pupil before it is a child."""


class Price(NamedTuple):
    """A yearly price."""

    id: str
    system: str
    year: int | None
    rate: Decimal | None
    """Kroner for one."""
    counts: str | None
    """What it is for one of; None when that was never said."""
    break_limit: int | None = None
    break_share: Decimal | None = None
    is_used: bool = True
    """Whether we pay at all: not for a system that is not in use here."""


class Line(NamedTuple):
    """A price as it costs us."""

    price: Price
    cost: int | None
    """Øre a year; None when a number is missing."""
    before: int | None
    """The same system a year earlier; None when it had no price, or a number is missing."""

    @property
    def difference(self) -> int | None:
        """How much more than the year before."""
        return None if self.cost is None or self.before is None else self.cost - self.before


class Bill(NamedTuple):
    """All of one year."""

    year: int | None
    lines: tuple[Line, ...]
    total: int
    """Without what is not in use."""
    before: int | None
    """The whole year before; None when nothing is known of it."""
    gone: tuple[Line, ...]
    """What cost something the year before and has no price any more."""
    unknown: int
    """Prices that are used and cannot be computed."""

    @property
    def difference(self) -> int | None:
        """How much more than the year before."""
        return None if self.before is None else self.total - self.before


def exact(number: Any) -> Decimal | None:
    """A stored number as it was written: 15.58, not the binary fraction next to it."""
    return None if number is None else Decimal(str(number))


def counted(counts: str | None, unit: str | None) -> str | None:
    """What a price is per: as declared, else as the words of its unit say."""
    if counts:
        return counts
    words = fold(unit or "")
    return next((key for key, parts in _UNITS if any(fold(one) in words for one in parts)), None)


def weighed(count: int, limit: int | None, share: Decimal | None) -> Decimal:
    """How many a count counts as (knækmodel): those above the limit by the share only."""
    if limit is None or count <= limit:
        return Decimal(count)
    return limit + (count - limit) * (USUAL_SHARE if share is None else share)


def cost(price: Price, counts: Counts) -> int | None:
    """What a price costs a year in øre; None when a number is missing."""
    count = 1 if price.counts == FIXED else counts.get(price.counts or "")
    if price.rate is None or count is None:
        return None
    units = weighed(count, price.break_limit, price.break_share)
    return int((price.rate * units * 100).quantize(_WHOLE, ROUND_HALF_UP))


def rates(prices: Sequence[Price]) -> dict[str, Decimal]:
    """What all prices are together per citizen, per pupil …"""
    sums: dict[str, Decimal] = {}
    for price in prices:
        if price.counts is not None and price.rate is not None:
            sums[price.counts] = sums.get(price.counts, Decimal(0)) + price.rate
    return sums


def bills(prices: Sequence[Price], counts: Counts) -> list[Bill]:
    """The bill of every year there are prices for, the latest first; last what has no year."""
    years: dict[int | None, list[Price]] = {}
    for price in prices:
        years.setdefault(price.year, []).append(price)
    order = sorted(years, key=lambda year: -(year or 0))
    return [_bill(year, years[year], _year_before(year, years), counts) for year in order]


def _year_before(
    year: int | None, years: Mapping[int | None, Sequence[Price]]
) -> Sequence[Price] | None:
    return None if year is None else years.get(year - 1)


def _bill(
    year: int | None, prices: Sequence[Price], former: Sequence[Price] | None, counts: Counts
) -> Bill:
    earlier = {_key(one): one for one in former or ()}
    lines = [
        Line(
            one,
            cost(one, counts),
            cost(earlier[_key(one)], counts) if _key(one) in earlier else None,
        )
        for one in prices
    ]
    here = {_key(one) for one in prices}
    gone = [Line(one, None, cost(one, counts)) for key, one in earlier.items() if key not in here]
    return Bill(
        year,
        tuple(lines),
        _sum(prices, counts),
        None if former is None else _sum(former, counts),
        tuple(line for line in gone if line.price.is_used),
        sum(line.cost is None for line in lines if line.price.is_used),
    )


def _key(price: Price) -> tuple[str, str | None]:
    return fold(price.system).strip(), price.counts


def _sum(prices: Sequence[Price], counts: Counts) -> int:
    return sum(cost(one, counts) or 0 for one in prices if one.is_used)

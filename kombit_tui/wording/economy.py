"""Prices and bills in words."""

from kombit_tui.domain.budget import USUAL_SHARE, Bill, Counts, Price
from kombit_tui.domain.choices import COUNTED
from kombit_tui.domain.entry import number_text
from kombit_tui.wording.money import difference, kroner

HINT = "{economy.what_if}: hvad nu hvis · {list.edit}: ret pris eller kommunens tal"
NOT_USED = "ikke i brug"
TRIED = "Hvad nu hvis (gemmes ikke)"
NO_WAVES = "ikke skrevet endnu, fx B3 eller KY: B2"
_SHORT = {
    "citizens": "borger",
    "pupils": "elev",
    "children": "barn i dagt.",
    "buildings": "bygn./bolig",
    "addresses": "adresse",
    "fixed": "kommune",
}
_MANY = {
    "citizens": "borgere",
    "pupils": "elever",
    "children": "børn i dagtilbud",
    "buildings": "bygninger og boliger",
    "addresses": "adresser",
}


def per(counts: str | None) -> str:
    """What a price is for one of."""
    return _SHORT.get(counts or "", "?")


def counts_words(counts: Counts) -> str:
    """The counts of a municipality on a line."""
    told = [
        f"{number_text(number)} {_MANY[key]}"
        for key, number in counts.items()
        if number is not None
    ]
    return " · ".join(told) or "ingen tal endnu"


def bill_note(bill: Bill) -> str:
    """What a year costs, beside the year."""
    told = [f"i alt {kroner(bill.total)}"]
    if bill.difference is not None and bill.year is not None:
        told.append(f"{difference(bill.difference)} fra {bill.year - 1}")
    if bill.unknown:
        told.append(f"{bill.unknown} uden tal")
    return " · ".join(told)


def break_words(price: Price) -> str:
    """The knækmodel of a price."""
    if price.break_limit is None:
        return ""
    share = USUAL_SHARE if price.break_share is None else price.break_share
    named = COUNTED.get(price.counts or "", "enhed").lower()
    percent = number_text(float(share * 100))
    return f"over {number_text(price.break_limit)} tæller hver {named} {percent} %"

"""The 98 municipalities: their codes, names, and how to know them when they are written loosely."""

import csv
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_ALIASES = {"kbh": "København", "kbhvn": "København", "århus": "Aarhus", "ålborg": "Aalborg"}
_GENITIVE = {"København", "Bornholm"}
_SUFFIX = re.compile(r"[\s-]*(?:regions)?kommunes?$", re.IGNORECASE)
# What scanning makes of the Danish letters, seen in slides that were read as pictures.
_DAMAGE = {"ø": "[øgaeoqj@0]", "æ": "(?:æ|ae|ee|e|a|z)", "å": "(?:å|aa|a|&|4)", "aa": "(?:aa|å|a)"}


@dataclass(frozen=True, slots=True)
class Municipality:
    """A municipality and its three-digit code with a leading zero."""

    code: str
    name: str

    @property
    def full_name(self) -> str:
        """The name it signs with: "Vejle Kommune", "Københavns Kommune"."""
        if self.name == "Bornholm":
            return "Bornholms Regionskommune"
        return f"{self.name}s Kommune" if self.name in _GENITIVE else f"{self.name} Kommune"


@cache
def all_municipalities() -> tuple[Municipality, ...]:
    """The municipalities in the order of their codes."""
    source = files("kombit_tui.domain").joinpath("data/municipalities.csv")
    rows = csv.DictReader(source.read_text("utf-8").splitlines())
    return tuple(Municipality(row["code"], row["name"]) for row in rows)


def find_municipality(text: str, *, damaged: bool = False) -> Municipality | None:
    """The municipality that `text` names, whatever its case, ending or abbreviation.

    With `damaged`, letters that scanning mistakes for æ, ø and å are borne too.
    """
    key = _SUFFIX.sub("", " ".join(text.split()).strip(" .,;:*")).casefold()
    known = _by_key()
    found = known.get(key) or known.get(_ALIASES.get(key, "").casefold())
    if found is None and key.endswith("s"):
        found = known.get(key[:-1])
    if found is None and damaged and len(key) >= 4:
        found = next((m for m, looks in _damaged_names() if looks.fullmatch(key)), None)
    return found


@cache
def _by_key() -> dict[str, Municipality]:
    names = {m.name.casefold(): m for m in all_municipalities()}
    without_s = {n[:-1]: m for n, m in names.items() if n.endswith(("fyns", "lands"))}
    return without_s | names


@cache
def _damaged_names() -> tuple[tuple[Municipality, re.Pattern[str]], ...]:
    return tuple((m, re.compile(f"{_damaged(m.name)}s?")) for m in all_municipalities())


def _damaged(name: str) -> str:
    parts = re.split("(aa|[æøå])", name.casefold())
    return "".join(_DAMAGE.get(part, re.escape(part)) for part in parts)

"""Finds web addresses, also those broken over lines. Mail addresses are in `contacts.py`."""

import re
from dataclasses import dataclass
from itertools import pairwise
from urllib.parse import urlsplit

from kombit_tui.ingest.candidates import LinkFound
from kombit_tui.ingest.document import Line
from kombit_tui.ingest.extract.context import Context
from kombit_tui.ingest.extract.layout import filled

_URL = re.compile(r"(?:https?://|www\.)[^\s<>\"”“]+", re.IGNORECASE)
_REST = re.compile(r"[\w%./?=&#+~-]{3,}$")
_LOOSE_END = ".,;:)]'\u2019>"


@dataclass(frozen=True, slots=True)
class Address:
    """A web address and the lines it stands on."""

    url: str
    first: int
    last: int

    @property
    def key(self) -> str:
        """The address without what two spellings of it may differ in."""
        bare = re.sub(r"^(?:https?://)", "", self.url, flags=re.IGNORECASE)
        return bare.rstrip("/").casefold()


def find_links(ctx: Context) -> tuple[LinkFound, ...]:
    """Every web address once, where it stands first."""
    seen = addresses(filled(ctx.lines))
    whole = {s.key for s in seen if s.url.lower().startswith("http")}
    by_key: dict[str, Address] = {}
    for one in seen:
        if one.url.lower().startswith("www.") and one.key in whole:
            continue
        by_key.setdefault(one.url.rstrip("/").casefold(), one)
    stubs = _stubs(list(by_key))
    return tuple(
        LinkFound(
            url=one.url,
            lines=(one.first, one.last),
            page=ctx.page_of(one.first),
            confidence=0.95,
            rule="links.address",
        )
        for key, one in by_key.items()
        if key not in stubs
    )


def _stubs(keys: list[str]) -> set[str]:
    """Addresses cut off at a line's end: they end in a hyphen and a longer one goes on."""
    ordered = sorted(keys)
    return {a for a, b in pairwise(ordered) if a.endswith("-") and b.startswith(a)}


def addresses(lines: list[Line]) -> list[Address]:
    """Every web address in the lines, joined where it wraps, as often as it stands there."""
    found: list[Address] = []
    for index, line in enumerate(lines):
        for match in _URL.finditer(line.text):
            url, last = match[0], line.number
            if match.end() == len(line.text.rstrip()):
                url, last = _continued(url, lines, index)
            url = url.rstrip(_LOOSE_END)
            if _is_address(url):
                found.append(Address(url, line.number, last))
    return found


def _continued(url: str, lines: list[Line], index: int) -> tuple[str, int]:
    """The address with the lines below that can only be its rest."""
    last = lines[index].number
    for line in lines[index + 1 : index + 4]:
        rest = line.text.strip()
        broken = url[-1] in "-/_=%&?"
        if not broken or line.number - last > 2 or not _REST.match(rest) or _URL.match(rest):
            break
        if not re.search(r"[-/._=%\d]", rest) and not url.endswith("-"):
            break
        url, last = url + rest, line.number
    return url, last


def _is_address(url: str) -> bool:
    try:
        host = urlsplit(url if "//" in url else f"//{url}").hostname
    except ValueError:
        return False
    return bool(host) and "." in str(host).strip(".")

"""Rules of agreements: what each waits for, and how long a signed one can be fetched.

Source: domain.md, "Agreements and money". Since autumn 2024 the signer gets a link that lives ten
days after the signature; then the vendor deletes the document. Pure: days are given.
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from kombit_tui.domain.folding import fold
from kombit_tui.domain.municipalities import find_municipality

LINK_LIFE = timedelta(days=10)
"""How long the signed document can be fetched."""
WARNED = 2
"""So many days before the link dies, that is from the eighth day on, it is a warning."""
MUNICIPALITIES = 98
"""How many sign (K98)."""
MISSING, SENT, SIGNED = "missing", "sent", "signed"
OVER = (SIGNED, "irrelevant")
"""States in which no deadline for a signature presses any more."""


class Fetching(StrEnum):
    """How it stands with the signed document."""

    NONE = "none"
    """Nothing is to be fetched: not signed, stored already, or there never was a link."""
    OPEN = "open"
    EXPIRING = "expiring"
    EXPIRED = "expired"


def download_before(signed_on: date) -> date:
    """The last day on which what was signed can be fetched."""
    return signed_on + LINK_LIFE


def fetching(state: str, before: date | None, stored: str | None, today: date) -> Fetching:
    """How it stands with the document of an agreement; what is stored gives no warning."""
    if state != SIGNED or before is None or stored:
        return Fetching.NONE
    left = (before - today).days
    if left < 0:
        return Fetching.EXPIRED
    return Fetching.EXPIRING if left <= WARNED else Fetching.OPEN


def waits(state: str, document: Fetching) -> bool:
    """Whether somebody must still do something about an agreement."""
    return state in (MISSING, SENT) or document is not Fetching.NONE


def completed(
    typed: Mapping[str, Any], before: Mapping[str, Any], today: date
) -> Mapping[str, Any]:
    """New values of a signature with what they bring along; what is typed itself stands.

    A signature begins the ten days. A day of signature is one, and one whose day is not told is
    of today. Any other state ends them: what is no longer signed has no stored document either.
    """
    if not typed.keys() & {"state", "signed_on"}:
        return typed
    is_signed = typed.get("state", SIGNED if typed.get("signed_on") else before.get("state"))
    if is_signed != SIGNED:
        ended = dict.fromkeys(("signed_on", "download_before", "stored"))
        return {**ended, **typed} if "state" in typed else typed
    day = typed.get("signed_on", before.get("signed_on"))
    if day is None and before.get("state") != SIGNED:
        day = today.isoformat()
    fetched = None if day is None else download_before(date.fromisoformat(day)).isoformat()
    return {"state": SIGNED, "download_before": fetched, **typed, "signed_on": day}


def is_listed(municipality: str, missing: Iterable[str]) -> bool:
    """Whether KOMBIT's list of those who are missing names a municipality."""
    own = _short(municipality)
    return bool(own) and any(_short(one) == own for one in missing)


def _short(municipality: str) -> str:
    """A name that is the same with and without «Kommune»."""
    known = find_municipality(municipality)
    return known.code if known else fold(municipality).strip().removesuffix(" kommune")

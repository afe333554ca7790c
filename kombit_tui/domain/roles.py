"""Rules of the role gallery: who can hold a role, what must be looked after, how access is got.

Source: domain.md, «Roles (Rollegalleri)». Pure: days are given, and nothing is read.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from kombit_tui.domain.folding import fold

YEAR = 365
"""Days after which a holder must be verified again."""
READER = "reader"
"""The KLIK user type that cannot hold a role; every other one can, `light` among them."""
_MANAGERS = re.compile(r"\b(skal vaere( en)? (leder|chef)|kun (for )?ledere)\b")
_NUMBER = re.compile(r"\d+")


class Rule(StrEnum):
    """What may be wrong with a role or with somebody's holding it; the heaviest first."""

    LEFT = "left"
    READER = "reader"
    MANAGER = "manager"
    RETIRED = "retired"
    ACCESS = "access"
    UNVERIFIED = "unverified"


RULE_WORDS = {
    Rule.LEFT: "fratrådt",
    Rule.READER: "læser",
    Rule.MANAGER: "ikke-leder",
    Rule.RETIRED: "udgået",
    Rule.ACCESS: "adgang",
    Rule.UNVERIFIED: "ubekræftet",
}
"""What a broken rule is called, in lists and as a tag: `#fratrådt`."""
UNUSED_WORD = "ubrugt"
"""What a role is tagged with that is to be ignored."""


class Holding(NamedTuple):
    """What the rules ask of a person in a role. Days are ISO."""

    user_type: str | None
    is_manager: bool
    since: str | None
    verified_on: str | None
    left_on: str | None
    access: tuple[bool, ...]


class AccessStep(NamedTuple):
    """A step on the way into a role: the field of a person, and what must be done where."""

    field: str
    place: str
    rule: str


ACCESS_STEPS = (
    AccessStep(
        "access_contact",
        "Fælleskommunalt Organisationssystem",
        "Navn og kontaktdata skal være rigtige dér: det, der rettes i KLIK, bliver ikke stående.",
    ),
    AccessStep(
        "access_job_role",
        "Fælleskommunal Adgangsstyring",
        "Personen skal have en jobfunktionsrolle med KLIK-bruger eller KLIK-administrator: "
        "en bruger, der kun er oprettet i KLIK, kan ikke logge ind.",
    ),
    AccessStep(
        "access_rights",
        "KLIK, Brugerhåndtering",
        "Personen skal have rettigheder til løsningen.",
    ),
    AccessStep(
        "access_gallery",
        "KLIK, Rollegalleri",
        "Rollen sættes her og kun her; først derefter kan opgaver knyttes til den.",
    ),
)
"""The four steps of getting a person into a role, in the order in which they are taken."""


def missing_steps(access: Sequence[bool]) -> tuple[AccessStep, ...]:
    """The access steps not yet taken; the first of them is the one to take now."""
    return tuple(step for step, done in zip(ACCESS_STEPS, access, strict=True) if not done)


def can_hold(user_type: str | None) -> bool:
    """Whether a user of a type can hold a role: a «læser» cannot, a «light-bruger» can."""
    return user_type != READER


def is_for_managers(managers_only: bool, holder_rule: str | None) -> bool:
    """Whether a role must be held by a manager: it says so, or its rule does in words."""
    return managers_only or bool(_MANAGERS.search(fold(holder_rule or "")))


def is_unused(system: str | None, unused_systems: Iterable[str]) -> bool:
    """Whether a role is to be ignored because the municipality does not use its system."""
    return bool(system) and fold(system or "") in {fold(name) for name in unused_systems}


def is_unverified(since: str | None, verified_on: str | None, today: date) -> bool:
    """Whether a holder was not verified for a year; for one never verified since the start."""
    days = [date.fromisoformat(day) for day in (since, verified_on) if day]
    return not days or (today - max(days)).days > YEAR


def has_left(left_on: str | None, today: date) -> bool:
    """Whether a person's last day is past."""
    return left_on is not None and date.fromisoformat(left_on) < today


def broken_rules(
    holding: Holding, *, managers_only: bool, is_retired: bool, today: date
) -> tuple[Rule, ...]:
    """What is wrong with somebody's holding a role that is not to be ignored."""
    broken = {
        Rule.LEFT: has_left(holding.left_on, today),
        Rule.READER: not can_hold(holding.user_type),
        Rule.MANAGER: managers_only and not holding.is_manager,
        Rule.RETIRED: is_retired,
        Rule.ACCESS: not all(holding.access),
        Rule.UNVERIFIED: is_unverified(holding.since, holding.verified_on, today),
    }
    return tuple(rule for rule, is_broken in broken.items() if is_broken)


def version_key(version: str) -> tuple[tuple[int, ...], str]:
    """The order of gallery versions: by their numbers, so that 1.10 comes after 1.9."""
    return tuple(int(number) for number in _NUMBER.findall(version)), version

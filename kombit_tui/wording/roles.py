"""Roles and people in Danish words: what is wrong with them and what to do about it, as cells and
sentences.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kombit_tui.db.queries.roles import Holder, RoleRow
from kombit_tui.domain.choices import ROLE_SCOPES
from kombit_tui.domain.roles import ACCESS_STEPS, RULE_WORDS, Rule, missing_steps
from kombit_tui.wording.lines import Cell
from kombit_tui.wording.values import iso_text

VACANT = "UBESAT"
UNUSED = "bruges ikke"
GRAVE = (Rule.LEFT, Rule.READER, Rule.MANAGER, Rule.RETIRED)
"""Rules of which one is enough for the holding to be void; the others are to be put right."""
_SAID = {
    Rule.LEFT: "{name} er fratrådt {left}: rollen skal overdrages.",
    Rule.READER: "En læser kan ikke have en rolle. Vil {name} ikke have mail, så gør brugeren til "
    "light-bruger.",
    Rule.MANAGER: "Rollen er kun for ledere, og {name} er det ikke.",
    Rule.RETIRED: "Rollen er udgået af galleriet og skal ikke holdes.",
    Rule.ACCESS: "{name} mangler adgang: {steps}.",
    Rule.UNVERIFIED: "Det er mere end et år siden, at {name} blev bekræftet.",
}


class Step(NamedTuple):
    """An access step as it is told: its line, and what must be done where it is not taken."""

    line: str
    todo: str


def group_of(role: RoleRow) -> str:
    """The heading a role stands under: its system, or what it covers."""
    return role.system or ROLE_SCOPES.get(role.scope or "", "Uden angivet område")


def told(members: Sequence[RoleRow]) -> str:
    """How many roles there are and how many of them nobody holds."""
    roles = f"{len(members)} {'rolle' if len(members) == 1 else 'roller'}"
    if all(role.is_unused for role in members):
        return f"{roles} · systemet bruges ikke"
    if all(role.retired_in is not None for role in members):
        return f"{roles} · udgået af galleriet"
    vacant = sum(role.is_vacant for role in members)
    return f"{roles} · {f'{vacant} ubesat' if vacant else 'alle besat'}"


def holders_cell(row: RoleRow) -> Cell:
    """Who holds a role."""
    if row.is_vacant:
        sign = "! " if row.is_missed else ""
        return Cell(f"{sign}{VACANT}", "error" if row.is_missed else "warning")
    names = ", ".join(holder.name for holder in row.holders)
    if row.retired_in is not None:
        return Cell(f"Udgået: {names}" if names else "Udgået", "muted")
    return Cell(names or ("-" if row.is_unused else ""), "muted" if row.is_unused else "")


def check_cell(row: RoleRow) -> Cell:
    """The rules that a role breaks: a sign and their words."""
    if row.is_unused:
        return Cell(UNUSED, "muted")
    if not row.broken:
        return Cell("")
    return Cell(f"! {rules_text(row.broken)}", rules_tone(row))


def rules_tone(row: RoleRow) -> str:
    """How bad it is that a role breaks its rules."""
    return "error" if any(rule in GRAVE for rule in row.broken) else "warning"


def rules_text(broken: Sequence[Rule]) -> str:
    """Rules by their words."""
    return ", ".join(RULE_WORDS[rule] for rule in broken)


def verified(row: RoleRow) -> str | None:
    """The day of the holder who was verified longest ago."""
    days = [holder.verified_on for holder in row.holders if holder.verified_on]
    return min(days) if days and len(days) == len(row.holders) else None


def complaints(holder: Holder) -> Iterator[tuple[str, str]]:
    """What is wrong with a holding as sentences, each with its tone."""
    missing = ", ".join(step.place for step in missing_steps(holder.access))
    for rule in holder.broken:
        said = _SAID[rule].format(
            name=holder.name, left=iso_text(holder.left_on), steps=f"se {missing}"
        )
        yield said, "error" if rule in GRAVE else "warning"


def steps_told(access: Sequence[bool], labels: Sequence[str]) -> list[Step]:
    """The four access steps, with what must be done about those that are missing, and where."""
    missing = missing_steps(access)
    todo = {
        step.field: f"{'Nu' if step is missing[0] else 'Derefter'} i {step.place}: {step.rule}"
        for step in missing
    }
    return [
        Step(f"[{'x' if done else ' '}] {label}", todo.get(step.field, ""))
        for step, label, done in zip(ACCESS_STEPS, labels, access, strict=True)
    ]

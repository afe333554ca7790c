"""The role gallery with its holders and what is wrong with them, grouped by what a role covers."""

import sqlite3
from datetime import date
from typing import Any, NamedTuple

from kombit_tui.domain.choices import ROLE_LEVELS
from kombit_tui.domain.folding import fold, sort_key
from kombit_tui.domain.roles import (
    ACCESS_STEPS,
    Holding,
    Rule,
    broken_rules,
    is_for_managers,
    is_unused,
)

Access = tuple[bool, bool, bool, bool]
"""The four access steps in their order."""


class Holder(NamedTuple):
    """A person in a role."""

    id: str
    name: str
    mail: str | None
    unit: str | None
    user_type: str | None
    is_manager: bool
    left_on: str | None
    since: str | None
    verified_on: str | None
    deputy: str | None
    access: Access
    assignment: str
    """The id of the record that says so."""
    deputy_id: str | None = None
    broken: tuple[Rule, ...] = ()
    """What is wrong with it; nothing is where the role is to be ignored."""

    @property
    def holding(self) -> Holding:
        """What the rules ask of it."""
        return Holding(
            self.user_type,
            self.is_manager,
            self.since,
            self.verified_on,
            self.left_on,
            self.access,
        )


class RoleRow(NamedTuple):
    """A role with those who hold it."""

    id: str
    name: str
    level: str | None
    scope: str | None
    system: str | None
    is_mandatory: bool
    holder_rule: str | None
    description: str | None
    since_version: str | None
    retired_in: str | None
    successor: str | None
    for_managers: bool
    is_unused: bool
    """Whether we do not use its system: then it is to be ignored."""
    holders: tuple[Holder, ...]
    source_file: str | None
    source_first: int | None
    source_last: int | None

    @property
    def is_vacant(self) -> bool:
        """Whether a role that is in force and concerns us has nobody."""
        return not self.holders and self.retired_in is None and not self.is_unused

    @property
    def is_missed(self) -> bool:
        """Whether it is vacant and must not be."""
        return self.is_vacant and self.is_mandatory

    @property
    def broken(self) -> tuple[Rule, ...]:
        """The rules that any of its holders breaks, the heaviest first."""
        found = {rule for holder in self.holders for rule in holder.broken}
        return tuple(rule for rule in Rule if rule in found)


_SCOPES = {"cross": 0, "infrastructure": 1}
_LEVELS = tuple(ROLE_LEVELS)
_ROLES = """
    SELECT r.*, k.file AS source_file FROM role r LEFT JOIN source k ON k.id = r.source
"""
_HOLDERS = """
    SELECT a.id AS assignment, a.role, p.id, p.name, p.mail, p.unit, p.user_type, p.is_manager,
           p.left_on, a.since, a.verified_on, d.name AS deputy, d.id AS deputy_id,
           p.access_contact, p.access_job_role, p.access_rights, p.access_gallery
    FROM assignment a
    JOIN person p ON p.id = a.person
    LEFT JOIN person d ON d.id = a.deputy
    WHERE a.until IS NULL OR a.until >= ?
    ORDER BY p.name, a.id
"""
_UNUSED = """
    SELECT name FROM system WHERE in_use = 0
    EXCEPT SELECT name FROM system WHERE in_use IS NULL OR in_use = 1
"""


def unused_systems(connection: sqlite3.Connection) -> set[str]:
    """The names of the systems that we do not use: their roles are to be ignored."""
    return {str(row[0]) for row in connection.execute(_UNUSED)}


def roles(connection: sqlite3.Connection, today: str) -> list[RoleRow]:
    """All roles: cross-cutting ones, infrastructure, then system by system. `today` is ISO."""
    held: dict[str, list[Holder]] = {}
    for row in connection.execute(_HOLDERS, (today,)):
        held.setdefault(row["role"], []).append(_holder(row))
    unused = unused_systems(connection)
    found = [
        _checked(_role(row, tuple(held.get(row["id"], ())), unused), date.fromisoformat(today))
        for row in connection.execute(_ROLES)
    ]
    return sorted(found, key=_order)


def successor_of(role: RoleRow, every: list[RoleRow]) -> RoleRow | None:
    """The role in force that took over from a retired one, as its gallery names it."""
    if role.retired_in is None or not role.successor:
        return None
    named = fold(role.successor)
    in_force = (one for one in every if one.retired_in is None and one.id != role.id)
    return next((one for one in in_force if fold(one.name) == named), None)


def _order(role: RoleRow) -> tuple[int, str, int, str, str]:
    """By what it covers, then from strategic to operational, then by name."""
    covered = 2 if role.system else _SCOPES.get(role.scope or "", 3)
    level = _LEVELS.index(role.level) if role.level in _LEVELS else len(_LEVELS)
    return (covered, sort_key(role.system or ""), level, sort_key(role.name), role.id)


def _checked(role: RoleRow, today: date) -> RoleRow:
    """The role with what is wrong with each of its holders."""
    if role.is_unused:
        return role
    holders = [
        one._replace(
            broken=broken_rules(
                one.holding,
                managers_only=role.for_managers,
                is_retired=role.retired_in is not None,
                today=today,
            )
        )
        for one in role.holders
    ]
    return role._replace(holders=tuple(holders))


def _holder(row: sqlite3.Row) -> Holder:
    own = ("since", "verified_on", "deputy", "assignment", "deputy_id")
    return Holder(**person_in(row), **{name: row[name] for name in own})


def person_in(row: sqlite3.Row) -> dict[str, Any]:
    """What a row that has the columns of a person says of them."""
    told = ("id", "name", "mail", "unit", "user_type", "left_on")
    return {
        **{name: row[name] for name in told},
        "is_manager": bool(row["is_manager"]),
        "access": access_of(row),
    }


def access_of(row: sqlite3.Row) -> Access:
    """The access steps of a row that has them all."""
    contact, job_role, rights, gallery = (bool(row[step.field]) for step in ACCESS_STEPS)
    return contact, job_role, rights, gallery


def _role(row: sqlite3.Row, holders: tuple[Holder, ...], unused: set[str]) -> RoleRow:
    return RoleRow(
        id=row["id"],
        name=row["name"],
        level=row["level"],
        scope=row["scope"],
        system=row["system"],
        is_mandatory=bool(row["mandatory"]),
        holder_rule=row["holder_rule"],
        description=row["description"],
        since_version=row["since_version"],
        retired_in=row["retired_in"],
        successor=row["successor"],
        for_managers=is_for_managers(bool(row["managers_only"]), row["holder_rule"]),
        is_unused=is_unused(row["system"], unused),
        holders=holders,
        source_file=row["source_file"],
        source_first=row["source_first"],
        source_last=row["source_last"],
    )

"""The role gallery with its holders, grouped by what a role covers."""

import sqlite3
from typing import NamedTuple

from kombit_tui.domain.choices import ROLE_LEVELS
from kombit_tui.domain.folding import sort_key


class Holder(NamedTuple):
    """A person in a role."""

    id: str
    name: str
    mail: str | None
    unit: str | None
    user_type: str | None
    is_manager: bool
    since: str | None
    verified_on: str | None
    deputy: str | None
    access: tuple[bool, bool, bool, bool]
    """The four access steps in their order."""


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
    holders: tuple[Holder, ...]
    source_file: str | None
    source_first: int | None
    source_last: int | None

    @property
    def is_vacant(self) -> bool:
        """Whether a role that is in force has nobody."""
        return not self.holders and self.retired_in is None

    @property
    def is_missed(self) -> bool:
        """Whether it is vacant and must not be."""
        return self.is_vacant and self.is_mandatory


_SCOPES = {"cross": 0, "infrastructure": 1}
_LEVELS = tuple(ROLE_LEVELS)
_ROLES = """
    SELECT r.*, k.file AS source_file FROM role r LEFT JOIN source k ON k.id = r.source
"""
_HOLDERS = """
    SELECT a.role, p.id, p.name, p.mail, p.unit, p.user_type, p.is_manager, a.since, a.verified_on,
           d.name AS deputy, p.access_contact, p.access_job_role, p.access_rights, p.access_gallery
    FROM assignment a
    JOIN person p ON p.id = a.person
    LEFT JOIN person d ON d.id = a.deputy
    WHERE a.until IS NULL OR a.until >= ?
    ORDER BY p.name, a.id
"""


def roles(connection: sqlite3.Connection, today: str) -> list[RoleRow]:
    """All roles: cross-cutting ones, infrastructure, then system by system. `today` is ISO."""
    holders: dict[str, list[Holder]] = {}
    for row in connection.execute(_HOLDERS, (today,)):
        holders.setdefault(row["role"], []).append(_holder(row))
    found = [_role(row, tuple(holders.get(row["id"], ()))) for row in connection.execute(_ROLES)]
    return sorted(found, key=_order)


def _order(role: RoleRow) -> tuple[int, str, int, str, str]:
    """By what it covers, then from strategic to operational, then by name."""
    covered = 2 if role.system else _SCOPES.get(role.scope or "", 3)
    level = _LEVELS.index(role.level) if role.level in _LEVELS else len(_LEVELS)
    return (covered, sort_key(role.system or ""), level, sort_key(role.name), role.id)


def _holder(row: sqlite3.Row) -> Holder:
    return Holder(
        id=row["id"],
        name=row["name"],
        mail=row["mail"],
        unit=row["unit"],
        user_type=row["user_type"],
        is_manager=bool(row["is_manager"]),
        since=row["since"],
        verified_on=row["verified_on"],
        deputy=row["deputy"],
        access=(
            bool(row["access_contact"]),
            bool(row["access_job_role"]),
            bool(row["access_rights"]),
            bool(row["access_gallery"]),
        ),
    )


def _role(row: sqlite3.Row, holders: tuple[Holder, ...]) -> RoleRow:
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
        holders=holders,
        source_file=row["source_file"],
        source_first=row["source_first"],
        source_last=row["source_last"],
    )

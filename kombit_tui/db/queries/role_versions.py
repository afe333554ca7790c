"""What each version of the role gallery brought, retired, and what was updated here since."""

import json
import sqlite3
from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from kombit_tui.db.changes import DONE_HERE
from kombit_tui.db.queries.roles import RoleRow, roles
from kombit_tui.domain.records import ROLE
from kombit_tui.domain.roles import version_key


class Sign(StrEnum):
    """What happened to a role."""

    NEW = "+"
    RETIRED = "-"
    UPDATED = "~"


class Difference(NamedTuple):
    """What a version, or a step here, did to a role."""

    id: str
    role: RoleRow
    sign: Sign
    fields: tuple[str, ...] = ()
    """Of an update: the labels of what was changed."""


class Version(NamedTuple):
    """A version of the gallery; or a step that updated roles, a reading of newer slides say."""

    id: str
    name: str
    differences: tuple[Difference, ...]
    on: str | None = None
    """Of a step: its day."""


_UPDATES = """
    SELECT g.id, g.at, g.label, e.record_id, e."after"
    FROM journal_entry e JOIN journal_group g ON g.id = e.group_id
    WHERE e.kind = 'role' AND e.operation = 'update' AND g.is_undone = 0 AND g.origin IN (?, ?, ?)
    ORDER BY g.seq DESC, e.seq
    LIMIT 500
"""


def role_versions(connection: sqlite3.Connection, today: date) -> list[Version]:
    """Updates here, the latest first; then the versions, the newest first."""
    every = roles(connection, today.isoformat())
    return [*_updates(connection, {row.id: row for row in every}), *_versions(every)]


def _versions(every: Sequence[RoleRow]) -> list[Version]:
    found: dict[str, list[Difference]] = {}
    for sign in (Sign.RETIRED, Sign.NEW):
        for role in every:
            version = role.since_version if sign is Sign.NEW else role.retired_in
            if version is not None:
                one = Difference(f"{version}/{sign}/{role.id}", role, sign)
                found.setdefault(version, []).append(one)
    names = sorted(found, key=version_key, reverse=True)
    return [Version(f"version/{name}", name, tuple(found[name])) for name in names]


def _updates(connection: sqlite3.Connection, known: dict[str, RoleRow]) -> list[Version]:
    found: dict[str, Version] = {}
    for group, at, label, record_id, after in connection.execute(_UPDATES, DONE_HERE):
        fields = tuple(
            field.label
            for field in ROLE.fields
            if field.editable and field.name in json.loads(after)
        )
        if record_id in known and fields:
            one = Difference(f"{group}/{record_id}", known[record_id], Sign.UPDATED, fields)
            step = found.setdefault(group, Version(group, label, (), at[:10]))
            found[group] = step._replace(differences=(*step.differences, one))
    return list(found.values())

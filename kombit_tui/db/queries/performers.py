"""Who is to do what a role is to do: the people who hold the roles that tasks name.

Read for the first frame too: it loads no more than that may.
"""

import sqlite3
from collections.abc import Mapping
from datetime import date

from kombit_tui.domain.folding import fold

Performers = Mapping[str, tuple[str, ...]]
"""Role, as `role_key` writes it -> who holds it today; nobody where it is vacant."""

_HELD = """
    SELECT r.name, p.name
    FROM role r
    LEFT JOIN assignment a ON a.role = r.id AND (a.until IS NULL OR a.until >= ?)
    LEFT JOIN person p ON p.id = a.person
    WHERE r.retired_in IS NULL AND (r.system IN (
        SELECT name FROM system GROUP BY name HAVING max(coalesce(in_use, 1)) = 0
    )) IS NOT TRUE
    ORDER BY p.name, a.seq
"""


def performers(connection: sqlite3.Connection, today: date) -> Performers:
    """The holders of every role that is in force; one of a system we do not use is none of ours."""
    held: dict[str, tuple[str, ...]] = {}
    for role, person in connection.execute(_HELD, (today.isoformat(),)):
        key = role_key(role)
        held[key] = (*held.get(key, ()), *([person] if person else ()))
    return held


def role_key(name: str) -> str:
    """A role's name, however it is written."""
    return " ".join(fold(name).split())


def holders_of(role: str | None, held: Performers) -> tuple[str, ...] | None:
    """Who holds a role that a task names; None where there is no such role in force."""
    return held.get(role_key(role)) if role else None

"""A person as the coordinator must see them: roles, access, open tasks, systems, deputyships."""

import sqlite3
from datetime import date
from typing import NamedTuple

from kombit_tui.db.queries.records import Choice
from kombit_tui.db.queries.roles import Access, Holder, RoleRow, access_of, person_in, roles
from kombit_tui.domain.folding import sort_key
from kombit_tui.domain.roles import Holding


class HeldRole(NamedTuple):
    """A role of a person, with how they hold it."""

    role: RoleRow
    holder: Holder


class PersonTask(NamedTuple):
    """An open task that a person answers for, does, or both."""

    id: str
    title: str
    due: str | None
    due_text: str | None
    due_day: int
    state: str
    """The id of the record that says so."""
    is_responsible: bool
    is_performer: bool


class PersonSystem(NamedTuple):
    """A system that a person owns."""

    id: str
    name: str


class PersonRow(NamedTuple):
    """A person and all that hangs on them."""

    id: str
    name: str
    mail: str | None
    unit: str | None
    user_type: str | None
    is_manager: bool
    left_on: str | None
    access: Access
    roles: tuple[HeldRole, ...]
    deputy_of: tuple[HeldRole, ...]
    """The roles in which they stand in for somebody."""
    tasks: tuple[PersonTask, ...]
    systems: tuple[PersonSystem, ...]


_TASKS = """
    SELECT t.id, r.title, r.due, r.due_text, r.due_day, s.id AS state,
           s.responsible IS :person AS is_responsible, s.performer IS :person AS is_performer
    FROM task_state s
    JOIN task t ON t.id = s.task
    JOIN task_row r ON r.seq = t.seq
    WHERE r.is_done = 0 AND (s.responsible = :person OR s.performer = :person)
    ORDER BY r.due_day, r.seq
"""


def person(connection: sqlite3.Connection, record_id: str, today: date) -> PersonRow | None:
    """All about one person; None when there is none of that id."""
    row = connection.execute("SELECT * FROM person WHERE id = ?", (record_id,)).fetchone()
    if row is None:
        return None
    every = [
        HeldRole(role, holder)
        for role in roles(connection, today.isoformat())
        for holder in role.holders
    ]
    tasks = connection.execute(_TASKS, {"person": record_id})
    systems = connection.execute("SELECT id, name FROM system WHERE owner = ?", (record_id,))
    return PersonRow(
        **person_in(row),
        roles=tuple(one for one in every if one.holder.id == record_id),
        deputy_of=tuple(one for one in every if one.holder.deputy_id == record_id),
        tasks=tuple(_task(one) for one in tasks),
        systems=tuple(
            sorted((PersonSystem(*one) for one in systems), key=lambda one: sort_key(one.name))
        ),
    )


def _task(row: sqlite3.Row) -> PersonTask:
    flags = {name: bool(row[name]) for name in ("is_responsible", "is_performer")}
    return PersonTask(**{**dict(row), **flags})


_EVERYBODY = """
    SELECT p.*, count(a.id) AS roles
    FROM person p
    LEFT JOIN assignment a ON a.person = p.id AND (a.until IS NULL OR a.until >= ?)
    GROUP BY p.id
"""


class Summary(NamedTuple):
    """A person, what the rules ask of them, and how many roles they hold."""

    id: str
    name: str
    unit: str | None
    holding: Holding
    roles: int

    @property
    def choice(self) -> Choice:
        """As something to choose."""
        return Choice(self.id, self.name, self.unit or "")


def people(connection: sqlite3.Connection, today: date) -> list[Summary]:
    """Everybody, alphabetically."""
    found = [
        Summary(row["id"], row["name"], row["unit"], _as_new(row, today), row["roles"])
        for row in connection.execute(_EVERYBODY, (today.isoformat(),))
    ]
    return sorted(found, key=lambda one: (sort_key(one.name), one.id))


def _as_new(row: sqlite3.Row, today: date) -> Holding:
    """How a person would hold a role that they got today."""
    day = today.isoformat()
    return Holding(
        row["user_type"], bool(row["is_manager"]), day, None, row["left_on"], access_of(row)
    )

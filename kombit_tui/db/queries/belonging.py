"""What belongs to what: parts and their owners, and the title under which people know a record."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence

OWNER: Mapping[str, str] = {
    "task_state": "task",
    "task_change": "task",
    "assignment": "role",
    "campaign_system": "system",
    "campaign_state": "campaign",
    "agreement_state": "agreement",
    "preparation": "item",
    "note": "about",
}
"""Kind of a part -> the field that names its owner; they have no title, or none that says much."""
_PIECE = 500


def pieces(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    """`ids` in portions that one statement can name."""
    for start in range(0, len(ids), _PIECE):
        yield ids[start : start + _PIECE]


def marks(values: Sequence[object]) -> str:
    """Placeholders for `values`."""
    return ",".join("?" * len(values))


def kinds_of(connection: sqlite3.Connection, ids: Iterable[str]) -> dict[str, str]:
    """The kind of each record; those that are not there are left out."""
    found: dict[str, str] = {}
    for piece in pieces(list(dict.fromkeys(ids))):
        query = f"SELECT id, kind FROM record_index WHERE id IN ({marks(piece)})"
        found |= {row[0]: row[1] for row in connection.execute(query, piece)}
    return found


def titles(connection: sqlite3.Connection, ids: Iterable[str]) -> dict[str, str]:
    """What people call each record; a part is called as its owner, a note as its text."""
    kinds = kinds_of(connection, ids)
    owners = _owners(connection, kinds)
    if owners:
        kinds |= kinds_of(connection, owners.values())
    named: dict[str, str] = {}
    for piece in pieces(list(kinds)):
        query = f"SELECT id, title FROM record_index WHERE id IN ({marks(piece)})"
        named |= {row[0]: row[1] for row in connection.execute(query, piece)}
    return {one: named.get(owners.get(one, one)) or named[one] for one in kinds}


def owner_of(connection: sqlite3.Connection, record_id: str, kind: str) -> str | None:
    """The record that this one is a part of; None when it stands alone."""
    return _owners(connection, {record_id: kind}).get(record_id)


def _owners(connection: sqlite3.Connection, kinds: Mapping[str, str]) -> dict[str, str]:
    """The owner of each part whose own title says little."""
    owners: dict[str, str] = {}
    for kind, field in OWNER.items():
        of_kind = [one for one, its_kind in kinds.items() if its_kind == kind]
        for piece in pieces(of_kind):
            query = f'SELECT id, "{field}" FROM "{kind}" WHERE id IN ({marks(piece)})'
            owners |= {row[0]: row[1] for row in connection.execute(query, piece) if row[1]}
    return owners


def parts_of(connection: sqlite3.Connection, record_id: str) -> list[str]:
    """The records that belong to a record and are there; nothing of theirs."""
    found: list[str] = []
    for kind, field in OWNER.items():
        query = f'SELECT id FROM "{kind}" WHERE "{field}" = ? ORDER BY seq'
        found += [row[0] for row in connection.execute(query, (record_id,))]
    return found

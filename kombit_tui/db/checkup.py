"""What is the matter with a store file, found out without changing it. For `doctor`."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from kombit_tui.db import meta
from kombit_tui.db.migrations import APPLICATION_ID, LATEST, version_of
from kombit_tui.domain.records import KINDS

_OTHERS = 0o077
_RESTORE = "Gendan en sikkerhedskopi: kombit-tui restore FIL. Den beskadigede fil bliver gemt."


class Fault(NamedTuple):
    """Something that is wrong: what, and what to do about it. Danish."""

    text: str
    hint: str


class Finding(NamedTuple):
    """What is known of a store file."""

    is_there: bool
    size: int = 0
    version: int | None = None
    records: int = 0
    waiting: int = 0
    """Records that the server has not got yet."""
    municipality: str | None = None
    faults: tuple[Fault, ...] = ()


def examine(path: Path) -> Finding:
    """Look at a store file. Blocks; reads all of it."""
    if not path.exists():
        return Finding(is_there=False)
    size = path.stat().st_size
    faults = list(_of_rights(path))
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as opened:
            return _opened(opened, size, faults)
    except sqlite3.DatabaseError as error:
        told = Fault(f"Lagerfilen kan ikke læses: {error}.", _RESTORE)
        return Finding(is_there=True, size=size, faults=(*faults, told))


def _opened(connection: sqlite3.Connection, size: int, faults: list[Fault]) -> Finding:
    version = version_of(connection)
    (owner,) = connection.execute("PRAGMA application_id").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    found = Finding(is_there=True, size=size, version=version)
    if not tables:
        return found._replace(faults=tuple(faults))
    if owner != APPLICATION_ID:
        other = Fault("Filen er en database fra et andet program.", "Vælg en anden med --store.")
        return found._replace(faults=(*faults, other))
    faults += _of_content(connection)
    if version > LATEST:
        newer = f"Lageret har version {version}; dette program kender til og med {LATEST}."
        faults.append(Fault(newer, "Opdatér kombit-tui."))
    if version == LATEST:
        faults += _of_search(connection)
        found = _counted(connection, found)
    return found._replace(faults=tuple(faults))


def _counted(connection: sqlite3.Connection, found: Finding) -> Finding:
    (records,) = connection.execute("SELECT count(*) FROM record_index").fetchone()
    (waiting,) = connection.execute(
        "SELECT count(*) FROM sync_state WHERE dirty = 1 AND EXISTS "
        "(SELECT 1 FROM meta WHERE key = ?)",
        (meta.SERVER,),
    ).fetchone()
    named = meta.read(connection, meta.MUNICIPALITY_NAME)
    return found._replace(records=records, waiting=waiting, municipality=named)


def _of_rights(path: Path) -> Iterator[Fault]:
    """Whether others on the machine could read it."""
    if os.name == "posix" and path.stat().st_mode & _OTHERS:
        yield Fault(
            f"Andre på maskinen kan læse lagerfilen (rettigheder {path.stat().st_mode & 0o777:o}).",
            f'Ret det med: chmod 600 "{path}"',
        )
    if not os.access(path, os.W_OK):
        yield Fault("Du må ikke skrive i lagerfilen.", f'Ret det med: chmod u+w "{path}"')


def _of_content(connection: sqlite3.Connection) -> Iterator[Fault]:
    """What SQLite itself finds."""
    for (told,) in connection.execute("PRAGMA integrity_check(5)"):
        if told != "ok":
            yield Fault(f"Lagerfilen er beskadiget: {told}.", _RESTORE)
    broken = connection.execute("PRAGMA foreign_key_check").fetchall()
    if broken:
        yield Fault(f"{len(broken)} rækker peger på noget, der ikke er der.", _RESTORE)


def _of_search(connection: sqlite3.Connection) -> Iterator[Fault]:
    """Whether each record can be found, and all that is found is there."""
    for name, kind in KINDS.items():
        (missing,) = connection.execute(
            f'SELECT count(*) FROM "{name}" r WHERE NOT EXISTS '
            "(SELECT 1 FROM record_index i WHERE i.id = r.id AND i.kind = ?)",
            (name,),
        ).fetchone()
        if missing:
            yield Fault(f"{missing} {kind.plural.lower()} kan ikke findes ved søgning.", _RESTORE)
    (unlisted,) = connection.execute(
        "SELECT count(*) FROM task WHERE seq NOT IN (SELECT seq FROM task_row)"
    ).fetchone()
    if unlisted:
        yield Fault(f"{unlisted} opgaver mangler i opgavelisten.", _RESTORE)

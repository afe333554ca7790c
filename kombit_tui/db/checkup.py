"""What is the matter with a store file, found out without changing it. For `doctor`."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from kombit_tui.db import meta
from kombit_tui.db.migrations import APPLICATION_ID, LATEST, version_of
from kombit_tui.db.reader import file_uri, reading_uri
from kombit_tui.db.trouble import meaning, store_error
from kombit_tui.domain.records import KINDS
from kombit_tui.errors import StoreBroken, StoreBusy

_OTHERS = 0o077
_AHEAD = timedelta(hours=1)
_LOCKED = "Et andet program er i gang med at skrive. Vent lidt, eller luk det."
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


def examine(path: Path, now: datetime) -> Finding:
    """Look at a store file. Blocks; reads all of it."""
    if not path.exists():
        return Finding(is_there=False)
    size = path.stat().st_size
    faults = list(_of_rights(path))
    if not size:
        empty = Fault("Lagerfilen er tom: den er på 0 byte.", _RESTORE)
        return Finding(is_there=True, faults=(*faults, empty))
    try:
        uri = reading_uri(str(path.absolute()))
        with closing(sqlite3.connect(uri, uri=True)) as opened:
            found = _opened(opened, size, faults, now)
    except sqlite3.DatabaseError as error:
        return Finding(is_there=True, size=size, faults=(*faults, _complained(error)))
    return found._replace(faults=(*found.faults, *_of_others(path)))


def _complained(error: sqlite3.DatabaseError) -> Fault:
    """What SQLite says when it cannot read the file at all, and what helps."""
    told = store_error(str(error))
    hint = _RESTORE
    if isinstance(told, StoreBusy):
        hint = _LOCKED
    elif told is not None and not isinstance(told, StoreBroken):
        hint = "Se efter, om drevet er der, og om du må læse og skrive i mappen."
    return Fault(f"Lagerfilen kan ikke læses: {meaning(str(error))}.", hint)


def _of_others(path: Path) -> Iterator[Fault]:
    """Whether somebody holds it so long that nothing can be saved."""
    if not os.access(path, os.W_OK) or not os.access(path.parent, os.W_OK):
        return  # told of already
    uri = file_uri(str(path.absolute()), "rw")
    try:
        with closing(sqlite3.connect(uri, uri=True, isolation_level=None, timeout=1)) as asking:
            asking.execute("BEGIN IMMEDIATE")
            asking.execute("ROLLBACK")
    except sqlite3.OperationalError as error:
        yield Fault(f"Der kan ikke gemmes i lageret nu: {meaning(str(error))}.", _LOCKED)


def _opened(
    connection: sqlite3.Connection, size: int, faults: list[Fault], now: datetime
) -> Finding:
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
        faults += [*_of_search(connection), *_of_time(connection, now)]
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


def _of_time(connection: sqlite3.Connection, now: datetime) -> Iterator[Fault]:
    """Whether the clock was wrong when something was saved, or is wrong now."""
    (latest,) = connection.execute(
        "SELECT at FROM journal_group WHERE origin <> 'sync' ORDER BY seq DESC LIMIT 1"
    ).fetchone() or (None,)
    if latest is not None and datetime.fromisoformat(latest) > now + _AHEAD:
        yield Fault(
            f"Den seneste ændring er dateret {latest[:16].replace('T', ' ')}, altså senere end nu.",
            "Se efter, om maskinens ur går rigtigt. Rækkefølgen af ændringer bygger ikke på uret.",
        )

"""Brings a store file to the version this program knows. Plain `sqlite3`: start-up runs through it.

Steps are the numbered .sql files beside this module, append-only, each in one transaction together
with its version number. A newer file is refused; a copy is kept before an older one is changed.
"""

import os
import re
import sqlite3
import time
from functools import cache
from typing import TYPE_CHECKING

from kombit_tui.db.reader import reading_uri, stands_still
from kombit_tui.db.trouble import store_error
from kombit_tui.errors import StoreBroken, StoreError, StoreTooNew

if TYPE_CHECKING:
    from pathlib import Path

LATEST = 9
"""The version that this program writes: the number of the last step."""
PATIENCE = 10.0
"""Seconds to wait for another process that makes the same file ready."""
_PAUSE = 0.02
APPLICATION_ID = 0x4B4D4254
"""Marks the file as one of ours ("KMBT" in its header), so that no other database is changed."""


def migrate(path: "Path") -> None:
    """Make the store at `path` ready for use; creates it when there is none.

    Raises:
        StoreTooNew: a newer program wrote it.
        StoreBroken: the file is something else, or damaged.
        StoreBusy: another process holds it for too long.
        StoreError: it cannot be read or written as things stand.
    """
    try:
        is_fixed = stands_still(str(path))
        file = reading_uri(str(path.absolute())) if is_fixed else path
        connection = sqlite3.connect(file, uri=is_fixed, isolation_level=None, timeout=PATIENCE)
        try:
            _bring_up_to_date(connection, path)
        finally:
            connection.close()
    except OSError as error:
        raise StoreError(
            f"«{path}» kan ikke gøres klar: {error.strerror}.",
            "Filen er ikke ændret. Se efter, om der er plads, og om du må skrive i mappen.",
        ) from error
    except sqlite3.DatabaseError as error:
        told = store_error(str(error), str(path))
        if told is None:
            told = StoreBroken(f"«{path}» kan ikke åbnes som lager: {error}")
        raise told from error


def version_of(connection: sqlite3.Connection) -> int:
    """The version of an open store; 0 for an empty file."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _bring_up_to_date(connection: sqlite3.Connection, path: "Path") -> None:
    version = version_of(connection)
    _refuse_foreign(connection, path, version)
    if version == LATEST:
        return
    if version:
        _keep_copy(connection, path, version)
    _write_ahead(connection)
    _add_functions(connection)
    for number, script in _steps():
        _apply(connection, number, script)


def _add_functions(connection: sqlite3.Connection) -> None:
    """What steps may call to work out new columns; loaded only when there is a step to make."""
    from kombit_tui.db.task_keys import FUNCTIONS

    for name, function in FUNCTIONS.items():
        connection.create_function(name, -1, function, deterministic=True)


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Switch to WAL. SQLite does not wait for this one by itself while another process writes."""
    given_up = time.monotonic() + PATIENCE
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > given_up:
                raise
            time.sleep(_PAUSE)
        else:
            return


def _refuse_foreign(connection: sqlite3.Connection, path: "Path", version: int) -> None:
    is_empty = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0] == 0
    owner = connection.execute("PRAGMA application_id").fetchone()[0]
    if not is_empty and owner != APPLICATION_ID:
        raise StoreBroken(
            f"«{path.name}» er en database fra et andet program.",
            "Den er ikke ændret. Vælg en anden fil med --store.",
        )
    if version > LATEST:
        raise StoreTooNew(
            f"«{path.name}» har version {version}; dette program kender til og med {LATEST}."
        )


def _keep_copy(connection: sqlite3.Connection, path: "Path", version: int) -> None:
    kept = path.with_name(f"{path.name}.version-{version}")
    os.close(os.open(kept, os.O_CREAT | os.O_RDWR, 0o600))  # as private as the store itself
    copy = sqlite3.connect(kept, timeout=PATIENCE)
    try:
        connection.backup(copy)
    finally:
        copy.close()


def _apply(connection: sqlite3.Connection, number: int, script: str) -> None:
    """Run step `number` unless another process has done so meanwhile."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        if version_of(connection) < number:
            for statement in _statements(script):
                connection.execute(statement)
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {number}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # a full disk has rolled back already
            connection.execute("ROLLBACK")
        raise


@cache
def _steps() -> list[tuple[int, str]]:
    from importlib import resources  # slow to load, and only stores to be changed need it

    return sorted(
        (int(named[1]), entry.read_text("utf-8"))
        for entry in resources.files(__package__).iterdir()
        if (named := re.fullmatch(r"(\d{4})_\w+\.sql", entry.name))
    )


def _statements(script: str) -> list[str]:
    """The statements of a script; `executescript` would commit behind our back."""
    found, rest = [], ""
    for line in script.splitlines(keepends=True):
        rest += line
        if line.rstrip().endswith(";") and sqlite3.complete_statement(rest):
            found.append(rest)
            rest = ""
    return found

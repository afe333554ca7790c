"""Backups of a store, taken and brought back while others may have it open.

Both go through SQLite's backup: a copy is of one moment, and what is brought back is there for
every process at once or not at all. What is replaced is kept beside it.
"""

import os
import shutil
import sqlite3
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

from kombit_tui.db.migrations import APPLICATION_ID, LATEST, migrate, version_of
from kombit_tui.errors import CopyFailed, StoreTooNew

PATIENCE = 10.0
"""Seconds to wait for another process that writes."""


def back_up(store: Path, file: Path) -> int:
    """Write a copy of the store into `file`, for the user alone; gives its size. Blocks.

    Raises:
        CopyFailed: it cannot be written; what was there before still is.
    """
    unfinished = file.with_name(f".{file.name}.ufærdig")
    try:
        with suppress(FileNotFoundError):
            unfinished.unlink()
        os.close(os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        with closing(sqlite3.connect(store, timeout=PATIENCE)) as source:
            _copy(source, unfinished)
        _set_mode(unfinished, "DELETE")  # in one file, which can be taken along and only read
        unfinished.replace(file)
    except (OSError, sqlite3.Error) as error:
        with suppress(OSError):
            unfinished.unlink()
        raise CopyFailed(f"«{file}» kan ikke skrives: {_meaning(error)}.") from error
    return file.stat().st_size


def restore(file: Path, store: Path, now: datetime) -> Path | None:
    """Make the store what it was in the backup `file`; gives where the former one is kept. Blocks.

    Raises:
        StoreTooNew: a newer program wrote it.
        CopyFailed: it is no sound backup, or the store cannot be written.
    """
    _check(file)
    try:
        kept = _set_aside(store, now) if store.exists() else None
        store.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        os.close(os.open(store, os.O_CREAT | os.O_RDWR, 0o600))
        with closing(_read_only(file)) as source:
            _copy(source, store)
        _set_mode(store, "WAL")
    except (OSError, sqlite3.Error) as error:
        raise CopyFailed(f"Lageret kan ikke gendannes: {_meaning(error)}.") from error
    migrate(store)
    return kept


def _check(file: Path) -> None:
    """Refuse what is no sound store of ours."""
    try:
        if not file.is_file():
            raise CopyFailed(f"Filen findes ikke: «{file}».")
        with closing(_read_only(file)) as connection:
            (owner,) = connection.execute("PRAGMA application_id").fetchone()
            version = version_of(connection)
            (found,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    except sqlite3.Error as error:
        raise CopyFailed(f"«{file.name}» er ikke et lager, eller den er beskadiget.") from error
    if owner != APPLICATION_ID:
        raise CopyFailed(f"«{file.name}» er ikke en sikkerhedskopi fra dette program.")
    if version > LATEST:
        raise StoreTooNew(
            f"«{file.name}» har version {version}; dette program kender til og med {LATEST}."
        )
    if found != "ok":
        raise CopyFailed(f"«{file.name}» er beskadiget: {found}.")


def _set_aside(store: Path, now: datetime) -> Path:
    """Keep what is there; a file that SQLite cannot read is moved as it is."""
    kept = store.with_name(f"{store.stem}-før-{now:%Y%m%d-%H%M%S}{store.suffix}")
    try:
        back_up(store, kept)
    except CopyFailed:
        for end in ("", "-wal", "-shm"):
            part = store.with_name(f"{store.name}{end}")
            if part.exists():
                shutil.move(part, kept.with_name(f"{kept.name}{end}"))
    return kept


def _read_only(file: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)


def _copy(source: sqlite3.Connection, into: Path) -> None:
    with closing(sqlite3.connect(into, timeout=PATIENCE)) as target:
        source.backup(target)


def _set_mode(file: Path, mode: str) -> None:
    """A copy carries its source's mode, which says how many files it is."""
    with closing(sqlite3.connect(file, timeout=PATIENCE)) as connection:
        connection.execute(f"PRAGMA journal_mode = {mode}")


def _meaning(error: Exception) -> str:
    return (error.strerror or str(error)) if isinstance(error, OSError) else str(error)

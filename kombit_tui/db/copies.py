"""Backups of a store, taken and brought back while others may have it open.

Both go through SQLite's backup: a copy is of one moment, and what is brought back is there for
every process at once or not at all. What is replaced is kept beside it. A damaged store is moved
aside as it is, and the new one put in its place whole.
"""

import os
import shutil
import sqlite3
import time
from contextlib import closing, suppress
from datetime import datetime
from itertools import count
from pathlib import Path

from kombit_tui.db.migrations import APPLICATION_ID, LATEST, migrate, version_of
from kombit_tui.db.reader import reading_uri
from kombit_tui.db.trouble import meaning, store_error
from kombit_tui.errors import CopyFailed, StoreBroken, StoreTooNew

PATIENCE = 10.0
"""Seconds to wait for another process that writes."""
_PAGES = 1_000
"""Pages copied between two looks at the clock."""
_DAMAGED = "Gendan en tidligere kopi med kombit-tui restore FIL. Den beskadigede fil bliver gemt."


def back_up(store: Path, file: Path) -> int:
    """Write a copy of the store into `file`, for the user alone; gives its size. Blocks.

    Raises:
        CopyFailed: it cannot be written, or the store is damaged; what was there before still is.
    """
    unfinished = _beside(file)
    try:
        _copy(store, unfinished)
        if not is_sound(unfinished):
            raise CopyFailed(f"Lageret «{store}» er beskadiget: kopien er ikke gemt.", _DAMAGED)
        unfinished.replace(file)
    except (OSError, sqlite3.Error) as error:
        raise CopyFailed(f"«{file}» kan ikke skrives: {_meaning(error)}.") from error
    finally:
        _remove(unfinished)
    return file.stat().st_size


def restore(file: Path, store: Path, now: datetime) -> Path | None:
    """Make the store what it was in the backup `file`; gives where the former one is kept. Blocks.

    Raises:
        StoreTooNew: a newer program wrote it.
        CopyFailed: it is no sound backup, or the store cannot be written; it is as it was.
    """
    _check(file)
    kept = _free_name(store, now)
    try:
        store.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if store.exists() and is_sound(store):
            _bring_back(file, store, kept)
        else:
            _put_instead(file, store, kept)
    except (OSError, sqlite3.Error) as error:
        raise CopyFailed(f"Lageret kan ikke gendannes: {_meaning(error)}.") from error
    migrate(store)
    return kept if kept.exists() else None


def _free_name(store: Path, now: datetime) -> Path:
    """Where the former store is kept: nothing that was kept before is written over."""
    named = f"{store.stem}-før-{now:%Y%m%d-%H%M%S}"
    kept = store.with_name(f"{named}{store.suffix}")
    for number in count(2):
        if not kept.exists():
            break
        kept = store.with_name(f"{named}-{number}{store.suffix}")
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


def is_sound(file: Path) -> bool:
    """Whether SQLite finds nothing wrong with it.

    Raises:
        sqlite3.Error: it cannot be told: the file is locked, or must not be read.
    """
    if not file.stat().st_size:
        return False
    try:
        with closing(_read_only(file)) as connection:
            return bool(connection.execute("PRAGMA integrity_check(1)").fetchone()[0] == "ok")
    except sqlite3.DatabaseError as error:
        if isinstance(store_error(str(error)), StoreBroken):
            return False
        raise


def _bring_back(file: Path, store: Path, kept: Path) -> None:
    """Replace what is in a sound store, also for those who have it open."""
    back_up(store, kept)
    try:
        with closing(_read_only(file)) as source, closing(_writable(store)) as target:
            _copy_pages(source, target)
    except (OSError, sqlite3.Error):
        _remove(kept)  # the store is what it was
        raise
    _set_mode(store, "WAL")


def _put_instead(file: Path, store: Path, kept: Path) -> None:
    """Put a new file in the place of a damaged one, or of none."""
    made = _beside(store)
    try:
        _copy(file, made)
        _set_mode(made, "WAL")
        _set_aside(store, kept)
        made.replace(store)
    finally:
        _remove(made)


def _set_aside(store: Path, kept: Path) -> None:
    """Keep the file as it is, and take away beside it what would be taken for the new one's."""
    waiting = store.with_name(f"{store.name}-wal")
    if waiting.exists() and waiting.stat().st_size:
        shutil.move(waiting, kept.with_name(f"{kept.name}-wal"))
    for end in ("-wal", "-shm"):
        store.with_name(f"{store.name}{end}").unlink(missing_ok=True)
    if store.exists():
        shutil.copy2(store, kept)


def _copy(source: Path, into: Path) -> None:
    """A copy in one file, which can be taken along and only read."""
    _remove(into)
    os.close(os.open(into, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    with closing(_read_only(source)) as read, closing(_writable(into)) as written:
        _copy_pages(read, written)
    _set_mode(into, "DELETE")


def _copy_pages(source: sqlite3.Connection, target: sqlite3.Connection) -> None:
    """SQLite's backup, which would wait for ever for a file that another program has locked."""
    given_up = time.monotonic() + PATIENCE

    def wait(status: int, _left: int, _of: int) -> None:
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) and time.monotonic() > given_up:
            raise sqlite3.OperationalError("database is locked")

    source.backup(target, pages=_PAGES, progress=wait)


def _read_only(file: Path) -> sqlite3.Connection:
    return sqlite3.connect(reading_uri(str(file.absolute())), uri=True, timeout=PATIENCE)


def _writable(file: Path) -> sqlite3.Connection:
    return sqlite3.connect(file, timeout=PATIENCE)


def _set_mode(file: Path, mode: str) -> None:
    """A copy carries its source's mode, which says how many files it is."""
    with closing(_writable(file)) as connection:
        connection.execute(f"PRAGMA journal_mode = {mode}")


def _beside(file: Path) -> Path:
    return file.with_name(f".{file.name}.ufærdig")


def _remove(file: Path) -> None:
    for end in ("", "-journal", "-wal", "-shm"):
        with suppress(OSError):  # what cannot be removed is in nobody's way
            file.with_name(f"{file.name}{end}").unlink(missing_ok=True)


def _meaning(error: Exception) -> str:
    return (error.strerror or str(error)) if isinstance(error, OSError) else meaning(str(error))

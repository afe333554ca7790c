"""The two ways into the store for whoever needs models: `reading()` and `writing()`.

WAL, so readers never wait for the writer. `writing` takes the lock at once and is never held across
a network call or a dialog.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import DatabaseError
from sqlmodel import Session

from kombit_tui.db.reader import file_uri
from kombit_tui.db.trouble import store_error, translated

BUSY_MILLISECONDS = 5_000
"""How long a writer waits for another process before it says `StoreBusy`."""
BULK_KILOBYTES = 32_768
"""Memory for pages where much is written: indexes are then changed in it, not on the disk."""


def open_engine(path: Path, *, durable: bool = False) -> Engine:
    """An engine for the store at `path`, which `migrations.migrate` has made ready.

    `durable`: what is committed is on the disk even if the power fails the moment after.
    """
    url = URL.create("sqlite", database=str(path))
    engine = create_engine(url, creator=partial(_connect, path))
    event.listen(engine, "connect", partial(_prepare, durable))
    event.listen(engine, "begin", _begin)
    return engine


def _connect(path: Path) -> sqlite3.Connection:
    uri = file_uri(str(path.absolute()), "rw")
    return sqlite3.connect(uri, uri=True, check_same_thread=False)


def _prepare(durable: bool, connection: Any, _record: Any) -> None:
    # The driver must not begin transactions of its own, or a failed step leaves half of itself.
    connection.isolation_level = None
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
    if durable:
        connection.execute(f"PRAGMA cache_size = -{BULK_KILOBYTES}")


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """A session that sees one state of the store and writes nothing."""
    with _translated(engine), Session(engine) as session:
        yield session
        session.rollback()


@contextmanager
def writing(engine: Engine) -> Iterator[Session]:
    """A session that commits when the block ends, or leaves no trace."""
    locked = engine.execution_options(begin="BEGIN IMMEDIATE")
    with _translated(engine), Session(locked) as session, session.begin():
        yield session


@contextmanager
def _translated(engine: Engine) -> Iterator[None]:
    """The database's own errors as ours, with words for the user."""
    file = engine.url.database or ""
    with translated(file):  # what is read beside the session complains as plain `sqlite3`
        try:
            yield
        except DatabaseError as error:
            told = store_error(str(error.orig), file)
            if told is None:
                raise
            raise told from error

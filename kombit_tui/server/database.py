"""The server's database, reached past Kinto: its setup, what is stored, and what may be purged.

The statements are files in `sql/`, where an operator finds them.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from typing import Any, NamedTuple

from kombit_tui.errors import KombitError

SHORTEST_TOMBSTONES = 365
"""Days. A client that was away longer than 300 days compares everything, so marks of deleted
records must live longer than that."""
_PAGE = 1000


class DatabaseUnreachable(KombitError):
    title = "Databasen kan ikke bruges"
    hint = "Er PostgreSQL startet, og passer kinto.storage_url i ini-filen?"


class PurgeRefused(KombitError):
    title = "Der er ikke ryddet op"


class Facts(NamedTuple):
    """How the database is set up."""

    encoding: str
    timezone: str
    lock_ms: int
    idle_ms: int
    isolation: str
    fsync: str
    version: int
    is_migrated: bool


class OpenRight(NamedTuple):
    """A right that is given to too many."""

    uri: str
    permission: str
    principal: str


class Stored(NamedTuple):
    """A live record as it lies in the database."""

    parent: str
    id: str
    data: dict[str, Any]


class Purged(NamedTuple):
    """How many rows a purge took away."""

    tombstones: int
    history: int


@contextmanager
def connected(url: str) -> Iterator[Any]:
    """A connection in one transaction, committed when the block ends.

    Raises:
        DatabaseUnreachable: it cannot be opened, or a statement failed.
    """
    import psycopg2

    connection = None
    try:
        connection = psycopg2.connect(plain(url), connect_timeout=10)
        with connection:
            yield connection
    except psycopg2.Error as error:
        raise DatabaseUnreachable(" ".join(str(error).split())) from error
    finally:
        if connection is not None:
            connection.close()


def plain(url: str) -> str:
    """The URL as PostgreSQL knows it, without the name of a driver."""
    scheme, colon, rest = url.partition(":")
    return scheme.partition("+")[0] + colon + rest


def facts(connection: Any) -> Facts:
    """How the database is set up."""
    return Facts(*_rows(connection, "facts")[0])


def schema_version(connection: Any) -> int | None:
    """The version of Kinto's tables."""
    found: int | None = _rows(connection, "schema_version")[0][0]
    return found


def open_rights(connection: Any) -> list[OpenRight]:
    """Rights that nothing of ours gives; the first twenty."""
    return [OpenRight(*row) for row in _rows(connection, "open_rights")]


def collections_without_epoch(connection: Any) -> list[str]:
    """The collections whose restoring clients could not notice."""
    return [uri for (uri,) in _rows(connection, "epochless")]


def records(connection: Any) -> Iterator[Stored]:
    """Every live record, without holding all of them."""
    with connection.cursor(name="records") as cursor:
        cursor.itersize = _PAGE
        cursor.execute(_statement("records"))
        for row in cursor:
            yield Stored(*row)


def purge(url: str, tombstone_days: int, history_days: int | None) -> Purged:
    """Delete old marks of deleted records and, where asked for, old history.

    Raises:
        PurgeRefused: clients that were away for long would then miss deletions.
        DatabaseUnreachable: it could not be done.
    """
    if tombstone_days < SHORTEST_TOMBSTONES:
        raise PurgeRefused(
            f"Mærker for slettede poster skal blive i mindst {SHORTEST_TOMBSTONES} dage.",
            "Ellers får en kollega, der har været længe væk, ikke sletningerne at vide.",
        )
    if history_days is not None and history_days < 1:
        raise PurgeRefused("Historikken kan kun ryddes for det, der er mindst en dag gammelt.")
    with connected(url) as connection:
        tombstones = _change(connection, "purge_tombstones", tombstone_days)
        history = 0
        if history_days is not None:
            history = _change(connection, "purge_history", history_days)
    return Purged(tombstones, history)


def _statement(name: str) -> str:
    return files("kombit_tui.server").joinpath(f"sql/{name}.sql").read_text("utf-8")


def _rows(connection: Any, name: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(_statement(name), {})
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def _change(connection: Any, name: str, days: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute(_statement(name), {"days": days})
        count: int = cursor.rowcount
    return count

"""The store as screens and commands meet it: plain reading connections, and the one way to write.

Opening and reading load only `sqlite3`; the write path and its libraries load with the first write.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import datetime
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, TypeVar

from kombit_tui.db import meta
from kombit_tui.db.changes import Applied, Change, Intent, Origin
from kombit_tui.db.place import identity, make_ready
from kombit_tui.db.reader import Reader, file_uri, reading_uri
from kombit_tui.db.trouble import translated
from kombit_tui.domain.ids import NO_MUNICIPALITY
from kombit_tui.domain.text import clean
from kombit_tui.errors import StoreError, UnknownMunicipality

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from sqlmodel import Session

T = TypeVar("T")
Clock = Callable[[], datetime]
KEPT = 8_000
"""KiB of the store that `reader` keeps in memory: as much as an order of 100,000 tasks takes."""
PATIENCE = 5.0
"""Seconds that a note of `remember` waits for another writer."""


def local_now() -> datetime:
    """The time now, aware, in the machine's zone."""
    return datetime.now().astimezone()


class Store:
    """One store file, made ready for use."""

    def __init__(self, path: Path, *, who: str, clock: Clock = local_now) -> None:
        """Open the store at `path`; it is created, with its folder, when there is none.

        Raises:
            StoreError: it cannot be used; the file is left as it was.
        """
        self.path = path
        self.who = who
        self.clock = clock
        self._writer = Lock()
        make_ready(path)
        self._file = identity(path)

    @cached_property
    def reader(self) -> sqlite3.Connection:
        """A reading connection for the thread that first asks, usually the event loop's."""
        connection = self.connect()
        connection.execute(f"PRAGMA cache_size = -{KEPT}")
        return connection

    def connect(self) -> sqlite3.Connection:
        """A new reading connection; the caller closes it."""
        with translated(str(self.path)):
            connection = sqlite3.connect(
                reading_uri(str(self.path.absolute())),
                uri=True,
                isolation_level=None,
                check_same_thread=False,
                factory=Reader,
            )
        connection.row_factory = sqlite3.Row
        return connection

    @cached_property
    def engine(self) -> "Engine":
        """The engine for models; loads SQLAlchemy."""
        from kombit_tui.db.engine import open_engine

        return open_engine(self.path)

    @cached_property
    def lasting_engine(self) -> "Engine":
        """An engine whose transactions wait for the disk; loads SQLAlchemy."""
        from kombit_tui.db.engine import open_engine

        return open_engine(self.path, durable=True)

    @property
    def municipality(self) -> str:
        """The code of the municipality whose store this is."""
        return meta.read(self.reader, meta.MUNICIPALITY) or NO_MUNICIPALITY

    @cached_property
    def is_demo(self) -> bool:
        """Whether it holds demo data."""
        return meta.read(self.reader, meta.IS_DEMO) is not None

    def is_empty(self) -> bool:
        """Whether there is no record in it."""
        return self.reader.execute("SELECT 1 FROM record_index LIMIT 1").fetchone() is None

    def changes_seen(self) -> int:
        """A number that is another one once anybody else has written to the store."""
        return int(self.reader.execute("PRAGMA data_version").fetchone()[0])

    def is_in_place(self) -> bool:
        """Whether the file is still where it was, the same one, and can be read."""
        try:
            with closing(self.connect()) as connection:
                meta.read(connection, meta.MUNICIPALITY)
        except (StoreError, sqlite3.DatabaseError):
            return False
        return identity(self.path) == self._file

    def set_municipality(self, code: str) -> None:
        """Whose store this is. Records that are there already become that municipality's. Blocks.

        Raises:
            KombitError: no municipality has that code, or the store is another's already.
        """
        from kombit_tui.domain.municipalities import all_municipalities

        found = next((one for one in all_municipalities() if one.code == code), None)
        if found is None:
            raise UnknownMunicipality(f"Ingen kommune har koden «{code}».")
        if self.municipality_for_writing() not in (code, NO_MUNICIPALITY):
            raise UnknownMunicipality(
                "Lageret er allerede en anden kommunes.", "Vælg et andet lager med --store FIL."
            )
        from kombit_tui.db.adoption import adopt

        facts = {meta.MUNICIPALITY: code, meta.MUNICIPALITY_NAME: found.full_name}
        self._remember(facts, also=lambda connection: adopt(connection, code))

    def prepare_writing(self) -> None:
        """Load the write path, so that the first change need not wait for it. Blocks.

        Raises:
            StoreError: the file is out of reach.
        """
        from kombit_tui.db import commands
        from kombit_tui.db.engine import reading

        assert commands
        with reading(self.engine) as session:
            session.connection()

    def apply(self, changes: Iterable[Change], label: str, origin: Origin = Origin.USER) -> Applied:
        """Make `changes` as one step that undo takes back. Blocks; call it off the event loop.

        Raises:
            KombitError: nothing was changed.
        """
        from kombit_tui.db import commands

        with self._changing(self.engine) as session:
            return commands.apply(session, changes, self._intent(session, label, origin))

    def undo(self) -> Applied:
        """Take back the latest step. Blocks.

        Raises:
            NothingToUndo: there is none.
        """
        from kombit_tui.db import commands

        with self._changing(self.engine) as session:
            return commands.undo(session, self._intent(session, "Fortryd", Origin.UNDO))

    def redo(self) -> Applied:
        """Make the step again that was undone last. Blocks.

        Raises:
            NothingToUndo: there is none.
        """
        from kombit_tui.db import commands

        with self._changing(self.engine) as session:
            return commands.redo(session, self._intent(session, "Gendan", Origin.REDO))

    def write(self, call: "Callable[[Session, Intent], T]", label: str) -> "T":
        """What `call` gives that writes one step of the user's in its transaction. Blocks.

        Raises:
            KombitError: nothing was changed.
        """
        with self._changing(self.engine) as session:
            return call(session, self._intent(session, label, Origin.USER))

    @contextmanager
    def exchange(self) -> "Iterator[tuple[Session, Intent]]":
        """A transaction for what the server tells and is told; lasts a power failure. Blocks."""
        with self._changing(self.lasting_engine) as session:
            yield session, self._intent(session, "Synkroniseret", Origin.SYNC)

    @contextmanager
    def _changing(self, engine: "Engine") -> "Iterator[Session]":
        """A transaction, alone among the threads of this process."""
        from kombit_tui.db.engine import writing
        from kombit_tui.db.sync.rereading import catch_up

        with self._writer, writing(engine) as session:
            self._refuse_another_file()
            catch_up(session, lambda: self._intent(session, "Læst igen", Origin.SYNC))
            yield session

    def remember(self, facts: Mapping[str, str]) -> None:
        """Keep facts of this store that are no records: see `db.meta`. Blocks.

        Raises:
            StoreError: another process writes for too long, or the disk is full.
        """
        self._remember(facts)

    def _remember(
        self,
        facts: Mapping[str, str],
        also: Callable[[sqlite3.Connection], None] = lambda _: None,
    ) -> None:
        """Keep facts, and do something else, in one transaction."""
        with translated(str(self.path)), closing(self._connect_to_write()) as connection:
            connection.execute("BEGIN IMMEDIATE")
            self._refuse_another_file()
            connection.executemany(
                "INSERT INTO meta (key, value) VALUES (?, ?) "
                "ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                list(facts.items()),
            )
            also(connection)
            connection.execute("COMMIT")
        self.__dict__.pop("is_demo", None)

    def _connect_to_write(self) -> sqlite3.Connection:
        uri = file_uri(str(self.path.absolute()), "rw")
        return sqlite3.connect(uri, uri=True, isolation_level=None, timeout=PATIENCE)

    def _refuse_another_file(self) -> None:
        """What is written into a file that nobody finds any more would be lost.

        Raises:
            StoreError: the file was deleted, moved or replaced since the store was opened.
        """
        if identity(self.path) != self._file:
            raise StoreError(
                f"Lagerfilen «{self.path}» er slettet, flyttet eller udskiftet.",
                "Intet er gemt. Få filen tilbage på sin plads, eller luk programmet, og start det "
                "igen.",
            )

    def remember_visit(self) -> None:
        """The user has seen what there is now: what is new is counted from here. Blocks."""
        self.remember({meta.LAST_VISIT: self.clock().isoformat()})

    def close(self) -> None:
        """Let go of the file."""
        for held in ("reader", "engine", "lasting_engine"):
            if (resource := self.__dict__.pop(held, None)) is not None:
                resource.close() if held == "reader" else resource.dispose()

    def _intent(self, session: "Session", label: str, origin: Origin) -> Intent:
        code = meta.read_in(session, meta.MUNICIPALITY) or NO_MUNICIPALITY
        return Intent(clean(label), self.who, self.clock(), code, origin)

    def municipality_for_writing(self) -> str:
        """The code of the municipality, from any thread."""
        # Not `reader`: that one belongs to another thread, and writes come from workers.
        connection = self.connect()
        try:
            return meta.read(connection, meta.MUNICIPALITY) or NO_MUNICIPALITY
        finally:
            connection.close()

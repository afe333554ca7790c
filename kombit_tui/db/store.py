"""The store as screens and commands meet it: plain reading connections, and the one way to write.

Opening and reading load only `sqlite3`; the write path and its libraries load with the first write.
"""

import os
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
from kombit_tui.db.migrations import migrate
from kombit_tui.db.reader import Reader
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
        _make_private(path)
        migrate(path)

    @cached_property
    def reader(self) -> sqlite3.Connection:
        """A reading connection for the thread that first asks, usually the event loop's."""
        connection = self.connect()
        connection.execute(f"PRAGMA cache_size = -{KEPT}")
        return connection

    def connect(self) -> sqlite3.Connection:
        """A new reading connection; the caller closes it."""
        uri = f"{self.path.absolute().as_uri()}?mode=ro"
        connection = sqlite3.connect(
            uri, uri=True, isolation_level=None, check_same_thread=False, factory=Reader
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

    @property
    def is_demo(self) -> bool:
        """Whether it holds demo data."""
        return meta.read(self.reader, meta.IS_DEMO) is not None

    def is_empty(self) -> bool:
        """Whether there is no record in it."""
        return self.reader.execute("SELECT 1 FROM record_index LIMIT 1").fetchone() is None

    def changes_seen(self) -> int:
        """A number that is another one once anybody else has written to the store."""
        return int(self.reader.execute("PRAGMA data_version").fetchone()[0])

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
        """Load the write path, so that the first change need not wait for it. Blocks."""
        from kombit_tui.db import commands

        assert commands
        self.engine.connect().close()

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
        connection = sqlite3.connect(self.path, isolation_level=None, timeout=PATIENCE)
        with translated(), closing(connection):
            connection.execute("BEGIN IMMEDIATE")
            connection.executemany(
                "INSERT INTO meta (key, value) VALUES (?, ?) "
                "ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                list(facts.items()),
            )
            also(connection)
            connection.execute("COMMIT")

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


def _make_private(path: Path) -> None:
    """Folder and file for the user alone (0700, 0600), where the system knows of such."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not path.exists():
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as error:
        raise StoreError(
            f"«{path}» kan ikke oprettes: {error.strerror}.",
            "Vælg et andet sted med --store FIL, eller ret mappens rettigheder.",
        ) from error

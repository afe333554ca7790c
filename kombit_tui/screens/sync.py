"""Synk: how the store stands to the server, what waits, what was refused, what is in conflict."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from textual import on
from textual.binding import BindingType

from kombit_tui.actions import SYNC
from kombit_tui.db import meta
from kombit_tui.db.queries.selecting import GroupRow, Part, group_row
from kombit_tui.db.queries.sync import Announced, Edit, Feed, Numbers, Run, catalogue_read, state
from kombit_tui.db.store import Store
from kombit_tui.screens.held_list import HeldListScreen
from kombit_tui.screens.messages import (
    AutomaticRequested,
    ListRequested,
    RecordRequested,
    RefusedRequested,
    SyncRequested,
)
from kombit_tui.screens.sync_lines import describe, present, searched
from kombit_tui.widgets.bindings import bindings_of
from kombit_tui.widgets.detail import Block
from kombit_tui.widgets.record_list import RecordList
from kombit_tui.wording import sync_screen as words
from kombit_tui.wording.lines import Column, ListRow
from kombit_tui.wording.sync import NOTHING, SyncNow, count
from kombit_tui.wording.sync_screen import ConflictLine, by_record

if TYPE_CHECKING:
    from kombit_tui.db.queries.facts import ById


CONNECTION = "sync:connection"
"""The id of the line that tells of the connection."""
_OF_RECORDS = frozenset(
    ("edit", "toggle_done", "delete", "due", "responsible", "comment", "history")
)
"""What is done to a record, and to none of the other lines."""


class Line(NamedTuple):
    """A line of Synk: the id of its record, or one of its own, and what it tells of."""

    id: str
    about: ConflictLine | Edit | Announced | Run | Feed | None
    """None: the connection itself."""


class SyncScreen(HeldListScreen):
    """The state, and everything that can be done about it."""

    MODE = "sync"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(SYNC)]
    HINT = words.HINT
    FIRST_KEYS = ("app.sync_now", "app.login")
    DONE = False
    COLUMNS = (
        Column("Hvad", 0, field="title"),
        Column("Tilstand", 24, rank=1),
        Column("Slags", 18, rank=3),
        Column("Hvem", 12, rank=4, field="owner"),
        Column("Tid", 11, rank=2, field="changed"),
    )

    def __init__(self, store: Store, version: Callable[[], int]) -> None:
        super().__init__(store, version)
        self.now: SyncNow = NOTHING
        self.numbers = Numbers()
        self._announced_until = 0
        self.list.cursor_id = CONNECTION

    def usual_hint(self) -> str:
        """What can be done, with a server and without."""
        return words.HINT if self.now.server else words.HINT_ALONE

    def show_sync(self, now: SyncNow, numbers: Numbers) -> None:
        """Show what the sync is doing now."""
        former, self.now = self.now, now
        was_joined = bool(former.server) != bool(now.server)
        if was_joined or numbers != self.numbers:
            self.numbers = numbers
            self.reload()
        elif now != former and self._answer is not None:
            self.show_pages()
            self._describe_cursor()
        if was_joined:
            self.guide(self.usual_hint())

    # What is listed.

    def rows(self, connection: sqlite3.Connection) -> Sequence[GroupRow | Line]:
        """The connection first, then what must be decided, what waits, and what happened."""
        found: list[GroupRow | Line] = [
            group_row(words.CONNECTION, " "),
            Line(CONNECTION, None),
        ]
        if meta.read(connection, meta.SERVER) is None:
            return found
        now = state(connection)
        self._announced_until = catalogue_read(connection)
        conflicts = by_record(now.conflicts)
        return [
            *found,
            *_under(words.CONFLICTS, conflicts),
            *_under(words.REFUSED, now.refused, now.numbers.refused),
            *_under(words.WAITING, now.waiting, now.numbers.waiting),
            *_under(words.ANNOUNCED, now.announced, now.announced_in_all),
            *_under(words.RUNS, now.runs, told=" "),
            *_under(words.FEEDS, now.feeds, told=" "),
        ]

    def present(self, row: Line) -> ListRow:
        """A line of any group."""
        return present(row.id, row.about, self.now, self.numbers, self.store.clock())

    def describe(self, record_id: str) -> Sequence[Block]:
        """All about a line, and what can be done about it."""
        row = self.held.get(record_id)
        if not isinstance(row, Line):
            return ()
        moment = self.store.clock()
        return list(describe(self.app, row.about, self.now, self.numbers, moment))

    def facts(self, connection: sqlite3.Connection, parts: Sequence[Part]) -> "ById":
        """What a filter may ask of the lines: what they say."""
        return {row.id: searched(row.about) for part in parts for row in part.rows}

    def values(self, field: str) -> Sequence[str]:
        """Nothing that completion does not know by itself."""
        return ()

    # What is done.

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """No key for what cannot be done now."""
        if action == "accept":
            return self.now.trouble is not None and self.now.trouble.name == "MassChange"
        if action in ("compare", "automatic"):
            return bool(self.now.server)
        if action in ("retry", "give_up"):
            return bool(self.numbers.refused)
        if action == "new" or (action in _OF_RECORDS and not self._is_on_record()):
            return False
        return super().check_action(action, parameters)

    @on(RecordList.Opened)
    def _opened(self, event: RecordList.Opened) -> None:
        """A conflict is opened where it is decided, a record where it belongs."""
        row = self.held.get(event.record_id)
        about = row.about if isinstance(row, Line) else None
        if isinstance(about, ConflictLine):
            event.prevent_default()
            self.post_message(ListRequested("conflict", "", about.id, back=self.MODE))
        elif _is_record(about):
            event.prevent_default()
            assert isinstance(about, Edit | Announced)
            self.post_message(RecordRequested(about.id, about.kind, self.MODE))

    def _is_on_record(self) -> bool:
        row = self.held.get(self.list.cursor_id) if self.list.cursor_id is not None else None
        about = row.about if isinstance(row, Line) else None
        return isinstance(about, Edit | Announced)

    def _refused(self) -> list[Edit]:
        found = [self.held.get(one) for one in self.chosen()]
        edits = [row.about for row in found if isinstance(row, Line)]
        return [one for one in edits if isinstance(one, Edit) and one.status]

    def action_retry(self) -> None:
        """Send again what was refused."""
        self._about_refused("Prøver igen", is_given_up=False)

    def action_give_up(self) -> None:
        """Take the server's version of what was refused."""
        self._about_refused("Brugt serverens udgave", is_given_up=True)

    def _about_refused(self, label: str, *, is_given_up: bool) -> None:
        edits = self._refused()
        if not edits:
            self.hint("Sæt markøren på en post, som serveren har afvist.", is_error=True)
            return
        named = edits[0].title if len(edits) == 1 else count(len(edits), "post", "poster")
        ids = tuple(one.id for one in edits)
        self.post_message(RefusedRequested(ids, is_given_up, f"{label}: {named}"))

    def action_compare(self) -> None:
        """Compare everything with the server anew."""
        self.post_message(SyncRequested(compare=True))

    def action_accept(self) -> None:
        """Let vanish here what vanished on the server."""
        self.post_message(SyncRequested(accept_mass_change=True))

    def action_automatic(self) -> None:
        """Meet the server without being asked, or no longer."""
        self.post_message(AutomaticRequested())

    def on_screen_suspend(self) -> None:
        """What the national feed announced has been seen now."""
        if self._announced_until > int(meta.read(self.store.reader, meta.CATALOGUE_SEEN) or 0):
            self.run_worker(
                self._remember_announced(self._announced_until),
                name="_remember",
                exit_on_error=False,
            )

    async def _remember_announced(self, seen: int) -> None:
        from asyncio import to_thread

        await to_thread(self.store.remember, {meta.CATALOGUE_SEEN: str(seen)})


def _under(
    title: str, found: Sequence[Any], in_all: int | None = None, told: str = ""
) -> Iterator[GroupRow | Line]:
    """Lines under their heading, if there are any."""
    if found:
        yield group_row(title, told or words.note(found, in_all))
        yield from (Line(_id(one), one) for one in found)


def _id(about: Any) -> str:
    if isinstance(about, Run):
        return f"run:{about.seq}"
    return f"feed:{about.bucket}/{about.collection}" if isinstance(about, Feed) else str(about.id)


def _is_record(about: object) -> bool:
    """Whether a line can be gone to: a refused one is told of first, a deleted one is nowhere."""
    if isinstance(about, Edit):
        return about.doing != "deleted" and not about.status
    return isinstance(about, Announced)

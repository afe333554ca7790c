"""Papirkurv: what was deleted, and the way back."""

import asyncio
from collections.abc import Sequence
from contextlib import closing
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Static

from kombit_tui.actions import DIALOG
from kombit_tui.db.changes import Create
from kombit_tui.db.queries.trash import MOST, Bin, Deleted, deleted
from kombit_tui.db.store import Store
from kombit_tui.domain.records import KINDS
from kombit_tui.screens.dialog import Dialog
from kombit_tui.screens.listed_rows import Held
from kombit_tui.widgets.bindings import bindings_of
from kombit_tui.widgets.painted import content
from kombit_tui.widgets.record_list import RecordList
from kombit_tui.wording.history import TRASH_COLUMNS, deleted_line, with_times

HINT = "Enter henter posten tilbage, og det der hører til den · Esc lukker"
EMPTY = ("Papirkurven er tom.", "Det, du sletter, kan hentes tilbage her.")


class TrashScreen(Dialog[tuple[tuple[Create, ...], str] | None]):
    """Answers with the changes that bring records back and what they are called, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(DIALOG)]
    CSS_PATH = "lookup.tcss"

    def __init__(self, store: Store) -> None:
        super().__init__()
        self.store = store
        self.list = RecordList(TRASH_COLUMNS)
        self.found = Bin((), {})

    def compose(self) -> ComposeResult:
        """Heading, the records and what the keys do."""
        with Vertical(classes="box"):
            yield Static(content("Papirkurv"), classes="heading")
            yield self.list
            yield Static(content(HINT), classes="about", id="told")

    def on_mount(self) -> None:
        """Read in the background what is in it."""
        self.list.focus()
        self._read()

    @work(exit_on_error=False)
    async def _read(self) -> None:
        with closing(self.store.connect()) as connection:
            self.found = await asyncio.to_thread(deleted, connection)
        now = self.store.clock()
        rows = [deleted_line(one, len(self.found.parts[one.id]), now) for one in self.found.records]
        self.list.columns = with_times(TRASH_COLUMNS, rows)
        self.list.show(Held(rows), EMPTY)
        if sum(1 + len(parts) for parts in self.found.parts.values()) >= MOST:
            self.query_one("#told", Static).update(content(f"De {MOST} seneste. {HINT}"))

    @on(RecordList.Opened)
    @work(exit_on_error=False)
    async def _chosen(self, event: RecordList.Opened) -> None:
        """Bring a record back; ask how much where its step deleted more."""
        one = next(found for found in self.found.records if found.id == event.record_id)
        alone, together = (one, *self.found.parts[one.id]), self.found.step_of(one)
        if len(together) > len(alone):
            wanted = await self._how_much(one, alone, together)
            if wanted is None:
                return
            alone = wanted
        is_one = len(alone) == 1 + len(self.found.parts[one.id])
        told = one.title if is_one else f"{len(alone)} poster"
        self.dismiss((_creations(alone), f"Hentet fra papirkurven: {told}"))

    async def _how_much(
        self, one: Deleted, alone: Sequence[Deleted], together: Sequence[Deleted]
    ) -> tuple[Deleted, ...] | None:
        from kombit_tui.screens.chooser import Chooser, Option

        options = [
            Option("one", "Kun denne", KINDS[one.kind].danish),
            Option("step", f"Alle {len(together)} fra trinnet", one.step),
        ]
        chosen = await self.app.push_screen_wait(Chooser("Hent tilbage", options, "one", one.title))
        return None if chosen is None else tuple(alone if chosen == "one" else together)


def _creations(wanted: Sequence[Deleted]) -> tuple[Create, ...]:
    return tuple(Create(one.kind, one.values, one.id) for one in wanted)

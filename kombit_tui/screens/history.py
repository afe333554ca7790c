"""Historik: who changed what when of one record; a field can be brought back to what it was."""

import asyncio
from contextlib import closing
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Static

from kombit_tui.actions import DIALOG
from kombit_tui.db.changes import Update
from kombit_tui.db.queries.history import History, history, restoring
from kombit_tui.db.store import Store
from kombit_tui.domain.records import KINDS
from kombit_tui.screens.dialog import Dialog
from kombit_tui.screens.listed_rows import Held
from kombit_tui.widgets.bindings import bindings_of
from kombit_tui.widgets.painted import content
from kombit_tui.widgets.record_list import RecordList
from kombit_tui.wording.cells import one_line
from kombit_tui.wording.history import HISTORY_COLUMNS, history_line, with_times

HINT = "Enter henter feltet tilbage til det, det var før · Esc lukker"
NO_HISTORY = ("Intet er ændret her.", "Historikken begynder med den første ændring.")


class HistoryScreen(Dialog[tuple[Update, str] | None]):
    """Answers with the change that brings a field back and what it is called, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(DIALOG)]
    CSS_PATH = "lookup.tcss"

    def __init__(self, store: Store, record_id: str, title: str) -> None:
        super().__init__()
        self.store = store
        self.record_id = record_id
        self.heading = title
        self.list = RecordList(HISTORY_COLUMNS)
        self.told = Static(content(HINT), classes="about")
        self.found = History((), 0, {}, {})

    def compose(self) -> ComposeResult:
        """Heading, the lines and what the keys do."""
        with Vertical(classes="box"):
            yield Static(content(one_line(f"Historik: {self.heading}")), classes="heading")
            yield self.list
            yield self.told

    def on_mount(self) -> None:
        """Read in the background what was done."""
        self.list.focus()
        self._read()

    @work(exit_on_error=False)
    async def _read(self) -> None:
        with closing(self.store.connect()) as connection:
            self.found = await asyncio.to_thread(history, connection, self.record_id)
        now = self.store.clock()
        rows = [
            history_line(str(index), entry, self.found, now)
            for index, entry in enumerate(self.found.entries)
        ]
        self.list.columns = with_times(HISTORY_COLUMNS, rows)
        self.list.show(Held(rows), NO_HISTORY)
        if self.found.older:
            self._tell(f"Ældre ændringer vises ikke: {self.found.older}. {HINT}")

    @on(RecordList.Opened)
    def _chosen(self, event: RecordList.Opened) -> None:
        """Bring a field back, or say why that is not possible."""
        entry = self.found.entries[int(event.record_id)]
        if entry.field is None:
            self._tell("Vælg en linje med et felt. Slettede poster hentes i papirkurven (P).")
            return
        values = restoring(self.store.reader, entry)
        field = KINDS[entry.kind].field(entry.field)
        label = field.label if field else entry.field
        if values is None:
            self._tell("Posten er slettet. Hent den først i papirkurven (P).")
        elif not values:
            self._tell(f"{label} har allerede den værdi.")
        else:
            told = f"{label} hentet tilbage på {self.heading}"
            self.dismiss((Update(entry.record_id, values), told))

    def _tell(self, text: str) -> None:
        self.told.update(content(text))

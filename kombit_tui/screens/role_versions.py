"""The versions of the role gallery: what each brought, updated or retired."""

import asyncio
from collections import Counter
from contextlib import closing
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Static

from kombit_tui.actions import DIALOG
from kombit_tui.db.queries.role_versions import Difference, Sign, Version, role_versions
from kombit_tui.db.store import Store
from kombit_tui.screens.listed_rows import Held, Section, Sectioned
from kombit_tui.screens.sectioned_dialog import SectionedDialog
from kombit_tui.widgets.bindings import bindings_of
from kombit_tui.widgets.painted import content
from kombit_tui.widgets.record_list import RecordList
from kombit_tui.wording.lines import Cell, Column, ListRow
from kombit_tui.wording.roles import holders_cell
from kombit_tui.wording.values import iso_text

HINT = "+ ny · - udgået · ~ opdateret her · Enter: gå til rollen · Esc lukker"
EMPTY = (
    "Ingen rolle siger, hvilken version den er fra.",
    "Feltet «Siden version» rettes på rollen.",
)
COLUMNS = (
    Column("Rolle", 0),
    Column("Ændring", 34, rank=2),
    Column("Indehaver", 24),
)
COUNTED = {
    Sign.NEW: ("ny", "nye"),
    Sign.RETIRED: ("udgået", "udgåede"),
    Sign.UPDATED: ("opdateret", "opdaterede"),
}
"""What happened to one role, and to several."""


class RoleVersions(SectionedDialog[str | None]):
    """Answers with the role to go to, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(DIALOG)]
    CSS_PATH = "people.tcss"

    def __init__(self, store: Store) -> None:
        super().__init__(COLUMNS)
        self.store = store
        self.found: list[Version] = []

    def compose(self) -> ComposeResult:
        """The versions, the newest first, and what the signs mean."""
        with Vertical(classes="box"):
            yield Static(content("Versioner af rollegalleriet"), classes="heading")
            yield self.list
            yield Static(content(HINT), classes="about")

    def on_mount(self) -> None:
        """Read in the background."""
        self.list.focus()
        self._read()

    @work(exit_on_error=False)
    async def _read(self) -> None:
        with closing(self.store.connect()) as connection:
            today = self.store.clock().date()
            self.found = await asyncio.to_thread(role_versions, connection, today)
        self.show()

    def show(self) -> None:
        """The versions, each with what it did."""
        rows = Held([one for version in self.found for one in version.differences])
        sections = [Section(_heading(one), len(one.differences)) for one in self.found]
        self.list.show(Sectioned(rows, sections, _present, self.folded), EMPTY)

    @on(RecordList.Opened)
    def _chosen(self, event: RecordList.Opened) -> None:
        for one in (one for version in self.found for one in version.differences):
            if one.id == event.record_id:
                self.dismiss(one.role.id)


def _heading(one: Version) -> ListRow:
    number = Counter(each.sign for each in one.differences)
    parts = [
        f"{count} {word if count == 1 else words}"
        for sign, (word, words) in COUNTED.items()
        if (count := number[sign])
    ]
    name = f"Version {one.name}" if one.on is None else f"{iso_text(one.on)} {one.name}"
    return ListRow(one.id, (Cell(name), Cell(" · ".join(parts))), is_heading=True)


def _present(one: Difference) -> ListRow:
    role, is_retired = one.role, one.sign is Sign.RETIRED
    change = ", ".join(one.fields) or COUNTED[one.sign][0]
    if is_retired and role.successor:
        change = f"{change}, se {role.successor}"
    cells = (
        Cell(f"{one.sign} {role.name}"),
        Cell(change, "warning" if is_retired else ""),
        holders_cell(role),
    )
    return ListRow(one.id, cells, is_muted=is_retired)

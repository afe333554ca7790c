"""Overblik: what needs the coordinator today, as panels whose numbers open their lists."""

import asyncio
from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import on, work
from textual.binding import BindingType
from textual.containers import Grid
from textual.widget import Widget

from kombit_tui.actions import OVERVIEW
from kombit_tui.db.queries.agenda import MeetingRow
from kombit_tui.db.queries.overview import Overview, overview
from kombit_tui.db.queries.phase_outs import CampaignRow
from kombit_tui.db.queries.roles import RoleRow
from kombit_tui.db.queries.tasks import TaskRow
from kombit_tui.db.store import Store
from kombit_tui.screens.base import BaseScreen
from kombit_tui.screens.messages import ListRequested
from kombit_tui.screens.prompt import Report
from kombit_tui.widgets.bindings import bindings_of
from kombit_tui.widgets.panel import Panel
from kombit_tui.wording.digest import PANELS, panel_texts

TARGETS = {
    "overdue": "tasks",
    "soon": "tasks",
    "mine": "tasks",
    "meeting": "agenda",
    "campaign": "phase_outs",
    "vacant": "roles",
}
"""The screen behind each panel; the others open their lines in full."""
FILTERS = {
    "overdue": "overskredet",
    "soon": '-status:fuldført frist>="i dag" frist<="om 14 dage"',
    "mine": "mine -status:fuldført",
}
"""What the list behind a panel is filtered by: it has as many rows as the panel's number says."""
COLUMNS = 2


class OverviewScreen(BaseScreen):
    """The panels."""

    MODE = "overview"
    CSS_PATH = "overview.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(OVERVIEW)]
    EMPTY = "Lageret er tomt. Tryk i for at importere slides eller noter."
    HINT = "Piletaster vælger · Enter åbner listen bag tallet · 1-5 skifter skærm"

    def __init__(self, store: Store, version: Callable[[], int]) -> None:
        super().__init__(store, version)
        self.panels = [Panel(name) for name in PANELS]
        self.found: Overview | None = None

    def body(self) -> Sequence[Widget]:
        """Two columns of panels."""
        return [Grid(*self.panels, id="panels")]

    def on_mount(self) -> None:
        """Start on what is most pressing; Textual calls the base's own handler too."""
        self.panels[0].focus()

    def reload(self) -> None:
        """Read the digest anew."""
        self._reload()

    @work(exit_on_error=False)
    async def _reload(self) -> None:
        self.show(await asyncio.to_thread(self._read))

    def _read(self) -> Overview:
        connection = self.store.connect()
        try:
            return overview(connection, self.today)
        finally:
            connection.close()

    def show(self, found: Overview) -> None:
        """Say what was found."""
        self.found = found
        if found.is_empty and self.hint_line.text == self.HINT:
            self.hint(self.EMPTY)
        texts = panel_texts(found, self.today)
        for panel in self.panels:
            panel.text = texts[panel.panel_name]

    def action_move_panel(self, right: int, down: int) -> None:
        """To a neighbouring panel; at the edge nowhere."""
        at = next((i for i, panel in enumerate(self.panels) if panel.has_focus), 0)
        column, row = at % COLUMNS + right, at // COLUMNS + down
        target = row * COLUMNS + column
        if 0 <= column < COLUMNS and 0 <= target < len(self.panels):
            self.panels[target].focus()

    def action_open(self) -> None:
        """Open the list behind the panel."""
        for panel in self.panels:
            if panel.has_focus:
                self._open(panel.panel_name)

    @on(Panel.Opened)
    def _clicked(self, event: Panel.Opened) -> None:
        self._open(event.name)

    def _open(self, name: str) -> None:
        if name in TARGETS:
            words = FILTERS.get(name, "")
            self.post_message(ListRequested(TARGETS[name], words, self._first_id(name)))
        elif self.found is not None:
            text = panel_texts(self.found, self.today)[name]
            self.app.push_screen(Report(text.title, [line for line, _ in text.lines]))

    def _first_id(self, name: str) -> str | None:
        """The record that the panel names first."""
        found = self.found
        if found is None:
            return None
        firsts: dict[str, Sequence[TaskRow | MeetingRow | CampaignRow | RoleRow]] = {
            "overdue": found.overdue.first,
            "soon": found.soon.first,
            "mine": found.mine.first,
            "meeting": (found.meeting,) if found.meeting else (),
            "campaign": (found.campaign,) if found.campaign else (),
            "vacant": found.vacant,
        }
        first = next(iter(firsts[name]), None)
        return None if first is None else first.id

"""Overblik: what needs the coordinator today, as panels whose numbers open their lists."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import closing
from typing import ClassVar, Protocol

from textual import on, work
from textual.binding import BindingType
from textual.containers import Grid
from textual.widget import Widget

from kombit_tui.actions import OVERVIEW
from kombit_tui.db.queries.overview import NEW, Overview, overview
from kombit_tui.db.queries.phase_outs import CampaignRow
from kombit_tui.db.store import Store
from kombit_tui.domain.roles import RULE_WORDS
from kombit_tui.screens.asking import leads
from kombit_tui.screens.base import BaseScreen
from kombit_tui.screens.messages import ListRequested, Ready
from kombit_tui.widgets.bindings import bindings_of
from kombit_tui.widgets.burn_down import BurnDownPanel
from kombit_tui.widgets.panel import Panel
from kombit_tui.wording.digest import (
    FAILED,
    PANELS,
    TITLES,
    PanelText,
    panel_texts,
)

TARGETS = {
    "overdue": "tasks",
    "soon": "tasks",
    "mine": "tasks",
    "meeting": "agenda",
    "campaign": "phase_outs",
    "pace": "phase_outs",
    "vacant": "roles",
    "broken": "roles",
    "agreements": "agreements",
    "follow_ups": "follow_ups",
    "wave": "timeline",
    "news": "news",
    "changes": "news",
}
"""The screen behind each panel."""
FILTERS = {
    "overdue": "overskredet",
    "soon": '-status:fuldført frist>="i dag" frist<="om 14 dage"',
    "mine": "mine -status:fuldført",
    "meeting": "ulæst møde=næste",
    "vacant": "ubesat",
    "broken": " eller ".join(f"#{word}" for word in RULE_WORDS.values()),
    "agreements": "#venter",
    "wave": "#bølge",
    "news": f'start:"for {NEW.days - 1} dage siden".."i dag"',
    "changes": "#nyt",
}
"""What the list behind a panel is filtered by: it has as many rows as the panel's number says."""
COLUMNS, MORE_COLUMNS = 2, 3


class _Named(Protocol):
    """Whatever a panel names."""

    @property
    def id(self) -> str: ...


class OverviewScreen(BaseScreen):
    """The panels."""

    MODE = "overview"
    CSS_PATH = "overview.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(OVERVIEW)]
    EMPTY = "Lageret er tomt. Tryk {app.import} for at importere slides eller noter."
    HINT = (
        "Enter: listen bag tallet · {app.news} nyheder · {app.follow_ups} opfølgning · "
        "{app.economy} økonomi · {app.incidents} driftssager"
    )

    def __init__(self, store: Store, version: Callable[[], int]) -> None:
        super().__init__(store, version)
        self.HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (60, "-narrow"), (160, "-columns")]
        self.VERTICAL_BREAKPOINTS = [(0, "-low"), (15, "-tall"), (30, "-roomy")]
        self.plot = BurnDownPanel("pace")
        self.panels = [self.plot if name == "pace" else Panel(name) for name in PANELS]
        self.found: Overview | None = None

    def body(self) -> Sequence[Widget]:
        """Columns of panels."""
        return [Grid(*self.panels, id="panels")]

    def on_mount(self) -> None:
        """Start on what is most pressing; Textual calls the base's own handler too."""
        self.panels[0].focus()

    def reload(self) -> None:
        """Read the digest anew."""
        self._reload()

    @work(exit_on_error=False)
    async def _reload(self) -> None:
        try:
            found = await asyncio.to_thread(self._read)
        except Exception:
            self._show_failure()
            raise  # the app says what happened
        self.show(found)

    def _read(self) -> Overview:
        with closing(self.store.connect()) as connection:
            return overview(connection, self.today, self.store.who)

    def show(self, found: Overview) -> None:
        """Say what was found."""
        self.found = found
        if found.is_empty and not self.hint_line.is_error:
            self.guide(self.EMPTY)
        texts = panel_texts(found, self.today)
        for panel in self.panels:
            panel.text = texts[panel.panel_name]
        self.plot.burnt = None if found.pace is None else found.pace.burn_down

    def _show_failure(self) -> None:
        """What was found before stays; panels that never said anything say so."""
        self._shown_version = -1  # coming back to the screen tries again
        if self.found is None:
            for panel in self.panels:
                panel.text = PanelText(TITLES[panel.panel_name], "", FAILED)

    def action_move_panel(self, right: int, down: int) -> None:
        """Sideways to the next or the one before in reading order; up and down by a row."""
        at = next((i for i, panel in enumerate(self.panels) if panel is self.focused), 0)
        columns = MORE_COLUMNS if self.has_class("-columns") else COLUMNS
        last = len(self.panels) - 1
        target = at + right + down * columns
        if down > 0 and at // columns < last // columns:
            target = min(target, last)  # the last row may be shorter
        if 0 <= target <= last:
            self.set_focus(self.panels[target])  # here and now: the next key may be waiting

    @leads
    def action_open(self) -> None:
        """Open the list behind the panel."""
        if isinstance(self.focused, Panel):
            self._open(self.focused.panel_name)
        else:
            self.post_message(Ready())

    @on(Panel.Opened)
    def _clicked(self, event: Panel.Opened) -> None:
        self._open(event.name)

    def _open(self, name: str) -> None:
        self.post_message(ListRequested(TARGETS[name], self._words(name), self._first_id(name)))

    def _words(self, name: str) -> str:
        """The filter that leaves as many rows as the panel's number says."""
        campaign = self._campaign(name)
        if campaign is None:
            return FILTERS.get(name, "")
        from kombit_tui.domain import query

        left = query.Not(query.Flag("moved"))
        return query.format(query.Query(query.And((left, query.Word(campaign.title)))))

    def _campaign(self, name: str) -> CampaignRow | None:
        """The campaign that a panel is about."""
        found = self.found
        if found is None or name not in ("campaign", "pace"):
            return None
        if name == "campaign":
            return found.campaign
        return None if found.pace is None else found.pace.campaign

    def _first_id(self, name: str) -> str | None:
        """The record that the panel names first."""
        found, campaign = self.found, self._campaign(name)
        if found is None:
            return None
        firsts: dict[str, Sequence[_Named]] = {
            "overdue": found.overdue.first,
            "soon": found.soon.first,
            "mine": found.mine.first,
            "meeting": (found.meeting,) if found.meeting else (),
            "vacant": found.vacant,
            "broken": found.broken,
            "agreements": found.agreements,
            "follow_ups": (*found.follow_ups, *found.stuck),
            "wave": found.own_dates,
            "news": found.news,
            "changes": found.since.rows,
        }
        first = campaign or next(iter(firsts.get(name, ())), None)
        return None if first is None else first.id

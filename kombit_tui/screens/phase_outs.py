"""Udfasning: each campaign with its stop, and our systems in it with how far they are."""

import sqlite3
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import BindingType

from kombit_tui.actions import PHASE_OUTS
from kombit_tui.db.changes import Update
from kombit_tui.db.queries.phase_outs import CampaignRow, PhaseOutRow, SystemRow, phase_outs
from kombit_tui.db.queries.vendors import contacts
from kombit_tui.domain.campaigns import EXCUSES, next_step, reach
from kombit_tui.domain.risk import Risk
from kombit_tui.screens.asking import asks
from kombit_tui.screens.chooser import Chooser, Option
from kombit_tui.screens.messages import WriteRequested
from kombit_tui.screens.phase_out_detail import (
    campaign_blocks,
    short_pace,
    system_blocks,
    taken_text,
)
from kombit_tui.screens.step_matrix import StepMatrix
from kombit_tui.screens.vendor_work import VendorWork
from kombit_tui.widgets.bindings import bindings_of
from kombit_tui.widgets.detail import Block
from kombit_tui.wording.lines import Cell, Column, ListRow
from kombit_tui.wording.values import day_text, days_to

if TYPE_CHECKING:
    from textual.worker import Worker

NONE = "none"
NO_OWN_STEPS = "Forløbet har ingen trin for kommunen selv: {list.edit} tilføjer dem."
GRAVE = (Risk.STOPPED, Risk.AFTER_STOP)


class PhaseOutsScreen(StepMatrix, VendorWork):
    """Campaigns and our systems in them."""

    MODE = "phase_outs"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(PHASE_OUTS)]
    CSS_PATH = ["list_screen.tcss", "phase_outs.tcss"]  # type: ignore[assignment] # noqa: RUF012
    HINT = (
        "{phase_outs.step}: sæt trin · {phase_outs.matrix}: alle trin · "
        "{phase_outs.contact}: kontakt · {phase_outs.vendor}: leverandør · {phase_outs.mail}: mail"
    )
    EMPTY = (
        "Der er ingen udfasninger endnu.",
        "Tryk {app.import} for at importere slides, der melder dem ud.",
    )
    KINDS = ("campaign", "campaign_system")
    GROUPS = ("vendor", "owner", "status", "risk", "due")
    NEW = ("campaign_system", "system", "campaign", "milestone")
    COLUMNS = (
        Column("System", 0, field="title"),
        Column("Leverandør", 18, rank=4, field="vendor"),
        Column("Trin", 8, rank=3),
        Column("Næste trin", 20, rank=1, field="status"),
        Column("Risiko", 13, rank=1, field="risk"),
        Column("Følg op", 12, rank=2, field="due"),
    )

    def rows(self, connection: sqlite3.Connection) -> Sequence[PhaseOutRow]:
        """Every campaign followed by our systems in it."""
        return phase_outs(connection, self.today)

    def is_heading(self, row: Any) -> bool:
        """Campaigns head their systems."""
        return isinstance(row, CampaignRow)

    def present(self, row: PhaseOutRow) -> ListRow:
        """A campaign as a heading; a system as a row."""
        if isinstance(row, CampaignRow):
            return ListRow(row.id, (Cell(row.title), Cell(self._told(row))), is_heading=True)
        late = (row.follow_up_last or 10**9) < self.today.toordinal() and not row.is_moved
        follow_up = day_text(row.follow_up, row.follow_up_text)
        return ListRow(
            row.id,
            (
                Cell(row.name),
                Cell(row.vendor or ""),
                Cell("-" if row.excused else "".join("#" if done else "." for done in row.done)),
                _next(row),
                _risk(row),
                Cell(f"! {follow_up}" if late else follow_up, "error" if late else ""),
            ),
            is_muted=row.excused is not None,
        )

    def _told(self, row: CampaignRow) -> str:
        unknown = f"stop {row.stop_text}" if row.stop_text else ""
        when = days_to(row.stop_day, self.today) or unknown
        moved = "ingen af vores systemer er tilknyttet"
        if row.progress.total:
            moved = f"{row.progress.moved} af {row.progress.total} flyttet"
        burnt = row.burn_down
        pace = short_pace(burnt) if burnt is not None and burnt.remaining else ""
        return " · ".join(part for part in (when, moved, pace) if part)

    def describe(self, record_id: str) -> Sequence[Block]:
        """All about a campaign or a system in it."""
        row = self.held.get(record_id)
        if isinstance(row, CampaignRow):
            return list(campaign_blocks(row, self.today))
        if isinstance(row, SystemRow):
            log = contacts(self.store.reader, row.vendor) if row.vendor else ()
            return list(system_blocks(row, log, self.today))
        return ()

    @asks
    async def action_step(self) -> None:
        """Set a step: in the matrix its own, on a campaign one of ours, else how far it is."""
        found = [self.held.get(one) for one in self.chosen()]
        rows = [row for row in found if isinstance(row, SystemRow)]
        if found and isinstance(found[0], CampaignRow):
            await self._choose_own_step(found[0])
        elif rows and self.shown_campaign is not None:
            await self._set_cell(rows)
        elif not rows:
            self.hint("Sæt markøren på et system for at sætte dets trin.", is_error=True)
        elif len({row.campaign for row in rows}) > 1:
            self.hint(
                "De markerede systemer er i hvert sit forløb med hver sine trin.", is_error=True
            )
        else:
            await self._choose_step(rows)

    async def _choose_step(self, rows: Sequence[SystemRow]) -> None:
        options = [
            Option(NONE, "Ikke begyndt"),
            *(Option(step.key, step.title, "til og med dette trin") for step in rows[0].steps),
            *(Option(excuse, excuse, "systemet tæller ikke med") for excuse in EXCUSES),
        ]
        reached = {_reached(row) for row in rows}
        current = reached.pop() if len(reached) == 1 else None
        told = rows[0].name if len(rows) == 1 else f"{len(rows)} systemer"
        chosen = await self.app.push_screen_wait(Chooser("Hvor langt?", options, current, told))
        label = next((option.label for option in options if option.key == chosen), "")
        if chosen is not None and await self.agreed(label, [row.name for row in rows]):
            changes = tuple(Update(row.id, self._step_values(row, chosen)) for row in rows)
            self.post_message(WriteRequested(changes, f"{label}: {told}"))

    async def _set_cell(self, rows: Sequence[SystemRow]) -> None:
        """Take the step of the matrix's column, or no longer."""
        from kombit_tui.db.stepping import step_of_systems

        key = self.matrix.column_key if self.matrix is not None else None
        able = [row for row in rows if not row.excused]
        step = next((one for row in able for one in row.steps if one.key == key), None)
        if step is None:
            self.hint("Systemet er undtaget: det har ingen trin at tage.", is_error=True)
            return
        told = able[0].name if len(able) == 1 else f"{len(able)} systemer"
        taken = able[0].state.get(step.key) if len(able) == 1 else None
        chosen = await self.ask_taken(step.title, told, taken)
        if chosen is not None and await self.agreed(step.title, [row.name for row in able]):
            on = date.fromisoformat(chosen.edtf) if chosen.edtf else None
            label = f"{step.title}{'' if on else ' ryddet'}: {told}"
            self._write_edit(step_of_systems(able, step.key, on, self._me), label)

    async def _choose_own_step(self, row: CampaignRow) -> None:
        """Take one of the municipality's own steps, or no longer."""
        from kombit_tui.db.stepping import own_step

        if not row.own_steps:
            self.guide(NO_OWN_STEPS, is_error=True)
            return
        options = [
            Option(one.key, one.title, taken_text(row.own_state.get(one.key)) or "mangler")
            for one in row.own_steps
        ]
        following = next_step(row.own_steps, row.own_state)
        current = following.key if following is not None else None
        key = await self.app.push_screen_wait(
            Chooser("Kommunens egne trin", options, current, row.title)
        )
        step = next((one for one in row.own_steps if one.key == key), None)
        if step is None:
            return
        chosen = await self.ask_taken(step.title, row.title, row.own_state.get(step.key))
        if chosen is not None:
            on = date.fromisoformat(chosen.edtf) if chosen.edtf else None
            label = f"{step.title}{'' if on else ' ryddet'}: {row.title}"
            self._write_edit(own_step(row, step.key, on, self._me), label)

    def set_step(self) -> "Worker[None]":
        """As by key."""
        started: Worker[None] = self.action_step()
        return started

    def _step_values(self, row: SystemRow, chosen: str) -> dict[str, Any]:
        if chosen in EXCUSES:
            return {"excused": chosen}
        if chosen == NONE:
            return {"excused": None, "steps": None}
        taken = reach(row.steps, row.state, chosen, on=self.today, by=self.store.who)
        return {"excused": None, "steps": taken}


def _reached(row: SystemRow) -> str:
    """The last step that was taken, or why none need be."""
    taken = [step.key for step, done in zip(row.steps, row.done, strict=True) if done]
    return row.excused or (taken[-1] if taken else NONE)


def _risk(row: SystemRow) -> Cell:
    """The danger that weighs most."""
    if not row.risks:
        return Cell("")
    return Cell(row.risks[0], "error" if row.risks[0] in GRAVE else "warning")


def _next(row: SystemRow) -> Cell:
    if row.excused:
        return Cell(row.excused, "muted")
    step = next_step(row.steps, row.state)
    if step is None:
        return Cell("Færdig", "ok")
    return Cell(step.title, "ok" if row.is_moved else "")

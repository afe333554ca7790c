"""Udfasning: each campaign with its stop, and our systems in it with how far they are."""

import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

from textual.binding import BindingType

from kombit_tui.actions import PHASE_OUTS
from kombit_tui.db.changes import Update
from kombit_tui.db.queries.phase_outs import CampaignRow, PhaseOutRow, SystemRow, phase_outs
from kombit_tui.domain.campaigns import EXCUSES, days_left, next_step, reach
from kombit_tui.domain.choices import CAMPAIGN_KINDS
from kombit_tui.screens.asking import asks
from kombit_tui.screens.chooser import Chooser, Option
from kombit_tui.screens.held_list import HeldListScreen
from kombit_tui.screens.messages import WriteRequested
from kombit_tui.widgets.bindings import bindings_of
from kombit_tui.widgets.detail import Block, Heading, Pair, Paragraph, Title
from kombit_tui.wording.lines import Cell, Column, ListRow
from kombit_tui.wording.values import day_in_full, day_text, days_to, iso_text, source_text

NONE = "none"


class PhaseOutsScreen(HeldListScreen):
    """Campaigns and our systems in them."""

    MODE = "phase_outs"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(PHASE_OUTS)]
    HINT = "Trin: # taget, . mangler · {phase_outs.step}: sæt hvor langt systemet er"
    EMPTY = (
        "Der er ingen udfasninger endnu.",
        "Tryk {app.import} for at importere slides, der melder dem ud.",
    )
    KINDS = ("campaign", "campaign_system")
    GROUPS = ("vendor", "owner", "status", "due")
    NEW = ("campaign_system", "system", "campaign")
    COLUMNS = (
        Column("System", 0, field="title"),
        Column("Leverandør", 18, rank=4, field="vendor"),
        Column("Trin", 8, rank=2),
        Column("Næste trin", 20, rank=1, field="status"),
        Column("Følg op", 14, rank=3, field="due"),
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
                Cell(f"! {follow_up}" if late else follow_up, "error" if late else ""),
            ),
            is_muted=row.excused is not None,
        )

    def _told(self, row: CampaignRow) -> str:
        stop = day_text(row.stop, row.stop_text)
        left = days_left(row.stop_day, self.today)
        when = f"stop {stop}" + (
            f" ({days_to(row.stop_day, self.today)})" if left is not None else ""
        )
        if row.progress.total == 0:
            moved = "ingen af vores systemer er tilknyttet"
        else:
            moved = f"{row.progress.moved} af {row.progress.total} flyttet"
        return " · ".join(part for part in (when if stop else "", moved) if part)

    def describe(self, record_id: str) -> Sequence[Block]:
        """All about a campaign or a system in it."""
        row = self.held.get(record_id)
        if isinstance(row, CampaignRow):
            return list(self._campaign(row))
        if isinstance(row, SystemRow):
            return list(self._system(row))
        return ()

    def _campaign(self, row: CampaignRow) -> Iterator[Block]:
        yield Title(row.title)
        yield Pair("Slags", CAMPAIGN_KINDS.get(row.kind or "", ""))
        yield Pair("Stopper", day_in_full(row.stop, row.stop_text, self.today))
        yield Pair("Fra", row.replaces or "")
        yield Pair("Til", row.replaced_by or "")
        yield Pair("Flyttet", f"{row.progress.moved} af {row.progress.total}")
        if row.text:
            yield Paragraph(row.text)
        if row.own_steps:
            yield Heading("Kommunens egne trin")
            yield from (Paragraph(f"- {step.title}") for step in row.own_steps)
        if row.milestones:
            yield Heading("Milepæle")
        for one in row.milestones:
            day = day_text(one.date, one.date_text)
            is_past = one.first_day is not None and one.first_day < self.today.toordinal()
            yield Pair(day or "Uafklaret", one.title, "muted" if is_past else "")
        yield Heading("Kilde")
        read = source_text(row.source_file, row.source_first, row.source_last)
        yield Paragraph(read or "Oprettet her", "muted")

    def _system(self, row: SystemRow) -> Iterator[Block]:
        yield Title(row.name)
        yield Pair("Undtaget", row.excused or "")
        yield Pair("Leverandør", row.vendor or "")
        yield Pair("Ejer", row.owner or "")
        yield Pair("Snitflader", ", ".join(one.upper() for one in row.interfaces))
        yield Pair("Servicedesk", row.service_desk or "")
        yield Pair("Følg op", day_in_full(row.follow_up, row.follow_up_text, self.today))
        yield Pair("Planlagt flyttet", day_in_full(row.plan_date, row.plan_text, self.today))
        yield Pair("Plan", row.plan or "")
        yield Pair("Risiko", row.risk or "", "warning")
        yield Heading("Trin")
        for step, done in zip(row.steps, row.done, strict=True):
            taken = row.state.get(step.key) or {}
            when = iso_text(str(taken.get("on") or "")) if isinstance(taken, dict) else ""
            who = str(taken.get("by") or "") if isinstance(taken, dict) else ""
            told = " · ".join(part for part in (when, who) if part)
            yield Pair(f"[{'x' if done else ' '}] {step.title}", told or ("ja" if done else "-"))
        if row.text:
            yield Heading("Noter")
            yield Paragraph(row.text)

    @asks
    async def action_step(self) -> None:
        """Choose how far the marked systems are, or the one under the cursor."""
        found = [self.held.get(one) for one in self.chosen()]
        rows = [row for row in found if isinstance(row, SystemRow)]
        if not rows:
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


def _next(row: SystemRow) -> Cell:
    if row.excused:
        return Cell(row.excused, "muted")
    step = next_step(row.steps, row.state)
    if step is None:
        return Cell("Færdig", "ok")
    return Cell(step.title, "ok" if row.is_moved else "")

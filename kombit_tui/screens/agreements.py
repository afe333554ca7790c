"""Aftaler: what is to be signed, by whom and when, and what must be fetched before it is gone."""

import sqlite3
from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar

from textual.binding import BindingType

from kombit_tui.actions import AGREEMENTS
from kombit_tui.db import meta
from kombit_tui.db.queries.agreements import AgreementRow, agreements
from kombit_tui.db.queries.selecting import GroupRow, group_row
from kombit_tui.domain.agreements import SIGNED, Fetching
from kombit_tui.domain.choices import AGREEMENT_KINDS, AGREEMENT_STATES
from kombit_tui.screens.agreement_detail import agreement_blocks
from kombit_tui.screens.asking import asks
from kombit_tui.screens.held_list import HeldListScreen
from kombit_tui.screens.messages import WriteRequested
from kombit_tui.widgets.bindings import bindings_of
from kombit_tui.widgets.detail import Block
from kombit_tui.wording.agreements import HINT, document_words, group_of, state_tone
from kombit_tui.wording.lines import Cell, Column, ListRow
from kombit_tui.wording.values import OVERDUE, day_text, is_overdue, iso_text

NOTHING = "Sæt markøren på en aftale."


class AgreementsScreen(HeldListScreen):
    """The agreements, by what they wait for."""

    MODE = "agreements"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(AGREEMENTS)]
    HINT = HINT
    EMPTY = (
        "Der er ingen aftaler endnu.",
        "Tryk {app.import} for at importere slides, eller {list.new} for at oprette en.",
    )
    KINDS = ("agreement",)
    GROUPS = ("status", "type", "project", "owner", "due")
    NEW = ("agreement",)
    DONE = False
    COLUMNS = (
        Column("Aftale", 0, field="title"),
        Column("Slags", 19, rank=6, field="type"),
        Column("Projekt", 14, rank=5, field="project"),
        Column("Udsendt", 10, rank=8, field="start"),
        Column("Frist", 12, rank=2, field="due"),
        Column("Status", 22, rank=1, field="status"),
        Column("Underskriver", 16, rank=3, field="owner"),
        Column("Underskr. d.", 12, rank=7),
        Column("Hentes senest", 13, rank=4),
    )

    def rows(self, connection: sqlite3.Connection) -> Sequence[GroupRow | AgreementRow]:
        """The agreements, each group under its heading."""
        groups: dict[str, list[AgreementRow]] = {}
        for row in agreements(connection, self.today):
            groups.setdefault(group_of(row), []).append(row)
        listed: list[GroupRow | AgreementRow] = []
        for title, members in groups.items():
            number = f"{len(members)} {'aftale' if len(members) == 1 else 'aftaler'}"
            listed += [group_row(title, number), *members]
        return listed

    def present(self, row: AgreementRow) -> ListRow:
        """An agreement as a row."""
        due = day_text(row.deadline, row.deadline_text)
        is_late = (
            row.waits and row.state != SIGNED and is_overdue(row.deadline_last or 10**9, self.today)
        )
        document = document_words(row, self.today)
        state = document or AGREEMENT_STATES.get(row.state, row.state)
        return ListRow(
            row.id,
            (
                Cell(row.title),
                Cell(AGREEMENT_KINDS.get(row.kind or "", "")),
                Cell(row.project or ""),
                Cell(day_text(row.sent, row.sent_text)),
                Cell(f"{OVERDUE} {due}" if is_late else due, "error" if is_late else ""),
                Cell(state, state_tone(row)),
                Cell(row.signer or ""),
                Cell(iso_text(row.signed_on)),
                Cell(iso_text(row.download_before) if row.document is not Fetching.NONE else ""),
            ),
            is_muted=not row.waits,
        )

    def describe(self, record_id: str) -> Sequence[Block]:
        """All about an agreement."""
        row = self.held.get(record_id)
        if not isinstance(row, AgreementRow):
            return ()
        ours = meta.read(self.store.reader, meta.MUNICIPALITY_NAME) or ""
        return list(agreement_blocks(self.store.reader, row, ours, self.today))

    # What is done about them.

    def _chosen_rows(self) -> list[AgreementRow]:
        rows = [self.held.get(one) for one in self.chosen()]
        return [row for row in rows if isinstance(row, AgreementRow)]

    @asks
    async def action_state(self) -> None:
        """Choose how far the marked agreements are; a signature has a signer and a day."""
        from kombit_tui.screens.chooser import Chooser, Option

        rows = self._chosen_rows()
        if not rows:
            self.hint(NOTHING, is_error=True)
            return
        options = [Option(key, label) for key, label in AGREEMENT_STATES.items()]
        current = rows[0].state if len({row.state for row in rows}) == 1 else None
        state = await self.app.push_screen_wait(Chooser("Status", options, current, _named(rows)))
        if state == SIGNED:
            await self._sign(rows)
        elif state is not None:
            await self._write_states(rows, state, None, None, ())

    async def _sign(self, rows: Sequence[AgreementRow]) -> None:
        from kombit_tui.db.queries.records import choices_of
        from kombit_tui.screens.picker import Picker

        people = await self._from_store(choices_of, "person")
        signers = {row.signer_id for row in rows}
        current = signers.pop() if len(signers) == 1 else None
        picker = Picker("Underskriver", "person", people, current, _named(rows))
        key = await self.app.push_screen_wait(picker)
        if key is None:
            return
        signed_on = await self._ask_signed_on(rows)
        if signed_on is not None:
            picked = picker.picked(key, self.store.municipality)
            await self._write_states(rows, SIGNED, signed_on, picked.id, picked.changes)

    async def _ask_signed_on(self, rows: Sequence[AgreementRow]) -> date | None:
        from kombit_tui.domain.records import AGREEMENT_STATE
        from kombit_tui.screens.date_prompt import DatePrompt
        from kombit_tui.widgets.date_field import Around

        field = AGREEMENT_STATE.field("signed_on")
        assert field is not None
        values = {field.name: rows[0].signed_on or self.today.isoformat()}
        prompt = DatePrompt(field.label, _named(rows), field, values, Around(self.today, {}))
        chosen = await self.app.push_screen_wait(prompt)
        if chosen is None or chosen.edtf is None:
            return None
        return date.fromisoformat(chosen.edtf)

    async def _write_states(
        self,
        rows: Sequence[AgreementRow],
        state: str,
        signed_on: date | None,
        signer: str | None,
        first: Sequence[Any],
    ) -> None:
        from kombit_tui.db.agreeing import set_state

        label = AGREEMENT_STATES[state]
        if await self.agreed(label, [row.title for row in rows]):
            changes = set_state(rows, state, signed_on, signer, self._me)
            self.post_message(WriteRequested((*first, *changes), f"{label}: {_named(rows)}"))

    @asks
    async def action_stored(self) -> None:
        """Say where the signed documents are kept."""
        from kombit_tui.db.agreeing import set_stored
        from kombit_tui.screens.prompt import Prompt

        rows = [row for row in self._chosen_rows() if row.state == SIGNED]
        if not rows:
            self.hint("Kun en underskrevet aftale kan hentes og gemmes.", is_error=True)
            return
        prompt = Prompt("Hentet og gemt: hvor?", _named(rows), "fx ESDH, sag 1234")
        place = await self.app.push_screen_wait(prompt)
        if place and await self.agreed(f"Gemt i {place}", [row.title for row in rows]):
            changes = set_stored(rows, place, self.store.municipality)
            self.post_message(WriteRequested(changes, f"Hentet og gemt: {_named(rows)}"))


def _named(rows: Sequence[AgreementRow]) -> str:
    return rows[0].title if len(rows) == 1 else f"{len(rows)} aftaler"

"""Driftssager: where each case is in the support chain, and whom one turns to for each system."""

import sqlite3
from collections.abc import Iterator, Sequence
from datetime import date
from typing import ClassVar

from textual.binding import BindingType

from kombit_tui.actions import INCIDENTS
from kombit_tui.db.changes import Update
from kombit_tui.db.queries.incidents import DeskRow, IncidentRow, desks, incidents, stays_of
from kombit_tui.db.queries.notes import notes_on
from kombit_tui.db.queries.selecting import GroupRow, group_row
from kombit_tui.domain.choices import CHAIN_PLACES
from kombit_tui.domain.support_chain import CLOSED, moved, whose, working_days
from kombit_tui.screens.asking import asks
from kombit_tui.screens.detail_ends import comments
from kombit_tui.screens.held_list import HeldListScreen
from kombit_tui.screens.messages import WriteRequested
from kombit_tui.widgets.bindings import bindings_of
from kombit_tui.widgets.detail import Block, Heading, Pair, Paragraph, Title
from kombit_tui.wording.lines import Cell, Column, ListRow
from kombit_tui.wording.support_chain import (
    HINT,
    NO_DESK,
    ONE_DESK,
    STILL,
    label_with,
    place_words,
    workdays,
)
from kombit_tui.wording.values import OVERDUE, iso_text

OPEN, SOLVED, DESKS = "Åbne driftssager", "Løste driftssager", "Hvem henvender jeg mig til?"


class IncidentsScreen(HeldListScreen):
    """Cases, and the service desks."""

    MODE = "incidents"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(INCIDENTS)]
    HINT = HINT
    EMPTY = (
        "Der er hverken driftssager eller systemer endnu.",
        "Tryk {list.new} for at oprette en sag eller et system.",
    )
    KINDS = ("incident", "system")
    GROUPS = ("system", "vendor", "status")
    NEW = ("incident", "system")
    DONE = False
    COLUMNS = (
        Column("Sag eller system", 0, field="title"),
        Column("System", 16, rank=3, field="system"),
        Column("Er hos", 22, rank=1),
        Column("Der siden", 10, rank=4),
        Column("Står stille", 14, rank=2, right=True),
        Column("Sagsnr.", 12, rank=5),
    )

    def rows(self, connection: sqlite3.Connection) -> Sequence[GroupRow | IncidentRow | DeskRow]:
        """Open cases, solved ones, and the systems in use."""
        found = incidents(connection, self.today)
        open_ones = [one for one in found if not one.is_closed]
        solved = [one for one in found if one.is_closed]
        systems = desks(connection)
        return [
            *_under(OPEN, open_ones, "sag", "sager"),
            *_under(SOLVED, solved, "sag", "sager"),
            *_under(DESKS, systems, "system", "systemer"),
        ]

    def present(self, row: IncidentRow | DeskRow) -> ListRow:
        """A case, or a system with its service desk."""
        if isinstance(row, DeskRow):
            desk = Cell(row.desk) if row.desk else Cell(NO_DESK, "warning")
            return ListRow(row.id, (Cell(row.name), Cell(""), desk))
        return ListRow(
            row.id,
            (
                Cell(row.title),
                Cell(row.system),
                Cell(place_words(row)),
                Cell(iso_text(row.moved_on)),
                self._quiet(row),
                Cell(row.case or ""),
            ),
            is_muted=row.is_closed,
        )

    def _quiet(self, row: IncidentRow) -> Cell:
        if row.is_closed or row.moved_on is None:
            return Cell("")
        days = workdays(working_days(date.fromisoformat(row.moved_on), self.today))
        return Cell(f"{OVERDUE} {days}", "error") if row.stands_still else Cell(days)

    def describe(self, record_id: str) -> Sequence[Block]:
        """All about a case or a service desk."""
        row = self.held.get(record_id)
        if isinstance(row, DeskRow):
            return list(_desk(row))
        return list(self._incident(row)) if isinstance(row, IncidentRow) else ()

    def _incident(self, row: IncidentRow) -> Iterator[Block]:
        yield Title(row.title)
        if row.stands_still:
            yield Paragraph(STILL, "error")
        yield Pair("System", row.system)
        yield Pair("Servicedesk", row.desk or NO_DESK, "" if row.desk else "warning")
        yield Pair("Sagsnummer", row.case or "")
        yield Pair("Siden", iso_text(row.since))
        yield Pair("Lukket den", iso_text(row.closed_on), "ok")
        yield Paragraph(ONE_DESK, "muted")
        yield Heading("Hvor i kæden")
        for place, label in CHAIN_PLACES.items():
            mark = "[>]" if place == row.place else "[ ]"
            who = whose(place, row.desk, row.chain)
            yield Paragraph(f"{mark} {label_with(label, who)}")
        yield Heading("Vejen indtil nu")
        for stay in stays_of(self.store.reader, row, self.today):
            told = f"siden {iso_text(stay.since.isoformat())}"
            days = "" if stay.place == CLOSED else f", {workdays(stay.days)}"
            yield Pair(CHAIN_PLACES.get(stay.place, stay.place), f"{told}{days}")
        if row.text:
            yield Heading("Noter")
            yield Paragraph(row.text)
        yield from comments(notes_on(self.store.reader, row.id))

    @asks
    async def action_move_on(self) -> None:
        """Say where in the chain the marked cases are now, and since when."""
        from kombit_tui.screens.chooser import Chooser, Option

        found = [self.held.get(one) for one in self.chosen()]
        rows = [row for row in found if isinstance(row, IncidentRow)]
        if not rows:
            self.hint("Sæt markøren på en driftssag.", is_error=True)
            return
        told = rows[0].title if len(rows) == 1 else f"{len(rows)} driftssager"
        chain = (rows[0].desk, rows[0].chain) if len(rows) == 1 else (None, ())
        options = [
            Option(place, label_with(label, whose(place, *chain)))
            for place, label in CHAIN_PLACES.items()
        ]
        current = rows[0].place if len({row.place for row in rows}) == 1 else None
        place = await self.app.push_screen_wait(Chooser("Hvor i kæden?", options, current, told))
        day = await self._ask_day_moved(told) if place is not None else None
        if place is None or day is None:
            return
        label = CHAIN_PLACES[place]
        if await self.agreed(label, [row.title for row in rows]):
            changes = tuple(Update(row.id, moved(place, day)) for row in rows)
            self.post_message(WriteRequested(changes, f"{label}: {told}"))

    async def _ask_day_moved(self, told: str) -> date | None:
        from kombit_tui.domain.records import INCIDENT
        from kombit_tui.screens.date_prompt import DatePrompt
        from kombit_tui.widgets.date_field import Around

        field = INCIDENT.field("moved_on")
        assert field is not None
        values = {field.name: self.today.isoformat()}
        prompt = DatePrompt(field.label, told, field, values, Around(self.today, {}))
        chosen = await self.app.push_screen_wait(prompt)
        return date.fromisoformat(chosen.edtf) if chosen is not None and chosen.edtf else None


def _under(
    title: str, members: Sequence[IncidentRow | DeskRow], one: str, many: str
) -> Iterator[GroupRow | IncidentRow | DeskRow]:
    """Rows under their heading, if there are any."""
    if members:
        yield group_row(title, f"{len(members)} {one if len(members) == 1 else many}")
        yield from members


def _desk(row: DeskRow) -> Iterator[Block]:
    yield Title(row.name)
    yield Pair("Servicedesk", row.desk or NO_DESK, "" if row.desk else "warning")
    yield Pair("Leverandør", row.vendor or "")
    yield Pair("Ejer", row.owner or "")
    yield Paragraph(ONE_DESK, "muted")
    yield Heading("Kæden efter systemet")
    for number, one in enumerate(row.chain, 1):
        yield Paragraph(f"{number}. {one}")
    if not row.chain:
        yield Paragraph("Ikke oplyst.", "muted")

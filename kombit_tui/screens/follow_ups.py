"""Opfølgning: whom to ask again within two weeks, and the cases that stand still."""

import sqlite3
from collections.abc import Iterator, Sequence
from typing import ClassVar, NamedTuple

from textual import on
from textual.binding import BindingType

from kombit_tui.actions import FOLLOW_UPS
from kombit_tui.db.queries.belonging import kinds_of
from kombit_tui.db.queries.incidents import IncidentRow, incidents
from kombit_tui.db.queries.selecting import GroupRow, group_row
from kombit_tui.db.queries.vendors import ContactRow, FollowUp, contacts, due_follow_ups
from kombit_tui.screens.asking import asks
from kombit_tui.screens.following import FollowingScreen
from kombit_tui.screens.vendor_work import VendorWork
from kombit_tui.widgets.bindings import bindings_of
from kombit_tui.widgets.detail import Block, Heading, Link, Pair, Paragraph, Title
from kombit_tui.widgets.record_list import RecordList
from kombit_tui.wording import follow_ups as words
from kombit_tui.wording.lines import Cell, Column, ListRow
from kombit_tui.wording.support_chain import STILL, place_words
from kombit_tui.wording.values import OVERDUE, day_in_full, day_text, is_overdue, iso_text

TOLD = 3
"""Contacts that are told of, the latest first."""


class AskRow(NamedTuple):
    """Somebody to ask again."""

    id: str
    kind: str
    """A system in a campaign, or a contact about none."""
    follow_up: FollowUp


FollowUpRow = GroupRow | AskRow | IncidentRow


class FollowUpsScreen(FollowingScreen, VendorWork):
    """What Overblik counts as next follow-ups."""

    MODE = "follow_ups"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(FOLLOW_UPS)]
    HINT = words.HINT
    EMPTY = words.EMPTY
    KINDS = ("campaign_system", "contact_entry", "incident")
    GROUPS = ("vendor", "system", "due")
    DONE = False
    COLUMNS = (
        Column("Dag", 12, field="due"),
        Column("Hvem eller hvad", 0, field="title"),
        Column("Leverandør", 20, rank=2, field="vendor"),
        Column("Hvor", 24, rank=1),
    )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing is made here: a follow-up is the day of something else."""
        return False if action == "new" else super().check_action(action, parameters)

    def rows(self, connection: sqlite3.Connection) -> Sequence[FollowUpRow]:
        """Those that are past, those to come, and the cases."""
        due = due_follow_ups(connection, self.today)
        kinds = kinds_of(connection, [one.id for one in due])
        asked = [AskRow(one.id, kinds[one.id], one) for one in due]
        late = [row for row in asked if is_overdue(row.follow_up.last, self.today)]
        return [
            *_under(words.LATE, late),
            *_under(words.SOON, asked[len(late) :]),
            *_under(words.STILL, [r for r in incidents(connection, self.today) if r.stands_still]),
        ]

    def present(self, row: AskRow | IncidentRow) -> ListRow:
        """Somebody to ask, or a case."""
        if isinstance(row, IncidentRow):
            since = Cell(f"{OVERDUE} {iso_text(row.moved_on)}", "error")
            where = Cell(place_words(row))
            return ListRow(row.id, (since, Cell(row.title), Cell(row.vendor or ""), where))
        one = row.follow_up
        day, is_late = day_text(one.day, one.words), is_overdue(one.last, self.today)
        return ListRow(
            row.id,
            (
                Cell(f"{OVERDUE} {day}" if is_late else day, "error" if is_late else ""),
                Cell(one.title),
                Cell(one.vendor),
                Cell(one.campaign_title),
            ),
        )

    def describe(self, record_id: str) -> Sequence[Block]:
        """Whom to ask about what, and what was said last; or where a case stands."""
        self.linked.about = record_id
        row = self.held.get(record_id)
        if isinstance(row, IncidentRow):
            return list(_case(row))
        return list(self._asked(row)) if isinstance(row, AskRow) else ()

    def _asked(self, row: AskRow) -> Iterator[Block]:
        one = row.follow_up
        yield Title(one.title)
        tone = "error" if is_overdue(one.last, self.today) else ""
        yield Pair("Følg op", day_in_full(one.day, one.words, self.today), tone)
        yield Pair("Leverandør", one.vendor)
        yield Pair("Forløb", one.campaign_title)
        yield Heading(words.GO_TO)
        yield _link(row)
        yield Heading(words.LAST_SAID)
        log = contacts(self.store.reader, one.vendor) if one.vendor else []
        for said in log[:TOLD]:
            yield from _said(said)
        if not log:
            yield Paragraph(words.NEVER, "muted")

    @asks
    async def action_contact(self) -> None:
        """Note that the vendors under the cursor or marked were asked again."""
        found = [self.held.get(one) for one in self.chosen()]
        asked = [row for row in found if isinstance(row, AskRow) and row.follow_up.vendor]
        if not asked:
            self.hint(words.NOBODY, is_error=True)
            return
        vendors = list(dict.fromkeys(row.follow_up.vendor for row in asked))
        told = vendors[0] if len(vendors) == 1 else f"{len(vendors)} leverandører"
        if said := await self._ask_contact(told):
            from kombit_tui.db.stepping import asked_again

            due = [row.follow_up for row in asked]
            changes = await self._from_store(asked_again, self.today, due, said, self._me)
            self._write_edit(changes, f"Kontakt med {told}")

    @on(RecordList.Opened)
    def _opened(self, event: RecordList.Opened) -> None:
        row = self.held.get(event.record_id)
        if isinstance(row, (AskRow, IncidentRow)):
            event.prevent_default()  # what is to be done is done where the record is
            self.go_to_record(_link(row))


def _under(title: str, rows: Sequence[FollowUpRow]) -> Iterator[FollowUpRow]:
    """Rows under their heading, if there are any."""
    if rows:
        yield group_row(title, str(len(rows)))
        yield from rows


def _case(row: IncidentRow) -> Iterator[Block]:
    yield Title(row.title)
    yield Paragraph(STILL, "error")
    yield Pair("System", row.system)
    yield Pair("Er hos", place_words(row))
    yield Pair("Der siden", iso_text(row.moved_on))
    yield Pair("Sagsnummer", row.case or "")
    yield Heading(words.GO_TO)
    yield _link(row)


def _said(one: ContactRow) -> Iterator[Block]:
    yield Paragraph(" · ".join(part for part in (iso_text(one.on), one.by or "") if part), "label")
    yield Paragraph(one.text, indent=2)


def _link(row: AskRow | IncidentRow) -> Link:
    if isinstance(row, IncidentRow):
        return Link(f"{words.INCIDENT}: {row.title}", row.id, "incident")
    label = words.CAMPAIGN_SYSTEM if row.kind == "campaign_system" else words.CONTACT
    return Link(f"{label}: {row.follow_up.title}", row.id, row.kind)

"""Dagsorden: the next meeting first, its items with our preparation, its questions and answers."""

import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

from textual.binding import BindingType

from kombit_tui.actions import AGENDA
from kombit_tui.db.changes import Upsert
from kombit_tui.db.queries.agenda import AgendaRow, ItemRow, MeetingRow, QuestionRow, agenda
from kombit_tui.db.queries.selecting import GroupRow
from kombit_tui.domain.choices import PREPARATION_STATES
from kombit_tui.domain.ids import natural_id
from kombit_tui.screens.held_list import HeldListScreen
from kombit_tui.screens.messages import WriteRequested
from kombit_tui.widgets.bindings import bindings_of
from kombit_tui.widgets.detail import Block, Heading, Pair, Paragraph, Title
from kombit_tui.wording.lines import Cell, Column, ListRow
from kombit_tui.wording.values import day_in_full, day_text, iso_text, source_text

STATE_TONES = {"unread": "", "read": "ok", "question": "warning", "decision": "accent"}


class AgendaScreen(HeldListScreen):
    """Meetings with what belongs to them."""

    MODE = "agenda"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(AGENDA)]
    HINT = "{agenda.read}: gennemgået og videre til det næste ulæste punkt"
    EMPTY = (
        "Der er ingen møder endnu.",
        "Tryk {app.import} for at importere en dagsorden eller slides.",
    )
    KINDS = ("meeting", "agenda_item", "question")
    GROUPS = ("status", "owner", "meeting")
    NEW = ("agenda_item", "question", "meeting")
    COLUMNS = (
        Column("Nr.", 4, right=True),
        Column("Tid", 11, rank=4),
        Column("Punkt", 0, field="title"),
        Column("Oplægsholder", 22, rank=3, field="owner"),
        Column("Forberedt", 12, rank=2, field="status"),
    )

    def rows(self, connection: sqlite3.Connection) -> Sequence[AgendaRow]:
        """Every meeting followed by its items and questions."""
        return agenda(connection, self.today)

    def is_heading(self, row: Any) -> bool:
        """Meetings head their items."""
        return isinstance(row, (MeetingRow, GroupRow))

    def present(self, row: MeetingRow | ItemRow | QuestionRow) -> ListRow:
        """A meeting as a heading; an item or a question as a row."""
        if isinstance(row, MeetingRow):
            cells = (Cell(meeting_days(row)), Cell(row.title), Cell(meeting_text(row)))
            return ListRow(row.id, cells, is_heading=True)
        if isinstance(row, QuestionRow):
            state = Cell("Besvaret", "ok") if row.answer else Cell("Ubesvaret", "warning")
            return ListRow(row.id, (Cell("?"), Cell(""), Cell(row.question), Cell(""), state))
        return ListRow(
            row.id,
            (
                Cell("" if row.position is None else f"{row.position}."),
                Cell("-".join(time for time in (row.start, row.end) if time)),
                Cell(row.title),
                Cell(", ".join(row.presenters)),
                Cell(PREPARATION_STATES.get(row.state, row.state), STATE_TONES.get(row.state, "")),
            ),
        )

    def describe(self, record_id: str) -> Sequence[Block]:
        """All about a meeting, an item or a question."""
        row = self.held.get(record_id)
        match row:
            case MeetingRow():
                return list(self._meeting(row))
            case ItemRow():
                return list(_item(row))
            case QuestionRow():
                return list(_question(row))
        return ()

    def _meeting(self, row: MeetingRow) -> Iterator[Block]:
        yield Title(row.title)
        yield Pair("Dato", day_in_full(row.date, row.date_text, self.today))
        if len(row.dates) > 1:
            yield Pair("Holdes", " og ".join(iso_text(day) for day in row.dates))
        yield Pair("Tid", "-".join(time for time in (row.start, row.end) if time))
        yield Pair("Sted", row.place or "")
        yield Pair("Link", row.link or "")
        yield Pair("Punkter", f"{row.items}, heraf {row.unread} ulæste")
        if row.questions:
            yield Pair("Spørgsmål", f"{row.questions}, heraf {row.open_questions} ubesvarede")
        yield Heading("Kilde")
        yield Paragraph(source_text(row.source_file, None, None) or "Oprettet her", "muted")

    def action_mark_read(self) -> None:
        """The marked items are read; or the one under the cursor, and on to the next unread."""
        rows = [self.held.get(one) for one in self.chosen()]
        unread = [row for row in rows if isinstance(row, ItemRow) and row.state == "unread"]
        if unread:
            told = unread[0].title if len(unread) == 1 else f"{len(unread)} punkter"
            changes = tuple(self._as_read(row) for row in unread)
            self.post_message(WriteRequested(changes, f"Gennemgået: {told}"))
        if not self.list.marks:
            self._go_to_next_unread(self.held.get(self.list.cursor_id))

    def _as_read(self, row: ItemRow) -> Upsert:
        record_id = natural_id(self.store.municipality, "preparation", row.id, self.store.who)
        new = {"item": row.id, "person": self.store.who}
        return Upsert("preparation", record_id, {"state": "read"}, new)

    def _go_to_next_unread(self, row: AgendaRow | None) -> None:
        start = 0 if row is None else (self.held.index_of(row.id) or 0) + 1
        for following in self.held.rows[start:]:
            if isinstance(following, ItemRow) and following.state == "unread":
                self.list.go_to(following.id)
                return
        self.hint("Der er ingen ulæste punkter længere nede.")


def meeting_days(row: MeetingRow) -> str:
    """The days a meeting is held on."""
    return " og ".join(iso_text(day) for day in row.dates) or day_text(row.date, row.date_text)


def meeting_text(row: MeetingRow) -> str:
    """When it begins, and how much of it is unread."""
    unread = f"{row.unread} af {row.items} ulæst" if row.items else ""
    asked = f"{row.questions} spørgsmål" if row.questions else ""
    return " · ".join(part for part in (row.start or "", unread, asked) if part)


def _item(row: ItemRow) -> Iterator[Block]:
    number = "" if row.position is None else f"{row.position}. "
    yield Title(f"{number}{row.title}")
    yield Pair("Forberedt", PREPARATION_STATES.get(row.state, row.state))
    yield Pair("Tid", "-".join(time for time in (row.start, row.end) if time))
    yield Pair("Slides", row.pages or "")
    if row.presenters:
        yield Heading("Oplægsholdere")
        titles = [*row.presenter_titles, *[""] * len(row.presenters)]
        for name, title in zip(row.presenters, titles, strict=False):
            yield Paragraph(f"{name}, {title}" if title else name)
    yield from (Paragraph(mail, "muted") for mail in row.emails)
    if row.subitems:
        yield Heading("Underpunkter")
        yield from (Paragraph(f"- {item}") for item in row.subitems)
    if row.text:
        yield Heading("Om punktet")
        yield Paragraph(row.text)
    if row.own_text:
        yield Heading("Egne noter")
        yield Paragraph(row.own_text)
    if row.links:
        yield Heading("Links")
        yield from (Paragraph(link) for link in row.links)
    yield Heading("Kilde")
    read = source_text(row.source_file, row.source_first, row.source_last)
    yield Paragraph(read or "Oprettet her", "muted")


def _question(row: QuestionRow) -> Iterator[Block]:
    yield Title("Spørgsmål")
    yield Pair("Emne", row.section or "")
    yield Paragraph(row.question)
    yield Heading("Svar")
    if row.answer:
        yield Paragraph(row.answer)
    else:
        promised = day_text(row.promised_for, row.promised_text)
        yield Paragraph(
            f"Ubesvaret. Lovet til {promised}." if promised else "Ubesvaret.", "warning"
        )
    yield Heading("Kilde")
    read = source_text(row.source_file, row.source_first, row.source_last)
    yield Paragraph(read or "Oprettet her", "muted")

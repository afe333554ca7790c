"""Dagsorden: meetings, the next one first, their items with our preparation, their questions."""

import sqlite3
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from textual import work
from textual.binding import BindingType

from kombit_tui.actions import AGENDA
from kombit_tui.db.changes import Upsert
from kombit_tui.db.queries.agenda import (
    AgendaRow,
    ItemRow,
    MeetingRow,
    QuestionRow,
    agenda,
    meeting_before,
)
from kombit_tui.db.queries.selecting import GroupRow
from kombit_tui.db.store import Store
from kombit_tui.domain.ids import natural_id
from kombit_tui.screens.asking import asks
from kombit_tui.screens.following import FollowingScreen
from kombit_tui.screens.latest import Latest, Overtaken
from kombit_tui.screens.messages import WriteRequested
from kombit_tui.widgets.bindings import bindings_of
from kombit_tui.widgets.detail import Block
from kombit_tui.wording.agenda import (
    answer_state,
    meeting_days,
    meeting_texts,
    origin,
    progress,
    state_text,
    times,
)
from kombit_tui.wording.lines import Cell, Column, ListRow

if TYPE_CHECKING:
    from collections.abc import Callable

    from kombit_tui.db.queries.beside import Beside
    from kombit_tui.db.queries.since_meeting import Since

STATE_TONES = {"unread": "", "read": "ok", "question": "warning", "decision": "accent"}
NO_MORE = "Der er ingen ulæste punkter længere nede."
_MADE_AT: dict[type, str] = {ItemRow: "question", QuestionRow: "question"}
"""What is made where the cursor stands; elsewhere one is asked."""


class AgendaScreen(FollowingScreen):
    """Meetings with what belongs to them."""

    MODE = "agenda"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(AGENDA)]
    HINT = "{agenda.read}: gennemgået og videre · {list.new}: spørgsmål · {agenda.task}: opgave"
    EMPTY = (
        "Der er ingen møder endnu.",
        "Tryk {app.import} for at importere en dagsorden eller slides.",
    )
    KINDS = ("meeting", "agenda_item", "question")
    GROUPS = ("status", "owner", "meeting", "project")
    NEW = ("agenda_item", "question", "meeting")
    COLUMNS = (
        Column("Nr.", 4, right=True),
        Column("Tid", 11, rank=4),
        Column("Punkt", 0, field="title"),
        Column("Oplægsholder", 18, rank=3, field="owner"),
        Column("Forberedt", 12, rank=2, field="status"),
    )

    def __init__(self, store: Store, version: "Callable[[], int]") -> None:
        super().__init__(store, version)
        self._latest_beside = Latest(store)
        self._beside: dict[str, Beside | Since | None] = {}
        """By item what belongs to it, by meeting what happened before it: as last read."""

    def on_unmount(self) -> None:
        """Let go of the store; Textual calls the base's own handler too."""
        self._latest_beside.close()

    def rows(self, connection: sqlite3.Connection) -> Sequence[AgendaRow]:
        """Every meeting followed by its items and questions."""
        return agenda(connection, self.today)

    def is_heading(self, row: Any) -> bool:
        """Meetings head their items."""
        return isinstance(row, (MeetingRow, GroupRow))

    def present(self, row: MeetingRow | ItemRow | QuestionRow) -> ListRow:
        """A meeting as a heading; an item or a question as a row."""
        match row:
            case MeetingRow():
                texts = meeting_texts(row)
                return ListRow(row.id, tuple(map(Cell, texts)), is_heading=True)
            case QuestionRow():
                sign = "»?" if row.is_carried else "?"
                state = Cell(*answer_state(row))
                cells = [Cell(sign), Cell(""), Cell(row.question), Cell(origin(row)), state]
            case ItemRow():
                cells = [
                    Cell("" if row.position is None else f"{row.position}."),
                    Cell(times(row.start, row.end)),
                    Cell(row.title),
                    Cell(", ".join(row.presenters)),
                    Cell(state_text(row), STATE_TONES.get(row.state, "")),
                ]
        return ListRow(row.id, tuple(cells))

    # Detail.

    def describe(self, record_id: str) -> Sequence[Block]:
        """All about a row; what takes longer to read follows when it is there."""
        self.linked.about = record_id
        row = self.held.get(record_id)
        if isinstance(row, (MeetingRow, ItemRow)):
            self._look_around(row)
        return self._blocks(row)

    def _blocks(self, row: Any) -> Sequence[Block]:
        from kombit_tui.screens import agenda_detail as told

        beside: Any = None if row is None else self._beside.get(row.id)
        match row:
            case MeetingRow():
                return list(told.meeting_blocks(row, beside, self.unfolded, self.today))
            case ItemRow():
                return list(told.item_blocks(row, beside, self.unfolded))
            case QuestionRow():
                return list(told.question_blocks(row))
        return ()

    @work(exit_on_error=False)
    async def _look_around(self, row: MeetingRow | ItemRow) -> None:
        """Read what belongs to a meeting or an item, and tell of it where it is still shown."""
        try:
            found = await self._latest_beside.ask(partial(_read_beside, row, self.today))
        except Overtaken:
            return
        if self._beside.get(row.id) != found:
            self._beside[row.id] = found
            if self.list.cursor_id == row.id:
                self.detail.blocks = self._blocks(self.held.get(row.id))

    # Reviewing.

    def action_mark_read(self) -> None:
        """The marked items are read; or the one under the cursor, and on to the next unread."""
        rows = [self.held.get(one) for one in self.chosen()]
        unread = [row for row in rows if isinstance(row, ItemRow) and row.state == "unread"]
        if unread:
            changes = tuple(self._as_read(row) for row in unread)
            self.post_message(WriteRequested(changes, self._told(unread)))
        if not self.list.marks:
            self._go_to_next_unread(self.held.get(self.list.cursor_id))

    def _as_read(self, row: ItemRow) -> Upsert:
        record_id = natural_id(self.store.municipality, "preparation", row.id, self.store.who)
        new = {"item": row.id, "person": self.store.who}
        return Upsert("preparation", record_id, {"state": "read"}, new)

    def _told(self, unread: Sequence[ItemRow]) -> str:
        """What is read now, and how far through the meeting that is."""
        if len(unread) > 1:
            return f"Gennemgået: {len(unread)} punkter"
        meeting = self.held.get(unread[0].meeting)
        if not isinstance(meeting, MeetingRow):
            return f"Gennemgået: {unread[0].title}"
        return f"{progress(meeting.read + 1, meeting.items)}: {unread[0].title}"

    def _go_to_next_unread(self, row: AgendaRow | None) -> None:
        start = 0 if row is None else (self.held.index_of(row.id) or 0) + 1
        for following in self.held.rows[start:]:
            if isinstance(following, ItemRow) and following.state == "unread":
                self.list.go_to(following.id)
                return
        self.hint(NO_MORE)

    def action_previous_meeting(self) -> None:
        """To the meeting before the one under the cursor."""
        here = self._meeting_here()
        if here is None:
            self.hint("Sæt markøren på et møde eller noget i det.", is_error=True)
            return
        held = [row for row in self.held.rows if isinstance(row, MeetingRow)]
        former = meeting_before(held, here.id)
        if former is None or not self.list.go_to(former.id):
            self.hint(f"Der er intet tidligere møde i listen end {meeting_days(here)}.")

    def _meeting_here(self) -> MeetingRow | None:
        """The meeting that the cursor is on, or in."""
        cursor = self.list.cursor_id
        found = self.held.get(None if cursor is None else self.heading_of(cursor))
        return found if isinstance(found, MeetingRow) else None

    # Questions, tasks, notes.

    async def _new_kind(self) -> str | None:
        return _MADE_AT.get(type(self.held.get(self.list.cursor_id))) or await super()._new_kind()

    @asks
    async def action_answer(self) -> None:
        """Write the answer of the question under the cursor, or alter it."""
        from kombit_tui.db.preparing import answer
        from kombit_tui.screens.text_prompt import TextPrompt

        row, one = self.held.get(self.list.cursor_id), await self._under_cursor()
        if not isinstance(row, QuestionRow) or one is None:
            self.hint("Sæt markøren på et spørgsmål for at besvare det.", is_error=True)
            return
        prompt = TextPrompt("Svar", row.question, row.answer or "")
        text = await self.app.push_screen_wait(prompt)
        if text and text != row.answer:
            edit = await self._from_store(answer, [one], text)
            await self._carry_out(edit, edit.label)

    @asks
    async def action_task_of_item(self) -> None:
        """Make a local task of the item under the cursor."""
        from kombit_tui.db.preparing import task_of

        row = self.held.get(self.list.cursor_id)
        if not isinstance(row, ItemRow):
            self.hint("Sæt markøren på et punkt for at lave en opgave af det.", is_error=True)
            return
        part = await self._from_store(task_of, row, self._me)
        await self._fill_in((part,), f"Opgave af punktet: {row.title}", "Oprettet")

    @asks
    async def action_notes(self) -> None:
        """Read the notes of the meeting under the cursor, and save them in a file."""
        from kombit_tui.screens.meeting_notes import preview

        here = self._meeting_here()
        if here is None:
            self.hint("Sæt markøren på et møde eller noget i det.", is_error=True)
        else:
            self.hint(await preview(self, here))


def _read_beside(
    row: MeetingRow | ItemRow, today: Any, connection: sqlite3.Connection
) -> "Beside | Since | None":
    """What belongs to a row; the queries load when a detail is read, not with the first frame."""
    if isinstance(row, MeetingRow):
        from kombit_tui.db.queries.since_meeting import since_meeting

        return since_meeting(connection, row.id, today)
    from kombit_tui.db.queries.beside import beside

    return beside(connection, row, today)

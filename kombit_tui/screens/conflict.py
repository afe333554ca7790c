"""Konflikter: what two people did to the same, version by version, and what is to hold."""

from collections.abc import Callable, Iterator, Sequence
from typing import ClassVar

from textual import on, work
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widget import Widget

from kombit_tui.actions import CONFLICT
from kombit_tui.db.changes import Update
from kombit_tui.db.forms import Part
from kombit_tui.db.queries.conflicts import ConflictRow, conflicts
from kombit_tui.db.store import Store
from kombit_tui.domain.conflicts import Choice, Sort, fields_of
from kombit_tui.domain.fields import Field
from kombit_tui.domain.records import KINDS
from kombit_tui.screens.asking import asks
from kombit_tui.screens.base import BaseScreen
from kombit_tui.screens.latest import Latest, Overtaken
from kombit_tui.screens.listed_rows import Held, Section, Sectioned
from kombit_tui.screens.messages import DecisionRequested, RecordRequested, WriteRequested
from kombit_tui.widgets.bindings import bindings_of, key_for, with_keys
from kombit_tui.widgets.detail import Block, Detail, Paragraph, Title
from kombit_tui.widgets.record_list import RecordList
from kombit_tui.wording import conflicts as words
from kombit_tui.wording.lines import Cell, ListRow
from kombit_tui.wording.sync import CONFLICT as SIGN
from kombit_tui.wording.sync import count
from kombit_tui.wording.sync_screen import by_record

LEAST = 4
"""Lines of the list, however few conflicts there are."""
RECORD = "record:"
"""What the id of a heading begins with, before that of its record."""


class FieldsPart(Part):
    """The fields in conflict alone."""

    def fields(self) -> tuple[Field, ...]:
        """Those that there are values of."""
        return fields_of(KINDS[self.kind], self.values)


class ConflictScreen(BaseScreen):
    """All open conflicts under their records; the one under the cursor in full below."""

    MODE = "conflict"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(CONFLICT)]
    CSS_PATH = "conflict.tcss"
    HINT = words.HINT

    def __init__(self, store: Store, version: Callable[[], int]) -> None:
        super().__init__(store, version)
        self.list = RecordList(words.COLUMNS)
        self.detail = Detail()
        self.rows: Sequence[ConflictRow] = ()
        self._latest = Latest(store)
        self._folded: frozenset[str] = frozenset()
        self._wanted: str | None = None
        """The record that the cursor is to go to."""

    def body(self) -> Sequence[Widget]:
        """The list above the detail."""
        return [Vertical(self.list, self.detail, id="panes")]

    def on_mount(self) -> None:
        """A page of Synk; Textual calls the base's own handler too."""
        self.top_bar.mode = "sync"
        self.list.focus()

    # Reading.

    def reload(self) -> None:
        """Read the conflicts again."""
        self._read()

    def on_unmount(self) -> None:
        """Let go of the store."""
        self._latest.close()

    @work(exit_on_error=False)
    async def _read(self) -> None:
        try:
            self.rows = await self._latest.ask(conflicts)
        except Overtaken:
            return
        lines = by_record(self.rows)
        sections = [
            Section(_heading(line.id, line.title, KINDS[line.kind].danish), len(line.rows))
            for line in lines
        ]
        held = Held([row for line in lines for row in line.rows])
        if self._wanted is not None or self.list.cursor_id is None:
            self._go_to_wanted()
        pages = Sectioned(held, sections, words.line, self._folded)
        self.list.styles.height = max(min(len(pages) + 1, self.size.height // 3), LEAST)
        self.list.show(pages, [with_keys(self.app, text) for text in words.EMPTY])
        self._describe()

    def go_to(self, record_id: str) -> None:
        """Put the cursor on the first conflict of a record."""
        self._wanted = record_id
        self.reload()

    def _go_to_wanted(self) -> None:
        first = next(iter(self.rows), None)
        found = next((row for row in self.rows if row.record_id == self._wanted), first)
        self.list.cursor_id = None if found is None else found.id
        self._wanted = None

    @on(RecordList.FoldRequested)
    def _fold(self, event: RecordList.FoldRequested) -> None:
        under = self._under(event.record_id)
        heading = f"{RECORD}{under[0].record_id}" if under else ""
        if under and event.fold != (heading in self._folded):
            self._folded ^= {heading}
            self.reload()

    @on(RecordList.AllRequested)
    def _mark_all(self) -> None:
        self.list.mark_all_or_none(self.list.pages.ids())

    # What is told.

    @on(RecordList.CursorMoved)
    def _describe(self) -> None:
        row = self._row()
        self.detail.blocks = () if row is None else tuple(self._blocks(row))

    def _row(self) -> ConflictRow | None:
        """The conflict under the cursor; on a heading its first one."""
        return next(iter(self._under(self.list.cursor_id)), None)

    def _under(self, row_id: str | None) -> list[ConflictRow]:
        """A conflict, or all those under a heading."""
        if row_id is None:
            return []
        record = row_id.removeprefix(RECORD) if row_id.startswith(RECORD) else None
        return [row for row in self.rows if row_id == row.id or record == row.record_id]

    def _blocks(self, row: ConflictRow) -> Iterator[Block]:
        moment = self.store.clock()
        yield Title(f"{words.field_names(row)} · {row.title}")
        yield Paragraph(f"{SIGN} {words.happened(row)}", "warning")
        if (before := words.before(row)) is not None:
            yield from _told("", before, "muted")
        if changed := words.changed_since(row):
            yield from _told("", words.Way("Her nu", changed), "")
        for choice, ident in words.KEYS.items():
            yield from _told(key_for(self.app, ident), words.way(row, choice, moment), "")

    @on(Detail.StepRequested)
    def _step(self, event: Detail.StepRequested) -> None:
        self.list.action_move(event.by)

    @on(RecordList.Opened)
    def _opened(self) -> None:
        """Go to the record itself."""
        row = self._row()
        if row is not None and row.now is None:
            self.hint("Posten er slettet her.", is_error=True)
        elif row is not None:
            self.post_message(RecordRequested(row.record_id, row.kind, self.MODE))

    # Deciding.

    def _chosen(self) -> list[ConflictRow]:
        """The marked conflicts, else the one under the cursor."""
        ids = self.list.marks or (self.list.cursor_id,)
        return [row for one in ids for row in self._under(one)]

    def action_decide(self, choice: str) -> None:
        """Let one version hold in the marked conflicts, or in the one under the cursor."""
        self._decide(self._chosen(), Choice(choice))

    def action_decide_record(self, choice: str) -> None:
        """Let one version hold in all conflicts of the record under the cursor."""
        row = self._row()
        record = row.record_id if row is not None else None
        self._decide([one for one in self.rows if one.record_id == record], Choice(choice))

    def _decide(self, rows: Sequence[ConflictRow], choice: Choice) -> None:
        if not rows:
            self.hint("Der er ingen konflikt at afgøre.", is_error=True)
            return
        label = words.decided(rows[0], choice)
        if len(rows) > 1:
            told = count(len(rows), "konflikt", "konflikter")
            label = f"{words.LABELS[choice]}: {told}"
        self.list.clear_marks()
        self.post_message(DecisionRequested(dict.fromkeys((one.id for one in rows), choice), label))

    @asks
    async def action_edit(self) -> None:
        """Write what the fields are to hold."""
        from kombit_tui.screens.form import Form

        row = self._row()
        if row is None or row.sort != Sort.FIELDS or row.now is None:
            self.hint(words.EDIT_ELSEWHERE if row else "Der er ingen konflikt.", is_error=True)
            return
        values = {column: row.now.get(column) for column in row.theirs or {}}
        part = FieldsPart(row.kind, row.record_id, values)
        heading = f"Ret selv: {words.field_names(row)} på {row.title}"
        answer = await self.app.push_screen_wait(Form(self.store, (part,), heading, row.named))
        if answer is None:
            return
        updates = [one for one in answer.changes if isinstance(one, Update)]
        made = tuple(one for one in answer.changes if one not in updates)
        if made:  # somebody was named who was not there yet
            self.post_message(WriteRequested(made, heading))
        typed = updates[0].values if updates else {}
        label = words.decided(row, Choice.EDITED)
        self.post_message(DecisionRequested({row.id: Choice.EDITED}, label, typed))


def _told(key: str, way: words.Way, tone: str) -> Iterator[Block]:
    """A version under what it is called, and the key that chooses it."""
    yield Paragraph(f"{key:<2} {way.label}", "heading" if key else "label")
    yield from (Paragraph(line, tone, indent=3) for line in way.lines)


def _heading(record_id: str, title: str, kind: str) -> ListRow:
    return ListRow(f"{RECORD}{record_id}", (Cell(title), Cell(kind)), is_heading=True)

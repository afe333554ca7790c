"""Tidslinje: campaigns with their waves, milestones, meetings and our deadlines, as time goes.

Rows of one wave are one row until it is opened.
"""

import sqlite3
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import BindingType

from kombit_tui.actions import TIMELINE
from kombit_tui.db.queries.selecting import GroupRow, Part, parted, selected
from kombit_tui.db.queries.timeline import KINDS, Entry, Head, TimelineRow, timeline
from kombit_tui.db.store import Store
from kombit_tui.domain.timeline import WINDOW, ZOOMS, ends_of, next_hour, noon
from kombit_tui.screens.held_list import HeldAnswer, HeldListScreen
from kombit_tui.screens.listed_rows import Section, Sectioned
from kombit_tui.screens.messages import RecordRequested
from kombit_tui.screens.timeline_detail import entry_blocks, head_blocks, wave_blocks
from kombit_tui.screens.timeline_rows import WAVE, TimelineRows, WaveRow, entries_of, in_waves
from kombit_tui.widgets.bindings import bindings_of
from kombit_tui.widgets.detail import Block
from kombit_tui.widgets.gantt import Gantt
from kombit_tui.widgets.pages import Pages
from kombit_tui.wording.lines import Cell, Column, ListRow
from kombit_tui.wording.timeline import (
    head_note,
    hours_text,
    wave_text,
    what_text,
    when_text,
)
from kombit_tui.wording.timeline_chart import LEGEND, LEGEND_IN_FULL, Drawing

if TYPE_CHECKING:
    from kombit_tui.domain.query import Query

ROOM = 100
"""Columns from which the legend has room for all of its signs."""


class TimelineScreen(HeldListScreen):
    """What lies where in time."""

    MODE = "timeline"
    CSS_PATH = "timeline.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(TIMELINE[:3])]
    EMPTY = (
        "Der er ingen forløb, møder eller frister endnu.",
        "Tryk {app.import} for at importere slides med planer.",
    )
    KINDS = (*KINDS, "task")
    GROUPS = ("project", "wave", "type", "due", "owner")
    NEW = ("milestone", "campaign", "meeting")
    COLUMNS = (
        Column("Hvad", 0, field="title"),
        Column("Hvornår", 15, rank=2, field="due"),
        Column("Slags", 13, rank=3, field="type"),
        Column("Bølge", 6, rank=4, field="wave"),
    )

    def __init__(self, store: Store, version: Callable[[], int]) -> None:
        super().__init__(store, version)
        self.gantt = Gantt(self.COLUMNS)
        self.list = self.gantt
        self.open_waves: frozenset[str] = frozenset()
        """The waves whose milestones are listed one by one."""
        self._folded_first: frozenset[str] = frozenset()
        """The headings that are folded until somebody opens them."""
        self._number = 0
        self._sought: str | None = None
        """A record that is to be seen on the line when it is listed."""

    def usual_hint(self) -> str:
        """What the signs mean."""
        return LEGEND_IN_FULL if self.app.size.width >= ROOM else LEGEND

    # What is listed.

    def rows(self, connection: sqlite3.Connection) -> Sequence[TimelineRow]:
        """All of it."""
        return timeline(connection, self.today)

    def is_heading(self, row: Any) -> bool:
        """Campaigns, areas and the like head what belongs to them."""
        return isinstance(row, Head)

    def ask(self, connection: sqlite3.Connection, query: "Query | None") -> HeldAnswer:
        """The rows that are found, under their headings."""
        if query is None:
            return super().ask(connection, None)
        from kombit_tui.db.queries.timeline_facts import asked_timeline

        rows, facts = asked_timeline(connection, self.today)
        parts = parted(rows, self.is_heading)
        total = sum(len(part.rows) for part in parts)
        return HeldAnswer(selected(parts, query, facts, self.today), total)

    def pages(self, answer: HeldAnswer) -> Pages:
        """The rows with what they have on the line; deadlines are folded where nobody asks."""
        self.total, query = answer.total, self.shown_query
        self._number = sum(len(part.rows) for part in answer.parts)
        is_plain = query is None or not (query.sort or query.group)
        parts = [
            part._replace(rows=list(in_waves(part, self.open_waves)) if is_plain else part.rows)
            for part in answer.parts
        ]
        heads = [part.heading for part in parts]
        self._folded_first = frozenset(
            one.id for one in heads if query is None and isinstance(one, Head) and one.is_closed
        )
        self.held = TimelineRows([row for part in parts for row in (part.heading, *part.rows)])
        self.gantt.drawings = {
            row.id: self._drawing(row) for part in parts for row in part.rows
        } | {part.heading.id: self._head_drawing(part) for part in parts}
        self.gantt.set_today(self.today.toordinal())
        self._show_sought()
        sections = [Section(self._head(part), len(part.rows)) for part in parts]
        rows = TimelineRows([row for part in parts for row in part.rows])
        return Sectioned(rows, sections, self.present, self.folded ^ self._folded_first)

    def count(self, pages: Pages) -> int:
        """The entries, those of closed waves among them."""
        return self._number

    # What a row looks like.

    def present(self, row: Entry | WaveRow | Head) -> ListRow:
        """An entry as a row; a wave as a heading under the heading it belongs to."""
        if isinstance(row, Head):
            return ListRow(row.id, (Cell(row.title),), is_heading=True)
        if isinstance(row, WaveRow):
            is_open = row.id in self.open_waves
            title = f"  {'-' if is_open else '+'} {wave_text(row.entries[0])}"
            return ListRow(
                row.id,
                (Cell(title), Cell(f"{len(row.entries)} milepæle")),
                is_heading=True,
                is_muted=not row.entries[0].concerns_us,
            )
        tone = "own" if row.is_own else ""
        indent = "    " if row.wave and row.kind == "milestone" else "  "
        return ListRow(
            row.id,
            (
                Cell(indent + row.title, tone),
                Cell(when_text(row), tone),
                Cell(what_text(row), tone),
                Cell(row.wave or "", tone),
            ),
            is_muted=not row.concerns_us,
        )

    def _head(self, part: Part) -> ListRow:
        head = part.heading
        if isinstance(head, GroupRow):
            return super()._head(part)
        number = len(entries_of(part.rows))
        note = Cell(head_note(head, number))
        return self.present(head)._replace(cells=(Cell(head.title), note))

    def _drawing(self, row: Entry | WaveRow) -> Drawing:
        first = row.entries[0] if isinstance(row, WaveRow) else row
        tone = "own" if first.is_own else "" if first.concerns_us else "muted"
        is_window = isinstance(row, Entry) and row.what == WINDOW
        return Drawing(row.pieces, tone, hours_text(first) if is_window else "")

    def _head_drawing(self, part: Part) -> Drawing:
        """A heading has its own stop; folded, all that is under it too."""
        pieces = list(part.heading.pieces) if isinstance(part.heading, Head) else []
        if self.is_folded(part.heading.id):
            pieces += [piece for row in part.rows for piece in row.pieces]
        return Drawing(tuple(dict.fromkeys(pieces)))

    # Folding.

    def is_folded(self, heading: str) -> bool:
        """Whether what is under a heading, or in a wave, is not shown."""
        if heading.startswith(WAVE):
            return heading not in self.open_waves
        return (heading in self.folded) != (heading in self._folded_first)

    def toggle_fold(self, heading: str) -> None:
        """Fold a heading or a wave, or unfold it."""
        self.fold(heading, not self.is_folded(heading))

    def fold(self, heading: str, is_folded: bool) -> None:
        """Hide what is under a heading or in a wave, or show it again."""
        if is_folded == self.is_folded(heading):
            return
        if heading.startswith(WAVE):
            self.open_waves ^= {heading}
        else:
            self.folded ^= {heading}
        self.show_pages()

    # Time.

    def action_zoom(self, by: int) -> None:
        """Look closer, or from farther off.

        The day in the middle stays there; but where hours are seen, only few days are, and the
        next one of the row under the cursor is among them.
        """
        at = max(0, min(self.gantt.zoom_at + by, len(ZOOMS) - 1))
        middle = self.gantt.middle
        if by < 0 and ZOOMS[at].has_hours:
            drawing = self.gantt.drawings.get(self.gantt.cursor_id or "", Drawing())
            middle = next_hour(drawing.pieces, self.today.toordinal()) or middle
        self.gantt.look_at(middle, at)

    def action_today(self) -> None:
        """Put today in the middle."""
        self.gantt.look_at(noon(self.today.toordinal()))

    def filter_by(self, words: str, record_id: str | None = None) -> None:
        """Put nothing but words in force, or the cursor on a record, which is then in view."""
        self._sought = record_id
        super().filter_by(words, record_id)

    def _show_sought(self) -> None:
        row = self.held.get(self._sought)
        entry = None if row is None else entries_of([row]).get(self._sought or "")
        first, last = ends_of(() if entry is None else entry.pieces)
        if first is not None or last is not None:
            self.gantt.look_at(noon((first or last or 0) + (last or first or 0) >> 1))
            self._sought = None

    # Detail.

    def _open(self) -> None:
        """Go to the record in the screen that has it; a campaign's heading folds."""
        row = self.held.get(self.gantt.cursor_id)
        if isinstance(row, Head):
            self.toggle_fold(row.id)
        elif isinstance(row, Entry) and row.kind == "contact_entry" and row.campaign is not None:
            self.post_message(RecordRequested(row.campaign, "campaign", back=self.MODE))
        elif isinstance(row, Entry) and (row.kind != "milestone" or row.campaign is not None):
            self.post_message(RecordRequested(row.id, row.kind, back=self.MODE))
        else:
            super()._open()

    def _group(self) -> Sequence[Block]:
        row = self.held.get(self.gantt.cursor_id)
        if isinstance(row, WaveRow):
            return list(wave_blocks(row.entries, self.today))
        return super()._group()

    def describe(self, record_id: str) -> Sequence[Block]:
        """A row in words: what it is, when, where it belongs and whose it is."""
        row = self.held.get(record_id)
        if isinstance(row, Head):
            return list(head_blocks(row, self.today))
        return list(entry_blocks(row, self.today)) if isinstance(row, Entry) else ()

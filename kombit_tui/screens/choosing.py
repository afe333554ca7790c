"""What an action works on: the marked rows that are listed, else the one under the cursor.

The base of all that acts on rows: `editing`, `looking` and `arranging` build on it.
"""

import asyncio
from collections.abc import Sequence

from textual import on, work

from kombit_tui.screens.base import BaseScreen
from kombit_tui.widgets.bindings import key_for
from kombit_tui.widgets.filter_bar import FilterBar
from kombit_tui.widgets.record_list import RecordList

MANY = 20
"""Above this many records a change is shown before it is made."""


class ChoosingScreen(BaseScreen):
    """A screen with a list whose rows can be marked."""

    list: RecordList
    filter_bar: FilterBar

    def furnish(self) -> None:
        """Have the filter line in its place; for subclasses."""
        raise NotImplementedError

    @property
    def hides(self) -> bool:
        """Whether there may be records that are not listed; for subclasses."""
        return False

    def chosen(self) -> tuple[str, ...]:
        """What an action works on: the marked records that are listed, else the one under the
        cursor. Says so where the filter hides marked ones.
        """
        marks = self.list.marks
        listed = self.list.listed_marks(self.list.pages) if self.hides else marks
        if hidden := len(marks) - len(listed):
            self.hint(f"{hidden} markerede er skjult af filteret og røres ikke.", is_error=True)
        if marks:
            return listed
        return () if self.list.cursor_id is None else (self.list.cursor_id,)

    async def agreed(self, what: str, titles: Sequence[str]) -> bool:
        """Whether to go on: always for a few records, after a look at them for many."""
        if len(titles) <= MANY:
            return True
        from kombit_tui.screens.prompt import Report

        undo = key_for(self.app, "app.undo")
        keys = f"Enter gør det, {undo} fortryder · Esc lader være"
        report = Report(f"{what}: {len(titles)} poster", titles, keys)
        answer = await self.app.push_screen_wait(report)
        return bool(answer)

    @on(RecordList.AllRequested)
    def _all_requested(self) -> None:
        self._mark_all()

    @work(exit_on_error=False)
    async def _mark_all(self) -> None:
        self.list.mark_all_or_none(await asyncio.to_thread(self.list.pages.ids))

    @on(RecordList.MarksChanged)
    def _marks_changed(self, event: RecordList.MarksChanged) -> None:
        if event.number:
            self.furnish()
        self.filter_bar.marked = event.number

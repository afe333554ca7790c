"""Asking something of a list: typing a filter, its history, and what Tab offers."""

import asyncio
from collections.abc import Sequence
from typing import ClassVar

from textual import on, work

from kombit_tui.domain.wanted import EVERYTHING, Wanted
from kombit_tui.screens.asking import opens
from kombit_tui.screens.choosing import ChoosingScreen
from kombit_tui.widgets.filter_bar import FilterBar

OFFERED = 5
"""How many ways to go on the hint line names while a filter is typed."""


class FilteringScreen(ChoosingScreen):
    """A screen whose list is filtered as one types."""

    FILTER_HINT: ClassVar[str] = "Ord · frist:august · -ord · a eller b · sorter:titel · ↑ før"
    wanted: Wanted = EVERYTHING

    @property
    def words(self) -> str:
        """The filter in force."""
        return self.wanted.words

    @property
    def hides(self) -> bool:
        """Whether a filter is in force."""
        return bool(self.words.strip())

    def values(self, field: str) -> Sequence[str]:
        """What a field of the list holds, to be offered; for subclasses."""
        raise NotImplementedError

    def want(self, wanted: Wanted) -> None:
        """Ask something else of the list."""
        self.wanted = wanted
        if wanted.words:
            self.furnish()
        self.filter_bar.set_words(wanted.words)
        self.reload()

    def filter_by(self, words: str, record_id: str | None = None) -> None:
        """Put nothing but words in force, or the cursor on a record."""
        if record_id is not None:
            self.list.cursor_id = record_id
        self.want(Wanted(words))

    @opens
    def action_filter(self) -> None:
        """Type a filter."""
        from kombit_tui.db.queries.past_filters import past_filters

        self.filter_bar.history = past_filters(self.store.reader, self.MODE)
        self.guide(self.FILTER_HINT)
        self.furnish()
        self.filter_bar.open()

    @on(FilterBar.Changed)
    def _filter_changed(self, event: FilterBar.Changed) -> None:
        self.wanted = self.wanted._replace(words=event.words)
        self.guide(self._offered() or self.FILTER_HINT)
        self.reload()

    def _offered(self) -> str:
        field = self.filter_bar.input
        ways = [one[2] for one in self._ways_on(field.value, field.cursor_position)]
        return f"Tab: {' · '.join(ways[:OFFERED])}" if field.value and ways else ""

    @on(FilterBar.Finished)
    def _filter_finished(self, event: FilterBar.Finished) -> None:
        self.list.focus()
        self.hint()
        if event.words != self.words:
            self.wanted = self.wanted._replace(words=event.words)
            self.reload()
        if event.words:
            self._remember(event.words)

    @work(exit_on_error=False)
    async def _remember(self, words: str) -> None:
        from kombit_tui.db.queries.past_filters import with_filter

        facts = with_filter(self.filter_bar.history, words, self.MODE)
        await asyncio.to_thread(self.store.remember, facts)

    def offer(self, text: str, cursor: int) -> tuple[int, int, str] | None:
        """The likeliest way to go on at the cursor."""
        return next(iter(self._ways_on(text, cursor)), None)

    def _ways_on(self, text: str, cursor: int) -> Sequence[tuple[int, int, str]]:
        from kombit_tui.domain.query import complete

        ways = complete(text, cursor, values=self.values)
        return [(one.start, one.end, one.insert) for one in ways]

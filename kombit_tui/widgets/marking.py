"""Marked rows of a list: what is done to one row can be done to all of them.

Marks are ids, so they outlast a filter, a write and another order. What is done is the screen's.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Protocol

from textual.widget import Widget

from kombit_tui.widgets.plain_message import PlainMessage
from kombit_tui.wording.lines import ListRow


class Listed(Protocol):
    """What marking must know of a list."""

    def ids(self) -> Sequence[str]:
        """All records that can be marked, in order."""


class Marking(Widget):
    """A list whose rows can be marked. Name it after the class that scrolls."""

    class MarksChanged(PlainMessage):
        """Other rows are marked."""

        number: int

    _marks: Mapping[str, None] = MappingProxyType({})

    @property
    def marks(self) -> tuple[str, ...]:
        """The marked records, in the order they were marked."""
        return tuple(self._marks)

    def is_marked(self, record_id: str) -> bool:
        """Whether a record is marked."""
        return record_id in self._marks

    def listed_marks(self, pages: Listed) -> tuple[str, ...]:
        """The marked records that `pages` list: hidden ones are never touched unseen."""
        listed = set(pages.ids()) if self._marks else set()
        return tuple(mark for mark in self._marks if mark in listed)

    def clear_marks(self) -> None:
        """Mark nothing."""
        self._mark_only(())

    def toggle_mark(self, row: ListRow | None) -> None:
        """Mark a row, or no longer; headings cannot be."""
        if row is None or row.is_heading:
            return
        others = [mark for mark in self._marks if mark != row.id]
        self._mark_only(others if len(others) < len(self._marks) else [*others, row.id])

    def add_marks(self, rows: Sequence[ListRow | None]) -> None:
        """Mark rows beside those that are."""
        new = [row.id for row in rows if row is not None and not row.is_heading]
        self._mark_only([*self._marks, *new])

    def mark_all_or_none(self, listed: Sequence[str]) -> None:
        """Mark all that is listed; where it all is already, nothing of it."""
        ids = dict.fromkeys(listed)
        hidden = [mark for mark in self._marks if mark not in ids]
        is_all = len(hidden) + len(ids) == len(self._marks)
        self._mark_only(hidden if is_all else [*self._marks, *ids])

    def _mark_only(self, ids: Sequence[str]) -> None:
        self._marks = dict.fromkeys(ids)
        self.refresh()
        self.post_message(self.MarksChanged(len(self._marks)))

"""List screens whose rows are few enough to be held: read whole, chosen and ordered in memory."""

import sqlite3
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from kombit_tui.db.queries.selecting import GroupRow, Part, parted
from kombit_tui.db.store import Store
from kombit_tui.screens.list_screen import ListScreen
from kombit_tui.screens.listed_rows import Held, Section, Sectioned
from kombit_tui.widgets.pages import Pages
from kombit_tui.wording.lines import Cell, ListRow

if TYPE_CHECKING:
    from kombit_tui.db.queries.facts import ById
    from kombit_tui.domain.query import Query


class HeldAnswer(NamedTuple):
    """What was found, and of how many."""

    parts: list[Part]
    total: int


class HeldListScreen(ListScreen):
    """A list screen over rows in memory; each has an `id`, and headings precede what they head."""

    CSS_PATH = "list_screen.tcss"
    KINDS: ClassVar[Sequence[str]] = ()
    """The kinds of record that the rows are of: what filters ask about."""

    def __init__(self, store: Store, version: Callable[[], int]) -> None:
        super().__init__(store, version)
        self.held = Held(())
        """All rows that are listed, headings and folded ones among them."""

    def rows(self, connection: sqlite3.Connection) -> Sequence[Any]:
        """All rows in order, each heading before what it heads; for subclasses."""
        raise NotImplementedError

    def is_heading(self, row: Any) -> bool:
        """Whether a row heads the ones after it: a group, unless a subclass has other heads."""
        return isinstance(row, GroupRow)

    def present(self, row: Any) -> ListRow:
        """What a row looks like; for subclasses."""
        raise NotImplementedError

    def ask(self, connection: sqlite3.Connection, query: "Query | None") -> "HeldAnswer":
        """The rows that are found, under their headings."""
        parts = parted(self.rows(connection), self.is_heading)
        total = sum(len(part.rows) for part in parts)
        if query is None:
            return HeldAnswer(parts, total)
        from kombit_tui.db.queries.selecting import selected

        facts = self.facts(connection, parts)
        return HeldAnswer(selected(parts, query, facts, self.today), total)

    def facts(self, connection: sqlite3.Connection, parts: Sequence[Part]) -> "ById":
        """What a filter may ask of the rows; for subclasses that list more than `KINDS`."""
        from kombit_tui.db.queries.facts import facts_of_all

        return facts_of_all(connection, self.KINDS, self.today)

    def pages(self, answer: "HeldAnswer") -> Pages:
        """The rows, held."""
        self.total = answer.total
        self.held = Held([row for part in answer.parts for row in (part.heading, *part.rows)])
        sections = [Section(self._head(part), len(part.rows)) for part in answer.parts]
        rows = Held([row for part in answer.parts for row in part.rows])
        return Sectioned(rows, sections, self.present, self.folded)

    def _head(self, part: Part) -> ListRow:
        row = part.heading
        if not isinstance(row, GroupRow):
            return self.present(row)
        note = row.note or f"{len(part.rows)} {'post' if len(part.rows) == 1 else 'poster'}"
        return ListRow(row.id, (Cell(row.title), Cell(note)), is_heading=True)

    def count(self, pages: Pages) -> int:
        """The rows without those that head others, folded or not."""
        return pages.rows if isinstance(pages, Sectioned) else len(pages)

    def values(self, field: str) -> Sequence[str]:
        """What a field of the rows holds now."""
        from kombit_tui.db.queries.offers import held_values

        return held_values(self.store.reader, self.KINDS, field, self.today)

"""List screens whose rows are few enough to be held: read whole, filtered by record.

A heading stays when it is found itself, or when something below it is.
"""

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from kombit_tui.db.queries.matching import matching
from kombit_tui.db.store import Store
from kombit_tui.screens.list_screen import ListScreen
from kombit_tui.screens.listed_rows import Held, Presented
from kombit_tui.widgets.record_list import Pages
from kombit_tui.wording.lines import ListRow


class HeldListScreen(ListScreen):
    """A list screen over rows in memory; each has an `id`."""

    CSS_PATH = "list_screen.tcss"

    def __init__(self, store: Store, version: Callable[[], int]) -> None:
        super().__init__(store, version)
        self.held = Held(())

    def rows(self, connection: sqlite3.Connection) -> Sequence[Any]:
        """All rows in order, each heading before what it heads; for subclasses."""
        raise NotImplementedError

    def is_heading(self, row: Any) -> bool:
        """Whether a row heads the ones after it; for subclasses."""
        raise NotImplementedError

    def present(self, row: Any) -> ListRow:
        """What a row looks like; for subclasses."""
        raise NotImplementedError

    def found_by(self, row: Any) -> Iterable[str]:
        """The ids of the records whose words find a row: its own, and those it shows."""
        return (row.id,)

    def ask(self, connection: sqlite3.Connection, words: str) -> Any:
        """The rows that are found, with their headings."""
        rows = self.rows(connection)
        found = matching(connection, words)
        return rows if found is None else self._kept(rows, found)

    def _kept(self, rows: Sequence[Any], found: set[str]) -> list[Any]:
        kept: list[Any] = []
        heading, heading_found = None, False
        for row in rows:
            is_found = not found.isdisjoint(self.found_by(row))
            if self.is_heading(row):
                heading, heading_found = row, is_found
                if is_found:
                    kept.append(row)
                    heading = None
            elif is_found or heading_found:
                if heading is not None:
                    kept.append(heading)
                    heading = None
                kept.append(row)
        return kept

    def pages(self, answer: Any) -> Pages:
        """The rows, held."""
        self.held = Held(answer, self.is_heading)
        return Presented(self.held, self.present)

    def count(self, pages: Pages) -> int:
        """The rows without those that head others."""
        return len(self.held.ids())

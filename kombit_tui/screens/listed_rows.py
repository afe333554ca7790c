"""Rows of the store as rows of a list: read page by page, or held whole."""

from collections.abc import Callable, Sequence
from typing import Any

from kombit_tui.wording.lines import ListRow


class Presented:
    """Rows of the store as rows of the list, page by page."""

    def __init__(self, source: Any, present: Callable[[Any], ListRow]) -> None:
        self._source = source
        self._present = present

    def __len__(self) -> int:
        return len(self._source)

    def page(self, start: int, stop: int) -> Sequence[ListRow]:
        """Rows `start` up to but not including `stop`."""
        return [self._present(row) for row in self._source.page(start, stop)]

    def index_of(self, record_id: str) -> int | None:
        """Where a record stands; None when it is not listed."""
        index: int | None = self._source.index_of(record_id)
        return index

    def ids(self) -> Sequence[str]:
        """The records that can be marked, in order."""
        ids: Sequence[str] = self._source.ids()
        return ids


class Held:
    """Rows that are all in memory: for lists that stay short."""

    def __init__(
        self, rows: Sequence[Any], is_heading: Callable[[Any], bool] = lambda _: False
    ) -> None:
        self.rows = rows
        self._is_heading = is_heading
        self._index = {row.id: index for index, row in enumerate(rows)}

    def __len__(self) -> int:
        return len(self.rows)

    def page(self, start: int, stop: int) -> Sequence[Any]:
        """Rows `start` up to but not including `stop`."""
        return self.rows[start:stop]

    def index_of(self, record_id: str) -> int | None:
        """Where a record stands."""
        return self._index.get(record_id)

    def ids(self) -> Sequence[str]:
        """All but headings, in order."""
        return [row.id for row in self.rows if not self._is_heading(row)]

    def get(self, record_id: str | None) -> Any:
        """The row of a record; None when it is not listed."""
        index = self._index.get(record_id or "")
        return None if index is None else self.rows[index]

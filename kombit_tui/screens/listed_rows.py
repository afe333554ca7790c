"""Rows of the store as rows of a list: read page by page or held whole, in sections or not."""

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import accumulate
from typing import Any, NamedTuple, Protocol

from kombit_tui.wording.lines import ListRow


class Source(Protocol):
    """Rows of the store in order; each has an `id`."""

    def __len__(self) -> int: ...

    def page(self, start: int, stop: int) -> Sequence[Any]:
        """Rows `start` up to but not including `stop`."""

    def index_of(self, record_id: str) -> int | None:
        """Where a record stands; None when it is not listed."""

    def ids(self) -> Sequence[str]:
        """All ids, in order."""


class Held:
    """Rows that are all in memory: for lists that stay short."""

    def __init__(self, rows: Sequence[Any]) -> None:
        self.rows = rows
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
        """All ids, in order."""
        return [row.id for row in self.rows]

    def get(self, record_id: str | None) -> Any:
        """The row of a record; None when it is not listed."""
        index = self._index.get(record_id or "")
        return None if index is None else self.rows[index]


class Presented:
    """Rows of the store as rows of the list, page by page."""

    def __init__(self, source: Source, present: Callable[[Any], ListRow]) -> None:
        self._source = source
        self._present = present

    def __len__(self) -> int:
        return len(self._source)

    def page(self, start: int, stop: int) -> Sequence[ListRow]:
        """Rows `start` up to but not including `stop`."""
        return [self._present(row) for row in self._source.page(start, stop)]

    def index_of(self, record_id: str) -> int | None:
        """Where a record stands; None when it is not listed."""
        return self._source.index_of(record_id)

    def ids(self) -> Sequence[str]:
        """The records that can be marked, in order."""
        return self._source.ids()


class Section(NamedTuple):
    """A heading and how many rows of the source stand under it."""

    heading: ListRow
    number: int


class Sectioned:
    """Rows under headings; those of a folded heading are there but not shown.

    The sections cover the source from its start to its end, in order.
    """

    def __init__(
        self,
        source: Source,
        sections: Sequence[Section],
        present: Callable[[Any], ListRow],
        folded: Collection[str] = (),
    ) -> None:
        self._rows = Presented(source, present)
        self._sections = [
            Section(one.heading._replace(is_folded=one.heading.id in folded), one.number)
            for one in sections
        ]
        shown = [1 + (0 if one.heading.is_folded else one.number) for one in self._sections]
        self._starts = [0, *accumulate(shown)]
        """Where the heading of each section stands in the list."""
        self._firsts = [0, *accumulate(one.number for one in self._sections)]
        """Which row of the source is the first of each section."""
        self._headings = {one.heading.id: at for at, one in enumerate(self._sections)}

    def __len__(self) -> int:
        return self._starts[-1]

    @property
    def rows(self) -> int:
        """How many rows there are without the headings, folded or not."""
        return self._firsts[-1]

    def page(self, start: int, stop: int) -> Sequence[ListRow]:
        """Rows `start` up to but not including `stop`, headings among them."""
        return list(self._between(max(start, 0), min(stop, len(self))))

    def _between(self, start: int, stop: int) -> Iterator[ListRow]:
        at = bisect_right(self._starts, start) - 1
        while start < stop:
            section, begins, ends = self._sections[at], self._starts[at], self._starts[at + 1]
            if start == begins:
                yield section.heading
                start += 1
            last = min(stop, ends)
            if start < last:
                first = self._firsts[at] + start - begins - 1
                yield from self._rows.page(first, first + last - start)
            start, at = max(start, last), at + 1

    def index_of(self, record_id: str) -> int | None:
        """Where a record or a heading stands; a folded record stands where its heading does."""
        if record_id in self._headings:
            return self._starts[self._headings[record_id]]
        index = self._rows.index_of(record_id)
        if index is None:
            return None
        at = bisect_right(self._firsts, index) - 1
        if self._sections[at].heading.is_folded:
            return self._starts[at]
        return self._starts[at] + 1 + index - self._firsts[at]

    def ids(self) -> Sequence[str]:
        """The records that can be marked, in order: all but headings."""
        return self._rows.ids()

    def heading_of(self, record_id: str) -> str | None:
        """The id of the heading that a record stands under, or that it is itself."""
        if record_id in self._headings:
            return record_id
        index = self._rows.index_of(record_id)
        if index is None:
            return None
        return self._sections[bisect_right(self._firsts, index) - 1].heading.id

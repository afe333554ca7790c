"""Rows as a list takes them: in order, read piece by piece."""

from collections.abc import Sequence
from typing import Protocol

from kombit_tui.wording.lines import ListRow


class Pages(Protocol):
    """Rows in order, read piece by piece."""

    def __len__(self) -> int: ...

    def page(self, start: int, stop: int) -> Sequence[ListRow]:
        """Rows `start` up to but not including `stop`."""

    def index_of(self, record_id: str) -> int | None:
        """Where a record stands; None when it is not listed."""

    def ids(self) -> Sequence[str]:
        """The records that can be marked, in order: all but headings."""


class NoPages:
    """A list of nothing."""

    def __len__(self) -> int:
        return 0

    def page(self, start: int, stop: int) -> Sequence[ListRow]:
        """No rows."""
        return ()

    def index_of(self, record_id: str) -> int | None:
        """Nowhere."""
        return None

    def ids(self) -> Sequence[str]:
        """None."""
        return ()

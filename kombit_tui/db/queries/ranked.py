"""Numbers of records in the order of a list, put in order only as far as they are asked for."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import overload

from kombit_tui.db.queries.numbers import Numbers

_STEP = 1_000


class Ranked(Sequence[int]):
    """Those of `order` that are among `hits`, which are all in it."""

    def __init__(self, order: Iterable[int], hits: Numbers) -> None:
        self._hits = hits
        self._rest = hits.among(order)
        self._known: list[int] = []

    def __len__(self) -> int:
        return len(self._hits)

    def __contains__(self, number: object) -> bool:
        return number in self._hits

    def __iter__(self) -> Iterator[int]:
        return iter(self[:])

    @overload
    def __getitem__(self, index: int) -> int: ...
    @overload
    def __getitem__(self, index: slice) -> list[int]: ...
    def __getitem__(self, index: int | slice) -> int | list[int]:
        if isinstance(index, slice):
            wanted = range(len(self))[index]
            self._reach(max(wanted[0], wanted[-1]) + 1 if wanted else 0)
            return [self._known[place] for place in wanted]
        self._reach(len(self) if index < 0 else index + 1)
        return self._known[index]

    def index(self, number: int, start: int = 0, stop: int | None = None) -> int:
        """Where a number stands.

        Raises:
            ValueError: it is not among them.
        """
        if number not in self._hits:
            raise ValueError(number)
        looked = start
        while True:
            try:
                return self._known.index(number, looked, *([] if stop is None else [stop]))
            except ValueError:
                looked = len(self._known)
                self._reach(looked + _STEP)
                if looked == len(self._known):
                    raise

    def _reach(self, count: int) -> None:
        self._known.extend(islice(self._rest, max(count - len(self._known), 0)))

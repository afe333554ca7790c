"""Sets of record numbers as a byte for every number there is: quick to make, to meet and to count.

A set of Python's takes a hundred bytes for each number and as long as reading it from the store.
"""

from collections.abc import Collection, Iterable, Iterator

_ONE = b"\x01"


class Numbers(Collection[int]):
    """Which of the numbers below a bound are in it."""

    def __init__(self, numbers: Iterable[int], bound: int) -> None:
        marks = bytearray(bound)
        for number in numbers:
            marks[number] = 1
        self.marks = bytes(marks)
        self._count = self.marks.count(_ONE)

    def __and__(self, other: "Numbers") -> "Numbers":
        """Those that are in both; they have the same bound."""
        both = int.from_bytes(self.marks, "little") & int.from_bytes(other.marks, "little")
        found = Numbers((), 0)
        found.marks = both.to_bytes(len(self.marks), "little")
        found._count = found.marks.count(_ONE)
        return found

    def __len__(self) -> int:
        return self._count

    def __contains__(self, number: object) -> bool:
        return isinstance(number, int) and 0 <= number < len(self.marks) and self.marks[number] == 1

    def __iter__(self) -> Iterator[int]:
        place = self.marks.find(_ONE)
        while place >= 0:
            yield place
            place = self.marks.find(_ONE, place + 1)

    def among(self, order: Iterable[int]) -> Iterator[int]:
        """Those of `order`, which are all below the bound, that are in it, in that order."""
        return filter(self.marks.__getitem__, order)

"""What was read, entry by entry, and what the store makes of each. Pure.

What follows from that alone, whatever somebody decides, is worked out once for all of them.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType
from typing import Any

from kombit_tui.domain.fields import Field, FieldType, Kind, complaint
from kombit_tui.domain.records import KINDS

SURE = 0.8
"""From this confidence on an entry needs no second look."""
_NOTHING: Mapping[str, Any] = MappingProxyType({})
PLACE = ("source", "source_first", "source_last")
"""The fields that tell where a record was read."""


class State(StrEnum):
    """What the store makes of an entry."""

    NEW = "ny"
    CHANGED = "ændret"
    SAME = "uændret"
    UNREADABLE = "ulæselig"


@dataclass(frozen=True)
class Entry:
    """One record that a file speaks of."""

    id: str
    """The same whenever the same file is read, whatever the store holds by then."""
    kind: str
    values: Mapping[str, Any]
    """The whole record as it would be."""
    known: Mapping[str, Any] | None = None
    """The whole record as it is; None where there is none."""
    name: str = ""
    """What people call it, where it has no name of its own."""
    file: str = ""
    place: str = ""
    """Where in the file: "side 7", "linje 3-5"."""
    confidence: float = 1.0
    rule: str = ""
    excerpt: str = ""
    """What stands there."""
    flags: tuple[str, ...] = ()
    reason: str = ""
    """For what is unreadable as it was read: why, in Danish."""
    needs: tuple[str, ...] = ()
    """The entries that it points to and that must come along."""
    titles: Mapping[str, str] = field(default_factory=dict)
    """What the records are called that it points to."""
    unknown: Mapping[str, str] = field(default_factory=dict)
    """Per field that points to a record nobody knows: the name that was read."""
    typed: Mapping[str, Any] = field(default_factory=dict)
    """What somebody put in the place of what was read."""

    @cached_property
    def title(self) -> str:
        """What people call it; without any name, the first words that it has."""
        kind = KINDS[self.kind]
        own = kind.field(kind.title)
        has_own = own is not None and own.type in (FieldType.TEXT, FieldType.PROSE)
        named = [self.values.get(kind.title) if has_own else None, self.name]
        named += [self.values.get(one.name) for one in _texts(kind)]
        return next((str(one) for one in named if one), "")

    @cached_property
    def changed(self) -> tuple[Field, ...]:
        """The fields that would be written."""
        before = self.known or _NOTHING
        return tuple(
            one
            for one in KINDS[self.kind].fields
            if one.name not in PLACE
            and any(self.values.get(name) != before.get(name) for name in one.columns())
        )

    @cached_property
    def state(self) -> State:
        """What the store makes of it."""
        if self.reason and not self._is_mended():
            return State.UNREADABLE
        if self.known is None:
            return State.NEW
        return State.CHANGED if self.changed else State.SAME

    def _is_mended(self) -> bool:
        kind = KINDS[self.kind]
        is_right = not any(complaint(one, self.values.get(one.name)) for one in kind.fields)
        return bool(self.typed and self.values.get(KINDS[self.kind].title)) and is_right

    @cached_property
    def is_news(self) -> bool:
        """Whether there is something to store."""
        return self.state in (State.NEW, State.CHANGED)

    @property
    def is_sure(self) -> bool:
        """Whether it can be taken without a second look."""
        return self.is_news and self.confidence >= SURE - 1e-9 and not self.flags

    def with_typed(self, typed: Mapping[str, Any] | None) -> "Entry":
        """The entry with what somebody put in."""
        if not typed:
            return self
        return replace(self, values={**self.values, **typed}, typed=typed)


def _texts(kind: Kind) -> Iterator[Field]:
    return (one for one in kind.fields if one.type in (FieldType.TEXT, FieldType.PROSE))


class Entries(dict[str, Entry]):
    """Entries by id, in order; they never change."""

    @classmethod
    def of(cls, read: Iterable[Entry]) -> "Entries":
        """All that was read."""
        return cls((one.id, one) for one in read)

    def with_typed(self, typed: Mapping[str, Mapping[str, Any]]) -> "Entries":
        """The same with what somebody put in, of entries that are as they were read."""
        mended = {key: self[key].with_typed(values) for key, values in typed.items() if key in self}
        return Entries(self | mended) if mended else self

    def prepare(self) -> None:
        """Work out now what is asked of all of them: with thousands that takes a while."""
        _ = self.news, self.undone, self.sure, self.counted, self._needs, self._needed_by

    @cached_property
    def news(self) -> Mapping[str, Entry]:
        """Those of which there is something to store."""
        return {key: one for key, one in self.items() if one.is_news}

    @cached_property
    def undone(self) -> Mapping[str, Entry]:
        """Those that can be stored, or mended so that they can."""
        return {key: one for key, one in self.items() if one.state is not State.SAME}

    @cached_property
    def sure(self) -> frozenset[str]:
        """Those that can be taken without a second look."""
        return frozenset(key for key, one in self.items() if one.is_sure)

    @cached_property
    def counted(self) -> "Counter[State]":
        """How many of each state."""
        return Counter(one.state for one in self.values())

    @cached_property
    def _needs(self) -> Mapping[str, tuple[str, ...]]:
        return {key: one.needs for key, one in self.news.items() if one.needs}

    @cached_property
    def _needed_by(self) -> Mapping[str, Sequence[str]]:
        needing: dict[str, list[str]] = {}
        for key, one in self.items():
            for needed in one.needs:
                needing.setdefault(needed, []).append(key)
        return needing

    def needed(self, keys: Iterable[str]) -> set[str]:
        """All that these need, directly or not."""
        return _reached(keys, self._needs)

    def needing(self, keys: Iterable[str]) -> set[str]:
        """All that needs these, directly or not."""
        return _reached(keys, self._needed_by)


def _reached(keys: Iterable[str], ways: Mapping[str, Iterable[str]]) -> set[str]:
    """Where the ways from `keys` lead, as far as they go on."""
    reached: set[str] = set()
    waiting = [*ways.keys() & keys]
    while waiting:
        fresh = set(ways[waiting.pop()]) - reached
        reached |= fresh
        waiting += ways.keys() & fresh
    return reached

"""What somebody decides about what was read: taken, left, mended, taught. Pure.

An entry is one record that a file speaks of, held against what the store knows. Nothing here is
written; what is taken is carried out by `ingest.reviewing`.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType
from typing import Any

from kombit_tui.domain.fields import Field, FieldType, Kind, complaint
from kombit_tui.domain.folding import fold
from kombit_tui.domain.query.names import FIELD_NAMES
from kombit_tui.domain.records import KINDS
from kombit_tui.domain.review_columns import Table

SURE = 0.8
"""From this confidence on an entry needs no second look."""
_NOTHING: Mapping[str, Any] = MappingProxyType({})
_PLACE = ("source", "source_first", "source_last")


class State(StrEnum):
    """What the store makes of an entry."""

    NEW = "ny"
    CHANGED = "ændret"
    SAME = "uændret"
    UNREADABLE = "ulæselig"


class Choice(StrEnum):
    """What was decided about an entry."""

    OPEN = "open"
    TAKEN = "taken"
    FOLLOWS = "follows"
    """Nobody decided, but something taken points to it."""
    LEFT = "left"


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
            if one.name not in _PLACE
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

    @property
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


@dataclass(frozen=True)
class Unread:
    """Something in a file that is no entry: words no rule used, or a file that cannot be read."""

    id: str
    file: str
    place: str
    text: str


@dataclass(frozen=True)
class Decisions:
    """What somebody has decided; small, and all there is to keep beside what was read."""

    taken: Mapping[str, bool] = field(default_factory=dict)
    """Per entry whether it is taken or left; none for what is undecided."""
    typed: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    taught: Mapping[str, str] = field(default_factory=dict)
    """Name of a project as it was read -> id of the project it means."""
    columns: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Per file whose columns somebody has looked at: column -> field."""


@dataclass(frozen=True)
class Review:
    """All that was read, and what was decided about it."""

    read: tuple[Entry, ...] = ()
    """In the order of their kinds."""
    unread: tuple[Unread, ...] = ()
    failed: tuple[Unread, ...] = ()
    cut: tuple[str, ...] = ()
    """What a limit left out, as Danish sentences."""
    files: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    decisions: Decisions = field(default_factory=Decisions)

    @cached_property
    def entries(self) -> Mapping[str, Entry]:
        """By id, with what somebody put in."""
        typed = self.decisions.typed
        return {one.id: one.with_typed(typed.get(one.id)) for one in self.read}

    @cached_property
    def _follows(self) -> frozenset[str]:
        taken = [key for key, is_taken in self.decisions.taken.items() if is_taken]
        return frozenset(self._needed(taken)) - frozenset(taken)

    def _needed(self, asking: Iterable[str]) -> Iterator[str]:
        """All that `asking` needs, directly or not."""
        waiting, seen = list(asking), set(asking)
        while waiting:
            one = self.entries.get(waiting.pop())
            for key in one.needs if one is not None and one.is_news else ():
                if key not in seen:
                    seen.add(key)
                    waiting.append(key)
                    yield key

    def choice(self, key: str) -> Choice:
        """What was decided about an entry."""
        is_taken = self.decisions.taken.get(key)
        if is_taken is None:
            return Choice.FOLLOWS if key in self._follows else Choice.OPEN
        return Choice.TAKEN if is_taken else Choice.LEFT

    @cached_property
    def stored(self) -> tuple[Entry, ...]:
        """What would be stored now."""
        keys = {key for key, is_taken in self.decisions.taken.items() if is_taken} | self._follows
        return tuple(one for key, one in self.entries.items() if key in keys and one.is_news)

    @cached_property
    def open(self) -> tuple[Entry, ...]:
        """What can be stored or mended, and is undecided."""
        decided = self.decisions.taken.keys() | self._follows
        return tuple(
            one
            for key, one in self.entries.items()
            if key not in decided and one.state is not State.SAME
        )

    @property
    def is_over(self) -> bool:
        """Whether nothing is left to decide or to store."""
        return not self.open and not self.stored

    # Deciding.

    def _decided(self, **changed: Any) -> "Review":
        decided = replace(self, decisions=replace(self.decisions, **changed))
        if "typed" not in changed:  # thousands of entries need not be looked through again
            decided.__dict__["entries"] = self.entries
        return decided

    def take(self, keys: Collection[str]) -> "Review":
        """Take entries; what they need and was left comes along again."""
        taken = dict(self.decisions.taken) | dict.fromkeys(keys, True)
        for key in set(self._needed(keys)):
            if taken.get(key) is False:
                del taken[key]
        return self._decided(taken=taken)

    def leave(self, keys: Collection[str]) -> "Review":
        """Leave entries, and with them all that needs them."""
        left = set(keys)
        while more := {
            one.id
            for one in self.entries.values()
            if one.id not in left and not left.isdisjoint(one.needs)
        }:
            left |= more
        return self._decided(taken=dict(self.decisions.taken) | dict.fromkeys(left, False))

    def reopen(self, keys: Collection[str]) -> "Review":
        """Decide nothing about entries."""
        taken = {key: one for key, one in self.decisions.taken.items() if key not in set(keys)}
        return self._decided(taken=taken)

    def type(self, key: str, values: Mapping[str, Any]) -> "Review":
        """Put values into an entry, which is then taken: who mends something wants it."""
        typed = {**self.decisions.typed.get(key, {}), **values}
        mended = self._decided(typed={**self.decisions.typed, key: typed})
        return mended.take([key]) if mended.entries[key].is_news else mended

    def teach(self, name: str, project: str) -> "Review":
        """From now on the name means that project; what was read must be planned anew."""
        return self._decided(taught={**self.decisions.taught, name: project})

    def map_columns(self, chosen: Mapping[str, Mapping[str, str]]) -> "Review":
        """Read the columns of files so; what was read must be planned anew."""
        return self._decided(columns={**self.decisions.columns, **chosen})


def facts_of(entry: Entry) -> dict[str, Any]:
    """What a filter may ask of an entry, as `domain.query.evaluation` describes it."""
    kind = KINDS[entry.kind]
    texts = [entry.title, kind.danish, entry.state, entry.place, entry.file, entry.excerpt]
    texts += [str(entry.values.get(one.name) or "") for one in kind.fields if one.searched]
    tags = [str(entry.state), "sikker" if entry.is_sure else "usikker"]
    facts: dict[str, Any] = {"id": [entry.id], "text": fold(" ".join((*texts, *entry.flags)))}
    for one in kind.fields:
        for name in one.filter[:1]:
            value = entry.values.get(one.name)
            is_ref = one.type is FieldType.REF
            facts[FIELD_NAMES[fold(name)].key] = entry.titles.get(value or "") if is_ref else value
    return facts | {"title": entry.title, "tag": tags + ["rettet"] * bool(entry.typed)}

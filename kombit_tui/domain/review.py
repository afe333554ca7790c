"""What somebody decides about what was read: taken, left, mended, taught. Pure.

An entry is one record that a file speaks of, held against what the store knows. Nothing here is
written; what is taken is carried out by `ingest.reviewing`.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from typing import Any

from kombit_tui.domain.fields import FieldType
from kombit_tui.domain.folding import fold
from kombit_tui.domain.query.names import FIELD_NAMES
from kombit_tui.domain.records import KINDS
from kombit_tui.domain.review_columns import Table
from kombit_tui.domain.review_entries import SURE, Entries, Entry, State

__all__ = ["SURE", "Choice", "Decisions", "Entry", "Loss", "Review", "State", "Unread", "facts_of"]


class Choice(StrEnum):
    """What was decided about an entry."""

    OPEN = "open"
    TAKEN = "taken"
    FOLLOWS = "follows"
    """Nobody decided, but something taken points to it."""
    LEFT = "left"


class Loss(StrEnum):
    """Why something in a file is no entry."""

    UNREAD = "unread"
    """No rule used the words."""
    UNUSED = "unused"
    """It was edited in a sheet of ours, in a field that an import does not take."""
    CUT = "cut"
    """A limit left it out."""
    FAILED = "failed"
    """The file cannot be read."""


@dataclass(frozen=True)
class Unread:
    """Something in a file that is no entry."""

    id: str
    file: str
    place: str
    text: str
    loss: Loss = Loss.UNREAD


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
    lost: tuple[Unread, ...] = ()
    """What is no entry, in the order of the files."""
    files: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    decisions: Decisions = field(default_factory=Decisions)

    @cached_property
    def entries(self) -> Entries:
        """By id, with what somebody put in."""
        return Entries.of(self.read).with_typed(self.decisions.typed)

    @cached_property
    def _taken(self) -> frozenset[str]:
        return frozenset([key for key, is_taken in self.decisions.taken.items() if is_taken])

    @cached_property
    def _follows(self) -> frozenset[str]:
        return frozenset(self.entries.needed(self._taken) - self._taken)

    def choice(self, key: str) -> Choice:
        """What was decided about an entry."""
        is_taken = self.decisions.taken.get(key)
        if is_taken is None:
            return Choice.FOLLOWS if key in self._follows else Choice.OPEN
        return Choice.TAKEN if is_taken else Choice.LEFT

    @cached_property
    def left(self) -> frozenset[str]:
        """What is not taken, by its id."""
        return frozenset([key for key, is_taken in self.decisions.taken.items() if not is_taken])

    @cached_property
    def stored(self) -> tuple[Entry, ...]:
        """What would be stored now."""
        keys = self._taken | self._follows
        return tuple(one for key, one in self.entries.news.items() if key in keys)

    @cached_property
    def open(self) -> tuple[Entry, ...]:
        """What can be stored or mended, and is undecided."""
        taken = self.decisions.taken
        decided = taken.keys() | self._follows if self._follows else taken
        return tuple(one for key, one in self.entries.undone.items() if key not in decided)

    def of_loss(self, loss: Loss) -> tuple[Unread, ...]:
        """What is no entry for that reason."""
        return tuple(one for one in self.lost if one.loss is loss)

    @property
    def is_over(self) -> bool:
        """Whether nothing is left to decide or to store."""
        return not self.open and not self.stored

    # Deciding.

    def _decided(self, **changed: Any) -> "Review":
        return self.with_decisions(replace(self.decisions, **changed))

    def with_decisions(self, decisions: Decisions) -> "Review":
        """The same with other decisions."""
        decided = replace(self, decisions=decisions)
        if decisions.typed == self.decisions.typed:  # thousands need not be looked through again
            decided.__dict__["entries"] = self.entries
        return decided

    def take(self, keys: Collection[str]) -> "Review":
        """Take entries; what they need and was left comes along again."""
        taken = dict(self.decisions.taken) | dict.fromkeys(keys, True)
        for key in self.entries.needed(keys) - set(keys):
            if taken.get(key) is False:
                del taken[key]
        return self._decided(taken=taken)

    def leave(self, keys: Collection[str]) -> "Review":
        """Leave entries, and with them all that needs them."""
        left = [*keys, *self.entries.needing(keys)]
        return self._decided(taken=dict(self.decisions.taken) | dict.fromkeys(left, False))

    def reopen(self, keys: Collection[str]) -> "Review":
        """Decide nothing about entries."""
        again = set(keys)
        taken = {key: one for key, one in self.decisions.taken.items() if key not in again}
        return self._decided(taken=taken)

    def type(self, keys: Collection[str], values: Mapping[str, Any]) -> "Review":
        """Put values into entries, which are then taken: who mends something wants it."""
        typed = self.decisions.typed
        mended = self._decided(
            typed={**typed, **{key: {**typed.get(key, {}), **values} for key in keys}}
        )
        return mended.take([key for key in keys if key in mended.entries.news])

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

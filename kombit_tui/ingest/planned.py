"""A plan as plain values: what an import would write, and what of it somebody has accepted. Pure.

`plan` makes it, `pipeline` carries it out; a review shows it and says which keys it accepts.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from types import MappingProxyType
from typing import Any, NamedTuple

from kombit_tui.domain.fields import Field, FieldType
from kombit_tui.domain.places import place_in
from kombit_tui.domain.records import KINDS
from kombit_tui.domain.review import SURE
from kombit_tui.domain.review_entries import PLACE, State
from kombit_tui.ingest.headings import TableFound
from kombit_tui.ingest.likeness import Values
from kombit_tui.ingest.mapping import KIND as MAPPING

Edits = Mapping[str, Mapping[str, Any]]
"""Per key of a record, the values that somebody put in the place of what was read."""
_NO_EDITS: Edits = MappingProxyType({})


class FieldChange(NamedTuple):
    """One field of a record, as it is and as it would be."""

    field: Field
    old: Any
    new: Any
    old_words: str | None = None
    """Of a date: its words."""
    new_words: str | None = None


@dataclass(frozen=True, slots=True)
class Planned:
    """One record of a plan."""

    kind: str
    id: str
    verdict: State
    title: str
    values: Values
    """What would be written: all of a new record, the changed fields of a known one."""
    before: Values
    lines: tuple[int, int] | None = None
    """Where in the file, first and last: lines, rows of a sheet, or pages; see `Plan.place`."""
    confidence: float = 1.0
    reason: str = ""
    """For what is unreadable: why, in Danish."""
    rule: str = ""
    """The name of the rule that found it."""
    excerpt: str = ""
    """What stands at that place, line by line."""
    flags: tuple[str, ...] = ()
    """Contradictions kept as printed, as Danish sentences."""
    goes_along: bool = False
    """Nobody decides on it: it is stored with what needs it. The file itself, a project that a
    task names, the history of a deadline."""
    follows: str | None = None
    """For what is the history of a record: that record's key."""

    @property
    def key(self) -> str:
        """What a review calls it: the same whenever the same file meets the same store."""
        return self.id

    @property
    def is_stored(self) -> bool:
        """Whether it would be written as it is."""
        return self.verdict in (State.NEW, State.CHANGED)

    @property
    def changes(self) -> tuple[FieldChange, ...]:
        """Field by field what would be written, without where it came from."""
        return tuple(self._changes())

    def _changes(self) -> Iterator[FieldChange]:
        for field in KINDS[self.kind].fields:
            words = f"{field.name}_text"
            if field.name in PLACE or not {field.name, words} & set(self.values):
                continue
            before = self.before.get(field.name), self.before.get(words)
            old, old_words = before if field.type is FieldType.DATE else (before[0], None)
            new = self.values.get(field.name, old)
            new_words = self.values.get(words) if field.type is FieldType.DATE else None
            yield FieldChange(field, old, new, old_words, new_words)


@dataclass(frozen=True)
class Plan:
    """What an import of one file would do."""

    file: str
    records: tuple[Planned, ...]
    unread: tuple[tuple[int, str], ...] = ()
    """Lines that look like records but that no rule understood."""
    cut: tuple[str, ...] = ()
    """What was left out of the file because of a limit, as Danish sentences."""
    tables: tuple[TableFound, ...] = ()
    """How the columns of its spreadsheets were taken."""
    unused: tuple[tuple[int, str], ...] = ()
    """What somebody edited in a sheet of ours and is not taken: line, and what in Danish."""

    @property
    def is_barren(self) -> bool:
        """Whether nothing was recognised: the file itself is then not worth a record."""
        return all(one.kind in ("source", MAPPING) for one in self.records)

    @property
    def changes(self) -> tuple[Planned, ...]:
        """What would be written."""
        if self.is_barren:
            return tuple(one for one in self.records if one.kind == MAPPING and one.is_stored)
        return tuple(one for one in self.records if one.is_stored)

    @property
    def entries(self) -> tuple[Planned, ...]:
        """What somebody can decide on, in the order of the file's kinds."""
        return tuple(one for one in self.records if not one.goes_along)

    @property
    def title(self) -> str:
        """What the step is called."""
        return f"Import af {self.file}"

    def place(self, one: Planned) -> str:
        """Where in the file a record was read: "side 7", "linje 3-5"; nothing if nowhere."""
        return place_in(self.file, *one.lines) if one.lines is not None else ""

    def sure(self, least: float = SURE) -> tuple[str, ...]:
        """The keys of what would be written and is at least so certain."""
        return tuple(
            one.key for one in self.entries if one.is_stored and one.confidence >= least - 1e-9
        )

    @cached_property
    def _by_key(self) -> dict[str, Planned]:
        return {one.key: one for one in self.records}

    def accepted(
        self, keys: Collection[str] | None = None, edited: Edits = _NO_EDITS
    ) -> tuple[Planned, ...]:
        """What is written when these are accepted, with what they need and what follows them.

        Args:
            keys: of `entries`; None accepts all that the plan would write.
            edited: values that somebody put in; what could not be read becomes readable by it.
        """
        if keys is None:
            keys = {one.key for one in self.changes} | set(edited)
        chosen = {
            key: _edited(self._by_key[key], edited.get(key))
            for key in keys
            if key in self._by_key and (self._by_key[key].is_stored or edited.get(key))
        }
        for one in self.records:
            if one.follows in chosen and one.is_stored:
                chosen[one.key] = _following(one, self._by_key[one.follows], chosen[one.follows])
        self._add_needed(chosen, list(chosen.values()))
        chosen |= {one.key: one for one in self._mappings(chosen, edited)}
        known = [chosen[one.key] for one in self.records if one.key in chosen]
        return tuple(one for one in known if one.values)

    def _mappings(self, chosen: Mapping[str, Planned], edited: Edits) -> Iterator[Planned]:
        """What was said of columns, and what was guessed of those with an accepted row."""
        kinds = {one.kind for key, one in chosen.items() if key not in edited}
        for one in self.records:
            is_said = one.confidence == 1 or one.values.get("kind") in kinds
            if one.kind == MAPPING and one.is_stored and is_said:
                yield one

    def _add_needed(self, chosen: dict[str, Planned], asking: list[Planned]) -> None:
        """Every new record that one of `asking` points to."""
        while asking:
            for key in _pointed_to(asking.pop()):
                needed = self._by_key.get(key)
                if needed is not None and needed.verdict is State.NEW and key not in chosen:
                    chosen[key] = needed
                    asking.append(needed)


def _edited(one: Planned, values: Mapping[str, Any] | None) -> Planned:
    if not values:
        return one
    verdict = {State.UNREADABLE: State.NEW, State.SAME: State.CHANGED}.get(one.verdict)
    return replace(one, values={**one.values, **values}, verdict=verdict or one.verdict)


def _following(one: Planned, read: Planned, chosen: Planned) -> Planned:
    """The history of a deadline, with the day that somebody has put in; empty if none moved."""
    due = chosen.values.get("due")
    if chosen is read or one.kind != "task_change" or one.values["after"] != read.values.get("due"):
        return one
    return replace(one, values={**one.values, "after": due} if due != one.values["before"] else {})


def _pointed_to(one: Planned) -> Iterable[str]:
    for field in KINDS[one.kind].fields:
        if field.type is FieldType.REF and one.values.get(field.name):
            yield str(one.values[field.name])

"""What the columns of a spreadsheet are about, told by their heads. Pure.

The names of a field are its label, its names in the filter language and what others call it. A head
that is such a name is sure; one that is nearly so, or holds one among other words, is a guess that
somebody should look at.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType

from rapidfuzz import fuzz, process

from kombit_tui.domain.fields import Field, FieldType
from kombit_tui.domain.folding import fold
from kombit_tui.ingest.tables import KINDS_IN_TABLES, TableKind, field_of

ID = "id"
"""In the place of a field: the column has our own ids, as in an export of ours."""
IGNORED = "-"
"""In the place of a field: somebody said that the column is to be left out."""
_NEAR = 84.0
_SHORTEST_NEAR = 5
_GUESSED = 0.5
_CLEARLY = 1.3
"""So much better than the second best a kind must fit to be sure."""
_OURS = re.compile(r"(?:\d{4}|katalog)-[A-Za-z0-9_-]{8,}")
_UNIT = re.compile(r"\([^)]*\)")
_NO_LETTER = re.compile(r"[^a-z ]+")
_LONGEST = 100
"""No head is longer; what is, is some other text."""
_POINTED_TO = ("person", "project", "campaign")


class Certainty(StrEnum):
    """How well a head tells what its column is about."""

    SURE = "sure"
    UNSURE = "unsure"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class ColumnFound:
    """A column of a table, and the field that it is taken for."""

    heading: str
    field: str | None
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class TableFound:
    """What a table is taken to be about, column by column."""

    kind: str | None
    """None where no kind of record fits: nothing is read then."""
    columns: tuple[ColumnFound, ...]
    is_sure: bool = True
    """Whether the kind is."""
    first: int = 1
    """The line or row with its heads."""

    @property
    def unsure(self) -> tuple[ColumnFound, ...]:
        """The columns that somebody should look at."""
        return tuple(one for one in self.columns if one.certainty is Certainty.UNSURE)

    @property
    def needs_a_look(self) -> bool:
        """Whether anything in it is but a guess."""
        return self.kind is None or not self.is_sure or bool(self.unsure)

    def index_of(self, field: str) -> int | None:
        """The column that is taken for a field."""
        fields = (number for number, one in enumerate(self.columns) if one.field == field)
        return next(fields, None)


_NOTHING_SAID: Mapping[str, str] = MappingProxyType({})


def key_of(heading: str) -> str:
    """A head as it is compared: without its unit, case and signs."""
    return " ".join(_NO_LETTER.sub(" ", fold(_UNIT.sub(" ", heading[:_LONGEST]))).split())


def signature(headings: Iterable[str]) -> str:
    """What tables with the same heads have in common, in whatever order they stand."""
    return "|".join(sorted({key for one in headings if (key := key_of(one))}))


def table_of(
    headings: Sequence[str],
    ids: Sequence[str] = (),
    *,
    said: Mapping[str, str] = _NOTHING_SAID,
    kind: str | None = None,
    first: int = 1,
) -> TableFound:
    """What a table with these heads is about.

    Args:
        ids: some of the values below a head «ID», which may be our own ids.
        said: what somebody has said, by `key_of` the head: a field, or `IGNORED`.
        kind: the kind of record that somebody has said it is about.
    """
    are_ours = bool(ids) and all(map(_OURS.fullmatch, ids))
    able = [
        (_score(columns), one.name, columns)
        for one in KINDS_IN_TABLES.values()
        if (kind is None or one.name == kind) and _knows(one, said.values())
        for columns in [_columns(one, headings, said, are_ours=are_ours)]
        if _has(columns, one.naming)
    ]
    if not able:
        unknown = tuple(ColumnFound(one, None, Certainty.NONE) for one in headings)
        return TableFound(None, unknown, is_sure=False, first=first)
    able.sort(key=lambda one: -one[0])
    score, name, columns = able[0]
    is_told = kind is not None or bool(said)
    is_clear = len(able) == 1 or score >= able[1][0] * _CLEARLY
    enough = sum(1 for one in columns if one.certainty is Certainty.SURE) > 1
    return TableFound(name, columns, is_told or (is_clear and enough), first)


def _knows(kind: TableKind, fields: Iterable[str]) -> bool:
    return all(one in (IGNORED, ID) or field_of(kind, one) is not None for one in fields)


def _has(columns: Iterable[ColumnFound], names: Sequence[str]) -> bool:
    return any(one.field in names for one in columns)


def _columns(
    kind: TableKind, headings: Sequence[str], said: Mapping[str, str], *, are_ours: bool
) -> tuple[ColumnFound, ...]:
    """Each head with the field it means; a field is taken by the first head that is surest."""
    guesses = [_guess(kind, one, said, are_ours=are_ours) for one in headings]
    taken: dict[str, int] = {}
    for wanted in (Certainty.SURE, Certainty.UNSURE):
        for number, (field, certainty) in enumerate(guesses):
            if field is not None and certainty is wanted:
                taken.setdefault(field, number)
    lonely = _lonely(kind, taken)
    return tuple(
        ColumnFound(heading, field, certainty)
        if field is not None and taken[field] == number and field not in lonely
        else ColumnFound(heading, None, certainty if field is None else Certainty.NONE)
        for number, (heading, (field, certainty)) in enumerate(zip(headings, guesses, strict=True))
    )


def _lonely(kind: TableKind, taken: Iterable[str]) -> set[str]:
    """The fields of what we do about it, where the table has no column for what that needs."""
    if kind.beside is None or set(kind.key) <= set(taken):
        return set()
    return {field.name for field in kind.beside.fields}


def _guess(
    kind: TableKind, heading: str, said: Mapping[str, str], *, are_ours: bool
) -> tuple[str | None, Certainty]:
    key, names = key_of(heading), _names(kind.name)
    if key in said:
        return (None if said[key] == IGNORED else said[key]), Certainty.SURE
    if key == ID and are_ours:
        return ID, Certainty.SURE
    whole = key.replace(" ", "")
    if whole in names:
        return names[whole], Certainty.SURE
    within = [names[word] for word in key.split() if word in names]
    if within:
        return within[0], Certainty.UNSURE
    if len(whole) >= _SHORTEST_NEAR:
        near = process.extractOne(whole, list(names), scorer=fuzz.ratio, score_cutoff=_NEAR)
        if near is not None:
            return names[near[0]], Certainty.UNSURE
    return None, Certainty.NONE


def _score(columns: Iterable[ColumnFound]) -> float:
    """How well a kind fits: a head that few kinds know tells more."""
    total = 0.0
    for one in columns:
        if one.field is None:
            continue
        if one.certainty is Certainty.UNSURE:
            total += _GUESSED / len(KINDS_IN_TABLES)
            continue
        whole = key_of(one.heading).replace(" ", "")
        knowing = sum(1 for other in KINDS_IN_TABLES if whole in _names(other))
        total += 1 / max(knowing, 1)
    return total


@cache
def _names(kind: str) -> Mapping[str, str]:
    """Every name of the fields of a kind of table, without spaces -> the field."""
    known: dict[str, str] = {}
    table = KINDS_IN_TABLES[kind]
    for name, others in table.called.items():
        known |= {other: name for other in others.split() if other not in known}
    mappable = [field for field in table.fields if is_mappable(field)]
    told = [(field.label, field.name) for field in mappable]
    told += [(other, field.name) for field in mappable for other in field.filter]
    for words, name in told:
        known.setdefault(key_of(words).replace(" ", ""), name)
    return known


def is_mappable(field: Field) -> bool:
    """Whether a column can hold the field."""
    if field.type is FieldType.REF:
        return field.refers in _POINTED_TO
    return field.editable and field.type is not FieldType.TABLE

"""A filter as a tree of values: what the parser makes, and evaluation, SQL and writing read.

Owns the shapes and their normal form (no AND in an AND, no OR in an OR). Values are as the user
wrote them: «om 2 uger» in a saved view stays relative. Dataclasses, since as tuples a word would
equal the tag of the same text.
"""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Value:
    """One value, as written and without its quotes."""

    text: str


@dataclass(frozen=True, slots=True)
class Range:
    """From one date to another, both as written and counted in; None is an open end."""

    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class Compare:
    """A field held against values, any of which will do."""

    field: str
    op: str
    """One of `:` `=` `<` `<=` `>` `>=`."""
    values: tuple[Value | Range, ...]


@dataclass(frozen=True, slots=True)
class Flag:
    """Something true of the record, by its key in `names.FLAGS` or `names.PRESENCE`."""

    name: str
    field: str | None = None
    """For `without` and `has`: the field."""


@dataclass(frozen=True, slots=True)
class Tag:
    """The record has this tag."""

    name: str


@dataclass(frozen=True, slots=True)
class Word:
    """A plain word to be found anywhere; with blanks in it, a phrase to be found as it stands."""

    text: str


@dataclass(frozen=True, slots=True)
class Not:
    """What must not hold."""

    operand: "Expression"


@dataclass(frozen=True, slots=True)
class And:
    """All must hold; two or more."""

    operands: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class Or:
    """One must hold; two or more."""

    operands: tuple["Expression", ...]


Expression = And | Or | Not | Compare | Flag | Tag | Word


@dataclass(frozen=True, slots=True)
class Query:
    """A whole filter: which records, in what order, under which headings."""

    expression: Expression | None = None
    sort: tuple[tuple[str, bool], ...] = ()
    """Field and whether descending, the weightiest first."""
    group: str | None = None


def conjunction(parts: Iterable[Expression | None]) -> Expression | None:
    """All of `parts` together, in normal form; None is no condition."""
    return _joined(parts, And)


def disjunction(parts: Iterable[Expression | None]) -> Expression | None:
    """Any of `parts`, in normal form; None is no alternative."""
    return _joined(parts, Or)


def _joined(parts: Iterable[Expression | None], by: type[And | Or]) -> Expression | None:
    flat: list[Expression] = []
    for part in parts:
        if isinstance(part, by):
            flat += part.operands
        elif part is not None:
            flat.append(part)
    return by(tuple(flat)) if len(flat) > 1 else flat[0] if flat else None

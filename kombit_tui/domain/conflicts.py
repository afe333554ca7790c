"""What becomes of a record when one of two versions is chosen, or both are kept. Pure."""

from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any, NamedTuple

from kombit_tui.domain.fields import Field, FieldType, Kind, Values
from kombit_tui.domain.merge import Clash, wishes


class Choice(StrEnum):
    """How a conflict is decided."""

    MINE = "mine"
    THEIRS = "theirs"
    BOTH = "both"
    EDITED = "edited"


class Sort(StrEnum):
    """What two people did to one record."""

    FIELDS = "fields"
    """Both changed the same fields."""
    DELETED_HERE = "deleted_here"
    """I deleted what the colleague changed; it is here again until that is decided."""
    DELETED_THERE = "deleted_there"
    """The colleague deleted what I changed; mine is kept until that is decided."""


class CannotBeBoth(ValueError):
    """Two values of which only one can hold; the text says so in Danish."""


class Versions(NamedTuple):
    """A record, or some fields of it, as they are and were; None where it is not there."""

    before: Values | None
    mine: Values | None
    theirs: Values | None
    now: Values | None = None
    """What the whole record holds here."""
    server: Values | None = None
    """What the server has of the whole record, as far as is known."""


def outcome(kind: Kind, sort: str, of: Versions, choice: Choice) -> Values | None:
    """What the fields in question hold after a choice; None when the record is to be gone.

    Raises:
        CannotBeBoth: the two cannot be kept side by side.
    """
    if sort == Sort.FIELDS:
        return _of_fields(kind, of, choice)
    if choice is Choice.BOTH:
        raise CannotBeBoth(f"{kind.danish} kan ikke både være slettet og beholdes.")
    return of.mine if choice is Choice.MINE else of.theirs


def _of_fields(kind: Kind, of: Versions, choice: Choice) -> Values:
    """Theirs is what the server has now; mine, what the record would hold had mine won."""
    shown = dict(of.theirs or {})
    theirs = {column: (of.server or shown).get(column) for column in shown}
    if choice is Choice.THEIRS:
        return theirs
    clash = Clash(dict(of.before or {}), dict(of.mine or {}), shown)
    mine = wishes(kind, clash, of.now or shown)
    return mine if choice is Choice.MINE else both(kind, mine, theirs)


def both(kind: Kind, mine: Values, theirs: Values) -> dict[str, Any]:
    """Two versions side by side: texts one after the other, lists with what either has.

    Raises:
        CannotBeBoth: a field that is neither text nor list holds two different values.
    """
    return {column: _both(kind, column, mine.get(column), theirs[column]) for column in theirs}


def _both(kind: Kind, column: str, mine: Any, theirs: Any) -> Any:
    if mine == theirs or mine in (None, "", []):
        return theirs
    if theirs in (None, "", []):
        return mine
    field = kind.field_of(column)
    match field.type if field is not None else None:
        case FieldType.PROSE:
            return _both_texts(mine, theirs)
        case FieldType.TEXT:
            return f"{theirs} / {mine}"
        case FieldType.LIST:
            return [*theirs, *(one for one in mine if one not in theirs)]
    label = column if field is None else field.label
    raise CannotBeBoth(f"«{label}» kan kun være én ting.")


def _both_texts(mine: str, theirs: str) -> str:
    """What both have once; where they differ, theirs and then mine."""
    old, new = theirs.split("\n"), mine.split("\n")
    lines: list[str] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        lines += old[i1:i2]
        lines += new[j1:j2] if tag != "equal" else ()
    return "\n".join(lines)


def fields_of(kind: Kind, values: Values) -> tuple[Field, ...]:
    """The fields that a conflict is about, in the order of their declaration."""
    return tuple(
        field for field in kind.fields if any(column in values for column in field.columns())
    )

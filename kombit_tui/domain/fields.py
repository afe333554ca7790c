"""What a field and a kind of record are. The declarations themselves are in `records`.

One declaration serves the table, the check of foreign data, the published schema, the form, the
filter, the list column and the export. Nothing here stores or shows anything.
"""

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

Values = Mapping[str, Any]
"""What a record holds, by column."""


class FieldType(StrEnum):
    """What a field's value is in Python; the comment says which type."""

    TEXT = "text"  # str, one line
    PROSE = "prose"  # str, several lines
    INTEGER = "integer"  # int
    NUMBER = "number"  # float; money is in kroner
    FLAG = "flag"  # bool
    DATE = "date"  # str, EDTF; with a twin `<name>_text` for the words and two derived days
    DAY = "day"  # str, ISO date: a day something happened, never vague
    TIME = "time"  # str, HH:MM
    CHOICE = "choice"  # str, the key of one of `choices`
    REF = "ref"  # str, the id of a record of the kind `refers`
    LIST = "list"  # list[str]
    TABLE = "table"  # list[dict[str, Any]] or dict[str, Any], as JSON


KEPT_AS_JSON = (FieldType.LIST, FieldType.TABLE)


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a kind of record."""

    name: str
    label: str
    """Danish, as forms, columns and exports show it."""
    type: FieldType = FieldType.TEXT
    choices: Mapping[str, str] | None = None
    """For CHOICE: key -> Danish label, in the order that counts."""
    refers: str | None = None
    """For REF: the name of the kind it points to."""
    required: bool = False
    group: str | None = None
    """Fields of one group conflict together in a merge."""
    filter: tuple[str, ...] = ()
    """Its names in the filter language, the Danish one first."""
    searched: bool = False
    """Found by plain words."""
    editable: bool = True
    exported: bool = True
    default: Any = None

    def columns(self) -> tuple[str, ...]:
        """The names under which a record carries it: a date also has its words."""
        return (self.name, f"{self.name}_text") if self.type is FieldType.DATE else (self.name,)


class Home(StrEnum):
    """Who owns the records of a kind: what is announced, or what we do about it."""

    CATALOGUE = "katalog"
    MUNICIPALITY = "kommune"
    BOTH = "begge"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of record: its names, where it lives and its fields."""

    name: str
    """The English name in code, on the wire and on the command line."""
    danish: str
    plural: str
    home: Home
    title: str
    """The field that names a record to people."""
    fields: tuple[Field, ...]
    confidential: bool = False
    """About people: in a collection of the server that fewer may read."""

    def field(self, name: str) -> Field | None:
        """The field called `name`, or None."""
        return next((field for field in self.fields if field.name == name), None)

    def field_of(self, column: str) -> Field | None:
        """The field that a column is of: the words of a date are the date's."""
        return self.field(column) or self.field(column.removesuffix("_text"))

    def columns(self) -> Iterator[str]:
        """Every name under which a record of this kind carries a value."""
        for field in self.fields:
            yield from field.columns()


_PYTHON: Mapping[FieldType, tuple[type, ...]] = {
    FieldType.INTEGER: (int,),
    FieldType.NUMBER: (int, float),
    FieldType.FLAG: (bool,),
    FieldType.TABLE: (list, tuple, dict),
}
_TIME = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d", re.ASCII)
_LARGEST = 2**63 - 1
"""What a store can hold of a whole number."""


def complaint(field: Field, value: Any) -> str | None:
    """What is wrong with `value` in `field`, as a Danish sentence; None when it may be stored."""
    if value is None or value == "":
        return f"{field.label} skal udfyldes." if field.required else None
    if not _has_right_type(field, value):
        return f"{field.label}: «{value}» er ikke af den rigtige slags ({field.type})."
    if field.choices is not None and value not in field.choices:
        known = ", ".join(field.choices.values())
        return f"{field.label}: «{value}» kendes ikke. Vælg en af: {known}."
    if field.type is FieldType.DAY and not _is_day(value):
        return f"{field.label}: «{value}» er ikke en dag. Skriv fx 2027-03-31."
    if field.type is FieldType.TIME and not _TIME.fullmatch(value):
        return f"{field.label}: «{value}» er ikke et klokkeslæt. Skriv fx 09:30."
    return None


def _has_right_type(field: Field, value: Any) -> bool:
    if isinstance(value, bool):
        return field.type is FieldType.FLAG
    if field.type is FieldType.LIST:
        return isinstance(value, (list, tuple)) and all(isinstance(item, str) for item in value)
    return isinstance(value, _PYTHON.get(field.type, (str,))) and _can_be_kept(value)


def _can_be_kept(value: Any) -> bool:
    """Whether a number is one, and a table holds only what JSON knows."""
    if value is None or isinstance(value, str):
        return True
    if isinstance(value, float):
        return math.isfinite(value)
    if isinstance(value, int):
        return abs(value) <= _LARGEST
    if isinstance(value, Mapping):
        return all(_can_be_kept(item) for item in value.values())
    if isinstance(value, (list, tuple)):
        return all(_can_be_kept(item) for item in value)
    return False


def _is_day(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def label_of(field: Field, value: Any) -> str:
    """`value` as a person reads it; choices by their label, flags as ja/nej, nothing as ''."""
    if value is None:
        return ""
    if field.choices is not None:
        return field.choices.get(value, str(value))
    if field.type is FieldType.FLAG:
        return "ja" if value else "nej"
    if field.type is FieldType.LIST:
        return ", ".join(value)
    return str(value)

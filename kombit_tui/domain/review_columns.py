"""The columns of a spreadsheet as somebody looks at them: what each is read as, and how surely."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Heading:
    """A column of a table, and the field that it is read as."""

    text: str
    key: str
    """What is the same in every table with such a column."""
    field: str | None
    is_unsure: bool


@dataclass(frozen=True)
class Table:
    """A table of a spreadsheet, and what it is taken to be about."""

    file_key: str
    file: str
    kind: str | None
    headings: tuple[Heading, ...]
    labels: Mapping[str, str]
    """The fields that a column can be read as, by name."""
    kinds: Mapping[str, str]
    """The kinds of record that a table can be about, by name."""
    needs_a_look: bool


KIND_KEY, IGNORED = "", "-"
"""In what was said of columns: in the place of a column, what kind the table is about; in the place
of a field, that the column is left out."""

"""What somebody has said about the columns of a spreadsheet, kept for the next one of its sender.

Two tables are alike when they have the same heads, in whatever order. A sender is known by the name
of the file without its numbers and dates: «Opgaver uge 47.xlsx» comes from where «Opgaver uge 48»
came from. What was said of the same heads from elsewhere is a guess that somebody should look at.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import Any

from kombit_tui.domain.fields import Values
from kombit_tui.domain.folding import fold
from kombit_tui.domain.ids import natural_id
from kombit_tui.errors import MappingInvalid
from kombit_tui.ingest.candidates import Extraction, Sheet
from kombit_tui.ingest.extract.spreadsheets import ids_in, read_sheets
from kombit_tui.ingest.headings import (
    IGNORED,
    Certainty,
    ColumnFound,
    TableFound,
    is_mappable,
    key_of,
    signature,
    table_of,
)
from kombit_tui.ingest.tables import KINDS_IN_TABLES, field_of

KIND = "column_mapping"
_NO_WORD = re.compile(r"[^a-z]+")
_NO_NAME = "fil"


@dataclass(frozen=True)
class Said:
    """What somebody says now of the columns of a file."""

    fields: Mapping[str, str] = field(default_factory=dict)
    """By `key_of` a head: a field, or `IGNORED`."""
    kind: str | None = None
    """The kind of record that its tables are about."""
    confirmed: bool = False
    """Whether what was guessed of the other columns is right."""

    @property
    def is_something(self) -> bool:
        """Whether anything was said."""
        return bool(self.fields) or self.kind is not None or self.confirmed


NOTHING_SAID = Said()


def said_in(words: Iterable[str]) -> Said:
    """What «Navn=title» and «Navn=task.title» say; «Navn=-» leaves the column out.

    Raises:
        MappingInvalid: it says nothing of the kind.
    """
    fields: dict[str, str] = {}
    kind: str | None = None
    for one in words:
        heading, _, told = (part.strip() for part in one.partition("="))
        before, dot, name = told.rpartition(".")
        if not key_of(heading) or not name:
            raise MappingInvalid(f"«{one}» siger ikke, hvad en kolonne er.")
        if dot:
            kind = before
        if kind is not None and kind not in KINDS_IN_TABLES:
            raise MappingInvalid(f"«{kind}» er ikke en slags post, der kan stå i en tabel.")
        if name != IGNORED and not _is_field(name, kind):
            raise MappingInvalid(f"«{name}» er ikke et felt.", f"Felterne er: {_fields_of(kind)}.")
        fields[key_of(heading)] = name
    return Said(fields, kind)


def _is_field(name: str, kind: str | None) -> bool:
    return name in _fields(kind)


def _fields(kind: str | None) -> dict[str, None]:
    tables = KINDS_IN_TABLES.values() if kind is None else (KINDS_IN_TABLES[kind],)
    return dict.fromkeys(one.name for table in tables for one in table.fields if is_mappable(one))


def _fields_of(kind: str | None) -> str:
    return ", ".join(_fields(kind))


def sender_of(file: str) -> str:
    """Who sends files of such a name, as far as the name tells."""
    return " ".join(_NO_WORD.sub(" ", fold(PurePath(file).stem)).split()) or _NO_NAME


def taught(found: Extraction, known: Mapping[str, Values], said: Said = NOTHING_SAID) -> Extraction:
    """The extraction with its tables read as somebody has said, now or earlier.

    Raises:
        MappingInvalid: no table has a column that something is said of.
    """
    heads = {key_of(head) for sheet in found.sheets for head in sheet.heads}
    if strange := next((one for one in said.fields if one not in heads), None):
        heads_told = ", ".join(head for sheet in found.sheets for head in sheet.heads if head)
        where = f"Kolonnerne er: {heads_told}." if heads_told else "Filen har ingen tabel."
        raise MappingInvalid(f"{found.source.file} har ingen kolonne «{strange}».", where)
    sender = sender_of(found.source.file)
    return read_sheets(found, lambda sheet: _taken(sheet, sender, known, said))


def _taken(sheet: Sheet, sender: str, known: Mapping[str, Values], said: Said) -> TableFound:
    """What a table is about by what was said of it; by its heads where nothing was."""
    earlier = _earlier(sheet, sender, known)
    fields, kind, is_theirs = {}, None, False
    if earlier is not None:
        columns = earlier.get("columns")
        fields = dict(columns) if isinstance(columns, Mapping) else {}
        kind = str(earlier.get("kind") or "")
        is_theirs = earlier.get("sender") == sender
        if kind not in KINDS_IN_TABLES or any(not _is_known(kind, one) for one in fields.values()):
            fields, kind = {}, None  # a newer program said it
    here = {one: name for one, name in said.fields.items() if one in map(key_of, sheet.heads)}
    if said.kind not in (None, kind) and kind is not None:
        fields = {}
    table = table_of(
        sheet.heads,
        ids_in(sheet),
        said={**fields, **here},
        kind=said.kind or kind,
        first=sheet.first,
    )
    if said.confirmed:
        return _confirmed(table)
    return table if is_theirs or not fields else _doubted(table, {*fields} - {*here})


def _earlier(sheet: Sheet, sender: str, known: Mapping[str, Values]) -> Values | None:
    """What was said of tables with these heads, of this sender if there is something."""
    like = signature(sheet.heads)
    alike = [one for one in known.values() if one.get("headings") == like]
    return next((one for one in alike if one.get("sender") == sender), next(iter(alike), None))


def _is_known(kind: str, field_name: Any) -> bool:
    return field_name == IGNORED or field_of(KINDS_IN_TABLES[kind], str(field_name)) is not None


def _confirmed(table: TableFound) -> TableFound:
    columns = tuple(
        replace(one, certainty=Certainty.SURE) if one.field is not None else one
        for one in table.columns
    )
    return replace(table, columns=columns, is_sure=table.kind is not None)


def _doubted(table: TableFound, keys: set[str]) -> TableFound:
    """The table with what was said of another sender's columns as a guess."""

    def doubted(one: ColumnFound) -> ColumnFound:
        is_guess = one.field is not None and key_of(one.heading) in keys
        return replace(one, certainty=Certainty.UNSURE) if is_guess else one

    guess = table_of([one.heading for one in table.columns])
    by_heads = {one.heading: one.field for one in guess.columns}
    columns = tuple(
        one if by_heads.get(one.heading) == one.field else doubted(one) for one in table.columns
    )
    return replace(table, columns=columns)


def remembered(
    municipality: str, file: str, sheet: Sheet, table: TableFound
) -> tuple[str, dict[str, Any]] | None:
    """The record that keeps what is known of a table: its id and values; None for no kind."""
    if table.kind is None:
        return None
    sender, like = sender_of(file), signature(sheet.heads)
    columns = {
        key_of(one.heading): one.field or IGNORED
        for one in table.columns
        if key_of(one.heading) and one.field != "id"
    }
    values = {"sender": sender, "headings": like, "kind": table.kind, "columns": columns}
    return natural_id(municipality, KIND, sender, like), values

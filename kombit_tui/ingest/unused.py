"""What a sheet of ours says otherwise than the store, and what an import of it does not take. Pure.

Of a row that was exported here only what we do about its record is read (see `plan`); an edit in
another cell would else be lost without a word. Only columns that are called as the export calls
them are compared: what a list shows in short is not what the record has.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from kombit_tui.domain.entry import shown
from kombit_tui.domain.fields import Field, FieldType, Kind, Values
from kombit_tui.domain.records import KINDS
from kombit_tui.domain.text import squeeze
from kombit_tui.ingest.candidates import Extraction, Sheet
from kombit_tui.ingest.extract.cell_values import Reader, reader_of
from kombit_tui.ingest.headings import ID, TableFound, key_of
from kombit_tui.ingest.ledger import Known

_DAY = re.compile(r"\b(\d{2})-(\d{2})-(\d{4})\b")
_LONGEST = 80
_NOTHING = "tomt"


class _Column(NamedTuple):
    """A column whose edits an import does not take."""

    at: int
    field: Field
    reader: Reader


def unused_edits(found: Extraction, known: Known) -> Iterator[tuple[int, str]]:
    """What was edited in sheets of ours and is not used: the line and, in Danish, which column."""
    has_ids = any(table.index_of(ID) is not None for table in found.tables)
    kinds = {record: kind for kind in known for record in known[kind]} if has_ids else {}
    for sheet, table in zip(found.sheets, found.tables, strict=True):
        if (ids := table.index_of(ID)) is None:
            continue
        columns: dict[str, tuple[_Column, ...]] = {}
        for line, cells in sheet.rows:
            if (kind := kinds.get(cells[ids])) is None:
                continue
            if kind not in columns:
                columns[kind] = tuple(_columns(sheet, table, KINDS[kind]))
            record = known[kind][cells[ids]]
            for one in columns[kind]:
                if told := _told(one, cells[one.at], record, known):
                    yield line, f"{told}{_of(record, KINDS[kind], one.field)}"


def _columns(sheet: Sheet, table: TableFound, kind: Kind) -> Iterator[_Column]:
    """The columns with the fields of the record itself, called by their labels.

    None where the title has no such column: then it is a list as the screen shows it.
    """
    ours = {key_of(field.label): field for field in kind.fields if field.exported}
    found: list[_Column] = []
    for index, one in enumerate(table.columns):
        field = ours.get(key_of(one.heading))
        is_taken = table.kind == kind.name and one.field not in (None, field and field.name)
        if field is not None and not is_taken:
            del ours[key_of(one.heading)]  # another column of that name is of what we do about it
            found.append(_Column(index, field, reader_of(field, sheet.year_from)))
    if any(one.field.name == kind.title for one in found):
        yield from found


def _told(column: _Column, cell: str, record: Values, known: Known) -> str:
    """What an edited cell says; nothing where it says what the record has."""
    field, value = column.field, record.get(column.field.name)
    if cell == (value or ""):  # most are: the rest takes longer
        return ""
    held = _shown(field, record, known)
    if held is None or _plain(cell) == _plain(held):
        return ""
    if value is not None and column.reader(cell).values.get(field.name) == value:
        return ""
    new, old = (squeeze(text)[:_LONGEST] or _NOTHING for text in (cell, held))
    return f"«{field.label}»: «{new}» i stedet for «{old}»"


def _of(record: Values, kind: Kind, field: Field) -> str:
    """Which record it is, where that has not just been said."""
    title = squeeze(str(record.get(kind.title) or ""))[:_LONGEST]
    return f" ({title})" if title and field.name != kind.title else ""


def _shown(field: Field, record: Values, known: Known) -> str | None:
    """A value as a sheet has it; None where that is not known."""
    value = record.get(field.name)
    if field.type is FieldType.TABLE:
        return None
    if field.type is not FieldType.REF or value is None:
        return shown(field, record)
    refers = field.refers or ""
    pointed = known.get(refers, {}).get(value)
    return None if pointed is None else str(pointed.get(KINDS[refers].title) or "")


def _plain(text: str) -> str:
    """A text without what writing it in a cell may change."""
    return squeeze(_DAY.sub(r"\3-\2-\1", text.removeprefix("'")))

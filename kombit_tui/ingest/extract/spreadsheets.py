"""Rows of a spreadsheet as records: the heads say what the columns are, and each row is a record.

Nothing else is looked for in a sheet: what stands in its cells are no sentences. What the heads
mean is found in `headings`, unless somebody has said it.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from kombit_tui.domain.text import squeeze
from kombit_tui.ingest.candidates import Extraction, RowFound, Sheet, TaskFound
from kombit_tui.ingest.extract.cell_values import Reader, reader_of
from kombit_tui.ingest.extract.context import Context
from kombit_tui.ingest.headings import ID, TableFound, key_of, table_of
from kombit_tui.ingest.rules import Rule
from kombit_tui.ingest.tables import KINDS_IN_TABLES, TableKind, field_of

_UNIT = re.compile(r"\((?P<unit>[^)]*)\)")
_NUMBER = re.compile(r"\d+(?:,\d+)?")
_SURE, _UNDATED = 0.95, 0.8
UNSURE = 0.6
"""How sure what is but a guess is."""
_SAMPLE = 20
_LONGEST_HEAD, _LONGEST = 100, 1_000
"""Of a head, and of what is shown of a row."""
GUESSED = "Det er et gæt."
"""How a sentence ends that asks about a whole table."""
_RULE: Rule = "sheet_row"
_DUE = "due"

Take = Callable[[Sheet], TableFound]
"""What a table is about."""


def find_sheets(ctx: Context) -> tuple[Sheet, ...]:
    """The tables of a spreadsheet."""
    return tuple(
        Sheet(
            heads=table.rows[0],
            rows=tuple(zip(lines[1:], table.rows[1:], strict=True)),
            page=page.number,
            first=lines[0],
            year_from=ctx.document_date,
        )
        for page in ctx.pages
        for table in page.tables
        for lines in [[line.number for line in page.lines if line.text][-len(table.rows) :]]
    )


def guessed(sheet: Sheet) -> TableFound:
    """What a table is about, as far as its heads tell."""
    return table_of(sheet.heads, ids_in(sheet), first=sheet.first)


def ids_in(sheet: Sheet) -> list[str]:
    """Some of what stands below the head «ID»."""
    column = next((n for n, head in enumerate(sheet.heads) if key_of(head) == ID), None)
    if column is None:
        return []
    return [cells[column] for _, cells in sheet.rows[:_SAMPLE] if cells[column]]


def read_sheets(found: Extraction, take: Take = guessed) -> Extraction:
    """The extraction with the rows of its sheets, each taken for what `take` says.

    What is already taken so stays as it is.
    """
    tables = tuple(map(take, found.sheets))
    if tables == found.tables:
        return found
    rows: list[RowFound] = []
    unread: list[tuple[int, str]] = []
    for sheet, table in zip(found.sheets, tables, strict=True):
        for (line, cells), row in zip(sheet.rows, _rows(sheet, table), strict=True):
            if row is not None:
                rows.append(row)
            elif any(cells):
                unread.append((line, _words(cells)))
    return replace(
        found,
        tables=tables,
        tasks=tuple(_as_task(row) for row in rows if row.kind == "task"),
        rows=tuple(row for row in rows if row.kind != "task"),
        unread=tuple(unread),
    )


@dataclass(frozen=True, slots=True)
class _Column:
    """A column that is read."""

    index: int
    field: str
    reader: Reader
    is_own: bool
    """Whether the field is of what we do about it."""
    unit: str = ""


def _columns(sheet: Sheet, table: TableFound, kind: TableKind) -> Iterator[_Column]:
    for index, one in enumerate(table.columns):
        field = field_of(kind, one.field) if one.field is not None else None
        if field is not None:
            unit = _UNIT.search(one.heading[:_LONGEST_HEAD]) if field.name == "duration" else None
            reader = reader_of(field, sheet.year_from)
            is_own = kind.kind.field(field.name) is None
            yield _Column(index, field.name, reader, is_own, unit["unit"] if unit else "")


def _rows(sheet: Sheet, table: TableFound) -> Iterator[RowFound | None]:
    """A record for each row; None for one that names none."""
    if table.kind is None:
        yield from (None for _ in sheet.rows)
        return
    kind = KINDS_IN_TABLES[table.kind]
    columns = tuple(_columns(sheet, table, kind))
    scope = tuple(name for name in kind.scope if table.index_of(name) is not None)
    ids = table.index_of(ID)
    most = UNSURE if table.needs_a_look else _SURE
    doubts = tuple(_doubts(table, kind))
    for line, cells in sheet.rows:
        values, own, wrong = _values(columns, cells)
        if not any(values.get(name) for name in kind.naming):
            yield None
            continue
        yield RowFound(
            kind=kind.name,
            values=values,
            own=own,
            record=cells[ids] or None if ids is not None else None,
            scope=scope,
            lines=(line, line),
            page=sheet.page,
            confidence=min(most, UNSURE if wrong else _confidence(kind, values)),
            rule=_RULE,
            flags=(*doubts, *wrong),
            excerpt=_words(cells),
        )


def _doubts(table: TableFound, kind: TableKind) -> Iterator[str]:
    """What somebody should look at, in Danish."""
    if not table.is_sure:
        yield f"Er rækkerne {kind.kind.plural}? {GUESSED}"
    for one in table.unsure:
        field = field_of(kind, one.field or "")
        if field is not None:
            yield f"Er kolonnen «{one.heading}» {field.label}? {GUESSED}"


def _values(
    columns: Sequence[_Column], cells: Sequence[str]
) -> tuple[dict[str, Any], dict[str, Any], list[str]]:
    """What a row says of the record, and of what we do about it; what it says wrongly."""
    values: dict[str, Any] = {}
    own: dict[str, Any] = {}
    wrong: list[str] = []
    for one in columns:
        text = cells[one.index]
        if one.unit and _NUMBER.fullmatch(text):
            text = f"{text} {one.unit}"
        told = one.reader(text)
        (own if one.is_own else values).update(told.values)
        if told.wrong:
            wrong.append(told.wrong)
    return values, own, wrong


def _confidence(kind: TableKind, values: Mapping[str, Any]) -> float:
    return _SURE if kind.kind.field(_DUE) is None or values.get(_DUE) else _UNDATED


def _words(cells: Sequence[str]) -> str:
    return squeeze(" ".join(cells))[:_LONGEST]


def _as_task(row: RowFound) -> TaskFound:
    """A task as the contract for scripts has it."""
    said = row.values
    return TaskFound(
        title=said["title"],
        code=said.get("code"),
        project=said.get("project"),
        kind=said.get("kind"),
        start=said.get("start"),
        start_text=said.get("start_text") or said.get("start"),
        due=said.get(_DUE),
        due_text=said.get("due_text") or said.get(_DUE),
        duration=said.get("duration"),
        wave=said.get("wave"),
        performer=said.get("performer_role"),
        consequence=said.get("consequence"),
        lines=row.lines,
        page=row.page,
        confidence=row.confidence,
        rule=row.rule,
        flags=row.flags,
        excerpt=row.excerpt,
        row=row,
    )

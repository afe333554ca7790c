"""Tasks in a spreadsheet: the heads say what the columns are, and every row is a task.

Nothing else is looked for in a sheet: what stands in its cells are no sentences.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from kombit_tui.ingest.candidates import TaskFound
from kombit_tui.ingest.document import Page, Table
from kombit_tui.ingest.extract.context import Context
from kombit_tui.ingest.extract.dated import dates_in
from kombit_tui.ingest.extract.tasks.parts import kind_of

_HEADS = {
    "code": "id nr nummer kode opgaveid opgavenr opgavenummer opgavekode klikid",
    "title": "navn titel opgave opgavenavn opgavetitel klikopgave",
    "project": "projekt løsning",
    "kind": "type opgavetype",
    "start": "start startdato starter fra",
    "due": "slut slutdato frist deadline",
    "duration": "varighed tidsforbrug",
    "performer": "rolle udfører anbefaletudfører",
    "wave": "bølge",
}
_FIELDS = {head: field for field, heads in _HEADS.items() for head in heads.split()}
_UNIT = re.compile(r"\((?P<unit>[^)]*)\)")
_NO_LETTER = re.compile(r"[^a-zæøå]")
_NUMBER = re.compile(r"\d+(?:,\d+)?")


def find_rows(ctx: Context) -> tuple[TaskFound, ...]:
    """The tasks in the sheets whose heads name a task and its deadline."""
    found = ((page, table) for page in ctx.pages for table in page.tables)
    return tuple(task for page, table in found for task in _tasks(page, table, ctx))


def _tasks(page: Page, table: Table, ctx: Context) -> Iterator[TaskFound]:
    heads, *rows = table.rows
    columns = _columns(heads)
    if not {"title", "due"} <= set(columns):
        return
    unit = _UNIT.search(heads[columns["duration"]]) if "duration" in columns else None
    lines = [line.number for line in page.lines if line.text][-len(table.rows) :]
    for line, row in zip(lines[1:], rows, strict=True):
        values = {field: row[column] for field, column in columns.items() if row[column]}
        if "title" in values:
            yield _task(values, unit["unit"] if unit else "", (line, page.number), ctx)


def _columns(heads: Sequence[str]) -> dict[str, int]:
    """The fields that the heads name, each with the first column that does."""
    columns: dict[str, int] = {}
    for index, head in enumerate(heads):
        field = _FIELDS.get(_NO_LETTER.sub("", _UNIT.sub("", head).casefold()))
        if field is not None:
            columns.setdefault(field, index)
    return columns


def _task(values: Mapping[str, str], unit: str, place: tuple[int, int], ctx: Context) -> TaskFound:
    line, page = place
    duration = values.get("duration")
    if duration is not None and unit and _NUMBER.fullmatch(duration):
        duration = f"{duration} {unit}"
    due = _date(values.get("due", ""), ctx)
    return TaskFound(
        title=values["title"],
        code=values.get("code"),
        project=values.get("project"),
        kind=kind_of(values.get("kind", "")),
        start=_date(values.get("start", ""), ctx),
        start_text=values.get("start"),
        due=due,
        due_text=values.get("due"),
        duration=duration,
        wave=values.get("wave"),
        performer=values.get("performer"),
        lines=(line, line),
        page=page,
        confidence=0.95 if due else 0.8,
        rule="sheet_row",
    )


def _date(text: str, ctx: Context) -> str | None:
    found = dates_in(text, ctx) if text else []
    return found[0].date.edtf if found else None

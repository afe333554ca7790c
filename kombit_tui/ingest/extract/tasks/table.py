"""Tasks in a table: by their codes, or by a head that names task, type and dates.

Cells come row by row, or column by column with the dates after all titles.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kombit_tui.ingest.candidates import TaskFound
from kombit_tui.ingest.extract.context import Context
from kombit_tui.ingest.extract.dated import dates_in
from kombit_tui.ingest.extract.keys import tidy
from kombit_tui.ingest.extract.role_names import CELL, ENDS
from kombit_tui.ingest.extract.rows import Paragraph, Row, Sheet
from kombit_tui.ingest.extract.tables import (
    Head,
    TableRow,
    coded_rows,
    columns_in,
    find_heads,
    whole_columns,
)
from kombit_tui.ingest.extract.tasks.facts import MAX_SLIDE_ROWS, Facts, facts_of
from kombit_tui.ingest.extract.tasks.parts import (
    ABOUT_TASKS,
    DURATION,
    KIND,
    LABEL,
    OTHER_KIND,
    WAVES,
    duration_of,
    kind_of,
    performer_of,
    period_of,
    wave_of,
    without_wave,
)
from kombit_tui.ingest.extract.words import danish

_LISTED = danish(
    r"\bKLIK[\s-]*opgaver\b|\bkommune(?:ns|rnes)\s+opgaver\b|\bopgaver\s+(?:for|i)\s+kommune"
)
_CELL = danish(r"^(?:uafklaret|er\s+publiceret|start\s+nu|afventer|løbende|bølgevis\b.*)$")
_NEW_CELL = danish(r"(?<=[a-z])\s+(?=(?-i:[A-ZÆØÅ])[a-z]{2,})")
_MAX_TITLE = 260
_MIN_LETTERS = 4
_MAX_ROLE = 50
_LONGEST_ROLE = 4
_HEAD_COLUMNS = 3


@dataclass(frozen=True, slots=True)
class _Draft:
    """A task's title and the words of its other cells."""

    code: str | None
    title: str
    rest: str
    first: int
    last: int
    performer: str | None = None


def table_tasks_on(sheet: Sheet, ctx: Context) -> tuple[TaskFound, ...]:
    """The tasks of the table on a slide, () if there is none."""
    if not ABOUT_TASKS.search(sheet.text[:20000]):
        return ()
    tables = [(columns, drafts) for columns, drafts in _tables(sheet, ctx) if drafts]
    if not tables:
        return ()
    first = min(draft.first for _, drafts in tables for draft in drafts)
    facts = facts_of(sheet, _above(sheet, first), ctx)
    tasks = [_task(d, columns, facts, ctx) for columns, drafts in tables for d in drafts]
    return tuple(t for t in tasks if sum(map(str.isalpha, t.title)) >= _MIN_LETTERS)


def _above(sheet: Sheet, first: int) -> tuple[Paragraph, ...]:
    """What a slide says before its table; a page of many slides says nothing of one table."""
    if len(sheet.rows) > MAX_SLIDE_ROWS:
        return ()
    return tuple(
        p for p in sheet.body if p.last < first and len(columns_in(p.text)) < _HEAD_COLUMNS
    )


def _tables(sheet: Sheet, ctx: Context) -> Iterator[tuple[tuple[str, ...], Sequence[_Draft]]]:
    """The drafts of each table, with its columns; a list without a head is one too."""
    whole = {column.name: column.cells for column in whole_columns(sheet)}
    if "name" in whole and len(whole) > 1 and {"type", "due", "start"} & set(whole):
        yield tuple(whole), list(_whole(whole))
        return
    heads = find_heads(sheet)
    if not heads:
        yield (), list(_coded(sheet, None, sheet.rows[sheet.title_rows :], ctx))
        return
    for head, end in zip(heads, [*(h.first for h in heads[1:]), len(sheet.rows)], strict=True):
        rows = sheet.rows[head.end : end]
        drafts = list(_coded(sheet, head, rows, ctx)) or list(_uncoded(sheet, head, rows, ctx))
        yield head.columns, drafts


def _whole(columns: dict[str, tuple[Paragraph, ...]]) -> Iterator[_Draft]:
    """The rows of a table whose columns came out one after another."""
    others = [cells for name, cells in columns.items() if name not in ("code", "name")]
    for index, name in enumerate(columns["name"]):
        code = columns["code"][index].text if "code" in columns else None
        rest = " ".join(cells[index].text for cells in others)
        yield _Draft(code, name.text, rest, name.first, name.last)


def _coded(sheet: Sheet, head: Head | None, lines: Sequence[Row], ctx: Context) -> Iterator[_Draft]:
    is_listed = head is None or "code" not in head.columns
    rows = coded_rows(sheet, lines, is_listed=is_listed)
    has_letters = any(row.code[:1].isalpha() for row in rows)
    if head is None and not ((has_letters and len(rows) > 1) or _is_list(sheet, rows)):
        return
    if head and not has_letters and len(rows) < 2 and is_listed:
        return
    if all(not row.cells for row in rows[:-1]) and len(rows) > 1:
        yield from _columns_of([r.code for r in rows], rows[-1].cells, ctx)
        return
    drafts = [_draft(row, head, ctx) for row in rows if row.cells]
    yield from _shared_out(drafts, rows, ctx)


def _is_list(sheet: Sheet, rows: Sequence[TableRow]) -> bool:
    """A numbered list of tasks on a slide that is called so."""
    return len(rows) >= 3 and bool(_LISTED.search(sheet.title))


def _draft(row: TableRow, head: Head | None, ctx: Context) -> _Draft:
    first, *others = row.cells
    cut = _cell_start(first.text, ctx)
    title, rest = first.text[:cut], first.text[cut:]
    has_description = head is not None and "description" in head.columns
    if has_description and cut == len(first.text) and not _texts(others, ctx):
        title = _NEW_CELL.split(title, maxsplit=1)[0]
    role = None
    if head is not None and "performer" in head.columns:
        title, rest, role = _with_performer(title, rest)
    kept = _until_prose(others, rest, ctx)
    words = " ".join([rest, *(p.text for p in kept)])
    last = kept[-1].last if kept else first.last
    if head is not None and "performer" in head.columns:
        is_last = head.columns[-1] == "performer"
        role = role or _cell_role(kept) or (_last_cell(words, ctx) if is_last else None)
    return _Draft(row.code, title, words, row.first, last, role)


def _with_performer(title: str, rest: str) -> tuple[str, str, str | None]:
    """Title and other cells without the role that stands as a cell at the end of either."""
    for text in (title, rest):
        match = CELL.search(text)
        if match:
            role = tidy(match["role"])
            return title.removesuffix(match.group()), rest.removesuffix(match.group()), role
    return title, rest, None


def _cell_role(cells: Sequence[Paragraph]) -> str | None:
    """The role that is a cell of its own."""
    texts = (KIND.split(p.text, maxsplit=1)[0].strip() for p in cells)
    roles = (text for text in texts if not any(map(str.isdigit, text)))
    return next((role for role in roles if len(role) < _MAX_ROLE and ENDS.search(role)), None)


def _last_cell(words: str, ctx: Context) -> str | None:
    """What stands after the dates of a row, where the last column says who does the task."""
    dates = dates_in(words, ctx)
    cell = tidy(words[dates[-1].end :]) if dates else ""
    return cell if cell[:1].isupper() and len(cell.split()) <= _LONGEST_ROLE else None


def _texts(paragraphs: Sequence[Paragraph], ctx: Context) -> list[Paragraph]:
    """The paragraphs that begin with no cell of a known kind."""
    return [p for p in paragraphs if _cell_start(p.text, ctx) > 0 and not _CELL.match(p.text)]


def _until_prose(paragraphs: Sequence[Paragraph], rest: str, ctx: Context) -> tuple[Paragraph, ...]:
    """The cells of a row: what follows its dates as a new sentence is no cell of it."""
    is_dated = bool(dates_in(rest, ctx))
    for index, paragraph in enumerate(paragraphs):
        is_prose = len(paragraph.text.split()) > 5 and _cell_start(paragraph.text, ctx) > 0
        if is_dated and (is_prose or paragraph.is_bullet):
            return tuple(paragraphs[:index])
        is_dated = is_dated or bool(dates_in(paragraph.text, ctx))
    return tuple(paragraphs)


def _cell_start(text: str, ctx: Context) -> int:
    """Where the first cell with a type, a duration, a label, a wave or a date begins."""
    places = [len(text)]
    for pattern in (KIND, OTHER_KIND, DURATION, LABEL, WAVES):
        places += [
            m.start()
            for m in pattern.finditer(text)
            if text[m.start()].isupper() or text[m.start()].isnumeric()
        ][:1]
    places += [
        d.start for d in dates_in(text, ctx) if text[d.start].isupper() or text[d.start].isdigit()
    ][:1]
    return min(places)


def _shared_out(drafts: list[_Draft], rows: Sequence[TableRow], ctx: Context) -> Iterator[_Draft]:
    """The drafts; cells of all rows that stand after the last title are shared out."""
    bare = [not dates_in(d.rest, ctx) and not KIND.search(d.rest) for d in drafts]
    if len(drafts) > 1 and all(bare[:-1]) and not bare[-1]:
        cells = [p.text for p in rows[-1].cells[1:] if _is_cell(p.text, ctx)]
        shares = _shares(cells, len(drafts))
        if shares:
            yield from (
                replace(d, rest=f"{d.rest if i < len(drafts) - 1 else ''} {share}")
                for i, (d, share) in enumerate(zip(drafts, shares, strict=True))
            )
            return
    yield from drafts


def _is_cell(text: str, ctx: Context) -> bool:
    return _cell_start(text, ctx) == 0 or bool(_CELL.match(text))


def _shares(cells: Sequence[str], count: int) -> list[str]:
    """Each row's cells, [] if they do not come out even. Columns stand one after another."""
    if count < 2 or not cells or len(cells) % count:
        return []
    return [" ".join(cells[i::count]) for i in range(count)]


def _columns_of(codes: Sequence[str], cells: Sequence[Paragraph], ctx: Context) -> Iterator[_Draft]:
    """Rows of a table whose codes, titles and dates arrive one column after another."""
    titles = [p for p in cells if not _is_cell(p.text, ctx)][: len(codes)]
    others = [p.text for p in cells if _is_cell(p.text, ctx)]
    if len(titles) != len(codes):
        return
    shares = _shares(others, len(codes)) or [""] * len(codes)
    for code, title, share in zip(codes, titles, shares, strict=True):
        yield _Draft(code, title.text, share, title.first, title.last)


def _uncoded(sheet: Sheet, head: Head, lines: Sequence[Row], ctx: Context) -> Iterator[_Draft]:
    """Rows without codes: a title starts one when the row before has its cells."""
    if (
        head is None
        or "name" not in head.columns
        or not {"type", "due", "start"} & set(head.columns)
    ):
        return
    groups: list[list[Paragraph]] = []
    is_open = False
    for paragraph in sheet.paragraphs_of(tuple(lines)):
        starts = _cell_start(paragraph.text, ctx) > 0 and not _CELL.match(paragraph.text)
        if starts and not is_open:
            groups.append([])
        if groups:
            groups[-1].append(paragraph)
        is_open = starts and _cell_start(paragraph.text, ctx) == len(paragraph.text)
    if len(groups) == 1:
        groups = _split_columns(groups[0], ctx)
    for group in groups:
        row = TableRow("", tuple(group), group[0].first, group[-1].last)
        draft = _draft(row, head, ctx)
        if draft.rest.strip() and (dates_in(draft.rest, ctx) or KIND.search(draft.rest)):
            yield replace(draft, code=None)


def _split_columns(group: list[Paragraph], ctx: Context) -> list[list[Paragraph]]:
    """One group of all titles and then all cells, as one group for each title."""
    titles = [p for p in group if not _is_cell(p.text, ctx)]
    cells = [p for p in group if _is_cell(p.text, ctx)]
    if len(titles) < 2 or not cells or len(cells) % len(titles):
        return [group]
    return [[t, *cells[i :: len(titles)]] for i, t in enumerate(titles)]


def _task(draft: _Draft, columns: tuple[str, ...], facts: Facts, ctx: Context) -> TaskFound:
    """The task of a row; what its cells do not say is taken from the words above the table."""
    period = period_of(draft.rest, ctx, columns)
    return TaskFound(
        title=without_wave(tidy(draft.title))[:_MAX_TITLE],
        code=draft.code,
        project=facts.project,
        kind=kind_of(draft.rest) or facts.kind,
        start=period.start or (None if period.words else facts.start),
        due=period.due or (None if period.words else facts.due),
        due_text=period.words or facts.due_text,
        duration=duration_of(draft.rest),
        wave=wave_of(f"{draft.title} {draft.rest}"),
        performer=draft.performer or performer_of(draft.rest) or facts.performer,
        deadline_changes=facts.changes,
        consequence=facts.consequence,
        lines=(draft.first, draft.last),
        confidence=0.8 if columns else 0.65,
        rule="task_row",
    )

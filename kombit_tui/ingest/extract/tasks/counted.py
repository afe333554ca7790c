"""Tasks in a table of follow-up counts: how many municipalities are done, begun, not begun."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kombit_tui.ingest.candidates import Counts, TaskFound
from kombit_tui.ingest.extract.context import Context
from kombit_tui.ingest.extract.dated import dates_in
from kombit_tui.ingest.extract.keys import tidy
from kombit_tui.ingest.extract.rows import Paragraph, Sheet, join
from kombit_tui.ingest.extract.tables import code_of, columns_in
from kombit_tui.ingest.extract.tasks.facts import Facts, facts_of
from kombit_tui.ingest.extract.tasks.parts import COUNTS, KIND, kind_of, period_of, without_wave
from kombit_tui.ingest.extract.words import danish

_NUMBERS = re.compile(r"^(?P<title>.*?)\s*(?P<numbers>(?:(?:^|\s)\d{1,3}(?=\s|$)){1,5})$")
_CODE = re.compile(r"^(?P<code>[A-ZÆØÅ][A-Za-zæøåÆØÅ]{1,3}[\dO]{2,3}|\d{1,2})[\s:.–-]+(?=[^\W\d])")
_HEAD_WORDS = danish(
    r"^(?:[\w-]*\s*)?(?:[\w-]*opgaver?|fuldført\w*|påbegynd\w*|ikke|antal|kommuner|i\s+alt|status|[\s-])+$"
)
_MAX_TITLE = 260
_MAX_ROW = 600


@dataclass(frozen=True, slots=True)
class _Counted:
    title: str
    numbers: tuple[int, ...]
    first: int
    last: int


def counted_on(sheet: Sheet, ctx: Context) -> tuple[TaskFound, ...]:
    """The tasks of a slide with follow-up counts, () for any other slide."""
    head = _head(sheet)
    if head is None:
        return ()
    index, columns = head
    first_row = next(
        (i for i, r in enumerate(sheet.rows) if r.number > sheet.paragraphs[index].last), 0
    )
    below = sheet.paragraphs_of(sheet.rows[first_row:]) if first_row else ()
    rows = tuple(_rows(below, len(columns)))
    last = max((row.last for row in rows), default=0)
    said = (*sheet.paragraphs[:index], *(p for p in below if p.first > last))
    facts = facts_of(sheet, said, ctx)
    return tuple(_task(row, columns, facts, ctx) for row in rows)


def _head(sheet: Sheet) -> tuple[int, tuple[str, ...]] | None:
    """The paragraph that ends the head, and the order of its counts."""
    for index, paragraph in enumerate(sheet.paragraphs):
        if paragraph.is_bullet or len(paragraph.text) > 160:
            continue
        nearby = [p for p in sheet.paragraphs[index : index + 4] if len(p.text) <= 160]
        for size in range(1, len(nearby) + 1):
            text = " ".join(p.text for p in nearby[:size])
            columns = tuple(c for c in columns_in(text) if c in COUNTS)
            if len(columns) == len(COUNTS):
                return index + size - 1, columns
            if not columns:
                break
    return None


def _rows(paragraphs: tuple[Paragraph, ...], width: int) -> Iterator[_Counted]:
    """Titles with the numbers that end them, also when all numbers come after all titles."""
    titles: list[Paragraph] = []
    loose: list[int] = []
    waiting: list[Paragraph] = []
    for paragraph in paragraphs:
        is_row = len(paragraph.text) <= _MAX_ROW
        match = _NUMBERS.match(paragraph.text) if is_row else None
        numbers = tuple(map(int, match["numbers"].split())) if match else ()
        if match and len(numbers) >= width:
            spare = _spare(numbers, width)
            words = [p.text for p in waiting] + [match["title"], *map(str, numbers[:spare])]
            first = (waiting[0] if waiting else paragraph).first
            yield _Counted(tidy(join(words)), numbers[spare:][:width], first, paragraph.last)
            waiting = []
        elif match and not match["title"]:
            loose += numbers
            titles, waiting = titles + waiting, []
        elif is_row and not _HEAD_WORDS.match(paragraph.text):
            waiting = [] if paragraph.is_bullet else waiting
            waiting.append(paragraph)
    yield from _by_column(titles, loose, width)


def _spare(numbers: tuple[int, ...], width: int) -> int:
    """How many of the numbers that end a row are its title's and not in a column."""
    more = len(numbers) - width
    has_total = more > 0 and sum(numbers[more - 1 : -1]) == numbers[-1]
    return more - 1 if has_total else more


def _by_column(titles: list[Paragraph], numbers: list[int], width: int) -> Iterator[_Counted]:
    if titles and len(numbers) == len(titles) * width:
        for index, title in enumerate(titles):
            own = tuple(numbers[index :: len(titles)])
            yield _Counted(tidy(title.text), own, title.first, title.last)


def _task(row: _Counted, columns: tuple[str, ...], facts: Facts, ctx: Context) -> TaskFound:
    code = _CODE.match(row.title)
    title = row.title[code.end() :] if code else row.title
    cells = [d for d in dates_in(title, ctx) if d.start > 8]
    kind = KIND.search(title, 8)
    cut = min([d.start for d in cells] + ([kind.start()] if kind else []), default=len(title))
    period = period_of(title[cut:], ctx)
    counts = dict(zip(columns, row.numbers, strict=False))
    return TaskFound(
        title=without_wave(title[:cut])[:_MAX_TITLE],
        code=code_of(code["code"]) if code else None,
        project=facts.project,
        kind=kind_of(title[cut:]) or facts.kind,
        start=period.start or facts.start,
        due=period.due or facts.due,
        due_text=period.words or facts.due_text,
        performer=facts.performer,
        counts=Counts(
            done=counts.get("done"),
            started=counts.get("started"),
            not_started=counts.get("not_started"),
        ),
        deadline_changes=facts.changes,
        consequence=facts.consequence,
        lines=(row.first, row.last),
        confidence=0.85,
        rule="task_counts",
    )

"""Tables that have become lines: head words, rows by their codes, columns by their position.

Cuts a slide's rows into table rows and knows the usual head words. What a cell means for a task
or a price is decided by those who call this.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kombit_tui.ingest.extract.rows import Paragraph, Row, Sheet
from kombit_tui.ingest.extract.words import danish

COLUMNS = (
    ("not_started", danish(r"\bikke[\s-]*påbegynd\w*")),
    ("done", danish(r"\bfuldført\w*|\budført\b|\bafsluttet\b|\bløst\b")),
    ("started", danish(r"\bpåbegynd\w*|\bi\s*gang\b")),
    ("code", danish(r"\b(?:id|nr\.?|kode|opgavenr\.?|opgave-?id)(?=\s|$)")),
    (
        "performer",
        danish(r"\b(?:anbefalet\s+)?udfører\b|\budføres\s+af\b|\bansvarlig\b|\bhvem\b|\brolle\b"),
    ),
    ("type", danish(r"\b(?:opgave)?type\b|\bkategori\b")),
    ("duration", danish(r"\bvarighed\b|\btidsforbrug\b")),
    ("start", danish(r"\bstart(?:\s*dato|er)?\b|\bpublicer\w*|\bfra\s*dato\b")),
    ("due", danish(r"\bslut(?:\s*dato|ter)?\b|\bfrist\b|\bdeadline\b|\bløsning\s+af\s+opgave\w*")),
    ("description", danish(r"\bbeskrivelse\b|\bbemærkning\w*|\bindhold\b|\bnote\b")),
    ("wave", danish(r"\bbølge\b")),
    ("area", danish(r"\bfagområde\b|\bområde\b")),
    ("project", danish(r"\bprojekt\b|\bløsning\b|\bsystem\b|\bworkspace\b")),
    ("status", danish(r"\bstatus\b")),
    ("period", danish(r"\bperiode\b|\btidsrum\b|\bløses\b|\bhvornår\b")),
    ("name", danish(r"\bnavn\b|\btitel\b|\b[\w-]*opgaver?\b|\baktivitet\b|\btrin\b")),
)
_LONGEST_HEAD = 140
_SHORT_HEAD = 4
_MAX_HEAD_ROWS = 8
_LEAST_COLUMNS = 2
_LONGEST_ALONE = 2
_ALPHA = re.compile(
    r"^(?P<code>[A-ZÆØÅ][A-Za-zæøåÆØÅ]{0,3}-?[\dO]{2,3})(?:(?::\s*|\s+[–-]?\s*)(?P<rest>\S.*))?$"
)
_NUMBER = re.compile(r"^(?P<code>[\dO]\d?|\dO)(?P<mark>[.:)])?(?:\s+(?P<rest>[^\W\d].*|\d-\w.*))?$")


@dataclass(frozen=True, slots=True)
class Head:
    """The columns in their order, and where the rows below begin."""

    columns: tuple[str, ...]
    first: int
    end: int
    """Index of the first row below the head."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row of a table: its code and the paragraphs of its cells."""

    code: str
    cells: tuple[Paragraph, ...]
    first: int
    last: int


def columns_in(text: str) -> tuple[str, ...]:
    """The columns that the head words of `text` name, in their order."""
    places: dict[int, str] = {}
    for name, pattern in COLUMNS:
        match = pattern.search(text)
        if match:
            places[match.start()] = name
            text = text[: match.start()] + "\0" * len(match.group()) + text[match.end() :]
    return tuple(places[place] for place in sorted(places))


def find_heads(sheet: Sheet) -> tuple[Head, ...]:
    """The heads of the tables of tasks on a slide: a name or a code, and another column."""
    heads: list[Head] = []
    for index, row in enumerate(sheet.rows):
        if heads and index < heads[-1].end:
            continue
        is_prose = row.text.endswith((".", "?", ":")) and len(row.text) > _SHORT_HEAD
        if row.is_bullet or len(row.text) > _LONGEST_HEAD or is_prose:
            continue
        end = _head_end(sheet.rows, index)
        columns = columns_in(" ".join(r.text for r in sheet.rows[index:end]))
        if len(columns) >= _needed(row, end - index) and {"name", "code"} & set(columns):
            heads.append(Head(columns, index, end))
    return tuple(heads)


@dataclass(frozen=True, slots=True)
class Column:
    """A column that came out whole: its head, and below it the cell of each row."""

    name: str
    cells: tuple[Paragraph, ...]


def whole_columns(sheet: Sheet) -> tuple[Column, ...]:
    """The columns of a table that came out one after another, each below its own head."""
    heads = [(i, names[0]) for i, row in enumerate(sheet.rows) if i and (names := _alone(row))]
    if len({name for _, name in heads}) < len(heads) or len(heads) < _LEAST_COLUMNS:
        return ()
    ends = [*(i for i, _ in heads[1:]), len(sheet.rows)]
    columns = [
        Column(name, sheet.paragraphs_of(sheet.rows[i + 1 : end]))
        for (i, name), end in zip(heads, ends, strict=True)
    ]
    count = len(columns[0].cells)
    if count < _LEAST_COLUMNS or any(len(one.cells) != count for one in columns[:-1]):
        return ()
    if len(columns[-1].cells) < count:
        return ()
    return (*columns[:-1], Column(columns[-1].name, columns[-1].cells[:count]))


def _alone(row: Row) -> tuple[str, ...]:
    """The column that a row is the head of, if it holds nothing else."""
    is_short = len(row.text.split()) <= _LONGEST_ALONE and row.text[-1] not in "?:"
    return columns_in(row.text) if is_short and not row.is_bullet else ()


def _needed(row: Row, rows: int) -> int:
    """How many columns prove a head: on one row two, if it holds hardly anything else."""
    words = len(row.text.split())
    return 2 if rows == 1 and words <= 5 else 3


def _head_end(rows: Sequence[Row], index: int) -> int:
    """Where a head that starts at `index` ends: short rows of head words belong to it."""
    end = index + 1
    while end < len(rows) and end - index < _MAX_HEAD_ROWS:
        text = rows[end].text
        is_short = len(text.split()) <= 4 and not any(map(str.isdigit, text))
        is_head_word = bool(columns_in(text)) or text[:1].islower()
        if not (is_short and is_head_word) or rows[end].is_bullet or text.endswith("."):
            break
        end += 1
    return end


def coded_rows(sheet: Sheet, rows: Sequence[Row], *, is_listed: bool) -> tuple[TableRow, ...]:
    """The table rows that begin with a code among `rows` of a slide.

    Codes are letters with digits, or numbers that count upwards.

    Args:
        is_listed: numbers are codes only when a sign follows, as in "1: ..." or "2) ...".
    """
    places = list(_codes(rows, is_listed=is_listed))
    if not places:
        return ()
    ends = [*(index for index, _, _ in places[1:]), len(rows)]
    found = []
    for (index, code, rest), end in zip(places, ends, strict=True):
        cells = list(rows[index:end])
        cells[0] = replace(cells[0], text=rest, is_bullet=False)
        filled = tuple(row for row in cells if row.text)
        paragraphs = sheet.paragraphs_of(filled)
        found.append(TableRow(code, paragraphs, cells[0].number, cells[-1].number))
    return tuple(found)


def _codes(rows: Sequence[Row], *, is_listed: bool) -> Iterator[tuple[int, str, str]]:
    """Index, code and remaining text of the rows that begin with one."""
    letters = [
        (i, code_of(m["code"]), m["rest"] or "")
        for i, row in enumerate(rows)
        if (m := _ALPHA.match(row.text))
        and any(map(str.isdigit, m["code"]))
        and not (m["rest"] or "")[:1].islower()
    ]
    if letters:
        yield from letters
        return
    is_clean = any(letter in row.text for row in rows for letter in "æøå")
    expected: int | None = None
    for index, row in enumerate(rows):
        match = _NUMBER.match(row.text)
        if match is None or (is_listed and not (match["mark"] and match["rest"])):
            continue
        digits = match["code"].replace("O", "0")
        number = int(digits)
        code = match["code"] if is_clean and match["code"][0] == "O" else digits
        if number == expected or (expected is None and number == 1):
            yield index, code, match["rest"] or ""
            expected = number + 1


def code_of(text: str) -> str:
    """A code with the digits that scanning took for letters."""
    digits = re.search(r"[\dO]{2,3}$", text)
    return text[: digits.start()] + digits.group().replace("O", "0") if digits else text

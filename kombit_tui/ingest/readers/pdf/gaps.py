"""Tables of which nothing is drawn: columns are gaps that go through, rows are steps downwards.

Such a table is a guess. It is made only below headings that tables have, or where a column holds
little but dates and numbers.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from kombit_tui.ingest.document import Box, Table
from kombit_tui.ingest.readers.pdf.columns import column_edges, with_heads_joined
from kombit_tui.ingest.readers.pdf.grids import Found
from kombit_tui.ingest.readers.pdf.letters import Word
from kombit_tui.ingest.readers.pdf.lines import Run, cell_text, lines_of, runs_of

_HEADING = re.compile(
    r"(?:opgave-?)?(?:id|nr|kode|nummer)\.?|(?:opgave)?(?:navn|titel|type)|opgaver?|aktivitet|trin"
    r"|varighed|omfang|tidsforbrug|(?:start|slut)(?:\s*dato)?|frist|deadline|dato|periode|fra|til"
    r"|(?:ca\.\s*)?tid(?:spunkt)?(?:er)?|kl\.?|punkt|emne|program|indhold|beskrivelse|bemærkning(?:er)?|note"
    r"|oplægsholder|ansvarlig|udfører|udfyldes\s+typisk\s+af|rolle|ansvar|hvem|hvornår|hvad|møde|sted"
    r"|fuldført|(?:ikke\s+)?påbegyndt|status(?:\s+pr\..*)?|antal|i\s+alt|projekt|løsning|system|leverandør"
    r"|(?:fag)?område|bølge|kommune|pris|enhed|kr\.?|q[1-4]|[1-4]\.\s*kvartal|spørgsmål|svar",
    re.IGNORECASE,
)
_VALUE = re.compile(
    r"(?:ca\.\s*|kl\.\s*)?\d{1,4}(?:[.,:/-]\s*\d{1,4}){0,3}\.?(?:\s*[-–]\s*(?:kl\.\s*)?\d{1,4}(?:[.,:/-]\d{1,4}){0,3})?"
    r"(?:\s*(?:%|kr\.?|t\.?|timer|dage?|min\.?|uger?))?|uge\s+\d{1,2}|q[1-4](?:[/ ]\d{4})?|½\s+\w+"
    r"|(?:primo|medio|ultimo)\s+\w+(?:\s+\d{4})?|\d{1,2}\.\s+[a-zæøå]{3,9}(?:\s+\d{4})?|løbende|[-–]",
    re.IGNORECASE,
)
_ID = re.compile(r"[A-ZÆØÅ]{0,4}-?\d{1,5}[.:]?|\d{1,2}[.:]\d{2}(?:\s*[-–]\s*\d{1,2}[.:]\d{2})?")
_FAR = 3.4
_ROW_STEP, _ROW_POINTS = 1.25, 3.0
_EVEN = 1.3
_MOSTLY = 0.6
_LEAST_STEP = 0.8
_LEAST_LETTERS = 3


def guessed_tables(words: Sequence[Word]) -> list[Found]:
    """What looks like tables among the words of a page that stand in none."""
    lines = [runs_of(line) for line in lines_of(words)]
    found: list[Found] = []
    index = 0
    while index < len(lines):
        end = _end(lines, index) if _may_start(lines[index]) else index
        table = _table(lines[index:end]) if end - index > 1 else None
        if table is not None:
            found.append(table)
            index = end
        else:
            index += 1
    return found


def _may_start(runs: Sequence[Run]) -> bool:
    if any(run.has_mark for run in runs):
        return False
    return _headings(runs) > 1 or len(runs) > 2 or _is_dated(runs)


def _headings(runs: Sequence[Run]) -> int:
    return sum(_HEADING.fullmatch(run.text) is not None for run in runs)


def _is_dated(runs: Sequence[Run]) -> bool:
    return len(runs) == 2 and any(_VALUE.fullmatch(run.text) for run in runs)


def _end(lines: Sequence[Sequence[Run]], start: int) -> int:
    """Where the block of lines ends that keep the columns of the first."""
    columns = len(lines[start])
    words = [word for run in lines[start] for word in run.words]
    for index in range(start + 1, len(lines)):
        above, runs = lines[index - 1][0], lines[index]
        if any(run.has_mark for run in runs) or runs[0].base - above.base > _FAR * above.size:
            return index
        more = words + [word for run in runs for word in run.words]
        if len(column_edges(more)) + 1 < columns:
            return index
        words = more
    return len(lines)


def _table(lines: Sequence[Sequence[Run]]) -> Found | None:
    words = [word for runs in lines for run in runs for word in run.words]
    edges = column_edges(words)
    rows = with_heads_joined([_cells(row, edges) for row in _rows(lines, edges)])
    has_heads = _headings(lines[0]) > 1
    if len(rows[0]) < 2 or len(rows) < (2 if has_heads else 3):
        return None
    if not has_heads and (not _has_values(rows) or _are_lists(rows)):
        return None
    left, right = min(w.left for w in words), max(w.right for w in words)
    box = Box(left, min(w.top for w in words), right, max(w.bottom for w in words))
    return Found(Table(tuple(rows), box, is_guess=True), words)


def _rows(lines: Sequence[Sequence[Run]], edges: Sequence[float]) -> list[list[Word]]:
    """The words of each row. A row begins after a long step; and between two ids in the first
    column, at the longest step there is."""
    size = median(run.size for runs in lines for run in runs)
    steps = [0.0, *(b[0].base - a[0].base for a, b in pairwise(lines))]
    starts = {i for i, step in enumerate(steps) if step > _ROW_STEP * size + _ROW_POINTS}
    first_edge = edges[0] if edges else 0.0
    firsts = [runs[0] if runs[0].left < first_edge else None for runs in lines]
    ids = [i for i, run in enumerate(firsts) if run and _ID.fullmatch(run.text)]
    for above, below in pairwise(ids):
        between = range(above + 1, below + 1)
        if not starts.intersection(between):
            starts.add(max(between, key=lambda i: (steps[i], i)))
    if not starts and _is_even(steps[1:], size):
        starts = {i for i, run in enumerate(firsts) if run}
    is_below_head = len(lines) > 1 and not all(run.text[0].islower() for run in lines[1])
    starts |= {0, 1} if is_below_head and _headings(lines[0]) > 1 else {0}
    edges_of_rows = [*sorted(starts), len(lines)]
    return [
        [word for runs in lines[a:b] for run in runs for word in run.words]
        for a, b in pairwise(edges_of_rows)
    ]


def _is_even(steps: Sequence[float], size: float) -> bool:
    long = [step for step in steps if step > _LEAST_STEP * size]
    return not long or max(long) < _EVEN * min(long)


def _cells(row: Sequence[Word], edges: Sequence[float]) -> tuple[str, ...]:
    bounds = [float("-inf"), *edges, float("inf")]
    return tuple(
        cell_text(word for word in row if left < word.center[0] <= right)
        for left, right in pairwise(bounds)
    )


def _are_lists(rows: Sequence[Sequence[str]]) -> bool:
    """Whether lists of the same steps stand side by side: a table's row never repeats its words."""
    wordy = (row for row in rows if sum(map(str.isalpha, row[0])) > _LEAST_LETTERS)
    return any(len(row) > 1 and len(set(row)) == 1 for row in wordy)


def _has_values(rows: Sequence[Sequence[str]]) -> bool:
    """Whether a column holds little but dates, times and numbers."""
    for column in zip(*rows, strict=True):
        filled = [cell for cell in column if cell]
        values = sum(_VALUE.fullmatch(cell) is not None for cell in filled)
        if values > 1 and values >= _MOSTLY * (len(rows) - 1) and values >= _MOSTLY * len(filled):
            return True
    return False

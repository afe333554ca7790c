"""Reads questions and answers from notes with two columns, that arrive cell by cell.

Nothing stands between a question and its answer but a "?" or the sense, so it is decided by the
width of the lines: those of the narrow column wrap early. The cheapest way to read a whole
section as alternating cells wins.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from kombit_tui.ingest.candidates import QuestionFound
from kombit_tui.ingest.document import Line
from kombit_tui.ingest.extract.context import Context
from kombit_tui.ingest.extract.layout import BULLET, LINK, join_all
from kombit_tui.ingest.extract.words import danish

HEADER = danish(r"^\s*spørgsmål\s+(?:og\s+)?svar\s*$")
_SECTION = danish(
    r"^\s*(?:\d{1,2}[.)]?\s*)?(?:(?:andre|øvrige|generelle)\s+spørgsmål|spørgsmål\s+(?:til|vedr\S*|om)\b)"
)
_TOPIC = danish(r"^\s*(?:\d{1,2}[.)]?\s*)?spørgsmål\s+(?:til|vedr\S*|om)\s*:?\s*")
_LABELLED = danish(r"^\W*(?:spørgsmål|spm?|q)\b[\s.\d]*:")
_TAIL = danish(r"^\s*(?:links?|henvisninger|bilag|materialer?)\b(?:\s+[\w-]+){0,4}\s*:?\s*$")
_QUOTES = "”“\"'»«\u2019„ "
_PAIR_ON_ONE_LINE = re.compile(r"^(?P<question>.{6,}?\?)\s+(?P<answer>\S.*)$")
_LINK_TARGET = re.compile(r"^ ?(?:mailto:\S+|https?:\S*[^\s-])$", re.IGNORECASE)
_PAGE_NUMBER = re.compile(r"^\s*(?:side\s+)?\d{1,3}(?:\s*(?:/|af)\s*\d{1,3})?\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of a cell, or what is left of one."""

    text: str
    number: int
    after_header: bool = False
    after_pause: bool = False
    """An empty paragraph stands above."""


@dataclass
class _Section:
    name: str | None
    rows: list[_Row] = field(default_factory=list)


def has_columns(lines: Sequence[Line]) -> bool:
    """Whether a header of two columns stands in a file, and not a title over labelled questions."""
    shown = [line.text[:200] for line in lines if line.text.strip()]
    return any(
        HEADER.match(text) and not _LABELLED.match(below) for text, below in pairwise([*shown, ""])
    )


def find_in_columns(ctx: Context) -> tuple[QuestionFound, ...]:
    """The pairs under every "Spørgsmål Svar" header; nothing if there is none."""
    if not has_columns(ctx.lines):
        return ()
    sections = _sections(ctx.lines)
    narrow, wide = _widths(sections)
    found: list[QuestionFound] = []
    for section in sections:
        rows = list(_split_pairs(section.rows, narrow))
        found += _pairs(ctx, section.name, rows, _labels(rows, narrow, wide))
    return tuple(found)


def sections_of(ctx: Context) -> dict[int, str | None]:
    """The section that each line of a question or an answer stands in."""
    return {row.number: one.name for one in _sections(ctx.lines) for row in one.rows}


def _sections(lines: Sequence[Line]) -> list[_Section]:
    """The rows under each section's heading, without headers, link targets and page numbers."""
    sections: list[_Section] = []
    kept = list(_without_footers(lines))
    last_header = max((i for i, li in enumerate(kept) if HEADER.match(li.text)), default=-1)
    index, after_header = 0, False
    while index < len(kept):
        line = kept[index]
        name, used = _heading(kept, index)
        if used:
            if not sections or name is None or sections[-1].name != name:
                sections.append(_Section(name))
            index, after_header = index + used, True
            continue
        if _TAIL.match(line.text) and index > last_header:
            break
        if HEADER.match(line.text):
            after_header = True
            sections = sections or [_Section(None)]
        elif sections and line.text.strip():
            pause = index > 0 and kept[index - 1].text == " "
            pause = pause or (index > 1 and kept[index - 2].text == " ")
            sections[-1].rows.append(_Row(line.text, line.number, after_header, pause))
            after_header = False
        index += 1
    return sections


def _without_footers(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines without link targets, page numbers, and what repeats right above the latter."""
    above: Counter[str] = Counter()
    before = ""
    for line in lines:
        if _PAGE_NUMBER.match(line.text):
            above[before] += 1
        before = line.text.strip() or before
    footers = {text for text, count in above.items() if count > 1 and text}
    for line in lines:
        is_foot = _PAGE_NUMBER.match(line.text) or line.text.strip() in footers
        if not is_foot and not _LINK_TARGET.match(line.text):
            yield line


def _heading(lines: Sequence[Line], index: int) -> tuple[str | None, int]:
    """The section that is named here, and how many lines its heading and header take."""
    if not _SECTION.match(lines[index].text):
        return None, 0
    texts: list[str] = []
    for used, line in enumerate(lines[index : index + 12]):
        if HEADER.match(line.text):
            return _section_name(join_all(texts)), used + 1
        if line.text.strip():
            texts.append(line.text)
        if len(texts) > 3:
            break
    return None, 0


def _section_name(text: str) -> str:
    topic = _TOPIC.sub("", text, count=1).strip(_QUOTES)
    return topic or text


def _widths(sections: Sequence[_Section]) -> tuple[int, int]:
    """How long the lines of the two columns get; the first lines of a section are a question."""
    lengths = sorted(len(row.text.strip()) for s in sections for row in s.rows)
    wide = lengths[int(len(lengths) * 0.97)] if lengths else 60
    narrow = [len(row.text.strip()) for section in sections for row in _first_cell(section.rows)]
    fitting = [n for n in narrow if n <= wide * 0.8]
    return max(fitting, default=int(wide * 0.6)) + 1, wide


def _first_cell(rows: Sequence[_Row]) -> Iterator[_Row]:
    longest = 12
    for row in rows[:8]:
        length = len(row.text.strip())
        if row is not rows[0] and length > 1.4 * longest:
            return
        pair = _PAIR_ON_ONE_LINE.match(row.text.strip())
        yield replace(row, text=pair["question"]) if pair else row
        longest = max(longest, length)
        if "?" in row.text:
            return


def _split_pairs(rows: Sequence[_Row], narrow: int) -> Iterator[_Row]:
    """A question and its answer on one line become two rows."""
    for row in rows:
        pair = _PAIR_ON_ONE_LINE.match(row.text.strip())
        too_long = len(row.text.strip()) > narrow + 2
        if pair and too_long and len(pair["question"]) <= narrow and row.text[:1] != "•":
            yield replace(row, text=pair["question"])
            yield replace(row, text=pair["answer"], after_header=False, after_pause=True)
        else:
            yield row


def _labels(rows: Sequence[_Row], narrow: int, wide: int) -> list[bool]:
    """For each row whether it belongs to a question: the cheapest alternation of cells."""
    costs = [(0.0, 6.0)]  # as question, as answer
    back: list[tuple[bool, bool]] = []
    for index, row in enumerate(rows):
        above = rows[index - 1] if index else None
        new, came = [], []
        for is_question in (True, False):
            own = _own_cost(row, narrow, is_question=is_question)
            ways = [
                costs[-1][0] + _step(above, row, True, is_question, narrow, wide),
                costs[-1][1] + _step(above, row, False, is_question, narrow, wide),
            ]
            came.append(ways[0] <= ways[1])
            new.append(own + min(ways))
        costs.append((new[0], new[1]))
        back.append((came[0], came[1]))
    return _trace(costs[-1], back)


def _trace(end: tuple[float, float], back: Sequence[tuple[bool, bool]]) -> list[bool]:
    labels: list[bool] = []
    state = end[0] <= end[1]
    for came in reversed(back):
        labels.append(state)
        state = came[0] if state else came[1]
    return labels[::-1]


def _own_cost(row: _Row, narrow: int, *, is_question: bool) -> float:
    text = row.text.strip()
    if is_question:
        over = len(text) - narrow
        bullet = 4.0 if BULLET.match(row.text) else 0.0
        return bullet + (0.0 if over <= 0 else 1.0 + 2.0 * over)
    return 2.5 if text.endswith("?") and len(text) <= narrow else 0.0


def _step(
    above: _Row | None, row: _Row, was_question: bool, is_question: bool, narrow: int, wide: int
) -> float:
    """What it costs to read `row` as it says after `above` as it says."""
    if above is None:
        return 0.0
    ended = above.text.rstrip()[-1:]
    starts_low = row.text.strip()[:1].islower()
    if was_question == is_question:
        return _wrap_cost(above, row, narrow if is_question else wide, is_question)
    if was_question:
        cost = 0.5 if ended in "?)" else 2.0 if ended in "." else 4.5
    else:
        cost = 0.8 if ended in ".:" or LINK.search(above.text) else 2.5
    cost += 3.0 if ended == "-" else 0.0
    cost += 1.5 if starts_low and not row.after_header else 0.0
    return cost - (0.5 if row.after_pause else 0.0)


def _wrap_cost(above: _Row, row: _Row, width: int, is_question: bool) -> float:
    """A line that ends although the next word would have fitted is the end of a paragraph."""
    if row.after_header:
        return 0.0
    word = row.text.split()[0]
    room = width - len(above.text.strip()) - 1 - len(word)
    ended = above.text.rstrip()[-1:]
    if BULLET.match(row.text):
        return 0.0
    if is_question:
        if ended == "?" and not row.text.lstrip().startswith("("):
            return 1.0 if room < 0 else 1.8
        return 0.0 if room < 5 else 1.2
    if room < 4:
        return 0.0
    if ended == "-":
        return 0.0
    low = 1.0 if row.text.strip()[:1].islower() else 0.0
    if ended in ".:" and row.after_pause:
        return 0.3
    return min(0.12 * room, 2.0) + low


def _pairs(
    ctx: Context, section: str | None, rows: Sequence[_Row], labels: Sequence[bool]
) -> Iterator[QuestionFound]:
    cells: list[tuple[bool, list[_Row]]] = []
    for row, is_question in zip(rows, labels, strict=True):
        if cells and cells[-1][0] == is_question and not (is_question and _ends(cells[-1][1], row)):
            cells[-1][1].append(row)
        else:
            cells.append((is_question, [row]))
    pairs: list[tuple[list[_Row], list[_Row]]] = []
    for is_question, cell in cells:
        if is_question and not (pairs and _resumes(pairs[-1], cell)):
            pairs.append((cell, []))
        elif pairs:
            pairs[-1][not is_question].extend(cell)
    for question, answer in pairs:
        yield _found(ctx, section, question, answer)


def _ends(cell: Sequence[_Row], row: _Row) -> bool:
    """Whether the question is over, so that `row` asks another: it stopped early, at a "?"."""
    above = cell[-1].text.strip()
    room = max(len(r.text.strip()) for r in cell) - len(above) - 1 - len(row.text.split()[0])
    resumed = cell[0].after_header and cell[0].text.strip()[:1].islower()
    return above.endswith("?") and row.text.strip()[:1].isupper() and (resumed or room > 3)


def _resumes(pair: tuple[list[_Row], list[_Row]], cell: Sequence[_Row]) -> bool:
    """Whether a question cell goes on with the one that a page break cut off."""
    ended = pair[0][-1].text.rstrip()[-1:]
    goes_on = ended not in "?." or (ended == "." and cell[0].text.strip()[:1].islower())
    return cell[0].after_header and goes_on and bool(pair[1])


def _found(
    ctx: Context, section: str | None, question: Sequence[_Row], answer: Sequence[_Row]
) -> QuestionFound:
    numbers = [row.number for row in (*question, *answer)]
    asked = join_all(row.text for row in question)
    return QuestionFound(
        question=asked,
        answer=join_all(row.text for row in answer) or None,
        section=section,
        lines=(min(numbers), max(numbers)),
        page=ctx.page_of(min(numbers)),
        confidence=0.8 if asked.endswith("?") and answer else 0.6,
        rule="questions.columns",
    )

"""Tables of waves row by row: a wave's name, and under each phase of the head a day or a span."""

import re
from collections.abc import Iterator, Sequence

from kombit_tui.domain.dates import FoundDate
from kombit_tui.ingest.candidates import MilestoneFound
from kombit_tui.ingest.extract.context import Context
from kombit_tui.ingest.extract.dated import dates_in
from kombit_tui.ingest.extract.keys import tidy
from kombit_tui.ingest.extract.rows import Row, Sheet
from kombit_tui.ingest.extract.words import danish

_WAVE = danish(r"^(?:bølge|pilot\w*|gruppe|etape|hold|runde|fase|B)\s*\d{0,2}[a-z]?\b")
_HEAD = danish(r"^(?:bølge|gruppe|etape|hold|runde|fase|kommuner?)\b")
_PHASE = danish(
    r"\b(?:forbered\w*|udrul\w*|idriftsæt\w*|idriftsat\w*|go-?live\w*|ibrugtag\w*|uddannelse|undervisning"
    r"|test\w*|kick-?off\w*|pilot\w*|start\w*|slut\w*|konverter\w*|opstart\w*|afslut\w*|klargør\w*)"
)
_COUNT = re.compile(r"(?<=\s)\d{1,2}\s*$|(?<=\w)\s+\d{1,2}\s*$")
_BETWEEN = re.compile(r"\W*")
_LEAST = 2


def waves_on(sheet: Sheet, ctx: Context) -> tuple[MilestoneFound, ...]:
    """The phases of each wave in a table on the slide, () if there is none."""
    for index, row in enumerate(sheet.rows):
        if _HEAD.match(row.text) and len(row.text) <= 140:
            phases = _phases(row.text)
            found = tuple(_rows(sheet.rows[index + 1 :], phases, ctx)) if phases else ()
            if len(found) >= _LEAST * len(phases):
                return found
    return ()


def _phases(head: str) -> tuple[str, ...]:
    """The columns of a head: its phases, or each word where they are not known ones."""
    words = tuple(head.split()[1:])
    known = tuple(m.group() for m in _PHASE.finditer(head))
    return known if len(known) > 1 else words if len(words) > 1 else ()


def _rows(rows: Sequence[Row], phases: Sequence[str], ctx: Context) -> Iterator[MilestoneFound]:
    for row in rows:
        name = _WAVE.match(row.text)
        if name is None or row.is_bullet:
            return
        dates = dates_in(row.text, ctx)
        if len(dates) != len(phases) or not _is_cells(row.text, dates):
            return
        label = tidy(_COUNT.sub("", row.text[: dates[0].start])) or tidy(name.group())
        for phase, date in zip(phases, dates, strict=True):
            yield MilestoneFound(
                title=f"{label} {phase}",
                campaign=None,
                date=date.date.edtf,
                date_text=tidy(row.text[date.start : date.end]),
                lines=(row.number, row.number),
                confidence=0.65,
                rule="wave_row",
            )


def _is_cells(text: str, dates: Sequence[FoundDate]) -> bool:
    """Whether nothing but the dates stands after the first of them."""
    ends = [*(d.start for d in dates[1:]), len(text)]
    return all(_BETWEEN.fullmatch(text[d.end : end]) for d, end in zip(dates, ends, strict=True))

"""Finds the meeting that the document belongs to, and so the day it speaks from.

Events that the document announces are in `events.py`.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import PurePath

from kombit_tui.domain.dates import bounds, find_dates
from kombit_tui.domain.dates.edtf import is_day
from kombit_tui.domain.dates.words import MONTH_NAMES
from kombit_tui.domain.text import squeeze
from kombit_tui.ingest.candidates import AgendaFound, MeetingFound
from kombit_tui.ingest.document import Document, Line, Page
from kombit_tui.ingest.extract.clock import read_times, times_at_start
from kombit_tui.ingest.extract.context import Context
from kombit_tui.ingest.extract.layout import filled, join_all, vertical_texts
from kombit_tui.ingest.extract.words import danish

MEETING = danish(r"\b\w*møder?(?:t|ne)?\b")
_HEADING = danish(r"\b\w*leder-?\s?møde|velkommen|dagsorden|agenda|opsamling")
_STARTS = danish(r"\b(?:start|begynd|i\s+gang|møde\w*\s+(?:er|holdes))\w*\b[^.\n]{0,25}?\bkl")
_YEAR = re.compile(r"(?<![\d.,/])20[12]\d(?![\d.,])")
_IN_FILE_NAME = re.compile(r"(?<!\d)(?P<year>20\d\d)[-_. ]?(?P<month>0[1-9]|1[0-2])(?!\d)")
_OWN_MEETING = re.compile(r"\b[\w-]*leder-?\s?m\wde\b", re.IGNORECASE)
_FRONT_LINES = 160
_TITLE_LINES = 40
_TITLE_ROWS = 5
_FIELD = danish(
    r"^\W*(?:start|slut|frist|deadline|udsendt|sendt|type|opgjort|opdateret|trukket|status|gælder"
    r"|pr\.)\w*"
)
_LEAST_FRONT = 40
_SHORT = 64
_JOINED = re.compile(r"\s*(?:og|samt|&|\+)\s*(?:\w+dag\s+)?(?:den\s+|d\.\s*)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class MeetingDate:
    """A day or month of the meeting and where it stands."""

    edtf: str
    lines: tuple[int, int]

    @property
    def first(self) -> date:
        """Its earliest day."""
        return bounds(self.edtf)[0] or date.min

    @property
    def is_day(self) -> bool:
        """Whether it is one day and no longer."""
        return is_day(self.edtf)


def meeting_dates(document: Document) -> tuple[MeetingDate, ...]:
    """The days of the meeting; or its month, where no day is written."""
    front = _front(document)
    named = list(_named_month(front, document))
    month = named[0] if named else _month_of_file_name(document.file)
    if named and named[0].is_day:
        return _with_second_days(named, front)
    days = _days(front if month else front[:_TITLE_LINES], month)
    if not days and month:
        days = _days_elsewhere(document, month)
    return tuple(days) or ((month,) if month else ())


def document_date(document: Document) -> date | None:
    """The first day of the meeting, or the first of its month."""
    dates = meeting_dates(document)
    return min(d.first for d in dates) if dates else None


def _front(document: Document) -> list[Line]:
    """The lines of the first slides: title, practical matters, participants, agenda."""
    lines = filled(document.lines)
    return lines[: min(_FRONT_LINES, max(_LEAST_FRONT, len(lines) // 3))]


def _named_month(front: Sequence[Line], document: Document) -> Iterator[MeetingDate]:
    """The date in "programledermøde juni 2023", also when it wraps or has no year."""
    lines = front[:_TITLE_LINES]
    usual = usual_year(document)
    for index, line in enumerate(lines):
        if not _HEADING.search(line.text):
            continue
        text = join_all(li.text for li in lines[index : index + 3])
        for found in find_dates(text[:200], document_date=usual):
            if found.date.edtf and _is_month_or_day(found.date.edtf):
                last = lines[min(index + 2, len(lines) - 1)].number
                yield MeetingDate(found.date.edtf, (line.number, last))
                break


def _is_month_or_day(edtf: str) -> bool:
    return re.fullmatch(r"\d{4}-\d\d(?:-\d\d)?", edtf) is not None


def usual_year(document: Document) -> date | None:
    """The first day of the year that is written most often, or of the file name's month."""
    years = Counter(y for line in document.lines for y in _YEAR.findall(line.text[:2000]))
    named = _month_of_file_name(document.file)
    if named:
        return named.first
    return date(int(years.most_common(1)[0][0]), 1, 1) if years else None


def _month_of_file_name(name: str) -> MeetingDate | None:
    match = _IN_FILE_NAME.search(PurePath(name).stem)
    return MeetingDate(f"{match['year']}-{match['month']}", (1, 1)) if match else None


def _days(front: Sequence[Line], month: MeetingDate | None) -> list[MeetingDate]:
    """Days that stand alone in the front matter, or vertically, and lie in the month."""
    texts = [(squeeze(li.text), (li.number, li.number)) for li in front if len(li.text) <= _SHORT]
    texts += [(text, (a, b)) for text, a, b in vertical_texts(front)]
    days: dict[str, MeetingDate] = {}
    for text, lines in texts:
        for edtf in _exact(text, month):
            days.setdefault(edtf, MeetingDate(edtf, lines))
    found = sorted(days.values(), key=lambda d: d.first)
    if month is None and found:
        start = min(found, key=lambda d: d.lines).first
        found = [d for d in found if abs((d.first - start).days) <= 7]
    return found


def _exact(text: str, month: MeetingDate | None) -> Iterator[str]:
    dates = find_dates(text, document_date=month.first if month else None)
    joined = len(dates) > 1 and all(
        _JOINED.fullmatch(text[a.end : b.start]) for a, b in pairwise(dates)
    )
    covered = sum(found.end - found.start for found in dates) if joined else 0
    for found in dates:
        if _FIELD.match(text):
            continue
        alone = max(covered, found.end - found.start) >= 0.5 * len(text) or MEETING.search(text)
        first, last = bounds(found.date.edtf)
        if not alone or first is None or last is None or (last - first).days > 3:
            continue
        if month is None and not _YEAR.search(text):
            continue
        if month is None or (first.year, first.month) == (month.first.year, month.first.month):
            yield from sorted({first.isoformat(), last.isoformat()})


def _with_second_days(
    named: Sequence[MeetingDate], front: Sequence[Line]
) -> tuple[MeetingDate, ...]:
    """The day in the title and the further days of the same meeting."""
    first = named[0]
    near = [d for d in _days(front, first) if abs((d.first - first.first).days) <= 7]
    days = {d.edtf: d for d in (first, *near)}
    return tuple(sorted(days.values(), key=lambda d: d.first))


def _days_elsewhere(document: Document, month: MeetingDate) -> list[MeetingDate]:
    """A day named beside the word for the meeting anywhere: a time line shows the meeting too."""
    days: dict[str, MeetingDate] = {}
    lines = filled(document.lines)
    for index, line in enumerate(lines):
        if not _OWN_MEETING.search(line.text):
            continue
        text = join_all(li.text for li in lines[index : index + 2])[:300]
        place = _HEADING.search(text)
        for found in find_dates(text, document_date=month.first):
            first, last = bounds(found.date.edtf)
            same = first and (first.year, first.month) == (month.first.year, month.first.month)
            near = place is not None and 0 <= found.start - place.start() <= 40
            if first and same and first == last and near:
                days.setdefault(
                    first.isoformat(), MeetingDate(first.isoformat(), (line.number, line.number))
                )
    return sorted(days.values(), key=lambda d: d.first)


def find_meetings(ctx: Context, agenda: Sequence[AgendaFound]) -> tuple[MeetingFound, ...]:
    """The meeting of the document, with its days and hours."""
    dates = meeting_dates(ctx.document)
    if not dates:
        return ()
    start, end = _hours(ctx.pages, agenda)
    spans = [d.lines for d in dates]
    return (
        MeetingFound(
            title=_title(ctx.document, dates[0]),
            dates=tuple(d.edtf for d in dates),
            start=start,
            end=end,
            lines=(min(a for a, _ in spans), max(b for _, b in spans)),
            page=ctx.page_of(spans[0][0]),
            confidence=0.9 if dates[0].is_day else 0.7,
            rule="meeting.days" if dates[0].is_day else "meeting.month",
        ),
    )


def _title(document: Document, when: MeetingDate) -> str:
    """What kind of meeting it is, with its month: the day alone would not tell two apart."""
    front = " ".join(squeeze(line.text) for line in _front(document)[:_TITLE_LINES])
    named = re.search(r"\b\w{4,}møder?\b", front, re.IGNORECASE)
    kind = named[0].capitalize() if named else "Programledermøde"
    return f"{kind} {MONTH_NAMES[when.first.month - 1]} {when.first.year}"


def _hours(pages: Sequence[Page], agenda: Sequence[AgendaFound]) -> tuple[str | None, str | None]:
    """When the meeting starts and ends: as its time table says, or the first slides."""
    timed = [item for item in agenda if item.start]
    if timed:
        return timed[0].start, timed[-1].end
    for line in [line for page in pages[:2] for line in filled(page.lines)][:_TITLE_ROWS]:
        is_day = bool(find_dates(line.text[:200]))
        times = read_times(line.text) if is_day else times_at_start(line.text)
        if times and times.end:
            return times.start, times.end
    for page in pages[:8]:
        for line in filled(page.lines)[:60]:
            said = _STARTS.search(line.text)
            times = read_times(line.text[max(0, said.end() - 2) :]) if said else None
            if times:
                return times.start, times.end
    return None, None

"""Finds which municipalities took part in a meeting, and which were or will be visited."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kombit_tui.domain.dates import bounds, find_dates
from kombit_tui.domain.municipalities import find_municipality
from kombit_tui.domain.text import squeeze
from kombit_tui.ingest.candidates import AttendanceFound
from kombit_tui.ingest.document import Line
from kombit_tui.ingest.extract.context import Context
from kombit_tui.ingest.extract.layout import filled, join, without_bullet

_MUNICIPALITIES = re.compile(r"(?<!\d)(?P<n>\d{1,2})\s+kommuner\b", re.IGNORECASE)
_PEOPLE = re.compile(
    r"(?<!\d)(?P<n>\d{1,3})\s+(?:deltagere|tilmeldte|personer|programledere)\b", re.IGNORECASE
)
_TOOK_PART = re.compile(r"\b(?:deltag|tilmeldt|fremmødt|repræsenteret)", re.IGNORECASE)
_FULL_NAME = re.compile(r"^[A-ZÆØÅ][\w.-]+(?:\s[A-ZÆØÅ][\w.-]+)?\s(?:[Rr]egions)?[Kk]ommune$")
_LEAST = 5
_LONGEST_CELL = 60
_COLUMN = re.compile(r"\s{2,}|[;,]\s+|(?<=ommune)\s+")


@dataclass(frozen=True, slots=True)
class _Head:
    """The line over a list of participants."""

    line: Line
    date: str | None
    municipalities: int | None
    people: int | None


def find_attendance(ctx: Context) -> tuple[AttendanceFound, ...]:
    """One record for each list of participants that says its day, or belongs to the meeting's."""
    lines = filled(ctx.lines)
    heads = list(_heads(ctx, lines))
    found = []
    for nth, (index, head) in enumerate(heads):
        end = heads[nth + 1][0] if nth + 1 < len(heads) else len(lines)
        names, last = _names(lines[index + 1 : end])
        day = head.date or (ctx.document_date.isoformat() if ctx.document_date else None)
        is_counted = head.municipalities is not None and head.people is not None
        if day is None or not (len(names) >= _LEAST or is_counted):
            continue
        found.append(
            AttendanceFound(
                date=day,
                municipalities_stated=head.municipalities,
                participants_stated=head.people,
                municipalities=tuple(names),
                lines=(head.line.number, max(last, head.line.number)),
                page=ctx.page_of(head.line.number),
                confidence=0.9 if head.date else 0.6,
                rule="attendance.list",
                flags=_flags(head, names),
            )
        )
    return tuple(found)


def _flags(head: _Head, names: Sequence[str]) -> tuple[str, ...]:
    if head.municipalities is None or head.municipalities == len(names):
        return ()
    return (f"Der står {head.municipalities} kommuner, men listen har {len(names)}.",)


def _heads(ctx: Context, lines: Sequence[Line]) -> Iterator[tuple[int, _Head]]:
    """Lines that count municipalities or participants, with the date beside them."""
    last = -10
    for index, line in enumerate(lines):
        count, people = _MUNICIPALITIES.search(line.text), _PEOPLE.search(line.text)
        if len(line.text) > 90 or not (people or (count and _TOOK_PART.search(line.text))):
            continue
        if index - last <= 2:
            continue
        last = index
        near = [*lines[index : index + 3], *lines[max(0, index - 2) : index]]
        dates = [d for near_line in near for d in _days(ctx, near_line.text)]
        count = count or _first(_MUNICIPALITIES, near)
        people = people or _first(_PEOPLE, near)
        yield (
            index,
            _Head(
                line,
                dates[0] if dates else None,
                int(count["n"]) if count else None,
                int(people["n"]) if people else None,
            ),
        )


def _first(pattern: re.Pattern[str], lines: Sequence[Line]) -> re.Match[str] | None:
    return next((m for line in lines if (m := pattern.search(line.text))), None)


def _days(ctx: Context, text: str) -> list[str]:
    found = find_dates(text, document_date=ctx.document_date)
    return [f.date.edtf for f in found if f.date.edtf and _is_day(f.date.edtf)]


def _is_day(edtf: str) -> bool:
    first, last = bounds(edtf)
    return first is not None and first == last


def _names(lines: Sequence[Line]) -> tuple[list[str], int]:
    """The municipalities of a list, until a run of lines that name none."""
    names: dict[str, None] = {}
    last = misses = 0
    pending = ""
    for line in lines:
        found, pending = _in_line(line.text, pending)
        if found:
            names |= dict.fromkeys(found)
            last, misses = line.number, 0
        else:
            misses += 0 if pending else 1
        if misses > (2 if names else 4):
            break
    return list(names), last


def _in_line(text: str, pending: str) -> tuple[list[str], str]:
    """The municipalities in one line, and a name that may go on in the next."""
    text = without_bullet(text)
    if len(text) > 4 * _LONGEST_CELL:
        return [], ""
    cells = [squeeze(c) for c in _COLUMN.split(text) if c.strip()]
    if pending.endswith("-") and cells:
        cells[0] = join(pending, cells[0])
    found = [name for cell in cells if (name := _municipality(cell))]
    if found:
        return found, cells[-1] if cells[-1].endswith("-") else ""
    whole = _municipality(join(pending, text)) if pending else None
    short = squeeze(text)
    return ([whole], "") if whole else ([], short if 2 < len(short) <= 30 else "")


def _municipality(text: str) -> str | None:
    """Its full name; one that is not in the list of municipalities is kept as printed."""
    if len(text) > _LONGEST_CELL:
        return None
    known = find_municipality(text, damaged=True)
    return known.full_name if known else text if _FULL_NAME.match(text) else None

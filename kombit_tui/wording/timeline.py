"""The timeline in signs and in words: bars and marks as runs of cells, heads, and each row told.

Every sign is plain ASCII, and whatever is drawn is also told: nobody needs the picture.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

from kombit_tui.db.queries.timeline import WHATS, Entry, Head
from kombit_tui.domain.choices import CAMPAIGN_KINDS
from kombit_tui.domain.dates.words import MONTH_NAMES
from kombit_tui.domain.timeline import (
    DEADLINE,
    LASTING,
    MILESTONE,
    Piece,
    Scale,
    Shape,
    Unit,
    Zoom,
    divisions,
    ends_of,
)
from kombit_tui.wording.cells import fitted, width_of
from kombit_tui.wording.lines import Run
from kombit_tui.wording.values import OVERDUE, day_in_full, day_text, days_to

SIGNS = {
    "preparation": "-",
    "roll_out": "=",
    "go_live": "*",
    "stop": "X",
    "window": "#",
    "meeting": "o",
    MILESTONE: "+",
    DEADLINE: "v",
}
TODAY, DIVISION, VAGUE = "|", ":", "."
EARLIER, LATER = "<", ">"
"""What lies outside the days that are seen, and the open end of a date that has one."""
LEGEND = "- forb. = udrul. * go-live X stop v frist + milepæl o møde # vindue [.] vag"
"""Fits a window of 80 columns; the words in full stand in every row's detail."""
ZOOM_NAMES = {Unit.MONTH: "Måned", Unit.QUARTER: "Kvartal", Unit.YEAR: "År"}
_ORDER = (Shape.RANGE, Shape.BAR, Shape.POINT)
"""What is drawn last is seen."""


class Drawing(NamedTuple):
    """What a row has on the line, and the look of it."""

    pieces: tuple[Piece, ...] = ()
    tone: str = ""


class Canvas(NamedTuple):
    """What all rows are drawn on: the days, today, and where the coarse periods begin."""

    scale: Scale
    today: int
    lines: frozenset[int] = frozenset()


def canvas(scale: Scale, zoom: Zoom, today: int) -> Canvas:
    """The days of `scale`, divided as the zoom says."""
    begun = (
        column for column, day in divisions(zoom.unit, scale) if day.toordinal() >= scale.start
    )
    return Canvas(scale, today, frozenset(begun))


# Drawing.

_Cell = tuple[str, str]
"""A sign and its tone."""


def chart_runs(drawing: Drawing, on: Canvas) -> list[Run]:
    """The pieces of a row as runs, with today and the divisions behind them."""
    cells: list[_Cell] = [(" ", "")] * on.scale.width
    for column in on.lines:
        cells[column] = (DIVISION, "muted")
    today = on.scale.column(on.today)
    if 0 <= today < on.scale.width:
        cells[today] = (TODAY, "today")
    is_seen = False
    for piece in sorted(drawing.pieces, key=lambda one: _ORDER.index(one.shape)):
        is_seen |= _draw(piece, drawing.tone, on, cells)
    if drawing.pieces and not is_seen and cells:
        first = ends_of(drawing.pieces)[0]
        is_later = first is not None and first > on.scale.end
        cells[-1 if is_later else 0] = (LATER if is_later else EARLIER, "muted")
    return [
        ("".join(sign for sign, _ in run), (tone,)) for tone, run in groupby(cells, lambda c: c[1])
    ]


def _draw(piece: Piece, tone: str, on: Canvas, cells: list[_Cell]) -> bool:
    """Draw a piece; False where nothing of it is seen."""
    seen = on.scale.columns(piece.first, piece.last)
    if seen is None:
        return False
    left, right = seen
    sign, tone = _sign(piece, tone, on.today)
    if piece.shape is not Shape.RANGE:
        text = sign * (right - left + 1)
    else:
        text = _vague(piece, sign, right - left + 1, on.scale)
    cells[left : right + 1] = [(letter, tone) for letter in text]
    return True


def _sign(piece: Piece, tone: str, today: int) -> _Cell:
    if piece.what == DEADLINE and piece.last is not None and piece.last < today:
        return OVERDUE, "error"
    return SIGNS[piece.what], "warning" if piece.what == "stop" and tone != "muted" else tone


def _vague(piece: Piece, sign: str, width: int, scale: Scale) -> str:
    """«[..*..]»: on some day between the brackets; an end that is open, or not seen, has none."""
    if width == 1:
        return sign
    fill = sign if piece.what in LASTING else VAGUE
    left, right = fill, fill
    if piece.first is None:
        left = EARLIER
    elif piece.first >= scale.start:
        left = "["
    if piece.last is None:
        right = LATER
    elif piece.last <= scale.end:
        right = "]"
    if width == 2:
        return sign + right
    inner = width - 2
    return left + fill * ((inner - 1) // 2) + sign + fill * (inner // 2) + right


# Heads.


def head_text(unit: Unit, scale: Scale, today: int | None = None) -> str:
    """The periods of a unit by name, each where it begins; today where there is room for it."""
    if scale.width == 0:
        return ""
    found = list(divisions(unit, scale))
    ends = [column for column, _ in found[1:]] + [scale.width]
    cells = [" "] * scale.width
    for (column, day), end in zip(found, ends, strict=True):
        room = end - column - (end < scale.width)
        name = next((one for one in _names(unit, day) if width_of(one) <= room), "")
        cells[column : column + len(name)] = name
    column = -1 if today is None else scale.column(today)
    for said in (f"{TODAY}i dag", TODAY):
        if (
            0 <= column <= scale.width - len(said)
            and not "".join(cells[max(column - 1, 0) : column + len(said) + 1]).strip()
        ):
            cells[column : column + len(said)] = said
            break
    return "".join(cells)


def _names(unit: Unit, day: date) -> Sequence[str]:
    """What a period is called, at length and shorter."""
    if unit is Unit.WEEK:
        week = day.isocalendar().week
        return f"uge {week}", f"{week}"
    if unit is Unit.MONTH:
        name = MONTH_NAMES[day.month - 1]
        return f"{name} {day.year}", name, name[:3]
    if unit is Unit.QUARTER:
        name = f"{(day.month + 2) // 3}. kvartal"
        return f"{name} {day.year}", name, f"{name[:4]}vt.", f"Q{name[0]}"
    return str(day.year), f"{day.year % 100:02}"


def zoom_text(zoom: Zoom) -> str:
    """How close one looks."""
    days = "1 dag" if zoom.days == 1 else f"{zoom.days} dage"
    return f"{ZOOM_NAMES[zoom.unit]} · 1 tegn = {days}"


# Words.


def what_text(entry: Entry) -> str:
    """What an entry is."""
    return WHATS[entry.what]


def when_text(entry: Entry) -> str:
    """When it is, short; a meeting of several days by its first."""
    return day_text(entry.date, entry.date_text) or "Uafklaret"


def when_in_full(entry: Entry, today: date) -> str:
    """When it is, with weekday, week, distance and hours."""
    hours = "-".join(filter(None, (entry.start, entry.end)))
    at = f" kl. {hours}" if hours else ""
    if len(entry.pieces) == 1 and entry.pieces[0].shape is not Shape.POINT:
        return _period(entry, entry.pieces[0], today) + at
    told = day_in_full(entry.date, None, today) if entry.pieces else when_text(entry)
    others = (f" og {_day(one.first)}" for one in entry.pieces[1:] if one.first is not None)
    return told + "".join(others) + at


def _period(entry: Entry, piece: Piece, today: date) -> str:
    """A period or a vague date: its own words, the days it lies between, and how far off it is."""
    ends = ""
    if piece.first is not None and piece.last is not None:
        ends = f"{_day(piece.first)} til {_day(piece.last)}"
    if piece.shape is Shape.BAR:
        return f"{ends} ({_distance(piece, today)})"
    within = f"{ends}, " if ends else ""
    return f"{when_text(entry)} ({within}{_distance(piece, today)})"


def _day(day: int) -> str:
    return f"{date.fromordinal(day):%d-%m-%Y}"


def _distance(piece: Piece, today: date) -> str:
    now = today.toordinal()
    if piece.first is not None and piece.first > now:
        return f"begynder {days_to(date.fromordinal(piece.first), today)}"
    if piece.last is not None and piece.last < now:
        return f"slut {days_to(date.fromordinal(piece.last), today)}"
    return "i gang nu" if piece.shape is Shape.BAR else "kan være nu"


def wave_text(entry: Entry) -> str:
    """Its wave, and whose it is."""
    if not entry.wave:
        return ""
    return f"{entry.wave} (vores bølge)" if entry.is_own else entry.wave


def head_note(head: Head, number: int) -> str:
    """What a heading says beside its title."""
    stop = day_text(head.stop, head.stop_text)
    counted = f"{number} {'post' if number == 1 else 'poster'}" if number else ""
    return " · ".join(filter(None, (f"stop {stop}" if stop else "", counted)))


def head_lines(head: Head, today: date) -> Iterator[tuple[str, str]]:
    """A campaign in words, as label and text."""
    yield "Slags", CAMPAIGN_KINDS.get(head.kind or "", "")
    stop = day_text(head.stop, head.stop_text)
    yield "Stopper", day_in_full(head.stop, head.stop_text, today) if head.pieces else stop


def fitted_head(zoom: Zoom, width: int) -> str:
    """How close one looks, above the titles of the rows."""
    return fitted(f" {zoom_text(zoom)}", width)

"""The timeline in signs: bars and marks as runs of cells, and the heads above them.

Every sign is plain ASCII; `wording.timeline` tells in words whatever is drawn here.
"""

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

from kombit_tui.domain.dates.words import MONTH_NAMES, WEEKDAY_NAMES
from kombit_tui.domain.timeline import (
    DAY,
    DEADLINE,
    DOWNLOAD,
    FOLLOW_UP,
    LASTING,
    MEETING,
    MILESTONE,
    PRESSING,
    WINDOW,
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
from kombit_tui.wording.values import OVERDUE

SIGNS = {
    "preparation": "-",
    "roll_out": "=",
    "go_live": "*",
    "stop": "X",
    WINDOW: "#",
    MEETING: "o",
    MILESTONE: "+",
    DEADLINE: "v",
    DOWNLOAD: "h",
    FOLLOW_UP: "f",
}
TODAY, DIVISION, VAGUE = "|", ":", "."
EARLIER, LATER = "<", ">"
"""What lies outside the days that are seen, and the open end of a date that has one."""
LEGEND = "- forb. = udrul. * live X stop v frist h hent f følg op + mil. o møde # vindue"
"""Fits a window of 80 columns; the words in full stand in every row's detail."""
LEGEND_IN_FULL = f"{LEGEND} [.] vag"
ZOOM_NAMES = {
    Unit.DAY: "Døgn",
    Unit.WEEK: "Uge",
    Unit.MONTH: "Måned",
    Unit.QUARTER: "Kvartal",
    Unit.YEAR: "År",
}
_ORDER = (Shape.RANGE, Shape.BAR, Shape.POINT)
"""What is drawn last is seen."""


class Drawing(NamedTuple):
    """What a row has on the line, and the look of it."""

    pieces: tuple[Piece, ...] = ()
    tone: str = ""
    hours: str = ""
    """Of a service window, in words: they stand beside it where there is room."""


class Canvas(NamedTuple):
    """What all rows are drawn on: the hours, today, and where the coarse periods begin."""

    scale: Scale
    today: int
    """The day."""
    lines: frozenset[int] = frozenset()


def canvas(scale: Scale, zoom: Zoom, today: int) -> Canvas:
    """The days of `scale`, divided as the zoom says."""
    begun = (column for column, hour in divisions(zoom.unit, scale) if hour >= scale.start)
    return Canvas(scale, today, frozenset(begun))


# Drawing.

_Cell = tuple[str, str]
"""A sign and its tone."""


def chart_runs(drawing: Drawing, on: Canvas) -> list[Run]:
    """The pieces of a row as runs, with today and the divisions behind them."""
    cells: list[_Cell] = [(" ", "")] * on.scale.width
    for column in on.lines:
        cells[column] = (DIVISION, "muted")
    today = on.scale.column(on.today * DAY)
    if 0 <= today < on.scale.width:
        cells[today] = (TODAY, "today")
    is_seen = False
    for piece in sorted(drawing.pieces, key=lambda one: _ORDER.index(one.shape)):
        is_seen |= _draw(piece, drawing, on, cells)
    if drawing.pieces and not is_seen and cells:
        first = ends_of(drawing.pieces)[0]
        is_later = first is not None and first * DAY > on.scale.end
        cells[-1 if is_later else 0] = (LATER if is_later else EARLIER, "muted")
    return [
        ("".join(sign for sign, _ in run), (tone,)) for tone, run in groupby(cells, lambda c: c[1])
    ]


def _draw(piece: Piece, drawing: Drawing, on: Canvas, cells: list[_Cell]) -> bool:
    """Draw a piece; False where nothing of it is seen."""
    seen = on.scale.columns(piece.begins, piece.ends)
    if seen is None:
        return False
    left, right = seen
    sign, tone = _sign(piece, drawing.tone, on.today)
    if _is_vague(piece, on.scale):
        text = _vague(piece, sign, right - left + 1, on.scale)
    else:
        text = sign * (right - left + 1)
    cells[left : right + 1] = [(letter, tone) for letter in text]
    if drawing.hours and piece.hours is not None:
        _tell(f" {drawing.hours}", right + 1, tone, cells)
    return True


def _is_vague(piece: Piece, scale: Scale) -> bool:
    """Whether nobody knows when between its ends; by the hour, also what has only a day."""
    if piece.shape is Shape.POINT:
        return piece.hours is None and scale.hours < DAY
    return piece.shape is Shape.RANGE


def _tell(text: str, at: int, tone: str, cells: list[_Cell]) -> None:
    """Write words where nothing is drawn; none where they do not fit."""
    behind = cells[at : at + len(text)]
    if len(behind) == len(text) and all(sign in (" ", DIVISION) for sign, _ in behind):
        cells[at : at + len(text)] = [(letter, tone) for letter in text]


def _sign(piece: Piece, tone: str, today: int) -> _Cell:
    if piece.what in PRESSING and piece.last is not None and piece.last < today:
        return OVERDUE, "error"
    return SIGNS[piece.what], "warning" if piece.what == "stop" and tone != "muted" else tone


def _vague(piece: Piece, sign: str, width: int, scale: Scale) -> str:
    """«[..*..]»: some time between the brackets; an end that is open, or not seen, has none."""
    if width == 1:
        return sign
    fill = sign if piece.what in LASTING else VAGUE
    left, right = fill, fill
    if piece.begins is None:
        left = EARLIER
    elif piece.begins >= scale.start:
        left = "["
    if piece.ends is None:
        right = LATER
    elif piece.ends <= scale.end:
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
    for (column, hour), end in zip(found, ends, strict=True):
        room = end - column - (end < scale.width)
        name = next((one for one in _names(unit, hour) if width_of(one) <= room), "")
        cells[column : column + len(name)] = name
    column = -1 if today is None else scale.column(today * DAY)
    for said in (f"{TODAY}i dag", TODAY):
        if (
            0 <= column <= scale.width - len(said)
            and not "".join(cells[max(column - 1, 0) : column + len(said) + 1]).strip()
        ):
            cells[column : column + len(said)] = said
            break
    return "".join(cells)


def _names(unit: Unit, hour: int) -> Sequence[str]:
    """What a period is called, at length and shorter."""
    day = date.fromordinal(hour // DAY)
    if unit is Unit.HOUR:
        return (f"{hour % DAY:02}",)
    if unit is Unit.DAY:
        weekday = WEEKDAY_NAMES[day.weekday()]
        return f"{weekday} {day:%d-%m-%Y}", f"{weekday[:3]} {day.day}.", f"{day.day}."
    if unit is Unit.WEEK:
        week = day.isocalendar().week
        return f"uge {week}, {MONTH_NAMES[day.month - 1]} {day.year}", f"uge {week}", f"{week}"
    if unit is Unit.MONTH:
        name = MONTH_NAMES[day.month - 1]
        return f"{name} {day.year}", name, name[:3]
    if unit is Unit.QUARTER:
        name = f"{(day.month + 2) // 3}. kvartal"
        return f"{name} {day.year}", name, f"{name[:4]}vt.", f"Q{name[0]}"
    return str(day.year), f"{day.year % 100:02}"


def zoom_text(zoom: Zoom) -> str:
    """How close one looks."""
    number, one, many = (zoom.hours // DAY, "dag", "dage")
    if zoom.has_hours:
        number, one, many = zoom.hours, "time", "timer"
    return f"{ZOOM_NAMES[zoom.unit]} · 1 tegn = {number} {one if number == 1 else many}"


def fitted_head(zoom: Zoom, width: int) -> str:
    """How close one looks, above the titles of the rows."""
    return fitted(f" {zoom_text(zoom)}", width)

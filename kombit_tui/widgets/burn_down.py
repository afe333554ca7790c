"""The burn-down of a campaign: its figures in words, and a plot below them where there is room.

Drawn with plain ASCII: `#` what was left each day, `.` where an even pace would be. Draws what
`domain.burn_down` counted, and decides nothing.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby
from math import ceil

from textual.reactive import reactive
from textual.strip import Strip

from kombit_tui.domain.burn_down import BurnDown
from kombit_tui.widgets.detail import wrapped
from kombit_tui.widgets.painted import segment
from kombit_tui.widgets.panel import Panel
from kombit_tui.wording.cells import fitted, width_of
from kombit_tui.wording.values import iso_text

LEFT, IDEAL = "#", "."
LEGEND = "# mangler  . jævnt tempo"
"""Said in the plot, where that is empty."""
NOW = "i dag"
LEAST_WIDTH = 30
LEAST_ROWS = 4
"""Lines of the smallest plot, its axis among them."""
MOST_ROWS = 12
"""A higher plot says no more."""

Line = Sequence[tuple[str, str]]
"""Runs of text and tone."""


class BurnDownPanel(Panel):
    """The panel of Overblik whose lines are sentences, with the plot below."""

    burnt: reactive[BurnDown | None] = reactive(None)
    """Set by the screen; None for words alone."""

    def render_line(self, y: int) -> Strip:
        """The title, the words, then the plot."""
        if y == 0:
            return super().render_line(y)
        width = self.size.width
        lines = self._lines(width, self.size.height - 1)
        runs = lines[y - 1] if y <= len(lines) else ()
        pieces = [segment(text, self.look(tone)) for text, tone in runs]
        return Strip(pieces).adjust_cell_length(width, self.look())

    def _lines(self, width: int, room: int) -> list[Line]:
        words: list[Line] = [
            ((f" {line}", tone),)
            for text, tone in self.text.lines
            for line in wrapped(text, max(width - 2, 1))
        ]
        has_plot = self.burnt is not None and width >= LEAST_WIDTH and room > LEAST_ROWS
        if self.burnt is None or not has_plot:
            return [*words[: room - 1], _cut(words[room - 1 :], width)] if room > 0 else []
        told = min(len(words), room - LEAST_ROWS)
        rows = min(room - told, MOST_ROWS)
        drawn = [((" ", ""), *line) for line in plot(self.burnt, width - 2, rows)]
        return [*words[: told - 1], _cut(words[told - 1 :], width), *drawn]


def _cut(lines: Sequence[Line], width: int) -> Line:
    """The first line, with a mark at its end where others had no room."""
    if not lines:
        return ()
    ((text, tone),) = lines[0]
    return (
        ((fitted(f"{text} …", min(width_of(text) + 2, width - 1)), tone),)
        if lines[1:]
        else lines[0]
    )


def plot(burnt: BurnDown, width: int, height: int) -> Iterator[Line]:
    """The burn-down in `width` cells and `height` lines, the last of which is the time axis."""
    label = len(str(burnt.total)) + 1
    days = _days(burnt, width - label)
    left = [burnt.left_on(day) for day in days]
    rows = height - 1
    bars = [_height(number, burnt.total, rows) for number in left]
    ideal = [_height(burnt.ideal_on(day), burnt.total, rows) for day in days]
    for row in range(rows, 0, -1):
        head = str(burnt.total) if row == rows else ""
        cells = [
            IDEAL if even == row else LEFT if bar >= row else " "
            for bar, even in zip(bars, ideal, strict=True)
        ]
        if row == rows and not "".join(cells[-len(LEGEND) - 1 :]).strip():
            cells[-len(LEGEND) :] = LEGEND
        yield (
            (fitted(head, label), "muted"),
            *(("".join(same), tone) for tone, same in groupby(cells, _tone)),
        )
    yield ((fitted("0", label), "muted"), (_axis(burnt, days), "muted"))


def _tone(cell: str) -> str:
    return "accent" if cell == LEFT else ""


def _days(burnt: BurnDown, width: int) -> list[date]:
    """The day of each column: from the start to the stop, or to today where that is later."""
    span = (max(burnt.stop, burnt.today) - burnt.start).days
    return [burnt.start + timedelta(days=round(span * at / (width - 1))) for at in range(width)]


def _height(number: float | None, total: int, rows: int) -> int:
    return 0 if number is None else ceil(number / total * rows - 1e-9)


def _axis(burnt: BurnDown, days: Sequence[date]) -> str:
    """Start, today and stop below their columns; today gives way where there is no room."""
    width = len(days)
    line = list(" " * width)
    marks = [
        (0, iso_text(burnt.start.isoformat())),
        (_column(burnt.stop, days), f"stop {iso_text(burnt.stop.isoformat())}"),
        (_column(burnt.today, days), NOW),
    ]
    for at, text in marks:
        start = max(0, min(at - len(text) // 2, width - len(text)))
        around = line[max(start - 1, 0) : start + len(text) + 1]
        if len(text) <= width and not "".join(around).strip():
            line[start : start + len(text)] = text
    return "".join(line)


def _column(day: date, days: Sequence[date]) -> int:
    return min(range(len(days)), key=lambda at: abs(days[at] - day))

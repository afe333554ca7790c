"""A list with a line of time beside it: titles left, bars and marks of the days in view right.

It paints only the rows that can be seen, as every list; what a row has on the line it is given.
"""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.binding import BindingType
from textual.strip import Strip

from kombit_tui.actions import TIMELINE
from kombit_tui.domain.timeline import (
    DAY,
    FIRST_DAY,
    LAST_DAY,
    USUAL,
    ZOOMS,
    Scale,
    Zoom,
    noon,
    scale_around,
)
from kombit_tui.widgets.bindings import bindings_of
from kombit_tui.widgets.painted import segment
from kombit_tui.widgets.record_list import RecordList
from kombit_tui.wording.lines import Column, ListRow, Run, head_runs, row_runs
from kombit_tui.wording.timeline_chart import (
    Canvas,
    Drawing,
    canvas,
    chart_runs,
    fitted_head,
    head_text,
)

LEAST_TABLE = 31
SHARE = 40
"""Percent of the width that the titles and what stands beside them get."""


class Gantt(RecordList):
    """The list."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(TIMELINE[3:])]
    HEADS = 2
    LOOKS: ClassVar[tuple[str, ...]] = ("own", "today")
    DEFAULT_CSS = """
    Gantt {
        & > .record-list--own { color: $text-accent; text-style: bold; }
        & > .record-list--today { color: $text-primary; }
    }
    """

    def __init__(self, columns: Sequence[Column]) -> None:
        super().__init__(columns)
        self.drawings: Mapping[str, Drawing] = {}
        """What each row has on the line; set before the rows are shown."""
        self.today = FIRST_DAY
        """The day it is."""
        self.middle = noon(FIRST_DAY)
        """The hour in the middle of what is seen."""
        self.zoom_at = USUAL
        self._canvas: Canvas | None = None

    @property
    def zoom(self) -> Zoom:
        """How close one looks."""
        return ZOOMS[self.zoom_at]

    @property
    def scale(self) -> Scale:
        """The days that are seen."""
        return self._on(self.scrollable_content_region.width).scale

    def set_today(self, day: int) -> None:
        """Say which day it is; the first time it is put in the middle."""
        if day != self.today:
            self.middle = noon(day) if self.today == FIRST_DAY else self.middle
            self.today = day
            self._canvas = None

    def look_at(self, hour: int, zoom_at: int | None = None) -> None:
        """Put an hour in the middle, and look closer or from farther off."""
        self.middle = max(FIRST_DAY * DAY, min(hour, LAST_DAY * DAY))
        self.zoom_at = self.zoom_at if zoom_at is None else zoom_at
        self._canvas = None
        self._strips.clear()
        self.refresh()

    def action_scroll_time(self, by: int) -> None:
        """A quarter of what is seen on or back."""
        self.look_at(self.middle + by * max(self.scale.width // 4, 1) * self.zoom.hours)

    # Painting.

    def _on(self, width: int) -> Canvas:
        wide = max(width - _table(width), 0)
        if self._canvas is None or self._canvas.scale.width != wide:
            scale = scale_around(self.middle, self.zoom, wide)
            self._canvas = canvas(scale, self.zoom, self.today)
        return self._canvas

    def head_line(self, y: int, width: int) -> Strip:
        """Coarse periods above fine ones; the column heads stand beside those."""
        table, on = _table(width), self._on(width)
        if y == 0:
            left: list[Run] = [(fitted_head(self.zoom, table), ("head",))]
            text = head_text(self.zoom.unit, on.scale, self.today)
        else:
            left = head_runs(self.columns, table, self.layout_now)
            text = head_text(self.zoom.fine, on.scale)
        return self._painted([*left, (text, ("head",))], width, "head")

    def field_at(self, x: int, width: int) -> str:
        """The field of the column whose head is at `x`; over the line there is none."""
        return super().field_at(x, _table(width)) if x < _table(width) else ""

    def row_strip(self, row: ListRow, state: str, width: int) -> Strip:
        """A row, and what it has on the line."""
        left = row_runs(
            row,
            self.columns,
            _table(width),
            state,
            is_marked=self.is_marked(row.id),
            hidden=self.layout_now.hidden,
        )
        drawing = self.drawings.get(row.id, Drawing())
        right = [(text, (*names, state)) for text, names in chart_runs(drawing, self._on(width))]
        return self._painted([*left, *right], width, state)

    def _painted(self, runs: Sequence[Run], width: int, state: str) -> Strip:
        joined: list[tuple[str, Style]] = []
        for text, names in runs:
            style = self.look(*names)
            if joined and joined[-1][1] is style:
                joined[-1] = (joined[-1][0] + text, style)
            else:
                joined.append((text, style))
        pieces: list[Segment] = [segment(text, style) for text, style in joined]
        return Strip(pieces).adjust_cell_length(width, self.look(state))


def _table(width: int) -> int:
    return min(max(LEAST_TABLE, width * SHARE // 100), width)

"""A month with its week numbers, to choose a day from by arrows or by the mouse.

It knows the calendar and nothing of fields: it says where its cursor is, and which day was taken.
"""

from collections.abc import Iterator
from datetime import MAXYEAR, MINYEAR, date, timedelta
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.reactive import reactive
from textual.strip import Strip

from kombit_tui.actions import GRID
from kombit_tui.domain.dates import add_months
from kombit_tui.domain.dates.edtf import month_span
from kombit_tui.domain.dates.holidays import holiday_name
from kombit_tui.domain.dates.words import MONTH_NAMES
from kombit_tui.widgets.bindings import bindings_of
from kombit_tui.widgets.painted import segment
from kombit_tui.widgets.plain_message import PlainMessage
from kombit_tui.widgets.toned import Toned
from kombit_tui.wording.cells import fitted, width_of

WEEK_WIDTH, DAY_WIDTH = 5, 5
WIDTH = WEEK_WIDTH + 7 * DAY_WIDTH
HEAD = "Uge  " + "".join(f" {name}  " for name in ["ma", "ti", "on", "to", "fr", "lø", "sø"])
LEGEND = "* i dag  . weekend  + helligdag"
TODAY, WEEKEND, HOLIDAY = "*", ".", "+"
_SATURDAY = 6
_FIRST_WEEK = 2
"""The line of the first week: after the month's name and the weekdays."""
_LINES = 9

Run = tuple[str, str]


class MonthGrid(Toned, can_focus=True):
    """One month; the cursor is on a day of it."""

    LOOK = "month-grid"
    LOOKS: ClassVar[tuple[str, ...]] = ("title", "muted", "cursor", "today", "free")
    DEFAULT_CSS = """
    MonthGrid {
        height: 9;
        width: 40;
        background: $panel;
        color: $foreground;
        & > .month-grid--title { text-style: bold; color: $text-primary; }
        & > .month-grid--muted { color: $text-muted; }
        & > .month-grid--cursor { text-style: bold reverse; }
        & > .month-grid--today { text-style: bold; color: $text-accent; }
        & > .month-grid--free { color: $text-warning; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(GRID)]

    day: reactive[date] = reactive(date.min, init=False)
    """The day the cursor is on."""

    class Moved(PlainMessage):
        """The cursor is on another day."""

        day: date

    class Taken(PlainMessage):
        """The user wants this day."""

        day: date

    class Closed(PlainMessage):
        """The user wants no day from here."""

    def __init__(self, day: date, today: date) -> None:
        super().__init__()
        self.set_reactive(MonthGrid.day, day)
        self.today = today

    def watch_day(self) -> None:
        """Say where the cursor is."""
        self.post_message(self.Moved(self.day))

    def action_move(self, days: int) -> None:
        """Some days on or back, as far as the calendar goes."""
        try:
            self.day += timedelta(days)
        except OverflowError:
            self.app.bell()

    def action_month(self, months: int) -> None:
        """The same day of another month."""
        if MINYEAR * 12 <= self.day.year * 12 + self.day.month - 1 + months < (MAXYEAR + 1) * 12:
            self.day = add_months(self.day, months)

    def action_edge(self, end: int) -> None:
        """The first day of the month (0) or the last (1)."""
        self.day = month_span(self.day.year, self.day.month)[end]

    def action_take(self) -> None:
        """This day it is."""
        self.post_message(self.Taken(self.day))

    def action_close(self) -> None:
        """No day from here."""
        self.post_message(self.Closed())

    def on_click(self, event: events.Click) -> None:
        """Take the day under the pointer; the ends of the first line change the month."""
        event.stop()
        if event.y == 0:
            self.action_month(1 if event.x >= WIDTH // 2 else -1)
        elif (day := self._day_at(event.x, event.y)) is not None:
            self.post_message(self.Taken(day))

    def _day_at(self, x: int, y: int) -> date | None:
        weeks = list(self._weeks())
        week, column = y - _FIRST_WEEK, (x - WEEK_WIDTH) // DAY_WIDTH
        if not (0 <= week < len(weeks) and x >= WEEK_WIDTH and column < 7):
            return None
        return weeks[week][1][column]

    def _weeks(self) -> Iterator[tuple[int, list[date | None]]]:
        """The number of each week of the month, and its days in the month."""
        first, last = month_span(self.day.year, self.day.month)
        start = first.toordinal() - first.isoweekday() + 1
        for monday in range(start, last.toordinal() + 1, 7):
            days = [
                date.fromordinal(number)
                if first.toordinal() <= number <= last.toordinal()
                else None
                for number in range(monday, monday + 7)
            ]
            yield next(day for day in days if day is not None).isocalendar().week, days

    def render_line(self, y: int) -> Strip:
        """A line of the month."""
        width = self.size.width
        pieces, left = [], width
        for text, tone in self._runs(y):
            wide = min(width_of(text), left)
            pieces.append(segment(fitted(text, wide), self.look(tone)))
            left -= wide
        return Strip(pieces).adjust_cell_length(width, self.look())

    def _runs(self, y: int) -> Iterator[Run]:
        weeks = list(self._weeks())
        if y == 0:
            name = f"{MONTH_NAMES[self.day.month - 1]} {self.day.year}"
            yield f"<{name:^{WIDTH - 2}}>", "title"
        elif y == 1:
            yield HEAD, "muted"
        elif y - _FIRST_WEEK < len(weeks):
            number, days = weeks[y - _FIRST_WEEK]
            yield f"{number:>3}  ", "muted"
            yield from (self._cell(day) for day in days)
        elif y == _LINES - 1:
            yield holiday_name(self.day) or LEGEND, "muted"

    def _cell(self, day: date | None) -> Run:
        if day is None:
            return " " * DAY_WIDTH, ""
        is_free = day.isoweekday() >= _SATURDAY or holiday_name(day)
        mark = HOLIDAY if holiday_name(day) else WEEKEND if is_free else " "
        mark = TODAY if day == self.today else mark
        if day == self.day:
            return f"[{day.day:>2}{mark}]", "cursor"
        return f" {day.day:>2}{mark} ", "today" if mark == TODAY else "free" if is_free else ""

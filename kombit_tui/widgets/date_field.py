"""A field for a day: typed in one line with a live echo, or chosen from a month.

It reads through `domain.dates` and warns without ever forbidding a day. What the day is for is not
its business: today, the role, the hard stop and the days to count from are given.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta
from typing import Any, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Input, Static

from kombit_tui.actions import DATE
from kombit_tui.domain.dates import (
    VagueDate,
    add_months,
    bounds,
    show,
    show_long,
    warnings_for,
)
from kombit_tui.domain.dates.show import show_day
from kombit_tui.domain.entry import EntryInvalid, read, shown
from kombit_tui.domain.fields import Field, FieldType
from kombit_tui.widgets.bindings import bindings_of
from kombit_tui.widgets.month_grid import MonthGrid
from kombit_tui.widgets.painted import content
from kombit_tui.widgets.plain_message import PlainMessage
from kombit_tui.widgets.text_input import TextInput


@dataclass(frozen=True, slots=True)
class Around:
    """What a date is seen from."""

    today: date
    anchors: Mapping[str, date]
    """Days to count from by name: "stop-30d"."""
    stop: date | None = None
    """The day after which it is too late."""


class DateInput(TextInput):
    """The line; it asks to be moved by a day or a month."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(DATE)]

    class ShiftRequested(PlainMessage):
        """The day is to be moved."""

        days: int = 0
        months: int = 0

    class GridRequested(PlainMessage):
        """The day is to be chosen from a month."""

    def action_shift(self, days: int) -> None:
        """Ask for another day."""
        self.post_message(self.ShiftRequested(days=days))

    def action_shift_month(self, months: int) -> None:
        """Ask for another month."""
        self.post_message(self.ShiftRequested(months=months))

    def action_open_grid(self) -> None:
        """Ask for the month."""
        self.post_message(self.GridRequested())


class DateField(Vertical):
    """A line for a date, what it means, and a month when it is asked for."""

    DEFAULT_CSS = """
    DateField {
        height: auto;
        width: 1fr;
        & > .echo { height: auto; color: $text-muted; }
        &.-wrong > .echo { color: $text-error; text-style: bold; }
        &.-odd > .echo { color: $text-warning; }
    }
    """

    class Changed(PlainMessage):
        """Something else is typed."""

        field: "DateField"

        @property
        def control(self) -> "DateField":
            """The field."""
            return self.field

    def __init__(
        self, field: Field, values: Mapping[str, Any], around: Around, placeholder: str = ""
    ) -> None:
        super().__init__()
        self.field = field
        self.around = around
        self._former = {name: values.get(name) for name in field.columns()}
        self._former_text = shown(field, values)
        self.input = DateInput(value=self._former_text, placeholder=placeholder)
        self.echo = Static(classes="echo")
        self.grid: MonthGrid | None = None

    def compose(self) -> ComposeResult:
        """The line; the echo comes when there is something to say."""
        yield self.input

    def on_mount(self) -> None:
        """Say what the date means."""
        self._say()

    # What it holds.

    def typed(self) -> dict[str, Any]:
        """The value and, for a date that may be vague, its words; what is not touched stays.

        Raises:
            EntryInvalid: the text is no date.
        """
        if not self._is_touched():
            return dict(self._former)
        return read(self.field, self.input.value, today=self.around.today, anchors=self._anchors())

    def _is_touched(self) -> bool:
        return self.input.value.strip() != self._former_text.strip()

    def text_of(self, edtf: str | None) -> str:
        """A value of the field as it is called in a sentence."""
        return shown(self.field, {self.field.name: edtf})

    def _anchors(self) -> dict[str, date]:
        """The longest names first, for one may begin like another."""
        return dict(sorted(self.around.anchors.items(), key=lambda pair: -len(pair[0])))

    def _day(self) -> date | None:
        """The last day of what is typed, where that is known."""
        try:
            return bounds(self.typed()[self.field.name])[1]
        except ValueError:
            return None

    # What it says.

    def look_around(self, around: Around) -> None:
        """See the date from other days."""
        if around != self.around:
            self.around = around
            self._say()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._say()
        self.post_message(self.Changed(self))

    def _say(self, day: date | None = None) -> None:
        """What the text means, or `day` of the month that is open."""
        told, odd, wrong = "", False, False
        try:
            told, odd = self._told(day)
        except EntryInvalid as error:
            told, wrong = f"! {error}", True
        if told and self.echo.parent is None:
            self.mount(self.echo, after=self.input)
        if self.echo.parent is not None:
            self.echo.update(content(told))
            self.echo.display = bool(told)
        self.set_class(wrong, "-wrong")
        self.set_class(odd and not wrong, "-odd")

    def _told(self, day: date | None) -> tuple[str, bool]:
        if day is None:
            values = self.typed()
            edtf, words = values[self.field.name], values.get(f"{self.field.name}_text")
            if edtf is None:
                is_cleared = self.input.value.strip() and not words
                return ("= ingen dato" if is_cleared else ""), False
            try:
                first, last = bounds(edtf)
            except ValueError:
                return "! Ikke en dato, som programmet kan regne med.", True
            if first is None or first != last:
                return self._vague(VagueDate(edtf, words)), False
            day = first
        told = [f"= {show_long(day, self.around.today)}"]
        is_ahead = self.field.type is not FieldType.DAY  # of what happened the past is no wonder
        if is_ahead and (self._is_touched() or self.grid is not None):
            odd = warnings_for(day, today=self.around.today, stop=self.around.stop)
            told += [f"! {one}" for one in odd]
        return "\n".join(told), len(told) > 1

    def _vague(self, value: VagueDate) -> str:
        ends = " til ".join(show_day(day) for day in (value.first, value.last) if day)
        return f"= {show(VagueDate(value.edtf)) or value.words} ({ends})"

    # Moving.

    @on(DateInput.ShiftRequested)
    def _shift(self, event: DateInput.ShiftRequested) -> None:
        event.stop()
        day = self._day() or self.around.today
        beyond = not MINYEAR * 12 < day.year * 12 + event.months < MAXYEAR * 12
        try:
            day = day if beyond else add_months(day, event.months) + timedelta(event.days)
        except OverflowError:
            self.app.bell()
        self._set(day)

    def _set(self, day: date) -> None:
        self.input.value = show_day(day)
        self.input.cursor_position = len(self.input.value)

    @on(DateInput.GridRequested)
    async def _open(self, event: DateInput.GridRequested) -> None:
        event.stop()
        if self.grid is None:
            self.grid = MonthGrid(self._day() or self.around.today, self.around.today)
            await self.mount(self.grid)
            self.grid.scroll_visible(animate=False)
        self.screen.set_focus(self.grid)

    @on(MonthGrid.Moved)
    def _moved(self, event: MonthGrid.Moved) -> None:
        event.stop()
        self._say(event.day)

    @on(MonthGrid.Taken)
    async def _taken(self, event: MonthGrid.Taken) -> None:
        event.stop()
        self._set(event.day)
        await self._shut()

    @on(MonthGrid.Closed)
    async def _left(self, event: MonthGrid.Closed) -> None:
        event.stop()
        await self._shut()
        self._say()

    async def _shut(self) -> None:
        self.screen.set_focus(self.input)
        if self.grid is not None:
            grid, self.grid = self.grid, None
            await grid.remove()

    async def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """A month that is left is closed."""
        if event.widget is self.grid and self.grid is not None:
            grid, self.grid = self.grid, None
            await grid.remove()
            self._say()

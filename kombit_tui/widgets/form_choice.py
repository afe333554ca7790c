"""One-line fields that are not typed in: a choice that is turned, and a record that is picked.

They show a value and ask for another one; what there is to pick from is the screen's.
"""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from textual import events
from textual.binding import BindingType
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from kombit_tui.actions import CHOICE_FIELD, PICK_FIELD
from kombit_tui.domain.fields import Field, FieldType
from kombit_tui.widgets.bindings import bindings_of
from kombit_tui.widgets.painted import content
from kombit_tui.widgets.plain_message import PlainMessage
from kombit_tui.wording.cells import one_line

_FLAGS = {True: "[x] ja", False: "[ ] nej"}
NOTHING = "-"
"""What a field shows that holds nothing."""


class OneValue(Widget, can_focus=True):
    """A line with a value."""

    DEFAULT_CSS = """
    OneValue {
        height: 1;
        width: 1fr;
        background: $panel;
        color: $foreground;
        text-wrap: nowrap;
        text-overflow: ellipsis;
        &:focus { text-style: bold reverse; }
    }
    """

    value: reactive[Any] = reactive(None, init=False)
    """What it holds; None for nothing."""

    class Changed(PlainMessage):
        """Another value is wanted."""

        value: Any

    class PickRequested(PlainMessage):
        """The user wants to see all there is to choose from."""

        widget: "OneValue"
        typed: str = ""
        """What the user has begun to type."""

    def __init__(self, field: Field, value: Any) -> None:
        super().__init__()
        self.set_reactive(OneValue.value, value)
        self.field = field

    def watch_value(self) -> None:
        """Say that it changed."""
        self.post_message(self.Changed(self.value))

    def action_pick(self) -> None:
        """Ask for all there is to choose from."""
        self.post_message(self.PickRequested(self))

    def on_click(self) -> None:
        """As Enter."""
        self.action_pick()

    def render(self) -> Content:
        """The value as text."""
        return content(one_line(self.told()))

    def told(self) -> str:
        """The value in words; for subclasses."""
        raise NotImplementedError


class ChoiceField(OneValue):
    """One of a few values; arrows turn to the next one."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(CHOICE_FIELD)]

    def options(self) -> Mapping[Any, str]:
        """Every value with its label, in order."""
        return _FLAGS if self.field.type is FieldType.FLAG else self.field.choices or {}

    def told(self) -> str:
        """The label, between what turns it."""
        label = self.options().get(self.value, NOTHING if self.value is None else str(self.value))
        return label if self.field.type is FieldType.FLAG else f"< {label} >"

    def action_turn(self, by: int) -> None:
        """To the next value; a choice that may be empty is so after its last one."""
        values: Sequence[Any] = list(self.options())
        if self.field.type is not FieldType.FLAG and not self.field.required:
            values = [None, *values]
        at = values.index(self.value) if self.value in values else -1
        self.value = values[(at + by) % len(values)] if at >= 0 else values[0]

    def action_pick(self) -> None:
        """A flag has only two values: it turns."""
        if self.field.type is FieldType.FLAG:
            self.action_turn(1)
        else:
            super().action_pick()


class RefField(OneValue):
    """A record that is pointed to, by its title; typing looks for another one."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(PICK_FIELD)]

    def __init__(self, field: Field, value: Any, title: str) -> None:
        super().__init__(field, value)
        self.title = title

    def told(self) -> str:
        """The record's title."""
        return (self.title or f"({self.value})") if self.value else NOTHING

    def point_to(self, record_id: str | None, title: str) -> None:
        """Hold another record."""
        self.title = title
        self.value = record_id
        self.refresh()

    def action_clear(self) -> None:
        """Hold none."""
        self.point_to(None, "")

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Letters begin the search, here."""
        return character is not None and character.isprintable()

    def on_key(self, event: events.Key) -> None:
        """A letter is the beginning of what is looked for."""
        if event.is_printable and event.character and not event.character.isspace():
            event.stop()
            event.prevent_default()
            self.post_message(self.PickRequested(self, event.character))

"""A field of a form: its label, what it is edited with, and what is wrong with it, beside it.

One editor per type of field. It knows values and declarations; which records there are to point to
is asked for by `OneValue.PickRequested`.
"""

from collections.abc import Mapping
from typing import Any

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static

from kombit_tui.domain.entry import EntryInvalid, read, shown
from kombit_tui.domain.fields import Field, FieldType
from kombit_tui.widgets.date_field import Around, DateField
from kombit_tui.widgets.form_choice import ChoiceField, OneValue, RefField
from kombit_tui.widgets.painted import content
from kombit_tui.widgets.plain_message import PlainMessage
from kombit_tui.widgets.text_input import TextInput
from kombit_tui.wording.cells import fitted, one_line

LABEL_WIDTH = 30
CHANGED = "*"
"""Stands before the label of a field that was changed."""
_DATES = (FieldType.DATE, FieldType.DAY)
_CHOICES = (FieldType.CHOICE, FieldType.FLAG)


class FormField(Horizontal):
    """Label, editor and complaint."""

    DEFAULT_CSS = """
    FormField {
        height: auto;
        & > .label { width: 31; height: 1; color: $text-muted; }
        &.-changed > .label { color: $text-accent; text-style: bold; }
        .table { color: $text-muted; height: auto; max-height: 4; width: 1fr; }
    }
    """

    class Changed(PlainMessage):
        """The field may hold something else now."""

        field: "FormField"

    def __init__(
        self, field: Field, values: Mapping[str, Any], around: Around, title: str = ""
    ) -> None:
        """`title` names the record that the field points to."""
        super().__init__()
        self.field = field
        self.former = {name: values.get(name) for name in field.columns()}
        self.around = around
        self.label = Static(self._named(is_changed=False), classes="label")
        self.wrong = Static(classes="complaint")
        self.editor = _editor(field, self.former, around, title)

    def compose(self) -> ComposeResult:
        """Label and editor; the complaint comes when there is one."""
        yield self.label
        yield self.editor

    # What it holds.

    def typed(self) -> dict[str, Any]:
        """What the field holds now; what is not touched stays as it was.

        Raises:
            EntryInvalid: it must not hold that.
        """
        if isinstance(self.editor, DateField):
            found = self.editor.typed()
        elif isinstance(self.editor, OneValue):
            found = {self.field.name: self.editor.value}
        else:
            found = self._read()
        if self.field.required and found[self.field.name] in (None, ""):
            raise EntryInvalid(f"{self.field.label} skal udfyldes.")
        return found

    def _read(self) -> dict[str, Any]:
        """What is typed in a line or an area, unless it is what stood there."""
        text = getattr(self.editor, "text", None)
        if isinstance(self.editor, TextInput):
            text = self.editor.value
        if text is None or text == shown(self.field, self.former):
            return dict(self.former)
        return read(self.field, text, today=self.around.today)

    @property
    def is_missing(self) -> bool:
        """Whether it must be filled and began empty."""
        return self.field.required and self.former[self.field.name] in (None, "")

    def changes(self) -> dict[str, Any]:
        """What differs from the values the field was made with.

        Raises:
            EntryInvalid: it must not hold that.
        """
        typed = self.typed()
        return typed if typed != self.former else {}

    # What it says.

    def check(self, *, is_final: bool = False) -> bool:
        """Say what is wrong, and whether the field was changed; True when it may be saved.

        An empty field that must be filled is told of only when that is `is_final`.
        """
        told, changed = "", True
        try:
            changed = bool(self.changes())
        except EntryInvalid as error:
            told = str(error)
        is_wrong = bool(told)
        if isinstance(self.editor, DateField) and not told.endswith("udfyldes."):
            told = ""  # the date field says it itself
        elif told.endswith("udfyldes.") and not is_final:
            told = ""
        self._complain(f"! {told}" if told else "")
        self._show_label(is_changed=changed)
        return not is_wrong

    def _complain(self, told: str) -> None:
        """Say it below the field; nothing is there as long as nothing is wrong."""
        if self.wrong.parent is None:
            if not told:
                return
            around = self.parent
            assert isinstance(around, Widget)
            around.mount(self.wrong, after=self)
        self.wrong.update(content(told))
        self.wrong.display = bool(told)

    def show_whole(self) -> None:
        """Scroll to the field with what is said about it."""
        (self.wrong if self.wrong.parent is not None else self).scroll_visible(animate=False)

    def _show_label(self, *, is_changed: bool) -> None:
        if is_changed != self.has_class("-changed"):
            self.set_class(is_changed, "-changed")
            self.label.update(self._named(is_changed=is_changed), layout=False)

    def _named(self, *, is_changed: bool) -> Content:
        label = self.field.label + (" (skal)" if self.field.required else "")
        mark = CHANGED if is_changed else " "
        return content(mark + fitted(one_line(label), LABEL_WIDTH - 1))

    @on(Input.Changed)
    @on(OneValue.Changed)
    @on(DateField.Changed)
    def _edited(self, event: Message) -> None:
        event.stop()
        self._tell()

    def on_text_area_changed(self, event: Message) -> None:
        """Named, not imported: `TextArea` is loaded only where there is prose."""
        event.stop()
        self._tell()

    def _tell(self) -> None:
        self.check()
        self.post_message(self.Changed(self))

    def on_descendant_blur(self, _: events.DescendantBlur) -> None:
        """A field that is left is held to all that is asked of it."""
        self.check(is_final=True)


def _editor(field: Field, values: Mapping[str, Any], around: Around, title: str) -> Widget:
    value = values[field.name]
    if field.type in _DATES:
        return DateField(field, values, around)
    if field.type in _CHOICES:
        return ChoiceField(field, value)
    match field.type:
        case FieldType.REF:
            return RefField(field, value, title)
        case FieldType.PROSE:
            from kombit_tui.widgets.form_prose import ProseField

            return ProseField(value or "")
        case FieldType.TABLE:
            return Static(content(_table_text(value)), classes="table")
    return TextInput(value=shown(field, values))


def _table_text(value: Any) -> str:
    """A table in a few words: it is edited elsewhere."""
    if not value:
        return "-"
    rows = value if isinstance(value, (list, tuple)) else [value]
    titles = [str(row.get("title") or "") for row in rows if isinstance(row, Mapping)]
    told = ", ".join(title for title in titles if title) or f"{len(rows)} rækker"
    return f"{one_line(told)} (rettes ikke her)"

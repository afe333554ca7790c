"""The settings as a form: what each holds, where that comes from, and what it is for.

It answers with what is to be written; the theme is seen while it is chosen.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, Static

from kombit_tui.db.forms import Part
from kombit_tui.db.store import Store
from kombit_tui.domain.entry import EntryInvalid
from kombit_tui.domain.fields import FieldType
from kombit_tui.screens.form import Answer, Form
from kombit_tui.widgets.date_field import Around
from kombit_tui.widgets.form_choice import ChoiceField
from kombit_tui.widgets.form_field import CHANGED, FormField
from kombit_tui.widgets.painted import content
from kombit_tui.wording.settings import FROM_DEFAULT, FROM_FILE, Setting, declared

_NO_RECORD = Part("", "", {})
"""Settings belong to no record."""


class SettingField(FormField):
    """A setting: label, editor, and where its value comes from."""

    def __init__(self, setting: Setting, value: Any, around: Around, *, is_in_file: bool) -> None:
        held = value if setting.field.type in (FieldType.FLAG, FieldType.INTEGER) else value or None
        super().__init__(setting.field, {setting.name: held}, around)
        self.setting = setting
        self.origin = FROM_FILE if is_in_file else FROM_DEFAULT

    def compose(self) -> ComposeResult:
        """As every field, and its origin."""
        yield from super().compose()
        yield Static(content(self.origin), classes="origin")

    def _named(self, *, is_changed: bool) -> Content:
        """Its label alone: no setting is ever missing."""
        return content((CHANGED if is_changed else " ") + self.field.label)

    def typed(self) -> dict[str, Any]:
        """What it holds now.

        Raises:
            EntryInvalid: it must not hold that.
        """
        found = super().typed()
        if told := self.setting.complaint(found[self.setting.name]):
            raise EntryInvalid(told)
        return found


class SettingsForm(Form):
    """Answers when there is something to write, which is in `chosen`; else with None."""

    def __init__(
        self,
        store: Store,
        values: Mapping[str, Any],
        in_file: frozenset[str],
        place: str,
        preview: Callable[[str], None],
    ) -> None:
        """`place` is where they are written; `preview` shows a theme."""
        super().__init__(store, (), "Indstillinger", {})
        around = Around(self.today, {})
        self.place = place
        self.chosen: dict[str, Any] = {}
        """What is to be written, by name."""
        self._preview = preview
        self.settings = [
            SettingField(one, values[one.name], around, is_in_file=one.name in in_file)
            for one in declared()
        ]
        self.fields = [(_NO_RECORD, one) for one in self.settings]
        self.about = Static(classes="explained")

    def compose(self) -> ComposeResult:
        """Heading, settings, what the one with the focus is for, and how to save."""
        with Vertical(classes="box"):
            yield Static(content(self.heading), classes="heading")
            with Vertical(classes="fields"):
                yield from self.settings
            yield self.about
            with Horizontal(classes="bottom"):
                yield Button("Gem", compact=True)
                yield self.hint

    def on_mount(self) -> None:
        """Begin at the top."""
        self.set_focus(self.settings[0].editor)
        self._guide()

    def _guide(self) -> None:
        super()._guide()
        focused = self.focused
        of = next((one for one in self.settings if focused in list(one.query("*"))), None)
        told = of.setting.help if of is not None else f"Gemmes i {self.place}"
        self.about.update(content(told))

    @on(FormField.Changed)
    def _seen(self, event: FormField.Changed) -> None:
        if event.field.field.name == "theme" and isinstance(event.field.editor, ChoiceField):
            self._preview(event.field.editor.value)

    def _answer(self) -> Answer:
        self.chosen = dict(self._changes())
        labels = tuple(one.field.label for one in self.settings if one.setting.name in self.chosen)
        return Answer((), labels, self.heading)

    def _changes(self) -> Iterator[tuple[str, Any]]:
        for field in self.settings:
            for name, value in field.changes().items():
                yield name, field.setting.stored(value)

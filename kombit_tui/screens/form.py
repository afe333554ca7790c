"""A form for a record, made from its declaration: what is wrong stands beside the field.

It answers with the changes; only fields that were changed are in them.
"""

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from typing import Any, ClassVar, NamedTuple

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Button, Input, Static

from kombit_tui.actions import DIALOG, FORM
from kombit_tui.db.changes import Change
from kombit_tui.db.forms import Part
from kombit_tui.db.queries.records import choices_of, named_days
from kombit_tui.db.store import Store
from kombit_tui.domain.entry import EntryInvalid
from kombit_tui.domain.fields import FieldType
from kombit_tui.domain.records import KINDS
from kombit_tui.screens.chooser import Chooser, Option
from kombit_tui.screens.dialog import Dialog
from kombit_tui.screens.picker import NONE, Picker
from kombit_tui.screens.text_prompt import UNSAVED
from kombit_tui.widgets.bindings import bindings_of
from kombit_tui.widgets.date_field import Around, DateField
from kombit_tui.widgets.form_choice import ChoiceField, OneValue, RefField
from kombit_tui.widgets.form_field import FormField
from kombit_tui.widgets.painted import content

_KEYS = {
    FieldType.DATE: "Fx 31/3, fredag · ↓ kalender · ↑ en dag frem",
    FieldType.DAY: "Fx 31/3, fredag · ↓ kalender · ↑ en dag frem",
    FieldType.TIME: "Fx 09:30",
    FieldType.INTEGER: "Fx 1.234",
    FieldType.NUMBER: "Fx 1.234,5",
    FieldType.CHOICE: "←/→ skift · Enter: alle valg",
    FieldType.FLAG: "Mellemrum: ja eller nej",
    FieldType.REF: "Skriv for at finde · Delete: ryd",
    FieldType.LIST: "Adskil med komma eller semikolon",
    FieldType.PROSE: "Tab: næste felt",
}
_LINES = {FieldType.PROSE: 4, FieldType.DATE: 2, FieldType.DAY: 2}
"""How many lines a field may take; the others take one."""
_FRAME = 8
"""The lines around the fields, and some for what is wrong."""
SEVERAL = 20
"""More choices than these are found by typing."""
PATIENCE = 0.02
"""Seconds until saving is tried again."""
REFUSED = "! Ikke gemt: ret det, der står ved feltet."


class Answer(NamedTuple):
    """What is to be written, and which fields it is about."""

    changes: tuple[Change, ...]
    labels: tuple[str, ...]
    title: str
    """What the record is called now."""


class Form(Dialog[Answer | None]):
    """Answers with the changes, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(DIALOG, FORM)]
    CSS_PATH = "form.tcss"

    def __init__(
        self, store: Store, parts: Sequence[Part], heading: str, titles: Mapping[str, str]
    ) -> None:
        """`titles` names the records that fields point to now."""
        super().__init__()
        self.store = store
        self.heading = heading
        self.parts = tuple(parts)
        self.today = store.clock().date()
        self.hint = Static(classes="hint")
        self.fields = [
            (
                part,
                FormField(
                    field, part.values, self._around(part), titles.get(_ref(part, field.name), "")
                ),
            )
            for part in self.parts
            for field in part.fields()
        ]
        self._made: dict[str, tuple[Change, ...]] = {}
        """What must be written for a record that is pointed to and is not there yet, by its id."""
        self._ahead = ""
        """What was typed before the picker was there."""
        self._is_warned = self._is_refused = self._is_picking = False

    def compose(self) -> ComposeResult:
        """Heading, parts with their fields, and how to save."""
        with Vertical(classes="box"):
            yield Static(content(self.heading), classes="heading")
            with Vertical(classes="fields"):
                for part in self.parts:
                    if part.heading:
                        yield Static(content(part.heading), classes="part")
                    yield from (field for of, field in self.fields if of is part)
            with Horizontal(classes="bottom"):
                yield Button("Gem", compact=True)
                yield self.hint

    def on_mount(self) -> None:
        """Begin in the first field that must be filled and is not, else in the first of all."""
        empty = [field for _, field in self.fields if field.is_missing]
        first = next((one for one in empty[0].query("*") if one.can_focus), None) if empty else None
        self.set_focus(first or next(iter(self.focus_chain), None))
        self._guide()

    def on_resize(self, event: events.Resize) -> None:
        """A form that is longer than the window takes all of it; a short one what it needs."""
        wanted = sum(_LINES.get(field.field.type, 1) for _, field in self.fields)
        self.set_class(wanted + _FRAME > event.size.height, "-long")

    def _around(self, part: Part) -> Around:
        return Around(self.today, named_days(part.kind, dict(part.values)))

    # Moving.

    def action_go(self, by: int) -> None:
        """To another field."""
        self.focus_next() if by > 0 else self.focus_previous()

    @on(Input.Submitted)
    def _entered(self) -> None:
        self.focus_next()

    def on_descendant_focus(self, _: events.DescendantFocus) -> None:
        """Say what the keys do here."""
        self._guide()

    def _guide(self) -> None:
        focused = self.focused
        field = next((one for _, one in self.fields if focused in list(one.query("*"))), None)
        here = _KEYS.get(field.field.type, "↓ næste felt") if field is not None else "Enter gemmer"
        if not self._is_refused:
            self._say(f"{here} · Ctrl+S gemmer · Esc fortryder")

    def _say(self, text: str, *, is_warning: bool = False) -> None:
        self.hint.update(content(text))
        self.hint.set_class(is_warning, "-warning")

    # Changing.

    @on(FormField.Changed)
    def _changed(self, event: FormField.Changed) -> None:
        event.stop()
        self._is_warned = self._is_refused = False
        if self.focused is not None and event.field in self.focused.ancestors:
            self.call_after_refresh(event.field.show_whole)
        if isinstance(event.field.editor, DateField):
            self._look_around()

    def _look_around(self) -> None:
        """Dates can be counted from what the other dates of their part are now."""
        for part in self.parts:
            mine = [field for of, field in self.fields if of is part]
            now: dict[str, Any] = {}
            for field in mine:
                now |= _typed_or_former(field)
            for field in mine:
                if isinstance(field.editor, DateField):
                    days = named_days(part.kind, {**now, **field.former})
                    field.editor.look_around(Around(self.today, days))

    @on(OneValue.PickRequested)
    def _pick_requested(self, event: OneValue.PickRequested) -> None:
        event.stop()
        if not self._is_picking:
            self._is_picking, self._ahead = True, event.typed
            self._pick(event.widget)
        elif isinstance(self.app.screen, Picker):
            self.app.screen.type(event.typed)
        else:
            self._ahead += event.typed  # quick fingers: the picker is not there yet

    @work(exit_on_error=False)
    async def _pick(self, widget: OneValue) -> None:
        try:
            if isinstance(widget, RefField):
                await self._find(widget)
            elif isinstance(widget, ChoiceField):
                await self._choose(widget)
        finally:
            self._is_picking = False

    async def _find(self, widget: RefField) -> None:
        kind = widget.field.refers or ""
        with closing(self.store.connect()) as connection:
            choices = await asyncio.to_thread(choices_of, connection, kind)
        picker = Picker(widget.field.label, kind, choices, widget.value, self.heading, self._ahead)
        key = await self.app.push_screen_wait(picker)
        if key is not None:
            picked = picker.picked(key, self.store.municipality)
            if picked.changes and picked.id:
                self._made[picked.id] = picked.changes
            widget.point_to(picked.id, picked.title)

    async def _choose(self, widget: ChoiceField) -> None:
        options = [Option(str(key), label) for key, label in widget.options().items()]
        if not widget.field.required:
            options.insert(0, Option(NONE, "Ingen"))
        current = NONE if widget.value is None else str(widget.value)
        typed = len(options) > SEVERAL
        chooser = Chooser(widget.field.label, options, current, self.heading, typed=typed)
        key = await self.app.push_screen_wait(chooser)
        if key is not None:
            widget.value = None if key == NONE else key

    # Ending.

    @on(Button.Pressed)
    def _pressed(self) -> None:
        self.action_save()

    def action_save(self) -> None:
        """These are the changes, if every field may hold what it does."""
        if self._is_picking:  # the picker is closed, but its answer is not in the field yet
            self.set_timer(PATIENCE, self.action_save)
            return
        wrong = [field for _, field in self.fields if not field.check(is_final=True)]
        if wrong:
            self._is_refused = True
            self._say(REFUSED, is_warning=True)
            next(one for one in wrong[0].query("*") if one.can_focus).focus()
            return
        self.dismiss(self._answer())

    def _answer(self) -> Answer:
        changes: list[Change] = []
        labels: list[str] = []
        for part in self.parts:
            typed: dict[str, Any] = {}
            for field in self._of(part):
                if changed := field.changes():
                    typed |= changed
                    labels.append(field.field.label)
                    changes += self._made.get(str(changed[field.field.name]), ())
            changes += part.changes(typed)
        return Answer(tuple(changes), tuple(labels), self._title())

    def _of(self, part: Part) -> Iterator[FormField]:
        return (field for of, field in self.fields if of is part)

    def _title(self) -> str:
        """What the first record is called now."""
        part = self.parts[0]
        name = KINDS[part.kind].title
        for field in self._of(part):
            if field.field.name == name:
                editor = field.editor
                held = editor.title if isinstance(editor, RefField) else field.typed()[name]
                return str(held or "")
        return ""

    def _is_changed(self) -> bool:
        return any(field.has_class("-changed") for _, field in self.fields)

    def action_cancel(self) -> None:
        """No changes; those that were typed are not thrown away unasked."""
        if self._is_changed() and not self._is_warned:
            self._is_warned = True
            self._say(UNSAVED, is_warning=True)
        else:
            self.dismiss(None)


def _ref(part: Part, name: str) -> str:
    return str(part.values.get(name) or "")


def _typed_or_former(field: FormField) -> dict[str, Any]:
    try:
        return field.typed()
    except EntryInvalid:
        return field.former

"""What is changed from a list: new, edit, done, delete, deadline, responsible, comment.

It asks the user what is wished; what that means as changes is said in `db.edits` and its like.
"""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import closing
from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import BindingType

from kombit_tui.actions import EDIT
from kombit_tui.screens.asking import asks
from kombit_tui.screens.choosing import ChoosingScreen
from kombit_tui.screens.messages import WriteRequested
from kombit_tui.widgets.bindings import bindings_of

if TYPE_CHECKING:
    from kombit_tui.db.edits import Edit, Me
    from kombit_tui.db.forms import Part
    from kombit_tui.db.queries.records import Subject
    from kombit_tui.domain.fields import Kind
    from kombit_tui.screens.date_prompt import DayChosen
    from kombit_tui.screens.picker import Picked

NOTHING = "Der er ingen post at gøre det ved: sæt markøren på en række, eller markér nogle."


class EditingScreen(ChoosingScreen):
    """A list screen that can do this."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(EDIT)]
    NEW: ClassVar[Sequence[str]] = ()
    """The kinds of records that can be made here, the likeliest first."""

    DONE: ClassVar[bool] = True
    """Whether what is listed here can be done at all."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """No key for what cannot be."""
        if action == "toggle_done":
            return self.DONE
        return super().check_action(action, parameters)

    # New and edit.

    @asks
    async def action_new(self) -> None:
        """Make a record where the cursor stands."""
        from kombit_tui.db.forms import new_part

        kind = await self._new_kind()
        if kind is None:
            return
        near = await self._under_cursor()
        part = await self._from_store(new_part, kind, near, self._me)
        await self._fill_in((part,), f"Ny: {_kind(kind).danish}", "Oprettet")

    async def _new_kind(self) -> str | None:
        from kombit_tui.screens.chooser import Chooser, Option

        if not self.NEW:
            self.hint("Her kan der ikke oprettes noget.", is_error=True)
            return None
        if len(self.NEW) == 1:
            return self.NEW[0]
        options = [Option(kind, _kind(kind).danish) for kind in self.NEW]
        answer: str | None = await self.app.push_screen_wait(Chooser("Opret hvad?", options))
        return answer

    @asks
    async def action_edit(self) -> None:
        """Change the fields of the record under the cursor."""
        from kombit_tui.db.edits import READ_ONLY
        from kombit_tui.db.forms import parts_of

        one = await self._under_cursor()
        if one is None:
            self.hint(NOTHING, is_error=True)
            return
        parts = await self._from_store(parts_of, one, self._me)
        if parts:
            await self._fill_in(parts, f"{_kind(one.kind).danish}: {one.title}", "Rettet")
        else:
            self.hint(READ_ONLY.format(title=one.title), is_error=True)

    async def _fill_in(self, parts: "Sequence[Part]", heading: str, verb: str) -> None:
        """Ask for the fields, and write what was changed as one step."""
        from kombit_tui.screens.form import Form

        pointed = [str(value) for part in parts for value in part.values.values() if value]
        titles = {one.id: one.title for one in await self._from_store(_subjects(), pointed)}
        answer = await self.app.push_screen_wait(Form(self.store, parts, heading, titles))
        if answer is None:
            return
        if not answer.changes:
            self.hint("Ingen ændring: intet felt er rettet.")
            return
        if parts[0].is_new and verb == "Oprettet":
            self.list.cursor_id = parts[0].id
        fields = "" if verb == "Oprettet" else f" ({', '.join(answer.labels)})"
        title = answer.title or heading.partition(": ")[2]
        self._write_edit(answer.changes, f"{verb}: {title}{fields}")

    # One wish for one record or many.

    @asks
    async def action_delete(self) -> None:
        """Into the bin; undo brings it back."""
        from kombit_tui.db.removal import remove

        about = await self._chosen_subjects()
        if about:
            edit = await self._from_store(remove, about)
            if await self._carry_out(edit, edit.label):
                self.list.clear_marks()

    @asks
    async def action_toggle_done(self) -> None:
        """Done; or not, where all of it is."""
        from kombit_tui.db.doing import toggle_done

        about = await self._chosen_subjects()
        if about:
            edit = await self._from_store(toggle_done, about, self._me)
            await self._carry_out(edit, edit.label)

    @asks
    async def action_due(self) -> None:
        """Set a day: own deadline, follow-up, or when an answer is promised."""
        from kombit_tui.db.edits import datable, named, set_date

        about = self._fit(await self._chosen_subjects(), datable)
        chosen = await self._ask_day(about) if about else None
        if chosen is not None:
            edit = await self._from_store(set_date, about, chosen.edtf, self._me)
            what = f"Frist {chosen.text}" if chosen.edtf else "Frist fjernet"
            await self._carry_out(edit, f"{what} på {named(about)}")

    async def _ask_day(self, about: "Sequence[Subject]") -> "DayChosen | None":
        from kombit_tui.db.edits import DATED, date_now, named
        from kombit_tui.db.queries.records import anchors
        from kombit_tui.screens.date_prompt import DatePrompt
        from kombit_tui.widgets.date_field import Around

        first, days, now = about[0], {}, (None, None)
        field = _kind("task_state" if first.kind == "task" else first.kind).field(DATED[first.kind])
        assert field is not None
        if len(about) == 1:
            days = await self._from_store(anchors, first)
            now = await self._from_store(date_now, first)
        values = dict(zip(field.columns(), now, strict=True))
        around = Around(self.today, days, days.get("stop"))
        title = field.label if {one.kind for one in about} == {first.kind} else "Frist"
        prompt = DatePrompt(title, named(about), field, values, around)
        answer: DayChosen | None = await self.app.push_screen_wait(prompt)
        return answer

    @asks
    async def action_responsible(self) -> None:
        """Choose who has the responsibility; somebody new can be named on the spot."""
        from kombit_tui.db.edits import holdable, named, set_responsible

        about = self._fit(await self._chosen_subjects(), holdable)
        picked = await self._ask_person(about) if about else None
        if picked is not None:
            edit = await self._from_store(set_responsible, about, picked.id, self._me)
            edit = edit._replace(changes=(*picked.changes, *edit.changes))
            what = f"Ansvarlig {picked.title}" if picked.id else "Ingen ansvarlig"
            await self._carry_out(edit, f"{what} på {named(about)}")

    async def _ask_person(self, about: "Sequence[Subject]") -> "Picked | None":
        from kombit_tui.db.edits import holder_now, named
        from kombit_tui.db.queries.records import choices_of
        from kombit_tui.screens.picker import Picker

        people = await self._from_store(choices_of, "person")
        now = await self._from_store(holder_now, about[0], self._me) if len(about) == 1 else None
        picker = Picker("Ansvarlig", "person", people, now, named(about))
        key = await self.app.push_screen_wait(picker)
        return None if key is None else picker.picked(key, self.store.municipality)

    @asks
    async def action_comment(self) -> None:
        """Write a comment."""
        from kombit_tui.db.edits import comment, named
        from kombit_tui.screens.text_prompt import TextPrompt

        about = await self._chosen_subjects()
        if about:
            text = await self.app.push_screen_wait(TextPrompt("Kommentar", named(about)))
            if text:
                edit = comment(about, text, self._me)
                await self._carry_out(edit, f"Kommentar på {named(about)}")

    # Together.

    @property
    def _me(self) -> "Me":
        from kombit_tui.db.edits import Me

        return Me(self.store.municipality, self.store.who, self.today)

    async def _from_store(self, query: Callable[..., Any], *arguments: Any) -> Any:
        """What the store answers, from a thread with a connection of its own."""
        with closing(self.store.connect()) as connection:
            return await asyncio.to_thread(query, connection, *arguments)

    async def _under_cursor(self) -> "Subject | None":
        """The record under the cursor; None on a heading and in an empty list."""
        cursor = self.list.cursor_id
        found = await self._from_store(_subjects(), [cursor] if cursor else [])
        return next(iter(found), None)

    async def _chosen_subjects(self) -> "list[Subject]":
        """The records an action works on; says so where there are none."""
        ids = self.chosen()
        about: list[Subject] = await self._from_store(_subjects(), ids)
        if not about:
            self.hint(NOTHING, is_error=True)
        return about

    def _fit(
        self,
        about: "list[Subject]",
        able: "Callable[[Sequence[Subject]], tuple[list[Subject], tuple[str, ...]]]",
    ) -> "list[Subject]":
        """Those that can; says why the others cannot."""
        fit, refused = able(about)
        self._say_refused(refused, is_all=not fit)
        return fit

    def _say_refused(self, refused: Sequence[str], *, is_all: bool) -> None:
        if refused:
            told = " ".join(refused[:2])
            self.hint(told if is_all else f"Resten springes over: {told}", is_error=True)

    async def _carry_out(self, edit: "Edit", label: str) -> bool:
        """Write an edit as one step, after a look at it where it is about many."""
        self._say_refused(edit.refused, is_all=not edit.changes)
        if not edit.changes:
            if not edit.refused:
                self.hint(f"Ingen ændring: {label}")
            return False
        if not await self.agreed(label, [one.title for one in edit.subjects]):
            return False
        self._write_edit(edit.changes, label)
        return True

    def _write_edit(self, changes: Sequence[Any], label: str) -> None:
        self.post_message(WriteRequested(tuple(changes), label))


def _kind(name: str) -> "Kind":
    """The declaration of a kind; loaded when something is changed, not at the start."""
    from kombit_tui.domain.records import KINDS

    return KINDS[name]


def _subjects() -> Callable[..., Any]:
    from kombit_tui.db.queries.records import subjects

    return subjects

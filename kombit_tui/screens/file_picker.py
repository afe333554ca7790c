"""Choose files by typing a path or by walking the folders; one file or several at once.

What is in a folder is looked up by the app; this knows no file system.
"""

import asyncio
from collections.abc import Callable, Sequence
from os.path import commonprefix
from typing import ClassVar, NamedTuple

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from kombit_tui.actions import DIALOG, FILES
from kombit_tui.screens.dialog import Dialog
from kombit_tui.widgets.bindings import bindings_of, with_keys
from kombit_tui.widgets.painted import content
from kombit_tui.widgets.text_input import TextInput
from kombit_tui.wording.cells import one_line

TITLE = "Importér"
ABOUT = "En .pptx eller .docx læses bedre end PDF'en af den. Intet gemmes, før du har set hvad."
HINT = "Enter vælger · {files.complete} fuldfører · ↓ liste · {files.mark} flere · Esc fortryder"
NOTHING = "Her er ingen filer, der kan læses, med det navn."


class Found(NamedTuple):
    """A file or a folder that a typed path may become."""

    path: str
    is_folder: bool


class Chosen(NamedTuple):
    """What is to be read; no paths: go on with the review that waits."""

    paths: tuple[str, ...] = ()


class Refused(NamedTuple):
    """Files that were chosen before, none of which could be read."""

    paths: tuple[str, ...] = ()
    why: str = ""
    """In Danish: what happened and what to do."""


NOTHING_REFUSED = Refused()


class FilePicker(Dialog[Chosen | None]):
    """Answers with paths as they were typed, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(DIALOG, FILES)]
    CSS_PATH = "file_picker.tcss"

    def __init__(
        self,
        look: Callable[[str], Sequence[Found]],
        formats: str,
        recent: Sequence[str] = (),
        waiting: str = "",
        refused: Refused = NOTHING_REFUSED,
    ) -> None:
        """`waiting` tells of a review that was begun; `look` may block.

        What was `refused` stands there again as it was chosen, with why it cannot be read.
        """
        super().__init__()
        self.look, self.formats = look, formats
        self.recent, self.waiting = tuple(recent), waiting
        self.input = TextInput(placeholder="sti til en fil eller en mappe")
        self.input.select_on_focus = False  # who comes back goes on with what stands there
        self.list = OptionList()
        self.told = Static(classes="about")
        self.refused = refused
        only = refused.paths[0] if len(refused.paths) == 1 else ""
        self._refused_text = only
        """What stands in the field as long as nobody has written anything else."""
        self.marks = dict.fromkeys(() if only else refused.paths)
        self.shown: tuple[Found, ...] = ()
        """What is listed, below the review that waits."""
        self._looked_for = ""

    def compose(self) -> ComposeResult:
        """Heading, what can be read, field and list."""
        with Vertical(classes="box"):
            yield Static(content(TITLE), classes="heading")
            yield Static(content(f"{self.formats}. {ABOUT}"), classes="about -first")
            yield self.input
            yield Static(content(self.refused.why), classes="wrong")
            yield self.told
            yield self.list
            yield Static(content(with_keys(self.app, HINT)), classes="about -last")

    def on_mount(self) -> None:
        """Begin with what was refused, else with what was read lately."""
        self.input.focus()
        self._say_why()
        if self._refused_text:
            self._write(self._refused_text)
            self.call_after_refresh(self._show_cursor)
        else:
            self._begin()

    def _show_cursor(self) -> None:
        """Show the end of a long path: the field had no width yet when it was written."""
        at = self.input.cursor_position
        self.input.cursor_position = 0
        self.input.cursor_position = at

    def _say_why(self) -> None:
        """Say why a file was refused, until something else is written."""
        is_same = self.input.value == self._refused_text
        self.set_class(is_same and bool(self.refused.why), "-refused")

    # What is listed.

    def _begin(self) -> None:
        paths = dict.fromkeys((*self.marks, *self.recent))
        self._show([Found(path, is_folder=False) for path in paths])

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._say_why()
        if event.value:
            self._look(event.value)
        else:
            self._begin()

    @work(exit_on_error=False)
    async def _look(self, typed: str) -> None:
        found = await asyncio.to_thread(self.look, typed)
        if typed == self.input.value:
            self._looked_for = typed
            self._show(found)

    @property
    def _is_waiting(self) -> bool:
        """Whether the review that waits is offered."""
        return bool(self.waiting and not self.input.value)

    def _show(self, found: Sequence[Found], at: int | None = None) -> None:
        self.shown = tuple(found)
        first = [f"Fortsæt gennemsynet: {self.waiting}"] if self._is_waiting else []
        lines = [*first, *(self._line(one) for one in found)]
        self.list.clear_options()
        self.list.add_options([Option(content(one_line(line))) for line in lines])
        if lines:
            self.list.highlighted = 0 if at is None else at
        self._tell()

    def _line(self, one: Found) -> str:
        mark = "    " if one.is_folder else "[x] " if one.path in self.marks else "[ ] "
        return f"{mark}{one.path}{'/' if one.is_folder else ''}"

    def _tell(self) -> None:
        told = f"{len(self.marks)} valgt" if self.marks else ""
        if self.input.value and not self.shown:
            told = f"{told} · {NOTHING}" if told else NOTHING
        elif not self.input.value:
            told = told or ("Læst for nylig:" if self.recent else "")
        self.told.update(content(told))

    def _at(self, index: int | None) -> Found | None:
        """The file or folder of a line of the list."""
        place = -1 if index is None else index - self._is_waiting
        return self.shown[place] if 0 <= place < len(self.shown) else None

    # What the keys do.

    def action_complete(self) -> None:
        """Write as much of the name as is certain, or go back to the field."""
        if not self.input.has_focus:
            self.input.focus()
            return
        names = [f"{one.path}/" if one.is_folder else one.path for one in self.shown]
        typed, common = self.input.value, commonprefix(names)  # noqa: RUF071 - letter by letter is what is typed
        if typed and len(common) <= len(typed) and self.shown:
            common = names[self.list.highlighted or 0]
        if typed and common:
            self._write(common)

    def _write(self, path: str) -> None:
        self.input.value = path
        self.input.cursor_position = len(path)
        self.input.focus()

    def action_mark(self) -> None:
        """Read this file too, or not."""
        one, at = self._at(self.list.highlighted), self.list.highlighted
        if one is None or one.is_folder or at is None:
            return
        if one.path in self.marks:
            del self.marks[one.path]
        else:
            self.marks[one.path] = None
        self._show(self.shown, min(at + 1, self.list.option_count - 1))

    def key_down(self) -> None:
        """From the field into the list."""
        if self.input.has_focus and self.list.option_count:
            self.list.focus()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        typed = event.value.strip()
        if not typed and not self.marks:
            self.dismiss(Chosen() if self._is_waiting else None)
        elif typed and not self.marks and self._looked_for == event.value and self.shown:
            self.list.action_select()
        elif typed.endswith("/") and not self.marks:
            self._tell()
        else:
            self._answer([*self.marks, *([typed] if typed and typed not in self.marks else [])])

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        one = self._at(event.option_index)
        if one is None:
            self.dismiss(Chosen())
        elif one.is_folder:
            self._write(f"{one.path}/")
        else:
            self._answer([*self.marks] or [one.path])

    def _answer(self, paths: Sequence[str]) -> None:
        self.dismiss(Chosen(tuple(paths)))

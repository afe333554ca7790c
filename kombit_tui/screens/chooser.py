"""A question with a few answers, found by typing: status, steps, commands, help, municipality."""

from collections.abc import Iterable, Sequence
from typing import ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option as ListOption

from kombit_tui.actions import DIALOG
from kombit_tui.domain.folding import fold
from kombit_tui.screens.lookup import Lookup
from kombit_tui.widgets.bindings import bindings_of
from kombit_tui.widgets.painted import content
from kombit_tui.wording.cells import fitted, one_line, width_of

WIDEST_LEAD = 18


class Option(NamedTuple):
    """An answer: what is given back, what it is called, and what stands around it."""

    key: str
    label: str
    note: str = ""
    """Beside the label."""
    lead: str = ""
    """Before the label: its keys."""
    group: str = ""
    """The heading it stands under, with those next to it that have the same."""


class Chooser(Lookup[str | None]):
    """Answers with the key of the chosen option, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(DIALOG)]
    CSS_PATH = "chooser.tcss"
    LABEL_WIDTH = 26

    def __init__(
        self,
        title: str,
        options: Sequence[Option],
        current: str | None = None,
        about: str = "",
        *,
        typed: bool = False,
    ) -> None:
        super().__init__("skriv for at søge")
        self.heading = title
        self.about = about
        self.options = tuple(options)
        self.current = current
        self.typed = typed

    def compose(self) -> ComposeResult:
        """Heading, what it is about, field and answers."""
        with Vertical(id="chooser", classes="-typed" if self.typed else ""):
            yield Static(content(self.heading), id="chooser-title")
            if self.about:
                yield Static(content(self.about), id="chooser-about")
            if self.typed:
                yield self.input
            yield self.list
            yield Static(content("Enter vælger · Esc fortryder"), id="chooser-hint")

    def on_mount(self) -> None:
        """Start on what holds now."""
        self.look_for("")
        (self.input if self.typed else self.list).focus()

    def look_for(self, words: str) -> None:
        """List the answers that all words are found in."""
        wanted = fold(words).split()
        self.show([o for o in self.options if all(word in _searched(o) for word in wanted)])

    @property
    def label_width(self) -> int:
        """How wide a label may be where a note stands beside it."""
        return self.LABEL_WIDTH

    def show(self, found: Sequence[Option]) -> None:
        """List answers, each group under its heading; the cursor goes to what holds now."""
        self.list.clear_options()
        self.list.add_options(self._lines(found))
        keys = [one.key for one in found]
        if keys:
            key = self.current if self.current in keys else keys[0]
            self.list.highlighted = self.list.get_option_index(str(key))

    def _lines(self, found: Sequence[Option]) -> Iterable[ListOption]:
        lead = min(max((width_of(one.lead) for one in found), default=0), WIDEST_LEAD)
        group = ""
        for one in found:
            if one.group and one.group != group:
                group = one.group
                yield ListOption(Content.styled(one_line(group), "bold underline"), disabled=True)
            yield ListOption(self._prompt(one, lead), id=one.key)

    def _prompt(self, option: Option, lead: int) -> Content:
        mark = "> " if option.key == self.current else "  "
        before = f"{fitted(one_line(option.lead), lead)} " if lead else ""
        if not option.note:
            return Content(f"{mark}{before}{one_line(option.label)}")
        label = fitted(one_line(option.label), self.label_width)
        return Content.assemble(mark, before, label, " ", (one_line(option.note), "dim"))

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self.look_for(event.value)

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option.id)

    def key_j(self) -> None:
        """Down, as in every list."""
        if self.list.has_focus:
            self.list.action_cursor_down()

    def key_k(self) -> None:
        """Up, as in every list."""
        if self.list.has_focus:
            self.list.action_cursor_up()


def _searched(option: Option) -> str:
    return fold(f"{option.lead} {option.label} {option.note}")

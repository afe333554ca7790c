"""What can be found from everywhere: help, palette, and what the program has said."""

from collections import deque
from collections.abc import Sequence
from contextlib import closing
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from textual import on
from textual.dom import DOMNode
from textual.driver import Driver

from kombit_tui.app.finding import Finding
from kombit_tui.domain.ids import NO_MUNICIPALITY
from kombit_tui.keymap import DEFAULT_KEYS, Keymap
from kombit_tui.screens.asking import asks
from kombit_tui.screens.messages import Told, ViewRequested
from kombit_tui.widgets.bindings import as_keymap, key_for, working
from kombit_tui.wording.cells import one_line

if TYPE_CHECKING:
    from kombit_tui.domain.municipalities import Municipality
    from kombit_tui.domain.views import View
    from kombit_tui.screens.palette import Entry, Source

Target = tuple[str, DOMNode]
KEPT = 200
"""How many messages can be looked up."""
RECORDS = 20
LETTERS = 2
"""From so many on, records and municipalities are looked for."""


class Message(NamedTuple):
    """Something the program has said."""

    at: datetime
    text: str
    is_error: bool


class Offering(Finding):
    """The part of the shell that offers what there is."""

    keymap = DEFAULT_KEYS

    def __init__(self, driver_class: type[Driver] | None = None) -> None:
        super().__init__(driver_class)
        self.told: deque[Message] = deque(maxlen=KEPT)

    # The user's keys.

    def take_keys(self, keymap: Keymap) -> None:
        """Put the user's keys in force, before the first of them is pressed."""
        self.keymap = keymap
        self.set_keymap(as_keymap(keymap.keys))

    def on_mount(self) -> None:
        """Say what was wrong with the user's keys; Textual calls the other parts' handlers too."""
        if self.keymap.warnings:
            self.call_after_refresh(self._warn_of_keys)

    def _warn_of_keys(self) -> None:
        warnings = self.keymap.warnings
        for warning in reversed(warnings):
            self._keep(warning, is_error=True)
        number = "1 advarsel" if len(warnings) == 1 else f"{len(warnings)} advarsler"
        place = f"{key_for(self, 'app.palette')} Beskeder"
        self._base.guide(f"{number} om taster: se {place}", is_error=True)

    # Help and messages.

    @asks
    async def action_help(self) -> None:
        """The keys that work here; Enter does what is chosen."""
        if len(self.screen_stack) > 1:
            return
        from kombit_tui.screens.help import help_here

        targets = {one.action.id: one.target for one in working(self.screen)}
        chosen = await self.push_screen_wait(help_here(self.screen))
        if chosen is not None:
            await self.run_action(*targets[chosen])

    @on(Told)
    def _told(self, event: Told) -> None:
        self._keep(event.text, is_error=event.is_error)

    def _keep(self, text: str, *, is_error: bool) -> None:
        if not self.told or self.told[-1].text != text:
            self.told.append(Message(self.store.clock(), text, is_error))

    @asks
    async def action_messages(self) -> None:
        """What was said since the start, the latest first."""
        if len(self.screen_stack) > 1:
            return
        from kombit_tui.screens.prompt import Report

        lines = [
            f"{one.at:%H:%M}  {'Fejl: ' if one.is_error else ''}{one_line(one.text)}"
            for one in reversed(self.told)
        ]
        await self.push_screen_wait(Report("Beskeder", lines or ["Ingen beskeder siden start."]))

    # Palette.

    @asks
    async def action_palette(self) -> None:
        """Everything there is, found by typing; Enter does it or goes there."""
        if len(self.screen_stack) > 1:
            return
        from kombit_tui.screens.palette import Palette

        palette = Palette(self._sources())
        chosen = await self.push_screen_wait(palette)
        if chosen is not None:
            await palette.entries[chosen].do()

    def _sources(self) -> "list[Source]":
        from kombit_tui.screens.palette import Source

        commands, views = self._commands(), self._views()
        return [
            Source(lambda _: commands),
            Source(lambda _: views),
            Source(lambda _: self._municipalities(), least=LETTERS),
            Source(self._records, least=LETTERS, is_slow=True),
        ]

    def _commands(self) -> "list[Entry]":
        from kombit_tui.screens.help import keys_shown
        from kombit_tui.screens.palette import Entry

        return [
            Entry(
                one.action.label,
                "skærm" if one.target[0].startswith("show(") else "kommando",
                partial(self._run, one.target),
                keys_shown(one.keys),
                one.action.tooltip,
            )
            for one in sorted(working(self.screen), key=lambda one: one.action.rank)
        ]

    async def _run(self, target: Target) -> None:
        await self.run_action(*target)

    def _views(self) -> "list[Entry]":
        from kombit_tui.db.queries.views import views
        from kombit_tui.screens.palette import Entry

        found = views(self.store.reader)
        return [Entry(one.name, "visning", partial(self._see, one)) for one in found]

    async def _see(self, view: "View") -> None:
        self.post_message(ViewRequested(view))

    def _municipalities(self) -> "list[Entry]":
        from kombit_tui.domain.municipalities import all_municipalities
        from kombit_tui.screens.palette import Entry

        return [
            Entry(one.full_name, "kommune", partial(self._choose, one), about=one.code)
            for one in all_municipalities()
        ]

    async def _choose(self, one: "Municipality") -> None:
        """Whose store this is where that is not known; else just what the municipality is."""
        if self.store.municipality != NO_MUNICIPALITY:
            self._base.hint(f"{one.full_name} har kommunekode {one.code}.")
        else:
            await self._become(one.code)

    def _records(self, words: str) -> "Sequence[Entry]":
        """The best records for some words; runs in a thread."""
        from kombit_tui.db.queries.search import search
        from kombit_tui.domain.records import KINDS
        from kombit_tui.screens.palette import Entry

        with closing(self.store.connect()) as connection:
            hits = search(connection, words, RECORDS)
        return [
            Entry(one_line(hit.title), _said(KINDS[hit.kind].danish), partial(self.go_to, hit))
            for hit in hits
            if hit.kind != "view"
        ]


def _said(name: str) -> str:
    """The name of a kind as a note: «KLIK-opgave» keeps its letters."""
    return name if name[:2].isupper() else name.lower()

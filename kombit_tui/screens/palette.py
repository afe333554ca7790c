"""Everything that can be done, opened or gone to, found by typing. Knows neither store nor app.

What there is comes from sources: quick ones are asked on every key, slow ones in a thread after a
pause in the typing. What an entry does when it is chosen is the app's.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import NamedTuple

from textual import work

from kombit_tui.domain.folding import fold
from kombit_tui.screens.chooser import Chooser, Option

PAUSE = 0.08
"""Seconds without a key before slow sources are asked."""
MOST = 90
"""Entries that are listed; who wants others types more."""
NOTE_WIDTH = 24


class Entry(NamedTuple):
    """Something to choose."""

    label: str
    note: str
    """What it is: «kommando», «skærm», «opgave» …"""
    do: Callable[[], Awaitable[None]]
    """What happens when it is chosen, in the app."""
    keys: str = ""
    about: str = ""
    """Not shown, but found."""


class Source(NamedTuple):
    """Where entries come from."""

    entries: Callable[[str], Sequence[Entry]]
    """The entries there are for the words that were typed; a quick one may give all it has."""
    least: int = 0
    """So many letters must be typed before it is asked."""
    is_slow: bool = False
    """Asked in a thread. It has found by itself, perhaps in what an entry does not show."""


class Palette(Chooser):
    """Answers with the key of the chosen entry in `entries`, or None."""

    def __init__(self, sources: Sequence[Source]) -> None:
        super().__init__("Kommandoer, skærme, visninger og poster", (), typed=True)
        self.sources = tuple(sources)
        self.entries: dict[str, Entry] = {}
        self._asked = 0

    @property
    def label_width(self) -> int:
        """What is left of the dialog for the labels."""
        return max(min(self.app.size.width * 9 // 10, 90) - 6 - NOTE_WIDTH, 16)

    def look_for(self, words: str) -> None:
        """List what is found at once, and ask for the rest when the typing rests."""
        self._asked += 1
        found = [
            (entry, False) for source in self._at(words, slow=False) for entry in source(words)
        ]
        self._show_best(words, found)
        if slow := self._at(words, slow=True):
            self.set_timer(PAUSE, partial(self._ask, self._asked, words, found, slow))

    def _at(self, words: str, *, slow: bool) -> list[Callable[[str], Sequence[Entry]]]:
        typed = len(words.strip())
        return [s.entries for s in self.sources if s.is_slow is slow and typed >= s.least]

    def _ask(
        self,
        asked: int,
        words: str,
        found: list[tuple[Entry, bool]],
        slow: Sequence[Callable[[str], Sequence[Entry]]],
    ) -> None:
        if asked == self._asked:
            self._read(asked, words, found, slow)

    @work(exit_on_error=False)
    async def _read(
        self,
        asked: int,
        words: str,
        found: list[tuple[Entry, bool]],
        slow: Sequence[Callable[[str], Sequence[Entry]]],
    ) -> None:
        more = [(one, True) for source in slow for one in await asyncio.to_thread(source, words)]
        if asked != self._asked or not more:
            return
        at = self.list.highlighted
        chosen = self.entries[str(at)] if at else None
        self._show_best(words, [*found, *more])
        # Who has moved already stays on what was chosen; else the best is chosen.
        key = next((key for key, one in self.entries.items() if one is chosen), None)
        if key is not None:
            self.list.highlighted = self.list.get_option_index(key)

    def _show_best(self, words: str, found: Sequence[tuple[Entry, bool]]) -> None:
        fits = [(fit_of(entry, words), was_found, entry) for entry, was_found in found]
        kept = [(fit, entry) for fit, was_found, entry in fits if was_found or fit < NOWHERE]
        kept.sort(key=lambda pair: pair[0])
        self.entries = {str(number): entry for number, (_, entry) in enumerate(kept[:MOST])}
        self.show([self._option(key, one) for key, one in self.entries.items()])

    def _option(self, key: str, entry: Entry) -> Option:
        note = f"{entry.note} · {entry.keys}" if entry.keys else entry.note
        return Option(key, entry.label, note)


NOWHERE = 4


def fit_of(entry: Entry, words: str) -> int:
    """How well an entry fits: its label begins so, a word of it does, it is in it, it is about."""
    wanted, label = fold(words).strip(), fold(entry.label)
    if label.startswith(wanted):
        return 0
    if f" {wanted}" in label or f"/{wanted}" in label:
        return 1
    if wanted in label:
        return 2
    searched = fold(f"{entry.label} {entry.note} {entry.keys} {entry.about}")
    return 3 if all(word in searched for word in wanted.split()) else NOWHERE

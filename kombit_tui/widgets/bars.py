"""The three lines that frame every screen: where one is, a hint, and the keys. One line each."""

from collections.abc import Sequence
from typing import ClassVar

from rich.style import Style
from textual import events
from textual.dom import DOMNode
from textual.reactive import reactive
from textual.strip import Strip

from kombit_tui.actions import NOT_SHOWN
from kombit_tui.widgets.bindings import first_key, key_for, shown_key, working
from kombit_tui.widgets.kept_lines import KeptLines
from kombit_tui.widgets.painted import strip_of
from kombit_tui.wording.cells import fitted, one_line, width_of
from kombit_tui.wording.lines import DEMO, Tab, tabs_at, top_runs

Target = tuple[str, DOMNode]
"""An action's name, never from a record, and the node it is looked for on."""
Run = tuple[str, str, Target | None]
"""Text, tone, and what a click on it does."""


class OneLine(KeptLines):
    """A line of runs; what does not fit is cut, never wrapped."""

    LOOK = "one-line"
    LOOKS: ClassVar[tuple[str, ...]] = ("strong", "muted", "active", "warning", "error")
    DEFAULT_CSS = """
    OneLine {
        height: 1;
        background: $panel;
        color: $foreground;
        & > .one-line--strong { text-style: bold; color: $text-primary; }
        & > .one-line--muted { color: $text-muted; }
        & > .one-line--active { text-style: bold reverse; }
        & > .one-line--warning { text-style: bold; color: $text-warning; }
        & > .one-line--error { text-style: bold; color: $text-error; }
    }
    """

    _said: Sequence[Run] = ()
    """What was painted last."""

    def runs(self, width: int) -> Sequence[Run]:
        """What the line says at a width; for subclasses."""
        raise NotImplementedError

    def render_line(self, y: int) -> Strip:
        """The line."""
        width = self.size.width
        pieces: list[tuple[str, Style]] = []
        left = width
        self._said = self.runs(width)
        for text, tone, _ in self._said:
            wide = min(width_of(text), left)
            if wide == 0:
                continue
            pieces.append((fitted(text, wide), self.look(tone)))
            left -= wide
        return strip_of(pieces, width, self.look())

    async def on_click(self, event: events.Click) -> None:
        """Run what the words under the pointer stand for."""
        end = 0
        for text, _, target in self.runs(self.size.width):
            end += width_of(text)
            if event.x < end:
                if target is not None:
                    await self.app.run_action(*target)
                return


class TopBar(OneLine):
    """Municipality, screens, DEMO where it applies, and the state of the sync."""

    municipality: reactive[str] = reactive("")
    """The municipality's name as it is shown."""
    mode: reactive[str] = reactive("")
    """The screen one is on."""
    sync_state: reactive[str] = reactive("Kun lokalt")
    """What the sync is doing, in a word or two."""
    sync_tone: reactive[str] = reactive("muted")
    """How that is to be looked at."""
    is_demo: reactive[bool] = reactive(False)
    """Whether the store is the demo's."""

    def __init__(self, tabs: Sequence[Tab]) -> None:
        super().__init__()
        self.tabs = tabs

    def runs(self, width: int) -> Sequence[Run]:
        """What `top_runs` says, with the tabs and DEMO as targets."""
        right = [*([DEMO] if self.is_demo else []), self.sync_state]
        tabs = [tab._replace(key=first_key(self.app, f"app.{tab.mode}")) for tab in self.tabs]
        named = tabs_at(width, self.municipality, tabs, self.mode, right)
        runs = top_runs(width, self.municipality, tabs, self.mode, right)
        targets: dict[int, Target] = {
            index: (f"show('{tab.mode}')", self.app) for index, tab in enumerate(named, start=1)
        }
        if self.is_demo:
            targets[len(named) + 2] = ("leave_demo", self.app)
        if runs and runs[-1][0] == f" {self.sync_state} ":
            targets[len(runs) - 1] = ("show('sync')", self.app)
            runs[-1] = (runs[-1][0], self.sync_tone)
        return [(text, tone, targets.get(index)) for index, (text, tone) in enumerate(runs)]


class HintLine(OneLine):
    """One line of help or state for what is on the screen."""

    DEFAULT_CSS = "HintLine { background: $background; }"

    text: reactive[str] = reactive("")
    """What it says."""
    is_error: reactive[bool] = reactive(False)
    """Whether it must be noticed; stays until something else is said."""
    is_kept = False
    """Whether the messages have it whole."""

    def runs(self, width: int) -> Sequence[Run]:
        """The text; of an error that is too long the beginning, and where the rest of it is."""
        text, tone = f" {one_line(self.text)}", "warning" if self.is_error else "muted"
        if not (self.is_error and self.is_kept) or width_of(text) <= width:
            return [(text, tone, None)]
        place = f" {key_for(self.app, 'app.messages')}: hele beskeden"
        beginning = fitted(text, width - width_of(place))
        return [(beginning, tone, None), (place, "strong", ("messages", self.app))]


class FooterBar(OneLine):
    """The keys that work here, as many as there is room for; the last two are always the same."""

    ALWAYS: ClassVar[tuple[str, ...]] = ("app.palette", "app.help")

    def on_mount(self) -> None:
        """Follow the bindings of the screen."""
        self.screen.bindings_updated_signal.subscribe(self, self._look_again)

    def _look_again(self, _: object) -> None:
        # Told whenever the cursor comes to rest, and mostly nothing is to be said anew.
        if self.runs(self.size.width) != self._said:
            self.refresh()

    def runs(self, width: int) -> Sequence[Run]:
        """Hints by rank within the width, then those that are always there."""
        found = self._found()
        last = [run for ident in self.ALWAYS if ident in found for run in found[ident][1]]
        left = width - _width(last)
        hints: list[Run] = []
        for rank, hint in sorted(found.values(), key=lambda pair: pair[0]):
            wide = _width(hint)
            if rank >= NOT_SHOWN or wide > left:
                break
            hints += hint
            left -= wide
        return [*hints, (" " * left, "", None), *last]

    def _found(self) -> dict[str, tuple[int, list[Run]]]:
        """What works here under a key, by id: its rank, and its hint."""
        found: dict[str, tuple[int, list[Run]]] = {}
        first = getattr(self.screen, "FIRST_KEYS", ())
        for action, keys, target in working(self.screen):
            if keys:
                hint: list[Run] = [
                    (f" {shown_key(keys[0])}", "strong", target),
                    (f" {action.label} ", "", target),
                ]
                found[action.id] = (0 if action.id in first else action.rank, hint)
        return found


def _width(runs: Sequence[Run]) -> int:
    return sum(width_of(text) for text, _, _ in runs)

"""A number with its name and the first few lines behind it; Enter or a click opens them."""

from typing import ClassVar

from textual.reactive import reactive
from textual.strip import Strip

from kombit_tui.widgets.painted import segment
from kombit_tui.widgets.plain_message import PlainMessage
from kombit_tui.widgets.toned import Toned
from kombit_tui.wording.cells import fitted, one_line
from kombit_tui.wording.digest import LOADING, TITLES, PanelText


class Panel(Toned, can_focus=True):
    """One question of Overblik and its answer."""

    LOOK = "panel"
    TONES: ClassVar[tuple[str, ...]] = ("ok", "warning", "error", "muted", "accent")
    LOOKS: ClassVar[tuple[str, ...]] = ("title", "cursor", *TONES)
    DEFAULT_CSS = """
    Panel {
        background: $surface;
        color: $foreground;
        & > .panel--title { text-style: bold; color: $text-primary; background: $panel; }
        & > .panel--cursor { text-style: bold; color: $block-cursor-foreground;
            background: $block-cursor-background; }
        & > .panel--ok { color: $text-success; }
        & > .panel--warning { color: $text-warning; text-style: bold; }
        & > .panel--error { color: $text-error; text-style: bold; }
        & > .panel--muted { color: $text-muted; }
        & > .panel--accent { color: $text-accent; }
    }
    """

    text: reactive[PanelText] = reactive(PanelText(""))
    """Set by the screen."""

    class Opened(PlainMessage):
        """The user wants the list behind the number."""

        name: str

    def __init__(self, name: str) -> None:
        super().__init__(id=f"panel-{name}")
        self.panel_name = name
        self.set_reactive(Panel.text, PanelText(TITLES[name], "", LOADING))

    def on_click(self) -> None:
        """Open what the panel counts."""
        self.post_message(self.Opened(self.panel_name))

    def render_line(self, y: int) -> Strip:
        """Title and number first, then the lines."""
        width = self.size.width
        if y == 0:
            return self._title(width)
        lines = self.text.shown(self.size.height - 1)
        if y > len(lines):
            return Strip.blank(width, self.look())
        text, tone = lines[y - 1]
        return Strip([segment(fitted(f" {one_line(text)}", width), self.look(tone))], width)

    def _title(self, width: int) -> Strip:
        head = "cursor" if self.has_focus else "title"
        tone = "" if self.has_focus else self.text.tone
        number = f" {self.text.number} " if self.text.number else ""
        mark = ">" if self.has_focus else " "
        title = fitted(mark + one_line(self.text.title), width - len(number))
        return Strip(
            [segment(title, self.look(head)), segment(number, self.look(head, tone))], width
        )

"""A number with its name and the first few lines behind it; Enter or a click opens them."""

from dataclasses import dataclass
from typing import ClassVar

from rich.style import Style
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from kombit_tui.widgets.painted import fitted, one_line, segment
from kombit_tui.wording.digest import PanelText


class Panel(Widget, can_focus=True):
    """One question of Overblik and its answer."""

    TONES: ClassVar[tuple[str, ...]] = ("ok", "warning", "error", "muted", "accent")
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "panel--title",
        "panel--cursor",
        *(f"panel--{tone}" for tone in TONES),
    }
    DEFAULT_CSS = """
    Panel {
        background: $surface;
        color: $foreground;
        & > .panel--title { text-style: bold; color: $primary; background: $panel; }
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

    @dataclass
    class Opened(Message):
        """The user wants the list behind the number."""

        name: str

    def __init__(self, name: str) -> None:
        super().__init__(id=f"panel-{name}")
        self.panel_name = name

    def on_click(self) -> None:
        """Open what the panel counts."""
        self.post_message(self.Opened(self.panel_name))

    def render_line(self, y: int) -> Strip:
        """Title and number first, then the lines."""
        width = self.size.width
        if y == 0:
            return self._title(width)
        if y > len(self.text.lines):
            return Strip.blank(width, self.rich_style)
        text, tone = self.text.lines[y - 1]
        style = self.rich_style + self._style(tone)
        return Strip([segment(fitted(f" {one_line(text)}", width), style)], width)

    def _title(self, width: int) -> Strip:
        base = self.rich_style + self._style("cursor" if self.has_focus else "title")
        mark = ">" if self.has_focus else " "
        number = f" {self.text.number} " if self.text.number else ""
        title = fitted(mark + one_line(self.text.title), width - len(number))
        tone = Style.null() if self.has_focus else self._style(self.text.tone)
        return Strip([segment(title, base), segment(number, base + tone)], width)

    def _style(self, tone: str) -> Style:
        if not tone:
            return Style.null()
        return self.get_component_rich_style(f"panel--{tone}", partial=True)

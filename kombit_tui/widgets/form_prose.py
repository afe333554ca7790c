"""Text of several lines. Apart, because Textual's `TextArea` takes long to load."""

from textual import events
from textual.widgets import TextArea

from kombit_tui.domain.text import clean


class ProseField(TextArea):
    """A `TextArea` that no escape code gets into; Tab leaves it."""

    DEFAULT_CSS = """
    ProseField {
        height: 4;
        width: 1fr;
        background: $panel;
        color: $foreground;
        scrollbar-size-vertical: 1;
    }
    """

    def __init__(self, text: str) -> None:
        super().__init__(clean(text), compact=True, soft_wrap=True)
        self.cursor_blink = False

    def on_paste(self, event: events.Paste) -> None:
        """Clean what comes in, before Textual's own handler puts it there."""
        event.text = clean(event.text.replace("\r\n", "\n"))

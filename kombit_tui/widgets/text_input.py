"""A field for text that cleans whatever comes into it, typed, pasted or set."""

from textual.widgets import Input

from kombit_tui.domain.text import clean


class TextInput(Input):
    """An `Input` that no escape code gets into."""

    DEFAULT_CSS = """
    TextInput { background: $panel; color: $foreground; }
    """

    def __init__(self, *, placeholder: str = "", value: str = "") -> None:
        super().__init__(value, placeholder=placeholder, compact=True)
        self.cursor_blink = False

    def validate_value(self, value: str) -> str:
        """Whatever is to stand in the field, without control and direction characters."""
        return clean(value).replace("\n", " ")

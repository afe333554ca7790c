"""An Input that shows what is typed."""

from textual.app import App, ComposeResult
from textual.widgets import Input

MARK = "Skriv her"


class Echo(App[None]):
    """One line to type in."""

    def compose(self) -> ComposeResult:
        """The line."""
        line = Input(placeholder=f"{MARK[:1]}{MARK}")  # its first letter stands in the cursor
        line.cursor_blink = False  # so that the screen comes to rest
        yield line


if __name__ == "__main__":
    Echo().run()

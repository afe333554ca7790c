"""The baseline: the smallest Textual app there is."""

from textual.app import App, ComposeResult
from textual.widgets import Static

MARK = "Hej verden"


class Hello(App[None]):
    """One line of text."""

    def compose(self) -> ComposeResult:
        """The line."""
        yield Static(MARK)


if __name__ == "__main__":
    Hello().run()

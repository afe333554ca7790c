"""The baseline: the smallest Textual app there is. It shows the key that was pressed."""

from textual import events
from textual.app import App, ComposeResult
from textual.widgets import Static

MARK = "Hej verden"


class Hello(App[None]):
    """One line of text."""

    def compose(self) -> ComposeResult:
        """The line."""
        yield Static(MARK)

    def on_key(self, event: events.Key) -> None:
        """Show it, and when: the same key twice is two answers."""
        self.query_one(Static).update(f"{MARK}: {event.key} {event.time}")


if __name__ == "__main__":
    Hello().run()

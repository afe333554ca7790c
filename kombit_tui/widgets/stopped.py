"""What stands on the terminal after a fault of this program: two lines, and where the log is."""

from rich.text import Text

from kombit_tui.logbook import two_lines


class Stopped(Exception):
    """A fault that ends the dashboard; Textual prints what `__rich__` gives."""

    def __rich__(self) -> Text:
        """The two lines; no foreign text, and no insides of the program."""
        return Text(two_lines(), no_wrap=True, overflow="ignore")  # the path can be copied

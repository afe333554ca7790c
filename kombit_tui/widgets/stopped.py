"""What stands on the terminal after a fault of this program: two lines, and where the log is."""

import logging
from typing import TypeGuard

from rich.text import Text


class Stopped(Exception):
    """A fault that ends the dashboard; Textual prints what `__rich__` gives."""

    def __rich__(self) -> Text:
        """The two lines; no foreign text, and no insides of the program."""
        handlers = logging.getLogger("kombit_tui").handlers
        files = [handler.baseFilename for handler in handlers if _writes_to_a_file(handler)]
        where = f"Fejlen står i {files[0]}" if files else "Der er ingen log at slå fejlen op i."
        return Text(f"kombit-tui er standset af en fejl. Alt, der var gemt, er bevaret.\n{where}")


def _writes_to_a_file(handler: logging.Handler) -> TypeGuard[logging.FileHandler]:
    return isinstance(handler, logging.FileHandler)

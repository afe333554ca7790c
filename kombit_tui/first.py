"""The way to the first frame, before the rest of the program is loaded: all that is imported here
is waited for. It works out which store to show and has `early` paint it; whatever is out of the
ordinary it leaves to `launch`, which says what is wrong.
"""

import os
import sqlite3
import sys
from datetime import datetime

from kombit_tui import early, whereabouts
from kombit_tui.db.reader import glance

_SCREEN = "opgaver"
_PLAIN = {"--screen", "--store"}
"""Options that leave the list as it is; the demo may have to be made first, for one."""


def paint_first(arguments: list[str]) -> early.Painted | None:
    """Paint the first frame that a command line of options asks for; None where that cannot be."""
    options = _options(arguments)
    is_plain = options.keys() <= _PLAIN and all(options.values())
    if options.get("--screen") != _SCREEN or not is_plain or not _is_terminal():
        return None
    try:
        settings = whereabouts.read_settings()
        path = options.get("--store") or whereabouts.store_of(settings)
        connection = glance(os.path.expanduser(path))
        today = datetime.now().astimezone().date()
        try:
            return early.paint(connection, today, early.SCREEN, settings.get("theme", ""))
        finally:
            connection.close()
    except (sqlite3.Error, OSError, ValueError):
        return None  # `launch` meets it again, and tells


def _is_terminal() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


def _options(arguments: list[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    rest = iter(arguments)
    for argument in rest:
        name, given, value = argument.partition("=")
        found[name] = value if given or name == "--demo" else next(rest, "")
    return found

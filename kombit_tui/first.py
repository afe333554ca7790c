"""The way to the first frame, before the rest of the program is loaded: all that is imported here
is waited for. It works out which store to show and has `early` paint it; whatever is out of the
ordinary it leaves to `launch`, which says what is wrong.
"""

import os
import sqlite3
import sys
from datetime import datetime

from kombit_tui import early
from kombit_tui.db.reader import glance

_SCREEN, _HOME = "opgaver", "KOMBIT_TUI_HOME"
_PLAIN = {"--screen", "--store"}
"""Options that leave the list as it is; the demo may have to be made first, for one."""
_STORE_FILE, _SETTINGS_FILE = "kombit-tui.sqlite3", "settings.toml"
_SETTINGS = ("store", "theme")
"""Those that change what is shown first."""
_FOLDERS = {"XDG_DATA_HOME": "~/.local/share", "XDG_CONFIG_HOME": "~/.config"}


def paint_first(arguments: list[str]) -> early.Painted | None:
    """Paint the first frame that a command line of options asks for; None where that cannot be."""
    options = _options(arguments)
    is_plain = options.keys() <= _PLAIN and all(options.values())
    if options.get("--screen") != _SCREEN or not is_plain or not _is_terminal():
        return None
    try:
        settings = _settings()
        path = (
            options.get("--store") or settings.get("store") or _place("XDG_DATA_HOME", _STORE_FILE)
        )
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


def _settings() -> dict[str, str]:
    try:
        with open(_place("XDG_CONFIG_HOME", _SETTINGS_FILE), "rb") as file:
            import tomllib  # only who has settings waits for it

            given = tomllib.load(file)
    except FileNotFoundError:
        return {}
    settings = {name: given.get(name, "") for name in _SETTINGS}
    if not all(isinstance(value, str) for value in settings.values()):
        raise ValueError("these settings are text")
    return settings


def _place(variable: str, name: str) -> str:
    """Where `settings` finds a file; asked itself where the place is not the plain one."""
    if os.environ.get(_HOME):
        return os.path.join(os.environ[_HOME], name)
    if sys.platform == "linux" and not os.environ.get(variable):
        return os.path.expanduser(os.path.join(_FOLDERS[variable], "kombit-tui", name))
    from kombit_tui import settings

    folder = settings.data_folder() if name == _STORE_FILE else settings.settings_path().parent
    return str(folder / name)

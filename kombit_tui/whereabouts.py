"""Where the user's files are and what of the settings matters at once, without what loads slowly.
`settings` owns both; this is its answer for whoever cannot wait for it.
"""

import os
import sys

DATA, CONFIG = "XDG_DATA_HOME", "XDG_CONFIG_HOME"
STORE_FILE, SETTINGS_FILE = "kombit-tui.sqlite3", "settings.toml"
_HOME = "KOMBIT_TUI_HOME"
_SETTINGS = ("store", "theme")
"""Those that change what is shown first."""
_FOLDERS = {DATA: "~/.local/share", CONFIG: "~/.config"}


def read_settings() -> dict[str, str]:
    """The settings that matter at once, as they stand in the file.

    Raises:
        ValueError: it is no TOML, or one of them is no text.
        OSError: it cannot be read.
    """
    try:
        with open(place(CONFIG, SETTINGS_FILE), "rb") as file:
            import tomllib  # only who has settings waits for it

            given = tomllib.load(file)
    except FileNotFoundError:
        return {}
    found = {name: given.get(name, "") for name in _SETTINGS}
    if not all(isinstance(value, str) for value in found.values()):
        raise ValueError("these settings are text")
    return found


def store_of(found: dict[str, str]) -> str:
    """The user's own store, as it is written."""
    return found.get("store") or place(DATA, STORE_FILE)


def place(variable: str, name: str) -> str:
    """Where `settings` finds a file; asked itself where the place is not the plain one."""
    if os.environ.get(_HOME):
        return os.path.join(os.environ[_HOME], name)
    if sys.platform == "linux" and not os.environ.get(variable):
        return os.path.expanduser(os.path.join(_FOLDERS[variable], "kombit-tui", name))
    from kombit_tui import settings

    folder = settings.data_folder() if name == STORE_FILE else settings.settings_path().parent
    return str(folder / name)

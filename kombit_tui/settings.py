"""The user's settings: one frozen value from one TOML file, and where this program's files live."""

import getpass
import os
import tomllib
from dataclasses import dataclass, fields
from pathlib import Path

from platformdirs import PlatformDirs

from kombit_tui.domain.text import clean
from kombit_tui.errors import KombitError

_DIRS = PlatformDirs("kombit-tui", appauthor=False)

STORE_FILE = "kombit-tui.sqlite3"
DEMO_FILE = "demo.sqlite3"
SETTINGS_FILE = "settings.toml"


class SettingsInvalid(KombitError):
    title = "Indstillingerne kan ikke læses"


@dataclass(frozen=True, slots=True)
class Settings:
    """What a user may set; every field has a default."""

    store: str = ""
    """The store file; empty for the usual place."""
    municipality: str = ""
    """The municipality's four-digit code, as in `domain/data/municipalities.csv`."""
    user: str = ""
    """The name that changes are signed with; empty for the name of the system's user."""
    theme: str = "textual-dark"


def data_folder() -> Path:
    """Where stores live: the user's data folder, or `KOMBIT_TUI_HOME`."""
    home = os.environ.get("KOMBIT_TUI_HOME")
    return Path(home) if home else _DIRS.user_data_path


def settings_path() -> Path:
    """Where the settings file is, whether or not it is there."""
    home = os.environ.get("KOMBIT_TUI_HOME")
    return (Path(home) if home else _DIRS.user_config_path) / SETTINGS_FILE


def log_path() -> Path:
    """Where unexpected errors are noted."""
    home = os.environ.get("KOMBIT_TUI_HOME")
    return (Path(home) if home else _DIRS.user_log_path) / "kombit-tui.log"


def store_path(settings: Settings) -> Path:
    """The user's own store."""
    return expanded(settings.store) if settings.store else data_folder() / STORE_FILE


def expanded(path: str) -> Path:
    """`path` with `~` as the user's home; as it stands where there is no such user."""
    return Path(os.path.expanduser(path))


def demo_path() -> Path:
    """The store that `--demo` opens."""
    return data_folder() / DEMO_FILE


def user_name(settings: Settings) -> str:
    """The name that changes are signed with."""
    try:
        name = settings.user or getpass.getuser()
    except (KeyError, OSError, ImportError):  # no such user in the system, as in some containers
        name = ""
    return clean(name).strip() or "ukendt"


def load(path: Path | None = None) -> Settings:
    """The settings in the file; the defaults where there is none.

    Raises:
        SettingsInvalid: it is no TOML, or a value is not of its kind.
    """
    file = path or settings_path()
    try:
        given = tomllib.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        return Settings()
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsInvalid(f"«{file}»: {error}", "Ret filen, eller slet den.") from error
    known = {field.name for field in fields(Settings)}
    for name, value in given.items():
        if name not in known:
            raise SettingsInvalid(
                f"«{file}»: ukendt indstilling «{name}».", f"Kendte: {', '.join(sorted(known))}."
            )
        if not isinstance(value, str):
            raise SettingsInvalid(f"«{file}»: «{name}» skal være tekst i anførselstegn.")
    return Settings(**given)

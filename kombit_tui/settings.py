"""The user's settings: one frozen value from one TOML file, and where this program's files live."""

import getpass
import os
import re
from pathlib import Path
from typing import Any, NamedTuple

from platformdirs import PlatformDirs

from kombit_tui.domain.text import clean
from kombit_tui.errors import KombitError

_DIRS = PlatformDirs("kombit-tui", appauthor=False)

STORE_FILE = "kombit-tui.sqlite3"
DEMO_FILE = "demo.sqlite3"
SETTINGS_FILE = "settings.toml"
KEYS_FILE = "keys.toml"


class SettingsInvalid(KombitError):
    title = "Indstillingerne kan ikke læses"


class Settings(NamedTuple):
    """What a user may set; every field has a default."""

    store: str = ""
    """The store file; empty for the usual place."""
    municipality: str = ""
    """The municipality's four-digit code, as in `domain/data/municipalities.csv`."""
    user: str = ""
    """The name that changes are signed with; empty for the name on the server, or the system's."""
    theme: str = "mørk"
    """One of `wording.themes.THEMES`; any other name is told when the dashboard opens."""
    server: str = ""
    """The address of the team's server, as `https://synk.example.dk/v1`; empty for none."""
    server_user: str = ""
    """The user's name on the server; its password is in `credentials`, never here."""
    auto_sync: bool = True
    """Whether to meet the server without being asked: on start, after edits, at an interval."""
    sync_interval: int = 60
    """Seconds between two meetings while nothing happens."""
    sync_when_metered: bool = False
    """Whether to do so on a connection that is paid for by what is sent."""
    bell: bool = False
    """Whether the terminal rings when the dashboard opens and something is overdue."""
    plain_http: bool = False
    """Whether a password may go unencrypted to another machine than this one."""


def data_folder() -> Path:
    """Where stores live: the user's data folder, or `KOMBIT_TUI_HOME`."""
    home = os.environ.get("KOMBIT_TUI_HOME")
    return Path(home) if home else _DIRS.user_data_path


def settings_path() -> Path:
    """Where the settings file is, whether or not it is there."""
    home = os.environ.get("KOMBIT_TUI_HOME")
    return (Path(home) if home else _DIRS.user_config_path) / SETTINGS_FILE


def keys_path() -> Path:
    """Where the user's own keys are, whether or not they are there."""
    return settings_path().with_name(KEYS_FILE)


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
    """The name that changes are signed with.

    The name on the server comes before the system's: there two colleagues may be called alike.
    """
    try:
        name = settings.user or settings.server_user or getpass.getuser()
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
        given = _given(file.read_text("utf-8"))
    except FileNotFoundError:
        return Settings()
    except (OSError, ValueError) as error:  # no UTF-8 and no TOML are ValueErrors
        raise SettingsInvalid(f"«{file}»: {error}", "Ret filen, eller slet den.") from error
    for name, value in given.items():
        if name not in Settings._fields:
            raise SettingsInvalid(
                f"«{file}»: ukendt indstilling «{name}».",
                f"Kendte: {', '.join(sorted(Settings._fields))}.",
            )
        wanted = type(getattr(Settings(), name))
        if type(value) is not wanted:
            raise SettingsInvalid(f"«{file}»: «{name}» skal være {_WRITTEN[wanted]}.")
    return Settings(**given)


def in_file(path: Path | None = None) -> frozenset[str]:
    """The settings that the file names; the others have their defaults. Call `load` first."""
    file = path or settings_path()
    return frozenset(_given(file.read_text("utf-8"))) if file.exists() else frozenset()


Value = str | bool | int
_WRITTEN: dict[type, str] = {
    str: "tekst i anførselstegn",
    bool: "true eller false",
    int: "et helt tal",
}


def _given(text: str) -> dict[str, Any]:
    import tomllib  # most users have no such file, and all wait for the start

    return tomllib.loads(text)


def keep(name: str, value: Value, path: Path | None = None) -> None:
    """Write one setting into the file, and leave everything else in it as it is. Blocks.

    Raises:
        SettingsInvalid: the file cannot be read or written, or only a person can change it.
    """
    file = (path or settings_path()).resolve()
    line = f"{name} = {_written(value)}"
    try:
        text = file.read_bytes().decode("utf-8") if file.exists() else ""
        changed = _with_line(text, name, line)
        if _given(changed) != {**_given(text), name: value}:
            raise ValueError("indstillingen står på en måde, der ikke kan ændres herfra")
        _replace(file, changed)
    except (OSError, ValueError) as error:  # no UTF-8 and no TOML are ValueErrors
        raise SettingsInvalid(f"«{file}»: {error}", f"Skriv selv: {line}") from error


def _written(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    import json  # TOML's basic strings are JSON's

    return json.dumps(value, ensure_ascii=False)


def _with_line(text: str, name: str, line: str) -> str:
    """`text` with the setting `name` as `line`, in its place or at the end; comments stay."""
    held = re.compile(
        rf"""^[ \t]*["']?{re.escape(name)}["']?[ \t]*=[ \t]*"""
        r"""("(?:[^"\\\n]|\\.)*"|'[^'\n]*'|true|false|[0-9_]+)""",
        re.MULTILINE,
    )
    if held.search(text):
        return held.sub(lambda _: line, text, count=1)
    end = "\r\n" if "\r\n" in text else "\n"
    between = "" if not text or text.endswith("\n") else end
    return f"{text}{between}{line}{end}"


def _replace(file: Path, text: str) -> None:
    """The new file or the old one, whatever happens meanwhile."""
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    new = file.with_name(f".{file.name}.new")
    new.unlink(missing_ok=True)
    # Whoever can write it decides which server gets the password.
    with os.fdopen(os.open(new, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as stream:
        stream.write(text.encode("utf-8"))
        stream.flush()
        os.fsync(stream.fileno())
    if file.exists():
        new.chmod(file.stat().st_mode & 0o777)
    new.replace(file)

"""Passwords for servers: in the system's keyring, or in a file that only the user can read.

They are never in settings, logs or errors. Everything here blocks: a keyring may ask the user.
"""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kombit_tui.errors import KombitError
from kombit_tui.settings import settings_path

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE = "kombit-tui"
FILE = "adgangskoder.json"
_PRIVATE = 0o600
Held = dict[str, dict[str, str]]
"""Server -> user -> password."""


class PasswordNotKept(KombitError):
    title = "Adgangskoden kan ikke gemmes"
    hint = "Du kan arbejde videre; adgangskoden skal skrives igen næste gang."


def file_path() -> Path:
    """The file for a machine without a keyring, whether or not it is there."""
    return settings_path().with_name(FILE)


def read(server: str, user: str) -> str | None:
    """The password that was kept; None where there is none."""
    kept = _with_keyring(lambda ring: ring.get_password(_service(server), user))
    return kept or _held().get(server, {}).get(user)


def keep(server: str, user: str, password: str) -> bool:
    """Keep a password; tells whether a keyring has it, and not the file.

    Raises:
        PasswordNotKept: neither can be written.
    """

    def put(ring: "KeyringBackend") -> bool:
        ring.set_password(_service(server), user, password)
        return ring.get_password(_service(server), user) == password  # some keep nothing

    if _with_keyring(put):
        _forget_in_file(server, user)
        return True
    held = _held()
    held.setdefault(server, {})[user] = password
    _write(held)
    return False


def forget(server: str, user: str) -> None:
    """Keep the password no longer.

    Raises:
        PasswordNotKept: the file cannot be written.
    """
    _with_keyring(lambda ring: ring.delete_password(_service(server), user))
    _forget_in_file(server, user)


def _service(server: str) -> str:
    return f"{SERVICE} {server}"


def _with_keyring(call: "Callable[[KeyringBackend], Any]") -> Any:
    """What the keyring answers; None where there is none, or it is locked or has nothing."""
    try:
        import keyring
        from keyring.errors import KeyringError
    except ImportError:
        return None
    try:
        return call(keyring.get_keyring())
    except (KeyringError, RuntimeError, OSError):
        return None  # the file serves instead


def _held() -> Held:
    """What the file holds; a file that others may read is closed to them first."""
    file = file_path()
    try:
        if os.name == "posix" and file.stat().st_mode & 0o077:
            file.chmod(_PRIVATE)
        found = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found if _is_sound(found) else {}


def _is_sound(found: Any) -> bool:
    return isinstance(found, dict) and all(
        isinstance(users, dict) and all(isinstance(one, str) for one in users.values())
        for users in found.values()
    )


def _forget_in_file(server: str, user: str) -> None:
    held = _held()
    if held.get(server, {}).pop(user, None) is not None:
        _write(held)


def _write(held: Held) -> None:
    """The new file or the old one; at no time can anybody else read it."""
    file = file_path()
    new = file.with_name(f".{FILE}.new")
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        new.unlink(missing_ok=True)
        with os.fdopen(os.open(new, os.O_CREAT | os.O_EXCL | os.O_WRONLY, _PRIVATE), "w") as stream:
            json.dump({server: users for server, users in held.items() if users}, stream)
            stream.flush()
            os.fsync(stream.fileno())
        new.replace(file)
    except OSError as error:
        raise PasswordNotKept(f"«{file}»: {error.strerror}.") from error

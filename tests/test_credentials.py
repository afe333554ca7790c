"""The password is in the keyring, or in a file for the user alone; nowhere else."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends.fail import Keyring as NoKeyring
from keyring.backends.null import Keyring as Forgetful
from keyring.errors import KeyringLocked, PasswordDeleteError

from kombit_tui import credentials
from kombit_tui.credentials import PasswordNotKept, file_path, forget, keep, read

SERVER, USER, PASSWORD = "https://synk.example.dk/v1", "ida", "Blåbær«14»\"'"
posix = pytest.mark.skipif(os.name != "posix", reason="other systems have no such modes")


class Ring(KeyringBackend):
    """A keyring that works."""

    priority = 1.0

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.held: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        """What is kept."""
        return self.held.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep it."""
        self.held[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        """Forget it."""
        if self.held.pop((service, username), None) is None:
            raise PasswordDeleteError("none")


class Locked(Ring):
    """A keyring that the user does not open."""

    def get_password(self, service: str, username: str) -> str | None:
        """Never."""
        raise KeyringLocked("closed")

    def set_password(self, service: str, username: str, password: str) -> None:
        """Never."""
        raise KeyringLocked("closed")


class Broken(Ring):
    """A keyring whose service fell over."""

    def get_password(self, service: str, username: str) -> str | None:
        """Never."""
        raise ConnectionResetError("bus")

    def set_password(self, service: str, username: str, password: str) -> None:
        """Never."""
        raise ConnectionResetError("bus")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that holds everything of this program."""
    monkeypatch.setenv("KOMBIT_TUI_HOME", str(tmp_path))
    return tmp_path


@pytest.fixture(autouse=True)
def former_keyring() -> Iterator[None]:
    """Whatever keyring a test uses, the next one has the former."""
    former = keyring.get_keyring()
    yield
    keyring.set_keyring(former)


@pytest.fixture
def ring() -> Ring:
    """A keyring that works."""
    made = Ring()
    keyring.set_keyring(made)
    return made


def without_keyring() -> None:
    """As on a server without a desktop."""
    keyring.set_keyring(NoKeyring())  # type: ignore[no-untyped-call]


UNUSABLE = pytest.mark.parametrize("backend", [NoKeyring, Forgetful, Locked, Broken])


def test_a_keyring_keeps_it_and_no_file_is_made(ring: Ring, home: Path) -> None:
    assert keep(SERVER, USER, PASSWORD)
    assert read(SERVER, USER) == PASSWORD
    assert list(home.iterdir()) == []
    forget(SERVER, USER)
    assert read(SERVER, USER) is None
    forget(SERVER, USER)


def test_each_server_and_user_has_its_own(ring: Ring) -> None:
    keep(SERVER, USER, "a")
    keep(SERVER, "ib", "b")
    keep("https://andet.example.dk/v1", USER, "c")
    assert (read(SERVER, USER), read(SERVER, "ib")) == ("a", "b")


@UNUSABLE
def test_without_a_usable_keyring_a_file_keeps_it(backend: type[KeyringBackend]) -> None:
    keyring.set_keyring(backend())
    assert read(SERVER, USER) is None
    assert not keep(SERVER, USER, PASSWORD)
    assert not keep(SERVER, "ib", "b")
    assert (read(SERVER, USER), read(SERVER, "ib")) == (PASSWORD, "b")
    forget(SERVER, USER)
    assert (read(SERVER, USER), read(SERVER, "ib")) == (None, "b")


@posix
def test_the_file_is_for_the_user_alone_from_the_first_moment(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_keyring()
    modes: list[int] = []
    replace = Path.replace

    def watched(self: Path, target: Path) -> Path:
        modes.append(self.stat().st_mode & 0o777)
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", watched)
    former = os.umask(0)
    try:
        keep(SERVER, USER, PASSWORD)
    finally:
        os.umask(former)
    assert modes == [0o600]
    assert file_path().stat().st_mode & 0o777 == 0o600
    assert [one.name for one in home.iterdir()] == [file_path().name]


@posix
def test_a_file_that_others_can_read_is_closed_to_them() -> None:
    without_keyring()
    keep(SERVER, USER, PASSWORD)
    file_path().chmod(0o644)
    assert read(SERVER, USER) == PASSWORD
    assert file_path().stat().st_mode & 0o777 == 0o600


def test_what_a_keyring_takes_over_leaves_the_file(home: Path) -> None:
    without_keyring()
    keep(SERVER, USER, "gammel")
    keyring.set_keyring(Ring())
    assert read(SERVER, USER) == "gammel"
    assert keep(SERVER, USER, PASSWORD)
    assert PASSWORD not in file_path().read_text("utf-8")
    assert "gammel" not in file_path().read_text("utf-8")


@pytest.mark.parametrize("content", ["", "[]", '{"x": "y"}', '{"x": {"y": 1}}', "\x00", "{"])
def test_a_spoiled_file_holds_nothing_and_is_written_anew(content: str) -> None:
    without_keyring()
    file_path().write_text(content, "utf-8")
    assert read(SERVER, USER) is None
    keep(SERVER, USER, PASSWORD)
    assert read(SERVER, USER) == PASSWORD


def test_a_file_that_cannot_be_written_is_told_without_the_password(home: Path) -> None:
    without_keyring()
    file_path().mkdir()
    (file_path() / "x").touch()
    with pytest.raises(PasswordNotKept) as told:
        keep(SERVER, USER, PASSWORD)
    assert PASSWORD not in f"{told.value} {told.value.hint} {told.value.__cause__!r}"
    assert not [one for one in home.iterdir() if one.is_file() and PASSWORD in one.read_text()]


def test_without_the_library_the_file_serves(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "keyring", None)
    assert not keep(SERVER, USER, PASSWORD)
    assert read(SERVER, USER) == PASSWORD


def test_the_library_is_loaded_with_the_first_question_only() -> None:
    script = "import sys, kombit_tui.credentials; print('keyring' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout.strip() == "False"


def test_the_service_names_the_program_and_the_server(ring: Ring) -> None:
    keep(SERVER, USER, PASSWORD)
    assert list(ring.held) == [(f"{credentials.SERVICE} {SERVER}", USER)]

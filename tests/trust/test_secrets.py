"""A password is where it is kept and on its way to its server, and nowhere else at all."""

import base64
import json
import logging
import os
import socket
import sys
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from kombit_tui import settings as configured
from kombit_tui.cli.examining import examined
from kombit_tui.db import meta
from kombit_tui.db.store import Store
from kombit_tui.errors import SyncError
from kombit_tui.logbook import told
from kombit_tui.screens.login import Account
from kombit_tui.sync.apart import Job, meet_apart
from kombit_tui.sync.cli import Account as CliAccount
from kombit_tui.sync.client import Client
from tests.commands import forked, run
from tests.server.kinto import ANNA, PASSWORD
from tests.sync.served import serving
from tests.tools.terminal import run_in_terminal

WRONG = "Forkert-kode-0815"
KEPT = "adgangskoder.json"
NO_KEYRING = {"PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"}


def spellings(password: str) -> set[bytes]:
    """A password in every form in which it may lie about."""
    pair = f"{ANNA}:{password}".encode()
    return {password.encode(), base64.b64encode(pair), base64.b64encode(password.encode())}


SECRETS = spellings(PASSWORD) | spellings(WRONG)


def betrayed(*said: str | bytes) -> list[bytes]:
    """What of the secrets is in what was said."""
    whole = b"\n".join(one if isinstance(one, bytes) else one.encode() for one in said)
    return [secret for secret in SECRETS if secret in whole]


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Where the real server is."""
    with serving() as found:
        yield found


@pytest.fixture
def home(tmp_path: Path, address: str) -> Path:
    """A user's folder: the store belongs to the server, and there is no keyring."""
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    store = Store(home / configured.STORE_FILE, who="Anna")
    store.set_municipality("0101")
    store.remember({meta.SERVER: address, meta.SERVER_USER: ANNA})
    store.close()
    lines = f'server = "{address}"\nserver_user = "{ANNA}"\n'
    (home / configured.SETTINGS_FILE).write_text(lines, "utf-8")
    return home


def keep(home: Path, address: str, password: str) -> None:
    """As the program keeps it where there is no keyring."""
    file = home / KEPT
    file.touch(0o600)
    file.write_text(json.dumps({address: {ANNA: password}}), "utf-8")


def files(home: Path) -> list[bytes]:
    """What the program has written, but for the file that is made for passwords."""
    return [one.read_bytes() for one in home.rglob("*") if one.is_file() and one.name != KEPT]


@pytest.mark.parametrize(("password", "code"), [(PASSWORD, 0), (WRONG, 1)], ids=["right", "wrong"])
def test_no_command_says_or_writes_it(home: Path, address: str, password: str, code: int) -> None:
    keep(home, address, password)
    done = forked(home, "sync", **NO_KEYRING)
    assert done.returncode == code, done.stderr
    answers = [
        done,
        forked(home, "sync", "--json", **NO_KEYRING),
        forked(home, "doctor", **NO_KEYRING),
    ]
    answers += [forked(home, verb, "--json", **NO_KEYRING) for verb in ("doctor", "settings")]
    said = [part for one in answers for part in (one.stdout, one.stderr)]
    assert all(one.stdout or one.stderr for one in answers)
    assert betrayed(*said, *files(home)) == []
    assert betrayed((home / KEPT).read_bytes()), "the test knows what it looks for"


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_no_screen_shows_it_and_no_crash_notes_it(home: Path, address: str) -> None:
    """The dashboard meets the server, and then the meeting meets a fault of the program."""
    keep(home, address, PASSWORD)
    fault = (
        "import sys, kombit_tui.sync.client as at\n"
        "def fail(self, *_): raise RuntimeError(f'{self._http.auth} {sys.argv} correct-horse')\n"
        "at.Client._request = fail\n"
        "from kombit_tui.__main__ import main\nsys.exit(main())"
    )
    for program in ((sys.executable, "-m", "kombit_tui"), (sys.executable, "-c", fault)):
        words, keys = ["--screen", "synk"], (b"S", b"B", b"\x1b", b"L", b"\x1b")
        written, code = run_in_terminal(
            words, home, keys, until=b"Synk", program=program, more=NO_KEYRING
        )
        assert code == 0
        assert betrayed(written, *files(home)) == []
    noted = (home / "kombit-tui.log").read_text("utf-8")
    assert "RuntimeError" in noted, "the fault was met, and is in the log without its words"


def test_the_errors_of_a_meeting_have_nothing_of_it(address: str) -> None:
    for wrong in (address, "http://127.0.0.1:1/v1"):
        with Client(wrong, ANNA, WRONG) as client, pytest.raises(SyncError) as error:
            client.page(("kommune-0101", "data"), 0, 1)
        one = error.value
        assert betrayed(repr(one), one.text, one.hint, *map(str, vars(one)), *told(one)) == []


def test_who_signs_in_can_be_printed() -> None:
    """Rich, pytest and a debugger print the locals of every frame of a fault."""
    accounts = [
        Account("https://a", ANNA, PASSWORD),
        CliAccount("https://a", ANNA, PASSWORD, True),
        Job(Path("store"), "Anna", "https://a", ANNA, PASSWORD),
    ]
    assert betrayed(*map(repr, accounts), *map(str, accounts)) == []


def test_doctor_knows_nothing_of_it(
    home: Path, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(home, address, PASSWORD)
    monkeypatch.setenv("KOMBIT_TUI_HOME", str(home))
    found = examined(lambda: home / configured.STORE_FILE)
    assert betrayed(repr(found)) == []
    assert KEPT not in repr(found)


def processes() -> dict[int, tuple[bytes, bytes]]:
    """What anybody can see of the children of this process: how they are called, and with what."""
    found = {}
    for folder in Path("/proc").iterdir():
        try:
            if f"\nPPid:\t{os.getpid()}\n" in (folder / "status").read_text():
                seen = (folder / "cmdline").read_bytes(), (folder / "environ").read_bytes()
                found[int(folder.name)] = seen
        except (OSError, ValueError):  # it ended, or is no process
            continue
    return found


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="no process list to look into")
@pytest.mark.parametrize("is_apart", [True, False], ids=["of the dashboard", "of the command"])
def test_the_process_list_does_not_show_it(home: Path, *, is_apart: bool) -> None:
    """Both kinds of process that know it, looked at while they wait for a server."""
    silent, store = _Silent(), Store(home / configured.STORE_FILE, who="Anna")
    store.remember({meta.SERVER: silent.address})
    store.close()
    settings = f'server = "{silent.address}"\nserver_user = "{ANNA}"\n'
    (home / configured.SETTINGS_FILE).write_text(settings, "utf-8")
    keep(home, silent.address, PASSWORD)
    job = Job(store.path, "Anna", silent.address, ANNA, PASSWORD)
    waits = partial(meet_apart, job, lambda _: None, lambda: False)
    thread = threading.Thread(
        target=waits if is_apart else partial(run, home, "sync", **NO_KEYRING)
    )
    thread.start()
    asked = silent.wait()
    seen = processes()
    silent.close()
    thread.join(30)
    assert betrayed(asked), "it was on its way to the server when the list was read"
    assert [one for one, _ in seen.values() if b"kombit_tui" in one]
    assert betrayed(*(part for parts in seen.values() for part in parts)) == []


class _Silent:
    """A server that listens and does not answer."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._socket.getsockname()[1]}/v1"

    def wait(self) -> bytes:
        """What it is asked first, with the headers."""
        self._socket.settimeout(30)
        self._asker, _ = self._socket.accept()
        return self._asker.recv(65_536)

    def close(self) -> None:
        """Hang up."""
        self._asker.close()
        self._socket.close()


def test_the_library_of_requests_says_nothing_of_it_in_the_log(
    address: str, caplog: pytest.LogCaptureFixture
) -> None:
    """httpx notes every request; a user who turns that on for help sends us no password."""
    caplog.set_level(logging.DEBUG)
    with Client(address, ANNA, PASSWORD) as client:
        client.hello()
    assert "GET" in caplog.text
    assert betrayed(caplog.text) == []

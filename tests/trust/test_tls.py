"""A real TLS server with a certificate made here: who is not who he says never sees a password."""

import json
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import trustme

from kombit_tui.errors import AddressUnsafe, SyncError
from kombit_tui.sync.client import Client
from tests.commands import run
from tests.server.kinto import ANNA

PASSWORD = "Hemmelig-kode-4711"
HELLO = {
    "http_api_version": "1.23",
    "settings": {"batch_max_requests": 25, "readonly": False},
    "capabilities": {"serial_writes": {}},
    "user": {"id": f"account:{ANNA}", "principals": ["/buckets/kommune-0101/groups/team"]},
}
NOT_SAFE = "Serverens certifikat kan ikke godkendes."


class Wire(ThreadingHTTPServer):
    """Says who we are, and remembers what it was asked with."""

    asked: list[str]


class _Answer(BaseHTTPRequestHandler):
    """The first answer of a server of ours."""

    def do_GET(self) -> None:
        """Answer."""
        assert isinstance(self.server, Wire)
        self.server.asked.append(str(self.headers.get("Authorization")))
        body = json.dumps(HELLO).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Nothing."""


@contextmanager
def serving(certificate: "trustme.LeafCert | None") -> Iterator[Wire]:
    """A server with a certificate, or without TLS."""
    server = Wire(("127.0.0.1", 0), _Answer)
    server.asked = []
    server.handle_error = lambda *_: None  # type: ignore[method-assign]
    if certificate is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        certificate.configure_cert(context)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    """Whom this machine believes."""
    return trustme.CA()


@pytest.fixture
def believed(authority: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the program believe the authority, as the system's own."""
    file = tmp_path / "authority.pem"
    authority.cert_pem.write_to_path(str(file))
    monkeypatch.setenv("SSL_CERT_FILE", str(file))


def hello(server: Wire, host: str = "localhost") -> str:
    """Who we are to the server."""
    with Client(f"https://{host}:{server.server_port}/v1", ANNA, PASSWORD) as client:
        return client.hello().user


def refused(server: Wire) -> SyncError:
    """What is told of it; no word with our password was said."""
    with pytest.raises(SyncError) as told:
        hello(server)
    assert server.asked == []
    assert PASSWORD not in f"{told.value.text}{told.value.hint}"
    return told.value


def hint_of_unsafe(server: Wire) -> str:
    """What is said to be looked at when the connection is refused as not safe."""
    told = refused(server)
    assert isinstance(told, AddressUnsafe)
    assert told.text == NOT_SAFE
    return told.hint


@pytest.mark.usefixtures("believed")
def test_a_certificate_that_is_right_is_believed(authority: trustme.CA) -> None:
    with serving(authority.issue_cert("localhost")) as server:
        assert hello(server) == ANNA
        assert len(server.asked) == 1


def test_a_certificate_that_somebody_made_himself_is_not(authority: trustme.CA) -> None:
    with serving(authority.issue_cert("localhost")) as server:
        assert "adressen er rigtig" in hint_of_unsafe(server)


@pytest.mark.usefixtures("believed")
def test_a_certificate_that_has_run_out_is_not(authority: trustme.CA) -> None:
    yesterday = datetime.now(UTC) - timedelta(days=1)
    with serving(authority.issue_cert("localhost", not_after=yesterday)) as server:
        assert "maskinens ur" in hint_of_unsafe(server)


@pytest.mark.usefixtures("believed")
def test_a_certificate_of_another_machine_is_not(authority: trustme.CA) -> None:
    with serving(authority.issue_cert("synk.korsbaek.example")) as server:
        assert refused(server).text == NOT_SAFE


@pytest.mark.usefixtures("believed")
def test_a_server_that_speaks_in_clear_where_tls_is_wanted_is_told() -> None:
    with serving(None) as server:
        assert "forbindelse" in refused(server).text


@pytest.mark.parametrize("host", ["synk.korsbaek.example", "192.168.1.4", "localhost.example"])
def test_plain_http_goes_to_this_machine_only(host: str) -> None:
    with pytest.raises(AddressUnsafe) as told:
        Client(f"http://{host}/v1", ANNA, PASSWORD)
    assert "skal nås med https" in told.value.text
    assert PASSWORD not in f"{told.value.text}{told.value.hint}"


def test_plain_http_goes_elsewhere_when_the_settings_say_so() -> None:
    Client("http://synk.korsbaek.example/v1", ANNA, PASSWORD, allow_plain=True).close()
    with (
        serving(None) as server,
        Client(f"http://127.0.0.1:{server.server_port}/v1", ANNA, PASSWORD) as client,
    ):
        assert client.hello().user == ANNA


def test_the_command_tells_it_in_danish_and_gives_nothing_away(
    authority: trustme.CA, tmp_path: Path
) -> None:
    """The whole program, against a server whose certificate nobody knows."""
    with serving(authority.issue_cert("localhost")) as server:
        address = f"https://localhost:{server.server_port}/v1"
        (tmp_path / "settings.toml").write_text(
            f'server = "{address}"\nserver_user = "{ANNA}"\nmunicipality = "0101"\n', "utf-8"
        )
        (tmp_path / "adgangskoder.json").write_text(json.dumps({address: {ANNA: PASSWORD}}))
        none = "keyring.backends.fail.Keyring"
        done = run(tmp_path, "sync", PYTHON_KEYRING_BACKEND=none)
    assert done.returncode == 1
    assert f"Forbindelsen er ikke sikker: {NOT_SAFE}" in done.stderr
    assert "Traceback" not in done.stderr
    assert PASSWORD not in done.stdout + done.stderr
    assert server.asked == []

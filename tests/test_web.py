"""The dashboard in a browser: for whoever has the address, and for nobody else."""

import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.commands import called
from tests.tools.browser import Served, served, window

_SOCKET = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the demo that is served lives."""
    return tmp_path_factory.mktemp("web")


@pytest.fixture(scope="module")
def server(home: Path) -> Iterator[Served]:
    """One server for all tests."""
    with served(home, "--demo") as running:
        yield running


@pytest.fixture
def caller(server: Served) -> Iterator[httpx.Client]:
    """Somebody on the machine who knows the port and no more."""
    with httpx.Client(base_url=server.root, trust_env=False) as client:
        yield client


@pytest.mark.parametrize("path", ["/", "/?token=", "/?token=gæt", "/static/js/textual.js", "/ws"])
def test_without_the_token_nothing_is_answered(caller: httpx.Client, path: str) -> None:
    origin = {"Origin": str(caller.base_url).rstrip("/")}
    answer = caller.get(path, headers={**origin, **(_SOCKET if path == "/ws" else {})})
    assert answer.status_code == 403
    assert "Ingen adgang" in answer.text
    assert not answer.cookies


@pytest.fixture
def guest(caller: httpx.Client, server: Served) -> httpx.Client:
    """Somebody who has opened the address."""
    answer = caller.get(server.address)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")
    assert "HttpOnly" in answer.headers["Set-Cookie"]
    assert "SameSite=Strict" in answer.headers["Set-Cookie"]
    return caller


def test_who_opened_the_address_gets_a_page_that_asks_nobody_else(guest: httpx.Client) -> None:
    answer = guest.get("/")
    assert answer.status_code == 200
    assert "connect-src 'self' ws://127.0.0.1:" in answer.headers["Content-Security-Policy"]
    assert "https://" not in answer.text


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "angreb.example"},
        {"Host": "localhost"},
        {"Origin": "http://angreb.example"},
        {"Origin": "null"},
    ],
)
def test_another_name_or_page_is_refused_even_with_the_token(
    guest: httpx.Client, server: Served, headers: dict[str, str]
) -> None:
    for path in ("/", f"/{server.address.partition('/?')[1]}", "/ws"):
        extra = _SOCKET if path == "/ws" else {}
        assert guest.get(path, headers={**extra, **headers}).status_code == 403


def test_a_socket_must_say_which_page_it_is_from(guest: httpx.Client) -> None:
    assert guest.get("/ws", headers=_SOCKET).status_code == 403


def test_a_port_that_is_taken_is_told(server: Served, home: Path) -> None:
    done = called(home, "web", "--port", str(server.port))
    assert done.returncode == 1
    assert "optaget" in done.stderr
    assert "--port" in done.stderr


def test_a_browser_is_used_as_the_terminal_is(tmp_path: Path) -> None:
    with served(tmp_path, "--demo") as running, window() as open_:
        open_.page.goto(running.address)
        open_.shows("DEMO")
        open_.type("3")
        open_.shows("Kommunerne (")
        open_.type("/", *"certifikat", "Enter")
        open_.shows("6 af 63")
        open_.type("s", "End", "Enter")
        open_.shows("Gemt (u fortryder)")
        assert len(open_.keep_picture("web.png")) > 20_000
        assert open_.page.url == f"{running.root}/"
        assert not open_.trouble
        assert running.stop() == (0, "")
    done = called(tmp_path, "--demo", "list", "tasks", "certifikat status:fuldført").stdout
    assert "Kortlæg funktionscertifikater" in done


def test_the_welcome_leads_to_the_demo_and_back_in_one_page(tmp_path: Path) -> None:
    with served(tmp_path) as running, window() as open_:
        open_.page.goto(running.address)
        open_.shows("Velkommen til kombit-tui")
        open_.type("Enter")
        open_.shows("Y øver det vigtigste")
        open_.type("D")
        open_.shows("Velkommen til kombit-tui")
        open_.type("Escape")
        open_.is_rid_of("Velkommen til kombit-tui")
        open_.type("q")
        open_.page.get_by_role("link", name="Åbn det igen").click()
        open_.until(lambda: "-loaded" in (open_.page.locator("body").get_attribute("class") or ""))
        open_.type("3")
        open_.shows("Der er ingen opgaver endnu")
        open_.keep_picture("web-welcome.png")


def test_a_dashboard_that_cannot_open_does_not_leave_the_page_waiting(tmp_path: Path) -> None:
    with served(tmp_path) as running, window() as open_:
        (tmp_path / "settings.toml").write_text("theme = ", "utf-8")
        open_.page.goto(running.address)
        open_.page.get_by_text("Gik noget galt, står det i terminalen").wait_for()


def test_without_the_extra_it_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "kombit_tui.cli.browser", None)
    done = called(tmp_path, "web")
    assert done.returncode == 2
    assert 'pip install "kombit-tui[web]"' in done.stderr

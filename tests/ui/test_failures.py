"""All that can be wrong with a server, met by the real client: told in Danish, with a way on.

Nothing that was done here is lost by any of it, and the dashboard goes on.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import httpx
import keyring
import pytest
from keyring.backends.fail import Keyring as NoKeyring

from kombit_tui import credentials
from kombit_tui.app import KombitApp, syncing
from kombit_tui.db.changes import Create
from kombit_tui.db.store import Store
from kombit_tui.screens.sync import SyncScreen
from kombit_tui.server import provision
from kombit_tui.settings import Settings
from tests.conftest import now
from tests.server.kinto import ANNA, DORTE, EMIL, PASSWORD, admin_head, memory_app, reset
from tests.tools import wired
from tests.tools.dashboard import Dashboard
from tests.tools.scenarios import SERVER
from tests.tools.together import belong, settled

Bend = Callable[[httpx.Request, httpx.Response], httpx.Response]


class Bent(httpx.BaseTransport):
    """The real server, with answers that no real server can be made to give."""

    def __init__(self, app: Any, bend: Bend) -> None:
        self._inner = httpx.WSGITransport(app=app)
        self._bend = bend

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """The answer, bent."""
        answer = self._inner.handle_request(request)
        answer.read()
        return self._bend(request, answer)


def _always(response: httpx.Response) -> Bend:
    return lambda *_: response


def _unreachable(*_: object) -> httpx.Response:
    raise httpx.ConnectError("no route to host")


def _hello(**changed: Any) -> Bend:
    """Another first answer of the server."""

    def bend(request: httpx.Request, answer: httpx.Response) -> httpx.Response:
        if request.url.path.rstrip("/") != "/v1":
            return answer
        return httpx.Response(200, json={**answer.json(), **changed})

    return bend


def _on_writing(status: int, **body: Any) -> Bend:
    """An answer to everything that would write."""

    def bend(request: httpx.Request, answer: httpx.Response) -> httpx.Response:
        is_write = request.url.path.endswith("/batch") and b'"PUT"' in request.read()
        return httpx.Response(status, json=body) if is_write else answer

    return bend


def _an_hour_ahead(_: httpx.Request, answer: httpx.Response) -> httpx.Response:
    date = format_datetime(datetime.now(UTC) + timedelta(hours=1))
    return httpx.Response(
        answer.status_code, headers={**answer.headers, "Date": date}, content=answer.content
    )


FAILURES: dict[str, tuple[Bend, str, str, str]] = {
    "no network": (
        _unreachable,
        "Ikke forbundet",
        "Serveren svarer ikke",
        "S: prøv igen nu",
    ),
    "busy": (
        _always(httpx.Response(503, headers={"Retry-After": "30"}, json={"code": 503})),
        "Ikke forbundet",
        "Serveren har travlt",
        "Der prøves igen af sig selv",
    ),
    "read-only": (
        _hello(settings={"readonly": True, "batch_max_requests": 100}),
        "! Serveren er lukket",
        "Serveren tager ikke imod ændringer",
        "S: prøv igen nu",
    ),
    "full": (
        _on_writing(507, code=507),
        "! Serveren er lukket",
        "Serveren har ikke plads til mere",
        "S: prøv igen nu",
    ),
    "not ours": (
        _always(httpx.Response(200, text="<html>Velkommen til intranettet</html>")),
        "! Ukendt svar",
        "Serveren svarer ikke som ventet",
        "L: ret adressen",
    ),
    "too new": (
        _hello(http_api_version="2.1"),
        "! Forkert version",
        "Serveren taler version 2.1",
        "S: prøv igen, når versionerne passer sammen",
    ),
    "too old": (
        _hello(http_api_version="0.9"),
        "! Forkert version",
        "Versionerne passer ikke sammen",
        "S: prøv igen, når versionerne passer sammen",
    ),
}
"""What the server does -> the top bar, what is told, and the way on."""


@pytest.fixture(scope="module")
def app() -> Any:
    """The server."""
    return memory_app()


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, app: Any) -> Iterator[None]:
    """A folder that holds everything of this program, no keyring, and a server as it was."""
    reset(app)
    monkeypatch.setenv("KOMBIT_TUI_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(syncing, "START_DELAY", 0.01)
    former = keyring.get_keyring()
    keyring.set_keyring(NoKeyring())  # type: ignore[no-untyped-call]
    yield
    keyring.set_keyring(former)


@pytest.fixture
def ours(tmp_path: Path) -> Iterator[Store]:
    """A store with a task that the server has not got."""
    store = Store(tmp_path / "store.sqlite3", who="Anna", clock=now)
    belong(store, "0101", ANNA)
    store.apply([Create("task", {"title": "Min opgave"}, "0101-a")], "Ny")
    yield store
    store.close()


class Met:
    """Synk after a meeting."""

    def __init__(self, open_: Dashboard) -> None:
        screen = open_.app._base
        assert isinstance(screen, SyncScreen)
        self.state = screen.top_bar.sync_state
        lines = screen.detail._lines
        self.detail = " ".join("".join(text for text, _ in line) for line in lines)
        self.detail = " ".join(self.detail.split())
        self.rows = open_.text


async def meeting(store: Store, user: str = ANNA, *keys: str) -> Met:
    """Open the dashboard, let it meet the server, and press keys."""
    app = KombitApp(store, start="sync")
    app.sync_with(Settings(server=SERVER, server_user=user))
    async with app.run_test(size=(120, 36)) as pilot:
        open_ = Dashboard(app, pilot)
        await settled(open_)
        await open_.press(*keys)
        await settled(open_)
        return Met(open_)


def kept(store: Store) -> bool:
    """Whether what was done here is still here."""
    rows = store.reader.execute("SELECT title FROM task").fetchall()
    return [tuple(row) for row in rows] == [("Min opgave",)]


@pytest.mark.parametrize(("bend", "state", "told", "way"), FAILURES.values(), ids=FAILURES)
async def test_a_failure_is_told_with_its_way_on_and_nothing_is_lost(
    ours: Store,
    app: Any,
    monkeypatch: pytest.MonkeyPatch,
    bend: Bend,
    state: str,
    told: str,
    way: str,
) -> None:
    credentials.keep(SERVER, ANNA, PASSWORD)
    wired.connect(monkeypatch, Bent(app, bend))
    met = await meeting(ours)
    assert met.state.startswith(state)
    assert told in met.detail
    assert way in met.detail
    assert kept(ours)
    wired.connect(monkeypatch, httpx.WSGITransport(app=app))
    again = await meeting(ours)
    assert again.state.startswith("Synkroniseret"), "when the server is well again, so are we"


async def test_a_wrong_password(ours: Store, app: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    credentials.keep(SERVER, ANNA, "forkert")
    wired.connect(monkeypatch, httpx.WSGITransport(app=app))
    met = await meeting(ours)
    assert met.state == "! Log på igen"
    assert "Navn eller adgangskode er forkert" in met.detail
    assert "L: skriv navn og adgangskode igen" in met.detail
    assert kept(ours)


async def test_no_password_on_this_machine(ours: Store) -> None:
    met = await meeting(ours)
    assert met.state == "! Log på igen"
    assert "Adgangskoden er ikke gemt på denne maskine" in met.detail


async def test_no_permission(ours: Store, app: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    credentials.keep(SERVER, EMIL, PASSWORD)
    wired.connect(monkeypatch, httpx.WSGITransport(app=app))
    met = await meeting(ours, EMIL)
    assert met.state == "! Ingen adgang"
    assert "Bed den, der passer serveren, om at melde dig ind" in met.detail
    assert kept(ours)


async def test_a_reader_keeps_what_he_writes_and_is_told(
    ours: Store, app: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    credentials.keep(SERVER, DORTE, PASSWORD)
    wired.connect(monkeypatch, httpx.WSGITransport(app=app))
    met = await meeting(ours, DORTE)
    assert met.state == "1 venter"
    assert "Du må læse, men ikke ændre" in met.detail
    assert "kan kun læses" in met.rows
    assert kept(ours)


async def test_a_refused_record(ours: Store, app: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    credentials.keep(SERVER, ANNA, PASSWORD)
    wired.connect(monkeypatch, httpx.WSGITransport(app=app))
    ours.apply([Create("task", {"title": "For stort tal", "count_done": 2**60}, "0101-b")], "Ny")
    met = await meeting(ours, ANNA, "j", "j")
    assert met.state == "1 afvist"
    assert "Serveren kan ikke læse posten" in met.detail
    assert "e: ret posten" in met.detail


async def test_a_clock_far_off(ours: Store, app: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    credentials.keep(SERVER, ANNA, PASSWORD)
    wired.connect(monkeypatch, Bent(app, _an_hour_ahead))
    met = await meeting(ours)
    assert met.state.startswith("Synkroniseret"), "no decision uses our clock"
    assert "! Uret her går 60 minutter bagud for serverens" in met.detail


async def test_a_server_without_the_plugin(
    ours: Store, app: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    credentials.keep(SERVER, ANNA, PASSWORD)
    wired.connect(monkeypatch, Bent(app, _hello(capabilities={})))
    met = await meeting(ours)
    assert "! Serveren mangler «serial_writes»" in met.detail
    assert met.state.startswith("Synkroniseret")


async def test_a_server_restored_from_an_old_backup(
    ours: Store, app: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    credentials.keep(SERVER, ANNA, PASSWORD)
    wired.connect(monkeypatch, httpx.WSGITransport(app=app))
    await meeting(ours)
    reset(app)  # as before we ever met it
    provision.rotate_epochs(admin_head(app))
    met = await meeting(ours)
    assert "! Serveren er sat tilbage til en ældre kopi" in met.detail
    assert met.state.startswith("Synkroniseret")
    assert kept(ours)
    assert (await meeting(ours)).state.startswith("Synkroniseret")

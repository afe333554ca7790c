"""Server, name and password are tried before they are kept; every answer is told in Danish."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import keyring
import pytest
from keyring.backends.fail import Keyring as NoKeyring

from kombit_tui import credentials
from kombit_tui.db import meta
from kombit_tui.db.store import Store
from kombit_tui.errors import KombitError, ServerUnreachable, WrongPassword
from kombit_tui.screens.login import Account, Login
from kombit_tui.settings import Settings, load
from kombit_tui.sync.report import Report
from tests.server.kinto import ANNA, BASE, DORTE, EMIL, PASSWORD, memory_app, reset
from tests.tools import scenarios, wired
from tests.tools.dashboard import Dashboard, dashboard
from tests.tools.scenarios import SERVER, USER, answering
from tests.tools.together import together

ADDRESS = BASE.rstrip("/")
HOST = "sync.korsbaek.example"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder that holds everything of this program, and no keyring."""
    monkeypatch.setenv("KOMBIT_TUI_HOME", str(tmp_path / "home"))
    former = keyring.get_keyring()
    keyring.set_keyring(NoKeyring())  # type: ignore[no-untyped-call]
    yield tmp_path / "home"
    keyring.set_keyring(former)


@pytest.fixture(scope="module")
def app() -> Any:
    """The server."""
    return memory_app()


@pytest.fixture
def server(app: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The server, at the end of every connection."""
    reset(app)
    wired.connect(monkeypatch, httpx.WSGITransport(app=app))
    return app


async def fill(open_: Dashboard, server: str, user: str, password: str) -> None:
    """Open the form and type."""
    await open_.press("L")
    await open_.until(lambda: isinstance(open_.app.screen, Login))
    for field, text in zip(("server", "user", "password"), (server, user, password), strict=True):
        getattr(open_.app.screen, field).value = text
    await open_.press("ctrl+s")


def answer(open_: Dashboard) -> str:
    """What the form says."""
    assert isinstance(open_.app.screen, Login)
    return str(open_.app.screen.answer.content)


@pytest.fixture
def ours(store: Store) -> Store:
    """A store of the municipality that the server knows, with something in it."""
    from kombit_tui.db.changes import Create

    store.remember({meta.MUNICIPALITY: "0101", meta.MUNICIPALITY_NAME: "København"})
    store.apply([Create("task", {"title": "Min opgave"}, "0101-t1")], "Ny")
    return store


async def test_a_good_account_is_kept_and_the_server_met(
    ours: Store, server: Any, home: Path
) -> None:
    async with dashboard(ours, "sync") as open_:
        await fill(open_, HOST, ANNA, PASSWORD)
        await open_.until(lambda: "Synkroniseret" in open_.app._base.top_bar.sync_state)
        assert load().server == ADDRESS
        assert load().server_user == ANNA
        assert meta.read(ours.reader, meta.SERVER) == ADDRESS
        assert credentials.read(ADDRESS, ANNA) == PASSWORD
        assert PASSWORD not in (home / "settings.toml").read_text("utf-8")
        assert "1 sendt" in open_.hint


async def test_a_store_without_a_municipality_becomes_that_of_the_user(
    empty_store: Store, server: Any
) -> None:
    async with dashboard(empty_store, "sync") as open_:
        await open_.press("escape")
        await fill(open_, HOST, ANNA, PASSWORD)
        await open_.until(lambda: empty_store.municipality == "0101")
        await open_.until(lambda: "Synkroniseret" in open_.app._base.top_bar.sync_state)


async def test_the_welcome_leads_to_the_form(empty_store: Store, server: Any) -> None:
    async with dashboard(empty_store) as open_:
        assert "Forbind til team" in open_.text
        await open_.press("down", "down", "down", "enter")
        await open_.until(lambda: isinstance(open_.app.screen, Login))
        await open_.press("escape")
        await open_.until(lambda: "Velkommen" in open_.text)


FAILURES = [
    ("wrong password", ANNA, "forkert", "Navn eller adgangskode er forkert"),
    ("stranger", EMIL, PASSWORD, "og dette lager er Københavns Kommune"),
]


@pytest.mark.parametrize(("user", "password", "told"), [one[1:] for one in FAILURES])
async def test_a_bad_account_is_told_and_not_kept(
    ours: Store, server: Any, user: str, password: str, told: str
) -> None:
    async with dashboard(ours, "sync") as open_:
        await fill(open_, HOST, user, password)
        await open_.until(lambda: told in answer(open_))
        assert "alligevel" not in answer(open_)
        await open_.press("ctrl+s")
        await open_.until(lambda: told in answer(open_))
        await open_.press("escape")
        assert load() == Settings()
        assert credentials.read(ADDRESS, user) is None
        assert meta.read(ours.reader, meta.SERVER) is None


async def test_a_reader_may_join(ours: Store, server: Any) -> None:
    async with dashboard(ours, "sync") as open_:
        await fill(open_, HOST, DORTE, PASSWORD)
        await open_.until(lambda: load().server_user == DORTE)


ANSWERS: list[tuple[str, httpx.Response | Exception, str]] = [
    ("no network", httpx.ConnectError("refused"), "Serveren svarer ikke"),
    ("no answer", httpx.ReadTimeout("slow"), "Serveren svarer ikke"),
    ("another site", httpx.Response(200, text="<html>Velkommen</html>"), "svarer ikke som ventet"),
    ("not found", httpx.Response(404, json={"code": 404}), "svarer ikke som ventet"),
    ("closed for now", httpx.Response(503, headers={"Retry-After": "30"}), "travlt"),
    (
        "a later version",
        httpx.Response(200, json={"http_api_version": "2.0", "user": {"id": "account:x"}}),
        "Versionerne passer ikke sammen",
    ),
    (
        "a stranger",
        httpx.Response(200, json={"http_api_version": "1.22"}),
        "Navn eller adgangskode",
    ),
    (
        "no groups",
        httpx.Response(
            200, json={"http_api_version": "1.22", "user": {"id": "account:x", "principals": []}}
        ),
        "ikke med i nogen kommunes gruppe",
    ),
]


@pytest.mark.parametrize(
    ("response", "told"), [one[1:] for one in ANSWERS], ids=[a[0] for a in ANSWERS]
)
async def test_every_answer_is_told_in_danish(
    ours: Store, monkeypatch: pytest.MonkeyPatch, response: httpx.Response | Exception, told: str
) -> None:
    wired.answering(monkeypatch, response)
    async with dashboard(ours, "sync") as open_:
        await fill(open_, HOST, ANNA, PASSWORD)
        await open_.until(lambda: told in answer(open_))
        assert PASSWORD not in answer(open_)


async def test_plain_http_to_another_machine_is_refused(ours: Store) -> None:
    async with dashboard(ours, "sync") as open_:
        await fill(open_, f"http://{HOST}", ANNA, PASSWORD)
        await open_.until(lambda: "Forbindelsen er ikke sikker" in answer(open_))


async def test_what_cannot_be_tried_now_can_be_kept_all_the_same(
    ours: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    wired.answering(monkeypatch, httpx.ConnectError("no network on this train"))
    async with dashboard(ours, "sync") as open_:
        await fill(open_, HOST, ANNA, PASSWORD)
        await open_.until(lambda: "Serveren svarer ikke" in answer(open_))
        await open_.press("ctrl+s")
        await open_.until(lambda: "Ikke forbundet" in open_.app._base.top_bar.sync_state)
        assert load().server == ADDRESS
        assert credentials.read(ADDRESS, ANNA) == PASSWORD


async def test_all_three_fields_must_be_filled(ours: Store) -> None:
    async with dashboard(ours, "sync") as open_:
        await fill(open_, HOST, "", PASSWORD)
        assert "Udfyld alle tre felter" in answer(open_)
        assert open_.app.screen.focused is open_.app.screen.user  # type: ignore[attr-defined]


async def test_the_password_is_never_on_the_screen(ours: Store, server: Any) -> None:
    async with dashboard(ours, "sync") as open_:
        await open_.press("L")
        await open_.press(*"sync.korsbaek.example", "enter", *"0101-anna", "enter", *PASSWORD)
        assert PASSWORD not in open_.text
        assert HOST in open_.text


async def test_a_kept_password_need_not_be_typed_again(demo_store: Store) -> None:
    scenarios.join(demo_store)
    credentials.keep(SERVER, USER, PASSWORD)
    async with together(demo_store, answering(Report()), auto_sync=False) as open_:
        await open_.press("L")
        form = open_.app.screen
        assert isinstance(form, Login)
        assert form.password.value == ""
        assert form._account() == Account(SERVER, USER, PASSWORD)
        form.user.value = "en anden"
        assert form._account().password == ""


async def test_after_a_wrong_password_the_right_one_goes_on(demo_store: Store) -> None:
    scenarios.join(demo_store)
    errors: list[KombitError] = [WrongPassword("Serveren kender ikke navnet.")]

    def meet(_: Any) -> Report:
        return Report(error=errors.pop()) if errors else Report()

    async with together(demo_store, meet) as open_:
        assert open_.app._base.top_bar.sync_state == "! Log på igen"
        assert "L: skriv navn og adgangskode igen" in " ".join(open_.text.split())


def test_an_account_tells_nobody_its_password() -> None:
    account = Account(ADDRESS, ANNA, PASSWORD)
    assert PASSWORD not in f"{account!r} {account}"


def test_troubles_that_pass_by_themselves_are_told_as_such() -> None:
    assert "når der er forbindelse igen" in ServerUnreachable("x").hint
    assert answering(Report())(None) == Report()

"""Two colleagues and the real server: they work apart, meet it, and decide what clashed."""

from collections.abc import Iterator
from contextlib import AbstractAsyncContextManager, closing
from pathlib import Path
from typing import Any

import httpx
import pytest

from kombit_tui.db.changes import Create, Update
from kombit_tui.db.queries.sync import numbers
from kombit_tui.db.store import Store
from kombit_tui.sync.client import Client
from kombit_tui.sync.engine import Engine
from kombit_tui.sync.report import Report
from tests.conftest import now
from tests.server.kinto import ANNA, CARLA, PASSWORD, memory_app, reset
from tests.tools.dashboard import Dashboard
from tests.tools.scenarios import SERVER
from tests.tools.together import belong, real, settled, together

TASK, STATE = "0101-a", "0101-t-0101-a"


@pytest.fixture(scope="module")
def app() -> Any:
    """The server."""
    return memory_app()


@pytest.fixture(autouse=True)
def _anew(app: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reset(app)
    monkeypatch.setenv("KOMBIT_TUI_HOME", str(tmp_path / "home"))


class Colleague:
    """Somebody who works with the same records on another machine."""

    def __init__(self, app: Any, folder: Path) -> None:
        self.store = Store(folder / "carla.sqlite3", who="Carla", clock=now)
        self.store.set_municipality("0101")
        transport = httpx.WSGITransport(app=app)
        self._client = Client(SERVER, CARLA, PASSWORD, transport=transport)
        self._engine = Engine(self.store, self._client)

    def meet(self) -> Report:
        """Meet the server."""
        report = self._engine.run()
        assert report.error is None, report.error
        return report

    def held(self, query: str) -> Any:
        """One value of the store."""
        with closing(self.store.connect()) as connection:
            return connection.execute(query).fetchone()[0]

    def close(self) -> None:
        """Go home."""
        self._client.close()
        self.store.close()


@pytest.fixture
def carla(app: Any, tmp_path: Path) -> Iterator[Colleague]:
    """The colleague."""
    one = Colleague(app, tmp_path)
    yield one
    one.close()


@pytest.fixture
def anna(tmp_path: Path) -> Iterator[Store]:
    """The store of whoever sits at the dashboard, with a task in it."""
    store = Store(tmp_path / "anna" / "store.sqlite3", who="Anna", clock=now)
    belong(store, "0101", ANNA)
    task = {"title": "Skift certifikat", "kind": "lokal", "text": "Udløber i oktober."}
    store.apply([Create("task", task, TASK)], "Ny opgave")
    yield store
    store.close()


async def meet(open_: Dashboard) -> None:
    """Meet the server at the press of a key."""
    await open_.press("S")
    await settled(open_)


def at_work(anna: Store, app: Any) -> AbstractAsyncContextManager[Dashboard]:
    """The dashboard on her tasks; it meets the server when it is told to."""
    return together(anna, real(app, ANNA, PASSWORD), "tasks", auto_sync=False)


async def outrun(open_: Dashboard, carla: Colleague, values: dict[str, str]) -> None:
    """Both have the task; the colleague changes it, and is the first to tell the server."""
    await meet(open_)
    carla.meet()
    carla.store.apply([Update(TASK, values)], "Carlas rettelse")
    carla.meet()


STATUS = "SELECT status FROM task_state"


async def test_what_one_does_the_other_has(app: Any, anna: Store, carla: Colleague) -> None:
    async with together(anna, real(app, ANNA, PASSWORD), "tasks") as open_:
        await open_.until(lambda: numbers(anna.reader).waiting == 0)
        assert carla.meet().pulled == 1
        await open_.press("j", "s", "down", "enter")
        await meet(open_)
        carla.meet()
        assert carla.held(STATUS) == "started"
        carla.store.apply([Update(TASK, {"wave": "2"})], "Bølge")
        carla.meet()
        await meet(open_)
        assert "1 hentet" in open_.hint
        assert open_.cursor == TASK
        await open_.press("h")
        assert "Hentet fra serveren" in open_.text
        assert "Carla" in open_.text


async def test_different_fields_are_merged_and_said_to_be(
    app: Any, anna: Store, carla: Colleague
) -> None:
    async with at_work(anna, app) as open_:
        await outrun(open_, carla, {"wave": "2"})
        anna.apply([Update(TASK, {"duration": "1 uge"})], "Varighed")
        await meet(open_)
        assert "1 flettet" in open_.hint
        assert open_.text.count("~") == 1
        await open_.press("j")
        assert "Flettet med en kollegas ændring" in " ".join(open_.text.split())
        await open_.press("slash", *"synk:flettet", "enter")
        assert len(open_.listed.list.pages.ids()) == 1
    carla.meet()
    assert carla.held("SELECT wave || duration FROM task") == "21 uge"


@pytest.mark.parametrize(("key", "status"), [("m", "started"), ("d", "done")])
async def test_a_conflict_is_decided_by_a_key_and_the_other_gets_it(
    app: Any, anna: Store, carla: Colleague, key: str, status: str
) -> None:
    async with at_work(anna, app) as open_:
        anna.apply([Create("task_state", {"task": TASK, "status": "open"}, STATE)], "Status")
        await meet(open_)
        carla.meet()
        done = {"status": "done", "done_on": "2026-08-18"}
        carla.store.apply([Update(STATE, done)], "Fuldført")
        carla.meet()
        await open_.press("home", "j", "s", "down", "enter")
        assert anna.reader.execute(STATUS).fetchone()[0] == "started"
        await meet(open_)
        assert "1 konflikt" in open_.hint
        assert anna.reader.execute(STATUS).fetchone()[0] == "done"
        assert open_.text.count("≠") >= 1
        await open_.press("C")
        assert "Status, Fuldført den" in open_.text
        await open_.press(key)
        assert anna.reader.execute(STATUS).fetchone()[0] == status
        await open_.press("8")
        await meet(open_)
        assert numbers(anna.reader)[:3] == (0, 0, 0)
        assert open_.app._base.top_bar.sync_state.startswith("Synkroniseret")
    carla.meet()
    assert carla.held(STATUS) == status
    assert numbers(carla.store.reader).conflicts == 0


async def test_a_deleted_task_that_was_worked_on_is_asked_about(
    app: Any, anna: Store, carla: Colleague
) -> None:
    async with at_work(anna, app) as open_:
        await outrun(open_, carla, {"wave": "2"})
        await open_.press("home", "j", "delete")
        assert anna.reader.execute("SELECT count(*) FROM task").fetchone()[0] == 0
        await meet(open_)
        assert anna.reader.execute("SELECT wave FROM task").fetchone()[0] == "2"
        await open_.press("C")
        assert "Du har slettet posten, og Carla har rettet den" in open_.text
        await open_.press("m", "8")
        await meet(open_)
    carla.meet()
    assert carla.held("SELECT count(*) FROM task") == 0


async def test_a_decision_that_is_undone_after_a_meeting_opens_it_again(
    app: Any, anna: Store, carla: Colleague
) -> None:
    async with at_work(anna, app) as open_:
        await outrun(open_, carla, {"text": "Udløber den 31."})
        anna.apply([Update(TASK, {"text": "Udløber snart."})], "Tekst")
        await meet(open_)
        await open_.press("C", "m")
        await meet(open_)
        assert numbers(anna.reader).conflicts == 0
        await open_.press("u")
        assert numbers(anna.reader).conflicts == 1
        assert anna.reader.execute("SELECT text FROM task").fetchone()[0] == "Udløber den 31."
        assert numbers(anna.reader).waiting == 1
        await meet(open_)
    carla.meet()
    assert carla.held("SELECT text FROM task") == "Udløber den 31."

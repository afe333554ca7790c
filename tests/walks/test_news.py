"""Point 8: news by project, and what is changed since the last visit, from Overblik and back."""

from datetime import timedelta
from pathlib import Path

from kombit_tui.db import meta
from kombit_tui.db.changes import Create, Update, Upsert
from kombit_tui.db.queries.overview import overview
from kombit_tui.db.queries.since_visit import since_visit
from kombit_tui.db.store import Store
from kombit_tui.domain.ids import task_state_id
from kombit_tui.screens.overview import OverviewScreen
from kombit_tui.wording.digest import PANELS
from tests.conftest import NOW, now
from tests.tools.dashboard import Dashboard, dashboard, lines


def a_colleague_works(store: Store) -> str:
    """Since the last visit Lone moved a deadline, finished the task and wrote news of a project."""
    store.remember({meta.LAST_VISIT: (NOW - timedelta(hours=1)).isoformat()})
    task = overview(store.reader, NOW.date()).soon.first[0].id
    query = "SELECT project FROM task WHERE id = ?"
    (project,) = store.reader.execute(query, (task,)).fetchone()
    state = task_state_id(store.municipality, task)
    other = Store(Path(store.path), who="Lone", clock=now)
    other.apply([Update(task, {"due": "2026-11-30"})], "Frist flyttet")
    other.apply([Upsert("task_state", state, {"status": "done"}, {"task": task})], "Udført")
    other.apply(
        [Create("news", {"text": "Lukkes i julen", "project": project, "date": "2026-08-19"})],
        "Nyhed",
    )
    other.close()
    return task


async def open_panel(open_: Dashboard, name: str) -> None:
    """Open the list behind a number of Overblik."""
    screen = open_.app.screen
    assert isinstance(screen, OverviewScreen)
    screen.panels[PANELS.index(name)].focus()
    await open_.press("enter")
    await open_.until(lambda: open_.listed.MODE == "news")


async def test_a_coordinator_comes_back_and_sees_what_happened(demo_store: Store) -> None:
    task = a_colleague_works(demo_store)
    number = len(since_visit(demo_store.reader, demo_store.who).rows)
    async with dashboard(demo_store) as open_:
        shown = next(line for line in lines(open_.app) if "Ændret siden sidste besøg" in line)
        assert f" {number} " in shown
        await open_panel(open_, "changes")
        assert len(open_.listed.list.pages.ids()) == number
        assert "Flyttede frister siden sidste besøg" in open_.text
        open_.listed.list.go_to(task)
        await open_.press()
        assert "Lone" in open_.text
        assert "-> 30-11-2026" in open_.text
        assert "-> Fuldført" in open_.text
        await open_.press("enter")
        await open_.until(lambda: open_.listed.MODE == "tasks")
        assert open_.cursor == task
        await open_.press("escape")
        await open_.until(lambda: open_.listed.MODE == "news")

        # All news, by project.
        await open_.press("escape")
        assert "Lukkes i julen" in open_.text
        assert "KLIK  1 nyhed" in open_.text
        await open_.press("slash", *"projekt:borgerblikket", "enter", "end")
        assert "Addo Sign" in open_.text
        assert "programledermøde-næste-slides.pdf" in open_.text
        await open_.press("escape", "escape")
        await open_panel(open_, "news")
        assert len(open_.listed.list.pages.ids()) == 6
        demo_store.remember_visit()
        await open_.press("escape", "escape", "N")
    async with dashboard(demo_store, "news") as open_:
        assert "Intet nyt siden sidste besøg" in open_.text

"""Point 1: the meeting of October 2024 is prepared offline, from Overblik to the notes."""

import socket
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from textual.widgets import Input

from kombit_tui.db.store import Store
from kombit_tui.demo.store import fill
from kombit_tui.screens.agenda import AgendaScreen
from kombit_tui.screens.form import Form
from kombit_tui.screens.prompt import Prompt, Report
from tests.tools.dashboard import Dashboard, dashboard

TODAY = datetime(2024, 10, 7, 9, 0, tzinfo=timezone(timedelta(hours=2)))
"""The Monday before the meeting, on a train."""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Korsbæk Kommune as of that Monday."""
    store = Store(tmp_path / "demo" / "store.sqlite3", who="Birgitte", clock=lambda: TODAY)
    fill(store, TODAY.date())
    yield store
    store.close()


@pytest.fixture(autouse=True)
def _offline(monkeypatch: pytest.MonkeyPatch) -> None:
    """No network: whoever asks for it fails the test."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the network was asked for")

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder of the test's own."""
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(tmp_path))
    return tmp_path


async def write_note(open_: Dashboard, text: str) -> None:
    """Write an own note on the item under the cursor."""
    await open_.press("e")
    form = open_.app.screen
    assert isinstance(form, Form)
    own = form.parts[-1]
    note = next(f for part, f in form.fields if part.id == own.id and f.field.name == "text")
    next(widget for widget in note.query("*") if widget.can_focus).focus()
    await open_.press(*text, "ctrl+s")


async def test_the_october_2024_meeting_is_prepared_offline(store: Store, home: Path) -> None:
    async with dashboard(store) as open_:
        assert "16-10-2024 og 17-10-2024 · 10:00 · om 9 dage" in open_.text
        assert "5 ulæst" in open_.text
        await open_.press("2")
        agenda = open_.listed
        assert isinstance(agenda, AgendaScreen)
        meeting = open_.cursor

        # What happened since the meeting before it.
        assert "3 af 8 gennemgået" in open_.text
        assert "Siden mødet 16-09-2024" in open_.told
        for part in ("Nye opgaver", "Flyttede frister", "Nyheder"):
            assert part in open_.told

        # Every unread item, one after the other.
        reviewed = []
        await open_.press("r")
        for read in range(4, 9):
            reviewed.append(open_.cursor)
            if read == 5:
                await open_.until(lambda: "Berører os (" in open_.told)
                await write_note(open_, "Spørg ydelseschefen")
            await open_.press("r")
            assert f"{read} af 8 gennemgået" in open_.text
        assert len(set(reviewed)) == 5
        assert "8 af 8 gennemgået: Eventuelt og næste møde" in open_.hint

        # What the item on KMD Indkomst touches, looked at and come back from.
        item = reviewed[1]
        agenda.list.go_to(item)
        await open_.press("tab")
        await open_.until(lambda: "Opgaver (3)" in open_.told)
        await open_.press("down", "enter")
        await open_.until(lambda: open_.listed.MODE == "tasks")
        assert "jobfunktionsroller" in open_.told
        await open_.press("escape")
        await open_.until(lambda: open_.listed.MODE == "agenda")
        await open_.press("escape")
        assert open_.cursor == item

        # A question of our own, and a task that keeps its item.
        await open_.press("n", *"Hvem opsiger opslaget?", "ctrl+s")
        question = open_.cursor
        agenda.list.go_to(item)
        await open_.press("l", "ctrl+s")
        made = "SELECT item, kind, project FROM task ORDER BY seq DESC LIMIT 1"
        row = store.reader.execute(made).fetchone()
        assert (row[0], row[1]) == (item, "lokal")
        assert row[2] is not None
        assert "Opgaver af punktet" in open_.told

        # What was left open stands here, and what was promised too.
        await open_.press("slash", *"møde:næste #ubesvaret", "enter")
        asked = set(agenda.list.pages.ids())
        assert question in asked
        assert len(asked) == 6
        assert "fra 16-09-2024" in open_.text
        await open_.press("escape")

        # The notes, in Markdown.
        agenda.list.go_to(meeting)
        await open_.press("m")
        assert isinstance(open_.app.screen, Report)
        await open_.press("enter")
        assert isinstance(open_.app.screen, Prompt)
        assert "2024-10" in open_.app.screen.query_one(Input).value
        open_.app.screen.query_one(Input).value = str(home / "oktober")
        await open_.press("enter")
        await open_.until(lambda: "Gemte mødenoter" in open_.hint)
    notes = (home / "oktober.md").read_text("utf-8")
    for part in (
        "- 16-10-2024 og 17-10-2024, 10:00-11:30",
        "- 8 af 8 gennemgået pr. 07-10-2024",
        "   > Spørg ydelseschefen",
        "   - Opgave: KMD Indkomst lukker",
        "**Hvem opsiger opslaget?**",
        "## Vores opgaver",
        "## Ubesatte roller",
        "## Systemer",
    ):
        assert part in notes
    assert "2026" not in notes

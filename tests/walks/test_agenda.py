"""Point 1: a coordinator prepares the next meeting offline, and takes its notes along."""

from pathlib import Path

import pytest
from textual.widgets import Input

from kombit_tui.db.store import Store
from kombit_tui.screens.form import Form
from kombit_tui.screens.prompt import Prompt, Report
from tests.tools.dashboard import dashboard


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder of the test's own."""
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(tmp_path))
    return tmp_path


def one(store: Store, query: str) -> tuple[object, ...]:
    """The last row that a query gives."""
    return tuple(store.reader.execute(query).fetchall()[-1])


async def test_prepare_the_next_meeting(demo_store: Store, home: Path) -> None:
    async with dashboard(demo_store, "agenda") as open_:
        # What happened since the last meeting.
        assert "3 af 8 gennemgået" in open_.text
        for part in ("Siden mødet 27-07-2026", "Nye opgaver (2)", "Flyttede frister", "Nyheder"):
            assert part in open_.told

        # The review loop, with own words on the way.
        await open_.press("r", "r")
        assert "4 af 8 gennemgået: Rollegalleri" in open_.hint
        assert "4 af 8 gennemgået" in open_.text
        item = open_.cursor
        assert "KMD Indkomst lukker" in open_.told
        for part in ("Berører os", "Tildel jobfunktionsroller til det nye indkomstopslag",
                     "mangler at flytte (", "Tilslutning til indkomstopslag"):  # fmt: skip
            assert part in open_.told
        await open_.press("e")
        assert "Hos os" in open_.text
        form = open_.app.screen
        assert isinstance(form, Form)
        part = form.parts[-1].id
        note = next(f for p, f in form.fields if p.id == part and f.field.name == "text")
        next(widget for widget in note.query("*") if widget.can_focus).focus()
        await open_.press(*"Sig det til ydelsen", "ctrl+s")
        assert "Sig det til ydelsen" in open_.told

        # A question of our own on the item, and its answer.
        await open_.press("n", *"Hvornår kommer opslaget", "ctrl+s")
        query = "SELECT item, asked_by, answer FROM question WHERE id = '{}'"
        question = open_.cursor
        assert one(demo_store, query.format(question)) == (item, "tester", None)
        await open_.press("b", *"Til nytår", "ctrl+s")
        assert one(demo_store, query.format(question))[2] == "Til nytår"
        assert "Besvaret" in open_.text

        # A task of the item, that both tell of.
        open_.listed.list.go_to(item)
        await open_.press("b")
        assert "Sæt markøren på et spørgsmål" in open_.hint
        await open_.press("l", "ctrl+s")
        made = "SELECT item, kind, project IS NOT NULL FROM task ORDER BY seq"
        assert one(demo_store, made) == (item, "lokal", 1)
        assert open_.cursor == item
        assert "Opgaver af punktet" in open_.told

        # The meetings before it, and the notes in a file.
        await open_.press("p")
        assert "Programledermøde 27. juli" in open_.told
        await open_.press("p", "p")
        assert "intet tidligere møde" in open_.hint
        await open_.press("home", "m")
        assert isinstance(open_.app.screen, Report)
        assert "Beslutninger" not in open_.text
        await open_.press("enter")
        assert isinstance(open_.app.screen, Prompt)
        open_.app.screen.query_one(Input).value = str(home / "noter")
        await open_.press("enter")
        await open_.until(lambda: "Gemte mødenoter" in open_.hint)
        notes = (home / "noter.md").read_text("utf-8")
        assert "> Sig det til ydelsen" in notes
        assert "Opgave: KMD Indkomst lukker" in notes
        assert "Til nytår" in notes

        # All of it can be taken back.
        await open_.press("u")
        assert "Fortrudt: Oprettet: KMD Indkomst lukker" in open_.hint


async def test_unanswered_questions_are_carried_to_the_next_meeting(demo_store: Store) -> None:
    async with dashboard(demo_store, "agenda", (80, 24)) as open_:
        await open_.press("slash", *"#ubesvaret møde:næste", "enter", "end")
        assert "Ført videre hertil" in open_.told
        await open_.press("l")
        assert "Sæt markøren på et punkt" in open_.hint

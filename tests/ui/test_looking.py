"""What is looked up or taken along from a list: history, copy, export."""

import json
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook
from textual.widgets import Input

from kombit_tui.db.changes import Create, Update
from kombit_tui.db.store import Store
from kombit_tui.screens.history import HistoryScreen
from tests.tools.dashboard import dashboard

pytestmark = pytest.mark.usefixtures("home")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder of the test's own, on a machine without a clipboard."""
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SSH_TTY", "/dev/pts/0")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    return tmp_path


async def test_h_tells_what_was_changed_and_enter_brings_a_field_back(demo_store: Store) -> None:
    async with dashboard(demo_store, "tasks") as open_:
        task = open_.cursor
        await open_.press("s", "down", "enter", "h")
        assert "Ikke påbegyndt -> Påbegyndt" in open_.text
        assert "Demodata lagt ind (demo" in open_.text
        await open_.press("end", "enter")
        assert "Vælg en linje med et felt" in open_.text
        await open_.press("home", "enter")
        assert open_.hint.startswith("Gemt (u fortryder): Status hentet tilbage på ")
        query = "SELECT status FROM task_row WHERE id = ?"
        assert demo_store.reader.execute(query, (task,)).fetchone()[0] == "open"
        await open_.press("h", "down", "enter")
        assert "Status har allerede den værdi" in open_.text
        await open_.press("escape", "u")
        assert demo_store.reader.execute(query, (task,)).fetchone()[0] == "started"


async def test_h_works_on_other_screens_and_not_on_a_heading(demo_store: Store) -> None:
    async with dashboard(demo_store, "roles", (80, 24)) as open_:
        await open_.press("home", "h")
        assert "Sæt markøren på en post" in open_.hint
        await open_.press("j", "h")
        assert "Historik: " in open_.text
        assert "Oprettet" in open_.text
        await open_.press("q")
        assert len(open_.app.screen_stack) == 1


async def test_a_history_of_thousands_is_cut_and_says_so(store: Store) -> None:
    notes = [Create("note", {"about": "0999-1", "text": str(n)}) for n in range(510)]
    store.apply([Create("task", {"title": "[/x] Opgave"}, "0999-1"), *notes], "Nye")
    async with dashboard(store, "tasks") as open_:
        await open_.press("h")
        screen = open_.app.screen
        assert isinstance(screen, HistoryScreen)
        assert len(screen.list.pages) == 500
        assert "Ældre ændringer vises ikke: 11." in open_.text
        assert "Historik: [/x] Opgave" in open_.text


async def test_y_copies_the_row_in_full_or_the_marked_ones_with_a_head(demo_store: Store) -> None:
    async with dashboard(demo_store, "tasks", (80, 24)) as open_:
        await open_.press("y")
        assert open_.hint == "Kopierede 1 række"
        query = "SELECT * FROM task_row WHERE id = ?"
        row = demo_store.reader.execute(query, (open_.cursor,)).fetchone()
        assert row["title"] in open_.app.clipboard
        assert "…" not in open_.app.clipboard
        await open_.press("space", "space", "space", "y")
        assert open_.hint == "Kopierede 3 rækker"
        lines = open_.app.clipboard.split("\n")
        assert len(lines) == 4
        assert lines[0].startswith("Frist\tOpgave\t")
        assert {line.count("\t") for line in lines} == {lines[0].count("\t")}
        await open_.press("A", "y")
        assert open_.hint == "Kopierede 63 rækker"


async def test_y_copies_nothing_hostile_and_says_when_there_is_nothing(store: Store) -> None:
    async with dashboard(store, "roles") as open_:
        await open_.press("escape", "4", "y")
        assert "Der er ingen række at kopiere" in open_.hint
        store.apply([Create("role", {"name": "Ejer", "system": "\x1b]0;x\x07SAPA"})], "Ny")
        await open_.press("x")
        open_.app._changed()
        await open_.press()
        await open_.press("j", "y")
        assert open_.app.clipboard.startswith("Ejer\t")
        await open_.press("home", "y")
        assert open_.app.clipboard.startswith("SAPA\t")
        assert "\x1b" not in open_.app.clipboard


async def test_x_saves_what_the_filter_shows(demo_store: Store, home: Path) -> None:
    async with dashboard(demo_store, "tasks") as open_:
        await open_.press("slash", *"projekt:SAPA", "enter", "x", "enter", "enter")
        await open_.until(lambda: open_.hint.startswith("Gemte"))
        ids = open_.listed.list.pages.ids()
        assert open_.hint.startswith(f"Gemte {len(ids)} rækker i ~")
        book = CalamineWorkbook.from_path(str(home / "opgaver-2026-08-19.xlsx"))
        note, heads, *rows = book.get_sheet_by_index(0).to_python()
        assert "filter: projekt:SAPA · " in str(note[0])
        assert (heads[-1], [row[-1] for row in rows]) == ("ID", list(ids))
        await open_.press("x", "down", "enter", "enter")
        await open_.until(lambda: ".ics" in open_.hint)
        calendar = (home / "opgaver-2026-08-19.ics").read_text("utf-8")
        assert calendar.count("BEGIN:VEVENT") == len(ids)


async def test_only_overwriting_asks_and_a_failure_is_told(demo_store: Store, home: Path) -> None:
    path = home / "roller-2026-08-19.json"
    path.write_text("for")
    async with dashboard(demo_store, "roles") as open_:
        await open_.press("x", "end", "enter", "enter")
        assert "Filen findes allerede" in open_.text
        await open_.press("escape")
        assert path.read_text() == "for"
        await open_.press("x", "end", "enter", "enter", "enter")
        await open_.until(lambda: open_.hint.startswith("Gemte"))
        assert len(json.loads(path.read_text("utf-8"))) == 45
        await open_.press("x", "enter")
        open_.app.screen.query_one(Input).value = "~/ukendt/liste"
        await open_.press("enter")
        await open_.until(lambda: "Mappen findes ikke" in open_.hint)


async def test_an_export_reads_again_what_is_changed_meanwhile(demo_store: Store) -> None:
    async with dashboard(demo_store, "tasks") as open_:
        read = open_.listed.list.pages.page
        pages, changes = open_.listed.list.pages, iter(["B3"])

        def page(start: int, stop: int) -> object:
            for wave in changes:
                demo_store.apply([Update(open_.cursor, {"wave": wave})], "Bølge")
                open_.app.version += 1
            return read(start, stop)

        pages.page = page  # type: ignore[method-assign, assignment]
        lines = await open_.listed._all_lines()
        assert len(lines) == 63
        assert any(line.id == open_.cursor and line.texts[4] == "B3" for line in lines)

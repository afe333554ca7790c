"""On every screen and in every dialog, what others wrote is text: looked at cell by cell."""

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from textual import events
from textual.widgets import Input, TextArea

from kombit_tui.app import KombitApp
from kombit_tui.db.changes import Create
from kombit_tui.db.store import Store
from kombit_tui.domain.text import clean
from kombit_tui.errors import KombitError
from tests.tools import synced
from tests.tools.dashboard import Dashboard, dashboard
from tests.trust.places import PLACES, at
from tests.ui.hostile import BRACKETS, ESCAPES, FORBIDDEN, HOSTILE, harmless

EVERYTHING = " ".join(HOSTILE)
STORABLE = EVERYTHING.encode("utf-8", "replace").decode()
"""As SQLite takes it."""
STEPS = {
    "person": ("j", "p"),
    "overdragelse": ("j", "O"),
    "leverandør": ("j", "l"),
}
"""Other ways there than those of the demo."""
WITHOUT_TEXTS = {"ark", "læser", "log på"}
"""Places with a store of one's own, in which there is nothing yet."""


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that holds everything of this program, and files with hostile names."""
    folder = tmp_path / "filer"
    folder.mkdir()
    for number, text in enumerate(HOSTILE):
        name = f"{number} {text}".encode("utf-8", "replace").replace(b"/", b"_").replace(b"\0", b"")
        (folder / f"{name[:200].decode('utf-8', 'ignore')}.txt").write_text("Opgave")
    (folder / "[red]mappe[@click=app.quit]").mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("KOMBIT_TUI_HOME", str(tmp_path / "home"))


def in_trouble(store: Store) -> None:
    """The store's last meetings with a server that says such things too."""
    synced.write(store, "DELETE FROM sync_refusal")
    synced.refusal(store, "task-1", 400, STORABLE)
    who = dict.fromkeys(("mine_by", "theirs_by"), STORABLE)
    when = dict.fromkeys(("mine_at", "theirs_at", "found_at"), synced.THEN)
    sides = {side: {"title": STORABLE} for side in ("before", "mine", "theirs")}
    about = {"id": "c1", "record_id": "task-2", "kind": "task", "sort": "fields"}
    synced.insert(store, "sync_conflict", **about, **sides, **who, **when)
    synced.run(store, outcome="failed", message=STORABLE)
    synced.write(store, "INSERT OR REPLACE INTO meta VALUES ('server', ?)", STORABLE)
    synced.write(store, "INSERT OR REPLACE INTO meta VALUES ('server_user', ?)", STORABLE)
    recent = json.dumps([STORABLE])
    synced.write(store, "INSERT OR REPLACE INTO meta VALUES ('imports.recent', ?)", recent)


@pytest.mark.parametrize("place", [name for name in PLACES if name not in WITHOUT_TEXTS])
async def test_no_place_shows_more_than_text(
    poisoned: Store, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_trouble(poisoned)
    if place in STEPS:
        monkeypatch.setitem(PLACES, place, PLACES[place]._replace(steps=STEPS[place]))
    async with at(place, poisoned, poisoned) as open_:
        if PLACES[place].steps:
            assert len(open_.app.screen_stack) > 1, "a dialog is open"
        harmless(open_)
        for keys in (("down",), ("pagedown",), ("end",)):
            await open_.press(*keys)
            harmless(open_)
        assert open_.app.title == KombitApp.TITLE
        assert not open_.app._exit


def inputs(open_: Dashboard) -> list[Input | TextArea]:
    """Every field that text can be put into."""
    return [*open_.app.screen.query(Input), *open_.app.screen.query(TextArea)]


async def paste(open_: Dashboard, field: Input | TextArea, text: str) -> str:
    """Paste into a field; what it then holds."""
    field.post_message(events.Paste(text))
    await open_.press()
    return field.value if isinstance(field, Input) else field.text


WITH_FIELDS = (
    *("opgaver", "gem visning", "kommentar", "formular", "ansvarlig", "frist", "palet", "søg"),
    *("indstillinger", "importér", "log på", "hjælp"),
)


@pytest.mark.parametrize("place", WITH_FIELDS)
async def test_every_field_cleans_what_is_pasted(
    demo_store: Store, store: Store, place: str
) -> None:
    async with at(place, demo_store, store) as open_:
        if place == "opgaver":
            await open_.press("slash")
        fields = inputs(open_)
        assert fields
        for field in fields:
            held = await paste(open_, field, EVERYTHING)
            found = set(FORBIDDEN) & set(held.replace("\n", ""))
            assert not found, (field, found)
        harmless(open_)


def test_every_dialog_with_a_field_is_pasted_into() -> None:
    """A new input is met by the test above, or by none: it has to be named there."""
    shown = " ".join(PLACES[one].shows for one in WITH_FIELDS).split()
    assert {"Prompt", "TextPrompt", "Form", "DatePrompt", "Picker", "Login", "FilePicker"} <= set(
        shown
    )


@pytest.mark.parametrize("text", [*BRACKETS, *ESCAPES])
async def test_what_is_said_in_hints_messages_and_toasts_is_text(store: Store, text: str) -> None:
    """Whatever an error says: on the hint line, over a dialog, and when it is looked up."""
    async with dashboard(store, "tasks") as open_:
        await open_.press("escape", "3")
        open_.app.report(KombitError(text, text))
        await open_.press()
        harmless(open_)
        await open_.press("T")
        open_.app.report(KombitError(text, text))
        await open_.press()
        harmless(open_)
        await open_.press("escape", "B")
        harmless(open_)


async def test_what_is_copied_is_clean(poisoned: Store) -> None:
    """OSC 52 carries base64 of what was cleaned: a shell that it is pasted into runs no escape."""
    async with dashboard(poisoned, "tasks") as open_:
        await open_.press("A", "y")
        await open_.until(lambda: "Kopierede" in open_.hint)
        copied = open_.app.clipboard
        assert copied.count("\n") >= len(HOSTILE)
        assert not set(FORBIDDEN) & set(copied.replace("\n", "").replace("\t", ""))
        for _ in range(4):
            await open_.press("j", "l")
            assert not set(FORBIDDEN) & set(open_.app.clipboard.replace("\n", "").replace("\t", ""))
            await open_.press("escape")


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(codec=None), max_size=200))
def test_whatever_is_written_holds_nothing_forbidden(store: Store, text: str) -> None:
    """The one write path: any text at all, lone surrogates too."""
    number = store.reader.execute("SELECT count(*) FROM task").fetchone()[0]
    ident = f"0999-h{number}"
    store.apply([Create("task", {"title": f"x{text}"}, ident)], text)
    (title,) = store.reader.execute("SELECT title FROM task WHERE id = ?", (ident,)).fetchone()
    (label,) = store.reader.execute(
        "SELECT label FROM journal_group ORDER BY rowid DESC LIMIT 1"
    ).fetchone()
    for kept in (title, label):
        assert not set(FORBIDDEN) - {"\n"} & set(kept)
    assert title == clean(title).strip()

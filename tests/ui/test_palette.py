"""The palette: commands, screens, views, records and municipalities, the best first."""

from collections.abc import Sequence
from functools import partial

import pytest

from kombit_tui.db import meta
from kombit_tui.db.store import Store
from kombit_tui.screens.palette import MOST, NOWHERE, Entry, Palette, Source, fit_of
from kombit_tui.screens.prompt import Report
from tests.tools.dashboard import Dashboard, dashboard


async def nothing() -> None:
    """What an entry of these tests does."""


def entry(label: str, keys: str = "", about: str = "") -> Entry:
    """An entry that does nothing."""
    return Entry(label, "kommando", nothing, keys, about)


@pytest.mark.parametrize(
    ("words", "fit"),
    [
        ("", 0),
        ("lis", 0),
        ("LISTE/D", 0),
        ("detalje", 1),
        ("ste", 2),
        ("skift mellem", 3),
        ("tab liste", 3),
        ("kommando", 3),
        ("xyzzy", NOWHERE),
    ],
)
def test_a_label_that_begins_so_fits_best(words: str, fit: int) -> None:
    assert fit_of(entry("Liste/detalje", "Tab", "Skift mellem dem"), words) == fit


def test_danish_letters_may_be_spelled_out() -> None:
    assert fit_of(entry("Søg i alt"), "soeg") == 0


def palette(open_: Dashboard) -> Palette:
    """The open palette."""
    assert isinstance(open_.app.screen, Palette)
    return open_.app.screen


def shown(open_: Dashboard) -> list[tuple[str, str]]:
    """Label and note of what it lists."""
    return [(one.label, one.note) for one in palette(open_).entries.values()]


async def look_for(open_: Dashboard, words: str, found: str) -> None:
    """Type, and wait until something is listed."""
    palette(open_).input.value = words
    await open_.until(lambda: any(found in label for label, _ in shown(open_)))


async def choose(open_: Dashboard, words: str) -> None:
    """Open the palette, look for words, and take the best."""
    await open_.press("colon")
    palette(open_).input.value = words
    await open_.press("enter")


async def test_it_offers_commands_with_their_keys_screens_and_views(demo_store: Store) -> None:
    async with dashboard(demo_store, "tasks") as open_:
        await open_.press("colon")
        found = shown(open_)
        assert {("Status", "kommando"), ("Roller", "skærm"), ("Mine frister", "visning")} <= set(
            found
        )
        assert "kommando · /, Ctrl+F" in open_.text
        assert ("Forlad demo", "kommando") in found
        await open_.press("escape", "ctrl+p", "f", "i", "enter")
        assert open_.listed.filter_bar.input.has_focus
        await open_.press("escape")
        await choose(open_, "roller")
        assert open_.app.current_mode == "roles"
        await choose(open_, "mine fr")
        await open_.until(lambda: open_.app.current_mode == "tasks")
        assert "mine" in open_.listed.words


async def test_a_record_is_gone_to(demo_store: Store) -> None:
    task = demo_store.reader.execute("SELECT id, title FROM task ORDER BY seq DESC").fetchone()
    async with dashboard(demo_store, "overview") as open_:
        await open_.press("colon")
        await look_for(open_, task["title"], task["title"])
        assert (task["title"], "KLIK-opgave") in shown(open_)
        await open_.press("enter")
        await open_.until(lambda: open_.app.current_mode == "tasks")
        await open_.until(lambda: open_.listed.list.cursor_id == task["id"])


async def test_a_record_without_a_list_is_told_in_full(demo_store: Store) -> None:
    async with dashboard(demo_store, "tasks") as open_:
        await open_.press("colon")
        await look_for(open_, "oces3-certifikater", "OCES3-certifikater")
        best = next(at for at, (_, note) in enumerate(shown(open_)) if note == "projekt")
        await open_.press(*("down",) * best, "enter")
        await open_.until(lambda: isinstance(open_.app.screen, Report))
        assert "Projekt: " in open_.text
        await open_.press("escape")
        assert open_.app.current_mode == "tasks"


async def test_two_letters_are_needed_for_what_there_is_much_of(demo_store: Store) -> None:
    async with dashboard(demo_store, "tasks") as open_:
        await open_.press("colon", "v")
        assert {note for _, note in shown(open_)} <= {"kommando", "skærm", "visning"}
        await look_for(open_, "vejle k", "Vejle Kommune")
        assert shown(open_)[0] == ("Vejle Kommune", "kommune")


async def test_a_municipality_is_told_or_chosen_where_there_is_none(
    demo_store: Store, empty_store: Store
) -> None:
    async with dashboard(demo_store, "tasks") as open_:
        await choose(open_, "vejle kommune")
        assert open_.hint == "Vejle Kommune har kommunekode 0630."
    async with dashboard(empty_store, "tasks") as open_:
        await open_.press("escape")
        await choose(open_, "vejle kommune")
        await open_.until(lambda: empty_store.municipality == "0630")
        await open_.until(lambda: open_.app._base.top_bar.municipality == "Vejle Kommune")
        assert meta.read(empty_store.reader, meta.MUNICIPALITY_NAME) == "Vejle Kommune"


async def test_what_comes_late_moves_no_choice(store: Store) -> None:
    asked: list[str] = []

    def slow(words: str) -> Sequence[Entry]:
        asked.append(words)
        return [Entry(f"{words} sent", "post", nothing)]

    quick = [entry(f"x{at} ab") for at in range(150)]
    sources = [Source(lambda _: quick), Source(slow, least=2, is_slow=True)]
    async with dashboard(store, "tasks") as open_:
        await open_.press("escape")
        open_.app.push_screen(Palette(sources))
        await open_.pilot.pause()
        dialog = palette(open_)
        await open_.press("a")
        assert len(shown(open_)) == MOST
        dialog.look_for("ab")
        dialog.list.highlighted = 3
        await open_.until(lambda: shown(open_)[0] == ("ab sent", "post"))
        assert dialog.list.highlighted == 4
        assert shown(open_)[4] == ("x3 ab", "kommando")
        dialog.look_for("abc")
        dialog.look_for("ab")  # asked again before the typing rested
        await open_.until(lambda: len(asked) == 2)
        assert asked == ["ab", "ab"]
        await open_.until(lambda: shown(open_)[0] == ("ab sent", "post"))
        assert dialog.list.highlighted == 0


async def test_an_error_of_a_source_is_told(store: Store) -> None:
    from kombit_tui.errors import StoreError

    def broken(words: str) -> Sequence[Entry]:
        raise StoreError("Lageret er væk.")

    async with dashboard(store, "tasks") as open_:
        await open_.press("escape")
        open_.app.push_screen(Palette([Source(partial(broken), least=2, is_slow=True)]))
        await open_.press("a", "b")
        await open_.until(lambda: "Lageret er væk." in open_.hint)

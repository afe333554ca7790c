"""The import review: what was read is looked at, mended, taught and stored; nothing is lost."""

import json
from pathlib import Path
from typing import Any

import pytest

from kombit_tui.db.changes import Create
from kombit_tui.db.store import Store
from kombit_tui.domain.review import Choice, Entry, Review
from kombit_tui.screens.file_picker import FilePicker
from kombit_tui.screens.form import Form
from kombit_tui.screens.review import ReviewScreen
from kombit_tui.screens.review_columns import ColumnsDialog
from tests.tools.dashboard import Dashboard, dashboard, settle

DATA = Path(__file__).parents[1] / "data"
MEETING, TASKS = DATA / "moede.txt", DATA / "opgaver.txt"


def page(open_: Dashboard) -> ReviewScreen:
    """The review that is shown."""
    screen = open_.app._base
    assert isinstance(screen, ReviewScreen)
    return screen


async def read(open_: Dashboard, *paths: Path) -> ReviewScreen:
    """Press i, give a path and wait for the review; further files are marked in their folder."""
    await open_.press("i")
    assert isinstance(open_.app.screen, FilePicker)
    if len(paths) == 1:
        await open_.press(*str(paths[0]), "enter")
    else:
        await open_.press(*f"{paths[0].parent}/")
        await open_.until(lambda: paths[0].name in open_.text)
        await open_.press("down")
        picker = open_.app.screen
        for path in paths:
            names = [one.path for one in picker.shown]
            picker.list.highlighted = names.index(str(path))
            await open_.press("space")
        await open_.press("enter")
    await open_.until(lambda: isinstance(open_.app._base, ReviewScreen))
    await open_.until(lambda: len(page(open_).list.pages) > 0)
    await settle(open_.pilot)
    return page(open_)


def entry(review: Review, title: str) -> Entry:
    """The entry called so."""
    return next(one for one in review.entries.values() if one.title == title)


def held(store: Store, query: str) -> Any:
    """What the store holds."""
    found = store.reader.execute(query).fetchone()
    return None if found is None else found[0]


def records(store: Store) -> int:
    """How many records there are."""
    return int(held(store, "SELECT count(*) FROM record_index"))


async def test_what_is_taken_is_stored_as_one_step_and_u_brings_the_review_back(
    store: Store,
) -> None:
    async with dashboard(store, "agenda") as open_:
        await open_.press("escape", "2")
        shown = await read(open_, MEETING)
        assert shown.came_from == "agenda"
        await open_.press("G")
        assert "Intet er valgt endnu" in shown.hint_line.text
        assert records(store) == 0
        first = shown.list.cursor_id
        await open_.press("l", "m")  # what belongs to the meeting is left with it
        assert [shown.review.choice(str(first)), len(shown.review.stored)] == [Choice.LEFT, 1]
        await open_.press("home", "m")  # a heading stands for all below it
        assert shown.review.choice(str(first)) is Choice.TAKEN
        await open_.press("M", "G")
        await open_.until(lambda: "Gemt (u fortryder): Import af moede.txt" in open_.hint)
        await open_.until(lambda: not shown.review.stored)
        stored = records(store)
        assert stored > 5
        still_open = [one.title for one in shown.review.open]
        assert "Fanø Kommune" in still_open
        await open_.press("u")
        await open_.until(lambda: bool(shown.review.stored))
        assert records(store) == 0
        assert [one.title for one in shown.review.open] == still_open
        await open_.press("G")
        await open_.until(lambda: records(store) == stored)


async def test_leaving_asks_nothing_and_the_next_start_goes_on(store: Store) -> None:
    async with dashboard(store, "agenda") as open_:
        await open_.press("escape", "2")
        shown = await read(open_, TASKS)
        await open_.press("m", "j", "l")
        before = shown.review.decisions
        await open_.press("escape")
        assert open_.app._base.MODE == "agenda"
        assert len(open_.app.screen_stack) == 1
    async with dashboard(store, "tasks") as open_:
        await open_.press("escape", "3", "i")
        assert "Fortsæt gennemsynet: opgaver.txt" in open_.text
        await open_.press("enter")
        await open_.until(lambda: isinstance(open_.app._base, ReviewScreen))
        assert page(open_).review.decisions == before
        assert page(open_).came_from == "tasks"


async def test_several_files_are_one_review_and_one_that_fails_says_so(
    store: Store, tmp_path: Path
) -> None:
    for file in (MEETING, TASKS):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    (tmp_path / "slides.pptx").write_bytes(b"PK\x03\x04" + bytes(range(256)) * 40)
    names = (MEETING.name, "slides.pptx", TASKS.name)
    async with dashboard(store, "agenda") as open_:
        await open_.press("escape", "2")
        shown = await read(open_, *(tmp_path / name for name in names))
        assert set(shown.review.files) == {MEETING.name, TASKS.name}
        assert "Kunne ikke læses" in open_.text
        assert "slides.pptx" in open_.text
        await open_.press("A", "m", "G")
        await open_.until(lambda: "Import af 2 filer" in open_.hint)
        assert held(store, "SELECT count(*) FROM source") == 2


async def test_dates_and_rules_are_told_in_danish(store: Store) -> None:
    async with dashboard(store, "agenda", (120, 60)) as open_:
        await open_.press("escape", "2")
        shown = await read(open_, MEETING)
        meeting = next(one for one in shown.review.entries.values() if one.kind == "meeting")
        day = meeting.values["dates"][0]
        shown.list.go_to(meeting.id)
        await settle(open_.pilot)
        told = " ".join(line.rstrip() for line in open_.text.splitlines())
        assert f"{day[8:]}-{day[5:7]}-{day[:4]}" in told
        assert day not in told
        assert "Mødets dage på forsiden" in told
        assert "meeting.days" not in told


async def test_what_is_mended_is_stored_and_the_same_file_has_nothing_more(store: Store) -> None:
    async with dashboard(store, "agenda") as open_:
        await open_.press("escape", "2")
        shown = await read(open_, TASKS)
        shown.list.go_to(entry(shown.review, "Udfyld skema om snitflader").id)
        await open_.press("e")
        assert isinstance(open_.app.screen, Form)
        await open_.press("down", "down", "end", *" nu", "ctrl+s")
        mended = entry(shown.review, "Udfyld skema om snitflader nu")
        assert shown.review.choice(mended.id) is Choice.TAKEN
        assert "rettet: " in open_.text
        await open_.press("A", "m")
        await open_.press("G")
        await open_.until(lambda: "Gemt (u" in open_.hint)
        await open_.until(lambda: shown.review.is_over)
        assert held(store, "SELECT count(*) FROM task WHERE title LIKE '% nu'") == 1
        assert "alt er allerede i lageret" in open_.text
        await open_.press("i", *str(TASKS), "enter")
        await open_.until(lambda: not shown.review.decisions.typed)
        await settle(open_.pilot)
        assert not shown.review.open
        assert "alt er allerede i lageret" in open_.text


async def test_a_project_that_is_pointed_out_is_known_by_that_name_from_then_on(
    store: Store,
) -> None:
    store.apply([Create("project", {"name": "Sygesikring"}, "0999-p")], "Projekt")
    async with dashboard(store, "tasks") as open_:
        shown = await read(open_, TASKS)
        one = entry(shown.review, "Udpeg en lokal projektleder")
        assert one.unknown == {"project": "Lægehonorar"}
        shown.list.go_to(one.id)
        await settle(open_.pilot)
        assert "«Lægehonorar» er et nyt projekt" in " ".join(open_.text.split())
        await open_.press("p", *"syge", "enter")
        await open_.until(lambda: not entry(shown.review, one.title).unknown)
        others = [e for e in shown.review.entries.values() if e.values.get("project") == "0999-p"]
        assert len(others) > 1
        await open_.press("G")
        await open_.until(lambda: "Gemt (u" in open_.hint)
        aliases = "SELECT aliases FROM project WHERE id = '0999-p'"
        assert json.loads(held(store, aliases)) == ["Lægehonorar"]
        assert held(store, f"SELECT project FROM task WHERE title = '{one.title}'") == "0999-p"
        await open_.press("u")
        assert json.loads(held(store, aliases)) is None
        await open_.press("U", "i", *str(TASKS), "enter")
        await open_.until(lambda: isinstance(open_.app._base, ReviewScreen))
        assert not entry(page(open_).review, one.title).unknown


async def test_a_filter_lists_some_and_sure_ones_are_taken_of_those_alone(store: Store) -> None:
    async with dashboard(store, "agenda") as open_:
        await open_.press("escape", "2")
        shown = await read(open_, MEETING)
        await open_.press("slash", *"#usikker", "enter")
        assert all(not one.is_sure for one in map(shown.held.get, shown.list.pages.ids()))
        await open_.press("M")
        assert "ikke flere sikre" in shown.hint_line.text
        await open_.press("escape", "M", "slash", *"ida", "enter")
        listed = list(map(shown.held.get, shown.list.pages.ids()))
        assert "Ida Kragh" in [one.title for one in listed]
        assert all("ida" in f"{one.title} {one.excerpt}".lower() for one in listed)


@pytest.mark.parametrize("text", ["hej\n", "Tak for i dag\nVi ses\n"])
async def test_a_file_without_anything_says_so(store: Store, tmp_path: Path, text: str) -> None:
    (tmp_path / "brev.txt").write_text(text)
    async with dashboard(store, "agenda") as open_:
        await open_.press("escape", "2", "i", *str(tmp_path / "brev.txt"), "enter")
        await open_.until(lambda: isinstance(open_.app._base, ReviewScreen))
        await open_.until(lambda: "ikke genkendt noget" in open_.text)
        await open_.press("m", "l", "M", "e", "p", "G", "enter", "escape", "escape")
    assert records(store) == 0


async def test_what_a_column_is_said_to_be_is_read_so_here_and_in_the_next_sheet(
    store: Store, tmp_path: Path
) -> None:
    first, second = tmp_path / "Opgaver uge 47.csv", tmp_path / "Opgaver uge 48.csv"
    first.write_text("Opgavenavn;Projekt;Slutdat;Efter\nUdpeg leder;Løn;31-12-2026;Bo\n", "utf-8")
    second.write_text("Opgavenavn;Projekt;Slutdat;Efter\nMød op;Løn;30-11-2026;Ida\n", "utf-8")
    async with dashboard(store, "agenda") as open_:
        await open_.press("escape", "2")
        shown = await read(open_, first)
        assert "usikre kolonner (w)" in open_.text
        assert not shown.review.stored
        await open_.press("w")
        assert isinstance(open_.app.screen, ColumnsDialog)
        assert "! usikker" in open_.text
        await open_.press("enter", *"praksis", "enter", "ctrl+s")
        await open_.until(lambda: "usikre kolonner" not in open_.text)
        [one] = [e for e in shown.review.entries.values() if e.title == "Udpeg leder"]
        assert one.is_sure
        await open_.press("M", "G")
        await open_.until(lambda: "Gemt (u" in open_.hint)
        assert held(store, "SELECT count(*) FROM column_mapping") == 1
        shown = await read(open_, second)
        await open_.until(lambda: shown.review.files == (second.name,))
        assert not any(table.needs_a_look for table in shown.review.tables)


async def test_a_list_of_thousands_is_as_quick_as_a_short_one(store: Store) -> None:
    async with dashboard(store, "agenda") as open_:
        await open_.press("escape", "2")
        shown = await read(open_, DATA / "files" / "tasks-5k.xlsx")
        assert len(shown.review.entries) >= 5_000
        presented = 0
        present = shown.present

        def counted(row: Any) -> Any:
            nonlocal presented
            presented += 1
            return present(row)

        shown.present = counted  # type: ignore[method-assign]
        pages, entries = shown.list.pages, shown.review.entries
        for keys in ("M", "home"), ("m",), ("l",):
            await open_.press(*keys)
            assert len(shown.review.decisions.taken) > 1_000
            assert shown.list.pages is pages  # no row moves: none is laid out again
            assert shown.review.entries is entries
        assert presented < 1_000  # only what is seen

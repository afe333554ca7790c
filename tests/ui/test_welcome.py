"""The first start: welcome leads to the demo, a municipality, an import, or an empty store."""

from pathlib import Path

from kombit_tui.app import KombitApp
from kombit_tui.db import meta
from kombit_tui.db.store import Store
from kombit_tui.screens.chooser import Chooser
from kombit_tui.screens.file_picker import FilePicker
from kombit_tui.wording.wishes import Wish
from tests.tools.dashboard import dashboard, lines, settle, until

MEETING = Path(__file__).parents[1] / "data" / "moede.txt"


async def test_an_empty_store_is_welcomed(empty_store: Store) -> None:
    async with dashboard(empty_store) as open_:
        assert "Velkommen til kombit-tui" in open_.text
        assert "ikke valgt" in open_.text


async def test_the_second_start_does_not_welcome_again(empty_store: Store) -> None:
    async with dashboard(empty_store) as open_:
        await open_.press("end", "enter")
    app = KombitApp(empty_store)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        assert len(app.screen_stack) == 1
        assert "Lageret er tomt. Tryk i" in "\n".join(lines(app))


async def test_who_comes_back_from_the_demo_is_welcomed_once_more(empty_store: Store) -> None:
    empty_store.remember({meta.WELCOMED: "1"})
    app = KombitApp(empty_store)
    app.fulfil(Wish.OWN)
    async with app.run_test() as pilot:
        await until(pilot, lambda: isinstance(app.screen, Chooser))


async def test_the_demo_that_was_asked_for_offers_the_practice(demo_store: Store) -> None:
    app = KombitApp(demo_store)
    app.fulfil(Wish.DEMO)
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, lambda: "Y øver det vigtigste" in "\n".join(lines(app)))


async def test_a_store_with_records_is_not(demo_store: Store) -> None:
    async with dashboard(demo_store) as open_:
        assert len(open_.app.screen_stack) == 1


async def test_the_first_choice_asks_for_the_demo(empty_store: Store) -> None:
    async with dashboard(empty_store) as open_:
        await open_.pilot.press("enter")
        await open_.until(lambda: open_.app._exit)
        assert open_.app.return_value == "demo"


async def test_d_leaves_the_demo(demo_store: Store) -> None:
    async with dashboard(demo_store, "tasks") as open_:
        await open_.pilot.press("D")
        await open_.until(lambda: open_.app._exit)
        assert open_.app.return_value == "own"


async def test_a_municipality_is_found_by_typing_and_kept(empty_store: Store) -> None:
    async with dashboard(empty_store) as open_:
        await open_.press("down", "enter")
        await open_.press(*"aarhus", "enter")
        await open_.until(lambda: "Velkommen" in open_.text)
        assert "Aarhus Kommune" in open_.text
        assert empty_store.municipality == "0751"
        assert meta.read(empty_store.reader, meta.MUNICIPALITY_NAME) == "Aarhus Kommune"
        await open_.press("escape")
        assert "Aarhus Kommune" in lines(open_.app)[0]
        await open_.press("3")
        assert "Aarhus Kommune" in lines(open_.app)[0]


async def test_no_municipality_leads_back_to_the_welcome(empty_store: Store) -> None:
    async with dashboard(empty_store) as open_:
        await open_.press("down", "enter", "escape")
        await open_.until(lambda: "Velkommen" in open_.text)
        assert empty_store.municipality == "0000"


async def test_own_material_is_imported_straight_away(empty_store: Store) -> None:
    async with dashboard(empty_store) as open_:
        await open_.press("down", "down", "enter")
        await open_.until(lambda: isinstance(open_.app.screen, FilePicker))
        await open_.press(*str(MEETING), "enter")
        await open_.until(lambda: "Gennemsyn af moede.txt" in open_.text)
        await open_.press("M", "G")
        await open_.until(lambda: not empty_store.is_empty())


async def test_an_import_that_fails_leaves_an_empty_store_in_use(empty_store: Store) -> None:
    async with dashboard(empty_store, "tasks") as open_:
        await open_.press("down", "down", "enter")
        await open_.until(lambda: isinstance(open_.app.screen, FilePicker))
        await open_.press(*"ingen.txt", "enter")
        await open_.until(lambda: "Filen kan ikke læses: ingen.txt" in open_.text)
        await open_.press("escape")
        assert "Der er ingen opgaver endnu." in open_.text


async def test_beginning_empty_shows_the_empty_screens(empty_store: Store) -> None:
    async with dashboard(empty_store) as open_:
        await open_.press("end", "enter")
        assert not isinstance(open_.app.screen, Chooser)
        assert "Lageret er tomt. Tryk i" in open_.text
        assert "Ingen kommune" in lines(open_.app)[0]

"""Lines of a detail that name records: chosen by keys, gone to by Enter or a click, and back."""

from collections.abc import Sequence

import pytest

from kombit_tui.db.changes import Update
from kombit_tui.db.store import Store
from kombit_tui.screens.following import FollowingScreen
from kombit_tui.widgets.detail import Block, Link, Paragraph
from kombit_tui.widgets.linked_detail import LinkedDetail
from tests.db.test_queries import fill, made
from tests.tools.dashboard import Dashboard, dashboard, lines

LONG = " ".join(["lang"] * 200)


def detail(open_: Dashboard) -> LinkedDetail:
    """The detail of the screen one is on."""
    screen = open_.listed
    assert isinstance(screen, FollowingScreen)
    return screen.linked


async def on_item(open_: Dashboard, position: int) -> None:
    """Put the cursor on an item of the next meeting, and wait for what it touches."""
    await open_.press(*("j",) * position)
    await open_.until(lambda: "Berører os" in str(detail(open_).blocks))


def chosen(open_: Dashboard) -> str:
    """The text of the chosen line."""
    link = detail(open_).chosen
    return "" if link is None else link.text


@pytest.mark.parametrize("size", [(120, 36), (80, 24)])
async def test_what_an_item_touches_is_gone_to_and_esc_comes_back(
    demo_store: Store, size: tuple[int, int]
) -> None:
    async with dashboard(demo_store, "agenda", size) as open_:
        await on_item(open_, 5)
        item = open_.cursor
        await open_.press("tab", "down")
        assert chosen(open_).startswith("Tildel jobfunktionsroller")
        marked = [line for line in lines(open_.app) if ">Tildel" in line or "> Tildel" in line]
        assert len(marked) == 1
        for mode in ("tasks", "tasks", "tasks", "phase_outs", "phase_outs", "phase_outs"):
            went = detail(open_).chosen
            assert went is not None
            await open_.press("enter")
            await open_.until(lambda: open_.listed.MODE != "agenda")
            await open_.press()
            assert (open_.listed.MODE, open_.cursor) == (mode, went.record_id)
            await open_.press("escape")
            await open_.until(lambda: open_.listed.MODE == "agenda")
            assert (open_.cursor, detail(open_).chosen) == (item, went)
            assert detail(open_).has_focus
            await open_.press("down")
        assert "Tilslutning til indkomstopslag" in chosen(open_)
        await open_.press("enter")
        await open_.until(lambda: open_.listed.MODE == "agreements")
        await open_.press("1")
        await open_.press("7", "escape")
        assert open_.app.screen_stack[0].MODE == "overview", "a key is no way back"  # type: ignore[attr-defined]


async def test_a_click_on_a_line_goes_there_too(demo_store: Store) -> None:
    async with dashboard(demo_store, "agenda") as open_:
        await on_item(open_, 5)
        shown = lines(open_.app)
        y = next(at for at, line in enumerate(shown) if "- Godkend serviceaftaler" in line)
        x = shown[y].index("Godkend")
        await open_.pilot.click(offset=(x, y))
        await open_.until(lambda: open_.listed.MODE == "tasks")
        await open_.until(lambda: "Godkend serviceaftaler" in open_.text)
        await open_.press("escape")
        await open_.until(lambda: open_.listed.MODE == "agenda")
        await open_.pilot.click(offset=(x, y - 2))
        await open_.press()
        assert open_.listed.MODE == "tasks", "a line of two rows is one link"


async def test_a_long_list_is_unfolded_and_read_on_from_there(demo_store: Store) -> None:
    async with dashboard(demo_store, "agenda") as open_:
        await on_item(open_, 2)
        for _ in range(40):
            if chosen(open_).startswith("… og"):
                break
            await open_.press("tab" if not detail(open_).has_focus else "down")
        more = chosen(open_)
        before = len([b for b in detail(open_).blocks if isinstance(b, Link)])
        hidden = int(more.split()[2])
        await open_.press("enter")
        links = [block for block in detail(open_).blocks if isinstance(block, Link)]
        assert len(links) == before + hidden - 1
        assert not chosen(open_).startswith("… og")
        assert detail(open_).scroll_offset.y > 0, "not thrown back to the start"


async def test_nothing_touched_says_so_and_enter_leads_nowhere(demo_store: Store) -> None:
    async with dashboard(demo_store, "agenda", (80, 24)) as open_:
        await on_item(open_, 1)
        assert "Punktet nævner ingen af jeres" in str(detail(open_).blocks)
        await open_.press("enter", "down", "up", "enter")
        assert open_.listed.MODE == "agenda"
        assert "Gå til" not in lines(open_.app)[-1]
        await open_.press("escape")
        assert open_.listed.list.has_focus


async def test_a_question_of_an_item_is_gone_to_in_the_same_list_and_back(
    demo_store: Store,
) -> None:
    async with dashboard(demo_store, "agenda", (80, 24)) as open_:
        await on_item(open_, 3)
        item = open_.cursor
        await open_.press("enter", "down")
        while "Hvem ringer vi til" not in chosen(open_):
            await open_.press("down")
        await open_.press("enter")
        assert open_.cursor != item
        assert "Hvem ringer vi til" in open_.text
        await open_.press("escape")
        assert (open_.cursor, detail(open_).has_focus) == (item, True)
        await open_.press("escape")
        assert open_.listed.list.has_focus
        assert open_.cursor == item


async def test_the_way_back_is_forgotten_when_it_was_not_taken(demo_store: Store) -> None:
    async with dashboard(demo_store, "agenda", (120, 36)) as open_:
        await on_item(open_, 3)
        await open_.press("tab", "down")
        while "Hvem ringer vi til" not in chosen(open_):
            await open_.press("down")
        await open_.press("enter", "tab", "home")
        here = open_.cursor
        await open_.press("escape")
        assert open_.app.screen_stack[0].MODE == "overview"  # type: ignore[attr-defined]
        await open_.press("2")
        assert open_.cursor == here


def blocks(*texts: str) -> Sequence[Block]:
    """Links of these texts; a text that begins with «-» is a paragraph."""
    return [
        Paragraph(text[1:]) if text.startswith("-") else Link(text, text, "task") for text in texts
    ]


async def shown(open_: Dashboard, about: str, *texts: str) -> LinkedDetail:
    """A detail with these blocks, and the keys in it."""
    found = detail(open_)
    found.about = about
    found.blocks = blocks(*texts)
    found.focus()
    await open_.press()
    return found


async def test_text_between_links_is_read_line_by_line(store: Store) -> None:
    async with dashboard(store, "agenda", (120, 20)) as open_:
        await open_.press("escape")
        found = await shown(open_, "x", "a", f"-{LONG}", "b", f"-{LONG}")
        height = found.scrollable_content_region.height
        await open_.press("down")
        assert chosen(open_) == "a"
        presses = 0
        while chosen(open_) != "b":
            before = int(found.scroll_offset.y)
            await open_.press("down")
            presses += 1
            assert int(found.scroll_offset.y) - before <= 1
            assert presses < 60
        assert presses > height / 2
        await open_.press("down")
        assert chosen(open_) == "b"
        await open_.press(*("up",) * 60)
        assert chosen(open_) == "a"
        assert found.scroll_offset.y == 0


async def test_a_link_longer_than_the_window_can_be_read_and_left(store: Store) -> None:
    async with dashboard(store, "agenda", (120, 15)) as open_:
        await open_.press("escape")
        found = await shown(open_, "x", LONG, "b")
        await open_.press("down")
        assert chosen(open_) == LONG
        await open_.press(*("down",) * 80)
        assert chosen(open_) == "b"
        assert found.scroll_offset.y > 0


async def test_told_anew_the_chosen_line_stays_and_another_record_begins_at_its_start(
    store: Store,
) -> None:
    async with dashboard(store, "agenda") as open_:
        await open_.press("escape")
        found = await shown(open_, "x", "a", "b", "c")
        await open_.press("down", "down")
        assert chosen(open_) == "b"
        await shown(open_, "x", "0", "a", "b", "c")
        assert chosen(open_) == "b"
        await shown(open_, "x", "0", "a")
        assert chosen(open_) == "a"
        await shown(open_, "x")
        assert found.chosen is None
        await shown(open_, "y", "a", "b")
        assert found.chosen is None
        await open_.press("enter")
        assert chosen(open_) == "a", "Enter chooses before it goes"


async def test_a_record_that_is_gone_is_said_to_be(store: Store) -> None:
    fill(store, made("meeting", "m", title="Møde", date="2026-09-01"))
    async with dashboard(store, "agenda") as open_:
        await shown(open_, open_.cursor, "Væk")
        await open_.press("down", "enter")
        await open_.until(lambda: "slettet i mellemtiden" in open_.hint)
        assert open_.listed.MODE == "agenda"


async def test_hostile_text_in_a_line_is_text(store: Store) -> None:
    hostile = "[/x] [@click=app.quit]Opgave[/] \x1b]52;c;aGVq\x07"
    fill(
        store,
        made("meeting", "m", title="Møde", date="2026-09-01"),
        made("agenda_item", "i", meeting="0999-m", title="Havnesag CH2", position=1),
        made("task", "t", title="Opgave", item="0999-i"),
        Update("0999-t", {"title": hostile}),
    )
    async with dashboard(store, "agenda") as open_:
        await open_.press("j")
        await open_.until(lambda: "Opgaver af punktet" in open_.text)
        assert "- [/x] [@click=app.quit]Opgave[/]" in open_.text
        await open_.press("tab", "down", "enter")
        await open_.until(lambda: open_.listed.MODE == "tasks")

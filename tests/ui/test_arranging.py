"""Order, groups, columns, folding and views by key."""

from typing import Any

import pytest

from kombit_tui.db.queries.views import views
from kombit_tui.db.store import Store
from kombit_tui.screens.chooser import Chooser
from tests.tools.dashboard import Dashboard, dashboard


def titles(open_: Dashboard) -> list[str]:
    """What the rows say, headings in brackets."""
    pages = open_.listed.list.pages
    return [
        f"[{row.cells[0].text}]" if row.is_heading else row.cells[1].text
        for row in pages.page(0, len(pages))
    ]


def headings(open_: Dashboard) -> list[str]:
    """What the headings say."""
    pages = open_.listed.list.pages
    return [row.cells[0].text for row in pages.page(0, len(pages)) if row.is_heading]


async def choose(open_: Dashboard, key: str, label: str) -> None:
    """Open a chooser and take the option of that name."""
    await open_.press(key)
    chooser = open_.app.screen
    assert isinstance(chooser, Chooser)
    chooser.list.highlighted = [one.label for one in chooser.options].index(label)
    await open_.press("enter")


async def test_o_orders_by_a_column_turns_round_and_marks_its_head(demo_store: Store) -> None:
    async with dashboard(demo_store, "tasks") as open_:
        before = titles(open_)
        await choose(open_, "o", "Projekt")
        assert "Projekt ↑" in open_.text
        projects = [row.cells[3].text for row in open_.listed.list.pages.page(0, 99)]
        filled = [one for one in projects if one]
        assert filled == sorted(filled, key=str.casefold)
        assert projects == [*filled, *[""] * (len(projects) - len(filled))]
        await choose(open_, "o", "Projekt")
        assert "Projekt ↓" in open_.text
        assert open_.listed.list.row(0) is not None
        await choose(open_, "o", "Som normalt")
        assert titles(open_) == before


async def test_ordering_keeps_the_cursor_and_the_marks(demo_store: Store) -> None:
    async with dashboard(demo_store, "tasks") as open_:
        await open_.press("j", "space", "j")
        cursor, marks = open_.cursor, open_.listed.list.marks
        await choose(open_, "o", "Opgave")
        assert (open_.cursor, open_.listed.list.marks) == (cursor, marks)
        await open_.press("escape")
        assert open_.listed.list.marks == ()
        assert open_.listed.wanted.sort
        await open_.press("escape")
        assert (open_.listed.wanted.sort, open_.cursor) == ((), cursor)


async def test_a_click_on_a_head_orders_by_its_column(demo_store: Store) -> None:
    async with dashboard(demo_store, "tasks") as open_:
        await open_.pilot.click("RecordList", offset=(24, 0))
        await open_.press()
        assert open_.listed.wanted.sort == (("title", False),)
        assert "Opgave ↑" in open_.text


async def test_g_groups_with_counts_and_folds(demo_store: Store) -> None:
    async with dashboard(demo_store, "tasks") as open_:
        everything = len(open_.listed.list.pages)
        await choose(open_, "g", "Status")
        assert headings(open_) == ["Ikke påbegyndt", "Påbegyndt", "Fuldført"]
        pages = open_.listed.list.pages
        assert len(pages) == everything + 3
        await open_.press("home", "j", "left")
        assert len(pages) > len(open_.listed.list.pages)
        assert open_.cursor == "group:Ikke påbegyndt"
        assert ">+ Ikke påbegyndt" in open_.text
        await open_.press("j")
        assert open_.cursor == "group:Påbegyndt"
        await open_.press("enter")
        assert not open_.listed.has_class("-detail")
        await open_.press("enter", "k", "right")
        assert len(open_.listed.list.pages) == everything + 3
        await open_.press("escape")
        assert not headings(open_)


@pytest.mark.parametrize(
    ("mode", "label", "expected"),
    [
        ("roles", "Niveau", "Strategisk"),
        ("phase_outs", "Status", "Fuldført"),
        ("agenda", "Status", "Gennemgået"),
    ],
)
async def test_every_list_can_be_grouped_and_its_own_headings_folded(
    demo_store: Store, mode: str, label: str, expected: str
) -> None:
    async with dashboard(demo_store, mode) as open_:
        own = headings(open_)
        whole = len(open_.listed.list.pages)
        await open_.press("home", "j", "left")
        assert len(open_.listed.list.pages) < whole
        assert open_.listed.list.cursor == 0
        await open_.press("right")
        assert len(open_.listed.list.pages) == whole
        await choose(open_, "g", label)
        assert expected in headings(open_)
        assert headings(open_) != own


async def test_every_list_takes_the_filter_language(demo_store: Store) -> None:
    async with dashboard(demo_store, "roles") as open_:
        await open_.press("slash", *"ubesat niveau:strategisk", "enter")
        rows = [r for r in open_.listed.list.pages.page(0, 999) if not r.is_heading]
        assert rows
        assert {row.cells[1].text for row in rows} == {"Strategisk"}
        assert all("UBESAT" in row.cells[3].text for row in rows)
        await open_.press("2", "slash", *"ulæst", "enter")
        rows = [r for r in open_.listed.list.pages.page(0, 999) if not r.is_heading]
        assert {row.cells[-1].text for row in rows} == {"Ulæst"}
        await open_.press("5", "slash", *"-flyttet", "enter")
        assert open_.listed.filter_bar.counted is not None
        some, all_ = open_.listed.filter_bar.counted
        assert 0 < some < all_


async def test_what_is_wrong_with_a_filter_is_pointed_at_and_the_list_stays(
    demo_store: Store,
) -> None:
    async with dashboard(demo_store, "roles") as open_:
        before = titles(open_)
        await open_.press("slash", *"a niveu:taktisk")
        lines = open_.text.split("\n")
        at = next(n for n, line in enumerate(lines) if "Filter:" in line)
        assert lines[at + 1].index("^") == lines[at].index("niveu")
        assert "Mente du »niveau«?" in lines[at + 1]
        assert len(titles(open_)) <= len(before)
        await open_.press("escape")
        assert titles(open_) == before
        assert "Mente du" not in open_.text.split("\n")[at + 1]


async def test_filters_that_were_used_come_back_on_arrow_up(demo_store: Store) -> None:
    async with dashboard(demo_store, "tasks") as open_:
        await open_.press("slash", *"certifikat", "enter", "slash")
        await open_.press(*["backspace"] * 10, *"mine", "enter")
        await open_.press("escape", "slash", "a", "up")
        assert open_.listed.words == "mine"
        await open_.press("up", "up")
        assert open_.listed.words == "certifikat"
        await open_.press("down", "down")
        assert open_.listed.words == "a"
        await open_.press("down")
        assert open_.app.focused is open_.listed.list
    async with dashboard(demo_store, "tasks") as again:
        await again.press("slash", "up")
        assert again.listed.words == "a"


async def test_k_chooses_columns_but_never_none(demo_store: Store) -> None:
    async with dashboard(demo_store, "tasks") as open_:
        await open_.press("K", "down", "down", "down", "space", "enter")
        assert "Projekt" not in open_.text.split("\n")[1]
        await open_.press("K", "space", *["down", "space"] * 7)
        await open_.press("down", "down", "down", "down", "space", "enter")
        assert "Mindst én kolonne skal vises." in open_.text
        await open_.press("space", "enter")
        assert len(open_.app.screen_stack) == 1


@pytest.mark.parametrize("number", range(1, 9))
async def test_v_and_a_digit_show_a_view(demo_store: Store, number: int) -> None:
    view = views(demo_store.reader)[number - 1]
    async with dashboard(demo_store, "roles") as open_:
        await open_.press("v")
        await open_.press(str(number))
        assert open_.app.current_mode == view.mode
        assert open_.listed.words == view.filter
        assert open_.listed.filter_bar.problem is None
        assert view.name in open_.hint


async def test_a_saved_view_holds_filter_order_groups_and_columns(demo_store: Store) -> None:
    async with dashboard(demo_store, "tasks") as open_:
        await open_.press("slash", *"frist<q4", "enter")
        await choose(open_, "o", "Opgave")
        await choose(open_, "g", "Projekt")
        await open_.press("K", "end", "space", "enter")
        seen, heads = titles(open_), open_.text.split("\n")[2]
        await open_.press("V", *"Før jul", "enter", "down", "enter")
        saved = views(demo_store.reader)[-1]
        assert (saved.name, saved.mode, saved.is_shared) == ("Før jul", "tasks", True)
        await open_.press("escape", "5", "v", "9")
        assert (open_.app.current_mode, titles(open_)) == ("tasks", seen)
        assert open_.text.split("\n")[2] == heads
        await open_.press("V", *"før JUL", "enter", "enter")
        assert [view.is_shared for view in views(demo_store.reader)[8:]] == [False]
        await open_.press("v", "end", "delete")
        assert len(views(demo_store.reader)) == 8
        await open_.press("u")
        assert len(views(demo_store.reader)) == 9


async def test_a_saved_view_keeps_whether_all_waves_are_shown(demo_store: Store) -> None:
    async with dashboard(demo_store, "tasks") as open_:
        ours = len(titles(open_))
        await open_.press("W", "V", *"Alle bølger", "enter", "enter")
        assert [view.every_wave for view in views(demo_store.reader)[8:]] == [True]
        await open_.press("v", "1")
        await open_.press("escape")
        assert len(titles(open_)) == ours, "another view is of our waves"
        await open_.press("5", "v")
        assert "Opgaver · privat · alle bølger" in open_.text
        await open_.press("9")
        assert (open_.app.current_mode, len(titles(open_))) == ("tasks", ours + 7)
        await open_.press("W", "V", *"alle bølger", "enter", "enter")
        assert [view.every_wave for view in views(demo_store.reader)[8:]] == [False]


async def test_a_view_that_is_always_there_cannot_be_thrown_away(demo_store: Store) -> None:
    async with dashboard(demo_store, "tasks") as open_:
        await open_.press("v", "delete")
        chooser: Any = open_.app.screen
        assert isinstance(chooser, Chooser)
        assert "følger med programmet" in open_.text

"""Overblik: every number opens its list, and every window shows every number."""

import sqlite3

import pytest

from kombit_tui.db.queries.overview import FIRST, overview
from kombit_tui.db.store import Store
from kombit_tui.screens.list_screen import ListScreen
from kombit_tui.screens.overview import OverviewScreen
from kombit_tui.wording.digest import PANELS, TITLES, panel_texts
from tests.conftest import NOW
from tests.db.test_queries import fill, made
from tests.tools.dashboard import Dashboard, dashboard, lines

TODAY = NOW.date()


def numbers(store: Store) -> dict[str, int]:
    """How many records each number counts."""
    found = overview(store.reader, TODAY, store.who)
    assert found.meeting is not None
    assert found.campaign is not None
    assert found.pace is not None
    return {
        "overdue": found.overdue.number,
        "soon": found.soon.number,
        "mine": found.mine.number,
        "meeting": found.meeting.unread,
        "campaign": found.campaign.progress.remaining,
        "vacant": len(found.vacant),
        "broken": len(found.broken),
        "agreements": len(found.agreements),
        "follow_ups": len(found.follow_ups) + len(found.stuck),
        "wave": len(found.own_dates),
        "news": len(found.news),
        "changes": len(found.since.rows),
        "pace": found.pace.burn_down.remaining,
    }


def listed(open_: Dashboard) -> int:
    """How many records the list shows, without their headings."""
    return len(open_.listed.list.pages.ids())


async def test_every_number_opens_a_list_with_as_many_rows(demo_store: Store) -> None:
    counted = numbers(demo_store)
    assert set(counted) == set(PANELS)
    async with dashboard(demo_store) as open_:
        for name, number in counted.items():
            screen = open_.app.screen
            assert isinstance(screen, OverviewScreen)
            screen.panels[PANELS.index(name)].focus()
            await open_.press("enter")
            assert isinstance(open_.app.screen, ListScreen)
            await open_.until(lambda number=number: listed(open_) == number > 0)  # type: ignore[misc]
            await open_.press("escape", "1")


async def test_a_number_of_follow_ups_opens_those_it_counts(store: Store) -> None:
    for number in range(FIRST + 3):
        contact = {"vendor": f"Firma {number}", "on": "2026-08-01", "text": "Ringet"}
        fill(store, made("contact_entry", f"c{number}", **contact, follow_up="2026-08-20"))
    fill(
        store,
        made("contact_entry", "sen", vendor="Sen", on="2026-08-01", text="?", follow_up="2026-12"),
        made("system", "sys", name="Havnesag"),
        made("incident", "i", title="Sag", system="0999-sys", place="source", since="2026-07-01"),
        made("incident", "ny", title="Ny sag", system="0999-sys", since="2026-08-19"),
    )
    async with dashboard(store) as open_:
        assert " 28 " in next(line for line in lines(open_.app) if "Næste opfølgning" in line)
        screen = open_.app.screen
        assert isinstance(screen, OverviewScreen)
        screen.panels[PANELS.index("follow_ups")].focus()
        await open_.press("enter")
        await open_.until(lambda: open_.listed.MODE == "follow_ups" and listed(open_) == 28)
        assert "0999-i" in open_.listed.list.pages.ids()
        assert open_.cursor == "0999-c0"


async def test_the_next_date_of_ones_own_wave_is_told(demo_store: Store) -> None:
    found = overview(demo_store.reader, TODAY)
    async with dashboard(demo_store) as open_:
        assert "Vores bølger: slut om 14 dage" in open_.text
        assert "Forberedelse B3: UDK Boligstøtte" in open_.text
        assert len(found.own_dates) > 1


async def test_every_window_shows_every_number(demo_store: Store) -> None:
    texts = panel_texts(overview(demo_store.reader, TODAY), TODAY)
    async with dashboard(demo_store, size=(60, 15)) as open_:
        for size in ((60, 15), (80, 24), (120, 36), (159, 24), (160, 24), (200, 50), (250, 70)):
            await open_.pilot.resize_terminal(*size)
            await open_.press()
            for name, text in texts.items():
                shown = [line for line in lines(open_.app) if text.title[:10] in line]
                assert any(f" {text.number} " in line for line in shown), (size, name)
            columns = next(line for line in lines(open_.app) if "Overskredet" in line)
            beside = [name for name in PANELS[:3] if texts[name].title[:10] in columns]
            assert len(beside) == (3 if size[0] >= 160 else 2)
            assert ("#" in open_.text) == (size[1] >= 30 or size[0] >= 160)
            assert "5 af 6 mangler. Der skal flyttes" in open_.text


async def test_a_panel_says_how_many_it_does_not_show(demo_store: Store) -> None:
    soon = overview(demo_store.reader, TODAY).soon.number
    async with dashboard(demo_store, size=(80, 24)) as open_:
        assert f"… og {soon - 1} til" in open_.text
        await open_.pilot.resize_terminal(200, 150)
        await open_.press()
        assert "… og" not in open_.text


async def test_arrows_and_tab_reach_every_panel_in_every_layout(demo_store: Store) -> None:
    async with dashboard(demo_store) as open_:
        for size, below in (((120, 36), "mine"), ((200, 50), "meeting")):
            await open_.pilot.resize_terminal(*size)
            seen = []
            for _ in PANELS:
                focused = open_.app.focused
                assert focused is not None
                seen.append(str(focused.id).removeprefix("panel-"))
                await open_.press("tab")
            assert tuple(seen) == PANELS
            await open_.press(*("left",) * len(PANELS), "down")
            assert open_.app.focused is not None
            assert open_.app.focused.id == f"panel-{below}"
            await open_.press(*("down",) * len(PANELS))
            assert open_.app.focused.id == "panel-pace"
            await open_.press(*("left",) * len(PANELS))


async def test_an_empty_store_says_so_in_every_panel(store: Store) -> None:
    async with dashboard(store) as open_:
        await open_.press("escape")
        assert open_.text.count("Lageret er tomt.") == len(PANELS) + 1
        assert "Tryk i for at importere" in open_.text


async def test_loading_and_failing_look_different(
    demo_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise sqlite3.OperationalError("disk I/O error")

    screen = OverviewScreen(demo_store, lambda: 0)
    assert {panel.text.lines[0][0] for panel in screen.panels} == {"Henter …"}
    assert [panel.text.title for panel in screen.panels] == list(TITLES.values())
    async with dashboard(demo_store, "roles") as open_:
        with monkeypatch.context() as patched:
            patched.setattr("kombit_tui.screens.overview.overview", broken)
            patched.setattr("kombit_tui.app.shell.KombitApp.report", lambda *_: None)
            await open_.press("1")
            assert open_.text.count("! Kunne ikke hentes.") == len(PANELS)
        await open_.press("2", "1")
        assert "Kunne ikke" not in open_.text
        assert "Om 131 dage: CH1/STS1" in open_.text


async def test_keys_typed_in_a_burst_all_count(demo_store: Store) -> None:
    async with dashboard(demo_store) as open_:
        screen = open_.app.screen
        assert isinstance(screen, OverviewScreen)
        for _ in range(4):
            screen.action_move_panel(1, 0)
        assert screen.focused is screen.panels[4]

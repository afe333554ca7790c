"""Synk: how it stands, what waits, what was refused, and what can be done about each trouble."""

import logging
import time
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from kombit_tui import errors
from kombit_tui.db import meta
from kombit_tui.db.changes import Update
from kombit_tui.db.queries.sync import numbers
from kombit_tui.db.store import Store
from kombit_tui.errors import KombitError, SyncError
from kombit_tui.screens.form import Form
from kombit_tui.settings import load
from kombit_tui.sync.report import Phase, Progress, Report
from kombit_tui.wording.sync import WAYS
from tests.tools import scenarios
from tests.tools.dashboard import Dashboard, dashboard, lines, settle
from tests.tools.scenarios import answering, tasks
from tests.tools.together import SETTINGS, settled, together


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that holds everything of this program."""
    monkeypatch.setenv("KOMBIT_TUI_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def state(open_: Dashboard) -> str:
    """What the top bar says of the sync."""
    return open_.app._base.top_bar.sync_state


def told(open_: Dashboard) -> str:
    """What the detail says, on one line."""
    said = open_.listed.detail._lines
    return " ".join(" ".join(text for text, _ in line).strip() for line in said)


async def find(open_: Dashboard, text: str) -> None:
    """Put the cursor on the row that holds a text."""
    await open_.press("home")
    for _ in range(len(open_.listed.list.pages)):
        row = open_.listed.list.row(open_.listed.list.cursor)
        if row is not None and not row.is_heading and text in " ".join(c.text for c in row.cells):
            await settle(open_.pilot)
            return
        await open_.press("down")
    raise AssertionError(f"no row has {text}")


# Without a server.


async def test_without_a_server_everything_is_local_and_it_says_how_to_connect(
    store: Store,
) -> None:
    async with dashboard(store, "sync") as open_:
        await open_.press("escape")
        assert "Kun lokalt" in lines(open_.app)[0]
        assert "Ingen server" in open_.text
        assert "L: forbind til kommunens server" in open_.text
        await open_.press("S")
        assert "Der er ingen server" in open_.hint


async def test_the_demo_has_no_server(demo_store: Store) -> None:
    async with together(demo_store, answering(Report()), auto_sync=False) as open_:
        await open_.press("S")
        assert "Demoen har ingen server" in open_.hint
        assert not open_.app.is_connected


async def test_a_store_that_belongs_to_another_server_is_left_alone(demo_store: Store) -> None:
    scenarios.in_step(demo_store)
    elsewhere = "https://andet.example.dk/v1"
    async with together(
        demo_store, answering(Report()), auto_sync=False, server=elsewhere
    ) as open_:
        await open_.press("S")
        assert "Der er ingen server" in open_.hint


# How it stands.


@pytest.mark.parametrize(
    ("scenario", "shown"),
    [
        ("in_step", "Synkroniseret 09:00"),
        ("waiting", "3 venter"),
        ("refused", "3 afvist"),
        ("in_conflict", "3 konflikter"),
        ("offline", "Ikke forbundet siden 08:40"),
        ("offline_for_days", "! Ikke forbundet siden 17-08 10:00"),
        ("wrong_password", "! Log på igen"),
        ("mass_change", "! Sig ja eller nej"),
    ],
)
async def test_every_screen_says_in_its_top_bar_how_it_stands(
    demo_store: Store, scenario: str, shown: str
) -> None:
    meet = scenarios.SCENARIOS[scenario](demo_store)
    async with together(demo_store, meet, "tasks") as open_:
        assert lines(open_.app)[0].rstrip().endswith(shown)
        await open_.press("2")
        assert lines(open_.app)[0].rstrip().endswith(shown)


async def test_a_click_on_the_state_leads_to_synk(demo_store: Store) -> None:
    async with together(demo_store, scenarios.in_step(demo_store), "tasks") as open_:
        await open_.pilot.click("TopBar", offset=(115, 0))
        await settle(open_.pilot)
        assert open_.listed.MODE == "sync"


async def test_it_tells_how_far_a_meeting_is(demo_store: Store) -> None:
    scenarios.join(demo_store)
    told, go_on = Event(), Event()

    def meet(order: Any) -> Report:
        order.progress(Progress(Phase.PULLING, 120, 4310))
        told.set()
        go_on.wait(10)
        return Report(pulled=4310)

    async with together(demo_store, meet, "tasks", auto_sync=False) as open_:
        await open_.press("S")
        await open_.until(lambda: state(open_) == "Synkroniserer 120 af 4.310")
        await open_.press("S")
        assert open_.hint == "Der synkroniseres allerede."
        go_on.set()
        await settled(open_)
        assert open_.hint == "Synkroniseret: 4.310 hentet"
        assert state(open_) == "Synkroniseret 09:00"


async def test_a_program_that_is_closed_breaks_a_meeting_off(demo_store: Store) -> None:
    scenarios.join(demo_store)
    ended = Event()

    def meet(order: Any) -> Report:
        while not order.cancelled():
            time.sleep(0.01)
        ended.set()
        return Report(is_cancelled=True)

    async with together(demo_store, meet, "tasks", auto_sync=False) as open_:
        await open_.pilot.press("S")
        await open_.until(lambda: open_.app.is_meeting)
    assert ended.wait(10)


async def test_what_a_meeting_brings_leaves_cursor_marks_and_scroll_alone(
    demo_store: Store,
) -> None:
    scenarios.join(demo_store)

    def meet(order: Any) -> Report:
        one = tasks(order.store)[0]
        order.store.apply([Update(one, {"due": "2020-01-01"})], "Hentet")
        return Report(pulled=1, kinds=frozenset({"task"}), ids=frozenset({one}))

    async with together(demo_store, meet, "tasks", (80, 24), auto_sync=False) as open_:
        await open_.press("end", "up", "space", "up", "up")
        listed = open_.listed.list
        before = (open_.cursor, listed.marks)
        place = listed.cursor - listed.scroll_offset.y
        await open_.press("S")
        await settled(open_)
        assert (open_.cursor, listed.marks) == before
        assert listed.cursor - listed.scroll_offset.y == place
        query = "SELECT count(*) FROM task WHERE due = '2020-01-01'"
        assert tuple(demo_store.reader.execute(query).fetchone()) == (1,)


# What waits.


async def test_a_record_that_waits_is_gone_to_and_esc_comes_back(demo_store: Store) -> None:
    async with together(demo_store, scenarios.waiting(demo_store)) as open_:
        await find(open_, "Bestil nyt certifikat")
        assert "Den sendes af sig selv" in told(open_)
        await open_.press("enter")
        await open_.until(lambda: open_.listed.MODE == "tasks")
        await settle(open_.pilot)
        assert open_.cursor == "0999-ny"
        await open_.press("escape")
        assert open_.listed.MODE == "sync"


async def test_what_was_sent_without_an_answer_says_so(demo_store: Store) -> None:
    async with together(demo_store, scenarios.waiting(demo_store)) as open_:
        await find(open_, "svar mangler")
        assert "svaret kom ikke" in told(open_)


async def test_a_deletion_waits_under_the_title_it_had(demo_store: Store) -> None:
    (title,) = demo_store.reader.execute(
        "SELECT title FROM task WHERE id = ?", (tasks(demo_store)[2],)
    ).fetchone()
    async with together(demo_store, scenarios.waiting(demo_store)) as open_:
        await find(open_, "slettet")
        assert title[:20] in open_.text
        assert "Posten er slettet her" in told(open_)


async def test_an_edit_is_sent_when_the_user_pauses(demo_store: Store) -> None:
    scenarios.join(demo_store)
    met: list[bool] = []

    def meet(order: Any) -> Report:
        met.append(order.is_asked_for)
        return Report()

    async with together(demo_store, meet, "tasks") as open_:
        assert met == [False]
        await open_.press("j", "s", "down", "enter")
        await open_.until(lambda: len(met) == 2)
        assert met == [False, False]


# What was refused.


async def test_a_refusal_gives_reason_and_ways_on(demo_store: Store) -> None:
    async with together(demo_store, scenarios.refused(demo_store)) as open_:
        await find(open_, "afvist (413)")
        text = " ".join(told(open_).split())
        assert "413: Request Entity Too Large" in text
        assert "Forkort den længste tekst" in text
        for key in ("r: prøv igen", "e: ret posten", "b: kassér"):
            assert key in text


async def test_r_sends_a_refused_record_again(demo_store: Store) -> None:
    async with together(demo_store, scenarios.refused(demo_store)) as open_:
        await find(open_, "afvist (413)")
        record = open_.cursor
        await open_.press("r")
        await settled(open_)
        assert numbers(demo_store.reader).refused == 2
        assert numbers(demo_store.reader).waiting == 1
        assert open_.cursor == record


async def test_b_gives_marked_refused_edits_up_and_u_brings_them_back(demo_store: Store) -> None:
    meet = scenarios.refused(demo_store)
    query = "SELECT count(*) FROM task WHERE duration = '3 uger'"
    (before,) = demo_store.reader.execute(query).fetchone()
    async with together(demo_store, meet) as open_:
        await find(open_, "afvist (403)")
        await open_.press("space", "space", "b")
        assert numbers(demo_store.reader).refused == 1
        assert demo_store.reader.execute(query).fetchone()[0] == before - 2
        await open_.press("u")
        assert demo_store.reader.execute(query).fetchone()[0] == before


async def test_e_corrects_a_refused_record(demo_store: Store) -> None:
    async with together(demo_store, scenarios.refused(demo_store)) as open_:
        await find(open_, "afvist (400)")
        await open_.press("e")
        assert isinstance(open_.app.screen, Form)


async def test_r_on_something_else_says_what_it_is_for(demo_store: Store) -> None:
    async with together(demo_store, scenarios.refused(demo_store)) as open_:
        await find(open_, "Kommunens data")
        await open_.press("r")
        assert "som serveren har afvist" in open_.hint


# Troubles.


def every_trouble() -> list[type[SyncError]]:
    """All errors that a meeting may end with."""
    return sorted(SyncError.__subclasses__(), key=lambda one: one.__name__)


def test_every_trouble_has_a_way_on() -> None:
    assert {one.__name__ for one in every_trouble()} == set(WAYS)


@pytest.mark.parametrize(
    "trouble",
    [one for one in every_trouble() if one is not errors.SyncBusy],
    ids=lambda one: one.__name__,
)
async def test_a_trouble_is_told_with_its_way_on(
    demo_store: Store, trouble: type[SyncError]
) -> None:
    scenarios.join(demo_store)
    async with together(demo_store, answering(error=trouble("Netop dette skete."))) as open_:
        text = " ".join(told(open_).split())
        assert trouble.title in text
        assert "Netop dette skete." in text
        assert trouble.hint.split(".")[0] in text
        assert trouble.__name__ not in text
        way = WAYS[trouble.__name__].partition("}: ")[2].partition(" · ")[0]
        assert " ".join(way.split()) in text
        await open_.press("S")
        await settled(open_)
        assert open_.hint.startswith(f"{trouble.title}: Netop dette skete.")


async def test_another_process_at_it_is_no_trouble(demo_store: Store) -> None:
    scenarios.join(demo_store)
    async with together(demo_store, answering(error=errors.SyncBusy("x"))) as open_:
        assert state(open_) == "Synkroniseret 08:40"


async def test_an_unforeseen_error_is_told_and_the_dashboard_goes_on(demo_store: Store) -> None:
    scenarios.join(demo_store)

    def meet(_: Any) -> Report:
        raise ZeroDivisionError

    async with dashboard(demo_store, "sync") as open_:
        open_.app.sync_with(SETTINGS)
        open_.app.meet = meet
        logging.getLogger("kombit_tui").disabled = True
        await open_.press("S")
        await open_.until(lambda: open_.app._now is not None and not open_.app.is_meeting)
        logging.getLogger("kombit_tui").disabled = False
        assert "Uventet fejl (ZeroDivisionError)" in open_.hint


@pytest.mark.parametrize("trouble", [errors.WrongPassword, errors.MassChange, errors.AddressUnsafe])
async def test_what_only_the_user_can_end_is_not_tried_again_by_itself(
    demo_store: Store, trouble: type[SyncError]
) -> None:
    scenarios.join(demo_store)
    async with together(demo_store, answering(error=trouble("x"))) as open_:
        assert open_.app._next is None


async def test_no_network_is_tried_again_by_itself(demo_store: Store) -> None:
    async with together(demo_store, scenarios.offline(demo_store)) as open_:
        assert open_.app._next is not None
        assert open_.app._schedule is not None
        assert open_.app._schedule.failures == 1


async def test_a_server_that_asks_for_a_pause_is_left_alone_even_by_the_user(
    demo_store: Store,
) -> None:
    scenarios.join(demo_store)
    met: list[object] = []

    def meet(order: object) -> Report:
        met.append(order)
        return Report(wait=120.0)

    async with together(demo_store, meet) as open_:
        await open_.press("S")
        assert "Serveren har bedt om en pause: 120 sekunder" in open_.hint
        assert len(met) == 1


async def test_l_lets_vanish_what_vanished_on_the_server(demo_store: Store) -> None:
    scenarios.mass_change(demo_store)
    orders: list[Any] = []

    def meet(order: Any) -> Report:
        orders.append(order)
        error: KombitError = errors.MassChange("180 af 240 poster er slettet på serveren.")
        return Report() if order.accept_mass_change else Report(error=error)

    async with together(demo_store, meet) as open_:
        assert "l: ja, slet dem også her" in " ".join(told(open_).split())
        await open_.press("l")
        await settled(open_)
        assert [one.accept_mass_change for one in orders] == [False, True]
        assert "Sig ja eller nej" not in state(open_)


async def test_w_compares_everything(demo_store: Store) -> None:
    scenarios.join(demo_store)
    orders: list[Any] = []

    def meet(order: Any) -> Report:
        orders.append(order)
        return Report()

    async with together(demo_store, meet) as open_:
        await open_.press("w")
        await settled(open_)
        assert [one.compare for one in orders] == [False, True]


async def test_m_turns_the_automatic_off_and_on_and_keeps_it(demo_store: Store) -> None:
    async with together(demo_store, scenarios.in_step(demo_store)) as open_:
        await open_.press("m")
        await open_.until(lambda: "slået fra" in open_.hint)
        assert not load().auto_sync
        assert open_.app._next is None
        await open_.press("m")
        await open_.until(lambda: "slået til" in open_.hint)
        assert load().auto_sync
        assert open_.app._next is not None


async def test_a_metered_connection_is_told_and_not_used(demo_store: Store) -> None:
    scenarios.join(demo_store)
    async with together(demo_store, answering(None)) as open_:
        await find(open_, "synk.korsbaek")
        assert "forbindelsen afregnes efter forbrug" in " ".join(told(open_).split())


async def test_warnings_of_a_meeting_are_told(demo_store: Store) -> None:
    scenarios.join(demo_store)
    meet = answering(Report(warnings=("Uret her går 12 minutter bagud for serverens.",)))
    async with together(demo_store, meet) as open_:
        assert "! Uret her går 12 minutter bagud" in " ".join(told(open_).split())


# The list.


async def test_a_filter_finds_what_it_finds_in_other_lists(demo_store: Store) -> None:
    async with together(demo_store, scenarios.refused(demo_store)) as open_:
        await open_.press("slash", *"synk:afvist", "enter")
        assert len(open_.listed.list.pages.ids()) == 3
        await open_.press("escape", "slash", *"gennemført", "enter")
        assert open_.listed.list.pages.ids() == ["run:1"]


async def test_what_the_catalogue_announces_is_new_until_it_was_seen(demo_store: Store) -> None:
    async with together(demo_store, scenarios.announced(demo_store)) as open_:
        assert "Nyt fra kataloget  2 poster" in open_.text
        assert "kan kun læses" in open_.text
        await find(open_, "Skift til den nye")
        assert "Det nationale katalog kan læses" in " ".join(told(open_).split())
        await open_.press("3", "8")
        await open_.until(lambda: meta.read(demo_store.reader, meta.CATALOGUE_SEEN) is not None)
        await open_.until(lambda: open_.app._data_version == demo_store.changes_seen())
        await open_.press("3", "8")
        assert "Nyt fra kataloget" not in open_.text


async def test_a_conflict_opens_where_it_is_decided(demo_store: Store) -> None:
    async with together(demo_store, scenarios.in_conflict(demo_store)) as open_:
        await find(open_, "konflikt: Bølge")
        assert "≠ I har begge ændret «Bølge»" in " ".join(told(open_).split())
        await open_.press("enter")
        await open_.until(lambda: open_.app._base.MODE == "conflict")
        await settle(open_.pilot)
        assert "Bølge · " in open_.text
        await open_.press("escape")
        assert open_.listed.MODE == "sync"

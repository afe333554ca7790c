"""Tidslinje: zoom and today, scrolling in time, waves that open, jumps, and ten thousand rows."""

from datetime import date

import pytest

from kombit_tui.db.changes import Create, Update
from kombit_tui.db.store import Store
from kombit_tui.domain.timeline import ZOOMS
from kombit_tui.screens.timeline import TimelineScreen
from kombit_tui.widgets.gantt import Gantt
from tests.conftest import NOW
from tests.tools.dashboard import Dashboard, dashboard, lines

TODAY = NOW.date().toordinal()
DISTANT = date(2031, 1, 1).toordinal()
PLAN = (
    Create("profile", {"code": "0999", "name": "Korsbæk", "waves": ["B3"]}, "0999-profile"),
    Create("campaign", {"title": "CH1", "kind": "phase_out", "stop": "2026-10-01"}, "0999-c"),
    Create("milestone", {"campaign": "0999-c", "title": "Certifikat", "date": "2026-09-02",
                         "kind": "window", "start": "06:00", "end": "08:00"}, "0999-w"),
    *(
        Create("milestone", {"area": "UDK", "title": f"{kind} {wave}", "wave": wave, "date": when,
                             "kind": kind}, f"0999-{wave}-{kind}")
        for wave, kind, when in (
            ("B3", "preparation", "2026-08-24/2026-09-04"),
            ("B3", "roll_out", "2026-09-07/2026-09-18"),
            ("B3", "go_live", "2026-09-21"),
            ("B4", "roll_out", "2026-10-05/2026-10-16"),
            ("B4", "go_live", "2026-10-19"),
        )
    ),
    Create("project", {"name": "Projekt", "code": "P"}, "0999-p"),
    Create("task", {"title": "Svar nu", "project": "0999-p", "due": "2026-08-10"}, "0999-t"),
)  # fmt: skip
"""Rows: UDK, wave B3, wave B4; CH1, its window; the folded deadlines."""


@pytest.fixture
def planned(store: Store) -> Store:
    """A store with two waves, a campaign and a deadline."""
    store.apply(PLAN, "Plan")
    return store


def gantt(open_: Dashboard) -> Gantt:
    """The list."""
    screen = open_.app.screen
    assert isinstance(screen, TimelineScreen)
    return screen.gantt


def titled(open_: Dashboard, words: str) -> str:
    """The line of the list with some words in it."""
    return next(line for line in lines(open_.app)[1:-7] if words in line)


async def test_zoom_today_and_the_arrows_move_in_time_only(planned: Store) -> None:
    async with dashboard(planned, "timeline") as open_:
        list_ = gantt(open_)
        for keys, at in ((("plus",), 0), (("plus",), 0), (("minus", "minus", "minus"), 2)):
            await open_.press(*keys)
            assert list_.zoom_at == at
            assert ("Måned", "Kvartal", "År")[at] in lines(open_.app)[1]
        await open_.press("plus", "plus", "right")
        assert list_.middle == TODAY + list_.scale.width // 4
        await open_.press("left", "left")
        assert list_.middle == TODAY - list_.scale.width // 4
        assert list_.cursor == 0
        await open_.press("full_stop")
        assert list_.middle == TODAY
        assert "|i dag" in lines(open_.app)[1]


async def test_today_stands_in_the_middle_at_every_zoom(planned: Store) -> None:
    async with dashboard(planned, "timeline") as open_:
        list_ = gantt(open_)
        for _ in ZOOMS:
            assert list_.scale.column(TODAY) == list_.scale.width // 2
            await open_.press("plus")


async def test_a_wave_is_one_line_until_it_is_opened(planned: Store) -> None:
    async with dashboard(planned, "timeline") as open_:
        assert " -----====* " in titled(open_, "B3 (vores bølge)")
        await open_.press("j")
        assert "Go-live                   mandag 21-09-2026" in open_.text
        await open_.press("space")  # a wave is no record to be marked
        assert not open_.listed.list.marks
        await open_.press("k", "enter")
        assert "preparation B3" in open_.text
        assert open_.listed.filter_bar.counted == (7, 7)
        await open_.press("j", "space")
        assert open_.listed.list.marks == ("0999-B3-preparation",)
        await open_.press("escape", "k", "k", "k", "j", "enter")
        assert "preparation B3" not in open_.text


async def test_headings_fold_by_enter_and_deadlines_are_folded_first(planned: Store) -> None:
    async with dashboard(planned, "timeline") as open_:
        assert "Svar nu" not in open_.text
        assert "!" in titled(open_, "+ Frister: Projekt")  # overdue shows even so
        await open_.press("j", "j", "j", "enter")
        assert "Certifikat" not in open_.text
        assert "+ CH1" in open_.text
        assert "#" in titled(open_, "+ CH1")
        await open_.press("end", "enter", "j")
        assert "Svar nu" in open_.text
        assert "mandag 10-08-2026 (uge 33, for 9 dage siden)" in open_.text


async def test_a_filter_opens_what_it_finds(planned: Store) -> None:
    async with dashboard(planned, "timeline") as open_:
        await open_.press("slash", *"svar", "enter")
        assert titled(open_, "Svar nu")
        assert open_.listed.filter_bar.counted == (1, 7)
        await open_.press("escape", "slash", *"grupper:bølge", "enter")
        assert titled(open_, "go_live B3")  # every milestone by itself, under its group


@pytest.mark.parametrize(
    ("record", "mode", "cursor"),
    [("0999-w", "phase_outs", "0999-c"), ("0999-t", "tasks", "0999-t")],
)
async def test_enter_goes_to_the_record_in_its_screen(
    planned: Store, record: str, mode: str, cursor: str
) -> None:
    async with dashboard(planned, "timeline") as open_:
        open_.listed.fold("group:due:Frister: Projekt", False)
        assert open_.listed.list.go_to(record)
        await open_.press("enter")
        assert open_.app.current_mode == mode
        assert open_.cursor == cursor


async def test_what_no_other_screen_has_opens_here(planned: Store) -> None:
    async with dashboard(planned, "timeline", (80, 24)) as open_:
        await open_.press("j", "enter", "j", "enter")
        assert open_.app.screen.has_class("-detail")
        assert "Hører til                 UDK" in open_.text
        await open_.press("escape")
        assert not open_.app.screen.has_class("-detail")


async def test_a_milestone_that_is_looked_for_is_in_view(planned: Store) -> None:
    planned.apply((Update("0999-B4-go_live", {"date": "2031-01-01"}),), "Senere")
    async with dashboard(planned, "overview") as open_:
        await open_.press("f", *"go_live B4")
        await open_.until(lambda: "Milepæl" in open_.text)
        await open_.press("enter")
        assert open_.app.current_mode == "timeline"
        assert open_.cursor.startswith("group:wave:")
        assert gantt(open_).scale.columns(DISTANT, DISTANT) is not None


async def test_a_write_shows_at_once_and_keeps_the_cursor_and_the_time(planned: Store) -> None:
    async with dashboard(planned, "timeline") as open_:
        await open_.press("plus", "right", *"jjjj")
        middle, cursor = gantt(open_).middle, open_.cursor
        planned.apply((Update("0999-w", {"title": "Nyt servicevindue"}),), "Navn")
        await open_.until(lambda: "Nyt servicevindue" in open_.text)
        assert (gantt(open_).middle, open_.cursor, gantt(open_).zoom_at) == (middle, cursor, 0)


async def test_an_empty_timeline_says_which_key_helps(store: Store) -> None:
    async with dashboard(store, "timeline") as open_:
        await open_.press("escape", "6")
        assert "Der er ingen forløb, møder eller frister endnu." in open_.text
        assert "Tryk i for at importere" in open_.text


async def test_without_colours_ours_late_and_today_are_still_told(
    planned: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with dashboard(planned, "timeline") as open_:
        assert "B3 (vores bølge)" in open_.text
        assert "|" in titled(open_, "UDK")
        assert "!" in titled(open_, "+ Frister")
        assert titled(open_, "UDK").startswith(">")


async def test_ten_thousand_milestones_are_painted_only_where_they_are_seen(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.apply(
        tuple(
            Create("milestone", {"area": "A", "title": f"Nr. {i}", "date": "2026-09-01"},
                   f"0999-{i:05}")
            for i in range(10_000)
        ),
        "Mange",
    )  # fmt: skip
    async with dashboard(store, "timeline") as open_:
        list_, painted = gantt(open_), []
        inner = Gantt.row_strip

        def counted(self: Gantt, *arguments: object) -> object:
            painted.append(arguments)
            return inner(self, *arguments)  # type: ignore[arg-type]

        monkeypatch.setattr(Gantt, "row_strip", counted)
        await open_.press("end", "home", "pagedown", "right", "minus")
        assert "Nr. 20" in open_.text
        assert len(painted) <= 6 * list_.size.height
        await open_.pilot.pause(0.3)
        number = len(painted)
        await open_.pilot.pause(0.3)
        assert len(painted) == number  # nothing is painted while nothing happens

"""Tidslinje: zoom and today, scrolling in time, waves that open, jumps, and ten thousand rows.

And what is ours to do: agreements to sign and to fetch, and whom to ask again.
"""

from datetime import date

import pytest

from kombit_tui.db.changes import Create, Update
from kombit_tui.db.store import Store
from kombit_tui.domain.timeline import DAY, USUAL, ZOOMS, noon
from kombit_tui.screens.timeline import TimelineScreen
from kombit_tui.widgets.gantt import Gantt
from tests.conftest import NOW
from tests.tools.dashboard import Dashboard, dashboard, lines

TODAY = NOW.date().toordinal()
MIDDLE = noon(TODAY)
DISTANT = noon(date(2031, 1, 1).toordinal())
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
OURS = (
    Create("person", {"name": "Bo"}, "0999-bo"),
    *(
        change
        for name, state in (
            ("signed", {"state": "signed", "signer": "0999-bo", "signed_on": "2026-08-19",
                        "download_before": "2026-08-29"}),
            ("missing", {"state": "missing"}),
            ("stored", {"state": "signed", "signed_on": "2026-08-15", "stored": "ESDH",
                        "download_before": "2026-08-25"}),
        )
        for change in (
            Create("agreement", {"title": {"signed": "Underskrevet", "missing": "Mangler",
                                           "stored": "Gemt"}[name], "deadline": "2026-09-30"},
                   f"0999-{name}"),
            Create("agreement_state", {"agreement": f"0999-{name}", **state}, f"0999-{name}-s"),
        )
    ),
    Create("system", {"name": "NovaSag", "vendor": "Leverandør", "owner": "0999-bo"}, "0999-s"),
    Create("campaign_system", {"campaign": "0999-c", "system": "0999-s",
                               "follow_up": "2026-08-18"}, "0999-cs"),
    Create("contact_entry", {"vendor": "En anden", "campaign": "0999-c", "on": "2026-08-01",
                             "text": "Ringet", "follow_up": "2026-10-01"}, "0999-said"),
)  # fmt: skip
"""An agreement to be fetched, one to be signed, one that is stored; whom to ask again."""


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


async def unfold(open_: Dashboard) -> None:
    """Open the headings that are folded until somebody does."""
    for heading in ("due:Frister: Projekt", "follow-ups:Opfølgning"):
        open_.listed.fold(f"group:{heading}", False)
    await open_.press()


def titled(open_: Dashboard, words: str) -> str:
    """The line of the list with some words in it."""
    return next(line for line in lines(open_.app)[1:-7] if words in line)


async def test_zoom_today_and_the_arrows_move_in_time_only(planned: Store) -> None:
    async with dashboard(planned, "timeline") as open_:
        list_ = gantt(open_)
        for keys, at in ((("plus",), 2), (("plus",) * 3, 0), (("minus",) * 5, 4)):
            await open_.press(*keys)
            assert list_.zoom_at == at
            assert ("Døgn", "Uge", "Måned", "Kvartal", "År")[at] in lines(open_.app)[1]
        await open_.press("full_stop", "plus", "plus", "right")
        assert list_.middle == MIDDLE + list_.scale.width // 4 * DAY
        await open_.press("left", "left")
        assert list_.middle == MIDDLE - list_.scale.width // 4 * DAY
        assert list_.cursor == 0
        await open_.press("full_stop")
        assert list_.middle == MIDDLE
        assert "|i dag" in lines(open_.app)[1]


async def test_today_stands_in_the_middle_at_every_zoom(planned: Store) -> None:
    async with dashboard(planned, "timeline") as open_:
        list_ = gantt(open_)
        for _ in ZOOMS:
            await open_.press("full_stop")
            assert list_.scale.column(MIDDLE) == list_.scale.width // 2
            await open_.press("plus")


async def test_where_hours_are_seen_the_row_under_the_cursor_is_too(planned: Store) -> None:
    """Else the days it is on would have to be scrolled to, a day at a time."""
    async with dashboard(planned, "timeline") as open_:
        list_ = gantt(open_)
        assert list_.go_to("0999-w")
        assert "# 06:00-08:00" in titled(open_, "Certifikat")
        await open_.press("plus", "plus", "plus")
        assert list_.middle == date(2026, 9, 2).toordinal() * DAY + 6
        assert "## 06:00-08:00" in titled(open_, "Certifikat")
        assert "onsdag 02-09-2026" in lines(open_.app)[1]
        assert "03 06 09" in lines(open_.app)[2]
        await open_.press("right", "minus", "minus", "minus")
        assert (list_.zoom_at, list_.middle > noon(TODAY)) == (USUAL, True)


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
    [
        ("0999-w", "phase_outs", "0999-c"),
        ("0999-t", "tasks", "0999-t"),
        ("0999-signed", "agreements", "0999-signed"),
        ("0999-cs", "phase_outs", "0999-cs"),
        ("0999-said", "phase_outs", "0999-c"),
    ],
)
async def test_enter_goes_to_the_record_in_its_screen_and_esc_comes_back(
    planned: Store, record: str, mode: str, cursor: str
) -> None:
    planned.apply(OURS, "Vores")
    async with dashboard(planned, "timeline") as open_:
        await unfold(open_)
        assert open_.listed.list.go_to(record)
        await open_.press("enter")
        assert open_.app.current_mode == mode
        assert open_.cursor == cursor
        await open_.press("escape")
        assert open_.app.current_mode == "timeline"
        assert open_.cursor == record


async def test_what_is_ours_to_do_lies_in_time_too(planned: Store) -> None:
    """Issue 4: deadlines; agreements, «hentes senest» and follow-ups are such."""
    planned.apply(OURS, "Vores")
    async with dashboard(planned, "timeline") as open_:
        assert "h" in titled(open_, "Underskrevet")[60:]
        assert "v" in titled(open_, "Mangler")[60:]
        assert "Gemt" not in open_.text
        assert "f" in titled(open_, "+ Opfølgning")[60:]
        await unfold(open_)
        assert open_.listed.list.go_to("0999-signed")
        await open_.press()
        assert "Hentes senest             lørdag 29-08-2026 (uge 35, om 10 dage)" in open_.text
        assert "Underskriver              Bo" in open_.text
        assert open_.listed.list.go_to("0999-cs")
        await open_.press()
        assert "!" in titled(open_, "NovaSag: CH1")
        assert "Opfølgning                tirsdag 18-08-2026 (uge 34, i går)" in open_.text
        assert "Leverandør                Leverandør" in open_.text
        await open_.press("tab")
        assert "Ejer                      Bo" in open_.text
        await open_.press("escape")
        await open_.press("t", *["backspace"] * 10, *"+5d", "enter")
        assert "f" in titled(open_, "NovaSag: CH1")[60:]
        for words, found in (("type:opfølgning", 2), ("type:hentes", 1), ("hent", 1)):
            await open_.press("slash", *["backspace"] * 20, *words, "enter")
            assert open_.listed.filter_bar.counted == (found, 11), words


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
        assert (gantt(open_).middle, open_.cursor, gantt(open_).zoom_at) == (
            middle,
            cursor,
            USUAL - 1,
        )


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

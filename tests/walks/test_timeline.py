"""Point 5, Tidslinje: what a coordinator does with time in a month, by the keys.

On the train before the meeting: where are we, what comes for our wave, when must nobody be logged
in, what is still vague, and from each answer on to the record behind it.
"""

from kombit_tui.db.changes import Update
from kombit_tui.db.store import Store
from kombit_tui.screens.timeline import TimelineScreen
from tests.tools.dashboard import Dashboard, dashboard, lines


def line(open_: Dashboard, words: str) -> str:
    """The line of the list with some words in it."""
    return next(one for one in lines(open_.app)[3:-8] if words in one)


def cursor_line(open_: Dashboard) -> str:
    """The line that the cursor is on."""
    return next(one for one in lines(open_.app) if one.startswith(">"))


async def find(open_: Dashboard, words: str) -> None:
    """Filter by some words, after the former ones."""
    if open_.listed.words:
        await open_.press("escape")
    await open_.press("slash")
    open_.listed.filter_bar.input.value = words  # pasted: typing is tested elsewhere
    await open_.press("enter", "home")


async def test_a_month_on_the_timeline(demo_store: Store) -> None:
    async with dashboard(demo_store) as open_:
        await open_.press("6")
        assert isinstance(open_.app.screen, TimelineScreen)
        await _our_wave(open_)
        await _closer_and_farther(open_)
        await _the_service_window(open_)
        await _what_is_ours_to_do(open_)
        await _what_is_vague(open_)
        await _on_to_the_record(open_)
    await _another_wave(demo_store)


async def _our_wave(open_: Dashboard) -> None:
    """B3 stands out, all its windows are on one line, and opened each has a line and its words."""
    await find(open_, "projekt:udk")
    assert "-----" in line(open_, "B3 (vores bølge)")
    assert "*" in line(open_, "B3 (vores bølge)")
    assert "(vores bølge)" not in line(open_, " B4 ")
    while "vores" not in cursor_line(open_):
        await open_.press("j")
    assert "Forberedelse              29-07-2026 til 02-09-2026 (i gang nu)" in open_.text
    assert "Go-live                   mandag 28-09-2026" in open_.text
    await open_.press("enter", "j", "j")
    assert "Udrulning B3" in cursor_line(open_)


async def _closer_and_farther(open_: Dashboard) -> None:
    """Weeks below months, months below quarters, quarters below years; and back to today."""
    await open_.press("plus")
    assert ("august 2026" in lines(open_.app)[2], "uge 34" in lines(open_.app)[3]) == (True, True)
    await open_.press("minus", "minus", "right", "right")
    assert ("2027" in lines(open_.app)[2], "kvt." in lines(open_.app)[3]) == (True, True)
    await open_.press("full_stop", "plus")
    assert "|i dag" in lines(open_.app)[2]


async def _the_service_window(open_: Dashboard) -> None:
    """When nobody can log in: the day and the hours, in words."""
    await find(open_, "type:servicevindue ch2")
    await open_.press("j")
    assert "# 06:00-08:00" in cursor_line(open_)
    assert "kl. 06:00-08:00" in open_.text
    await open_.press("plus", "plus", "plus")
    assert ("mandag" in lines(open_.app)[2], "06 09 12" in lines(open_.app)[3]) == (True, True)
    assert "     ## 06:00-08:00    " in cursor_line(open_)
    await open_.press("minus", "minus", "minus", "full_stop")


async def _what_is_ours_to_do(open_: Dashboard) -> None:
    """What is to be signed, fetched and asked again has its days there too, and leads on."""
    await find(open_, "type:hentes")
    assert " 2 af " in lines(open_.app)[1]
    await open_.press("j")
    assert "h" in cursor_line(open_)[50:]
    assert "Hentes senest             søndag 23-08-2026 (uge 34, om 4 dage)" in open_.text
    await find(open_, "overskredet type:opfølgning")
    await open_.press("j")
    assert "!" in cursor_line(open_)
    await open_.press("enter")
    assert open_.app.current_mode == "phase_outs"
    await open_.press("escape")
    assert open_.app.current_mode == "timeline"


async def _what_is_vague(open_: Dashboard) -> None:
    """A quarter is a range, and what nobody knows stands last under «Uafklaret»."""
    await find(open_, "idriftsættelse")
    await open_.press("j", "minus")
    assert "1. kvartal 2027 (01-01-2027 til 31-03-2027" in open_.text
    assert "[...*....]" in line(open_, "Idriftsættelse")
    await open_.press("plus", "escape", "end")
    assert "Uafklaret" in open_.text
    assert "[" not in cursor_line(open_)


async def _on_to_the_record(open_: Dashboard) -> None:
    """From the stop to its campaign; from a deadline of mine to the task; and back."""
    await find(open_, "type:stop ch1")
    await open_.press("j", "enter")
    assert open_.app.current_mode == "phase_outs"
    await open_.press("6")
    await find(open_, "mine projekt:klik")
    await open_.press("j", "enter")
    assert open_.app.current_mode == "tasks"
    title = cursor_line(open_)
    await open_.press("6")
    assert title[2:20].strip()
    assert "Frister: KLIK" in open_.text


async def _another_wave(store: Store) -> None:
    """See wave B3's dates only for a municipality in B3 (issue 4): in B4 they are others'.

    Until now we were in B2 of one project and B3 of the others.
    """
    async with dashboard(store, "timeline") as open_:
        await find(open_, "mine -projekt:sygesikring sorter:projekt type:go-live")
        shown = [one for one in ("B2", "B3", "B4") if f"KMD Aktiv: {one}" in open_.text]
        assert shown == ["B2"]
        assert "Go-live B3" in open_.text
        assert "Go-live B2" not in open_.text
    [profile] = store.reader.execute("SELECT id FROM profile").fetchone()
    store.apply((Update(profile, {"waves": ["B4", "K94"]}),), "Bølge B4")
    async with dashboard(store, "timeline") as open_:
        assert "B4 (vores bølge)" in open_.text
        await find(open_, "mine bølge:B3")
        assert "Intet passer" in open_.text
        await find(open_, "type:obligatorisk bølge:B4")
        assert "Bekræft bølgeplan" in open_.text

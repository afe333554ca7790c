"""The live filter: every letter narrows, Enter keeps, Esc brings the former one back."""

import pytest

from kombit_tui.db.store import Store
from tests.tools.dashboard import dashboard, lines


async def test_every_letter_narrows_the_list_and_the_count_follows(demo_store: Store) -> None:
    async with dashboard(demo_store, "tasks") as open_:
        total = len(open_.listed.list.pages)
        await open_.press("slash", *"cert")
        some = len(open_.listed.list.pages)
        assert 0 < some < total
        assert f"{some} af {total}" in open_.text
        await open_.press(*"ifikat", "backspace")
        assert len(open_.listed.list.pages) <= some
        assert open_.listed.words == "certifika"


async def test_enter_keeps_the_filter_and_gives_the_list_the_keys(demo_store: Store) -> None:
    async with dashboard(demo_store, "tasks") as open_:
        await open_.press("slash", *"certifikat", "enter")
        assert open_.listed.words == "certifikat"
        assert open_.app.focused is open_.listed.list
        await open_.press("j")
        assert open_.listed.list.cursor == 1
        assert "certifikat" in lines(open_.app)[1]


async def test_down_leaves_the_field_and_keeps_the_filter(demo_store: Store) -> None:
    async with dashboard(demo_store, "tasks") as open_:
        await open_.press("slash", *"certifikat", "down")
        assert open_.app.focused is open_.listed.list
        assert open_.listed.words == "certifikat"


async def test_esc_restores_the_former_filter(demo_store: Store) -> None:
    async with dashboard(demo_store, "tasks") as open_:
        await open_.press("slash", *"certifikat", "enter")
        kept = len(open_.listed.list.pages)
        await open_.press("slash", *" xyzzy")
        assert len(open_.listed.list.pages) == 0
        await open_.press("escape")
        assert (open_.app.current_mode, open_.listed.words) == ("tasks", "certifikat")
        assert len(open_.listed.list.pages) == kept
        assert open_.app.focused is open_.listed.list


async def test_esc_out_of_a_first_filter_shows_everything_and_stays(demo_store: Store) -> None:
    async with dashboard(demo_store, "tasks") as open_:
        total = len(open_.listed.list.pages)
        await open_.press("slash", *"certifikat", "escape")
        assert (open_.app.current_mode, open_.listed.words) == ("tasks", "")
        assert len(open_.listed.list.pages) == total
        assert not open_.listed.filter_bar.display


async def test_no_hits_are_told_apart_from_an_empty_store(demo_store: Store, store: Store) -> None:
    async with dashboard(demo_store, "tasks") as open_:
        await open_.press("slash", *"xyzzy")
        assert "Intet passer til «xyzzy»." in open_.text
        assert "Esc fjerner filteret." in open_.text
    async with dashboard(store, "tasks") as open_:
        await open_.press("escape", "3")
        assert "Der er ingen opgaver endnu." in open_.text


async def test_the_cursor_stays_on_its_record_while_the_filter_lists_it(demo_store: Store) -> None:
    async with dashboard(demo_store, "tasks") as open_:
        await open_.press("slash", *"certifikat", "enter", "j", "j")
        chosen = open_.cursor
        await open_.press("escape")
        assert open_.listed.words == ""
        assert open_.cursor == chosen
        assert open_.listed.list.cursor > 2


@pytest.mark.parametrize(
    ("mode", "words", "heading"),
    [("agenda", "velkomst", "Programledermøde"), ("phase_outs", "bibliolån", "CH1/STS1")],
)
async def test_what_is_found_keeps_its_heading(
    demo_store: Store, mode: str, words: str, heading: str
) -> None:
    async with dashboard(demo_store, mode) as open_:
        await open_.press("slash", *words)
        first, second = open_.listed.list.row(0), open_.listed.list.row(1)
        assert first is not None
        assert second is not None
        assert first.is_heading
        assert not second.is_heading
        assert heading in open_.text


@pytest.mark.parametrize("words", ['"', "'", "*", "%", "(", "a AND", "NOT", "æ", "-", "\\", "[/x]"])
async def test_nothing_typed_is_a_query_language_to_the_store(
    demo_store: Store, words: str
) -> None:
    async with dashboard(demo_store, "roles") as open_:
        await open_.press("slash", *words)
        is_unfinished = words in ("(", "a AND", "NOT")
        assert open_.listed.hint_line.is_error == is_unfinished
        assert (open_.listed.filter_bar.problem is not None) == is_unfinished
        assert open_.listed.words == words.strip() or open_.listed.words == words


async def test_opgaver_takes_the_filter_language(demo_store: Store) -> None:
    async with dashboard(demo_store, "tasks") as open_:
        await open_.press("slash", *"status:fuldført sorter:titel", "enter")
        upwards = open_.listed.list.pages.page(0, 99)
        assert {row.cells[5].text for row in upwards} == {"Fuldført"}
        await open_.press("slash", *"status:fuldført sorter:-titel", "enter")
        downwards = open_.listed.list.pages.page(0, 99)
        assert len(upwards) > 5
        assert downwards[0].id == upwards[-1].id


async def test_a_filter_that_is_not_understood_keeps_the_list_and_says_why(
    demo_store: Store,
) -> None:
    async with dashboard(demo_store, "tasks") as open_:
        await open_.press("slash", *"projekt:SAPA")
        listed = [row.id for row in open_.listed.list.pages.page(0, 99)]
        open_.listed.filter_bar.input.value = "projekt:SAPA frits:august"
        await open_.press("end")
        assert [row.id for row in open_.listed.list.pages.page(0, 99)] == listed
        assert "Mente du »frist«?" in open_.text
        open_.listed.filter_bar.input.value = "projekt:SAPA frist:august"
        await open_.press("end")
        assert "Mente du" not in open_.text


@pytest.mark.parametrize(
    ("typed", "whole"),
    [
        ("fr", "frist:"),
        ("-over", "-overskredet"),
        ("status:p", "status:Påbegyndt"),
        ("ansvarlig:birg", 'ansvarlig:"Birgitte Højmark"'),
        ("mine proj", "mine projekt:"),
        ("qqq", "qqq"),
    ],
)
async def test_tab_writes_the_rest_of_a_field_or_value(
    demo_store: Store, typed: str, whole: str
) -> None:
    async with dashboard(demo_store, "tasks") as open_:
        await open_.press("slash", *typed, "tab")
        assert open_.listed.filter_bar.input.value == whole
        assert open_.app.focused is open_.listed.filter_bar.input


async def test_tab_knows_what_each_list_holds(demo_store: Store) -> None:
    async with dashboard(demo_store, "phase_outs") as open_:
        await open_.press("slash", *"snitflade:st")
        assert open_.hint == "Tab: STS"
        await open_.press("tab")
        assert open_.listed.filter_bar.input.value == "snitflade:STS"

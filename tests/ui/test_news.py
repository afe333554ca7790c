"""Nyheder: what is new on top, each line leading to its record; all news by project below."""

from datetime import timedelta
from pathlib import Path

import pytest

from kombit_tui.db import meta
from kombit_tui.db.changes import Change, Update
from kombit_tui.db.store import Store
from kombit_tui.screens.held_list import HeldListScreen
from tests.conftest import NOW, now
from tests.db.test_queries import fill, made
from tests.tools.dashboard import Dashboard, dashboard, lines


def by_lone(store: Store, *changes: Change) -> None:
    """What a colleague did meanwhile."""
    other = Store(Path(store.path), who="Lone", clock=now)
    other.apply(changes, "Lones rettelse")
    other.close()


@pytest.fixture
def known(store: Store) -> Store:
    """A store with a task, a system and old news, that was looked at an hour ago."""
    fill(
        store,
        made("project", "p", name="SAPA"),
        made("task", "t", title="Kortlæg", project="0999-p", due="2026-09-01"),
        made("news", "gl", text="Gammelt nyt", project="0999-p", date="2026-06-01"),
        made("news", "ingen", text="Af intet projekt", date="2026-06-02"),
    )
    store.remember({meta.LAST_VISIT: (NOW - timedelta(hours=1)).isoformat()})
    return store


def headings(open_: Dashboard) -> list[str]:
    """The headings of the list."""
    screen = open_.listed
    assert isinstance(screen, HeldListScreen)
    return [row.title for row in screen.held.rows if screen.is_heading(row)]


async def test_what_others_did_stands_first_and_leads_to_its_record(known: Store) -> None:
    by_lone(
        known,
        Update("0999-t", {"due": "2026-10-01"}),
        made("task_state", "s", task="0999-t", status="done"),
        made("news", "n", text="Helt nyt", project="0999-p", date="2026-08-19"),
        made("agreement", "a", title="Aftalen"),
    )
    async with dashboard(known, "news") as open_:
        assert headings(open_) == [
            "Nyt siden sidste besøg",
            "Flyttede frister siden sidste besøg",
            "Nyheder siden sidste besøg",
            "SAPA",
            "Uden projekt",
        ]
        await open_.press("j", "j", "j")
        assert open_.cursor == "0999-t"
        assert "Frist flyttet" in open_.told
        assert "Frist i KLIK: 01-09-2026 -> 01-10-2026" in open_.told
        assert "Status: (tom) -> Fuldført" in open_.told
        assert "Lone" in open_.told
        await open_.press("enter")
        await open_.until(lambda: open_.listed.MODE == "tasks")
        assert open_.cursor == "0999-t"
        await open_.press("escape")
        await open_.until(lambda: open_.listed.MODE == "news")
        assert open_.cursor == "0999-t"
        await open_.press("tab", "down", "enter")
        await open_.until(lambda: open_.listed.MODE == "tasks")


async def test_news_stand_under_their_project_and_are_told_whole_with_their_source(
    known: Store,
) -> None:
    text = "Første linje.\n" + " ".join(f"ord{number}" for number in range(400))
    fill(
        known,
        made("source", "k", file="slides.pdf"),
        made("news", "lang", text=text, project="0999-p", date="2026-07-01", source="0999-k",
             source_first=3, source_last=4),
    )  # fmt: skip
    async with dashboard(known, "news", (80, 24)) as open_:
        assert headings(open_)[-2:] == ["SAPA", "Uden projekt"]
        assert "SAPA  2 nyheder" in open_.text
        open_.listed.list.go_to("0999-lang")
        await open_.press("enter")
        assert "ord0" in open_.text
        await open_.press("end")
        assert "ord399" in open_.text
        assert "slides.pdf" in open_.text
        await open_.press("j")
        assert "Gammelt nyt" in open_.text
        assert "Nyhed" in lines(open_.app)[1], "read from its start"


async def test_filter_groups_and_the_tag_of_what_is_new(known: Store) -> None:
    by_lone(
        known,
        Update("0999-t", {"due": "2026-10-01"}),
        made("news", "n", text="Helt nyt", project="0999-p", date="2026-08-19"),
    )
    async with dashboard(known, "news") as open_:
        for words, expected in {
            "#nyt": {"0999-t", "0999-n"},
            "projekt:sapa": {"0999-t", "0999-n", "0999-gl"},
            "lone": {"0999-t"},
            "flyttet": {"0999-t"},
            "start:juni": {"0999-gl", "0999-ingen"},
            "uden:projekt": {"0999-ingen"},
        }.items():
            await open_.press("slash", *words, "enter")
            assert set(open_.listed.list.pages.ids()) == expected, words
            await open_.press("escape")
        await open_.press("g", "down", "enter")
        await open_.until(lambda: "Uden projekt" in open_.text)
        assert set(open_.listed.list.pages.ids()) >= {"0999-t", "0999-n", "0999-gl"}
        assert "siden sidste besøg" not in open_.text.replace(open_.hint, "")


async def test_nothing_new_the_first_visit_and_no_news_at_all_look_different(store: Store) -> None:
    async with dashboard(store, "news", (80, 24)) as open_:
        await open_.press("escape", "N")
        assert "Der er ingen nyheder endnu" in open_.text
        assert "Tryk i for at importere" in open_.text
    fill(store, made("news", "n", text="Gammelt", date="2026-06-01"))
    async with dashboard(store, "news", (80, 24)) as open_:
        assert "Første besøg" in open_.text
    store.remember_visit()
    async with dashboard(store, "news", (80, 24)) as open_:
        assert "Intet nyt siden sidste besøg  19-08-2026" in open_.text
        await open_.press("slash", *"xyzzy", "enter")
        assert "Intet passer til «xyzzy»" in open_.text


async def test_news_are_written_commented_and_deleted_here(known: Store) -> None:
    async with dashboard(known, "news") as open_:
        open_.listed.list.go_to("0999-gl")
        await open_.press("c", *"Husk dette", "ctrl+s")
        assert "Husk dette" in open_.told
        await open_.press("n", "enter", *"Skrevet selv", "ctrl+s")
        assert "Skrevet selv" in open_.text
        await open_.press("delete")
        await open_.until(lambda: "Skrevet selv" not in "".join(lines(open_.app)[1:-2]))
        await open_.press("u")
        await open_.until(lambda: "Skrevet selv" in "".join(lines(open_.app)[1:-2]))


async def test_a_link_to_news_and_search_lead_here(demo_store: Store) -> None:
    async with dashboard(demo_store, "agenda") as open_:
        await open_.press("f", *"journalisér det selv")
        await open_.until(lambda: "Addo Sign" in open_.text)
        await open_.press("enter")
        await open_.until(lambda: open_.listed.MODE == "news")
        assert "journalisér" in open_.told


OVERDUE = (
    made("system", "sys", name="Havnesag", vendor="Havn A/S"),
    made("campaign", "c", title="CH1", stop="2026-12-01"),
    made("campaign_system", "cs", campaign="0999-c", system="0999-sys", follow_up="2026-08-18"),
)
"""A system whose vendor was to be asked yesterday."""


async def test_follow_ups_lead_to_their_system_contact_and_case(store: Store) -> None:
    fill(
        store,
        *OVERDUE,
        made("contact_entry", "k", vendor="Kyst", on="2026-08-01", text="Ringet",
             follow_up="2026-08-21"),
        made("incident", "i", title="Nede", system="0999-sys", since="2026-07-01"),
    )  # fmt: skip
    async with dashboard(store, "follow_ups") as open_:
        for heading in ("Overskredet  1", "I dag og de næste 14 dage  1", "står stille  1"):
            assert heading in open_.text
        assert "! 18-08-2026" in open_.text
        await open_.press("n")
        assert len(open_.app.screen_stack) == 1
        await open_.press("j")
        assert "Leverandøren er ikke kontaktet endnu." in open_.told
        await open_.press("enter")
        await open_.until(lambda: open_.listed.MODE == "phase_outs")
        assert open_.cursor == "0999-cs"
        await open_.press("escape")
        await open_.until(lambda: open_.listed.MODE == "follow_ups")
        open_.listed.list.go_to("0999-k")
        await open_.press("enter")
        await open_.until(lambda: len(open_.app.screen_stack) == 2)
        assert "Ringet" in open_.text
        await open_.press("escape")
        open_.listed.list.go_to("0999-i")
        await open_.press("tab", "down", "enter")
        await open_.until(lambda: open_.listed.MODE == "incidents")
        assert open_.cursor == "0999-i"


async def test_a_follow_up_that_is_set_leaves_the_list(store: Store) -> None:
    fill(store, *OVERDUE)
    nobody = "Ingen skal spørges igen de næste 14 dage"
    async with dashboard(store, "follow_ups", (80, 24)) as open_:
        await open_.press("j", "t", *("backspace",) * 12, *"31/12", "enter")
        await open_.until(lambda: nobody in open_.text)
        await open_.press("u")
        await open_.until(lambda: "Havnesag" in "".join(lines(open_.app)[1:-2]))
        await open_.press("j", "r")
        await open_.until(lambda: "Kontakt med Havn A/S" in open_.text)
        await open_.press(*"Spurgt igen", "ctrl+s")
        await open_.until(lambda: nobody in open_.text)
        [entry] = store.reader.execute("SELECT vendor, campaign, text FROM contact_entry")
        assert tuple(entry) == ("Havn A/S", "0999-c", "Spurgt igen")


@pytest.mark.parametrize(
    ("key", "mode", "label"),
    [
        ("N", "news", "Nyheder"),
        ("F", "follow_ups", "Opfølgning"),
        ("R", "economy", "Økonomi"),
        ("I", "incidents", "Driftssager"),
    ],
)
async def test_a_screen_beside_the_seven_is_named_where_one_is_on_it(
    demo_store: Store, key: str, mode: str, label: str
) -> None:
    async with dashboard(demo_store, "tasks", (80, 24)) as open_:
        assert f"{key} {label}" not in lines(open_.app)[0]
        await open_.press(key)
        assert mode == open_.listed.MODE
        assert f"{key} {label}" in lines(open_.app)[0]
        await open_.press("question_mark")
        assert f"Hjælp: tasterne på {label}" in open_.text
        await open_.press("escape", "3")
        await open_.pilot.resize_terminal(200, 50)
        await open_.press()
        top = lines(open_.app)[0]
        assert f"{key} {label}" in top
        await open_.pilot.click(offset=(top.index(label), 0))
        await open_.press()
        assert mode == open_.listed.MODE


async def test_a_view_of_a_screen_beside_says_which(demo_store: Store) -> None:
    async with dashboard(demo_store, "economy") as open_:
        await open_.press("slash", *"sapa", "enter", "V", *"Kun SAPA", "enter", "enter")
        await open_.press("3", "v")
        assert "Økonomi" in next(line for line in lines(open_.app) if "Kun SAPA" in line)

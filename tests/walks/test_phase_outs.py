"""A coordinator's month with the phase-outs: who owes an answer, who moves, what is left for us."""

import json
from typing import Any

from kombit_tui.db.queries.phase_outs import CampaignRow, SystemRow, phase_outs
from kombit_tui.db.queries.vendors import contacts, due_follow_ups
from kombit_tui.db.store import Store
from tests.conftest import NOW
from tests.tools.dashboard import Dashboard, dashboard

TODAY = NOW.date()
CH = "CH1/STS1 til CH2/STS2"


def system(store: Store, name: str, campaign: str = CH) -> SystemRow:
    """A system in a campaign."""
    title = ""
    for row in phase_outs(store.reader, TODAY):
        if isinstance(row, CampaignRow):
            title = row.title
        elif (title, row.name) == (campaign, name):
            return row
    raise AssertionError(name)


def campaign(store: Store, title: str = CH) -> CampaignRow:
    """A campaign."""
    rows = phase_outs(store.reader, TODAY)
    return next(r for r in rows if isinstance(r, CampaignRow) and r.title == title)


def listed(open_: Dashboard) -> list[str]:
    """What the rows of the list are called."""
    pages = open_.listed.list.pages
    return [row.cells[0].text for row in pages.page(0, len(pages)) if not row.is_heading]


async def test_who_owes_an_answer_is_asked_for_it(demo_store: Store) -> None:
    """Risks by plain words, a contact with two vendors at once, the one log, and a mail."""
    async with dashboard(demo_store, "phase_outs") as open_:
        await open_.press("slash", *"følg", "space", *"op", "space", *"nu", "enter")
        assert listed(open_) == ["GeoSkabet", "Havnemark Vagtplan"]
        await open_.press("A", "r", *"Ringet", "tab", *"om 1 uge", "ctrl+s")
        assert "Kontakt med 2 leverandører" in open_.hint
        for vendor in ("Kystnet ApS", "Havnemark Software"):
            latest = contacts(demo_store.reader, vendor)[0]
            assert (latest.text, latest.on, latest.follow_up) == (
                "Ringet",
                "2026-08-19",
                "2026-08-26",
            )
        asked = [one.title for one in due_follow_ups(demo_store.reader, TODAY)]
        assert {"GeoSkabet", "Havnemark Vagtplan"} <= set(asked)
        assert listed(open_) == [], "nobody is to be asked today"
        await open_.press("u")
        assert len(listed(open_)) == 2
        await open_.press("U", "escape", "escape")
        open_.listed.list.go_to(system(demo_store, "Tandjournalen").id)
        await open_.press("r", *"Egen mail", "ctrl+s")
        assert set(system(demo_store, "Tandjournalen").state) == {"in_use", "contacted"}
        await open_.press("l")
        assert "Kontakt, nyeste først" in open_.text
        assert "GeoSkabet" in open_.text, "the same vendor"
        await open_.press("j", "k", "m")
        assert "Emne: CH1/STS1" in open_.text
        await open_.press("enter")
        assert open_.app.clipboard.startswith("Emne: CH1/STS1")
        assert "Tandjournalen: vi har ingen dato" in open_.app.clipboard
        assert "Byggesagsarkivet" in open_.app.clipboard


async def test_the_gravest_risks_are_looked_at_first(demo_store: Store) -> None:
    """Ordered by the column, asked for by name, and grouped: each by what weighs most."""
    async with dashboard(demo_store, "phase_outs") as open_:
        await open_.press("o", *["down"] * 4, "enter")
        assert "Risiko ↑" in open_.text
        gravest = system(demo_store, listed(open_)[0])
        assert gravest.risks[0] == "Efter stop"
        await open_.press("slash", *'risiko:"ingen', "space", *'kontakt"', "enter")
        assert listed(open_)
        found = [system(demo_store, name).risks for name in listed(open_)[:4]]
        assert all("Ingen kontakt" in risks for risks in found)
        await open_.press("escape", "slash", *"har:risiko", "space", *"grupper:risiko", "enter")
        pages = open_.listed.list.pages
        heads = [row.cells[0].text for row in pages.page(0, len(pages)) if row.is_heading]
        assert heads == [
            "Efter stop", "Ingen kontakt", "Følg op nu", "Ingen dato", "Sidste måned",
        ]  # fmt: skip


async def test_twelve_systems_are_moved_through_the_steps(demo_store: Store) -> None:
    """In the matrix: arrows along both axes, one step for all that are marked."""
    async with dashboard(demo_store, "phase_outs") as open_:
        assert "9 af 25 flyttet" in open_.text
        await open_.press("slash", *"-flyttet ch1", "enter", "home", "M")
        screen: Any = open_.listed
        matrix = screen.matrix
        await open_.press("down", *["space"] * 12, "right", "right", "right", "right")
        marked = matrix.marks
        assert len(marked) == 12
        assert matrix.column_key == "moved"
        await open_.press("s", *["backspace"] * 10, *"i går", "enter")
        rows = [r for r in phase_outs(demo_store.reader, TODAY) if r.id in marked]
        taken = [r.state["moved"] for r in rows if isinstance(r, SystemRow)]
        assert taken == [{"on": "2026-08-18", "by": "tester"}] * 12
        assert "Gemt (u fortryder): Flyttet: 12 systemer" in open_.hint
        assert campaign(demo_store).progress.moved == 21
        await open_.press("u")
        assert campaign(demo_store).progress.moved == 9
        await open_.press("escape", "home", "down", "enter")
        await open_.press("enter")
        assert system(demo_store, "BiblioLån").state["moved"]["on"] == "2026-08-19"
        assert "BiblioLån" not in open_.text.split("Gemt")[0], "the filter lets only others through"
        await open_.press("escape", "escape")
        assert screen.shown_campaign is None
        assert open_.app.focused is open_.listed.list
        open_.listed.list.go_to(system(demo_store, "BiblioLån").id)
        await open_.press("M", "s", *["backspace"] * 10, *"ingen", "enter")
        assert "Flyttet ryddet: BiblioLån" in open_.hint
        assert "moved" not in system(demo_store, "BiblioLån").state


async def test_our_own_steps_and_a_campaign_of_our_own(demo_store: Store) -> None:
    """Own steps with a day; a campaign made and edited, whose steps keep what was taken."""
    async with dashboard(demo_store, "phase_outs") as open_:
        await open_.press("home", "s", "enter", "enter")
        assert campaign(demo_store).own_state["certificate"]["on"] == "2026-08-19"
        assert "19-08-2026" in open_.text
        await open_.press("n", "down", "down", "enter", *"Eget skifte")
        await open_.press(*["tab"] * 4, *"31/3-27", "ctrl+s")
        made = campaign(demo_store, "Eget skifte")
        assert (made.stop, open_.cursor) == ("2027-03-31", made.id)
        steps = demo_store.reader.execute(
            "SELECT system_steps FROM campaign WHERE id = ?", (made.id,)
        ).fetchone()[0]
        assert [one["key"] for one in json.loads(steps)][4] == "moved"
        await open_.press("e", *["tab"] * 6, *"Bestilt", "enter", *"Betalt", "ctrl+s")
        assert [step.title for step in campaign(demo_store, "Eget skifte").own_steps] == [
            "Bestilt",
            "Betalt",
        ]
        await open_.press("s", "down", "enter", "enter")
        await open_.press(
            "e", *["tab"] * 6, "down", "end", *["backspace"] * 6, *"Regning", "ctrl+s"
        )
        edited = campaign(demo_store, "Eget skifte")
        assert [step.title for step in edited.own_steps] == ["Bestilt", "Regning"]
        assert edited.own_state[edited.own_steps[1].key]["by"] == "tester"

"""Vendors: one log over all campaigns, when to ask again, and what a contact changes."""

from typing import Any

import pytest

from kombit_tui.db.changes import Create, Update
from kombit_tui.db.edits import Me
from kombit_tui.db.queries.facts import facts_of, facts_of_all
from kombit_tui.db.queries.phase_outs import CampaignRow, SystemRow, phase_outs
from kombit_tui.db.queries.selecting import parted, selected
from kombit_tui.db.queries.vendors import contacts, due_follow_ups, vendors
from kombit_tui.db.stepping import contact, own_step, step_of_systems
from kombit_tui.db.store import Store
from kombit_tui.domain.folding import fold
from kombit_tui.domain.query import parse
from kombit_tui.domain.risk import Risk
from tests.db.test_queries import TODAY, fill, made

ME = Me("0999", "tester", TODAY)
SAID = {"on": "2026-08-19", "by": "tester", "channel": "phone", "text": "Ringet"}


@pytest.fixture
def two_campaigns(store: Store) -> Store:
    """A vendor with systems in two campaigns, and one with one."""
    fill(
        store,
        made("campaign", "ch", title="CH1", stop="2026-12-01",
             own_steps=[{"key": "trust", "title": "Trust"}]),
        made("campaign", "oces", title="OCES3", stop="2026-10-01",
             system_steps=[{"key": "ordered", "title": "Bestilt"}]),
        made("system", "a", name="A", vendor="Nord"),
        made("system", "b", name="B", vendor="Nord"),
        made("system", "c", name="C", vendor="Syd"),
        made("system", "d", name="D"),
        *(made("campaign_system", f"ch-{one}", campaign="0999-ch", system=f"0999-{one}")
          for one in "abcd"),
        made("campaign_system", "oces-a", campaign="0999-oces", system="0999-a",
             follow_up="2026-08-18"),
    )  # fmt: skip
    return store


def system(store: Store, name: str) -> SystemRow:
    """A system in a campaign as lists have it."""
    rows = phase_outs(store.reader, TODAY)
    return next(r for r in rows if isinstance(r, SystemRow) and r.id == f"0999-{name}")


def campaign(store: Store, name: str) -> CampaignRow:
    """A campaign as lists have it."""
    rows = phase_outs(store.reader, TODAY)
    return next(r for r in rows if isinstance(r, CampaignRow) and r.id == f"0999-{name}")


def said(store: Store, *names: str, **more: Any) -> None:
    """Note a contact about systems."""
    rows = [system(store, name) for name in names]
    store.apply(contact(rows, {**SAID, **more}, ME), "Kontakt")


def test_a_vendor_has_its_systems_of_all_campaigns_and_one_log(two_campaigns: Store) -> None:
    fill(
        two_campaigns,
        made("contact_entry", "old", vendor="Nord", on="2026-08-01", text="Før"),
        made("contact_entry", "new", vendor="Nord", on="2026-08-09", text="Efter",
             campaign="0999-ch"),
        made("contact_entry", "other", vendor="Syd", on="2026-08-10", text="Andre"),
    )  # fmt: skip
    nord = vendors(two_campaigns.reader, TODAY)[0]
    assert nord.name == "Nord"
    found = [(part.campaign.title, [row.name for row in part.systems]) for part in nord.parts]
    assert sorted(found) == [("CH1", ["A", "B"]), ("OCES3", ["A"])]
    assert [one.text for one in nord.contacts] == ["Efter", "Før"]
    assert contacts(two_campaigns.reader, "Nord")[0].campaign_title == "CH1"


def test_a_first_contact_takes_the_step_and_sets_when_to_ask_again(two_campaigns: Store) -> None:
    said(two_campaigns, "ch-a", follow_up="2026-09", follow_up_text="i september")
    row = system(two_campaigns, "ch-a")
    assert set(row.state) == {"in_use", "contacted"}
    assert (row.follow_up, row.follow_up_text) == ("2026-09", "i september")
    assert not system(two_campaigns, "ch-b").state
    two_campaigns.undo()
    assert system(two_campaigns, "ch-a").state == {}
    assert contacts(two_campaigns.reader, "Nord") == []


def test_a_contact_about_marked_systems_is_one_entry_for_each_vendor(two_campaigns: Store) -> None:
    said(two_campaigns, "ch-a", "ch-b", "oces-a", "ch-c", "ch-d")
    (nord,), (syd,) = (contacts(two_campaigns.reader, one) for one in ("Nord", "Syd"))
    assert (nord.campaign, syd.campaign) == (None, "0999-ch")
    assert not system(two_campaigns, "ch-d").state, "a system without a vendor is not touched"


def test_a_contact_answers_a_follow_up_that_was_due_and_no_later_one(two_campaigns: Store) -> None:
    two_campaigns.apply([Update("0999-ch-a", {"follow_up": "2026-08-20"})], "Senere")
    assert Risk.FOLLOW_UP in system(two_campaigns, "oces-a").risks
    said(two_campaigns, "ch-a", "oces-a")
    assert system(two_campaigns, "oces-a").follow_up is None
    assert system(two_campaigns, "ch-a").follow_up == "2026-08-20"


def test_what_is_excused_or_done_is_not_changed_by_a_contact(two_campaigns: Store) -> None:
    fill(two_campaigns, Update("0999-ch-a", {"excused": "Ikke relevant"}))
    done = {"ordered": {"on": "2026-08-01", "by": "x"}}
    fill(two_campaigns, Update("0999-oces-a", {"steps": done}))
    rows = [system(two_campaigns, name) for name in ("ch-a", "oces-a")]
    (entry,) = contact(rows, {**SAID, "follow_up": "2026-09-01"}, ME)
    assert isinstance(entry, Create)


def test_follow_ups_are_told_once_and_only_of_the_latest_contact(two_campaigns: Store) -> None:
    fill(
        two_campaigns,
        made("contact_entry", "old", vendor="Syd", on="2026-08-01", text="Før",
             follow_up="2026-08-10"),
        made("contact_entry", "new", vendor="Syd", on="2026-08-09", text="Efter",
             follow_up="2026-08-22"),
        made("contact_entry", "far", vendor="Nord", on="2026-08-09", text="Langt",
             follow_up="2026-09-03"),
        made("contact_entry", "same", vendor="Nord", on="2026-08-09", text="Det samme",
             campaign="0999-oces", follow_up="2026-08-18"),
    )  # fmt: skip
    found = due_follow_ups(two_campaigns.reader, TODAY)
    assert [(one.id, one.day) for one in found] == [
        ("0999-oces-a", "2026-08-18"),
        ("0999-new", "2026-08-22"),
    ]
    said(two_campaigns, "oces-a", follow_up="2026-09-30")
    assert [one.id for one in due_follow_ups(two_campaigns.reader, TODAY)] == ["0999-new"]


def test_our_own_steps_are_one_record_whoever_takes_the_first(two_campaigns: Store) -> None:
    two_campaigns.apply(own_step(campaign(two_campaigns, "ch"), "trust", TODAY, ME), "Trust")
    row = campaign(two_campaigns, "ch")
    assert row.own_state == {"trust": {"on": "2026-08-19", "by": "tester"}}
    assert row.own_state_id is not None
    two_campaigns.apply(own_step(row, "trust", None, ME), "Trust ryddet")
    again = campaign(two_campaigns, "ch")
    assert (again.own_state, again.own_state_id) == ({}, row.own_state_id)


def test_a_step_of_several_systems_is_set_for_each(two_campaigns: Store) -> None:
    rows = [system(two_campaigns, name) for name in ("ch-a", "ch-b")]
    two_campaigns.apply(step_of_systems(rows, "moved", TODAY, ME), "Flyttet")
    assert campaign(two_campaigns, "ch").progress == (2, 4)


def test_a_risk_is_found_by_its_words_and_its_tag(demo_store: Store) -> None:
    facts = facts_of(demo_store.reader, "campaign_system", TODAY)
    rows = [r for r in phase_outs(demo_store.reader, TODAY) if isinstance(r, SystemRow)]
    assert {risk for row in rows for risk in row.risks} == set(Risk) - {Risk.STOPPED}
    for row in rows:
        told = facts[row.id]
        assert ("risiko" in told["tag"]) == bool(row.risks)
        assert all(fold(risk) in told["text"] for risk in row.risks)


def test_the_list_is_ordered_filtered_and_grouped_by_what_weighs_most(demo_store: Store) -> None:
    """Issue 4: risk computed (no contact, no date, plan after the stop, plan in the last month)."""
    rows = phase_outs(demo_store.reader, TODAY)
    facts = facts_of_all(demo_store.reader, ("campaign", "campaign_system"), TODAY)
    parts = parted(rows, lambda row: isinstance(row, CampaignRow))

    def seen(words: str) -> list[SystemRow]:
        return [one for part in selected(parts, parse(words), facts, TODAY) for one in part.rows]

    order = list(Risk)
    for part in selected(parts, parse("sorter:risiko"), facts, TODAY):
        places = [order.index(one.risks[0]) if one.risks else len(order) for one in part.rows]
        assert places == sorted(places), part.heading.title
    every = {one.id: set(one.risks) for one in rows if isinstance(one, SystemRow)}
    for words, wanted in (
        ('risiko:"ingen kontakt"', {Risk.NO_CONTACT}),
        ("risiko:kontakt,dato", {Risk.NO_CONTACT, Risk.NO_DATE}),
        ("risiko:efter", {Risk.AFTER_STOP}),
        ("risiko:sidste", {Risk.LAST_MONTH}),
        ("risiko<=efter", {Risk.STOPPED, Risk.AFTER_STOP}),
        ("har:risiko", set(Risk)),
    ):
        found = {one.id for one in seen(words)}
        assert found == {one for one, risks in every.items() if risks & wanted}, words
        assert found, words
    grouped = selected(parts, parse("har:risiko grupper:risiko"), facts, TODAY)
    titles = [part.heading.title for part in grouped]
    assert titles == [risk for risk in Risk if risk in titles]


def test_a_campaign_tells_how_fast_it_goes(demo_store: Store) -> None:
    rows = [r for r in phase_outs(demo_store.reader, TODAY) if isinstance(r, CampaignRow)]
    burnt = rows[0].burn_down
    assert burnt is not None
    assert burnt.needed_per_week is not None
    assert burnt.remaining == rows[0].progress.remaining
    assert any(one.start == "06:00" and one.end == "08:00" for one in rows[0].milestones)

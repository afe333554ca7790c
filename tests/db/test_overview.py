"""The numbers of the day, held against the lists they are counted from."""

from datetime import timedelta
from typing import Any

import pytest

from kombit_tui.db import meta
from kombit_tui.db.changes import Change, Update
from kombit_tui.db.queries.agenda import agenda
from kombit_tui.db.queries.overview import FIRST, overview
from kombit_tui.db.queries.phase_outs import CampaignRow, phase_outs
from kombit_tui.db.queries.roles import roles
from kombit_tui.db.queries.tasks import TaskPages
from kombit_tui.db.store import Store
from kombit_tui.domain.roles import Rule
from tests.conftest import NOW
from tests.db.test_queries import TODAY, fill, made


def test_the_numbers_of_the_day_are_those_of_the_demo(demo_store: Store) -> None:
    found = overview(demo_store.reader, TODAY)
    rows = TaskPages(demo_store.reader).page(0, 500)
    day = TODAY.toordinal()
    unfinished = [row for row in rows if not row.is_done]
    overdue = [row for row in unfinished if row.due_day < day]
    soon = [row for row in unfinished if day <= row.due_day <= day + 14]
    mine = [row for row in unfinished if row.responsible == meta.read(demo_store.reader, meta.ME)]
    assert overdue
    assert soon
    assert mine
    for panel, expected in ((found.overdue, overdue), (found.soon, soon), (found.mine, mine)):
        assert panel.number == len(expected)
        assert list(panel.first) == expected[:FIRST]
    assert found.open_tasks == len(unfinished)
    assert found.my_name == "Birgitte Højmark"
    assert found.meeting == agenda(demo_store.reader, TODAY)[0]
    assert found.campaign == phase_outs(demo_store.reader, TODAY)[0]
    assert found.missed == sum(role.is_missed for role in found.vacant) > 0
    assert not found.is_empty


def test_an_empty_store_has_an_empty_overview(empty_store: Store) -> None:
    found = overview(empty_store.reader, TODAY)
    assert found.is_empty
    assert (found.overdue.number, found.my_name, found.meeting, found.campaign) == (
        0,
        None,
        None,
        None,
    )


def test_overdue_and_soon_meet_without_a_gap(store: Store) -> None:
    for offset in (-1, 0, 14, 15):
        day = (TODAY + timedelta(days=offset)).isoformat()
        fill(store, made("task", str(offset), title=str(offset), due=day))
    found = overview(store.reader, TODAY)
    assert [row.title for row in found.overdue.first] == ["-1"]
    assert [row.title for row in found.soon.first] == ["0", "14"]


def test_what_happened_since_the_last_visit_is_that_of_others(store: Store) -> None:
    store.remember({meta.LAST_VISIT: (NOW - timedelta(hours=1)).isoformat()})
    fill(store, made("person", "p", name="Bo"))
    assert [row.title for row in overview(store.reader, TODAY).since.rows] == ["Bo"]
    assert overview(store.reader, TODAY, store.who).since.rows == ()


def test_roles_held_against_a_rule_are_counted_the_heaviest_first(demo_store: Store) -> None:
    broken = overview(demo_store.reader, TODAY).broken
    every = [role for role in roles(demo_store.reader, TODAY.isoformat()) if role.broken]
    assert {role.id for role in broken} == {role.id for role in every}
    weights = [list(Rule).index(role.broken[0]) for role in broken]
    assert weights == sorted(weights)
    assert len(set(weights)) > 2
    assert not any(role.is_unused for role in broken)


def test_dates_of_our_own_waves_are_those_to_come_the_next_first(demo_store: Store) -> None:
    dates = overview(demo_store.reader, TODAY).own_dates
    assert {one.wave for one in dates} == {"B3", "K94"}
    lasts = [one.pieces[0].last or 0 for one in dates]
    assert min(lasts) >= TODAY.toordinal()
    firsts = [one.pieces[0].first or 0 for one in dates]
    assert firsts == sorted(firsts)
    demo_store.apply([Update(profile_of(demo_store), {"waves": None})], "Ingen bølge")
    assert overview(demo_store.reader, TODAY).own_dates == ()


def profile_of(store: Store) -> str:
    """The id of our own profile."""
    return str(store.reader.execute("SELECT id FROM profile").fetchone()[0])


def campaign(name: str, stop: str | None, *states: dict[str, Any] | str) -> list[Change]:
    """A campaign with systems: each the steps it has taken, or why it is excused."""
    made_now: list[Change] = [made("campaign", name, title=name, stop=stop)]
    for number, state in enumerate(states):
        key = f"{name}{number}"
        made_now.append(made("system", key, name=key))
        given = {"excused": state} if isinstance(state, str) else {"steps": state}
        linked = {"campaign": f"0999-{name}", "system": f"0999-{key}"}
        made_now.append(made("campaign_system", f"c{key}", **linked, **given))
    return made_now


MOVED = {"moved": {"on": "2026-08-01", "by": "Lone"}}


@pytest.mark.parametrize(
    ("stops", "chosen"),
    [
        ({"a": "2026-12-01", "b": "2026-10-01"}, "b"),
        ({"a": "2026-12-01", "b": "2026-08-18"}, "a"),
        ({"a": "2026-08-18", "b": "2026-06-01"}, "a"),
        ({"a": "2026-08-19", "b": "2026-08-20"}, "a"),
        ({"a": None, "b": "2027"}, "b"),
        ({"a": None}, None),
    ],
)
def test_the_pace_is_that_of_the_campaign_that_stops_next(
    store: Store, stops: dict[str, str | None], chosen: str | None
) -> None:
    for name, stop in stops.items():
        fill(store, *campaign(name, stop, {}, MOVED, "Ikke relevant"))
    fill(store, *campaign("done", "2026-08-20", MOVED), *campaign("others", "2026-08-20"))
    pace = overview(store.reader, TODAY).pace
    assert (pace and pace.campaign.title) == chosen
    if pace is not None:
        assert (pace.burn_down.total, pace.burn_down.remaining) == (2, 1)


def test_the_pace_counts_what_the_list_counts(demo_store: Store) -> None:
    pace = overview(demo_store.reader, TODAY).pace
    assert pace is not None
    row = next(r for r in phase_outs(demo_store.reader, TODAY) if r.id == pace.campaign.id)
    assert isinstance(row, CampaignRow)
    assert (pace.burn_down.remaining, pace.burn_down.total) == (
        row.progress.remaining,
        row.progress.total,
    )


@pytest.mark.parametrize(
    ("state", "waits"),
    [
        (None, True),
        ({"state": "missing"}, True),
        ({"state": "sent"}, True),
        ({"state": "signed"}, False),
        ({"state": "signed", "download_before": "2026-08-19"}, True),
        ({"state": "signed", "download_before": "2026-08-18"}, True),
        ({"state": "signed", "download_before": "2026-08-19", "stored": "ESDH"}, False),
        ({"state": "irrelevant"}, False),
    ],
)
def test_an_agreement_waits_until_it_is_signed_and_stored(
    store: Store, state: dict[str, Any] | None, waits: bool
) -> None:
    fill(store, made("agreement", "a", title="Aftale"))
    if state is not None:
        fill(store, made("agreement_state", "s", agreement="0999-a", **state))
    assert bool(overview(store.reader, TODAY).agreements) == waits

"""The numbers of the day, held against the lists they are counted from."""

from datetime import timedelta
from typing import Any

import pytest

from kombit_tui.db import meta
from kombit_tui.db.changes import Change
from kombit_tui.db.queries.agenda import agenda
from kombit_tui.db.queries.overview import FIRST, changes_since_visit, overview
from kombit_tui.db.queries.phase_outs import CampaignRow, phase_outs
from kombit_tui.db.queries.tasks import TaskPages
from kombit_tui.db.store import Store
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
    assert found.changes == (0, ()), "what the demo brings is no news"
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


def test_changes_are_told_since_the_last_visit_in_any_zone(store: Store) -> None:
    fill(store, made("person", "p", name="Bo"))
    store.remember({meta.LAST_VISIT: "2026-08-19T08:30:00+00:00"})
    assert overview(store.reader, TODAY).changes.number == 0, "09:00+02:00 is 07:00 there"
    store.remember({meta.LAST_VISIT: "2026-08-19T06:30:00.5+00:00"})
    assert [change.label for change in overview(store.reader, TODAY).changes.first] == ["Fyldt"]
    store.remember_visit()
    assert overview(store.reader, TODAY).changes == (0, ())


def test_all_changes_are_counted_and_can_be_read(store: Store) -> None:
    for number in range(FIRST + 2):
        fill(store, made("person", str(number), name="Bo"))
    found = overview(store.reader, TODAY).changes
    assert (found.number, len(found.first)) == (FIRST + 2, FIRST)
    changes = changes_since_visit(store.reader)
    assert tuple(changes[:FIRST]) == found.first
    assert len(changes) == FIRST + 2


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

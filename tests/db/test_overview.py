"""The numbers of the day, held against the lists they are counted from."""

from datetime import timedelta
from typing import Any

import pytest

from kombit_tui.db import meta
from kombit_tui.db.queries.agenda import agenda
from kombit_tui.db.queries.overview import overview
from kombit_tui.db.queries.phase_outs import phase_outs
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
        assert list(panel.first) == expected[:8]
    assert found.open_tasks == len(unfinished)
    assert found.my_name == "Birgitte Højmark"
    assert found.meeting == agenda(demo_store.reader, TODAY)[0]
    assert found.campaign == phase_outs(demo_store.reader, TODAY)[0]
    assert found.missed == sum(role.is_missed for role in found.vacant) > 0
    assert found.changes == (), "what the demo brings is no news"
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
    assert overview(store.reader, TODAY).changes == (), "09:00+02:00 is 07:00 there"
    store.remember({meta.LAST_VISIT: "2026-08-19T06:30:00.5+00:00"})
    assert [change.label for change in overview(store.reader, TODAY).changes] == ["Fyldt"]
    store.remember_visit()
    assert overview(store.reader, TODAY).changes == ()


@pytest.mark.parametrize(
    ("state", "waits"),
    [
        (None, True),
        ({"state": "missing"}, True),
        ({"state": "sent"}, True),
        ({"state": "signed"}, False),
        ({"state": "signed", "download_before": "2026-08-19"}, True),
        ({"state": "signed", "download_before": "2026-08-18"}, False),
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

"""What each screen gets of the store: order, counts and what is worked out on the way."""

from datetime import timedelta
from typing import Any

import pytest

from kombit_tui.db.changes import Change, Create, Delete, Origin, Update
from kombit_tui.db.queries.agenda import ItemRow, MeetingRow, QuestionRow, agenda, next_meeting
from kombit_tui.db.queries.known import known_records
from kombit_tui.db.queries.listing import KINDS_LISTED, listing
from kombit_tui.db.queries.phase_outs import CampaignRow, SystemRow, phase_outs
from kombit_tui.db.queries.roles import roles
from kombit_tui.db.queries.tasks import TaskPages
from kombit_tui.db.store import Store
from tests.conftest import NOW, now

TODAY = NOW.date()


def fill(store: Store, *changes: Change) -> None:
    """Put records into a store."""
    store.apply(changes, "Fyldt")


def made(kind: str, name: str, /, **values: Any) -> Change:
    """A record called `0999-<name>`."""
    return Create(kind, values, f"0999-{name}")


def number(store: Store, query: str, *values: Any) -> int:
    """One number out of the tables."""
    return int(store.reader.execute(query, values).fetchone()[0])


# Agenda.


def test_the_next_meeting_comes_first_and_past_ones_latest_first(store: Store) -> None:
    days = {
        "gammel": "2025-01-01",
        "sidst": "2026-08-18",
        "i dag": "2026-08-19",
        "næste": "2026-09",
    }
    meetings = [made("meeting", name, title=name, date=day) for name, day in days.items()]
    fill(store, *meetings, made("meeting", "ukendt", title="ukendt"))
    listed = [row.title for row in agenda(store.reader, TODAY) if isinstance(row, MeetingRow)]
    assert listed == ["i dag", "næste", "sidst", "gammel", "ukendt"]
    coming = next_meeting(store.reader, TODAY + timedelta(days=100))
    assert coming is None


def test_items_follow_their_meeting_in_order_and_questions_follow_them(store: Store) -> None:
    fill(
        store,
        made("meeting", "m", title="Møde", date="2026-09-01"),
        made("question", "q1", meeting="0999-m", question="Besvaret?", answer="Ja"),
        made("question", "q2", meeting="0999-m", question="Ubesvaret?"),
        made("agenda_item", "i2", meeting="0999-m", title="To", position=2),
        made("agenda_item", "i0", meeting="0999-m", title="Uden nummer"),
        made("agenda_item", "i1", meeting="0999-m", title="Et", position=1),
        made("agenda_item", "løs", meeting="0999-andet", title="Løs"),
        made("preparation", "p", item="0999-i1", state="read", text="Læst"),
    )
    rows = agenda(store.reader, TODAY)
    told = [row.question if isinstance(row, QuestionRow) else row.title for row in rows]
    assert told == [
        "Møde",
        "Et",
        "To",
        "Uden nummer",
        "Ubesvaret?",
        "Besvaret?",
        "Uden møde",
        "Løs",
    ]
    meeting, first, second = rows[:3]
    assert isinstance(meeting, MeetingRow)
    assert (meeting.items, meeting.unread, meeting.open_questions) == (3, 2, 1)
    assert isinstance(first, ItemRow)
    assert isinstance(second, ItemRow)
    assert (first.state, first.own_text, second.state) == ("read", "Læst", "unread")


def test_the_demo_agenda_has_every_item_and_question(demo_store: Store) -> None:
    rows = agenda(demo_store.reader, TODAY)
    for kind, name in (
        (MeetingRow, "meeting"),
        (ItemRow, "agenda_item"),
        (QuestionRow, "question"),
    ):
        listed = sum(isinstance(row, kind) for row in rows)
        assert listed == number(demo_store, f"SELECT count(*) FROM {name}") > 0
    first = rows[0]
    assert isinstance(first, MeetingRow)
    assert first.last_day is not None
    assert first.last_day >= TODAY.toordinal()


# Roles.


def test_roles_come_by_what_they_cover_then_level_then_name(store: Store) -> None:
    fill(
        store,
        made("role", "1", name="Åben", system="Ørsystem", scope="system", level="tactical"),
        made("role", "2", name="Ældre", system="Ørsystem", scope="system", level="tactical"),
        made("role", "3", name="Chef", system="Ørsystem", scope="system", level="strategic"),
        made("role", "4", name="Z", system="Asystem", scope="system"),
        made("role", "5", name="Net", scope="infrastructure"),
        made("role", "6", name="Alle", scope="cross"),
        made("role", "7", name="Andet"),
    )
    named = [role.name for role in roles(store.reader, TODAY.isoformat())]
    assert named == ["Alle", "Net", "Z", "Chef", "Ældre", "Åben", "Andet"]


@pytest.mark.parametrize(
    ("role", "assignment", "is_vacant", "is_missed"),
    [
        ({"mandatory": True}, None, True, True),
        ({"mandatory": False}, None, True, False),
        ({"mandatory": True, "retired_in": "3.0"}, None, False, False),
        ({"mandatory": True}, {}, False, False),
        ({"mandatory": True}, {"until": "2026-08-19"}, False, False),
        ({"mandatory": True}, {"until": "2026-08-18"}, True, True),
        ({"mandatory": True}, {"person": "0999-væk"}, True, True),
    ],
)
def test_a_role_is_vacant_when_nobody_has_it_today(
    store: Store,
    role: dict[str, Any],
    assignment: dict[str, Any] | None,
    is_vacant: bool,
    is_missed: bool,
) -> None:
    fill(store, made("role", "r", name="Rolle", **role), made("person", "p", name="Bo"))
    if assignment is not None:
        held = {"role": "0999-r", "person": "0999-p"} | assignment
        fill(store, made("assignment", "a", **held))
    [found] = roles(store.reader, TODAY.isoformat())
    assert (found.is_vacant, found.is_missed) == (is_vacant, is_missed)


def test_a_holder_is_told_with_deputy_and_access(store: Store) -> None:
    fill(
        store,
        made("role", "r", name="Rolle"),
        made("person", "p", name="Bo", is_manager=True, access_rights=True),
        made("person", "d", name="Ida"),
        made("assignment", "a", role="0999-r", person="0999-p", deputy="0999-d"),
    )
    [holder] = roles(store.reader, TODAY.isoformat())[0].holders
    assert (holder.name, holder.deputy, holder.is_manager) == ("Bo", "Ida", True)
    assert holder.access == (False, False, True, False)


# Phase-outs.


def test_the_campaign_with_most_left_comes_first_with_its_systems(store: Store) -> None:
    names = {
        "lidt": "2026-12-31",
        "meget": "2027-06-30",
        "forbi": "2020-01-01",
        "andres": "2026-09",
    }
    campaigns = [made("campaign", n, title=n, kind="phase_out", stop=d) for n, d in names.items()]
    systems = [made("system", n, name=n) for n in ("Å", "Æ", "B")]
    moved = {"moved": {"on": "2026-01-01", "by": "Bo"}}

    def joined(campaign: str, system: str, /, **values: Any) -> Change:
        pair = {"campaign": f"0999-{campaign}", "system": f"0999-{system}"}
        return made("campaign_system", f"{campaign}-{system}", **pair, **values)

    fill(
        store,
        *campaigns,
        *systems,
        joined("meget", "Å"),
        joined("meget", "Æ"),
        joined("meget", "B", steps=moved),
        joined("lidt", "Å"),
        joined("lidt", "B", excused="Ikke relevant"),
        joined("forbi", "Å"),
    )
    rows = phase_outs(store.reader, TODAY)
    told = [row.name if isinstance(row, SystemRow) else row.title for row in rows]
    assert told == ["meget", "B", "Æ", "Å", "lidt", "B", "Å", "forbi", "Å", "andres"]
    progress = {row.title: row.progress for row in rows if isinstance(row, CampaignRow)}
    assert (progress["meget"].moved, progress["meget"].total) == (1, 3)
    assert (progress["lidt"].moved, progress["lidt"].total) == (0, 1), "without the excused one"


def test_the_demo_has_every_system_under_its_campaign(demo_store: Store) -> None:
    rows = phase_outs(demo_store.reader, TODAY)
    campaign = None
    for row in rows:
        if isinstance(row, CampaignRow):
            campaign = row.id
        assert not isinstance(row, SystemRow) or row.campaign == campaign
    listed = sum(isinstance(row, SystemRow) for row in rows)
    assert listed == number(demo_store, "SELECT count(*) FROM campaign_system") > 0


# Lists for scripts, and what an import knows.


OF_OTHER_WAVES = 7
"""Tasks of the demo: they are listed when waves are asked for."""


@pytest.mark.parametrize("listed", KINDS_LISTED)
def test_every_list_has_all_records_of_its_kind(demo_store: Store, listed: str) -> None:
    rows = list(listing(demo_store.reader, listed, "", TODAY))
    others = OF_OTHER_WAVES if listed == "tasks" else 0
    stored = number(demo_store, f"SELECT count(*) FROM {KINDS_LISTED[listed]}")
    assert len(rows) == stored - others > 0
    title = str(
        next(
            v
            for k, v in rows[0].items()
            if k in ("title", "name", "system", "question") or (listed == "news" and k == "text")
        )
    )
    words = title.split()[0]
    assert rows[0]["id"] in [row["id"] for row in listing(demo_store.reader, listed, words, TODAY)]
    assert list(listing(demo_store.reader, listed, "findesikkenogetsteds", TODAY)) == []


def test_an_import_knows_all_there_is(store: Store) -> None:
    fill(store, made("project", "p", name="P", aliases=["Q"]), made("task", "t", title="T"))
    fill(store, Delete("0999-t"), Update("0999-p", {"code": "C"}))
    known = known_records(store.reader, ("project", "task"))
    assert known["task"] == {}
    assert known["project"]["0999-p"]["aliases"] == ["Q"]
    assert known["project"]["0999-p"]["code"] == "C"


def test_the_demo_is_made_anew_on_a_new_day_and_kept_on_the_same(demo_store: Store) -> None:
    from kombit_tui.demo.store import open_demo

    path = demo_store.path
    demo_store.apply([Delete(TaskPages(demo_store.reader).page(0, 1)[0].id)], "Slettet")
    left = len(TaskPages(demo_store.reader))
    demo_store.close()
    same = open_demo(path, clock=now)
    assert len(TaskPages(same.reader)) == left
    same.close()
    tomorrow = open_demo(path, clock=lambda: NOW + timedelta(days=1))
    assert len(TaskPages(tomorrow.reader)) == left + 1
    assert (
        number(tomorrow, "SELECT count(*) FROM journal_group WHERE origin <> ?", Origin.SEED) == 0
    )
    tomorrow.close()

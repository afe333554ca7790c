"""What the demo must hold to show every screen at work, and that it fits the declarations."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

import pytest

from kombit_tui.demo.build import DemoRecord, demo_records
from kombit_tui.domain.dates import bounds
from kombit_tui.domain.fields import FieldType, complaint
from kombit_tui.domain.records import KINDS

ANCHORS = [date(2026, 8, 19), date(2024, 2, 29), date(2027, 12, 31), date(2030, 6, 1)]
ANCHOR = ANCHORS[0]


@cache
def all_of(kind: str, anchor: date = ANCHOR) -> list[DemoRecord]:
    """The records of one kind."""
    return [found for found in demo_records(anchor) if found.kind == kind]


def values(kind: str, anchor: date = ANCHOR) -> list[dict[str, Any]]:
    """The values of the records of one kind."""
    return [found.values for found in all_of(kind, anchor)]


def id_of(kind: str, **wanted: str) -> str:
    """The id of the one record with these values."""
    [found] = [r for r in all_of(kind) if wanted.items() <= r.values.items()]
    return found.id


def reached(row: dict[str, Any]) -> str | None:
    """The last step that a system has taken."""
    return list(row["steps"])[-1] if row["steps"] else None


def in_campaign(title: str) -> list[dict[str, Any]]:
    """The systems of the campaign with this title."""
    campaign = id_of("campaign", title=title)
    return [row for row in values("campaign_system") if row["campaign"] == campaign]


def open_tasks(anchor: date) -> Iterator[tuple[dict[str, Any], date]]:
    """Korsbæk's unfinished tasks that have a latest day, with that day."""
    status = {row["task"]: row["status"] for row in values("task_state", anchor)}
    for task in all_of("task", anchor):
        last = bounds(task.values["due"])[1]
        if last is not None and status.get(task.id, "done") != "done":
            yield task.values, last


@pytest.mark.parametrize("anchor", ANCHORS)
def test_every_value_fits_its_declaration(anchor: date) -> None:
    for found in demo_records(anchor):
        kind = KINDS[found.kind]
        assert set(found.values) <= set(kind.columns())
        for field in kind.fields:
            given = found.values.get(field.name)
            assert complaint(field, given) is None, f"{found.kind} {found.values}"


@pytest.mark.parametrize(
    ("kind", "least"),
    [
        ("meeting", 3),
        ("agenda_item", 18),
        ("question", 12),
        ("preparation", 3),
        ("task", 60),
        ("project", 10),
        ("task_change", 8),
        ("role", 40),
        ("person", 18),
        ("system", 25),
        ("agreement", 8),
        ("milestone", 15),
        ("news", 3),
        ("note", 3),
        ("price", 10),
        ("profile", 1),
    ],
)
def test_there_is_enough_of_it(kind: str, least: int) -> None:
    assert len(all_of(kind)) >= least


def test_every_kind_but_saved_views_is_there() -> None:
    assert {found.kind for found in demo_records(ANCHOR)} == set(KINDS) - {"view", "column_mapping"}


@pytest.mark.parametrize("anchor", ANCHORS)
def test_meetings_lie_round_the_anchor(anchor: date) -> None:
    days = sorted(
        date.fromisoformat(day) for row in values("meeting", anchor) for day in row["dates"]
    )
    away = [(day - anchor).days for day in days]
    assert -60 < away[0] < -40
    assert -24 < away[1] < -18
    assert 8 < away[2] < away[3] < 14
    assert all(day.weekday() < 5 for day in days)


def test_agendas_are_whole() -> None:
    for meeting in all_of("meeting"):
        items = [row for row in values("agenda_item") if row["meeting"] == meeting.id]
        assert 6 <= len(items) <= 9
        assert [row["position"] for row in items] == list(range(1, len(items) + 1))
        assert all(a["end"] == b["start"] for a, b in pairwise(items))
        assert (items[0]["start"], items[-1]["end"]) == (
            meeting.values["start"],
            meeting.values["end"],
        )
        assert any(row.get("subitems") for row in items if row["title"] == "Kort nyt")


def test_questions_are_answered_promised_and_open() -> None:
    kinds = Counter(
        "answered" if row.get("answer") else "promised" if row.get("promised_for") else "open"
        for row in values("question")
    )
    assert kinds["answered"] >= 6
    assert kinds["promised"] >= 3
    assert kinds["open"] >= 1


def test_preparation_of_the_next_meeting_has_begun() -> None:
    following = id_of("meeting", place="Online, samme program begge dage")
    items = {found.id for found in all_of("agenda_item") if found.values["meeting"] == following}
    states = Counter(row["state"] for row in values("preparation") if row["item"] in items)
    assert states["read"] >= 2
    assert states["question"] == 1
    assert sum(states.values()) < len(items)


def test_tasks_are_of_every_kind_status_and_vagueness() -> None:
    tasks = values("task")
    assert len(tasks) <= 70
    assert {row["kind"] for row in tasks} == {"lokal", "anbefalet"} | {
        "obligatorisk",
        "obligatorisk_kritisk_vej",
    }
    assert {row["status"] for row in values("task_state")} == {"open", "started", "done"}
    assert {"P4", "K94", "B1", "B2", "B3", "B4", "B5"} <= {row.get("wave") for row in tasks}
    words = " ".join(row["due_text"] or "" for row in tasks)
    for part in ("primo", "medio", "ultimo", "kvartal", "uge", "Uafklaret", "tidligst", "senest"):
        assert part in words
    assert len(values("task_state")) > len(tasks) * 0.8
    assert any("responsible" not in row for row in values("task_state"))
    assert any(len(row["title"]) > 100 for row in tasks)
    assert any(row["title"].startswith("[klar]") for row in tasks)


def test_national_counts_are_of_98() -> None:
    counted = [row for row in values("task") if "counts_on" in row]
    assert len(counted) >= 20
    for row in counted:
        assert row["count_done"] + row["count_started"] + row["count_open"] == 98, row["title"]


@pytest.mark.parametrize("anchor", ANCHORS)
def test_some_tasks_are_overdue_and_some_due_soon(anchor: date) -> None:
    away = [(last - anchor).days for _, last in open_tasks(anchor)]
    assert 4 <= sum(days < 0 for days in away) <= 8
    assert 5 <= sum(0 <= days <= 14 for days in away) <= 14


@pytest.mark.parametrize("anchor", ANCHORS)
def test_a_moved_deadline_ends_at_the_one_the_task_has(anchor: date) -> None:
    tasks = {found.id: found.values for found in all_of("task", anchor)}
    for row in values("task_change", anchor):
        now = tasks[row["task"]]
        assert row["after"] in (now[row["field"]], now.get(f"{row['field']}_text"))
        assert row["before"] != row["after"]
        assert row["reason"]


def test_the_gallery_has_every_level_scope_and_vacancies() -> None:
    roles = all_of("role")
    assert len(roles) <= 46
    assert {found.values["level"] for found in roles} == {"strategic", "tactical", "operational"}
    assert {found.values["scope"] for found in roles} == {"system", "cross", "infrastructure"}
    assert {found.values["mandatory"] for found in roles} == {True, False}
    assert sum(found.values.get("retired_in") == "1.4" for found in roles) == 2
    held = Counter(row["role"] for row in values("assignment") if "until" not in row)
    assert max(held.values()) >= 3
    assert sum(found.values["mandatory"] and not held[found.id] for found in roles) >= 4


def test_some_holders_need_a_look() -> None:
    year_ago = (ANCHOR - timedelta(days=365)).isoformat()
    assert sum(row.get("verified_on", "") < year_ago for row in values("assignment")) >= 4
    people = {found.id: found.values for found in all_of("person")}
    holders = [people[row["person"]] for row in values("assignment")]
    assert [row["user_type"] for row in people.values()].count("reader") == 1
    assert any(row["user_type"] == "reader" for row in holders)
    steps = ("access_contact", "access_job_role", "access_rights", "access_gallery")
    assert sum(not all(row[step] for step in steps) for row in people.values()) >= 3


def test_systems_stand_at_every_step_of_the_phase_out() -> None:
    [campaign] = [row for row in values("campaign") if row["title"] == "CH1/STS1 til CH2/STS2"]
    steps = [step["key"] for step in campaign["system_steps"]]
    systems = in_campaign(campaign["title"])
    assert steps == ["in_use", "contacted", "plan", "tested", "moved", "verified"]
    assert 25 <= len(systems) <= 27
    assert {reached(row) for row in systems} == {None, *steps}
    assert {row.get("excused") for row in systems} == {None, "Ikke relevant", "Lukkes før stop"}
    stop = bounds(campaign["stop"])[1]
    plans = [bounds(row["plan_date"])[1] for row in systems if "plan_date" in row]
    assert stop is not None
    assert sum(plan is not None and plan > stop for plan in plans) == 1


def test_steps_are_known_in_order_and_past() -> None:
    campaigns = {found.id: found.values for found in all_of("campaign")}
    for row in values("campaign_system"):
        known = [step["key"] for step in campaigns[row["campaign"]]["system_steps"]]
        days = [step["on"] for step in row["steps"].values()]
        assert list(row["steps"]) == known[: len(days)]
        assert days == sorted(days)
        assert all(date.fromisoformat(day) <= ANCHOR for day in days)


@pytest.mark.parametrize("anchor", ANCHORS)
def test_the_stops_are_ahead(anchor: date) -> None:
    away = {
        row["title"]: ((bounds(row["stop"])[1] or anchor) - anchor).days
        for row in values("campaign", anchor)
    }
    assert 125 <= away["CH1/STS1 til CH2/STS2"] <= 135
    assert 30 <= away["OCES2 til OCES3"] <= 62
    assert len(away) == 9
    assert away.pop("SPI til Kommunernes Pensionssystem") < 0, "one is over"
    assert away.pop("SF Tele og Ekstranet") == 0, "of one nobody knows"
    assert min(away.values()) > 0


def test_every_phase_out_and_change_of_the_field_is_in_the_one_machinery() -> None:
    """domain.md, Phase-outs: «the same machinery tracks other phase-outs and changes»."""
    steps = {
        row["title"]: [one["key"] for one in row["system_steps"]] for row in values("campaign")
    }
    for words in ("CH1", "OCES2", "KMD Indkomst", "KMD Sag", "ESR", "DMI", "SPI", "SF Tele"):
        [title] = [one for one in steps if words in one]
        assert "moved" in steps[title] or title == "OCES2 til OCES3"
        assert in_campaign(title), title
    indexes = next(one for one in steps if "indekser" in one)
    assert steps[indexes] == [
        "agreed", "service", "processing", "told", "ordered", "viewers", "loaded", "shown",
    ]  # fmt: skip


def test_the_waves_of_two_projects_are_told_apart() -> None:
    """domain.md, «Waves»: KMD Aktiv in a pilot and seven waves, B4 and B5 on hold."""
    claims = {row["wave"]: row["date"] for row in values("milestone") if row["area"] == "KY"}
    assert set(claims) == {"pilot", *(f"B{n}" for n in range(1, 8))}
    assert {wave for wave, day in claims.items() if day is None} == {"B4", "B5"}
    known = [date.fromisoformat(day) for day in claims.values() if day]
    assert (max(known) - min(known)).days in range(110, 117)
    [profile] = values("profile")
    assert "KY: B2" in profile["waves"]
    assert "B3" in profile["waves"]


def test_manual_cases_of_kmd_sag_are_given_up_quarter_by_quarter() -> None:
    """domain.md: 47, 57, 67, 78 municipalities at the end of each quarter."""
    titles = [row["title"] for row in values("milestone") if row["title"].startswith("Manuelle")]
    assert [int(title.split()[2]) for title in titles] == [47, 57, 67, 78]


def test_agreements_wait_for_a_signature_and_for_a_download() -> None:
    states = values("agreement_state")
    assert len(values("agreement")) <= 10
    assert {row["state"] for row in states} == {"missing", "sent", "signed", "irrelevant"}
    soon = (ANCHOR + timedelta(days=10)).isoformat()
    assert any(
        ANCHOR.isoformat() <= row.get("download_before", "") <= soon and "stored" not in row
        for row in states
    )


def test_prices_are_those_of_the_budget_overview() -> None:
    price = {(row["system"], row["year"]): row["amount"] for row in values("price")}
    assert price["SAPA", 2022] == 15.58
    assert price["SAPA", 2023] == 13.81
    assert price["KY", 2022] == 19.83
    assert price["KSD", 2022] == 17.31
    total: Counter[str] = Counter()
    for row in values("price"):
        if row["year"] == 2022:
            total[row["unit"]] += round(row["amount"] * 100)
    assert sorted(total.values()) == [41, 220, 4600, 8600, 17484]


def texts() -> Iterator[tuple[str, str]]:
    """Every text of the demo as stored, with its kind."""
    for found in demo_records(ANCHOR):
        for field in KINDS[found.kind].fields:
            if field.type in (FieldType.TEXT, FieldType.PROSE) and field.name in found.values:
                yield found.kind, str(found.values[field.name])


def test_texts_are_whole_and_lead_nowhere_real() -> None:
    for kind, text in texts():
        assert text == text.strip()
        assert "{" not in text
        for host in re.findall(r"(?:@|://)([\w.-]+)", text):
            assert host.endswith(".example"), f"{kind}: {text}"


def test_no_data_file_tells_a_calendar_date() -> None:
    for entry in (files("kombit_tui.demo") / "data").iterdir():
        text = entry.read_text(encoding="utf-8")
        years = set(re.findall(r"\b(?:19|20)\d\d\b", text))
        allowed = {"2022", "2023"} if entry.name == "price.toml" else set()
        assert years <= allowed, entry.name
        assert not re.search(r"\b\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}\b", text), entry.name

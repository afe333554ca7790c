"""Calendars read back with icalendar: what is when, what moves, who is reminded."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Calendar

from kombit_tui.db.changes import Create
from kombit_tui.db.edits import Me, set_date
from kombit_tui.db.queries.listing import ids_listed
from kombit_tui.db.queries.records import subjects
from kombit_tui.db.store import Store
from kombit_tui.export.ics_file import sequence_of
from kombit_tui.export.whole import as_calendar
from tests.conftest import NOW

TODAY = NOW.date()
SOON = (TODAY + timedelta(days=20)).isoformat()
TASK, MEETING, VAGUE, NEVER = "0999-task", "0999-meeting", "0999-vague", "0999-never"


def read(store: Store, *ids: str) -> dict[str, Any]:
    """The events of a calendar of these records, by their UIDs."""
    content = as_calendar(store.reader, "Prøve", ids, NOW).content
    calendar = Calendar.from_ical(content)
    assert content.endswith(b"END:VCALENDAR\r\n")
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    (zone,) = calendar.walk("VTIMEZONE")
    assert zone["TZID"] == "Europe/Copenhagen"
    return {str(one["UID"]): one for one in calendar.walk("VEVENT")}


def fill(store: Store) -> None:
    """A task with a day, one with vague words, one without, and a meeting of two days."""
    task = {
        "title": "Bestil certifikat, [nu]; Ærø\n",
        "kind": "lokal",
        "due": SOON,
        "code": "IN003",
    }
    vague = {"title": "Vag", "due": "2027-05-21/2027-05-31", "due_text": "ultimo maj 2027"}
    meeting = {"title": "Møde", "date": "2026-09-01", "dates": ["2026-09-01", "2026-10-02"],
               "start": "09:00", "end": "11:30", "link": "https://moede.example"}  # fmt: skip
    store.apply(
        [
            Create("task", task, TASK),
            Create("task", vague, VAGUE),
            Create("task", {"title": "Uden dag"}, NEVER),
            Create("meeting", meeting, MEETING),
        ],
        "Nyt",
    )


def test_deadlines_are_whole_days_and_meetings_have_their_hour(store: Store) -> None:
    fill(store)
    found = read(store, TASK, VAGUE, NEVER, MEETING)
    assert set(found) == {f"{one}@kombit-tui" for one in (TASK, VAGUE, MEETING, f"{MEETING}-2")}
    task = found[f"{TASK}@kombit-tui"]
    assert task["SUMMARY"] == "Frist: IN003 Bestil certifikat, [nu]; Ærø"
    assert (task["DTSTART"].dt, task["DTEND"].dt) == (
        date.fromisoformat(SOON), date.fromisoformat(SOON) + timedelta(days=1),
    )  # fmt: skip
    vague = found[f"{VAGUE}@kombit-tui"]
    assert vague["DTSTART"].dt == date(2027, 5, 31)
    assert "Frist: ultimo maj 2027" in vague["DESCRIPTION"]
    second = found[f"{MEETING}-2@kombit-tui"]
    assert second["DTSTART"].dt == datetime(2026, 10, 2, 9, 0, tzinfo=ZoneInfo("Europe/Copenhagen"))
    assert second["DTEND"].dt.astimezone(UTC) == datetime(2026, 10, 2, 9, 30, tzinfo=UTC)


def test_what_is_over_or_done_reminds_nobody(store: Store) -> None:
    fill(store)
    store.apply([Create("task_state", {"task": VAGUE, "status": "done"}, f"0000-t-{VAGUE}")], "Ok")
    found = read(store, TASK, VAGUE, MEETING)
    triggers = [one["TRIGGER"].dt for one in found[f"{TASK}@kombit-tui"].walk("VALARM")]
    assert triggers == [timedelta(days=-6, hours=-15), timedelta(hours=-15)]
    done = found[f"{VAGUE}@kombit-tui"]
    assert done["SUMMARY"].startswith("Udført: ")
    assert done.walk("VALARM") == []


def test_a_new_export_moves_what_the_calendar_has_also_after_an_undo(store: Store) -> None:
    fill(store)
    moments = iter(NOW + timedelta(minutes=n) for n in range(1, 9))
    store.clock = lambda: next(moments)
    uid, numbers, days = f"{TASK}@kombit-tui", [], []

    def look() -> None:
        event = read(store, TASK)[uid]
        numbers.append(int(event["SEQUENCE"]))
        days.append(event["DTSTART"].dt)

    look()
    me = Me(store.municipality, "test", TODAY)
    edit = set_date(store.reader, subjects(store.reader, [TASK]), "2026-12-01", me)
    store.apply(edit.changes, "Frist")
    look()
    store.undo()
    look()
    assert numbers == sorted(set(numbers)), "each is newer than the one before"
    assert days == [date.fromisoformat(SOON), date(2026, 12, 1), date.fromisoformat(SOON)]


def test_a_sequence_is_the_same_for_all_who_hold_the_record() -> None:
    assert sequence_of("2026-08-19T09:00:00+02:00") == sequence_of("2026-08-19T07:00:00+00:00")
    assert sequence_of("2026-08-19T09:00:01+02:00") > sequence_of("2026-08-19T09:00:00+02:00")
    assert sequence_of("") == sequence_of("i går") == 0


def test_every_deadline_meeting_and_milestone_of_the_demo_is_told(demo_store: Store) -> None:
    for listed, fewest in (("tasks", 55), ("agenda", 15), ("milestones", 45), ("campaigns", 5)):
        ids = ids_listed(demo_store.reader, listed, "", TODAY)
        made = as_calendar(demo_store.reader, "Prøve", ids, NOW)
        assert made.number >= fewest
        assert len(read(demo_store, *ids)) == made.number
        assert made.number + made.left_out >= len(ids)

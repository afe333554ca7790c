"""What of a plan is written when somebody has looked at it: what is accepted, and what it needs."""

from typing import Any

import pytest

from kombit_tui.db.queries.known import known_records
from kombit_tui.db.store import Store
from kombit_tui.domain.review_entries import State
from kombit_tui.errors import RecordInvalid
from kombit_tui.ingest.candidates import DeadlineChange, Extraction
from kombit_tui.ingest.pipeline import IMPORTED
from kombit_tui.ingest.plan import Plan, Planned, make_plan
from tests.ingest.test_plan import TODAY, extraction, meeting, of_kind, plan, read, task, tasks
from tests.tools.imported import apply, carry_out


def entry(made: Plan, title: str) -> Planned:
    """The record of a plan that somebody decides on."""
    [found] = [one for one in made.entries if one.title == title]
    return found


def kinds(chosen: tuple[Planned, ...]) -> list[str]:
    """The kinds of what is written."""
    return sorted(one.kind for one in chosen)


def test_what_is_accepted_brings_what_it_points_to_and_nothing_else() -> None:
    file = tasks(task("A", project="Lægehonorar"), task("B", project="Borgerblikket"))
    made = plan(file, {})
    assert [one.title for one in made.entries] == ["A", "B"]
    chosen = made.accepted({entry(made, "B").key})
    assert [one.title for one in chosen if one.kind == "project"] == ["Borgerblikket"]
    assert kinds(chosen) == ["project", "source", "task"]
    assert made.accepted(()) == ()


def test_a_meeting_is_stored_with_the_item_that_is_held_at_it() -> None:
    made = plan(meeting("2026-02-01", "Velkomst", "a.txt"), {})
    assert kinds(made.accepted({entry(made, "Velkomst").key})) == [
        "agenda_item",
        "meeting",
        "source",
    ]


def test_the_history_of_a_deadline_follows_its_task() -> None:
    known = read(tasks(task(due="2026-05-31"), task("Bestil adgang")))
    newer = tasks(task(due="2026-06-30"), task("Bestil adgang", duration="1 uge"), name="b.txt")
    made = plan(newer, known)
    [moved] = of_kind(made, "task_change")
    first, second = made.entries
    assert moved.follows == first.key
    assert moved not in made.entries
    assert moved not in made.accepted({second.key})
    assert moved in made.accepted({first.key})
    mended = made.accepted({first.key}, {first.key: {"due": "2026-07-31"}})
    assert {one.values["after"] for one in mended if one.kind == "task_change"} == {"2026-07-31"}
    kept = made.accepted({first.key}, {first.key: {"due": "2026-05-31"}})
    assert "task_change" not in kinds(kept)


def test_a_change_tells_every_field_before_and_after() -> None:
    known = read(tasks(task(due="2026-05-31", duration="1 uge")))
    made = plan(tasks(task(due="2026-06", due_text="juni", duration="1 uge"), name="b.txt"), known)
    [found] = made.entries
    told = {one.field.name: (one.old, one.new, one.new_words) for one in found.changes}
    assert told == {"due": ("2026-05-31", "2026-06", "juni")}
    assert (made.place(found), found.verdict) == ("linje 3-4", State.CHANGED)


def test_what_is_mended_in_the_review_is_stored_once_and_undone_whole(store: Store) -> None:
    found = tasks(task(" ", due="2026-05-31"), task("Bestil adgang"), task("Mød op"))
    made = against(store, found)
    bad, order, meet = made.entries
    with pytest.raises(RecordInvalid):
        apply(store, made, {bad.key, order.key}, {bad.key: {"title": ""}})
    assert store.is_empty()
    edited: dict[str, dict[str, Any]] = {
        bad.key: {"title": "Udpeg en leder"},
        order.key: {"title": "Bestil adgang til KLIK", "due": "2026-09"},
    }
    apply(store, made, {bad.key, order.key}, edited)
    known = known_records(store.reader, ["task"])["task"]
    assert {one["title"]: one["due"] for one in known.values()} == {
        "Udpeg en leder": "2026-05-31",
        "Bestil adgang til KLIK": "2026-09",
    }
    again = against(store, found)
    assert [one.key for one in again.entries if one.is_stored] == [meet.key]
    store.undo()
    assert store.is_empty()


def test_what_somebody_has_mended_stands_when_the_same_file_is_read_again(store: Store) -> None:
    moved = DeadlineChange(from_="2026-05-01", to="2026-05-31")
    found = tasks(task(due="2026-05-31", deadline_changes=(moved,)))
    carry_out(store, against(store, found))
    [task_id] = known_records(store.reader, ["task"])["task"]
    from kombit_tui.db.changes import Update

    store.apply([Update(task_id, {"due": "2026-08-31"})], "Frist")
    assert against(store, found).changes == ()


def test_the_sure_ones_are_those_of_that_confidence() -> None:
    made = plan(tasks(task("A", confidence=0.9), task("B", confidence=0.6)), {})
    assert [len(made.sure(least)) for least in (0.95, 0.8, 0.6)] == [0, 1, 2]
    nothing = plan(extraction(), {})
    assert (nothing.entries, nothing.accepted()) == ((), ())


def against(store: Store, found: Extraction) -> Plan:
    """The plan for a store."""
    known = known_records(store.reader, IMPORTED)
    return make_plan(found, known, store.municipality, TODAY)

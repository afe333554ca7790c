"""What an import would do: known again, never doubled, never older over newer, never twice."""

from datetime import date
from typing import Any

import pytest

from kombit_tui.domain.review_entries import State
from kombit_tui.ingest.candidates import (
    AgendaFound,
    ContactFound,
    DeadlineChange,
    Extraction,
    MeetingFound,
    SourceFile,
    TaskFound,
)
from kombit_tui.ingest.pipeline import summary
from kombit_tui.ingest.plan import Plan, Planned, make_plan

TODAY = date(2026, 8, 19)
Known = dict[str, dict[str, dict[str, Any]]]


def extraction(name: str = "a.txt", day: str | None = "2026-05-01", **found: Any) -> Extraction:
    """What a file says."""
    source = SourceFile(file=name, kind="deck", sha256=f"sha of {name!r}")
    return Extraction(source=source, document_date=day, **found)


def tasks(*found: TaskFound, name: str = "a.txt", day: str | None = "2026-05-01") -> Extraction:
    """A file with tasks only."""
    return extraction(name, day, tasks=found)


def task(title: str = "Udpeg en projektleder", /, **values: Any) -> TaskFound:
    """A task as it was read."""
    return TaskFound(lines=(3, 4), title=title, **values)


def plan(found: Extraction, known: Known) -> Plan:
    """What would be done."""
    return make_plan(found, known, "0999", TODAY)


def applied(made: Plan, known: Known) -> Known:
    """What is known after a plan was carried out, as the store would have it."""
    after: Known = {kind: dict(records) for kind, records in known.items()}
    for one in made.changes:
        records = after.setdefault(one.kind, {})
        if one.verdict is State.NEW:
            assert one.id not in records
        cleared = {f"{n}_text": None for n in ("due", "start") if n in one.values}
        records[one.id] = {**records.get(one.id, {}), **cleared, **one.values}
    return after


def read(*found: Extraction) -> Known:
    """What is known after some files were read, one after the other."""
    known: Known = {}
    for one in found:
        known = applied(plan(one, known), known)
    return known


def of_kind(made: Plan, kind: str) -> list[Planned]:
    """The records of a kind in a plan."""
    return [one for one in made.records if one.kind == kind]


def only(known: Known, kind: str) -> dict[str, Any]:
    """The one record of a kind."""
    [found] = known[kind].values()
    return found


def test_a_first_file_makes_everything_new() -> None:
    made = plan(tasks(task(code="LH1", project="Lægehonorar")), {})
    assert {one.kind for one in made.changes} == {"source", "project", "task"}
    assert {one.verdict for one in made.records} == {State.NEW}
    [found] = of_kind(made, "task")
    assert (found.values["source_first"], found.values["source_last"]) == (3, 4)
    assert found.values["source"] == of_kind(made, "source")[0].id
    assert found.id.startswith("0999-")


def test_the_same_file_again_is_all_the_same() -> None:
    file = tasks(task(code="LH1", project="Lægehonorar"), task("Bestil adgang"))
    again = plan(file, read(file))
    assert again.changes == ()
    assert {one.verdict for one in again.records} == {State.SAME}


def test_a_newer_file_changes_only_what_it_says_otherwise() -> None:
    known = read(tasks(task(code="LH1", wave="1", duration="1 uge")))
    made = plan(tasks(task(code="LH1", wave="1", duration="2 uger"), name="b.txt"), known)
    [found] = of_kind(made, "task")
    assert found.verdict is State.CHANGED
    assert (found.before, found.values["duration"]) == ({"duration": "1 uge"}, "2 uger")
    assert "code" not in found.values


@pytest.mark.parametrize(
    ("bad", "told"),
    [
        (task(" "), "Titel skal udfyldes"),
        (task(kind="haster"), "kendes ikke"),
        (task(due="snart"), "er ikke en dato"),
    ],
)
def test_a_record_that_cannot_be_stored_is_told_and_left_out(bad: TaskFound, told: str) -> None:
    made = plan(tasks(bad, task("Bestil adgang")), {})
    first, second = of_kind(made, "task")
    assert first.verdict is State.UNREADABLE
    assert told in first.reason
    assert second.verdict is State.NEW
    assert any(line.startswith("Linje 3: ") for line in summary(made))
    assert first not in made.changes


def test_a_contact_without_name_or_mail_is_unreadable() -> None:
    nobody = [ContactFound(lines=(n, n), phone=f"1234567{n}") for n in (1, 2)]
    made = plan(extraction(contacts=tuple(nobody)), {})
    assert [one.verdict for one in of_kind(made, "contact")] == [State.UNREADABLE] * 2


# Moved deadlines.


def test_a_deadline_that_moved_becomes_history() -> None:
    known = read(tasks(task(due="2026-05-31")))
    made = plan(tasks(task(due="2026-06-30"), name="b.txt", day="2026-06-01"), known)
    [change] = of_kind(made, "task_change")
    [found] = of_kind(made, "task")
    told = {name: change.values[name] for name in ("task", "field", "before", "after", "on")}
    assert told == {
        "task": found.id,
        "field": "due",
        "before": "2026-05-31",
        "after": "2026-06-30",
        "on": "2026-06-01",
    }


def test_a_move_that_a_file_tells_of_is_history_once() -> None:
    moved = DeadlineChange(from_="2026-05-31", to="2026-06-30", reason="Ferie")
    first = tasks(task(due="2026-06-30", deadline_changes=(moved,)))
    known = read(tasks(task(due="2026-05-31"), name="0.txt", day="2026-04-01"), first)
    assert len(known["task_change"]) == 1
    assert plan(first, known).changes == ()


def test_other_words_for_the_same_day_are_no_change() -> None:
    known = read(tasks(task(due="2026-05-31", due_text="ultimo maj")))
    made = plan(tasks(task(due="2026-05-31", due_text="31. maj"), name="b.txt"), known)
    assert of_kind(made, "task")[0].verdict is State.SAME


def test_a_new_date_brings_its_words_even_when_they_stay_the_same() -> None:
    known = read(tasks(task(due="2026-05", due_text="snart")))
    file = tasks(task(due="2026-06", due_text="snart"), name="b.txt")
    known = applied(plan(file, known), known)
    assert (only(known, "task")["due"], only(known, "task")["due_text"]) == ("2026-06", "snart")


# Older and newer.


def test_an_older_file_only_fills_what_is_blank() -> None:
    new = tasks(task(due="2026-06-30", duration="1 uge"), name="ny.txt", day="2026-06-01")
    old = tasks(
        task(due="2026-05-31", due_text="ultimo maj", duration="2 uger", performer="IT"),
        name="gammel.txt",
        day="2026-03-01",
    )
    middle = tasks(task(duration="3 uger"), name="midt.txt", day="2026-04-01")
    known = read(new, old, middle)
    found = only(known, "task")
    assert (found["due"], found.get("due_text")) == ("2026-06-30", None)
    assert (found["duration"], found["performer_role"]) == ("1 uge", "IT")
    assert "task_change" not in known


# Known again.


def test_a_title_that_is_nearly_the_same_is_the_same() -> None:
    known = read(tasks(task("Udpeg en lokal projektleder i kommunen")))
    made = plan(tasks(task("Udpeg en lokal projektleder i kommunen."), name="b.txt"), known)
    assert of_kind(made, "task")[0].verdict is State.CHANGED


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            task("Udpeg en lokal projektleder", code="A"),
            task("Udpeg en lokal projektleder", code="B"),
        ),
        (task("Flyt snitfladen SF1500 til fase 1"), task("Flyt snitfladen SF1500 til fase 2")),
        (task("Udpeg en projektleder"), task("Bestil adgang til KLIK")),
        (task(wave="1"), task(wave="2")),
        (task(project="Lægehonorar"), task(project="Borgerblikket")),
    ],
)
def test_what_differs_in_code_number_title_wave_or_project_is_another(
    one: TaskFound, other: TaskFound
) -> None:
    assert len(read(tasks(one, other))["task"]) == 2
    assert len(read(tasks(one), tasks(other, name="b.txt"))["task"]) == 2


def test_the_same_code_is_the_same_task_whatever_its_title() -> None:
    known = read(
        tasks(task("Udpeg", code="lh1")), tasks(task("Helt andet", code="LH1"), name="b.txt")
    )
    assert only(known, "task")["title"] == "Helt andet"


def test_a_record_named_twice_is_one_and_the_first_word_counts() -> None:
    file = tasks(task(due="2026-05-31"), task(due="2026-06-30", duration="1 uge"))
    known = read(file)
    assert (only(known, "task")["due"], only(known, "task")["duration"]) == ("2026-05-31", "1 uge")
    assert plan(file, known).changes == ()


def test_a_project_is_known_by_its_other_names() -> None:
    known: Known = {
        "project": {"0999-p": {"name": "Lægehonorar", "code": "LH", "aliases": ["Honorar"]}}
    }
    for name in ("lægehonorar", "LH", "Honorar"):
        [found] = of_kind(plan(tasks(task(project=name)), known), "task")
        assert found.values["project"] == "0999-p"


def test_a_project_that_was_renamed_is_not_made_again() -> None:
    file = tasks(task(project="Lægehonorar"))
    known = read(file)
    only(known, "project")["name"] = "Noget helt andet"
    assert plan(file, known).changes == ()


def meeting(day: str, item: str, name: str) -> Extraction:
    """A file about a meeting that always has the same title."""
    return extraction(
        name,
        day,
        meetings=(MeetingFound(lines=(1, 1), title="Koordinatormøde", dates=(day,)),),
        agenda=(AgendaFound(lines=(5, 5), position=1, title=item),),
    )


def test_items_belong_to_the_meeting_of_their_own_file() -> None:
    days = ("2026-02-01", "2026-05-01")
    known = read(*(meeting(day, "Velkomst", f"{day}.txt") for day in days))
    dates = {name: found["date"] for name, found in known["meeting"].items()}
    assert sorted(dates[one["meeting"]] for one in known["agenda_item"].values()) == list(days)


def test_a_strange_file_name_is_cleaned() -> None:
    made = plan(tasks(task(), name="op\udcff\x1b[2Jgaver.txt"), {})
    assert made.title == "Import af opgaver.txt"
    assert of_kind(made, "source")[0].values["file"] == "opgaver.txt"


def test_a_file_in_which_nothing_is_recognised_is_not_kept() -> None:
    plan = make_plan(extraction(), {}, "0999", TODAY)
    assert plan.changes == ()
    assert "ikke genkendt noget" in summary(plan)[0]

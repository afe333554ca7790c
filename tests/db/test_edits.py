"""What a wish means: a day, a person, a comment, done, the bin; for every kind, and undone."""

from typing import Any

import pytest

from kombit_tui.db.changes import Change, Create
from kombit_tui.db.doing import toggle_done
from kombit_tui.db.edits import (
    DATED,
    HELD,
    Edit,
    Me,
    comment,
    datable,
    date_now,
    holder_now,
    named,
    set_date,
    set_responsible,
)
from kombit_tui.db.forms import new_part, parts_of
from kombit_tui.db.queries.known import known_records
from kombit_tui.db.queries.records import (
    FEED,
    Subject,
    anchors,
    choices_of,
    pointing_to,
    record_values,
    subjects,
)
from kombit_tui.db.removal import remove
from kombit_tui.db.store import Store
from kombit_tui.domain.fields import FieldType
from kombit_tui.domain.folding import sort_key
from kombit_tui.domain.records import KINDS
from tests.conftest import NOW

ME = Me("0999", "tester", NOW.date())
LISTED = ("task", "role", "campaign", "campaign_system", "meeting", "agenda_item", "question")


def some(store: Store, kind: str, number: int = 1) -> list[Subject]:
    """The first records of a kind."""
    ids = list(known_records(store.reader, [kind])[kind])[:number]
    return subjects(store.reader, ids)


def values(store: Store, kind: str, record_id: str) -> dict[str, Any]:
    """What a record holds."""
    found = record_values(store.reader, kind, record_id)
    assert found is not None
    return found


def everything(store: Store) -> dict[str, dict[str, dict[str, Any]]]:
    """All that is in a store."""
    return known_records(store.reader, KINDS)


def carry_out(store: Store, edit: Edit) -> None:
    """Write an edit."""
    assert store.apply(edit.changes, edit.label or "Prøve").group is not None


def local_task(store: Store) -> Subject:
    """A task of our own."""
    store.apply([Create("task", {"title": "Egen", "kind": "lokal"}, "0999-egen")], "Ny")
    return subjects(store.reader, ["0999-egen"])[0]


# A day.


def test_the_date_of_an_announced_task_is_our_own_and_leaves_the_announced_one(
    demo_store: Store,
) -> None:
    (task,) = some(demo_store, "task")
    due = values(demo_store, "task", task.id)["due"]
    carry_out(demo_store, set_date(demo_store.reader, [task], "2026-09-01", ME))
    assert date_now(demo_store.reader, task) == ("2026-09-01", None)
    assert values(demo_store, "task", task.id)["due"] == due
    assert len(pointing_to(demo_store.reader, "task_state", "task", [task.id])) == 1


def test_the_date_of_a_local_task_is_its_deadline(demo_store: Store) -> None:
    task = local_task(demo_store)
    carry_out(demo_store, set_date(demo_store.reader, [task], "2026-09-01", ME))
    assert values(demo_store, "task", task.id)["due"] == "2026-09-01"
    assert date_now(demo_store.reader, task) == ("2026-09-01", None)
    assert not pointing_to(demo_store.reader, "task_state", "task", [task.id])


@pytest.mark.parametrize("kind", DATED)
def test_a_date_can_be_set_and_cleared_and_undone(demo_store: Store, kind: str) -> None:
    about = some(demo_store, kind, 3)
    before = everything(demo_store)
    carry_out(demo_store, set_date(demo_store.reader, about, "2027-02-03", ME))
    assert {date_now(demo_store.reader, one)[0] for one in about} == {"2027-02-03"}
    carry_out(demo_store, set_date(demo_store.reader, about, None, ME))
    assert {date_now(demo_store.reader, one)[0] for one in about} == {None}
    demo_store.undo()
    demo_store.undo()
    assert everything(demo_store) == before


@pytest.mark.parametrize("kind", [one for one in LISTED if one not in DATED])
def test_kinds_without_a_date_say_so(demo_store: Store, kind: str) -> None:
    edit = set_date(demo_store.reader, some(demo_store, kind, 2), "2027-02-03", ME)
    assert edit.changes == ()
    assert len(edit.refused) == 1
    assert edit.refused[0].endswith("har ingen frist at sætte.")


def test_the_sentence_names_the_kind_as_people_do(demo_store: Store) -> None:
    _, refused = datable([*some(demo_store, "role"), *some(demo_store, "meeting")])
    assert refused == (
        "En rolle har ingen frist at sætte.",
        "Et møde har ingen frist at sætte.",
    )


def test_days_to_count_from_have_the_names_people_use(demo_store: Store) -> None:
    (system,) = some(demo_store, "campaign_system")
    campaign = values(demo_store, "campaign_system", system.id)["campaign"]
    found = anchors(demo_store.reader, system)
    assert found["stop"].isoformat() == values(demo_store, "campaign", campaign)["stop"]
    (task,) = some(demo_store, "task")
    assert "frist" in anchors(demo_store.reader, task)


# A person.


@pytest.mark.parametrize("kind", HELD)
def test_a_person_can_be_made_responsible_and_nobody(demo_store: Store, kind: str) -> None:
    about = some(demo_store, kind, 3)
    new = Create("person", {"name": "Ny Person"}, "0999-ny")
    edit = set_responsible(demo_store.reader, about, "0999-ny", ME)
    demo_store.apply([new, *edit.changes], "Ansvarlig")
    for one in about:
        held = set_responsible(demo_store.reader, [one], "0999-ny", ME)
        if kind == "role":
            assert held.changes == ()  # held already
        else:
            assert holder_now(demo_store.reader, one, ME) == "0999-ny"
    carry_out(demo_store, set_responsible(demo_store.reader, about, None, ME))
    assert {holder_now(demo_store.reader, one, ME) for one in about} == {None}


def test_a_person_comes_to_hold_a_role_today_beside_who_has_it(demo_store: Store) -> None:
    (person,) = some(demo_store, "person")
    role = next(
        one
        for one in some(demo_store, "role", 99)
        if holder_now(demo_store.reader, one, ME) not in (None, person.id)
    )
    (change,) = set_responsible(demo_store.reader, [role], person.id, ME).changes
    assert isinstance(change, Create)
    assert change.values == {"role": role.id, "person": person.id, "since": "2026-08-19"}


# Comment and done.


@pytest.mark.parametrize("kind", LISTED)
def test_every_kind_can_be_commented_on(demo_store: Store, kind: str) -> None:
    about = some(demo_store, kind, 2)
    carry_out(demo_store, comment(about, "Ring [b]nu[/b]", ME))
    notes = known_records(demo_store.reader, ["note"])["note"].values()
    mine = [one for one in notes if one["text"] == "Ring [b]nu[/b]"]
    assert {(one["about"], one["on"]) for one in mine} == {(one.id, "2026-08-19") for one in about}


def is_done(store: Store, one: Subject) -> bool:
    """Whether `d` would take it back."""
    return "Ikke" in toggle_done(store.reader, [one], ME).label


@pytest.mark.parametrize("kind", ["task", "campaign_system", "agenda_item"])
def test_done_is_set_and_taken_back(demo_store: Store, kind: str) -> None:
    one = next(one for one in some(demo_store, kind, 60) if not is_done(demo_store, one))
    for expected in (True, False, True):
        carry_out(demo_store, toggle_done(demo_store.reader, [one], ME))
        assert is_done(demo_store, one) is expected


def test_several_are_done_unless_all_of_them_are(demo_store: Store) -> None:
    about = [*some(demo_store, "task", 4), *some(demo_store, "agenda_item", 3)]
    carry_out(demo_store, toggle_done(demo_store.reader, about[:2], ME))
    edit = toggle_done(demo_store.reader, about, ME)
    assert edit.label == "Udført: 7 poster"
    carry_out(demo_store, edit)
    assert all(is_done(demo_store, one) for one in about)


def test_what_cannot_be_done_says_so(demo_store: Store) -> None:
    excused = next(
        one
        for one in some(demo_store, "campaign_system", 99)
        if values(demo_store, "campaign_system", one.id)["excused"]
    )
    edit = toggle_done(demo_store.reader, [excused, *some(demo_store, "role")], ME)
    assert edit.changes == ()
    assert edit.subjects == ()
    assert edit.refused == (
        "En rolle kan ikke sættes til udført.",
        "Et system, der er undtaget, har ingen trin at tage.",
    )


# The bin.


@pytest.mark.parametrize("kind", [one for one in KINDS if one != "source"])
def test_nothing_points_to_what_is_gone_and_undo_brings_all_of_it_back(
    demo_store: Store, kind: str
) -> None:
    about = some(demo_store, kind, 4)
    if not about:
        pytest.skip(f"no {kind} in the demo")
    before = everything(demo_store)
    edit = remove(demo_store.reader, about)
    carry_out(demo_store, edit)
    after = everything(demo_store)
    ids = {one for records in after.values() for one in records}
    assert not ids & {one.id for one in about}
    for name, records in after.items():
        refs = [f.name for f in KINDS[name].fields if f.type is FieldType.REF]
        for record in records.values():
            assert {record[ref] for ref in refs if record[ref]} <= ids
    assert {note["about"] for note in after["note"].values()} <= ids
    demo_store.undo()
    assert {name: dict(sorted(r.items())) for name, r in everything(demo_store).items()} == {
        name: dict(sorted(r.items())) for name, r in before.items()
    }


def test_a_meeting_takes_its_items_questions_and_preparations_along(demo_store: Store) -> None:
    (meeting,) = some(demo_store, "meeting")
    reader = demo_store.reader
    items = pointing_to(reader, "agenda_item", "meeting", [meeting.id])
    gone = {getattr(change, "id") for change in remove(reader, [meeting]).changes}  # noqa: B009
    assert items
    assert {*items, *pointing_to(reader, "question", "meeting", [meeting.id])} <= gone
    assert {*pointing_to(reader, "preparation", "item", items)} <= gone


def test_a_project_that_is_gone_leaves_its_tasks(demo_store: Store) -> None:
    task = next(
        one for one in some(demo_store, "task", 99) if values(demo_store, "task", one.id)["project"]
    )
    project = values(demo_store, "task", task.id)["project"]
    carry_out(demo_store, remove(demo_store.reader, subjects(demo_store.reader, [project])))
    assert values(demo_store, "task", task.id)["project"] is None


# The national feed.


def test_what_the_feed_announces_is_neither_edited_nor_deleted(demo_store: Store) -> None:
    (task, meeting) = (*some(demo_store, "task"), *some(demo_store, "meeting"))
    with demo_store.engine.begin() as connection:
        for one in (task, meeting):
            connection.exec_driver_sql(
                f"UPDATE {one.kind} SET bucket = ? WHERE id = ?", (FEED, one.id)
            )
    about = subjects(demo_store.reader, [task.id, meeting.id])
    assert not any(one.is_ours for one in about)
    edit = remove(demo_store.reader, about)
    assert edit.changes == ()
    assert "nationale katalog" in edit.refused[0]
    assert [part.kind for part in parts_of(demo_store.reader, about[0], ME)] == ["task_state"]
    assert parts_of(demo_store.reader, about[1], ME) == ()
    assert set_date(demo_store.reader, about[:1], "2026-09-01", ME).changes


# Forms, pickers, names.


@pytest.mark.parametrize("kind", KINDS)
def test_a_form_of_every_kind_that_changes_nothing_writes_nothing(
    demo_store: Store, kind: str
) -> None:
    for one in some(demo_store, kind):
        for part in parts_of(demo_store.reader, one, ME):
            assert part.changes({}) == ()
            assert all(field.editable for field in part.fields())


def test_a_form_writes_what_was_typed_and_nothing_else(demo_store: Store) -> None:
    (task,) = some(demo_store, "task")
    own, ours = parts_of(demo_store.reader, task, ME)
    changes: list[Change] = [*own.changes({"title": "Ny"}), *ours.changes({"status": "done"})]
    demo_store.apply(changes, "Rettet")
    assert values(demo_store, "task", task.id) == {**own.values, "title": "Ny"}
    assert parts_of(demo_store.reader, task, ME)[1].values["status"] == "done"


@pytest.mark.parametrize(
    ("kind", "near", "expected"),
    [
        ("agenda_item", "meeting", {"meeting"}),
        ("agenda_item", "agenda_item", {"meeting"}),
        ("question", "agenda_item", {"meeting", "item", "asked_by"}),
        ("assignment", "role", {"role", "since"}),
        ("campaign_system", "campaign_system", {"campaign"}),
        ("milestone", "campaign", {"campaign"}),
        ("task", "task", {"kind", "campaign"}),
        ("person", "role", set()),
    ],
)
def test_a_new_record_belongs_where_the_user_stands(
    demo_store: Store, kind: str, near: str, expected: set[str]
) -> None:
    (one,) = some(demo_store, near)
    part = new_part(demo_store.reader, kind, one, ME)
    assert set(part.preset) == expected
    assert part.id.startswith("0999-")
    assert {part.preset.get(near)} <= {one.id, None}


@pytest.mark.parametrize("kind", KINDS)
def test_there_are_choices_of_every_kind_in_danish_order(demo_store: Store, kind: str) -> None:
    found = choices_of(demo_store.reader, kind)
    assert len(found) == len(known_records(demo_store.reader, [kind])[kind])
    titles = [sort_key(one.title) for one in found]
    assert titles == sorted(titles)


def test_subjects_keep_their_order_and_leave_out_what_is_gone(demo_store: Store) -> None:
    (task, role) = (*some(demo_store, "task"), *some(demo_store, "role"))
    found = subjects(demo_store.reader, [role.id, "group:x", "borte", task.id, role.id])
    assert [one.id for one in found] == [role.id, task.id]
    assert named(found) == "2 poster"
    assert named(found[:1]) == role.title
    assert named([task, task]) == "2 opgaver"

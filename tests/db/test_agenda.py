"""What belongs to meetings: carried questions, what an item touches, what happened since."""

from datetime import timedelta

from kombit_tui.db.changes import Change, Origin, Update
from kombit_tui.db.edits import Me
from kombit_tui.db.preparing import answer, task_of
from kombit_tui.db.queries.agenda import (
    ItemRow,
    MeetingRow,
    QuestionRow,
    agenda,
    item_states,
    next_meeting,
)
from kombit_tui.db.queries.beside import beside, papers
from kombit_tui.db.queries.facts import facts_of
from kombit_tui.db.queries.records import subjects
from kombit_tui.db.queries.since_meeting import since_meeting
from kombit_tui.db.queries.tasks import task_detail
from kombit_tui.db.queries.touching import project_of
from kombit_tui.db.store import Store
from tests.conftest import NOW
from tests.db.test_queries import made

TODAY = NOW.date()
ME = Me("0999", "tester", TODAY)


def two_meetings(store: Store, *more: Change) -> None:
    """One in July, one in September, each with an item, and whatever else."""
    days = {"juli": "2026-07-01", "september": "2026-09-02"}
    store.apply(
        [
            *(made("meeting", name, title=name, date=day) for name, day in days.items()),
            made("agenda_item", "i", meeting="0999-september", title="Havnesag CH2", position=1),
            made("agenda_item", "gl", meeting="0999-juli", title="Gammelt", position=1),
            *more,
        ],
        "Fyldt",
    )


def item(store: Store, record_id: str = "0999-i") -> ItemRow:
    """An item of the agenda."""
    rows = [row for row in agenda(store.reader, TODAY) if isinstance(row, ItemRow)]
    return next(row for row in rows if row.id == record_id)


def test_an_unanswered_question_stands_under_the_next_meeting_and_says_where_it_is_from(
    store: Store,
) -> None:
    two_meetings(
        store,
        made("question", "åben", meeting="0999-juli", question="Åben?"),
        made("question", "svar", meeting="0999-juli", question="Svar?", answer="Ja"),
        made("question", "ny", meeting="0999-september", question="Ny?"),
    )
    rows = agenda(store.reader, TODAY)
    told = [row.question if isinstance(row, QuestionRow) else row.title for row in rows]
    assert told == ["september", "Havnesag CH2", "Ny?", "Åben?", "juli", "Gammelt", "Svar?"]
    meeting, carried = rows[0], rows[3]
    assert isinstance(meeting, MeetingRow)
    assert (meeting.questions, meeting.open_questions) == (2, 2)
    assert isinstance(carried, QuestionRow)
    assert (carried.is_carried, carried.asked_on) == (True, "2026-07-01")
    since = since_meeting(store.reader, "0999-september", TODAY)
    assert since is not None
    assert since.carried == ()


def test_the_answer_ends_the_promise_and_the_question_goes_back(store: Store) -> None:
    two_meetings(
        store,
        made("question", "q", meeting="0999-juli", question="?", promised_for="2026-09-02"),
    )
    edit = answer(store.reader, subjects(store.reader, ["0999-q", "0999-i"]), "Ja")
    assert edit.refused == ("Et dagsordenspunkt kan ikke besvares.",)
    store.apply(edit.changes, "Svar")
    (row,) = (row for row in agenda(store.reader, TODAY) if isinstance(row, QuestionRow))
    assert (row.answer, row.promised_for, row.is_carried) == ("Ja", None, False)
    store.apply([Update("0999-q", {"promised_for": "2026-09-02"})], "Lovet mere")
    edit = answer(store.reader, subjects(store.reader, ["0999-q"]), "Ja, foreløbig")
    store.apply(edit.changes, "Svar")
    (row,) = (row for row in agenda(store.reader, TODAY) if isinstance(row, QuestionRow))
    assert (row.promised_for, row.is_carried) == ("2026-09-02", True)


def test_the_latest_that_anybody_did_is_how_far_an_item_is(store: Store) -> None:
    two_meetings(store, made("preparation", "a", item="0999-i", person="A", state="read"))
    assert item_states(store.reader, ["0999-i", "0999-gl", "0999-væk"]) == {
        "0999-i": "read", "0999-gl": "unread"}  # fmt: skip
    store.apply(
        [made("preparation", "b", item="0999-i", person="B", state="unread")], "Ikke udført"
    )
    meeting = next_meeting(store.reader, TODAY)
    assert meeting is not None
    assert (item(store).state, meeting.unread, meeting.read) == ("unread", 1, 0)


def test_an_item_touches_open_tasks_of_its_project_and_none_made_of_it(store: Store) -> None:
    two_meetings(
        store,
        made("project", "p", code="CH2", name="Udfasning"),
        made("task", "åben", title="Åben", project="0999-p"),
        made("task", "udført", title="Udført", project="0999-p"),
        made("task_state", "s", task="0999-udført", status="done"),
        made("task", "fremmed", title="Fremmed"),
        made("task", "af", title="Lavet", project="0999-p", item="0999-i"),
        made("role", "r", name="CH2 - ansvarlig", system="CH2", mandatory=True),
        made("role", "besat", name="CH2 - ejer", system="CH2"),
        made("person", "n", name="N"),
        made("assignment", "a", role="0999-besat", person="0999-n"),
        made("agreement", "mangler", title="Aftale", project="0999-p"),
        made("agreement", "klar", title="Klar", project="0999-p"),
        made("agreement_state", "k", agreement="0999-klar", state="signed"),
        made("system", "sys", name="Havnesag", in_use=True),
        made("system", "ude", name="Havnesag CH2", in_use=False),
    )
    found = beside(store.reader, item(store), TODAY)
    assert {(one.ours.kind, one.ours.title) for one in found.touched} == {
        ("task", "Åben"),
        ("role", "CH2 - ansvarlig"),
        ("agreement", "Aftale"),
        ("system", "Havnesag"),
    }
    assert [task.title for task in found.tasks] == ["Lavet"]


def test_systems_still_to_be_moved_are_touched_by_their_campaign(demo_store: Store) -> None:
    rows = [row for row in agenda(demo_store.reader, TODAY) if isinstance(row, ItemRow)]
    moving = next(row for row in rows if row.title.startswith("CH2/STS2: hvor"))
    found = beside(demo_store.reader, moving, TODAY).touched
    waiting = [one.ours.title for one in found if one.ours.note == "waiting"]
    assert "Omsorgsnet" in waiting
    assert "SAPA" not in waiting
    plain = next(row for row in rows if row.title == "Velkomst")
    assert beside(demo_store.reader, plain, TODAY).touched == ()


def test_a_task_of_an_item_has_its_title_and_the_project_it_names_first(store: Store) -> None:
    two_meetings(
        store,
        made("project", "sapa", code="SAPA", name="SAPA"),
        made("project", "ch", code="CH2", name="Udfasning"),
        Update("0999-i", {"text": "Gælder SAPA"}),
    )
    assert project_of(store.reader, item(store)) == "0999-ch"
    assert project_of(store.reader, item(store, "0999-gl")) is None
    part = task_of(store.reader, item(store), ME)
    store.apply(part.changes({}), "Ny")
    row = store.reader.execute("SELECT title, kind, project, item FROM task").fetchone()
    assert tuple(row) == ("Havnesag CH2", "lokal", "0999-ch", "0999-i")
    detail = task_detail(store.reader, part.id)
    assert detail is not None
    assert detail.record["item_title"] == "Havnesag CH2"


def test_since_the_last_meeting_tells_new_tasks_moved_deadlines_ours_and_news(
    store: Store,
) -> None:
    two_meetings(
        store,
        made("source", "dæk", file="a.pdf", speaks_from="2026-08-01"),
        made("source", "ældre", file="b.pdf", speaks_from="2026-06-01"),
        made("task", "ny", title="Ny", source="0999-dæk"),
        made("task", "gl-opgave", title="Gammel", source="0999-ældre"),
        made("task_change", "c", task="0999-gl-opgave", field="due", before="2026-08-01",
             after="2026-10-01", on="2026-08-02"),
        made("task_change", "før", task="0999-gl-opgave", field="due", on="2026-06-30"),
        made("news", "n", text="Nyt", date="2026-08-05"),
        made("news", "n0", text="Gammelt nyt", date="2026-06-05"),
    )  # fmt: skip
    done = {"task": "0999-gl-opgave", "status": "started"}
    store.apply([made("task_state", "s", **done)], "Påbegyndt")
    since = since_meeting(store.reader, "0999-september", TODAY)
    assert since is not None
    assert since.before.title == "juli"
    assert [one.title for one in since.first_new] == ["Ny"]
    assert [(one.title, one.after) for one in since.moved] == [("Gammel", "2026-10-01")]
    assert [(one.title, one.status) for one in since.first_ours] == [("Gammel", "started")]
    assert [one.title for one in since.news] == ["Nyt"]
    assert since_meeting(store.reader, "0999-juli", TODAY) is None
    later = TODAY + timedelta(days=30)
    store.apply([made("meeting", "okt", title="okt", date="2026-10-01")], "Møde")
    after_it = since_meeting(store.reader, "0999-okt", later)
    assert after_it is not None
    assert (after_it.new_tasks, after_it.moved, after_it.news) == (0, (), ())


def test_what_the_demo_was_filled_with_is_not_news_of_ours(store: Store) -> None:
    changes = [
        made("task", "t", title="Frø"),
        made("task_state", "s", task="0999-t", status="started"),
    ]
    two_meetings(store)
    store.apply(changes, "Demodata lagt ind", Origin.SEED)
    since = since_meeting(store.reader, "0999-september", TODAY)
    assert since is not None
    assert (since.new_tasks, since.ours) == (0, 0)


def test_questions_can_be_asked_for_by_meeting_and_by_being_unanswered(demo_store: Store) -> None:
    facts = facts_of(demo_store.reader, "question", TODAY).values()
    coming = [one for one in facts if "næste" in (one["meeting"] or ())]
    assert len(coming) > 2
    assert [one for one in coming if one["tag"] == ["ubesvaret"]]
    assert [one for one in coming if not one["tag"]]


def test_the_papers_of_a_meeting_hold_its_questions_wherever_they_stand(demo_store: Store) -> None:
    held = [row for row in agenda(demo_store.reader, TODAY) if isinstance(row, MeetingRow)]
    last = next(row for row in held if (row.last_day or 0) < TODAY.toordinal())
    found = papers(demo_store.reader, last.id, TODAY)
    assert found is not None
    assert any(one.is_carried for one in found.questions)
    assert {one.meeting for one in found.questions} == {last.id}
    assert papers(demo_store.reader, "0999-væk", TODAY) is None

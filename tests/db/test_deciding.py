"""A decision about a conflict is one step with what it changes; undo opens the conflict again."""

import json
from typing import Any

import pytest

from kombit_tui.db.changes import Applied, Create, Update
from kombit_tui.db.queries.conflicts import conflicts
from kombit_tui.db.queries.signs import CONFLICT, signs
from kombit_tui.db.store import Store
from kombit_tui.db.sync.deciding import Decision, decide, give_up, send_again
from kombit_tui.domain.conflicts import CannotBeBoth, Choice, Sort, Versions, both, outcome
from kombit_tui.domain.records import KINDS, TASK
from tests.conftest import NOW
from tests.db.test_commands import T, create, rows
from tests.tools import synced

BEFORE, MINE, THEIRS = {"title": "Før"}, {"title": "Min"}, {"title": "Deres"}


def settle(
    store: Store, choice: Choice, *ids: str, values: dict[str, Any] | None = None
) -> Applied:
    """Decide conflicts, by default the one called «c1»."""
    wanted = [Decision(one, choice, values) for one in ids or ("c1",)]
    return store.write(lambda session, intent: decide(session, wanted, intent), "Afgjort")


def held(store: Store, column: str = "title") -> Any:
    """What the task holds; None when it is not there."""
    found = rows(store, f"SELECT {column} FROM task WHERE id = ?", T)
    return found[0][0] if found else None


def is_open(store: Store) -> bool:
    """Whether there is an open conflict."""
    return bool(conflicts(store.reader))


@pytest.fixture
def disputed(store: Store) -> Store:
    """Two people gave a task a title of their own."""
    create(store, title="Før")
    synced.conflict(store, T, "task", BEFORE, MINE, THEIRS)
    return store


@pytest.mark.parametrize(
    ("choice", "title"),
    [(Choice.MINE, "Min"), (Choice.THEIRS, "Deres"), (Choice.BOTH, "Deres / Min")],
)
def test_a_choice_is_written_and_closes_the_conflict(
    disputed: Store, choice: Choice, title: str
) -> None:
    applied = settle(disputed, choice)
    assert applied.group is not None
    assert (held(disputed), is_open(disputed)) == (title, False)
    assert rows(disputed, "SELECT decision FROM sync_conflict") == [(choice.value,)]


def test_a_value_of_ones_own_can_be_given(disputed: Store) -> None:
    settle(disputed, Choice.EDITED, values={"title": "En tredje"})
    assert (held(disputed), is_open(disputed)) == ("En tredje", False)


@pytest.mark.parametrize("choice", [Choice.MINE, Choice.THEIRS, Choice.BOTH])
def test_undo_opens_it_again_and_redo_decides_it_again(disputed: Store, choice: Choice) -> None:
    settle(disputed, choice)
    decided = held(disputed)
    assert disputed.undo().label == "Afgjort"
    assert (held(disputed), is_open(disputed)) == ("Deres", True)
    assert disputed.redo().label == "Afgjort"
    assert (held(disputed), is_open(disputed)) == (decided, False)
    disputed.undo()
    assert (held(disputed), is_open(disputed)) == ("Deres", True)


def test_what_was_undone_can_be_decided_otherwise(disputed: Store) -> None:
    settle(disputed, Choice.MINE)
    disputed.undo()
    settle(disputed, Choice.THEIRS)
    assert (held(disputed), is_open(disputed)) == ("Deres", False)
    disputed.undo()
    assert is_open(disputed)
    assert rows(disputed, "SELECT count(*) FROM sync_conflict") == [(1,)]


def test_a_decided_conflict_is_not_decided_twice(disputed: Store) -> None:
    settle(disputed, Choice.THEIRS)
    assert settle(disputed, Choice.MINE).group is None
    assert held(disputed) == "Deres"


def test_several_conflicts_are_decided_as_one_step(disputed: Store) -> None:
    synced.conflict(disputed, T, "task", {"wave": "1"}, {"wave": "2"}, {"wave": "3"}, "c2")
    settle(disputed, Choice.MINE, "c1", "c2")
    assert (held(disputed), held(disputed, "wave"), is_open(disputed)) == ("Min", "2", False)
    disputed.undo()
    assert (held(disputed), held(disputed, "wave")) == ("Deres", "3")
    assert len(conflicts(disputed.reader)) == 2


def test_undo_after_a_later_change_opens_it_and_leaves_the_field_alone(disputed: Store) -> None:
    settle(disputed, Choice.MINE)
    synced.write(disputed, "UPDATE task SET title = 'Senere'")
    undone = disputed.undo()
    assert undone.refused
    assert (held(disputed), is_open(disputed)) == ("Senere", True)


def test_what_cannot_be_both_stays_open_and_says_why(store: Store) -> None:
    create(store, title="x")
    state = {"status": "done", "done_on": "2026-08-18"}
    store.apply([Create("task_state", {"task": T, "status": "open"}, "0999-s")], "Tilstand")
    synced.conflict(
        store, "0999-s", "task_state", {}, {"status": "started", "done_on": None}, state
    )
    applied = settle(store, Choice.BOTH)
    assert applied.refused == ("«Status» kan kun være én ting.",)
    assert applied.group is None
    assert is_open(store)


def test_a_group_is_decided_as_a_whole(store: Store) -> None:
    create(store, title="x")
    store.apply([Create("task_state", {"task": T, "status": "open"}, "0999-s")], "Tilstand")
    mine, theirs = (
        {"status": "started", "done_on": None},
        {"status": "done", "done_on": "2026-08-18"},
    )
    synced.conflict(store, "0999-s", "task_state", {"status": "open"}, mine, theirs)
    marked = signs(store.reader, NOW.date())
    assert marked == dict.fromkeys(("0999-s", T), CONFLICT), "the task shows it too"
    settle(store, Choice.MINE)
    assert rows(store, "SELECT status, done_on FROM task_state") == [("started", None)]


@pytest.mark.parametrize(("choice", "left"), [(Choice.MINE, None), (Choice.THEIRS, "Deres")])
def test_deleted_here_and_changed_there(store: Store, choice: Choice, left: str | None) -> None:
    create(store, title="Før")
    synced.deleted_here(store, T, "task", {"title": "Før"}, {"title": "Deres"})
    settle(store, choice)
    assert (held(store), is_open(store)) == (left, False)
    store.undo()
    assert (held(store), is_open(store)) == ("Deres", True)


@pytest.mark.parametrize(("choice", "left"), [(Choice.MINE, "Min"), (Choice.THEIRS, None)])
def test_deleted_there_and_changed_here(store: Store, choice: Choice, left: str | None) -> None:
    create(store, title="Før")
    synced.deleted_there(store, T, "task", {"title": "Før"}, {"title": "Min"})
    settle(store, choice)
    assert (held(store), is_open(store)) == (left, False)
    store.undo()
    assert (held(store), is_open(store)) == ("Min", True)


def test_a_deletion_cannot_be_both(store: Store) -> None:
    create(store, title="Før")
    synced.deleted_there(store, T, "task", {"title": "Før"}, {"title": "Min"})
    assert "kan ikke både være slettet og beholdes" in settle(store, Choice.BOTH).refused[0]
    assert is_open(store)


def test_a_conflict_about_a_record_that_is_gone_can_be_closed(disputed: Store) -> None:
    synced.delete(disputed, T)
    assert conflicts(disputed.reader)[0].title == "Deres"
    applied = settle(disputed, Choice.MINE)
    assert applied.refused == ("KLIK-opgave er slettet i mellemtiden; der er intet at ændre.",)
    assert not is_open(disputed)


def test_the_loser_is_in_the_journal(disputed: Store) -> None:
    settle(disputed, Choice.MINE)
    query = "SELECT json_extract(before, '$.title') FROM journal_entry ORDER BY seq DESC LIMIT 1"
    assert rows(disputed, query) == [("Deres",)]


def test_a_conflict_tells_all_there_is_to_know(disputed: Store) -> None:
    (row,) = conflicts(disputed.reader)
    assert (row.title, row.sort, row.theirs_by) == ("Deres", Sort.FIELDS, "Åse Kjær")
    assert (row.before, row.mine, row.theirs) == (BEFORE, MINE, THEIRS)
    assert row.now is not None
    assert row.now["title"] == "Deres"


TEXTS = [
    ("title", "A", "B", "B / A"),
    ("title", None, "B", "B"),
    ("title", "A", None, "A"),
    ("text", "mit", "deres", "deres\nmit"),
    ("text", "før\nmit\nefter", "før\nderes\nefter", "før\nderes\nmit\nefter"),
    ("text", "fælles\nmit", "fælles", "fælles\nmit"),
    ("text", "fælles", "fælles\nderes", "fælles\nderes"),
    ("involved", ["a", "b"], ["b", "c"], ["b", "c", "a"]),
    ("involved", [], ["c"], ["c"]),
]


@pytest.mark.parametrize(("column", "mine", "theirs", "kept"), TEXTS)
def test_both_keeps_what_either_wrote(column: str, mine: Any, theirs: Any, kept: Any) -> None:
    assert both(TASK, {column: mine}, {column: theirs}) == {column: kept}


def test_both_of_a_group_takes_what_is_alike_and_refuses_what_is_not() -> None:
    mine = {"consequence": "mit", "consequence_date": "2026-09", "consequence_date_text": None}
    theirs = {**mine, "consequence": "deres"}
    assert both(TASK, mine, theirs)["consequence"] == "deres\nmit"
    with pytest.raises(CannotBeBoth, match="«Konsekvens den»"):
        both(TASK, mine, {**theirs, "consequence_date": "2026-10"})


def test_every_kind_has_an_outcome_for_a_deletion() -> None:
    for kind in KINDS.values():
        there, here = Versions({}, {"x": 1}, None), Versions({}, None, {"x": 1})
        assert outcome(kind, Sort.DELETED_THERE, there, Choice.THEIRS) is None
        assert outcome(kind, Sort.DELETED_HERE, here, Choice.THEIRS) == {"x": 1}


def test_a_change_elsewhere_leaves_conflicts_alone(disputed: Store) -> None:
    disputed.apply([Update(T, {"wave": "2"})], "Bølge")
    disputed.undo()
    assert is_open(disputed)


def given_up(store: Store, *ids: str) -> Applied:
    """Take the server's version of records."""
    return store.write(lambda session, intent: give_up(session, ids, intent), "Kasseret")


def base(store: Store, **values: Any) -> None:
    """What the server has of the task."""
    body = json.dumps({"type": "task", **values})
    synced.write(store, "UPDATE sync_state SET base = ?, base_lm = 7 WHERE id = ?", body, T)


def test_a_refused_edit_that_is_given_up_is_what_the_server_has(store: Store) -> None:
    create(store, title="Min", wave="2")
    base(store, title="Serverens", text="Mere")
    synced.refusal(store, T, 400, "nej")
    given_up(store, T)
    assert (held(store), held(store, "wave"), held(store, "text")) == ("Serverens", None, "Mere")
    assert rows(store, "SELECT count(*) FROM sync_refusal") == [(0,)]
    store.undo()
    assert (held(store), held(store, "wave")) == ("Min", "2")


def test_a_refused_new_record_that_is_given_up_is_deleted(store: Store) -> None:
    create(store, title="Ny")
    synced.refusal(store, T, 403, "nej")
    given_up(store, T)
    assert held(store) is None
    store.undo()
    assert held(store) == "Ny"


def test_a_refused_deletion_that_is_given_up_brings_the_record_back(store: Store) -> None:
    create(store, title="Væk")
    base(store, title="Serverens")
    synced.delete(store, T)
    synced.refusal(store, T, 403, "nej")
    given_up(store, T)
    assert held(store) == "Serverens"


def test_what_is_tried_again_is_no_longer_refused_and_no_step(store: Store) -> None:
    create(store, title="Min")
    synced.refusal(store, T, 400, "nej")
    steps = rows(store, "SELECT count(*) FROM journal_group")
    store.write(lambda session, _: send_again(session, [T]), "")
    assert rows(store, "SELECT count(*) FROM sync_refusal") == [(0,)]
    assert rows(store, "SELECT count(*) FROM journal_group") == steps


def test_mine_goes_over_what_the_record_holds_by_now(store: Store) -> None:
    """A text that went on meanwhile keeps what was added elsewhere in it."""
    create(store, text="a\nb\nc")
    synced.conflict(
        store, T, "task", {"text": "a\nb\nc"}, {"text": "a\nmin\nc"}, {"text": "a\nderes\nc"}
    )
    store.apply([Update(T, {"text": "a\nderes\nc\nd"})], "Mere")
    settle(store, Choice.MINE)
    assert held(store, "text") == "a\nmin\nc\nd"


def test_theirs_is_what_the_server_has_by_now(disputed: Store) -> None:
    base(disputed, title="Senere")
    disputed.apply([Update(T, {"title": "Min igen"})], "Titel")
    settle(disputed, Choice.THEIRS)
    assert held(disputed) == "Senere"

"""What a step did to a record, told by what weighs most."""

from typing import Any

import pytest

from kombit_tui.domain.happening import PARTS, WHOLE, Happened, What, happened, in_all
from kombit_tui.domain.records import KINDS


def told(kind: str, operation: str = "update", **after: Any) -> list[tuple[What, str, str]]:
    """What happened, of what kind, to which field."""
    before = dict.fromkeys(after) if operation == "update" else {}
    return [(one.what, one.kind, one.field) for one in happened(kind, operation, before, after)]


@pytest.mark.parametrize(
    ("kind", "operation", "after", "expected"),
    [
        ("task", "create", {"title": "Ny"}, [(What.NEW, "task", "")]),
        ("campaign_system", "create", {"system": "s"}, [(What.NEW, "campaign_system", "")]),
        ("news", "create", {"text": "Nyt"}, [(What.NEW, "news", "")]),
        ("task", "update", {"due": "2026-10-01"}, [(What.MOVED, "task", "due")]),
        ("task", "update", {"due_real": "2026-10-01"}, [(What.MOVED, "task", "due_real")]),
        ("meeting", "update", {"date": "2026-10-01"}, [(What.MOVED, "meeting", "date")]),
        ("task", "update", {"title": "Nyt navn"}, [(What.CHANGED, "task", "title")]),
        ("task", "update", {"source": "k", "source_first": 1}, []),
        ("task_state", "create", {"task": "t", "status": "done"},
         [(What.STATE, "task_state", "status")]),
        ("task_state", "update", {"own_due": "2026-10-01"},
         [(What.CHANGED, "task_state", "own_due")]),
        ("task_change", "create", {"task": "t", "field": "due", "after": "2026-10-01"},
         [(What.MOVED, "task", "due")]),
        ("task_change", "create", {"task": "t", "field": "kind", "after": "anbefalet"},
         [(What.CHANGED, "task", "kind")]),
        ("task_change", "create", {"task": "t", "field": "findes ikke"}, []),
        ("task_change", "update", {}, []),
        ("agenda_item", "create", {"title": "Punkt"}, [(What.CHANGED, "agenda_item", "")]),
        ("campaign_system", "update", {"steps": {}}, [(What.STATE, "campaign_system", "steps")]),
        ("agreement_state", "update", {"state": "signed"},
         [(What.STATE, "agreement_state", "state")]),
    ],
)  # fmt: skip
def test_a_step_is_told_by_what_it_did(
    kind: str, operation: str, after: dict[str, Any], expected: list[tuple[What, str, str]]
) -> None:
    assert told(kind, operation, **after) == expected


def moved(before: str | None, after: str | None) -> Happened:
    """A deadline that went from one day to another."""
    return Happened(What.MOVED, "task", "due", before, after)


def test_several_steps_come_to_one_and_back_and_forth_to_nothing() -> None:
    assert in_all([moved("a", "b"), moved("b", "c")]) == (moved("a", "c"),)
    assert in_all([moved("a", "b"), moved("b", "a")]) == ()


def test_of_a_new_record_nothing_else_is_told_and_what_weighs_most_comes_first() -> None:
    new = Happened(What.NEW, "task")
    state = Happened(What.STATE, "task_state", "status", None, "done")
    comment = Happened(What.CHANGED, "note")
    assert in_all([comment, state, moved("a", "b")]) == (moved("a", "b"), state, comment)
    assert in_all([new, state, moved("a", "b")]) == (new,)


def test_every_kind_named_is_declared_and_every_part_names_its_whole() -> None:
    assert set(WHOLE) <= set(KINDS)
    for kind, field in PARTS.items():
        assert KINDS[kind].field(field) is not None

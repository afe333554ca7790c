"""How data files become records: ids, order, references and what is refused."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kombit_tui.demo.build import DemoRecord, demo_records, record_id, records_of, tables_in
from kombit_tui.domain.dates import bounds
from kombit_tui.domain.fields import FieldType
from kombit_tui.domain.records import KINDS

ANCHOR = date(2026, 8, 19)
TASK = {"key": "trust", "title": "Opsæt trust"}


def one(kind: str, row: dict[str, Any], **others: list[dict[str, Any]]) -> DemoRecord:
    """The record made of `row`."""
    return next(
        found for found in records_of({kind: [row], **others}, ANCHOR) if found.kind == kind
    )


def test_ids_are_the_same_in_every_run() -> None:
    first, again = demo_records(ANCHOR), demo_records(date(2031, 1, 5))
    assert [found.id for found in first] == [found.id for found in again]
    assert len({found.id for found in first}) == len(first)
    assert all(found.id.startswith("0999-") for found in first)


def test_our_state_of_a_task_has_the_id_that_the_app_gives_it() -> None:
    assert record_id("task_state", "a") == f"0999-t-{record_id('task', 'a')}"


def test_what_is_referred_to_comes_before() -> None:
    seen: set[str] = set()
    for found in demo_records(ANCHOR):
        for field in KINDS[found.kind].fields:
            if field.refers is not None and field.name in found.values:
                assert found.values[field.name] in seen
        if found.kind == "note":
            assert found.values["about"] in seen
        seen.add(found.id)


def test_a_date_brings_its_words_unless_the_row_has_better_ones() -> None:
    vague = one("task", TASK | {"due": "M+1"}).values
    better = one("task", TASK | {"due": "M+1", "due_text": "tidligst i {M+1}"}).values
    exact = one("task", TASK | {"due": "D+1"}).values
    assert (vague["due"], vague["due_text"]) == ("2026-09", "september")
    assert (better["due"], better["due_text"]) == ("2026-09", "tidligst i september")
    assert (exact["due"], exact["due_text"]) == ("2026-08-20", None)


def test_dates_deep_inside_a_value_are_resolved() -> None:
    row = {"campaign": "a", "system": "b", "steps": {"moved": {"on": "D-1", "by": "Lone"}}}
    others = {"campaign": [{"key": "a", "title": "A"}], "system": [{"key": "b", "name": "B"}]}
    steps = one("campaign_system", row, **others).values["steps"]
    assert steps == {"moved": {"on": "2026-08-18", "by": "Lone"}}
    assert one("meeting", {"key": "m", "title": "M", "dates": ["D+0"]}).values["dates"] == [
        "2026-08-19"
    ]


def test_a_note_is_about_a_record_of_any_kind() -> None:
    note = {"key": "n", "about": "task/trust", "text": "Husk det"}
    assert one("note", note, task=[TASK]).values["about"] == record_id("task", "trust")


@pytest.mark.parametrize(
    ("kind", "row", "complaint"),
    [
        ("task", TASK | {"colour": "red"}, "task.toml, trust: unknown field «colour»"),
        ("task", TASK | {"due_text": "snart"}, "task.toml, trust: unknown field «due_text»"),
        ("task", TASK | {"title_text": "?"}, "task.toml, trust: unknown field «title_text»"),
        ("task", TASK | {"project": "nix"}, "task.toml, trust: unknown project «nix»"),
        ("task", TASK | {"due": "31-03-2027"}, "task.toml, trust: «31-03-2027» is not"),
        ("task", TASK | {"due": 7}, "task.toml, trust: «7» must be text"),
        ("task", TASK | {"counts_on": "M+1"}, "task.toml, trust: «M\\+1» is not a day"),
        ("task", TASK | {"text": "den {snart}"}, "task.toml, trust: «snart» is not"),
        ("task", {"title": "Opsæt trust"}, "task.toml: a row has no key"),
        ("task_state", {"task": "nix"}, "task_state.toml, nix: unknown task «nix»"),
        ("note", {"key": "n", "about": "nix", "text": "x"}, "note.toml, n: unknown nix «»"),
    ],
)
def test_a_bad_row_is_named(kind: str, row: dict[str, Any], complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        records_of({kind: [row]}, ANCHOR)


def test_only_data_files_are_read(tmp_path: Path) -> None:
    (tmp_path / "task.toml").write_text('[[task]]\nkey = "a"\ntitle = "Å"\n', encoding="utf-8")
    (tmp_path / "README.md").write_text("# Ikke data", encoding="utf-8")
    assert tables_in(tmp_path) == {"task": [{"key": "a", "title": "Å"}]}


@pytest.mark.parametrize(("name", "kind"), [("task.toml", "role"), ("nix.toml", "nix")])
def test_a_file_of_another_kind_is_refused(tmp_path: Path, name: str, kind: str) -> None:
    (tmp_path / name).write_text(f'[[{kind}]]\nkey = "a"\n', encoding="utf-8")
    with pytest.raises(ValueError, match=name):
        tables_in(tmp_path)


def test_a_key_may_be_used_once() -> None:
    with pytest.raises(ValueError, match=r"task\.toml, trust: the key is used twice"):
        records_of({"task": [TASK, TASK]}, ANCHOR)


@settings(max_examples=60, deadline=None)
@given(st.dates(date(2020, 1, 1), date(2040, 12, 31)))
def test_it_can_be_told_on_any_day(anchor: date) -> None:
    for found in demo_records(anchor):
        for field in KINDS[found.kind].fields:
            if field.type is FieldType.DATE and field.name in found.values:
                first, last = bounds(found.values[field.name])
                assert (first is None) is (last is None)
                assert first is None or last is None or first <= last
                assert last is not None or found.values[f"{field.name}_text"]

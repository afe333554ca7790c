"""Stored records that do not fit the published schemas are told, and those that do are not."""

from datetime import date
from typing import Any

import pytest

from kombit_tui.demo.build import demo_records
from kombit_tui.domain.records import KINDS
from kombit_tui.server import checked_records
from kombit_tui.server.database import Stored

DATA = "/buckets/kommune-0999/collections/data"
CONFIDENTIAL = "/buckets/kommune-0999/collections/fortroligt"
CATALOGUE = "/buckets/katalog/collections/katalog"
TASK = {"type": "task", "title": "Udfas SF1500"}
PERSON = {"type": "person", "name": "Bo Lund"}


def told(*stored: Stored) -> list[str]:
    """What is wrong with these records."""
    return [text for text, _ in checked_records.complaints(stored)]


def test_the_whole_demo_is_in_order() -> None:
    stored = []
    for one in demo_records(date(2026, 8, 19)):
        place = CONFIDENTIAL if KINDS[one.kind].confidential else DATA
        values = {name: value for name, value in one.values.items() if value is not None}
        stored.append(Stored(place, one.id, {"type": one.kind, **values, "_ops": ["1a2b3c4d"]}))
    assert len(stored) > 300
    assert told(*stored) == []


@pytest.mark.parametrize(
    ("stored", "words"),
    [
        (Stored(DATA, "0999-1", {**TASK, "count_done": "mange"}), "task.count_done passer ikke"),
        (Stored(DATA, "0999-1", {"type": "task"}), "task passer ikke til skemaet (required)"),
        (Stored(DATA, "0999-1", {"type": "ukendt"}), "slagsen «ukendt» kendes ikke"),
        (Stored(DATA, "0999-1", {}), "slagsen «None» kendes ikke"),
        (Stored(DATA, "0999-1", {"type": ["task"]}), "kendes ikke"),
        (Stored(DATA, "0101-1", TASK), "begynder ikke med 0999-"),
        (Stored(CATALOGUE, "0101-1", TASK), "begynder ikke med katalog-"),
        (Stored(DATA, "0999-1", PERSON), "handler om personer"),
        (Stored(CATALOGUE, "katalog-1", {"type": "note", "about": "x", "text": "y"}), "en kommune"),
    ],
    ids=str,
)
def test_a_record_that_does_not_fit_is_told(stored: Stored, words: str) -> None:
    (text,) = told(stored)
    assert words in text
    assert stored.id in text


@pytest.mark.parametrize(
    "stored",
    [
        Stored(DATA, "0999-1", TASK),
        Stored(CATALOGUE, "katalog-1", TASK),
        Stored(CONFIDENTIAL, "0999-1", PERSON),
        Stored(DATA, "0999-1", {**TASK, "from_the_future": [1]}),
    ],
    ids=str,
)
def test_a_record_that_fits_is_not(stored: Stored) -> None:
    assert told(stored) == []


def test_many_of_one_kind_are_one_line() -> None:
    wrong: dict[str, Any] = {**TASK, "kind": "ukendt"}
    (text,) = told(*(Stored(DATA, f"0999-{number}", wrong) for number in range(500)))
    assert "500 poster, fx 0999-0: task.kind passer ikke til skemaet (enum)." in text


def test_many_kinds_of_faults_end_in_a_count() -> None:
    stored = [Stored(DATA, "0999-1", {"type": f"ukendt {number}"}) for number in range(33)]
    found = told(*stored)
    assert len(found) == 21
    assert found[-1] == "Og 13 andre slags fejl i det gemte."

"""The published JSON Schemas say what the declarations say."""

from datetime import date
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from kombit_tui.db.changes import Stamp
from kombit_tui.db.sync import wire
from kombit_tui.demo.build import demo_records
from kombit_tui.domain.records import KINDS
from kombit_tui.domain.schema import schema_of, schemas
from tests.tools.schemas import FOLDER, files

TASK = {"id": "0999-1", "type": "task", "title": "Udfas SF1500"}


def complaints(record: dict[str, Any]) -> list[str]:
    """What is wrong with a record as it travels."""
    validator = Draft202012Validator(schema_of(KINDS[record["type"]]))
    return [error.message for error in validator.iter_errors(record)]


def test_the_published_files_are_up_to_date() -> None:
    published = {
        file.relative_to(FOLDER).as_posix(): file.read_text("utf-8")
        for file in FOLDER.rglob("*.json")
    }
    assert published == files(), "run `make schemas`"


@pytest.mark.parametrize("name", KINDS)
def test_every_schema_is_one(name: str) -> None:
    Draft202012Validator.check_schema(schemas()[name])


def test_every_record_of_the_demo_fits_its_schema_as_it_is_sent() -> None:
    records = demo_records(date(2026, 8, 19))
    stamp = Stamp("2026-08-19T09:00:00+02:00", "2026-08-19T09:00:00+02:00", "Bo Lund")
    assert len(records) > 300
    for one in records:
        body = wire.body(KINDS[one.kind], one.values, stamp, None, "1a2b3c4d")
        assert complaints({"id": one.id, **body}) == []


def test_what_an_older_program_does_not_know_is_allowed() -> None:
    assert complaints({**TASK, "from_the_future": {"a": 1}}) == []


@pytest.mark.parametrize(
    "change",
    [
        {"title": None},
        {"title": 7},
        {"kind": "ukendt"},
        {"count_done": "mange"},
        {"count_done": 2**60},
        {"involved": "alle"},
        {"involved": [1]},
        {"project": "uden-kommune"},
        {"counts_on": "i morgen"},
        {"id": "æøå"},
        {"_ops": ["a"] * 9},
    ],
    ids=str,
)
def test_what_does_not_fit_is_told(change: dict[str, Any]) -> None:
    assert complaints(TASK) == []
    assert complaints({**TASK, **change})


def test_a_missing_title_is_told() -> None:
    assert complaints({"id": "0999-1", "type": "task"})

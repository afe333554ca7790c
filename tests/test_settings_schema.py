"""The schema of the settings file takes what the program takes, and refuses what it refuses."""

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from kombit_tui.domain.fields import FieldType
from kombit_tui.settings import Settings, SettingsInvalid, load
from kombit_tui.wording.settings import SCHEMA_FILE, declared, example
from kombit_tui.wording.settings_schema import settings_schema
from tests.commands import called
from tests.tools.schemas import FOLDER

DEFAULTS = Settings()._asdict()
SCHEMA = settings_schema(DEFAULTS)


def complaints(settings: Any) -> list[str]:
    """What is wrong with a file that holds these settings."""
    return [one.message for one in Draft202012Validator(SCHEMA).iter_errors(settings)]


def test_it_is_a_schema_and_has_every_setting_with_its_help() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert list(SCHEMA["properties"]) == [one.name for one in declared()]
    for one in declared():
        told = SCHEMA["properties"][one.name]
        assert (told["title"], told["description"]) == (one.field.label, one.help)
        assert told["default"] == DEFAULTS[one.name]


def test_the_example_is_taken_as_it_is_and_with_every_line_in_force() -> None:
    lines = list(example(DEFAULTS))
    assert complaints(tomllib.loads("\n".join(lines))) == []
    in_force = tomllib.loads("\n".join(one.removeprefix("# ") for one in lines if " = " in one))
    assert in_force == DEFAULTS
    assert complaints(in_force) == []


def test_the_example_names_the_schema_for_editors_on_its_first_line(tmp_path: Path) -> None:
    assert called(tmp_path, "settings", "--example").stdout.startswith(
        f"#:schema ./{SCHEMA_FILE}\n"
    )
    told = json.loads(called(tmp_path, "settings", "--schema").stdout)
    assert told == SCHEMA == json.loads((FOLDER / "settings.json").read_text("utf-8"))


@pytest.mark.parametrize("one", declared(), ids=lambda one: one.name)
def test_every_choice_of_a_setting_is_taken(one: Any) -> None:
    values: dict[FieldType, list[Any]] = {
        FieldType.FLAG: [True, False],
        FieldType.INTEGER: [10, 3600],
        FieldType.TEXT: ["", "Åse"],
        FieldType.CHOICE: list(one.field.choices or ()),
    }
    assert [complaints({one.name: value}) for value in values[one.field.type]] == [
        [] for _ in values[one.field.type]
    ]


@pytest.mark.parametrize(
    "line",
    ['butik = "x"', "municipality = 101", "[user]\nname = 'x'", 'auto_sync = "ja"',
     "auto_sync = 1", "sync_interval = true", "sync_interval = 60.5", "theme = false"],
)  # fmt: skip
def test_what_the_program_refuses_the_schema_refuses(tmp_path: Path, line: str) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(line, "utf-8")
    with pytest.raises(SettingsInvalid):
        load(file)
    assert complaints(tomllib.loads(line))


@pytest.mark.parametrize(
    "line",
    ["sync_interval = 9", 'theme = "lilla"', 'municipality = "9999"', 'municipality = "101"'],
)
def test_what_makes_no_sense_is_refused_while_it_is_written(line: str) -> None:
    assert complaints(tomllib.loads(line))

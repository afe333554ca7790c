"""The declared settings are the settings; file, guide and form can be made from them."""

import tomllib
from pathlib import Path

import pytest

from kombit_tui.domain.fields import FieldType
from kombit_tui.settings import Settings, load
from kombit_tui.wording.settings import declared, example, listing
from kombit_tui.wording.themes import DEFAULT
from tests.commands import called

DEFAULTS = Settings()._asdict()
_TYPES = {bool: {FieldType.FLAG}, int: {FieldType.INTEGER}, str: {FieldType.TEXT, FieldType.CHOICE}}


def test_every_setting_is_declared_once_with_its_type_and_help() -> None:
    assert sorted(one.name for one in declared()) == sorted(Settings._fields)
    for one in declared():
        assert one.field.type in _TYPES[type(DEFAULTS[one.name])]
        assert one.help.endswith(".")
    assert DEFAULTS["theme"] == DEFAULT


def test_the_example_changes_nothing_until_a_line_is_put_in_force(tmp_path: Path) -> None:
    text = "\n".join(example(DEFAULTS))
    assert tomllib.loads(text) == {}
    lines = [line.removeprefix("# ") for line in text.splitlines() if " = " in line]
    assert tomllib.loads("\n".join(lines)) == DEFAULTS
    file = tmp_path / "settings.toml"
    file.write_text("\n".join(lines), "utf-8")
    assert load(file) == Settings()


def test_the_command_tells_values_and_where_they_are_from(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text('user = "Åse"\n', "utf-8")
    told = called(tmp_path, "settings").stdout.splitlines()
    assert told[:-1] == list(listing(DEFAULTS | {"user": "Åse"}, frozenset({"user"})))
    assert any(line.endswith("Åse (fil)") for line in told)
    assert "# theme = " in called(tmp_path, "settings", "--example").stdout


@pytest.mark.parametrize(
    ("name", "value", "wrong"),
    [
        ("sync_interval", 9, True),
        ("sync_interval", 10, False),
        ("server", "hjemme", True),
        ("server", "synk.kommune.dk", False),
        ("server", "localhost:8888", False),
        ("store", "/data", True),
        ("store", "~/lager.sqlite3", False),
        ("store", None, False),
    ],
)
def test_what_makes_no_sense_is_told(name: str, value: object, wrong: bool) -> None:
    one = next(one for one in declared() if one.name == name)
    assert bool(one.complaint(value)) is wrong

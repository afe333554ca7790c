"""docs/server.md shows commands that exist, and shows them all."""

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import typer

from kombit_tui.server import settings
from kombit_tui.server.cli import app
from kombit_tui.server.settings import Place

PAGE = Path(__file__).parents[2] / "docs" / "server.md"
TEXT = PAGE.read_text("utf-8")
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", TEXT, re.DOTALL)
SHELL = [
    line for language, block in BLOCKS if language == "sh" for line in block.splitlines() if line
]
COMMANDS: dict[str, Any] = vars(typer.main.get_command(app))["commands"]
IN_UNITS = [
    line.removeprefix("ExecStart=")
    for language, block in BLOCKS
    if language == "ini"
    for line in block.splitlines()
    if line.startswith("ExecStart=")
]
OURS = [line for line in [*SHELL, *IN_UNITS] if "kombit-tui server " in line]


def words_of(line: str) -> list[str]:
    """What follows `server` in a command line."""
    words = shlex.split(line, comments=True)
    return words[words.index("server") + 1 :]


@pytest.mark.parametrize("line", OURS)
def test_every_command_is_understood(line: str) -> None:
    name, *rest = words_of(line)
    COMMANDS[name].make_context(name, rest, resilient_parsing=False)


def test_every_command_is_shown() -> None:
    assert {words_of(line)[0] for line in OURS} == set(COMMANDS)


def test_every_option_is_told_but_those_of_unusual_places() -> None:
    options = {name for one in COMMANDS.values() for option in one.params for name in option.opts}
    untold = {name for name in options if name.startswith("--") and name not in TEXT}
    assert untold <= {"--host", "--port", "--admin-port", "--threads"}


def test_from_nothing_it_takes_ten_commands() -> None:
    _, block = BLOCKS[0]
    lines = block.strip().splitlines()
    assert len(lines) == 10
    assert words_of(lines[-1]) == ["run"]


def test_settings_it_names_are_settings_of_ours() -> None:
    place = Place("postgresql:///kombit", "sync.korsbaek.example")
    known = {**settings.public(place), **settings.admin(place)}
    named = set(re.findall(r"`(kinto\.[a-z_]+)`", TEXT))
    assert len(named) >= 3
    assert named <= set(known)


def test_its_links_lead_somewhere() -> None:
    heads = re.findall(r"^## (.+)$", TEXT, re.MULTILINE)
    anchors = {re.sub(r"[^\w -]", "", head).lower().replace(" ", "-") for head in heads}
    for target in re.findall(r"\]\(([^)]+)\)", TEXT):
        if target.startswith("#"):
            assert target[1:] in anchors
        else:
            assert (PAGE.parent / target).exists()


def test_the_whole_page_is_told_in_its_list() -> None:
    heads = set(re.findall(r"^## (.+)$", TEXT, re.MULTILINE))
    assert heads == set(re.findall(r"\[([^\]]+)\]\(#[^)]+\)(?= ·|\n)", TEXT.split("\n## ")[0]))

"""The words of the framework are Danish: every help text, and whatever can be wrong on a line."""

import re
from pathlib import Path
from typing import Annotated

import pytest
import typer
from typer.main import get_command

from kombit_tui.cli import running
from kombit_tui.cli.root import app
from kombit_tui.spoken import STOPPED, Spoken, carry_out
from tests.commands import called

ENGLISH = re.compile(
    r"\b(usage|options|arguments|commands|show this|message|exit|required|default|missing|"
    r"error|invalid|such|try|for help|got|unexpected|aborted)\b",
    re.IGNORECASE,
)
PROMISED = {
    *("import", "list", "show", "set", "add", "done", "undo", "status", "sync", "publish"),
    *("export", "backup", "restore", "doctor", "server", "web", "completion"),
}
COMMANDS: dict[str, object] = getattr(get_command(app), "commands", {})
assert running, "it has every verb declared"
VERBS = sorted(set(COMMANDS) - {"server"})


@pytest.mark.parametrize("verb", VERBS)
def test_the_help_of_a_verb_is_danish_and_has_an_example(tmp_path: Path, verb: str) -> None:
    done = called(tmp_path, verb, "--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"Brug: kombit-tui {verb} [VALG]")
    assert f"kombit-tui {verb}" in done.stdout.partition("\n")[2], "an example"
    assert not ENGLISH.findall(re.sub(r"--\S+", "", done.stdout))


def test_the_help_names_every_verb(tmp_path: Path) -> None:
    done = called(tmp_path, "--help")
    named = [line.split()[0] for line in done.stdout.partition("Kommandoer:\n")[2].splitlines()]
    assert set(named) == set(COMMANDS) >= PROMISED
    assert not ENGLISH.findall(re.sub(r"--\S+", "", done.stdout))
    server = called(tmp_path, "server", "--help").stdout
    assert server.startswith("Brug: kombit-tui server [VALG] KOMMANDO")
    assert not ENGLISH.findall(re.sub(r"--\S+", "", server))


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("lst", "Ukendt kommando «lst». Mente du «list»?"),
        ("list", "Der mangler SLAGS. En af: tasks,"),
        ("list opgaver", "Ukendt slags «opgaver». En af: tasks,"),
        ("list tasks --jsn", "Valget «--jsn» findes ikke. Mente du «--json»?"),
        ("list tasks --json --csv", "Vælg en af --json, --csv og --md."),
        ("status --json=ja", "«--json» tager ingen værdi."),
        ("status extra", "Der er for meget på linjen: «extra»."),
        ("export xlsx tasks -o", "«-o» skal følges af en værdi."),
        ("publish", "«--bruger» skal angives."),
        ("web --port mange", "Værdien kan ikke bruges som --port."),
        ("server provison", "Ukendt kommando «provison». Mente du «provision»?"),
    ],
)
def test_wrong_use_is_told_in_danish_with_the_way_to_help(
    tmp_path: Path, line: str, told: str
) -> None:
    done = called(tmp_path, *line.split())
    assert (done.returncode, done.stdout) == (2, "")
    first, *rest = done.stderr.splitlines()
    assert first.startswith(f"Fejl: {told}")
    assert rest[-1].startswith("Hjælp og eksempler: kombit-tui")
    assert list(tmp_path.iterdir()) == [], "and no store was made"


def test_ctrl_c_ends_quietly(capsys: pytest.CaptureFixture[str]) -> None:
    app = Spoken(name="prøve")

    @app.command()
    def wait(word: Annotated[str, typer.Argument()] = "") -> None:
        raise KeyboardInterrupt(word)

    assert carry_out(app, [], "prøve") == STOPPED
    assert "Traceback" not in capsys.readouterr().err

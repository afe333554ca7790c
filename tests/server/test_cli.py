"""`kombit-tui server`, run as an operator runs it, without a database."""

import os
import socket
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from kombit_tui.server import files
from kombit_tui.server.settings import Place
from tests.commands import forked, loaded_by, run

COMMANDS = ("init", "provision", "remove", "password", "run", "check", "purge", "rotate-epoch")
NEEDS_EXTRA = {
    "provision 0101",
    "remove 0101 anna",
    "password 0101 anna",
    "run",
    "check",
    "purge",
    "rotate-epoch",
}
HEAVY = {"kinto", "pyramid", "psycopg2", "sqlalchemy", "jsonschema", "textual", "httpx"}


def server(tmp_path: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """Run one of its commands on the files in a folder of its own."""
    return forked(tmp_path, "server", *arguments, KOMBIT_TUI_SERVER=str(tmp_path / "etc"))


def test_help_is_danish_and_names_every_command(tmp_path: Path) -> None:
    done = server(tmp_path, "--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Den fælles server" in done.stdout
    assert all(f"\n  {name} " in done.stdout for name in COMMANDS)
    assert "server" in run(tmp_path, "--help").stdout


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(tmp_path: Path, command: str) -> None:
    done = server(tmp_path, command, "--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert f"Eksempel: kombit-tui server {command}" in done.stdout


@pytest.mark.parametrize("line", ["server --help", "server init --help", "list tasks", "status"])
def test_nothing_of_the_server_is_loaded_before_it_is_needed(tmp_path: Path, line: str) -> None:
    assert not loaded_by(tmp_path, *line.split()) & HEAVY


def test_init_writes_two_files_and_says_what_comes_next(tmp_path: Path) -> None:
    done = server(tmp_path, "init", "--http-host", "sync.korsbaek.example", "--database", URL)
    assert (done.returncode, done.stderr) == (0, "")
    folder = tmp_path / "etc"
    assert {path.name for path in folder.iterdir()} == {"public.ini", "admin.ini"}
    assert f"kinto migrate --ini {folder / 'admin.ini'}" in done.stdout
    again = server(tmp_path, "init", "--http-host", "sync.korsbaek.example", "--database", URL)
    assert again.returncode == 1
    assert "findes i forvejen" in again.stderr


def test_init_asks_for_what_it_is_not_told(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "kombit_tui", "server", "init"],
        env=os.environ | {"KOMBIT_TUI_SERVER": str(tmp_path / "etc"), "PYTHONIOENCODING": "utf-8"},
        input="sync.korsbaek.example\n\n",
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert "Serverens navn på nettet" in done.stdout
    assert "Databasens adresse" in done.stdout
    public = (tmp_path / "etc" / "public.ini").read_text("utf-8")
    assert "kinto.http_host = sync.korsbaek.example\n" in public
    assert "kinto.storage_url = postgresql:///kombit\n" in public


@pytest.mark.parametrize(
    "line", [*sorted(NEEDS_EXTRA - {"purge", "check"}), "purge", "run --admin", "run --processes 2"]
)
def test_without_files_it_says_how_to_make_them(tmp_path: Path, line: str) -> None:
    done = server(tmp_path, *line.split())
    assert (done.returncode, done.stdout) == (1, "")
    assert "kombit-tui server init" in done.stderr
    assert "Traceback" not in done.stderr


def test_check_without_files_or_database_lists_what_is_missing(tmp_path: Path) -> None:
    done = server(tmp_path, "check")
    assert done.returncode == 1
    assert "public.ini" in done.stdout
    assert "admin.ini" in done.stdout
    server(tmp_path, "init", "--http-host", "sync.korsbaek.example", "--database", NO_DATABASE)
    done = server(tmp_path, "check")
    assert (done.returncode, done.stderr) == (1, "")
    assert "Databasen kan ikke bruges" in done.stdout
    assert "Er PostgreSQL startet" in done.stdout


@pytest.mark.parametrize("line", ["provision 0101", "rotate-epoch", "purge", "password 0101 anna"])
def test_without_a_database_it_says_so_in_two_lines(tmp_path: Path, line: str) -> None:
    server(tmp_path, "init", "--http-host", "sync.korsbaek.example", "--database", NO_DATABASE)
    done = server(tmp_path, *line.split())
    assert (done.returncode, done.stdout) == (1, "")
    assert len(done.stderr.splitlines()) == 2
    assert "Database" in done.stderr


def test_a_port_that_is_taken_is_told_in_words(tmp_path: Path) -> None:
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        place = Place(NO_DATABASE, "sync.korsbaek.example", port=taken.getsockname()[1])
        files.write(tmp_path / "etc", place)
        done = server(tmp_path, "run")
    assert (done.returncode, done.stdout) == (1, "")
    assert "Serveren kan ikke startes" in done.stderr
    assert "Kører den allerede?" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("line", sorted(NEEDS_EXTRA))
def test_without_the_extra_it_says_how_to_install_it(tmp_path: Path, line: str) -> None:
    """Kinto as good as not installed: a finder that knows no such package."""
    script = (
        "import sys, importlib.abc\n"
        "class No(importlib.abc.MetaPathFinder):\n"
        "    def find_spec(self, name, path, target=None):\n"
        "        if name.partition('.')[0] in ('kinto', 'psycopg2', 'pyramid', 'webob'):\n"
        "            raise ModuleNotFoundError(name)\n"
        "sys.meta_path.insert(0, No())\n"
        "import importlib.util as u, kombit_tui.server.extra as e\n"
        "e.find_spec = lambda name: None if name in ('kinto', 'psycopg2') else u.find_spec(name)\n"
        "from kombit_tui.__main__ import main\n"
        "sys.exit(main())"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, "server", *line.split()],
        env=os.environ | {"KOMBIT_TUI_SERVER": str(tmp_path), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert "Der mangler kinto, psycopg2." in done.stderr
    assert "pip install 'kombit-tui[server]'" in done.stderr


@pytest.mark.parametrize(
    "line",
    ["", "ukendt", "provision --ukendt", "run --processes 0", "purge --days mange", "remove 0101"],
)
def test_wrong_use_exits_2(tmp_path: Path, line: str) -> None:
    done = server(tmp_path, *line.split())
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


URL = "postgresql:///kombit"
NO_DATABASE = "postgresql://kombit@127.0.0.1:1/kombit"

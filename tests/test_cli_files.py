"""The verbs about files: `export`, `backup`, `restore`, `doctor`; and `completion`."""

import csv
import io
import json
import shutil
import subprocess
from contextlib import closing
from pathlib import Path

import pytest

from kombit_tui.cli import COMPLETING
from kombit_tui.db.changes import Create
from kombit_tui.db.store import Store
from tests.commands import Called, called, fits

NAME = "kombit-tui.sqlite3"


@pytest.fixture
def home(tmp_path: Path, demo_file: Path) -> Path:
    """A folder of the user's with the demo as the store."""
    shutil.copy(demo_file, tmp_path / NAME)
    (tmp_path / NAME).chmod(0o600)
    return tmp_path


def listed(home: Path, *words: str) -> list[str]:
    """The ids of what is listed."""
    return [one["id"] for one in json.loads(called(home, "list", *words, "--json").stdout)]


def test_export_writes_what_the_filter_finds_in_its_order(home: Path) -> None:
    asked = ("tasks", "projekt:SAPA", "sorter:-titel")
    ids = listed(home, *asked)
    for ending in ("xlsx", "ics", "csv", "md", "json"):
        file = home / f"ud.{ending}"
        done = called(home, "export", ending, *asked, "-o", str(file))
        assert (done.returncode, done.stdout) == (0, "")
        assert f"Gemt: {len(ids)} i " in done.stderr
    assert [one["id"] for one in json.loads((home / "ud.json").read_text("utf-8"))] == ids
    rows = csv.reader(io.StringIO((home / "ud.csv").read_text("utf-8-sig")), delimiter=";")
    assert [row[-1] for row in rows][1:] == ids
    assert (home / "ud.ics").read_bytes().count(b"BEGIN:VEVENT") == len(ids)
    assert called(home, "list", *asked, "--csv").content == (home / "ud.csv").read_bytes()
    markdown = called(home, "list", *asked, "--md").stdout.splitlines()
    assert [line.rsplit("|", 2)[1].strip() for line in markdown[2:]] == ids


def test_export_of_meetings_as_markdown_is_their_notes(home: Path) -> None:
    done = called(home, "export", "md", "meetings")
    assert done.stdout.count("## Dagsorden") == len(listed(home, "meetings"))


def test_a_calendar_says_how_many_have_no_day(home: Path) -> None:
    done = called(home, "export", "ics", "people")
    assert done.stdout.startswith("BEGIN:VCALENDAR")
    assert done.stderr == f"{len(listed(home, 'people'))} uden dato er ikke med.\n"


def test_a_file_that_is_there_is_overwritten_only_when_it_is_said(home: Path) -> None:
    file = home / "ud.json"
    file.write_text("før")
    for words in (("export", "json", "tasks", "-o"), ("backup",)):
        refused = called(home, *words, str(file))
        assert refused.returncode == 1
        assert "Filen findes allerede" in refused.stderr
        assert file.read_text() == "før"
    assert called(home, "export", "json", "tasks", "-o", str(file), "--yes").returncode == 0
    assert json.loads(file.read_text("utf-8"))


def test_a_backup_brings_everything_back_and_what_was_replaced_is_kept(home: Path) -> None:
    copy = home / "kopi.sqlite3"
    before = called(home, "list", "tasks", "--json").stdout
    assert called(home, "backup", str(copy)).returncode == 0
    assert copy.stat().st_mode & 0o777 == 0o600
    called(home, "done", *listed(home, "tasks", "-status:fuldført"))
    changed = called(home, "list", "tasks", "--json").stdout
    assert changed != before
    assert called(home, "restore", str(copy)).returncode == 1, "nobody was asked"
    done = called(home, "restore", str(copy), "--yes")
    assert done.returncode == 0
    assert called(home, "list", "tasks", "--json").stdout == before
    kept = done.stdout.splitlines()[1].rpartition(" ")[2]
    assert called(home, "--store", kept, "list", "tasks", "--json").stdout == changed
    assert called(home, "doctor").returncode == 0


def test_a_damaged_store_is_set_aside_and_replaced(home: Path) -> None:
    copy = home / "kopi.sqlite3"
    called(home, "backup", str(copy))
    (home / NAME).write_bytes(b"x" * 5_000)
    assert called(home, "restore", str(copy), "--yes").returncode == 0
    assert len(listed(home, "tasks")) == 63
    (kept,) = home.glob("kombit-tui-før-*")
    assert kept.read_bytes() == b"x" * 5_000
    assert (home / NAME).stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("content", [b"", b"ikke et lager", None])
def test_what_is_no_backup_is_refused_and_the_store_stays(
    home: Path, content: bytes | None
) -> None:
    before = (home / NAME).read_bytes()
    copy = home / "kopi.sqlite3"
    if content is not None:
        copy.write_bytes(content)
    done = called(home, "restore", str(copy), "--yes")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("Sikkerhedskopien kan ikke bruges: ")
    assert (home / NAME).read_bytes() == before


def doctor(home: Path) -> Called:
    """What `doctor` says, which is what is published."""
    done = called(home, "doctor", "--json")
    fits(json.loads(done.stdout), "doctor")
    return done


def test_doctor_finds_nothing_wrong_with_a_sound_store_or_none(home: Path, tmp_path: Path) -> None:
    for folder in (home, tmp_path / "new"):
        done = doctor(folder)
        assert (done.returncode, json.loads(done.stdout)["faults"]) == (0, [])
    assert not (tmp_path / "new").exists(), "it only looks"
    assert called(home, "doctor").stdout.endswith("Alt er i orden.\n")


def test_doctor_explains_each_fault_and_what_to_do(home: Path) -> None:
    (home / NAME).chmod(0o644)
    (home / "settings.toml").write_text("themee = 1")
    (home / "keys.toml").write_text('"list.ukendt" = "x"')
    done = called(home, "doctor")
    assert done.returncode == 1
    for told in ("ukendt indstilling «themee»", "keys.toml: ", "Andre på maskinen kan læse"):
        (at,) = [n for n, line in enumerate(done.stdout.splitlines()) if told in line]
        assert done.stdout.splitlines()[at].startswith("FEJL: ")
        assert done.stdout.splitlines()[at + 1].startswith("  ")
    assert done.stdout.endswith("3 fejl.\n")
    (home / "settings.toml").unlink()
    (home / NAME).write_bytes(b"SQLite format 3\0" + b"x" * 5_000)
    assert "kombit-tui restore FIL" in called(home, "doctor").stdout


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_completion_writes_a_script_for_each_shell(tmp_path: Path, shell: str) -> None:
    done = called(tmp_path, "completion", shell)
    assert (done.returncode, done.stderr) == (0, "")
    assert COMPLETING in done.stdout
    if shell == "bash" and shutil.which("bash"):
        assert (
            subprocess.run(["bash", "-n"], input=done.stdout.encode(), check=False).returncode == 0
        )
    assert called(tmp_path, "completion", "tcsh").returncode == 2


@pytest.mark.parametrize(
    ("line", "offered"),
    [("ba", ["backup"]), ("list ag", ["agenda", "agreements"]), ("export x", ["xlsx"])],
)
def test_tab_offers_verbs_kinds_and_formats(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str, offered: list[str]
) -> None:
    words = ["kombit-tui", *line.split()]
    monkeypatch.setenv(COMPLETING, "complete_bash")
    monkeypatch.setenv("COMP_WORDS", "\n".join(words))
    monkeypatch.setenv("COMP_CWORD", str(len(words) - 1))
    done = called(tmp_path)
    assert done.stdout.split() == offered


def test_a_store_that_is_open_is_restored_under_its_reader(home: Path) -> None:
    copy = home / "kopi.sqlite3"
    called(home, "backup", str(copy))
    with closing(Store(home / NAME, who="test")) as open_:
        before, seen = len(list(open_.reader.execute("SELECT id FROM task"))), open_.changes_seen()
        open_.apply([Create("task", {"title": "Ny", "kind": "lokal"})], "Ny")
        assert called(home, "restore", str(copy), "--yes").returncode == 0
        assert open_.changes_seen() != seen
        assert len(list(open_.reader.execute("SELECT id FROM task"))) == before
        open_.apply([Create("task", {"title": "Ny", "kind": "lokal"})], "Ny")
        assert len(list(open_.reader.execute("SELECT id FROM task"))) == before + 1

"""The command line, run as a user runs it."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.commands import loaded_by, run

DATA = Path(__file__).parent / "data"
FILE = DATA / "opgaver.txt"
HEAVY = {"textual", "sqlalchemy", "sqlmodel", "httpx"}


@pytest.fixture
def demo(demo_file: Path) -> list[str]:
    """The options that name the demo of these tests, which is read only."""
    return ["--store", str(demo_file)]


def answer(home: Path, *arguments: str) -> Any:
    """The JSON that a command prints."""
    done = run(home, *arguments)
    assert (done.returncode, done.stderr) == (0, "")
    return json.loads(done.stdout)


def test_list_gives_every_task_with_what_we_do_about_it(tmp_path: Path, demo: list[str]) -> None:
    found = answer(tmp_path, *demo, "list", "tasks", "--json")
    assert len(found) == 63, "without those of other waves"
    assert len(answer(tmp_path, *demo, "list", "tasks", "bølge:b4", "--json")) == 2
    assert {"id", "title", "due", "status", "responsible", "is_moved"} <= set(found[0])
    assert any("æ" in one["title"] for one in found)


def test_list_finds_by_words(tmp_path: Path, demo: list[str]) -> None:
    everything = answer(tmp_path, *demo, "list", "tasks", "--json")
    word = everything[0]["title"].split()[0].lower()
    found = answer(tmp_path, *demo, "list", "tasks", word, "--json")
    assert 0 < len(found) < len(everything)
    assert everything[0] in found


def test_list_takes_the_filter_language_and_points_at_what_it_does_not_know(
    tmp_path: Path, demo: list[str]
) -> None:
    found = run(tmp_path, *demo, "list", "tasks", "status:fuldført", "--json")
    assert {task["status"] for task in json.loads(found.stdout)} == {"done"}
    refused = run(tmp_path, *demo, "list", "tasks", "bo frits:august")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert refused.stderr.endswith("bo frits:august\n   ^\n")


def test_list_without_json_is_a_line_for_each(tmp_path: Path, demo: list[str]) -> None:
    done = run(tmp_path, *demo, "list", "roles")
    assert len(done.stdout.splitlines()) == 45


def test_json_is_whole_on_a_pipe_that_lacks_letters(tmp_path: Path, demo: list[str]) -> None:
    narrow = run(tmp_path, *demo, "list", "people", "--json", PYTHONIOENCODING="ascii")
    assert json.loads(narrow.stdout) == answer(tmp_path, *demo, "list", "people", "--json")


def test_tasks_of_other_waves_are_listed_on_request(tmp_path: Path, demo: list[str]) -> None:
    ours = answer(tmp_path, *demo, "list", "tasks", "--json")
    every = answer(tmp_path, *demo, "list", "tasks", "--all-waves", "--json")
    assert len(every) == len(ours) + 7
    found = answer(tmp_path, *demo, "list", "tasks", "boelgeplan", "--all-waves", "--json")
    assert {one["wave"] for one in found} == {"B1", "B2", "B3", "B4", "B5"}


def test_status_gives_the_numbers_of_the_day(tmp_path: Path, demo: list[str]) -> None:
    found = answer(tmp_path, *demo, "status", "--json")
    assert found["open_tasks"] > 0
    assert found["phase_out"]["total"] > 0
    done = run(tmp_path, *demo, "status")
    assert f"Overskredet: {found['overdue']}\n" in done.stdout


def test_status_of_a_new_store_is_all_zero(tmp_path: Path) -> None:
    found = answer(tmp_path, "status", "--json")
    assert (found["open_tasks"], found["next_meeting"], found["phase_out"]) == (0, None, None)


def test_a_dry_run_prints_what_was_read_and_makes_no_store(tmp_path: Path) -> None:
    found = answer(tmp_path, "import", "--dry-run", "--json", str(FILE))
    assert found["source"]["file"] == "opgaver.txt"
    assert len(found["tasks"]) > 3
    assert list(tmp_path.iterdir()) == []
    two = answer(tmp_path, "import", "--dry-run", "--json", str(FILE), str(FILE))
    assert two == [found, found]


def test_a_dry_run_in_words_writes_nothing(tmp_path: Path) -> None:
    done = run(tmp_path, "import", "--dry-run", str(FILE))
    assert "KLIK-opgaver" in done.stdout
    assert "Gemt." not in done.stdout
    assert answer(tmp_path, "list", "tasks", "--json") == []


def test_a_second_import_changes_nothing(tmp_path: Path) -> None:
    first = run(tmp_path, "import", "--kommune", "0101", str(FILE))
    assert (first.returncode, first.stderr) == (0, "")
    assert "Gemt." in first.stdout
    tasks = answer(tmp_path, "list", "tasks", "--json")
    assert tasks
    assert all(one["id"].startswith("0101-") for one in tasks)
    second = run(tmp_path, "import", str(FILE))
    assert "Der er intet at gemme." in second.stdout
    assert "Gemt." not in second.stdout
    assert answer(tmp_path, "list", "tasks", "--json") == tasks
    with closing(sqlite3.connect(tmp_path / "kombit-tui.sqlite3")) as connection:
        assert connection.execute("SELECT count(*) FROM journal_group").fetchone() == (1,)


def test_an_import_in_json_tells_the_numbers(tmp_path: Path) -> None:
    found = answer(tmp_path, "import", "--json", str(FILE))
    assert found["task"] == {"new": len(answer(tmp_path, "list", "tasks", "--json"))}
    assert set(answer(tmp_path, "import", "--json", str(FILE))["task"]) == {"same"}


@pytest.mark.parametrize(
    "line",
    [
        "list",
        "list opgaver",
        "list roles --all-waves",
        "import",
        "ukendt",
        "status --ukendt",
        "--store",
        "--screen stue",
        "--screen stue --help-me",
        "status extra",
    ],
)
def test_wrong_use_exits_2(tmp_path: Path, line: str) -> None:
    done = run(tmp_path, *line.split())
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("import findes-ikke.txt", "Filen kan ikke læses: findes-ikke.txt"),
        ("import --dry-run --json .", "Filen kan ikke læses"),
        ("import --kommune 9999 x.txt", "Ingen kommune har koden «9999»"),
        (f"--store {FILE} status", "Lagerfilen kan ikke læses: «opgaver.txt»"),
        (f"--store {DATA} status", "Lagerfilen kan ikke læses"),
        (f"--store {FILE}/under/x status", "Lageret kan ikke bruges"),
        (f"--demo --store {FILE} status", "er ikke et demolager"),
    ],
)
def test_an_error_exits_1_and_is_told_in_danish(tmp_path: Path, line: str, told: str) -> None:
    before = FILE.read_bytes()
    done = run(tmp_path, *line.split())
    assert (done.returncode, done.stdout) == (1, "")
    assert told in done.stderr
    assert "Traceback" not in done.stderr
    assert FILE.read_bytes() == before


def test_another_municipality_is_refused_in_a_store_with_records(tmp_path: Path) -> None:
    run(tmp_path, "import", "--kommune", "0101", str(FILE))
    done = run(tmp_path, "import", "--kommune", "0147", str(FILE))
    assert done.returncode == 1
    assert "en anden kommune" in done.stderr


def test_help_is_danish_and_names_every_command(tmp_path: Path) -> None:
    done = run(tmp_path, "--help")
    assert done.returncode == 0
    assert all(word in done.stdout for word in ("import", "list", "status", "KLIK-opgaver"))


@pytest.mark.parametrize("line", ["list tasks --json", "status", "status --json", "--help"])
def test_reading_loads_neither_dashboard_nor_write_path(tmp_path: Path, line: str) -> None:
    assert not loaded_by(tmp_path, *line.split()) & HEAVY


def test_importing_loads_no_dashboard(tmp_path: Path) -> None:
    loaded = loaded_by(tmp_path, "import", str(FILE))
    assert not loaded & {"textual", "httpx"}
    assert "sqlalchemy" in loaded, "else the tests of what is not loaded see nothing"

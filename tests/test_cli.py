"""The command line, run as a user runs it."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from kombit_tui.cli import quick
from kombit_tui.cli.importing import spelled_out
from kombit_tui.cli.listing import write_lines
from kombit_tui.db.queries.listing import PIECE, listing
from kombit_tui.db.store import Store
from tests.commands import called, fits, loaded_by

DATA = Path(__file__).parent / "data"
FILE = DATA / "opgaver.txt"
HEAVY = {"textual", "sqlalchemy", "sqlmodel", "httpx"}


@pytest.fixture
def demo(demo_file: Path) -> list[str]:
    """The options that name the demo of these tests, which is read only."""
    return ["--store", str(demo_file)]


def answer(home: Path, *arguments: str) -> Any:
    """The JSON that a command prints."""
    done = called(home, *arguments)
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
    found = called(tmp_path, *demo, "list", "tasks", "status:fuldført", "--json")
    assert {task["status"] for task in json.loads(found.stdout)} == {"done"}
    refused = called(tmp_path, *demo, "list", "tasks", "bo frits:august")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert refused.stderr.endswith("bo frits:august\n   ^\n")


def test_list_without_json_is_a_line_for_each(tmp_path: Path, demo: list[str]) -> None:
    done = called(tmp_path, *demo, "list", "roles")
    assert len(done.stdout.splitlines()) == 45


def test_json_is_whole_on_a_pipe_that_lacks_letters(tmp_path: Path, demo: list[str]) -> None:
    narrow = called(tmp_path, *demo, "list", "people", "--json", encoding="ascii")
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
    done = called(tmp_path, *demo, "status")
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
    done = called(tmp_path, "import", "--dry-run", str(FILE))
    assert "KLIK-opgaver" in done.stdout
    assert "Gemt." not in done.stdout
    assert answer(tmp_path, "list", "tasks", "--json") == []


def test_a_second_import_changes_nothing(tmp_path: Path) -> None:
    first = called(tmp_path, "import", "--kommune", "0101", str(FILE))
    assert (first.returncode, first.stderr) == (0, "")
    assert "Gemt." in first.stdout
    tasks = answer(tmp_path, "list", "tasks", "--json")
    assert tasks
    assert all(one["id"].startswith("0101-") for one in tasks)
    second = called(tmp_path, "import", str(FILE))
    assert "2 af 2 er mindre sikre end 80 % og gemmes ikke." in second.stdout
    assert "Gemt." not in second.stdout
    assert answer(tmp_path, "list", "tasks", "--json") == tasks
    with closing(sqlite3.connect(tmp_path / "kombit-tui.sqlite3")) as connection:
        assert connection.execute("SELECT count(*) FROM journal_group").fetchone() == (1,)


def test_an_import_in_json_tells_the_numbers(tmp_path: Path) -> None:
    found = fits(answer(tmp_path, "import", "--yes", "0.5", "--json", str(FILE)), "import")
    assert found["task"] == {"new": len(answer(tmp_path, "list", "tasks", "--json"))}
    assert found["left"] == 0
    assert set(answer(tmp_path, "import", "--json", str(FILE))["task"]) == {"same"}


def test_what_is_not_sure_enough_is_left_and_told(tmp_path: Path) -> None:
    done = called(tmp_path, "import", "--yes", "0,85", str(FILE), "--dry-run")
    assert "Usikkert (60 %)" in done.stdout
    assert "mindre sikre end 85 %" in done.stdout
    assert "--yes 0.6" in done.stdout
    all_of_it = called(tmp_path, "import", "--yes=0", str(FILE))
    assert "mindre sikre" not in all_of_it.stdout


def test_several_files_are_one_step(tmp_path: Path) -> None:
    other = tmp_path / "liste.csv"
    other.write_text("Opgave;Frist\nUdpeg en lokal projektleder.;31-03-2027\n", "utf-8")
    done = called(tmp_path, "import", "--yes", "0", str(FILE), str(other))
    assert "KLIK-opgaver           1 ændret" in done.stdout
    assert done.stdout.count("Gemt.") == 1
    with closing(sqlite3.connect(tmp_path / "kombit-tui.sqlite3")) as connection:
        [(label,)] = connection.execute("SELECT label FROM journal_group").fetchall()
    assert label == "Import af 2 filer"
    again = called(tmp_path, "import", "--yes", "0", str(FILE), str(other), "findes-ikke.txt")
    assert (again.returncode, again.stdout) == (1, "")


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("import --yes a.pdf", "import --yes=0.8 a.pdf"),
        ("import a.pdf --yes", "import a.pdf --yes=0.8"),
        ("import --yes 0,6 a.pdf", "import --yes=0.6 a.pdf"),
        ("import --yes=0.6 1.pdf", "import --yes=0.6 1.pdf"),
        ("list tasks", "list tasks"),
    ],
)
def test_yes_needs_no_number(line: str, meant: str) -> None:
    assert list(spelled_out(line.split())) == meant.split()


def test_columns_of_a_table_can_be_told_and_are_remembered(tmp_path: Path) -> None:
    table = tmp_path / "Liste uge 47.csv"
    table.write_text("Hvad;Senest\nBestil;31-03-2027\n", "utf-8")
    asked = called(tmp_path, "import", "--yes", str(table))
    assert "tabellen er ikke læst" in asked.stdout
    assert "--map Hvad=task.title" in asked.stdout
    told = ("--map", "Hvad=task.title", "--map", "Senest=due")
    assert "Gemt." in called(tmp_path, "import", "--yes", *told, str(table)).stdout
    later = tmp_path / "Liste uge 48.csv"
    later.write_text("Hvad;Senest\nMød;30-04-2027\n", "utf-8")
    assert "Gemt." in called(tmp_path, "import", "--yes", str(later)).stdout
    assert len(answer(tmp_path, "list", "tasks", "--json")) == 2
    refused = called(tmp_path, "import", "--map", "Hvor=title", str(later))
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "ingen kolonne «hvor»" in refused.stderr


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
    done = called(tmp_path, *line.split())
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("import findes-ikke.txt", "Filen kan ikke læses: findes-ikke.txt"),
        ("import --dry-run --json .", "Filen kan ikke læses"),
        ("import --kommune 9999 x.txt", "Ingen kommune har koden «9999»"),
        (f"--store {FILE} status", "Lagerfilen kan ikke læses: «"),
        (f"--store {DATA} status", "Lagerfilen kan ikke læses"),
        (f"--store {FILE}/under/x status", "Lageret kan ikke bruges"),
        (f"--demo --store {FILE} status", "er ikke et demolager"),
    ],
)
def test_an_error_exits_1_and_is_told_in_danish(tmp_path: Path, line: str, told: str) -> None:
    before = FILE.read_bytes()
    done = called(tmp_path, *line.split())
    assert (done.returncode, done.stdout) == (1, "")
    assert told in done.stderr
    assert "Traceback" not in done.stderr
    assert FILE.read_bytes() == before


def test_another_municipality_is_refused_in_a_store_with_records(tmp_path: Path) -> None:
    called(tmp_path, "import", "--kommune", "0101", str(FILE))
    done = called(tmp_path, "import", "--kommune", "0147", str(FILE))
    assert done.returncode == 1
    assert "en anden kommune" in done.stderr


def test_help_is_danish_and_names_every_command(tmp_path: Path) -> None:
    done = called(tmp_path, "--help")
    assert done.returncode == 0
    assert all(word in done.stdout for word in ("import", "list", "status", "KLIK-opgaver"))


@pytest.mark.parametrize("line", ["list tasks --json", "status", "status --json", "--help"])
def test_reading_loads_neither_dashboard_nor_write_path(tmp_path: Path, line: str) -> None:
    assert not loaded_by(tmp_path, *line.split()) & HEAVY


def test_a_plain_list_is_printed_without_typer(tmp_path: Path, demo: list[str]) -> None:
    slow = {"typer", "rich", "pydantic", "platformdirs", "pathlib", *HEAVY}
    assert not loaded_by(tmp_path, *demo, "list", "tasks", "-fuldført") & slow


@pytest.mark.parametrize(
    "words",
    [
        ("tasks",),
        ("tasks", "-fuldført", "sorter:titel"),
        ("tasks", "--all-waves", "--json"),
        ("tasks", "frist:2027", "--csv"),
        ("roles", "ubesat", "--md"),
        ("news", "--json"),
    ],
)
def test_the_short_way_and_the_long_way_print_the_same(
    tmp_path: Path, demo: list[str], words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert quick.understood([*demo, "list", *words]) is not None
    short = called(tmp_path, *demo, "list", *words)
    monkeypatch.setattr(quick, "carry_out", lambda _: None)
    assert called(tmp_path, *demo, "list", *words) == short
    assert short.stdout


def test_rows_are_printed_as_they_are_read(capsys: pytest.CaptureFixture[str]) -> None:
    printed = []

    def rows() -> Iterator[str]:
        for number in range(2 * PIECE):
            if number == PIECE:
                printed.append(len(capsys.readouterr().out.splitlines()))
            yield str(number)

    write_lines(rows())
    assert printed == [PIECE]


def test_json_of_tasks_is_what_their_declarations_say(tmp_path: Path, demo: list[str]) -> None:
    with closing(Store(Path(demo[1]), who="test")) as store:
        plain = list(listing(store.reader, "tasks", "", store.clock().date(), every_wave=True))
    assert answer(tmp_path, *demo, "list", "tasks", "--all-waves", "--json") == plain


def test_importing_loads_no_dashboard(tmp_path: Path) -> None:
    loaded = loaded_by(tmp_path, "import", str(FILE))
    assert not loaded & {"textual", "httpx"}
    assert "sqlalchemy" in loaded, "else the tests of what is not loaded see nothing"

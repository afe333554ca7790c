"""From a file of a real format to records: the places are pages or rows, and the records sensible.

How well records are made of them is measured elsewhere; this holds what the readers owe to it.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from kombit_tui.cli import run
from kombit_tui.db.store import Store
from kombit_tui.domain.places import place_in
from kombit_tui.errors import UnreadableFile
from kombit_tui.ingest.extract import extract
from kombit_tui.ingest.pipeline import files_as_json, summary
from tests.ingest.reading import read_here
from tests.ingest.scoring import extraction_of, json_of
from tests.tools import score
from tests.tools.imported import carry_out, plan_file, read_file

FILES = Path(__file__).parent.parent / "data" / "files"
SAME = 0.95


def tasks_in(slides: str) -> dict[str, tuple[str, str, str]]:
    """Code, title, start and end of the tasks that a deck has tables of."""
    truth = json.loads((FILES / slides).read_text())
    rows = [
        row
        for slide in truth
        for table in slide["tables"]
        for row in table["rows"]
        if len(row) == 6 and row[0] != "ID"
    ]
    return {row[0]: (row[1], _iso(row[4]), _iso(row[5])) for row in rows}


def _iso(day: str) -> str:
    return "-".join(reversed(day.split("-")))


@pytest.mark.parametrize("name", ["deck.pptx", "deck.pdf"])
def test_the_tasks_of_a_deck_are_found_with_their_dates(name: str) -> None:
    found = {task.code: task for task in extract(read_here(FILES / name)).tasks}
    wanted = tasks_in("deck.truth.json")
    dated = [c for c, (_, start, due) in wanted.items() if c in found and found[c].due == due]
    assert len(dated) >= 0.8 * len(wanted)
    for code in dated:
        assert found[code].title.startswith(wanted[code][0])


@pytest.mark.parametrize("name", ["deck.pptx", "deck.pdf"])
def test_the_rest_of_a_deck_is_sensible(name: str) -> None:
    found = extract(read_here(FILES / name))
    assert [one.dates for one in found.meetings] == [("2026-10-14",)]
    assert [(one.start, one.title) for one in found.agenda][:2] == [
        ("09:00", "Velkomst og praktiske oplysninger"),
        (
            "09:10",
            "Sådan går det med overgangen til den nye adgangsbillet, herunder hvilke leverandører"
            " der mangler at svare",
        ),
    ]
    assert [len(one.municipalities) for one in found.attendance] == [38, 22]
    assert [one.email for one in found.contacts] == ["shk@korsbaek.example"]
    assert len(found.links) == 2


def test_slides_and_their_pdf_give_the_same_records() -> None:
    one, other = (json_of(FILES / f"deck.{kind}") for kind in ("pptx", "pdf"))
    assert score.overall(score.score(one, other)) >= SAME


@pytest.mark.parametrize("name", ["qa.docx", "qa.pdf"])
def test_questions_of_a_note_are_found(name: str) -> None:
    found = extraction_of(FILES / name)
    assert found.source.kind == "qa_note"
    known = json.loads((FILES / "qa.truth.json").read_text("utf-8"))
    asked = [row[0] for section in known["sections"] for row in section["rows"]]
    assert [one.question for one in found.questions] == asked
    assert {one.section for one in found.questions} == {
        "Overgang til ny adgangsbillet",
        "Roller i opgaveportalen",
        "Børn og unge",
    }


@pytest.mark.parametrize("name", ["tasks-5k.xlsx", "tasks-cp1252.csv"])
def test_every_row_of_a_task_list_is_a_task_and_nothing_else(name: str) -> None:
    found = extract(read_here(FILES / name))
    assert found.source.kind == "table"
    assert len(found.tasks) == 5_000
    assert (found.milestones, found.roles, found.events) == ((), (), ())
    first = found.tasks[0]
    assert (first.code, first.title) == ("KOR-00001", "Ret fejl i skoleindskrivning (1)")
    assert (first.start, first.due) == ("2026-06-20", "2026-10-13")
    assert (first.project, first.kind, first.duration, first.performer) == (
        "Fælles drift",
        "obligatorisk",
        "37 timer",
        "Superbruger",
    )
    assert first.lines == ((4, 4) if name.endswith("xlsx") else (2, 2))


def test_a_sheet_about_something_else_gives_no_tasks(tmp_path: Path) -> None:
    path = tmp_path / "liste.csv"
    path.write_text("Navn;Mail\nSigne;shk@korsbaek.example\n")
    assert extract(read_here(path)).tasks == ()


def test_places_are_pages_where_a_file_has_pages() -> None:
    [found] = files_as_json(FILES / "deck.pdf")
    task = next(one for one in found["tasks"] if one["code"] == "ADG001")
    assert (task["page"], task["lines"]) == (13, None)
    assert all(one["page"] for one in found["milestones"])
    assert found["cut"] == ["1 af 40 sider er billeder uden tekst og er ikke læst."]
    assert read_file(FILES / "deck.pdf").tasks[0].lines == (13, 13)


def test_places_are_lines_where_it_has_none() -> None:
    [found] = files_as_json(FILES.parent / "moede.txt")
    assert all(len(one["lines"]) == 2 for one in found["agenda"])


@pytest.mark.parametrize(
    ("file", "words"),
    [
        ("deck.PDF", "side 3-4"),
        ("deck.pptx", "side 3-4"),
        ("mail.eml", "side 3-4"),
        ("liste.xlsx", "række 3-4"),
        ("note.docx", "linje 3-4"),
        ("note.txt", "linje 3-4"),
    ],
)
def test_places_have_their_own_words(file: str, words: str) -> None:
    assert place_in(file, 3, 4) == words
    assert place_in(file, 3, 3) == words.removesuffix("-4")


def test_what_was_left_out_is_told_with_the_plan(store: Store) -> None:
    plan = plan_file(store, FILES / "deck.pdf")
    assert "1 af 40 sider er billeder uden tekst og er ikke læst." in summary(plan)
    assert any(one.kind == "task" for one in plan.changes)


def test_a_file_of_any_format_is_imported_once(store: Store) -> None:
    for name in ("deck2.pptx", "deck2.pdf"):
        plan = plan_file(store, FILES / name)
        assert plan.changes
        carry_out(store, plan)
        assert not plan_file(store, FILES / name).changes


def test_the_command_line_reads_and_refuses(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def call(*words: str) -> int:
        monkeypatch.setattr("sys.argv", ["kombit-tui", *words])
        try:
            return run()
        except SystemExit as end:
            return int(end.code or 0)

    assert call("import", "--dry-run", "--json", str(FILES / "tasks-short-cp1252.csv")) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert [task["title"] for task in found["tasks"]] == ["Mød på rådhuset"]
    assert call("import", "--dry-run", "--json", str(FILES / "hostile" / "deep.docx")) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "deep.docx er i stykker" in printed.err
    assert call("import", "--help") == 0
    assert ".pptx" in capsys.readouterr().out


def test_the_home_of_the_user_is_understood(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "liste.csv").write_text("ID;Navn;Frist\n1;Bestil;31-03-2027\n")
    assert len(read_file(Path("~/liste.csv")).tasks) == 1
    with pytest.raises(UnreadableFile):
        read_file(Path("~/mangler.csv"))

"""Our own decks give the same records as slides, as PDF, as text, and nearly so when scanned.

Each is written once, in `tests/fixtures/NAME.slides`, with its labels beside it; the files are made
by `python -m tests.tools.make_decks`. What the rules reached on a deck before they had seen it
stands beside its name: only that tells how the next deck will fare.
"""

import json
from pathlib import Path

import pytest

from kombit_tui.ingest.extract import candidates_of
from tests.ingest.scoring import document_of, extraction_of, json_of, overall
from tests.tools import score
from tests.tools.make_decks import FOLDER, texts_of

DECKS = {
    "moede-2022-03": 0.95,  # text of tests/data/decks: column by column, prices, visits
    "moede-2022-11": 0.83,  # text of tests/data/decks: no marks at all, waves, notes
    "moede-2023-10": 0.66,  # hours with bullets, a plan as a table, words instead of tables
    "moede-2024-02": 0.77,  # goals by number, wave plan in English months, dividers, prices
    "moede-2024-11": 0.97,  # text of tests/data/decks: time table, time line
    "moede-2025-03": 0.77,  # time line in columns, title of an unknown kind, news in prose
    "moede-2025-09": 0.87,  # hours, bullets lost, whole columns, notes
    "moede-2025-12": 0.65,  # agenda within, past topics, waves side by side, two agreements
    "moede-2026-05": 0.87,  # attendance, quarters, Gantt, contradictions, vertical date
    "moede-2026-09": 0.99,  # what the rules owed to the decks above: two columns, dividers, plan
    "moede-2027-03": 0.69,  # prose, table of roles, codes with hyphens, calendar as a table
    "opsamling-2026-02": 0.92,  # two columns broken by a page
}
CLEAN, SCANNED, SAME = 0.95, 0.75, 0.95
MOST_BYTES = 200_000
stems = pytest.mark.parametrize("stem", DECKS)


def path_of(stem: str, kind: str) -> Path:
    """A file of a deck."""
    return FOLDER / f"{stem}{kind}"


def test_every_source_has_its_labels_and_is_known_here() -> None:
    assert {path.stem for path in FOLDER.glob("*.slides")} == set(DECKS)
    assert {path.stem for path in FOLDER.glob("*.json")} == set(DECKS)


@stems
def test_the_files_are_those_that_the_source_makes(stem: str) -> None:
    for name, text in texts_of(path_of(stem, ".slides")).items():
        assert (FOLDER / name).read_text("utf-8") == text
    for kind in (".pptx", ".pdf"):
        assert path_of(stem, kind).stat().st_size < MOST_BYTES


@stems
@pytest.mark.parametrize("kind", [".txt", ".pptx", ".pdf"])
def test_clean_files_are_read_well(stem: str, kind: str) -> None:
    assert overall(path_of(stem, kind), path_of(stem, ".json")) >= CLEAN


@stems
def test_scanned_text_is_read_well_enough(stem: str) -> None:
    assert overall(path_of(stem, "-scan.txt"), path_of(stem, ".json")) >= SCANNED


@stems
@pytest.mark.parametrize("kind", [".pptx", ".pdf"])
def test_a_deck_gives_the_same_records_in_every_format(stem: str, kind: str) -> None:
    one, other = json_of(path_of(stem, kind)), json_of(path_of(stem, ".txt"))
    assert score.overall(score.score(one, other)) >= SAME
    assert score.overall(score.score(other, one)) >= SAME


@stems
@pytest.mark.parametrize("kind", [".txt", ".pptx"])
def test_every_record_says_where_it_stands_and_by_which_rule(stem: str, kind: str) -> None:
    last = document_of(path_of(stem, kind)).lines[-1].number
    found = list(candidates_of(extraction_of(path_of(stem, kind))))
    assert found
    for one in found:
        assert 1 <= one.lines[0] <= one.lines[1] <= last
        assert one.rule
        assert 0 < one.confidence <= 1


@pytest.mark.parametrize("kind", [".txt", ".pptx", ".pdf"])
def test_contradictions_are_kept_as_printed_and_told(kind: str) -> None:
    found = extraction_of(path_of("moede-2026-05", kind))
    webinar = next(one for one in found.events if one.title.startswith("Webinar"))
    assert webinar.date == "2026-06-10"
    assert webinar.flags == ("Der står mandag, men 10-06-2026 er en onsdag.",)
    late = [one for one in found.milestones if one.date == "2025-11-02"]
    assert [one.flags for one in late] == [
        ("Datoen ligger før den, der står lige før. Er årstallet rigtigt?",)
    ]
    assert found.attendance[0].flags == ("Der står 13 kommuner, men listen har 12.",)
    sums = extraction_of(path_of("moede-2025-09", kind)).rollout_status
    assert [bool(one.flags) for one in sums] == [False, False, True]


@pytest.mark.parametrize(("kind", "place"), [(".txt", 210), (".pptx", 7)])
def test_what_no_rule_understood_is_kept_with_its_place(kind: str, place: int) -> None:
    unread = extraction_of(path_of("moede-2026-05", kind)).unread
    thanks = next(found for found in unread if "kaffen" in found[1])
    assert thanks == (place, "Husk at sige tak til Ulla fra biblioteket for kaffen.")
    said = json.dumps(unread, ensure_ascii=False)
    assert not any(word in said for word in ("PUNKT 2", "Presenter Notes", "HAV001"))

"""Fictional decks of other months, each in another layout, are read about as well as the corpus.

What the rules reached before they had seen a deck stands beside its floor. Only those numbers tell
how a new deck will fare: all decks have been used to make the rules more general since.
"""

import json
from pathlib import Path

import pytest

from tests.ingest.scoring import (
    CORPUS,
    corpus_scorer,
    document_of,
    extraction_of,
    json_of,
    needs_corpus,
    overall,
    rows_of,
)
from tests.tools import score

DECKS = Path(__file__).parent.parent / "data" / "decks"
FLOORS = {
    "moede-2024-11": 0.95,  # 0.52 unseen: time table, certificates, phase-out time line
    "moede-2022-03": 0.95,  # 0.61 unseen: no empty lines, tables column by column
    "moede-2020-09": 0.95,  # 0.49 unseen: letters damaged, speaker's notes between the slides
    "opsamling-2023-02": 0.95,  # 0.80 unseen: two columns broken by pages
    "moede-2019-10": 0.95,  # 0.45 unseen: page numbers only, months over a plan
    "moede-2025-02": 0.95,  # 0.62 unseen: an empty line between all lines, stamps
    "moede-2020-11": 0.93,  # 0.69 unseen: letters damaged, wide columns
    "moede-2021-10": 0.94,  # 0.53 unseen: bullets lost, list items step in
    "moede-2024-05": 0.95,  # 0.90 unseen: dividers, nested task fields
    "moede-2022-11": 0.9,  # 0.61 unseen: agenda without marks, waves with counts, notes
}
CORPUS_FLOORS = {
    "moede-2019-03-opsamling": 0.9,
    "moede-2021-04": 0.9,
    "moede-2023-06": 0.9,
}


@pytest.mark.parametrize(("stem", "floor"), FLOORS.items())
def test_other_decks_are_read_well(stem: str, floor: float) -> None:
    assert overall(DECKS / f"{stem}.txt", DECKS / f"{stem}.json") >= floor


@needs_corpus
@pytest.mark.parametrize(("stem", "floor"), CORPUS_FLOORS.items())
def test_the_corpus_is_read_well_too(stem: str, floor: float) -> None:
    deck, gold = CORPUS / "decks" / f"{stem}.txt", CORPUS / "gold" / f"{stem}.json"
    assert overall(deck, gold) >= floor


@needs_corpus
def test_our_measure_is_that_of_the_corpus() -> None:
    deck, gold = (DECKS / f"moede-2022-11.{kind}" for kind in ("txt", "json"))
    theirs = corpus_scorer().score(json_of(deck), json.loads(gold.read_text("utf-8")))
    assert theirs == rows_of(deck, gold)
    assert corpus_scorer().overall(theirs) == score.overall(rows_of(deck, gold))


@pytest.mark.parametrize("stem", FLOORS)
def test_candidates_say_where_and_by_which_rule(stem: str) -> None:
    document = document_of(DECKS / f"{stem}.txt")
    extraction = extraction_of(DECKS / f"{stem}.txt")
    found = [*extraction.agenda, *extraction.milestones, *extraction.contacts, *extraction.roles]
    assert found or extraction.questions
    for candidate in (*found, *extraction.tasks, *extraction.prices, *extraction.questions):
        assert 1 <= candidate.lines[0] <= candidate.lines[1] <= len(document.lines)
        assert 0 < candidate.confidence <= 1
        assert candidate.rule

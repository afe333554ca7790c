"""Extraction bears any text, takes about linear time, and keeps what it can on real material."""

import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kombit_tui.ingest.document import Document, Line, Page
from kombit_tui.ingest.extract import extract
from tests.ingest.reading import read_here
from tests.ingest.scoring import mean_value, needs_corpus

DATA = Path(__file__).parent.parent / "data"
FIXTURES = sorted(DATA.glob("*.txt"))
DECKS = sorted((DATA / "decks").glob("*.txt"))
KEYS = (
    *("tasks", "milestones", "roles", "agreements"),
    *("prices", "rollout_status", "phase_outs"),
)
FLOOR = 0.8
"""Mean of F1 and field agreement over our keys; the rules were at 0.95 when this was written."""

FIELD_WORDS = """
KLIK-opgave Obligatorisk Frist: ID Nr Type Slutdato 1 02 IA003 27 31 40 Fuldført
Påbegyndt Ikke-påbegyndt 31-08-2023 maj Bølge B2 Pr. borger 8,00 Ja udfases af SAPA
rollen ”Træner” tilslutningsaftale mangler • Q1 Q2 Q3 Q4 1.1.1.2 - I drift Aftalt alt
flyttet fra til
"""
field_words = st.sampled_from(sorted(set(FIELD_WORDS.split())))
words_or_noise = st.lists(field_words | st.text(max_size=8), max_size=12).map(" ".join)


def document_of(lines: list[str], per_page: int = 30) -> Document:
    numbered = [Line(n, text) for n, text in enumerate(lines, 1)]
    starts = range(0, max(1, len(numbered)), per_page)
    pages = (Page(n, tuple(numbered[i : i + per_page])) for n, i in enumerate(starts, 1))
    return Document("x.txt", "", tuple(pages))


@settings(max_examples=150, deadline=None)
@given(lines=st.lists(words_or_noise, max_size=60), per_page=st.integers(1, 60))
def test_no_text_makes_it_raise(lines: list[str], per_page: int) -> None:
    extraction = extract(document_of(lines, per_page))
    for key in KEYS:
        for found in getattr(extraction, key):
            assert 1 <= found.lines[0] <= found.lines[1] <= len(lines)
            assert found.rule
            assert 0 < found.confidence <= 1


@settings(max_examples=60, deadline=None)
@given(data=st.data(), path=st.sampled_from([*FIXTURES, *DECKS]))
def test_no_cut_of_real_layout_makes_it_raise(data: st.DataObject, path: Path) -> None:
    lines = path.read_text("utf-8").split("\n")
    start = data.draw(st.integers(0, len(lines)))
    end = data.draw(st.integers(start, len(lines)))
    width = data.draw(st.integers(1, 80))
    extract(document_of([line[:width] for line in lines[start:end]]))


@pytest.mark.parametrize("path", FIXTURES, ids=lambda p: p.stem)
def test_time_grows_about_as_the_text(path: Path) -> None:
    lines = path.read_text("utf-8").split("\n")
    small, large = (_seconds(lines * times) for times in (10, 40))
    assert large < small * 4 * 3 + 0.5


def _seconds(lines: list[str]) -> float:
    document = document_of(lines)
    start = time.process_time()
    extract(document)
    return time.process_time() - start


def test_the_day_of_the_document_gives_the_years() -> None:
    extraction = extract(read_here(DATA / "opgaver.txt"))
    assert extraction.document_date == date(2022, 5, 12).isoformat()


@needs_corpus
def test_the_labelled_corpus_is_read_well() -> None:
    assert mean_value(KEYS) >= FLOOR

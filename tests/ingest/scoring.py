"""Scores what is extracted from labelled documents: our own, and the corpus if it is there.

The corpus lies beside the repository and not in it: its documents are not ours.
"""

import importlib.util
import json
from collections.abc import Collection
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from kombit_tui.ingest.candidates import Extraction, to_json
from kombit_tui.ingest.document import Document
from kombit_tui.ingest.extract import extract
from tests.ingest.reading import read_here
from tests.tools import score

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"

needs_corpus = pytest.mark.skipif(
    not CORPUS.is_dir(), reason="the corpus is not beside the repository"
)


@cache
def corpus_scorer() -> ModuleType:
    """The module `score.py` of the corpus."""
    spec = importlib.util.spec_from_file_location("corpus_score", CORPUS / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@cache
def document_of(path: Path) -> Document:
    """A file, read once for all tests."""
    return read_here(path)


@cache
def extraction_of(path: Path) -> Extraction:
    """What is in a file, extracted once for all tests."""
    return extract(document_of(path))


@cache
def json_of(path: Path) -> dict[str, Any]:
    """What is in a file, in the shape of the contract."""
    value: dict[str, Any] = to_json(extraction_of(path))
    return value


@cache
def rows_of(deck: Path, gold: Path) -> dict[str, dict[str, Any]]:
    """Precision, recall and field agreement of each key of one document."""
    return score.score(json_of(deck), json.loads(gold.read_text("utf-8")))


def mean_value(keys: Collection[str]) -> float:
    """The mean over the labelled rows of these keys in the whole corpus."""
    values = [
        score.value_of(row)
        for gold in sorted((CORPUS / "gold").glob("*.json"))
        for key, row in rows_of(CORPUS / "decks" / f"{gold.stem}.txt", gold).items()
        if key in keys and row["gold"]
    ]
    return sum(values) / len(values)


def overall(deck: Path, gold: Path) -> float:
    """The mean over the keys that have labels."""
    return score.overall(rows_of(deck, gold))

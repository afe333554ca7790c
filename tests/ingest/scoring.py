"""Runs the corpus scorer, which lies beside the repository and not in it, on labelled documents."""

import importlib.util
import json
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from kombit_tui.ingest.candidates import to_json
from kombit_tui.ingest.extract import extract
from tests.ingest.reading import read_here

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"
SCORER = CORPUS / "score.py"

needs_scorer = pytest.mark.skipif(
    not SCORER.is_file(), reason="the scorer and its corpus are not beside the repository"
)


@cache
def scorer() -> ModuleType:
    """The module `score.py` of the corpus."""
    spec = importlib.util.spec_from_file_location("corpus_score", SCORER)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@cache
def rows_of(deck: Path, gold: Path) -> dict[str, dict[str, Any]]:
    """Precision, recall and field agreement of each key of one document."""
    labels = json.loads(gold.read_text("utf-8"))
    rows: dict[str, dict[str, Any]] = scorer().score(to_json(extract(read_here(deck))), labels)
    return rows


def overall(deck: Path, gold: Path) -> float:
    """The scorer's mean over the keys that have labels."""
    return float(scorer().overall(rows_of(deck, gold)))


def value_of(row: dict[str, Any]) -> float:
    """F1 times field agreement of one key."""
    precision, recall = row["precision"], row["recall"]
    both = precision + recall
    return float(2 * precision * recall / both * row["fields"]) if both else 0.0

"""No sentence of the labelled documents, which are not ours, stands in what we hand out."""

from pathlib import Path

import pytest

from tests.tools.shingles import CORPUS, ROOT, corpus, kept, repeated

TEXTS = {".py", ".md", ".toml", ".json", ".tcss", ".sql", ".csv", ".txt"}


def handed_out() -> list[Path]:
    """The package, its documentation, and our own decks."""
    folders = ("kombit_tui", "docs", "tests/fixtures")
    found = (path for name in folders for path in (ROOT / name).rglob("*"))
    return [*ROOT.glob("*.md"), *(path for path in found if path.suffix in TEXTS)]


def test_nothing_repeats_a_sentence_of_five_words_or_more() -> None:
    known = kept()
    found = {path: repeated(path.read_text("utf-8", "replace"), known) for path in handed_out()}
    assert {str(path): said for path, said in found.items() if said} == {}


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not beside the repository")
def test_the_hashes_are_those_of_the_corpus() -> None:
    known = corpus()
    assert kept() == known
    deck = next(CORPUS.glob("*.txt")).read_text("utf-8")
    assert repeated(deck, known)

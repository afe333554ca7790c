"""Pieces of text that show what was found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kombit_tui.domain.snippets import LONGEST, snippet, spans, words_of

LONG = "Kommunen skal selv rydde op. " * 5 + "Leverandøren bekræfter skriftligt. " + "Ring. " * 30


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("Ærø skole", "aeroe", ["Ærø"]),
        ("Skolen på Ærø", "ærø skole", ["Skole", "Ærø"]),
        ("Borgersystem", "system", ["system"]),
        ("ANNA anna", "ann", ["ANN", "ann"]),
        ("abc", "ab bc", ["abc"]),
        ("abc", "x", []),
    ],
)
def test_spans_are_where_the_words_stand_in_the_text_as_written(
    text: str, words: str, found: list[str]
) -> None:
    assert [text[start:end] for start, end in spans(text, words_of(words))] == found


def test_a_snippet_shows_the_word_in_the_middle_of_a_long_text() -> None:
    shown = snippet(["intet her", LONG], ["leverandoer"])
    assert "Leverandøren bekræfter" in shown
    assert shown.startswith("…")
    assert shown.endswith("…")
    assert len(shown) <= LONGEST + 2


def test_the_text_with_the_most_words_is_shown() -> None:
    assert snippet(["Ida alene", "Ida og Bo"], ["ida", "bo"]) == "Ida og Bo"
    assert snippet(["intet"], ["ida"]) == ""


@given(st.text(), st.text(min_size=1))
def test_no_text_and_no_words_are_too_strange(text: str, wanted: str) -> None:
    words = words_of(wanted)
    ends = [place for span in spans(text, words) for place in span]
    assert ends == sorted(ends)
    assert all(0 <= place <= len(text) for place in ends)
    assert "\x1b" not in snippet([text], words)

"""Slides that were scanned are mended before they are read; what was never scanned stays."""

import pytest

from kombit_tui.ingest.document import Document, Line, Page
from kombit_tui.ingest.extract.scanned import repaired

PROSE = "Kommunen melder selv brugere ind i systemet og retter listen hver uge"


def mended(*lines: str) -> list[str]:
    """The lines of one page after mending; prose above makes the page long enough to judge."""
    shown = [PROSE, PROSE, PROSE, *lines]
    page = Page(1, tuple(Line(n, text) for n, text in enumerate(shown, 1)))
    found = repaired(Document("x.txt", "", (page,)))
    assert [line.number for line in found.lines] == list(range(1, len(shown) + 1))
    return [line.text for line in found.lines[3:]]


@pytest.mark.parametrize(
    ("scanned", "right"),
    [
        ("Bglgeplan for lgsningen", "Bølgeplan for løsningen"),
        ("Naste mode: sporgsmal til leverand@rer", "Næste møde: spørgsmål til leverandører"),
        ("FAELLES LOSNING", "FÆLLES LØSNING"),
        ("Samse og Ringkebing-Skjern", "Samsø og Ringkøbing-Skjern"),
        ("frist 3O-11-2O20", "frist 30-11-2020"),
    ],
)
def test_words_of_the_field_get_their_letters_back(scanned: str, right: str) -> None:
    assert mended(scanned) == [right]


@pytest.mark.parametrize(
    "text",
    [
        "For barnet og valget i sagerne",
        "Skriv til mode@leverandor.example",
        "https://korsbaek.example/losning/naeste",
    ],
)
def test_words_that_are_right_and_addresses_stay(text: str) -> None:
    assert mended(text) == [text]


def test_specks_go_and_what_is_short_but_said_stays() -> None:
    assert mended("Dagsorden", "=", "Velkommen til alle", "Kk") == [
        "Dagsorden",
        "",
        "Velkommen til alle",
        "",
    ]
    assert mended("Gaelder det?", "Ja", "d", "e", "n", "2", "4") == [
        "Gælder det?",
        *("Ja", "d", "e", "n", "2", "4"),
    ]


def test_what_the_file_spells_right_itself_is_a_word_too() -> None:
    said = mended("Misse Mghge taler", "Presenter Notes", "Misse Møhge er syg, og hun kommer ikke")
    assert said[0] == "Misse Møhge taler"


def test_a_file_with_danish_letters_is_left_alone() -> None:
    lines = ["Naste mode", "Spørgsmål og svar på åbne møder for løsninger på området i år"]
    assert mended(*lines) == lines

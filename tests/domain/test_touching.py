"""What of ours a text is about: names, codes, distinctive words (domain.md, Agendas)."""

import pytest

from kombit_tui.domain.touching import Ours, Text, codes_in, named_in, stem, touched


@pytest.mark.parametrize(
    ("name", "text", "is_named"),
    [
        ("Borgerblikket", "nye roller til Borgerblikket", True),
        ("Borgerblikket", "borgerblikkets aftaler", True),
        ("Context Handler", "kald til Context Handler, version 1", True),
        ("Context Handler", "Context og Handler", False),
        ("CH2/STS2", "frist for CH2 og STS2", False),
        ("CH2/STS2", "CH2/STS2: ny frist", True),
        ("SYG", "mange er syg i dag", False),
        ("ØiR", "UDK Boligstøtte på ØiR Finans", True),
        ("KY", "rollen «KY - faglig leder»", True),
        ("KY", "KYST", False),
        ("KLIK", "ny frist i KLIK", False),
        ("KLIK-portalen", "ny forside i KLIK-portalen", False),
        ("", "alt", False),
    ],
)
def test_a_name_stands_as_a_word_of_its_own(name: str, text: str, is_named: bool) -> None:
    assert Text(text).names(name) is is_named


def test_short_names_must_be_written_as_they_are_and_long_ones_not() -> None:
    assert not Text("dos på nettet").names("DOS")
    assert Text("SYGESIKRING: pilot").names("Sygesikring")


def test_codes_have_letters_and_digits_and_waves_are_none() -> None:
    assert set(codes_in("BiB01, B4, K98, 2024, CH2-certifikat og IN003")) == {
        "bib01", "ch2", "in003"}  # fmt: skip


@pytest.mark.parametrize(
    ("words", "shared"),
    [
        ("Skift certifikat under servicevinduet", ("Certifikatskifte", "Servicevindue")),
        ("Skift certifikat", ()),
        ("Skift certifikater og certifikatet igen", ()),
        ("Hent metadata for CH2", ("CH2",)),
        ("Kommunens opgaver på næste møde", ()),
    ],
)
def test_a_code_or_two_distinctive_words_are_needed(words: str, shared: tuple[str, ...]) -> None:
    text = Text("Certifikatskifte på CH2 for kommuner: Servicevindue, opgaver, næste møde")
    assert text.shared(words) == shared


def test_endings_do_not_matter() -> None:
    assert {stem(word) for word in ("certifikat", "certifikater", "certifikaternes")} == {
        "certifikat"}  # fmt: skip


def test_what_is_touched_says_why_and_the_most_spoken_of_comes_first() -> None:
    text = Text("Borgerblikket: BiB01 og databehandleraftaler med underskrift")
    named = named_in(text, {"bob": ["BOB", "Borgerblikket"], "sapa": ["SAPA"]})
    ours = [
        Ours("1", "task", "Andet", groups=("bob",)),
        Ours("2", "task", "Ingen af delene", groups=("sapa",)),
        Ours("3", "task", "BiB01", words="BiB01 Angiv", groups=("bob",)),
        Ours("4", "system", "Borgerblikket", names=("Borgerblikket",), groups=("bob",)),
    ]
    assert named == {"bob": "Borgerblikket"}
    assert [(one.ours.id, one.because) for one in touched(text, named, ours)] == [
        ("3", ("Borgerblikket", "BiB01")),
        ("1", ("Borgerblikket",)),
        ("4", ("Borgerblikket",)),
    ]

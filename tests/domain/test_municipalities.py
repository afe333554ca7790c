"""Municipalities are known by code and name, however loosely they are written."""

import pytest

from kombit_tui.domain.municipalities import all_municipalities, find_municipality


def test_there_are_98_with_codes_of_their_own() -> None:
    assert len({m.code for m in all_municipalities()}) == 98


def test_every_full_name_finds_its_municipality() -> None:
    for municipality in all_municipalities():
        for text in (municipality.name, municipality.full_name, municipality.full_name.upper()):
            assert find_municipality(text) == municipality
        assert find_municipality(municipality.name, damaged=True) == municipality


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Københavns Kommune", "København"),
        ("Kbh", "København"),
        (" vejle  kommune. ", "Vejle"),
        ("Vejles", "Vejle"),
        ("Bornholms Regionskommune", "Bornholm"),
        ("Århus", "Aarhus"),
        ("Vesthimmerlands Kommune", "Vesthimmerlands"),
    ],
)
def test_loose_spellings_are_borne(text: str, name: str) -> None:
    found = find_municipality(text)
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize(
    ("text", "name"),
    [("Brgndby Kommune", "Brøndby"), ("Hjerring", "Hjørring"), ("LASG KOMMUNE", "Læsø")],
)
def test_scanned_letters_are_borne_when_asked_for(text: str, name: str) -> None:
    found = find_municipality(text, damaged=True)
    assert found is not None
    assert found.name == name
    assert find_municipality(text) is None


@pytest.mark.parametrize("text", ["", "Kommune", "Korsbæk Kommune", "vej"])
def test_others_are_not_found(text: str) -> None:
    assert find_municipality(text, damaged=True) is None

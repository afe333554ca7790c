"""domain.md, «Waves (bølger)»: whom a task of a roll-out is for."""

import pytest

from kombit_tui.domain.waves import Ours, is_ours, ours_of, told, waves_of, without_wave

READ = {
    "B3": "B3",
    "bølge 3": "B3",
    "Bølge B2": "B2",
    "3": "B3",
    "B2-B4": "B2 B3 B4",
    "B2 – 4": "B2 B3 B4",
    "bølge 2 til 4": "B2 B3 B4",
    "bølgerne B5 og B6": "B5 B6",
    "B1, B4": "B1 B4",
    "P4": "P4",
    "k94": "K94",
    "pilot": "pilot",
    "alle": "",
    "K98": "",
    "B3 og alle": "",
    "": "",
    "efter aftale": "",
    "B3 efter aftale": "",
    "2023": "",
    "24/7": "",
    "B2, 3 og 4": "B2 B3 B4",
}


@pytest.mark.parametrize(("text", "waves"), READ.items())
def test_waves_are_read_as_they_are_written(text: str, waves: str) -> None:
    assert waves_of(text) == set(waves.split())


TITLES = {
    "Udpeg testansvarlig (P4)": "P4",
    "Gennemgå krav (bølge B4)": "B4",
    "Bekræft bølgeplan (B5-B6)": "B5 B6",
    "Flyt til bølge 3": "",
    "Hent data (2)": "",
    "Skift (SF1500)": "",
    "Skift (B3) nu": "",
    "Bestil (beta)": "",
    "()": "",
}


@pytest.mark.parametrize(("title", "waves"), TITLES.items())
def test_a_title_may_end_in_a_wave(title: str, waves: str) -> None:
    assert waves_of(None, title) == set(waves.split())
    assert without_wave(title) == (title.partition(" (")[0] if waves else title)


def test_what_is_named_in_two_places_is_for_both() -> None:
    assert waves_of("B5", "Bekræft (B5-B6)") == {"B5", "B6"}


OURS = {
    # named, what we are in, whether it is ours
    ("", "B3"): True,
    ("B3", ""): True,
    ("B3", "B3"): True,
    ("B2-B4", "B3"): True,
    ("B4", "B3"): False,
    ("pilot", "B3"): False,
    ("P4", "K94"): False,
    ("K94", "K94"): True,
    ("P4", "P4 B3"): True,
    # of another plan we have not said where we are
    ("P4", "B3"): True,
    ("B4", "K94"): True,
    ("P2", "K94"): True,
    ("K96", "P2"): False,
    # in different waves of two plans
    ("B5", "B3 B5"): True,
    ("B4, P4", "B3"): True,
}


@pytest.mark.parametrize(("case", "ours"), OURS.items())
def test_a_task_of_another_wave_is_not_ours(case: tuple[str, str], ours: bool) -> None:
    named, entries = case
    assert is_ours(waves_of(named), ours_of(entries.split()).of()) is ours


IN_PROJECTS = {
    # what our profile says; the names of a project; our waves in it
    ("B3 K94", "KY"): "B3 K94",
    ("B3 K94,KY: B2", "KY"): "B2 K94",
    ("B3,KY: 2", "ky", "Kommunernes Ydelsessystem"): "B2",
    ("B3,ky :B2,KY:B4", "KY"): "B2 B4",
    ("B3,KY: B2", "KYS"): "B3",
    ("KY: B2", "Valg"): "",
    ("B3,KY: B2", None): "B3",
    ("P4,Valg: K94", "Valg"): "K94",
    ("B3,Projekt: fase 2: B5", "Projekt:  FASE 2"): "B5",
    ("B3,KY: efter aftale", "KY"): "B3",
    (": B3", "KY"): "B3",
}


@pytest.mark.parametrize(("case", "waves"), IN_PROJECTS.items())
def test_a_project_may_have_us_in_another_wave(case: tuple[str | None, ...], waves: str) -> None:
    """domain.md, «Waves»: the municipality is in one of them, of each plan."""
    entries, *names = case
    assert ours_of((entries or "").split(",")).of(*names) == set(waves.split())


def test_who_says_nothing_is_in_no_wave() -> None:
    assert ours_of(()) == Ours()
    assert Ours().of("KY") == frozenset()


def test_waves_are_told_in_order() -> None:
    assert told({"B10", "P4", "B2", "K94"}) == "B2, B10, K94, P4"

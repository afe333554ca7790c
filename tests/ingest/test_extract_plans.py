"""Milestones, phase-outs, roles and agreements are read from plans, bullets and sentences."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from kombit_tui.ingest.candidates import Extraction
from kombit_tui.ingest.document import Document, Line, Page
from kombit_tui.ingest.extract import extract
from kombit_tui.ingest.extract.context import Context
from kombit_tui.ingest.extract.milestones import find_milestones
from kombit_tui.ingest.extract.phase_outs import find_phase_outs
from kombit_tui.ingest.extract.roles import find_roles
from tests.ingest.reading import read_here

PLANS = Path(__file__).parent.parent / "data" / "planer.txt"


@pytest.fixture(scope="module")
def plans() -> Extraction:
    return extract(read_here(PLANS))


def context_of(text: str, day: date = date(2024, 10, 31)) -> Context:
    lines = tuple(Line(n, line) for n, line in enumerate(text.strip().split("\n"), 1))
    return Context(Document("x.txt", "", (Page(1, lines),)), day, "deck")


def dated(plans: Extraction, rule: str) -> Sequence[tuple[str, str | None]]:
    return [(m.title, m.date) for m in plans.milestones if m.rule == rule]


def test_numbered_goals_fall_in_the_quarter_of_their_last_part(plans: Extraction) -> None:
    assert dated(plans, "quarter_goal") == [
        ("2.1.1.1 - Broen åbnet i 5 distrikter.", "2021-01-01/2021-03-31"),
        ("2.1.1.2 - Broen åbnet i 15 distrikter.", "2021-04-01/2021-06-30"),
        ("2.1.2.3 - Alle skoler har adgang.", "2021-07-01/2021-09-30"),
        ("2.1.1.4 - Broen åbnet i hele kommunen.", "2021-10-01/2021-12-31"),
    ]
    assert plans.milestones[0].campaign == "2.1 - Udbredelse af broen"


def test_a_phase_that_comes_again_starts_the_next_wave(plans: Extraction) -> None:
    assert dated(plans, "timeline")[:6] == [
        ("Bølge 1 Forberedelse", "2021-10-04/2021-10-08"),
        ("Bølge 1 Udrulning", "2021-10-11/2021-10-29"),
        ("Bølge 1 Idriftsættelsesdato", "2021-11-01"),
        ("Bølge 2 Forberedelse", "2021-11-02/2021-12-03"),
        ("Bølge 2 Udrulning", "2022-01-10/2022-01-21"),
        ("Bølge 2 Idriftsættelsesdato", "2022-01-24"),
    ]


def test_labels_above_their_months_are_a_timeline(plans: Extraction) -> None:
    assert dated(plans, "timeline")[6:] == [
        ("Ny strategi", "2021-10"),
        ("Spørgeskema til alle", "2021-11"),
        ("Workshop", "2022-02"),
    ]


def test_sentences_with_a_verb_and_a_date_are_milestones(plans: Extraction) -> None:
    said = dict(dated(plans, "sentence"))
    assert said["Gammelt Bogholderi Interim (GBI) udfases"] == "2022-06-30"
    assert said["Det nye valgkort forventes idriftsat"] == "2023-12-01/2023-12-31"
    assert not any("tavlen" in title for title in said), "a postponed date is none"


def test_labels_and_as_many_dates_below_are_joined_by_position() -> None:
    text = "Udrulning\nPilot\nBølge 1\nBølge 2\n10. januar 2025\n24. januar 2025\n7. februar 2025"
    found = find_milestones(context_of(text))
    assert [(m.title, m.date) for m in found] == [
        ("Pilot", "2025-01-10"),
        ("Bølge 1", "2025-01-24"),
        ("Bølge 2", "2025-02-07"),
    ]


def test_a_phase_out_knows_its_date_and_what_comes_instead(plans: Extraction) -> None:
    found = {p.system: (p.date, p.replaced_by) for p in plans.phase_outs}
    assert found == {
        "Gammelt Bogholderi Interim (GBI)": ("2022-06-30", "Broregnskab"),
        "BRO1": (None, "BRO2"),
        "KMX Sag": (None, None),
    }


def test_a_stop_below_a_title_belongs_to_the_system_in_it() -> None:
    text = "Udfasning af Bro Handler 1\n• Stopper den 31. marts 2025\n• Projektet lukkes i 2026"
    (found,) = find_phase_outs(context_of(text))
    assert (found.system, found.date) == ("Bro Handler 1", "2025-03-31")


def test_two_systems_in_one_sentence_are_two_phase_outs() -> None:
    text = "Nyt\n• Broarkivet og BX Tele slukkes medio 2025\n• Overgang fra BRO2 til BRO3 i 2026"
    found = {p.system: p.date for p in find_phase_outs(context_of(text))}
    half = "2025-06-01/2025-07-31"
    assert found == {"BX Tele": half, "Broarkivet": half, "BRO2": "2026"}


def test_headings_say_what_happens_to_the_roles_below(plans: Extraction) -> None:
    changes = {r.role: r.change for r in plans.roles}
    assert changes == {
        "Bro-superbruger": "added",
        "Regnskabsadministrator": "added",
        "Broansvarlig": "updated",
        "Vagtkoordinator": "removed",
        "STX-projektleder": "removed",
        "Hegnsansvarlig": "clarified",
        "Underskriftsberettiget": "clarified",
    }


def test_a_role_in_a_sentence_carries_what_is_said_of_it() -> None:
    text = """Nyt fra KLIK
• Rollen BR - faglig leder (brochef) skal være en leder
• Ny rolle: Valgadministrator på Valg
• Rollen som BRO-koordinator udgår
• Rollebeskrivelsen for BRO-systemansvarlig er opdateret"""
    assert {r.role: r.change for r in find_roles(context_of(text))} == {
        "BR - faglig leder (brochef)": "clarified",
        "Valgadministrator": "added",
        "BRO-koordinator": "removed",
        "BRO-systemansvarlig": "updated",
    }


def test_an_agreement_has_its_deadline_not_the_day_it_was_sent(plans: Extraction) -> None:
    (agreement,) = plans.agreements
    assert agreement.title == "tilslutningsaftale til Broen"
    assert (agreement.deadline, agreement.signed) == ("2021-10-15", 61)
    assert agreement.missing == ("Ærø Kommune", "Lolland Kommune", "Ringkøbing-Skjern Kommune")

"""The meeting, its agenda, participants and visits are read from the organiser's layouts."""

from pathlib import Path

import pytest

from kombit_tui.ingest.candidates import Extraction
from kombit_tui.ingest.document import Document, Line, Page
from kombit_tui.ingest.extract import extract
from tests.ingest.reading import read_here

DATA = Path(__file__).parent.parent / "data"


@pytest.fixture(scope="module")
def deck() -> Extraction:
    return extract(read_here(DATA / "moede.txt"))


def extraction_of(*slides: str, file: str = "x.txt") -> Extraction:
    """What is found on slides that are written one line below the other."""
    pages: list[Page] = []
    number = 0
    for nth, slide in enumerate(slides, 1):
        texts = slide.strip("\n").split("\n")
        pages.append(Page(nth, tuple(Line(number + i, t) for i, t in enumerate(texts, 1))))
        number += len(texts)
    return extract(Document(file, "", tuple(pages)))


def test_one_meeting_on_two_days_is_one_meeting(deck: Extraction) -> None:
    (meeting,) = deck.meetings
    assert meeting.title == "Koordinatormøde maj 2026"
    assert meeting.dates == ("2026-05-19", "2026-05-20")
    assert meeting.start == "09:00"
    assert deck.document_date == "2026-05-19"


def test_a_vertical_date_is_read() -> None:
    vertical = "VELKOMMEN\n\nD\ne\nn\n 1\n4\n. \no\nk\nto\nb\ner \n2\n0\n26\n"
    found = extraction_of("Vi starter kl. 09:00", vertical, "Koordinatormøde oktober 2026")
    assert found.meetings[0].dates == ("2026-10-14",)


def test_the_day_may_stand_in_a_time_line() -> None:
    found = extraction_of(
        "Velkommen til programledermøde oktober 2026",
        "Tidslinje\n\nOrientering på programledermøde\nd. 28/10\n\nWebinar d. 5/11",
    )
    assert found.meetings[0].dates == ("2026-10-28",)


def test_without_a_day_the_month_is_the_date() -> None:
    found = extraction_of("Opsamling på programledermøde oktober 2026\n\nHer er svarene.")
    assert found.meetings[0].dates == ("2026-10",)
    assert found.document_date == "2026-10-01"


def test_the_file_name_helps_when_the_text_is_silent() -> None:
    found = extraction_of("Oversigt over opgaver", file="moede-2026-03.txt")
    assert [m.dates for m in found.meetings] == [("2026-03",)]


def test_dates_of_other_things_make_no_meeting() -> None:
    assert extraction_of("Referat\n\nSvar senest den 3. maj 2026 til leverandøren.").meetings == ()


def test_numbered_agenda_gets_presenters_from_dividers(deck: Extraction) -> None:
    agenda = deck.agenda
    assert [item.title for item in agenda] == [
        "Velkommen",
        "Skiftet til ny adgangsbillet",
        "Roller i opgaveportalen",
        "Kort nyt fra Itkontoret",
        "Evaluering og tak for i dag",
    ]
    assert [item.presenters for item in agenda] == [
        (),
        ("Anders Bæk",),
        ("Lone Tværs-Lund",),
        ("Signe Holm-Krag", "Poul Rævekilde"),
        (),
    ]
    assert agenda[2].presenter_titles == ("Chefkonsulent",)
    assert agenda[2].emails == ("ltl@korsbaek.example",)


def test_bullets_below_an_item_are_its_parts(deck: Extraction) -> None:
    assert deck.agenda[3].subitems == (
        "Status på biblioteksprojektet",
        "Betaling for fælles drift i næste år",
    )


TIME_TABLE = """
Ca. tidspunkt Program
09:00 - 09:10 Velkomst og praktiske oplysninger
09:10 - 09.35 Sådan går det med overgangen til den nye adgangsbillet,
herunder pilotkommunerne
v. Signe Holm-Krag
09.35 - 10:05 Budget 2027 v. projektleder Anders Bæk og Lone Tværs-
Lund
10:05 - 10:20 Evaluering
"""


def test_time_table_with_wrapped_titles_and_names() -> None:
    agenda = extraction_of("Velkommen til mødet", TIME_TABLE).agenda
    assert [(a.start, a.end) for a in agenda] == [
        ("09:00", "09:10"),
        ("09:10", "09:35"),
        ("09:35", "10:05"),
        ("10:05", "10:20"),
    ]
    assert agenda[1].title.endswith("adgangsbillet, herunder pilotkommunerne")
    assert agenda[1].presenters == ("Signe Holm-Krag",)
    assert agenda[2].title == "Budget 2027"
    assert agenda[2].presenters == ("Anders Bæk", "Lone Tværs-Lund")
    assert agenda[2].presenter_titles == ("projektleder", "")


def test_bullets_that_were_lost_still_make_an_agenda() -> None:
    agenda = extraction_of(
        "Dagsorden\nVelkommen\nNyt om certifikater, priser og\nalt det andet\nTak for i dag"
    ).agenda
    assert [a.title for a in agenda] == [
        "Velkommen",
        "Nyt om certifikater, priser og alt det andet",
        "Tak for i dag",
    ]


def test_an_agenda_within_a_talk_is_not_the_meetings() -> None:
    meeting = "Dagsorden\n1. Velkommen\n2. Biblioteket\n3. Evaluering"
    talk = "Agenda\n1. Baggrund\n2. Løsning\n3. Tidsplan\n4. Eventuelt"
    agenda = extraction_of(meeting, *["Fyld\n\ntekst"] * 9, talk).agenda
    assert [a.title for a in agenda] == ["Velkommen", "Biblioteket", "Evaluering"]


def test_participants_with_wrapped_names_are_counted_by_day(deck: Extraction) -> None:
    first, second = deck.attendance
    assert (first.date, second.date) == ("2026-05-19", "2026-05-20")
    assert (first.municipalities_stated, first.participants_stated) == (4, 9)
    assert first.municipalities == (
        "Korsbæk Kommune",
        "Bornholms Regionskommune",
        "Ringkøbing-Skjern Kommune",
        "Ærø Kommune",
    )
    assert len(second.municipalities) == 5
    assert first.flags == ()


def test_a_list_that_is_not_as_long_as_it_says_is_flagged() -> None:
    names = "\n".join(f"{n} Kommune" for n in ("Vejle", "Fanø", "Samsø", "Ærø", "Odense"))
    (found,) = extraction_of(f"7 kommuner (9 deltagere)\n19. MAJ 2026\n{names}").attendance
    assert found.flags == ("Der står 7 kommuner, men listen har 5.",)


def test_visits_have_a_day_and_a_state(deck: Extraction) -> None:
    assert [(v.municipality, v.date, v.state) for v in deck.visits] == [
        ("Fanø Kommune", "2026-04-14", "visited"),
        ("Samsø Kommune", "2026-06-08/2026-06-14", "planned"),
        ("Vejle Kommune", None, "planned"),
    ]

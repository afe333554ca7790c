"""Events, questions, contacts and links are read from slides and from notes in two columns."""

from pathlib import Path

import pytest

from kombit_tui.ingest.candidates import EventFound, Extraction
from kombit_tui.ingest.document import Document, Line, Page
from kombit_tui.ingest.extract import extract
from tests.ingest.reading import read_here

DATA = Path(__file__).parent.parent / "data"
TITLE = "Velkommen til koordinatormøde\nden 19. maj 2026"


@pytest.fixture(scope="module")
def deck() -> Extraction:
    return extract(read_here(DATA / "moede.txt"))


@pytest.fixture(scope="module")
def note() -> Extraction:
    return extract(read_here(DATA / "opsamling.txt"))


def extraction_of(slide: str) -> Extraction:
    pages: list[Page] = []
    number = 0
    for nth, text in enumerate((TITLE, slide.strip("\n")), 1):
        texts = text.split("\n")
        pages.append(Page(nth, tuple(Line(number + i, t) for i, t in enumerate(texts, 1))))
        number += len(texts)
    return extract(Document("x.txt", "", tuple(pages)))


def events_of(slide: str) -> list[tuple[str, str | None, str | None, str | None]]:
    return [(e.title, e.date, e.start, e.end) for e in extraction_of(slide).events]


def test_an_event_has_hours_and_a_way_to_sign_up(deck: Extraction) -> None:
    event: EventFound = deck.events[0]
    assert event.title.startswith("Kommunewebinar")
    assert (event.date, event.start, event.end) == ("2026-06-02", "13:00", "14:30")
    assert event.signup_url == "https://korsbaek.example/webinar-om-adgangs-billet"


def test_names_over_dates_are_joined_by_their_order(deck: Extraction) -> None:
    found = {(e.title, e.date) for e in deck.events if e.rule == "events.columns"}
    assert found == {
        ("Redaktionsmøde I", "2026-06-08"),
        ("Redaktionsmøde II", "2026-06-22"),
        ("Redaktionsmøde II", "2026-06-23"),
    }


def test_the_meeting_itself_is_no_event(deck: Extraction) -> None:
    assert not {e.date for e in deck.events} & {"2026-05-19", "2026-05-20"}


@pytest.mark.parametrize(
    ("slide", "event"),
    [
        (
            "Nyt\n\nTilmeld dig webinar om nye priser den 3. juni kl. 9-10.30",
            ("webinar om nye priser", "2026-06-03", "09:00", "10:30"),
        ),
        (
            "Nyt\n\nKick-off B2-B3\n\n7. juni",
            ("Kick-off B2-B3", "2026-06-07", None, None),
        ),
        (
            "Nyt\n\nVi kommer til kommunedagene september 2026",
            ("kommunedagene september 2026", "2026-09", None, None),
        ),
    ],
)
def test_an_event_is_named_by_its_own_words(
    slide: str, event: tuple[str, str | None, str | None, str | None]
) -> None:
    assert events_of(slide) == [event]


def test_a_bare_meeting_is_named_after_its_slide() -> None:
    ((title, *_),) = events_of("Udfasning af det gamle arkiv\n\n• Møde den 4. juni kl. 10:00-11:00")
    assert title == "Møde: Udfasning af det gamle arkiv"


@pytest.mark.parametrize(
    "slide",
    [
        "Nyt\n\nMeld fra til workshop senest den 3. juni",
        "Nyt\n\nMødet blev holdt den 3. maj",
        "Nyt\n\nOplæg på møder i april",
    ],
)
def test_deadlines_and_what_is_past_are_no_events(slide: str) -> None:
    assert events_of(slide) == []


def test_one_event_on_two_slides_is_one() -> None:
    slide = "Webinar om arkiv den 3. juni\n\n" * 2
    assert len(events_of(slide)) == 1


def test_questions_with_labels_have_answer_and_section(deck: Extraction) -> None:
    assert [(q.question, q.answer) for q in deck.questions] == [
        (
            "Kan én person have to roller, når kommunen er lille?",
            "Ja. Skriv blot begge roller på personen i portalen.",
        ),
        ("Hvornår forsvinder gamle navne?", "Natten efter."),
    ]
    assert deck.questions[0].section == "Ofte stillede spørgsmål"


def test_a_note_in_two_columns_is_told_apart(note: Extraction) -> None:
    assert note.source.kind == "qa_note"
    by_section: dict[str | None, list[str]] = {}
    for found in note.questions:
        by_section.setdefault(found.section, []).append(found.question)
    assert [len(asked) for asked in by_section.values()] == [4, 2, 1]
    assert list(by_section) == [
        "Skiftet til ny adgangsbillet",
        "Roller i opgaveportalen",
        "Andre spørgsmål",
    ]


def test_paragraphs_and_page_breaks_within_an_answer_are_borne(note: Extraction) -> None:
    third = note.questions[2]
    assert third.question.endswith("Og kan vi få den som regneark?")
    assert third.answer is not None
    assert third.answer.startswith("Den kommer på portalen")
    assert third.answer.endswith("https://korsbaek.example/snitflader-der-lukker")


def test_a_pair_on_one_line_is_a_pair(note: Extraction) -> None:
    fourth = note.questions[3]
    assert fourth.question == "Hvem betaler?"
    assert fourth.answer == "Kommunen. Beløbet står på regningen."


def test_a_question_resumed_after_its_answer_is_one() -> None:
    rows = """
Spørgsmål Svar
Hvor lang tid er der til at
melde tilbage til kontoret på
Svaret skal være hos os senest fire uger efter mødet, ellers
går vi ud fra, at kommunen er enig i forslaget.
 Spørgsmål Svar
opgaven om adgangsbilletten?
Hvem svarer?
Det gør den, som har rollen som dataansvarlig i kommunen.
"""
    first, second = extraction_of(rows).questions
    assert first.question.endswith("melde tilbage til kontoret på opgaven om adgangsbilletten?")
    assert second.question == "Hvem svarer?"


def test_contacts_are_one_for_each_mail_with_the_name_beside_it(deck: Extraction) -> None:
    contacts = {c.email: c for c in deck.contacts}
    assert len(contacts) == len(deck.contacts) == 6
    poul = contacts["por@korsbaek.example"]
    assert (poul.name, poul.title, poul.phone) == ("Poul Rævekilde", "Projektchef", "+45 1234 5678")
    assert contacts["ikr@korsbaek.example"].name == "Ida Kragh"
    assert contacts["itkontor@korsbaek.example"].name is None
    assert contacts["ltl@korsbaek.example"].title == "Chefkonsulent"


@pytest.mark.parametrize(
    ("line", "name", "phone"),
    [
        ("Ida Kragh ikr@korsbaek.example Tlf. 12345678", "Ida Kragh", "12345678"),
        ("| Projektleder Ida Kragh I ikr@korsbaek.example", "Ida Kragh", None),
        ("Svar inden fredag til: ikr@korsbaek.example / mobil: 1234 5678", None, "1234 5678"),
    ],
)
def test_a_line_with_a_mail_is_a_contact(line: str, name: str | None, phone: str | None) -> None:
    (contact,) = extraction_of(line).contacts
    assert (contact.name, contact.phone) == (name, phone)


def test_the_printed_mail_wins_over_its_link_target() -> None:
    slide = "Skriv til NYT@korsbaek.example\n\nmailto:nyt@korsbaek.example"
    (contact,) = extraction_of(slide).contacts
    assert contact.email == "NYT@korsbaek.example"


def test_links_stand_once_and_broken_ones_are_joined() -> None:
    slide = """
Læs mere: www.korsbaek.example/arkiv eller
https://korsbaek.example/en-lang-
adresse-om-arkivet

http://www.korsbaek.example/arkiv
https://korsbaek.example/en-lang-adresse-om-arkivet
"""
    assert [link.url for link in extraction_of(slide).links] == [
        "https://korsbaek.example/en-lang-adresse-om-arkivet",
        "http://www.korsbaek.example/arkiv",
    ]

"""Tasks are read from tables, follow-up counts and announcements, however the cells wrap."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from kombit_tui.ingest.candidates import Counts, DeadlineChange, TaskFound
from kombit_tui.ingest.document import Document, Line, Page
from kombit_tui.ingest.extract import extract
from kombit_tui.ingest.extract.context import Context
from kombit_tui.ingest.extract.tasks import find_tasks
from tests.ingest.reading import read_here

DATA = Path(__file__).parent.parent / "data"


@pytest.fixture(scope="module")
def tasks() -> Sequence[TaskFound]:
    return extract(read_here(DATA / "opgaver.txt")).tasks


def in_text(text: str, day: date = date(2022, 5, 12)) -> tuple[TaskFound, ...]:
    lines = tuple(Line(n, line) for n, line in enumerate(text.strip().split("\n"), 1))
    return find_tasks(Context(Document("x.txt", "", (Page(1, lines),)), day, "deck"))


def coded(tasks: Sequence[TaskFound], code: str) -> TaskFound:
    return next(task for task in tasks if task.code == code)


def test_follow_up_counts_belong_to_the_wrapped_title_above_them(
    tasks: Sequence[TaskFound],
) -> None:
    ticket, upload = tasks[0], tasks[1]
    assert ticket.title == "Skift billetten på rådhusets fælles indgang"
    assert ticket.counts == Counts(done=51, started=30, not_started=17)
    assert upload.counts == Counts(done=12, started=40, not_started=46)
    assert ticket.lines == (15, 18)


def test_what_the_slide_says_goes_for_every_counted_task(tasks: Sequence[TaskFound]) -> None:
    for task in tasks[:2]:
        assert task.kind == "obligatorisk"
        assert task.due == "2022-06-30"
        assert task.consequence == "Hvis kommunen ikke svarer, kan borgerne ikke logge på"


def test_a_moved_deadline_keeps_its_old_date_and_the_reason(tasks: Sequence[TaskFound]) -> None:
    reason = "Leverandøren har bedt om længere tid grundet ferie i den fælles driftsvagt"
    moved = DeadlineChange(from_="2022-05-31", to="2022-06-30", reason=reason)
    assert tasks[0].deadline_changes == (moved,)


def test_cells_of_a_row_that_interleave_are_told_apart(tasks: Sequence[TaskFound]) -> None:
    task = coded(tasks, "LH001")
    assert (task.title, task.wave) == ("Udpeg en lokal projektleder", "P4")
    assert (task.kind, task.duration) == ("obligatorisk_kritisk_vej", "1 uge")
    assert (task.start, task.due) == ("2022-05-02", "2022-05-20")
    assert coded(tasks, "LH002").wave == "K94"


def test_an_unknown_end_is_kept_in_words_and_prose_below_is_no_cell(
    tasks: Sequence[TaskFound],
) -> None:
    task = coded(tasks, "LH003")
    assert (task.kind, task.due, task.due_text) == ("anbefalet", None, "Uafklaret")


def test_an_announced_task_starts_on_the_day_of_the_document(tasks: Sequence[TaskFound]) -> None:
    task = next(t for t in tasks if t.rule == "task_announced")
    assert (task.title, task.project) == ("Udfyld skema om snitflader", "Broprogrammet")
    assert (task.start, task.due, task.kind) == ("2022-05-12", "2022-06-15", "anbefalet")
    assert task.performer == "Snitfladekoordinator"


def test_dates_that_come_after_all_titles_are_joined_by_position(
    tasks: Sequence[TaskFound],
) -> None:
    first, second = coded(tasks, "HB01"), coded(tasks, "HB02")
    assert (first.kind, first.due) == ("obligatorisk", "2022-07-01")
    assert (second.kind, second.start, second.due) == ("anbefalet", "2022-06", "2022-08")


def test_numbers_read_as_letters_are_codes_and_damaged_words_are_known() -> None:
    first, second = in_text(
        """Opfalgning pa KLIK-opgaver
Nr Opgave Type Start og slut
O1 Kortleg alle broer
Obligatorisk pa
kritisk vej
Start 21-05-2022 og slut 18-08-2022
O2 Udpeg brugere
Anbefalet
Start 18-08-2022 og slut 20-09-2022"""
    )
    assert (first.code, first.kind) == ("01", "obligatorisk_kritisk_vej")
    assert (second.code, second.due) == ("02", "2022-09-20")


def test_waves_with_their_own_months_give_one_span() -> None:
    (task, _) = in_text(
        """KLIK-opgaver om broer
ID Navn Type Varighed Løsning af opgaven
1 Planlæg åbning
Obligatorisk opgave
1 uge B1 og B2 i maj
B3, B4 og B5 i oktober
2 Tegn abonnement Obligatorisk på kritisk vej
2 uger Bølgevis fra maj 2022 til Q2/2023"""
    )
    assert (task.wave, task.due) == ("B1 og B2 / B3, B4 og B5", "2022-05/2022-10")


def test_rows_without_codes_are_split_where_the_cells_end() -> None:
    tasks = in_text(
        """Oversigt over KLIK-opgaver
Opgave Type Frist
Bekræft modtagelse af nøgle Obligatorisk 31-05-2022
Udfyld skema om nøgler
Anbefalet
15-06-2022"""
    )
    assert [(t.title, t.kind, t.due) for t in tasks] == [
        ("Bekræft modtagelse af nøgle", "obligatorisk", "2022-05-31"),
        ("Udfyld skema om nøgler", "anbefalet", "2022-06-15"),
    ]


def test_bullets_with_a_type_and_an_end_are_tasks() -> None:
    tasks = in_text(
        """Nye KLIK-opgaver i Broprogrammet
• Bekræft modtagelse af nøgle – obligatorisk, slutdato 31. maj 2022
• Udfyld skema om nøgler (anbefalet, frist den 15/6)
• Har I spørgsmål, så skriv til os"""
    )
    assert [(t.due, t.kind) for t in tasks] == [
        ("2022-05-31", "obligatorisk"),
        ("2022-06-15", "anbefalet"),
    ]


def test_counts_that_come_column_by_column_are_joined_by_position() -> None:
    tasks = in_text(
        """Status på KLIK-opgaver
Opgave
Fuldført
Påbegyndt
Ikke påbegyndt
Bekræft modtagelse af nøgle
Udfyld skema om nøgler
40
12
30
6
28
80"""
    )
    assert [t.counts for t in tasks] == [
        Counts(done=40, started=30, not_started=28),
        Counts(done=12, started=6, not_started=80),
    ]


def test_a_role_at_the_end_of_a_row_is_the_performer() -> None:
    tasks = in_text(
        """Kommunernes opgaver med broer
Nr. Opgave Udfører
1 Gennemgå kommunens broer Bro-administrator
2 Opret manglende broer
Bro-administrator"""
    )
    assert [(t.title, t.performer) for t in tasks] == [
        ("Gennemgå kommunens broer", "Bro-administrator"),
        ("Opret manglende broer", "Bro-administrator"),
    ]


def test_the_same_task_on_two_slides_is_one() -> None:
    slide = "Ny KLIK-opgave: Udfyld skema om nøgler\n• Slutdato den 15/6"
    page = [tuple(Line(n, t) for n, t in enumerate(slide.split("\n"), k)) for k in (1, 11)]
    document = Document("x.txt", "", tuple(Page(n, p) for n, p in enumerate(page, 1)))
    assert len(find_tasks(Context(document, date(2022, 5, 12), "deck"))) == 1


def test_a_slide_without_tasks_gives_none() -> None:
    assert in_text("Velkommen til mødet\n• Vi starter kl. 10\n• KLIK er et værktøj") == ()

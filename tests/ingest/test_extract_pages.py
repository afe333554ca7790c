"""Where slides start in text whose page breaks are lost."""

from itertools import chain

from kombit_tui.ingest.document import Line
from kombit_tui.ingest.readers.pages import guessed_starts


def starts(lines: list[str]) -> list[str]:
    numbered = [Line(n, text) for n, text in enumerate(lines, 1)]
    return [lines[i] for i in sorted(guessed_starts(numbered))]


def slide(title: str, *, size: int = 6, end: str = "") -> list[str]:
    body = [f"• Punkt {n} om emnet" for n in range(size)]
    return [title, *body, *([end] if end else [])]


def test_page_numbers_that_count_upwards_end_slides() -> None:
    slides = [slide(f"Emne {n} i dag.", size=8, end=str(n)) for n in range(3, 9)]
    found = starts(list(chain(*slides)))
    assert found == [f"Emne {n} i dag." for n in range(4, 9)]


def test_a_stamp_ends_slides() -> None:
    slides = [slide(f"Emne {n}.", size=9, end="UDKAST") for n in range(6)]
    found = starts(list(chain(*slides)))
    assert found == [f"Emne {n}." for n in range(1, 6)]


def test_a_line_that_repeats_an_item_of_the_agenda_starts_a_slide() -> None:
    agenda = ["Dagsorden", "1. Velkommen v. Ib Ibsen", "2. Nyt om priser", "3. Afrunding"]
    text = [*(f"Tekst uden punkttegn {n}, som fortsætter" for n in range(20))]
    found = starts(["Møde", *agenda, *text, "Nyt om priser", *text, "Afrunding"])
    assert found == ["Dagsorden", "Nyt om priser", "Afrunding"]


def test_items_that_step_in_together_are_a_list_and_no_slides() -> None:
    found = starts(["Overskrift", " Første punkt", " Andet punkt", " Tredje punkt"])
    assert found == []


def test_short_text_without_marks_is_one_page() -> None:
    assert starts([f"linje {n}" for n in range(30)]) == []

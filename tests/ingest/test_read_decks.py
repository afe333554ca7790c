"""What stands in the files of real formats is read: tables, order, bullets, notes, links.

The truth beside each file says what that is. The floors are what was reached when this was written,
and tell nothing of other decks: the layout rules were made with these in sight. What they do on
tables they have not seen is measured in `test_read_pdf.py`.
"""

import json
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from kombit_tui.ingest.document import Document, Page, Role, Table, Text
from tests.ingest.reading import read_here

FILES = Path(__file__).parent.parent / "data" / "files"
DECKS = {
    "deck.pptx": "deck",
    "deck.pdf": "deck",
    "deck-tagged.pdf": "deck",
    "deck-notes-annot.pdf": "deck",
    "deck-notespages.pdf": "deck",
    "deck2.pptx": "deck2",
    "deck2.pdf": "deck2",
    "deck2-tagged.pdf": "deck2",
}
WITH_NOTES = ("deck.pptx", "deck-notes-annot.pdf", "deck-notespages.pdf")
ROWS, ORDER = 0.95, 0.98
ELSEWHERE = {"footer", "strip", "rot"}
"""What runs along the edges stands at the end of a page, whatever its place."""

every_deck = pytest.mark.parametrize("name", DECKS)


@cache
def read(name: str) -> Document:
    """A file of the folder."""
    return read_here(FILES / name)


@cache
def truth(name: str) -> list[dict[str, Any]]:
    """What stands in a deck, slide by slide."""
    found: list[dict[str, Any]] = json.loads((FILES / f"{DECKS[name]}.truth.json").read_text())
    return found


def slides(name: str) -> Iterator[tuple[dict[str, Any], Page]]:
    """What should stand on each slide, and what was read."""
    pages = {page.number: page for page in read(name).pages}
    for slide in truth(name):
        yield slide, pages.get(slide["n"], Page(slide["n"], ()))


def squeezed(cells: Any) -> tuple[str, ...]:
    """A row of a table with single spaces."""
    return tuple(" ".join(cell.split()) for cell in cells)


def texts(page: Page) -> list[Text]:
    """The texts of a page."""
    return [part for part in page.parts if isinstance(part, Text)]


@every_deck
def test_table_rows_are_exactly_right(name: str) -> None:
    wanted = found = 0
    for slide, page in slides(name):
        rows = Counter(squeezed(row) for table in slide["tables"] for row in table["rows"])
        read_rows = Counter(squeezed(row) for table in page.tables for row in table.rows)
        wanted += rows.total()
        found += (rows & read_rows).total()
    assert found >= ROWS * wanted


@every_deck
def test_there_are_tables_only_where_there_are(name: str) -> None:
    assert [len(page.tables) for _, page in slides(name)] == [
        len(slide["tables"]) for slide, _ in slides(name)
    ]


@every_deck
def test_bullets_keep_their_levels(name: str) -> None:
    for slide, page in slides(name):
        found = [(text.level, text.text) for text in texts(page) if text.level is not None]
        assert found == [(level, text) for level, text in slide["bullets"]]


@every_deck
def test_words_come_in_the_order_in_which_they_are_read(name: str) -> None:
    wanted = kept = 0
    for slide, page in slides(name):
        order = [w for kind, text in slide["order"] if kind not in ELSEWHERE for w in text.split()]
        wanted += len(order)
        kept += in_common(order, list(words(page)))
    assert kept >= ORDER * wanted


def words(page: Page) -> Iterator[str]:
    """All words of a page but those along its edges."""
    for part in page.parts:
        if isinstance(part, Table):
            yield from (word for row in part.rows for cell in row for word in cell.split())
        elif part.role not in (Role.FOOTER, Role.ASIDE):
            yield from part.text.split()


def in_common(one: list[str], other: list[str]) -> int:
    """The length of the longest sequence that both have in the same order."""
    lengths = [0] * (len(other) + 1)
    for word in one:
        row = [0]
        for index, candidate in enumerate(other):
            longer = lengths[index] + 1 if word == candidate else max(lengths[index + 1], row[-1])
            row.append(longer)
        lengths = row
    return lengths[-1]


@every_deck
def test_titles_footers_and_links_are_known(name: str) -> None:
    for slide, page in slides(name):
        titles = [text for kind, text in slide["order"] if kind == "title"]
        assert [text.text for text in texts(page) if text.role is Role.TITLE] == titles
        assert any(text.role is Role.FOOTER for text in texts(page)) is bool(slide["footer"])
        assert list(page.links) == slide["links"]


@pytest.mark.parametrize("name", WITH_NOTES)
def test_notes_stay_with_their_slide(name: str) -> None:
    for slide, page in slides(name):
        assert " ".join(page.notes.split()) == " ".join((slide["notes"] or "").split())


def test_text_on_its_side_is_kept() -> None:
    for name in ("deck.pptx", "deck.pdf"):
        asides = [text.text for text in texts(read(name).pages[0]) if text.role is Role.ASIDE]
        assert asides == ["Den 14. oktober 2026"]


def test_it_is_said_that_a_picture_was_not_read() -> None:
    assert read("deck.pdf").cut == ("1 af 40 sider er billeder uden tekst og er ikke læst.",)


def answers(name: str) -> list[list[str]]:
    """All rows of questions and answers in a note."""
    return [
        [" ".join(cell.replace("•", " ").split()) for cell in row]
        for page in read(name).pages
        for table in page.tables
        for row in table.rows
        if row != ("Spørgsmål", "Svar")
    ]


@pytest.mark.parametrize("name", ["qa.docx", "qa.pdf"])
def test_questions_keep_their_answers_lists_and_what_a_page_break_cut(name: str) -> None:
    known = json.loads((FILES / "qa.truth.json").read_text())
    wanted = [
        [question, " ".join(answer)]
        for section in known["sections"]
        for question, answer in section["rows"]
    ]
    assert answers(name) == wanted


def test_a_tracked_insertion_is_read_and_a_deletion_is_not() -> None:
    last = [text.text for text in texts(read("qa.docx").pages[-1])]
    assert "Næste møde holdes den 12. januar 2027." in last
    assert not any("i december" in line.text for line in read("qa.docx").lines)


def test_sections_of_a_word_file_are_pages() -> None:
    titles = [text.text for page in read("qa.docx").pages for text in texts(page)[:1]]
    assert titles[1:] == [
        "Spørgsmål til ”Overgang til ny adgangsbillet”",
        "Spørgsmål til ”Roller i opgaveportalen”",
        "Spørgsmål til ”Børn og unge”",
    ]

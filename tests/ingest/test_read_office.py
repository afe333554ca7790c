"""PowerPoint, Word and Excel files: what is inherited, hidden, merged, moved or numbered."""

import io
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from lxml import etree
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Pt

from kombit_tui.ingest.document import Document, Page, Role, Table, Text
from kombit_tui.ingest.readers import limits
from tests.ingest.making import docx, item, paragraph, styled, table
from tests.ingest.reading import read_here

Draw = Callable[[Any], None]
NOON = datetime(2027, 3, 31, 12, 5, tzinfo=UTC)


def in_file(tmp_path: Path, name: str, data: bytes) -> Document:
    """The document of a file with this content."""
    path = tmp_path / name
    path.write_bytes(data)
    return read_here(path)


# PowerPoint.


def slide_of(deck: Any, layout: int = 6) -> Any:
    """A new slide; layout 6 is empty, 1 has a title and a body."""
    return deck.slides.add_slide(deck.slide_layouts[layout])


def read_deck(tmp_path: Path, draw: Draw) -> Document:
    """What is read of a deck that `draw` makes."""
    deck: Any = Presentation()
    draw(deck)
    out = io.BytesIO()
    deck.save(out)
    return in_file(tmp_path, "slides.pptx", out.getvalue())


def said(page: Page) -> list[tuple[Role, int | None, str]]:
    """The texts of a page with what they are."""
    return [(p.role, p.level, p.text) for p in page.parts if isinstance(p, Text)]


def box(slide: Any, text: str, left: float, top: float, size: float = 0) -> None:
    """A text box, in points."""
    frame = slide.shapes.add_textbox(Pt(left), Pt(top), Pt(200), Pt(40)).text_frame
    frame.text = text
    if size:
        frame.paragraphs[0].runs[0].font.size = Pt(size)


def test_a_placeholder_inherits_title_and_bullets(tmp_path: Path) -> None:
    def draw(deck: Any) -> None:
        slide = slide_of(deck, 1)
        title, body = slide.placeholders
        title.text = "Nyt fra itkontoret"
        body.text = "Første"
        deeper = body.text_frame.add_paragraph()
        deeper.text, deeper.level = "dybere", 1

    (page,) = read_deck(tmp_path, draw).pages
    assert said(page) == [
        (Role.TITLE, None, "Nyt fra itkontoret"),
        (Role.TEXT, 0, "Første"),
        (Role.TEXT, 1, "dybere"),
    ]


def test_shapes_are_read_row_by_row_and_the_largest_letters_are_the_title(tmp_path: Path) -> None:
    def draw(deck: Any) -> None:
        slide = slide_of(deck)
        box(slide, "nederst", 50, 300)
        box(slide, "højre", 400, 202)
        box(slide, "venstre", 50, 205)
        box(slide, "MÆRKAT", 50, 10)
        box(slide, "Titel", 50, 60, size=30)

    (page,) = read_deck(tmp_path, draw).pages
    assert [text for _, _, text in said(page)] == ["Titel", "MÆRKAT", "venstre", "højre", "nederst"]
    assert page.lines[0].text == "Titel"


def test_groups_place_their_shapes(tmp_path: Path) -> None:
    def draw(deck: Any) -> None:
        slide = slide_of(deck)
        box(slide, "midt", 50, 200)
        group = slide.shapes.add_group_shape()
        for text, top in (("under", 0), ("over", 0)):
            inner = group.shapes.add_textbox(Pt(0), Pt(top), Pt(50), Pt(20))
            inner.text_frame.text = text
        group.left, group.top = Pt(50), Pt(100)
        group.shapes[0].top = Pt(300)

    (page,) = read_deck(tmp_path, draw).pages
    order = [text for _, _, text in said(page)]
    assert order.index("over") < order.index("midt") < order.index("under")


def test_numbered_lists_get_their_numbers(tmp_path: Path) -> None:
    def draw(deck: Any) -> None:
        frame = slide_of(deck).shapes.add_textbox(0, 0, Pt(300), Pt(100)).text_frame
        frame.text = "Ring"
        for text, level in (("straks", 1), ("igen\vog igen", 1), ("Skriv", 0), ("brev", 1)):
            one = frame.add_paragraph()
            one.text, one.level = text, level
        for one in frame.paragraphs:
            mark = etree.SubElement(one._p.get_or_add_pPr(), _drawing("buAutoNum"))
            mark.set("type", "arabicPeriod")

    (page,) = read_deck(tmp_path, draw).pages
    assert [text for _, _, text in said(page)] == [
        "1. Ring",
        "1. straks",
        "2. igen",
        "og igen",
        "2. Skriv",
        "1. brev",
    ]


def _drawing(name: str) -> str:
    return "{http://schemas.openxmlformats.org/drawingml/2006/main}" + name


def test_merged_cells_leave_their_places_empty(tmp_path: Path) -> None:
    def draw(deck: Any) -> None:
        grid = slide_of(deck).shapes.add_table(3, 3, 0, 0, Pt(300), Pt(90)).table
        grid.cell(0, 1).merge(grid.cell(0, 2))
        grid.cell(1, 0).merge(grid.cell(2, 0))
        for row, column, text in ((0, 1, "Halvår"), (1, 0, "Børn"), (2, 2, "en\nto")):
            grid.cell(row, column).text = text

    (page,) = read_deck(tmp_path, draw).pages
    assert page.tables[0].rows == (("", "Halvår", ""), ("Børn", "", ""), ("", "", "en\nto"))


def test_notes_links_and_what_stands_on_its_side(tmp_path: Path) -> None:
    def draw(deck: Any) -> None:
        slide = slide_of(deck)
        box(slide, "Læs mere", 50, 100)
        run = slide.shapes[0].text_frame.paragraphs[0].runs[0]
        run.hyperlink.address = "https://korsbaek.example/drejebog"
        slide.shapes.add_textbox(Pt(600), Pt(100), Pt(200), Pt(20)).text_frame.text = "14. maj"
        slide.shapes[1].rotation = 270
        notes = slide.notes_slide.notes_text_frame
        assert notes is not None
        notes.text = "Husk pausen\nog kaffen"

    document = read_deck(tmp_path, draw)
    (page,) = document.pages
    assert page.notes == "Husk pausen\nog kaffen"
    assert page.links == ("https://korsbaek.example/drejebog",)
    assert (Role.ASIDE, None, "14. maj") in said(page)
    shown = [line.text for line in page.lines if line.text]
    assert shown[-4:] == [page.links[0], "Presenter Notes", "Husk pausen", "og kaffen"]


def test_hidden_slides_are_left_and_told(tmp_path: Path) -> None:
    def draw(deck: Any) -> None:
        for text in ("vist", "skjult", "også vist"):
            box(slide_of(deck), text, 50, 50)
        deck.slides[1].element.set("show", "0")

    document = read_deck(tmp_path, draw)
    assert [page.number for page in document.pages] == [1, 3]
    assert document.cut == ("1 skjulte slides er ikke læst.",)


def test_the_numbers_of_a_chart_are_a_table(tmp_path: Path) -> None:
    def draw(deck: Any) -> None:
        data: Any = CategoryChartData()  # type: ignore[no-untyped-call]
        data.categories = ["Fuldført", "Påbegyndt"]
        data.add_series("Kommuner", (61, 37))
        slide_of(deck).shapes.add_chart(XL_CHART_TYPE.PIE, 0, 0, Pt(300), Pt(200), data)

    (page,) = read_deck(tmp_path, draw).pages
    assert page.tables[0].rows == (("", "Kommuner"), ("Fuldført", "61"), ("Påbegyndt", "37"))


def test_of_a_choice_between_two_drawings_one_is_read(tmp_path: Path) -> None:
    def draw(deck: Any) -> None:
        slide = slide_of(deck)
        box(slide, "ny", 50, 50)
        box(slide, "gammel", 50, 50)
        space = "http://schemas.openxmlformats.org/markup-compatibility/2006"
        tree = slide.shapes._spTree
        choice = etree.SubElement(tree, f"{{{space}}}AlternateContent")
        for name, shape in zip(("Choice", "Fallback"), list(slide.shapes), strict=True):
            etree.SubElement(choice, f"{{{space}}}{name}").append(shape.element)

    (page,) = read_deck(tmp_path, draw).pages
    assert [text for _, _, text in said(page)] == ["ny"]


def test_slides_beyond_the_limit_are_left_and_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MAX_PAGES", 1)

    def draw(deck: Any) -> None:
        for text in ("en", "to"):
            box(slide_of(deck), text, 50, 50)

    document = read_deck(tmp_path, draw)
    assert len(document.pages) == 1
    assert document.cut == ("1 af 2 sider er læst.",)


# Word.


def test_headings_lists_and_tables_of_a_word_file(tmp_path: Path) -> None:
    body = (
        styled("Opsamling", "Titel")
        + item("punkt")
        + item("dybere", 1)
        + item("et tal", 0, 2)
        + item("næste tal", 0, 2)
        + styled("med typografi", "Opstilling-punkttegn2")
        + table((paragraph("Nr."), paragraph("Opgave")), (paragraph("1"), item("a") + item("b")))
        + styled("Næste afsnit", "Overskrift2")
        + paragraph("slut")
    )
    first, second = in_file(tmp_path, "note.docx", docx(body)).pages
    assert said(first) == [
        (Role.TITLE, None, "Opsamling"),
        (Role.TEXT, 0, "punkt"),
        (Role.TEXT, 1, "dybere"),
        (Role.TEXT, None, "1. et tal"),
        (Role.TEXT, None, "2. næste tal"),
        (Role.TEXT, 1, "med typografi"),
    ]
    assert first.tables[0].rows == (("Nr.", "Opgave"), ("1", "• a\n• b"))
    assert [text for _, _, text in said(second)] == ["Næste afsnit", "slut"]


def test_what_word_files_hide_from_readers_is_found_once(tmp_path: Path) -> None:
    frame = "<w:txbxContent>" + paragraph("i boksen") + "</w:txbxContent>"
    body = (
        "<w:p><w:r><w:t>før </w:t></w:r><w:r><mc:AlternateContent>"
        f'<mc:Choice Requires="wps"><wps:txbx>{frame}</wps:txbx></mc:Choice>'
        f"<mc:Fallback><v:textbox>{frame}</v:textbox></mc:Fallback>"
        "</mc:AlternateContent></w:r><w:r><w:t>efter</w:t></w:r></w:p>"
        f"<w:sdt><w:sdtContent>{paragraph('i et felt')}</w:sdtContent></w:sdt>"
        "<w:p><w:moveFrom><w:r><w:t>flyttet væk</w:t></w:r></w:moveFrom>"
        '<w:hyperlink r:id="k"><w:r><w:t>drejebog</w:t></w:r></w:hyperlink></w:p>'
        + table((paragraph("A") + table((paragraph("indre"),)) + paragraph("A2"), paragraph("B")))
    )
    links = {"k": "https://korsbaek.example/a?b=1&c=2"}
    (page,) = in_file(tmp_path, "note.docx", docx(body, links)).pages
    assert [text for _, _, text in said(page)] == ["før efter", "i boksen", "i et felt", "drejebog"]
    assert page.links == ("https://korsbaek.example/a?b=1&c=2",)
    assert page.tables[0].rows == (("A\nindre\nA2", "B"),)


# Excel.


def workbook(*sheets: list[list[object]], hidden: int | None = None) -> bytes:
    """A workbook with these sheets."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "remove_timezone": True}) as book:
        day = book.add_format({"num_format": "dd-mm-yyyy"})
        moment = book.add_format({"num_format": "dd-mm-yyyy hh:mm"})
        hours = book.add_format({"num_format": "[h]:mm"})
        for number, rows in enumerate(sheets):
            sheet = book.add_worksheet(f"Ark {number}")
            for y, row in enumerate(rows):
                for x, value in enumerate(row):
                    look = day
                    if isinstance(value, datetime):
                        look = moment
                    elif isinstance(value, timedelta):
                        look = hours
                    is_time = isinstance(value, date | time | timedelta)
                    sheet.write(y, x, value, *([look] if is_time else []))
            if number == hidden:
                sheet.hide()
    return out.getvalue()


def test_values_are_written_as_a_danish_sheet_shows_them(tmp_path: Path) -> None:
    values: list[object] = [37.0, 0.5, True, date(2027, 3, 31), NOON]
    rows: list[list[object]] = [["a", "b", "c", "d", "e", "f"], [*values, timedelta(hours=30)]]
    (page,) = in_file(tmp_path, "tal.xlsx", workbook(rows)).pages
    assert page.tables[0].rows[1] == ("37", "0,5", "Ja", "31-03-2027", "31-03-2027 12:05", "30:00")


def test_the_row_with_the_heads_is_found_and_rows_keep_their_numbers(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["Udtræk fra portalen, 21-11-2026"],
        [],
        ["ID", "Navn", "Slut"],
        ["A1", "Bestil", date(2027, 1, 2)],
        [],
        ["A2", "Luk", date(2027, 1, 3)],
    ]
    document = in_file(tmp_path, "opgaver.xlsx", workbook(rows))
    (page,) = document.pages
    (found,) = page.tables
    assert [part.text for part in page.parts if isinstance(part, Text)] == [rows[0][0]]
    assert found.rows[0] == ("ID", "Navn", "Slut")
    assert found.numbers == (3, 4, 6)
    assert document.is_table
    assert [line.number for line in page.lines if line.text] == [1, 3, 4, 6]


def test_every_visible_sheet_is_a_page_and_hidden_ones_are_told(tmp_path: Path) -> None:
    first: list[list[object]] = [["ID", "Navn"], ["1", "a"]]
    second: list[list[object]] = [["ID", "Navn"], ["2", "b"]]
    document = in_file(tmp_path, "ark.xlsx", workbook(first, second, first, hidden=1))
    assert [page.tables[0].rows[1] for page in document.pages] == [("1", "a"), ("1", "a")]
    assert document.cut == ("1 skjulte ark er ikke læst.",)
    numbers = [line.number for line in document.lines]
    assert numbers == sorted(set(numbers))


def test_rows_columns_and_letters_beyond_the_limits_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MAX_ROWS", 3)
    monkeypatch.setattr(limits, "MAX_COLUMNS", 2)
    monkeypatch.setattr(limits, "MAX_CELL", 4)
    rows: list[list[object]] = [["id", "navn", "x"]]
    rows += [[str(number), "abcdef", "x"] for number in range(5)]
    document = in_file(tmp_path, "stor.xlsx", workbook(rows))
    (found,) = document.pages[0].tables
    assert found.rows == (("id", "navn"), ("0", "abcd"), ("1", "abcd"))
    assert document.cut == (
        "3 af 6 rækker er læst.",
        "2 af 3 kolonner er læst.",
        "2 celler er for lange og er skåret af.",
    )


def test_a_sheet_of_one_column_is_text(tmp_path: Path) -> None:
    (page,) = in_file(tmp_path, "note.xlsx", workbook([["en"], ["to"]])).pages
    assert not any(isinstance(part, Table) for part in page.parts)
    assert [line.text for line in page.lines] == ["en", "to"]

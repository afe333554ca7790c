"""Reads PDF files: what stands on each page, in the order in which it is read.

The pages are read by PDFium; what is a table, a bullet, a column is worked out here. A file whose
pages say what their tables are is believed (`tagged`); else rules that are drawn make tables
(`grids`), and then gaps (`gaps`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from kombit_tui.ingest.document import Page, Role, Table, Text
from kombit_tui.ingest.readers import limits, links
from kombit_tui.ingest.readers.laid_out import with_title_first
from kombit_tui.ingest.readers.pdf.beside import annotated, linked
from kombit_tui.ingest.readers.pdf.blocks import blocks_of, texts_of
from kombit_tui.ingest.readers.pdf.continued import joined_tables
from kombit_tui.ingest.readers.pdf.gaps import guessed_tables
from kombit_tui.ingest.readers.pdf.grids import Found, drawn_tables
from kombit_tui.ingest.readers.pdf.letters import Frame, Word, read_letters
from kombit_tui.ingest.readers.pdf.lines import lines_of, runs_of
from kombit_tui.ingest.readers.pdf.note_pages import with_note_pages
from kombit_tui.ingest.readers.pdf.order import in_order, piece_of
from kombit_tui.ingest.readers.pdf.rules import read_rules
from kombit_tui.ingest.readers.pdf.tagged import stated_tables
from kombit_tui.ingest.readers.reading import Reading, Tell, is_late
from kombit_tui.ingest.readers.running import with_footers
from kombit_tui.ingest.readers.trouble import CannotRead, Cut, Left, Trouble


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page that was read, and what must be known of it beside its text."""

    page: Page
    width: float = 0
    height: float = 0
    is_picture: bool = False
    has_much_text: bool = False
    has_much_drawn: bool = False
    is_broken: bool = False


def read(data: bytes, tell: Tell) -> Reading:
    """The pages of a PDF file.

    Raises:
        CannotRead: it is locked, or all its pages are pictures.
    """
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        is_locked = error.err_code == pdfium.FPDF_ERR_PASSWORD
        raise CannotRead(Trouble.LOCKED if is_locked else Trouble.BROKEN) from error
    total = len(document)
    is_tagged = document.is_tagged()
    sheets: list[Sheet] = []
    for index in range(min(total, limits.MAX_PAGES)):
        if is_late():
            break
        sheets.append(_sheet(document, index, is_tagged=is_tagged))
        tell(index + 1, total)
    if sheets and all(one.is_broken for one in sheets):
        raise CannotRead(Trouble.BROKEN)
    has_text = any(one.page.parts or one.page.notes for one in sheets)
    if not has_text and any(one.is_picture for one in sheets):
        raise CannotRead(Trouble.PICTURES)
    return Reading(_together(sheets), tuple(_cuts(sheets, total)))


def _together(sheets: Sequence[Sheet]) -> tuple[Page, ...]:
    """The pages with what only shows when they are seen beside each other."""
    height = sheets[0].height if sheets else 0
    pages = with_footers(with_note_pages(sheets), height)
    titled = (replace(page, parts=with_title_first(page.parts)) for page in pages)
    return joined_tables(titled)


def _cuts(sheets: Sequence[Sheet], total: int) -> list[Cut]:
    read = len(sheets)
    cuts = []
    if read < total:
        late = read < limits.MAX_PAGES
        cuts.append(Cut(Left.PAGES_FOR_TIME if late else Left.PAGES, read, total))
    for left, number in (
        (Left.PICTURE_PAGES, sum(one.is_picture for one in sheets)),
        (Left.BROKEN_PAGES, sum(one.is_broken for one in sheets)),
        (Left.LETTERS, sum(one.has_much_text for one in sheets)),
        (Left.DRAWINGS, sum(one.has_much_drawn for one in sheets)),
    ):
        if number:
            cuts.append(Cut(left, number, read))
    return cuts


def _sheet(document: Any, index: int, *, is_tagged: bool) -> Sheet:
    """One page; a file may hold pages that make no sense beside others that do."""
    try:
        page = document[index]
        try:
            return _read_page(document, page, index + 1, is_tagged=is_tagged)
        finally:
            page.close()
    except (pypdfium2.PdfiumError, ArithmeticError, LookupError, ValueError, RecursionError):
        return Sheet(Page(index + 1, ()), is_broken=True)


def _read_page(document: Any, page: Any, number: int, *, is_tagged: bool) -> Sheet:
    frame = Frame(page)
    letters = read_letters(page, frame, is_tagged=is_tagged)
    drawn = read_rules(page, frame)
    stated = stated_tables(page, letters.words) if is_tagged else []
    tables = [*stated, *drawn_tables(drawn, _outside(letters.words, stated))]
    tables += guessed_tables(_outside(letters.words, tables))
    free = _outside(letters.words, tables)
    pieces = [piece_of(run) for line in lines_of(free) for run in runs_of(line)]
    pieces += [piece_of(table) for table in tables]
    parts: list[Text | Table] = list(texts_of(blocks_of(in_order(pieces)), frame.height))
    parts += [Text(aside, role=Role.ASIDE) for aside in letters.asides]
    return Sheet(
        page=Page(
            number,
            (),
            tuple(parts),
            "\n".join(note for note in annotated(page) if note.strip())[: limits.MAX_LINE],
            links.kept(linked(document, page)),
        ),
        width=frame.width,
        height=frame.height,
        is_picture=drawn.is_picture and not letters.words,
        has_much_text=letters.is_cut,
        has_much_drawn=drawn.is_cut,
    )


def _outside(words: Sequence[Word], tables: Sequence[Found]) -> list[Word]:
    """The words that stand in none of the tables."""
    taken = {id(word) for table in tables for word in table.words}
    return [word for word in words if id(word) not in taken]

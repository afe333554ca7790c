"""Writes our own decks as PowerPoint, PDF and text. See `decks.py` for their sources."""

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from pptx import Presentation
from pptx.enum.text import MSO_AUTO_SIZE
from pptx.oxml.ns import qn
from pptx.util import Pt

from tests.ingest.making import PdfPage, pdf
from tests.tools.decks import (
    CELL_SIZE,
    FOOT_SIZE,
    HEIGHT,
    SIZE,
    TITLE_SIZE,
    WIDTH,
    Block,
    Deck,
    Grid,
    Paragraph,
    Setting,
    Slide,
    title_lines,
)

_LEADING = 1.3
_TITLE_TOP = 30.0
_FOOT_TOP = 510.0
_MARKS = "•–"
_TITLE_ONLY = 5
_ASIDE = 900.0


def pptx_of(deck: Deck) -> bytes:
    """The deck as a PowerPoint file."""
    shown = Presentation()
    shown.slide_width, shown.slide_height = Pt(WIDTH), Pt(HEIGHT)
    shown.core_properties.created = datetime(2026, 1, 1, tzinfo=UTC)
    shown.core_properties.author = "kombit-tui"
    for number, slide in enumerate(deck.slides, start=1):
        page = shown.slides.add_slide(shown.slide_layouts[_TITLE_ONLY])
        title = page.shapes.title
        title.left, title.top, title.width, title.height = Pt(40), Pt(20), Pt(880), Pt(60)
        title.text_frame.text = slide.title
        for shape in slide.shapes:
            if isinstance(shape, Block):
                _block(page, shape)
            else:
                _grid(page, shape)
        if slide.aside:
            _box(page, _ASIDE, 150, 30, slide.aside).text_frame._txBody.bodyPr.set("vert", "vert")
        if slide.footer:
            _box(page, 40, _FOOT_TOP, 600, slide.footer)
            _box(page, 880, _FOOT_TOP, 40, str(number))
        if slide.notes:
            page.notes_slide.notes_text_frame.text = "\n".join(slide.notes)
    out = io.BytesIO()
    shown.save(out)
    return out.getvalue()


def _box(page: Any, x: float, y: float, width: float, text: str) -> Any:
    box = page.shapes.add_textbox(Pt(x), Pt(y), Pt(width), Pt(20))
    box.text_frame.text = text
    box.text_frame.paragraphs[0].font.size = Pt(FOOT_SIZE)
    return box


def _block(page: Any, block: Block) -> None:
    box = page.shapes.add_textbox(Pt(block.x), Pt(block.y), Pt(block.width), Pt(block.height))
    frame = box.text_frame
    frame.word_wrap, frame.auto_size = True, MSO_AUTO_SIZE.NONE
    for index, said in enumerate(block.paragraphs):
        paragraph = frame.paragraphs[0] if index == 0 else frame.add_paragraph()
        run = paragraph.add_run()
        run.text, run.font.size = said.text, Pt(SIZE)
        if said.link:
            run.hyperlink.address = said.link
        if said.level is not None:
            paragraph.level = said.level
            properties = paragraph._p.get_or_add_pPr()
            mark = properties.makeelement(qn("a:buChar"), {"char": _MARKS[min(said.level, 1)]})
            properties.append(mark)


def _grid(page: Any, grid: Grid) -> None:
    rows, columns = len(grid.rows), len(grid.rows[0])
    place = (Pt(grid.x), Pt(grid.y), Pt(grid.width), Pt(grid.height))
    table = page.shapes.add_table(rows, columns, *place).table
    for index, width in enumerate(grid.widths):
        table.columns[index].width = Pt(width)
    for row, cells in enumerate(grid.rows):
        table.rows[row].height = Pt(grid.row_height(cells))
        for column, text in enumerate(cells):
            table.cell(row, column).text = text


def pdf_of(deck: Deck) -> bytes:
    """The deck as a PDF file."""
    return pdf([_page(number, slide) for number, slide in enumerate(deck.slides, start=1)])


def _page(number: int, slide: Slide) -> PdfPage:
    page = PdfPage()
    for index, line in enumerate(title_lines(slide)):
        page.say(40, _TITLE_TOP + TITLE_SIZE * (1 + index * 1.1), line, TITLE_SIZE)
    for shape in slide.shapes:
        _draw_block(page, shape) if isinstance(shape, Block) else _draw_grid(page, shape)
    if slide.aside:
        page.say(0, 0, slide.aside, 11, f"0 1 -1 0 {_ASIDE} 150")
    if slide.footer:
        page.say(40, _FOOT_TOP + FOOT_SIZE, slide.footer, FOOT_SIZE)
        page.say(880, _FOOT_TOP + FOOT_SIZE, str(number), FOOT_SIZE)
    page.notes.extend(slide.notes and ["\n".join(slide.notes)])
    return page


def _draw_block(page: PdfPage, block: Block) -> None:
    y = block.y
    for said, lines in block.lines():
        left = block.x
        if said.level is not None:
            left += 18.0 * (said.level + 1)
            sign = _MARKS[min(said.level, 1)]
            page.say(left - 14, y + SIZE, sign, SIZE)
        if said.link:
            page.links.append((said.link, left, y + SIZE))
        for line in lines:
            y += SIZE * _LEADING
            page.say(left, y - SIZE * (_LEADING - 1), line, SIZE)


def _draw_grid(page: PdfPage, grid: Grid) -> None:
    y = grid.y
    edges = [grid.x]
    for width in grid.widths:
        edges.append(edges[-1] + width)
    for index, row in enumerate(grid.rows):
        height = grid.row_height(row)
        if grid.look == "bands":
            page.box(grid.x, y, grid.width, height, grey=0.8 if index % 2 else 0.92)
        for x, lines in zip(edges, grid.cells(row), strict=False):
            for nth, line in enumerate(lines):
                page.say(x + 5, y + 5 + CELL_SIZE * (1 + nth * _LEADING), line, CELL_SIZE)
        if grid.look == "grid":
            page.line(grid.x, y, edges[-1], y)
            for x in edges:
                page.line(x, y, x, y + height)
        y += height
    if grid.look == "grid":
        page.line(grid.x, y, edges[-1], y)


def text_of(deck: Deck) -> str:
    """The deck as text, as tools get it out of a PDF."""
    pages = [list(_text_page(number, slide, deck.setting)) for number, slide in _numbered(deck)]
    start = {"space": " ", "feed": "\f", "none": ""}[deck.setting.start]
    between = "\n" * (1 + (deck.setting.start != "none"))
    return between.join(start + "\n".join(lines) for lines in pages) + "\n"


def _numbered(deck: Deck) -> Iterator[tuple[int, Slide]]:
    return enumerate(deck.slides, start=1)


def _text_page(number: int, slide: Slide, setting: Setting) -> Iterator[str]:
    yield from _paragraph(title_lines(slide), setting)
    for shape in slide.shapes:
        if isinstance(shape, Block):
            for said, lines in shape.lines():
                yield from _paragraph([_mark(said, setting) + lines[0], *lines[1:]], setting)
        else:
            yield from _table(shape, setting)
    if slide.aside:
        yield from _paragraph(list(slide.aside.replace(" ", "\0")), setting)
    if slide.footer:
        yield from _paragraph([slide.footer], setting)
        yield from _paragraph([str(number)], setting)
    if slide.notes:
        yield from _paragraph([setting.notes, *slide.notes], setting)
    yield from slide.links


def _mark(said: Paragraph, setting: Setting) -> str:
    if said.level is None or not setting.bullet:
        return ""
    return f"{setting.bullet} " if said.level == 0 else "   - "


def _paragraph(lines: list[str], setting: Setting) -> Iterator[str]:
    """The lines of a paragraph, and the empty ones below it."""
    is_upright = all(len(line) > 1 for line in lines)
    for index, line in enumerate(lines):
        is_wrapped = is_upright and index + 1 < len(lines) and lines[0] != setting.notes
        yield line.replace("\0", " ") + (setting.wrap if is_wrapped else "")
    yield from [""] * setting.gap


def _table(grid: Grid, setting: Setting) -> Iterator[str]:
    if grid.order == "columns":
        for column in zip(*grid.rows, strict=True):
            for lines in (wrapped_cell for wrapped_cell in _cells_of(grid, column)):
                yield from _paragraph(lines, setting)
        return
    for row in grid.rows:
        yield from _paragraph(list(_row_lines(grid.cells(row))), setting)


def _cells_of(grid: Grid, column: tuple[str, ...]) -> Iterator[list[str]]:
    place = next(i for i, one in enumerate(zip(*grid.rows, strict=True)) if one == column)
    for row in grid.rows:
        if row[place]:
            yield grid.cells(row)[place]


def _row_lines(cells: list[list[str]]) -> Iterator[str]:
    """Cells of one line stand beside each other; one of several lines stands alone."""
    beside: list[str] = []
    for lines in cells:
        if len(lines) == 1:
            beside += lines
            continue
        if beside:
            yield " ".join(beside)
            beside = []
        yield from lines
    if beside:
        yield " ".join(beside)

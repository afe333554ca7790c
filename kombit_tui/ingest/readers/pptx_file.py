"""Reads PowerPoint slides: titles, bullets with their levels, tables, notes, links.

What a paragraph inherits from its placeholder is looked up in `pptx_style`.
"""

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.oxml.ns import qn

from kombit_tui.ingest.document import Box, Page, Role, Table, Text
from kombit_tui.ingest.readers import limits, links
from kombit_tui.ingest.readers.laid_out import with_title_first
from kombit_tui.ingest.readers.pptx_style import TITLES, Styles
from kombit_tui.ingest.readers.reading import Reading, Tell, is_late
from kombit_tui.ingest.readers.running import with_footers
from kombit_tui.ingest.readers.trouble import Cut, Left

_POINT = 12_700
"""A point in the file's own units."""
_STEP = 14
"""Shapes whose tops differ by less than this many points stand beside each other."""
_FOOTERS = (PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.SLIDE_NUMBER)
_TITLE_LINES = 3
_SAME_COLUMN = 20
"""Text boxes whose left edges differ by less than this many points stand below each other."""
_LEAST_COLUMNS = 3
_LONGEST_LABEL = 60
_UPRIGHT = ("horz", None)
_SIDEWAYS = (60, 120)
"""Degrees, up or down, between which a shape stands on its side."""
_CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the shapes of a group stand: offset and scale of its own measure."""

    left: float = 0
    top: float = 0
    wide: float = 1
    high: float = 1

    def box(self, shape: Any) -> Box:
        left, top = float(shape.left or 0), float(shape.top or 0)
        right, bottom = left + float(shape.width or 0), top + float(shape.height or 0)
        return Box(
            (self.left + left * self.wide) / _POINT,
            (self.top + top * self.high) / _POINT,
            (self.left + right * self.wide) / _POINT,
            (self.top + bottom * self.high) / _POINT,
        )


@dataclass(frozen=True, slots=True)
class _Shape:
    """A shape that holds text, and where it stands on the slide."""

    shape: Any
    box: Box

    @property
    def place(self) -> tuple[int, float]:
        """Row by row, from left to right."""
        return int(self.box.top // _STEP), self.box.left


def read(data: bytes, tell: Tell) -> Reading:
    """The slides of a PowerPoint file that are shown."""
    deck = Presentation(io.BytesIO(data))
    height = (deck.slide_height or 0) / _POINT
    pages: list[Page] = []
    cut: list[Cut] = []
    hidden, total = 0, len(deck.slides)
    for number, slide in enumerate(deck.slides, start=1):
        if number > limits.MAX_PAGES or is_late():
            left = Left.PAGES if number > limits.MAX_PAGES else Left.PAGES_FOR_TIME
            cut.append(Cut(left, number - 1, total))
            break
        if slide.element.get("show") == "0":
            hidden += 1
        else:
            pages.append(_page(number, slide))
        tell(number, total)
    if hidden:
        cut.append(Cut(Left.HIDDEN_SLIDES, hidden))
    titled = with_footers(pages, height)
    return Reading(tuple(map(_ordered, titled)), tuple(cut))


def _ordered(page: Page) -> Page:
    return Page(page.number, (), with_title_first(page.parts), page.notes, page.links)


def _page(number: int, slide: Any) -> Page:
    _resolve_choices(slide.element)
    styles = Styles(slide)
    shapes = _in_columns(sorted(_shapes(slide.shapes, _Place()), key=lambda one: one.place))
    title = _title(shapes, styles)
    parts = tuple(part for one in shapes for part in _parts(one, styles, title, slide))
    notes = slide.notes_slide.notes_text_frame if slide.has_notes_slide else None
    said = notes.text.replace("\v", "\n")[: limits.MAX_LINE] if notes is not None else ""
    return Page(number, (), parts, said, links.kept(_targets(slide)))


def _resolve_choices(tree: Any) -> None:
    """Put what newer programs show in the place of a choice between that and a picture of it."""
    for choice in list(tree.iter(f"{_CHOICE}AlternateContent")):
        options = [*choice.findall(f"{_CHOICE}Choice"), *choice.findall(f"{_CHOICE}Fallback")]
        kept = next((one for one in options if next(one.iter(qn("a:t")), None) is not None), None)
        for child in [] if kept is None else list(kept):
            choice.addprevious(child)
        choice.getparent().remove(choice)


def _shapes(shapes: Iterable[Any], place: _Place) -> Iterator[_Shape]:
    for shape in shapes:
        if shape.element.tag == qn("p:grpSp"):
            yield from _shapes(shape.shapes, _inside(shape, place))
        else:
            yield _Shape(shape, place.box(shape))


def _in_columns(shapes: list[_Shape]) -> list[_Shape]:
    """The shapes of a slide; short texts that stand below each other in several equal columns,
    as a label and its day on a time line do, are read column by column."""
    columns: list[list[_Shape]] = []
    for one in sorted(filter(_is_label, shapes), key=lambda one: one.box.left):
        if not columns or one.box.left - columns[-1][0].box.left > _SAME_COLUMN:
            columns.append([])
        columns[-1].append(one)
    sizes = {len(column) for column in columns}
    if len(columns) < _LEAST_COLUMNS or len(sizes) != 1 or sizes == {1}:
        return shapes
    ordered = [one for column in columns for one in sorted(column, key=lambda one: one.box.top)]
    first = min(shapes.index(one) for one in ordered)
    others = [one for one in shapes if one not in ordered]
    return [*others[:first], *ordered, *others[first:]]


def _is_label(one: _Shape) -> bool:
    """Whether a shape is a text box with a few words: no placeholder and nothing on its side."""
    shape = one.shape
    if not shape.has_text_frame or shape.is_placeholder or _is_aside(shape):
        return False
    return 0 < len(shape.text_frame.text) <= _LONGEST_LABEL


def _inside(group: Any, place: _Place) -> _Place:
    """The measure of a group's own shapes."""
    frame = group.element.grpSpPr.find(qn("a:xfrm"))
    if frame is None:
        return place
    values = [frame.find(qn(f"a:{name}")) for name in ("off", "ext", "chOff", "chExt")]
    if any(value is None for value in values):
        return place
    off, ext, child_off, child_ext = values
    x, y = int(off.get("x")), int(off.get("y"))
    wide = int(ext.get("cx")) / max(int(child_ext.get("cx")), 1)
    high = int(ext.get("cy")) / max(int(child_ext.get("cy")), 1)
    return _Place(
        place.left + (x - int(child_off.get("x")) * wide) * place.wide,
        place.top + (y - int(child_off.get("y")) * high) * place.high,
        place.wide * wide,
        place.high * high,
    )


def _title(shapes: list[_Shape], styles: Styles) -> Any:
    """The shape with the slide's title: the placeholder, else the one with the largest letters."""
    texts = [one.shape for one in shapes if one.shape.has_text_frame and one.shape.text_frame.text]
    placed = [one for one in texts if _kind(one) in TITLES]
    if placed:
        return placed[0]
    sizes = [(styles.size(one), -index) for index, one in enumerate(texts) if not _is_aside(one)]
    ordered = sorted(sizes, reverse=True)
    if not ordered or (len(ordered) > 1 and ordered[0][0] <= ordered[1][0]):
        return None
    title = texts[-ordered[0][1]]
    said = [one for one in title.text_frame.paragraphs if one.text.strip()]
    is_heading = len(said) <= _TITLE_LINES and not styles.is_listed(said[0], title)
    return title if is_heading else None


def _kind(shape: Any) -> Any:
    return shape.placeholder_format.type if shape.is_placeholder else None


def _is_aside(shape: Any) -> bool:
    low, high = _SIDEWAYS
    frame = shape.element.find(f".//{qn('a:bodyPr')}")
    stands = frame is not None and frame.get("vert") not in _UPRIGHT
    return stands or low < getattr(shape, "rotation", 0.0) % 180 < high


def _parts(one: _Shape, styles: Styles, title: Any, slide: Any) -> Iterator[Text | Table]:
    shape = one.shape
    if shape.has_text_frame:
        role = _role(shape, title)
        for paragraph in shape.text_frame.paragraphs:
            level = styles.level(paragraph, shape) if role is Role.TEXT else None
            number = styles.number(paragraph, shape)
            for text in _lines(paragraph.text, is_whole=level is not None or role is Role.TITLE):
                yield Text(number + text, level, role, one.box)
                number = ""
    elif getattr(shape, "has_table", False):
        yield _table(shape.table, one.box)
    elif getattr(shape, "has_chart", False):
        yield from _chart(shape.chart, one.box)
    else:
        yield from (Text(text, box=one.box) for text in _diagram(shape, slide))


def _role(shape: Any, title: Any) -> Role:
    if shape is title:
        return Role.TITLE
    if _kind(shape) in _FOOTERS:
        return Role.FOOTER
    return Role.ASIDE if _is_aside(shape) else Role.TEXT


def _lines(text: str, *, is_whole: bool) -> list[str]:
    """A paragraph where its author broke it; titles and bullets stay whole."""
    pieces = [text.replace("\v", " ")] if is_whole else text.split("\v")
    return [piece[: limits.MAX_LINE] for piece in pieces if piece.strip()]


def _table(table: Any, box: Box) -> Table:
    rows = []
    for row in list(table.rows)[: limits.MAX_ROWS]:
        cells = list(row.cells)[: limits.MAX_COLUMNS]
        rows.append(tuple("" if c.is_spanned else _cell(c.text_frame.text) for c in cells))
    width = max(map(len, rows), default=0)
    return Table(tuple(row + ("",) * (width - len(row)) for row in rows), box)


def _cell(text: str) -> str:
    return text.replace("\v", "\n")[: limits.MAX_CELL]


def _chart(chart: Any, box: Box) -> Iterator[Table]:
    """The numbers behind a chart."""
    for plot in chart.plots:
        series = list(plot.series)[: limits.MAX_COLUMNS - 1]
        head = ("", *(str(one.name) for one in series))
        columns = [
            [f"{value:g}" if value is not None else "" for value in s.values] for s in series
        ]
        labels = [str(label) for label in plot.categories]
        filled = [column + [""] * (len(labels) - len(column)) for column in columns]
        rows = zip(labels, *(column[: len(labels)] for column in filled), strict=True)
        yield Table((head, *(tuple(map(_cell, row)) for row in rows)), box)


def _diagram(shape: Any, slide: Any) -> Iterator[str]:
    """The texts of a diagram, which stand in a part of their own."""
    from defusedxml.ElementTree import fromstring

    for found in shape.element.iter(f"{_DIAGRAM}relIds"):
        part = slide.part.rels[found.get(qn("r:dm"))].target_part
        for point in fromstring(part.blob, forbid_dtd=True).iter(f"{_DIAGRAM}pt"):
            text = " ".join(piece.text or "" for piece in point.iter(qn("a:t")))
            if text.strip():
                yield text[: limits.MAX_LINE]


def _targets(slide: Any) -> Iterator[str]:
    for click in slide.element.iter(qn("a:hlinkClick")):
        known = slide.part.rels.get(click.get(qn("r:id")))
        if known is not None and known.is_external:
            yield known.target_ref

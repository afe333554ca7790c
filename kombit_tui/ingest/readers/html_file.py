"""Reads web pages and mails in HTML: texts, lists with their levels, tables, links. Runs nothing.

Tables that only place things beside each other, as mails have them, are read as text.
"""

from dataclasses import dataclass, field
from html.parser import HTMLParser

from kombit_tui.domain.text import squeeze
from kombit_tui.ingest.document import Role, Table, Text
from kombit_tui.ingest.readers import limits
from kombit_tui.ingest.readers.flowing import Flow
from kombit_tui.ingest.readers.reading import Reading, Tell
from kombit_tui.ingest.readers.text import decode

_UNSEEN = {"script", "style", "head", "template", "noscript", "svg", "iframe", "object"}
_PAGES = {"h1", "h2"}
_LISTS = {"ul", "ol"}
_BLOCKS = {
    *("p", "div", "section", "article", "header", "footer", "main", "nav", "aside", "blockquote"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "dt", "dd", "pre", "br", "hr", "li"),
    *("table", "thead", "tbody", "tfoot", "caption", "tr", "td", "th", "form", "fieldset", "body"),
}
_MOST_SPAN = 50
_DEEPEST = 8


def read(data: bytes, _tell: Tell) -> Reading:
    """What a web page shows, without scripts and styles."""
    return read_markup(decode(data))


def read_markup(text: str) -> Reading:
    """The same for markup that is decoded."""
    parser = _Parser()
    parser.feed(text)
    parser.close()
    parser.end()
    return parser.flow.reading()


@dataclass
class _Grid:
    """A table while it is read."""

    rows: list[list[str]] = field(default_factory=list)
    targets: list[str] = field(default_factory=list)
    below: dict[int, int] = field(default_factory=dict)
    """Columns that a cell above covers, and for how many rows more."""
    places_only: bool = False
    """Whether it holds another table, and so is no table of data."""

    def start_row(self) -> None:
        self.rows.append([])

    def start_cell(self, across: int, down: int) -> None:
        if not self.rows:
            self.rows.append([])
        row = self.rows[-1]
        while self.below.get(len(row), 0) > 0:
            self.below[len(row)] -= 1
            row.append("")
        for column in range(len(row), len(row) + across):
            self.below[column] = down - 1
        row += [""] * across
        self.at = len(row) - across

    at: int = 0
    """The column of the open cell."""

    def say(self, text: str) -> None:
        if not self.rows or not self.rows[-1]:
            self.start_cell(1, 1)
        row = self.rows[-1]
        row[self.at] = f"{row[self.at]}\n{text}"[: limits.MAX_CELL] if row[self.at] else text


class _Parser(HTMLParser):
    """Puts the parts of a page together while it is read."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.flow = Flow()
        self.words: list[str] = []
        self.targets: list[str] = []
        self.unseen = 0
        self.role = Role.TEXT
        self.lists: list[int | None] = []
        self.is_item_new = False
        self.grids: list[_Grid] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins."""
        if tag in _UNSEEN:
            self.unseen += 1
        if tag in _BLOCKS:
            self.flush()
        known = dict(attrs)
        if tag == "a":
            self.targets.append(known.get("href") or "")
        elif tag in _PAGES or tag == "hr":
            self.flow.start_page()
            self.role = Role.TITLE if tag in _PAGES else Role.TEXT
        elif tag in _LISTS:
            self.lists.append(0 if tag == "ol" else None)
        elif tag == "li":
            self._start_item()
        elif tag == "table":
            self._start_table()
        elif self.grids and tag == "tr":
            self.grids[-1].start_row()
        elif self.grids and tag in ("td", "th"):
            self.grids[-1].start_cell(_span(known.get("colspan")), _span(known.get("rowspan")))

    def handle_endtag(self, tag: str) -> None:
        """An element ends."""
        if tag in _UNSEEN:
            self.unseen = max(self.unseen - 1, 0)
        if tag in _BLOCKS:
            self.flush()
        if tag in _PAGES:
            self.role = Role.TEXT
        elif tag in _LISTS and self.lists:
            self.lists.pop()
        elif tag == "table" and self.grids:
            self._end_table()

    def handle_data(self, data: str) -> None:
        """Text."""
        if not self.unseen:
            self.words.append(data)

    def end(self) -> None:
        """Close all that was left open."""
        self.flush()
        while self.grids:
            self._end_table()

    def flush(self) -> None:
        """End the paragraph that is open."""
        text, self.words = squeeze("".join(self.words)), []
        if not text:
            return
        if self.grids and not self.grids[-1].places_only:
            self.grids[-1].targets += self.targets
            self.grids[-1].say(text)
        else:
            first, level = self._mark()
            part = Text((first + text)[: limits.MAX_LINE], level, self.role)
            self.flow.add(part, self.targets)
        self.targets = []

    def _mark(self) -> tuple[str, int | None]:
        """The number of the item that begins, or how deep its bullet stands."""
        if not self.is_item_new or not self.lists:
            return "", None
        self.is_item_new = False
        counted = self.lists[-1]
        if counted is None:
            return "", min(len(self.lists) - 1, _DEEPEST)
        return f"{counted}. ", None

    def _start_item(self) -> None:
        self.is_item_new = True
        if self.lists and self.lists[-1] is not None:
            self.lists[-1] += 1

    def _start_table(self) -> None:
        if self.grids and not self.grids[-1].places_only:
            self.grids[-1].places_only = True
            self._say_cells(self.grids[-1])
        self.grids.append(_Grid())

    def _end_table(self) -> None:
        grid = self.grids.pop()
        rows = [row for row in grid.rows if any(row)]
        width = min(max(map(len, rows), default=0), limits.MAX_COLUMNS)
        if grid.places_only:
            return
        if width < 2 or len(rows) < 2:
            self._say_cells(grid)
            return
        padded = (tuple((row + [""] * width)[:width]) for row in rows[: limits.MAX_ROWS])
        self.flow.add(Table(tuple(padded)), grid.targets)

    def _say_cells(self, grid: _Grid) -> None:
        texts = (line for row in grid.rows for cell in row for line in cell.split("\n") if line)
        for index, text in enumerate(texts):
            self.flow.add(Text(text), grid.targets if index == 0 else ())


def _span(value: str | None) -> int:
    return min(max(int(value), 1), _MOST_SPAN) if value and value.strip().isdecimal() else 1

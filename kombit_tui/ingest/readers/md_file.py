"""Reads Markdown: headings, lists with their levels, tables, links; lines keep their numbers.

A heading of the first two levels starts a page, and so does a rule across.
"""

from collections.abc import Iterator
from dataclasses import replace

from markdown_it import MarkdownIt
from markdown_it.token import Token

from kombit_tui.ingest.document import Role, Table, Text
from kombit_tui.ingest.readers import limits
from kombit_tui.ingest.readers.flowing import Flow
from kombit_tui.ingest.readers.reading import Reading, Tell
from kombit_tui.ingest.readers.text import checked_lines

_PAGE_HEADINGS = ("h1", "h2")
_CODE = ("fence", "code_block", "html_block")
_BREAKS = ("softbreak", "hardbreak")


def read(data: bytes, _tell: Tell) -> Reading:
    """The text without its marks.

    Raises:
        CannotRead: it has more or longer lines than any material.
    """
    text = "\n".join(checked_lines(data))
    walk = _Walk()
    for token in MarkdownIt("commonmark", {"html": True}).enable("table").parse(text):
        walk.take(token)
    return walk.flow.reading()


class _Walk:
    """Goes through the tokens of a text and puts its parts together."""

    def __init__(self) -> None:
        self.flow = Flow()
        self.lists: list[int | None] = []
        """The lists one is in: how far the numbers have come, None for bullets."""
        self.is_item_new = False
        self.heading = ""
        self.rows: list[tuple[str, ...]] | None = None
        self.cells: list[str] = []
        self.numbers: list[int] = []
        self.targets: list[str] = []

    def take(self, token: Token) -> None:
        """Go one token on."""
        kind, _, way = token.type.rpartition("_")
        if token.type == "inline":
            self._inline(token)
        elif token.type == "hr":
            self.flow.start_page()
        elif token.type in _CODE:
            first = _line_of(token) + (token.type == "fence")
            for at, line in enumerate(token.content.split("\n"), start=first):
                self._add(Text(line, number=at))
        elif kind in ("bullet_list", "ordered_list"):
            self._list(token, way)
        elif token.type == "list_item_open":
            self._item()
        elif kind == "heading":
            self._heading(token, way)
        elif kind in ("table", "tr"):
            self._table(kind, way, token)

    def _list(self, token: Token, way: str) -> None:
        if way == "close":
            self.lists.pop()
        else:
            is_numbered = token.type.startswith("ordered")
            self.lists.append(int(token.attrs.get("start", 1)) - 1 if is_numbered else None)

    def _item(self) -> None:
        self.is_item_new = True
        if self.lists[-1] is not None:
            self.lists[-1] += 1

    def _heading(self, token: Token, way: str) -> None:
        self.heading = token.tag if way == "open" else ""
        if self.heading in _PAGE_HEADINGS:
            self.flow.start_page()

    def _table(self, kind: str, way: str, token: Token) -> None:
        if kind == "table" and way == "open":
            self.rows, self.numbers, self.targets = [], [], []
        elif kind == "tr" and way == "open":
            self.cells = []
            self.numbers.append(_line_of(token))
        elif kind == "tr" and self.rows is not None:
            self.rows.append(tuple(self.cells[: limits.MAX_COLUMNS]))
        elif self.rows:
            width = max(map(len, self.rows))
            rows = tuple(row + ("",) * (width - len(row)) for row in self.rows)
            self.flow.add(Table(rows, numbers=tuple(self.numbers)), self.targets)
            self.rows = None

    def _inline(self, token: Token) -> None:
        lines, targets = _said(token.children or [])
        if self.rows is not None:
            self.cells.append(" ".join(lines)[: limits.MAX_CELL])
            self.targets += targets
            return
        number, level, first = _line_of(token), None, ""
        if self.is_item_new:
            counted = self.lists[-1]
            level = len(self.lists) - 1 if counted is None else None
            first = "" if counted is None else f"{counted}. "
            self.is_item_new = False
        role = Role.TITLE if self.heading in _PAGE_HEADINGS else Role.TEXT
        self._add(Text(first + " ".join(lines), level, role, number=number), targets)

    def _add(self, part: Text, targets: list[str] | None = None) -> None:
        if part.text.strip():
            self.flow.add(replace(part, text=part.text[: limits.MAX_LINE]), targets or ())


def _line_of(token: Token) -> int:
    return token.map[0] + 1 if token.map else 1


def _said(children: list[Token]) -> tuple[list[str], list[str]]:
    """The lines of a paragraph, and where its links lead."""
    lines, targets = [""], []
    for child in _flat(children):
        if child.type in _BREAKS:
            lines.append("")
        elif child.type == "link_open":
            targets.append(str(child.attrs.get("href", "")))
        elif child.type == "link_close" and targets and targets[-1] not in lines[-1]:
            lines[-1] += f" ({targets[-1]})"
        elif child.type in ("text", "code_inline"):
            lines[-1] += child.content
    return lines, targets


def _flat(children: list[Token]) -> Iterator[Token]:
    for child in children:
        yield child
        yield from _flat(child.children or [])

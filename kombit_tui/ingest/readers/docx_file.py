"""Reads Word documents: paragraphs, lists, tables with lists in their cells, tracked insertions.

A document has no pages before it is printed: a heading of the first two levels starts one here.
"""

import io
import re
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import replace
from html import unescape
from typing import Any

from docx2python import docx2python
from docx2python.depth_collector import Par

from kombit_tui.ingest.document import Role, Table, Text
from kombit_tui.ingest.readers import limits
from kombit_tui.ingest.readers.flowing import Flow, Part
from kombit_tui.ingest.readers.reading import Reading, Tell

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_HEADING = re.compile(r"(?:heading|overskrift)\s*[12]$|(?:title|titel)$", re.IGNORECASE)
_LIST_STYLE = re.compile(r"(?:list-?bullet|opstilling-?punkttegn)-?(?P<level>\d?)$", re.IGNORECASE)
_MARK = re.compile(r"^(?P<tabs>\t*)(?:--|(?P<number>\w{1,6})\))\t")
"""What the library writes before an item of a list."""
_ANCHOR = re.compile(r'<a href="(?P<target>[^"]*)">(?P<text>.*?)</a>', re.DOTALL)
_NOISE = re.compile(
    r"----Image alt text---->[^<]*<|----(?:footnote|endnote)\d+----|----\S+?----"
    r"|</?latex>|^(?:footnote|endnote)\d+\)\t"
)
"""What it writes for what is no text."""
_SYMBOL = re.compile(r"<span style=font-family:[^>]*>&#x0\w*;</span>")


def read(data: bytes, _tell: Tell) -> Reading:
    """The text of a Word document as it stands with its tracked changes accepted."""
    flow = Flow()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with docx2python(io.BytesIO(data), duplicate_merged_cells=False) as document:
            _straighten(document.docx_reader.file_of_type("officeDocument").root_element)
            for part, targets in _parts(document.body_pars):
                if isinstance(part, Text) and part.role is Role.TITLE:
                    flow.start_page()
                flow.add(part, targets)
            for part, targets in _parts(document.footnotes_pars + document.endnotes_pars):
                flow.add(part, targets)
            for part, _ in _parts(document.header_pars + document.footer_pars):
                if isinstance(part, Text):
                    flow.add(replace(part, role=Role.FOOTER))
    return flow.reading()


def _straighten(body: Any) -> None:
    """Bring a body into the simple order that the library reads: paragraphs, and tables of them.

    What was moved away, and what only older programs show of a text box, goes.
    """
    for double in [*body.iter(f"{_WORD}moveFrom"), *body.iter(f"{_CHOICE}Fallback")]:
        double.getparent().remove(double)
    for frame in list(body.iter(f"{_WORD}txbxContent")):
        host: Any = next(frame.iterancestors(f"{_WORD}p"), None)
        for paragraph in reversed(list(frame) if host is not None else []):
            host.addnext(paragraph)
        frame.getparent().remove(frame)
    for control in list(body.iter(f"{_WORD}sdt")):
        for content in control.findall(f"{_WORD}sdtContent"):
            for child in list(content):
                control.addprevious(child)
        control.getparent().remove(control)
    for table in list(body.iter(f"{_WORD}tbl")):
        if next(table.iterancestors(f"{_WORD}tc"), None) is not None:
            for paragraph in list(table.iter(f"{_WORD}p")):
                table.addprevious(paragraph)
            table.getparent().remove(table)


def _parts(content: list[list[list[list[Par]]]]) -> Iterator[Part]:
    for block in content:
        width = max((len(row) for row in block), default=0)
        is_table = any(p.lineage[3] == "tc" for row in block for cell in row for p in cell)
        if is_table and width > 1:
            yield _table(block, min(width, limits.MAX_COLUMNS))
        else:
            for paragraph in (p for row in block for cell in row for p in cell):
                yield from _texts(paragraph)


def _table(block: list[list[list[Par]]], width: int) -> Part:
    rows = [tuple(map(_cell, row))[:width] for row in block[: limits.MAX_ROWS]]
    padded = (row + ("",) * (width - len(row)) for row in rows)
    targets = (t for row in block for cell in row for p in cell for t in _targets(p))
    return Table(tuple(row for row in padded if any(row))), tuple(targets)


def _texts(paragraph: Par) -> Iterator[Part]:
    text, level = _text_and_level(paragraph)
    role = Role.TITLE if _HEADING.match(paragraph.style) else Role.TEXT
    is_whole = level is not None or role is Role.TITLE
    targets = tuple(_targets(paragraph))
    for line in [text] if is_whole else text.split("\n"):
        if line.strip():
            yield Text(line, level, role), targets


def _cell(paragraphs: Iterable[Par]) -> str:
    texts = []
    for text, level in map(_text_and_level, paragraphs):
        if text.strip():
            texts.append(text if level is None else f"• {text}")
    return "\n".join(texts)[: limits.MAX_CELL]


def _targets(paragraph: Par) -> Iterator[str]:
    for run in paragraph.runs:
        yield from (unescape(found["target"]) for found in _ANCHOR.finditer(run.text))


def _text_and_level(paragraph: Par) -> tuple[str, int | None]:
    """What a paragraph says, with its number if it has one, and how deep its bullet stands."""
    text = "".join(run.text for run in paragraph.runs)
    mark = _MARK.match(text) if paragraph.list_position[0] is not None else None
    style = _LIST_STYLE.match(paragraph.style)
    level = None
    if mark is not None:
        text = text[mark.end() :]
        level = None if mark["number"] else len(mark["tabs"])
        text = f"{mark['number']}. {text}" if mark["number"] else text
    elif style is not None:
        level = int(style["level"] or 1) - 1
    text = _SYMBOL.sub("", _NOISE.sub("", _ANCHOR.sub(r"\g<text>", text)))
    return text[: limits.MAX_LINE], level

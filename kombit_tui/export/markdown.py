"""A table as Markdown: headings as headings, the rows below each in a table of their own."""

import re
from collections.abc import Iterable, Iterator, Sequence

from kombit_tui.domain.text import clean
from kombit_tui.export.table import ID, Table, Value, text_of

_SPECIAL = re.compile(r"([\\`*_\[\]<>|#~])")


def markdown_bytes(table: Table) -> bytes:
    """The title, and the rows in their order."""
    return ("\n".join([f"# {escaped(table.title)}", "", *_lines(table)]) + "\n").encode()


def _lines(table: Table) -> Iterator[str]:
    is_open = False
    for line in table.lines:
        if line.is_heading:
            yield from ([""] if is_open else [])
            yield from (f"## {escaped(' · '.join(line.texts))}", "")
            is_open = False
            continue
        if not is_open:
            yield from (_row((*table.labels, ID)), _row(["---"] * (len(table.labels) + 1)))
            is_open = True
        yield _row([escaped(text_of(value)) for value in (*line.told, line.id)])


def markdown_lines(labels: Sequence[str], rows: Iterable[Sequence[Value]]) -> Iterator[str]:
    """A table without a title."""
    yield _row(labels)
    yield _row(["---"] * len(labels))
    yield from (_row([escaped(text_of(value)) for value in row]) for row in rows)


def _row(texts: Sequence[str]) -> str:
    return f"| {' | '.join(texts)} |"


def escaped(text: str) -> str:
    """`text` so that it is shown as it is: no table cell, link or emphasis comes of it."""
    return _SPECIAL.sub(r"\\\1", " ".join(clean(text).split()))

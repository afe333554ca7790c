"""Rows as csv that a Danish Excel opens: semicolons, CRLF, UTF-8 with a byte order mark."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from kombit_tui.export.table import ID, Table, Value, text_of

MARK = "\ufeff"
"""Tells Excel that the file is UTF-8."""
END = "\r\n"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of something to carry out."""


def csv_bytes(table: Table) -> bytes:
    """The records of `table`, one a line, with their ids at the end."""
    rows = ((*one.told, one.id) for one in table.records)
    return "".join(csv_lines((*table.labels, ID), rows)).encode()


def csv_lines(labels: Sequence[str], rows: Iterable[Sequence[Value]]) -> Iterator[str]:
    """Heads and rows, each with the end of its line; the first one begins with the mark."""
    held = io.StringIO(MARK, newline="")
    held.seek(0, io.SEEK_END)
    writer = csv.writer(held, delimiter=";", lineterminator=END)
    for row in chain([labels], rows):
        writer.writerow([_cell(value) for value in row])
        yield held.getvalue()
        held.seek(0)
        held.truncate()


def _cell(value: Value) -> str:
    return as_text(value) if isinstance(value, str) else text_of(value)


def as_text(value: str) -> str:
    """`value` so that no spreadsheet carries it out."""
    return f"'{value}" if value.startswith(_FORMULA) else value

"""Reads tables in text: cells parted by semicolons, tabs or commas, in any usual encoding."""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from kombit_tui.ingest.readers import limits
from kombit_tui.ingest.readers.reading import Reading, Tell
from kombit_tui.ingest.readers.rows import NumberedRow, Sheets
from kombit_tui.ingest.readers.text import decode
from kombit_tui.ingest.readers.trouble import CannotRead, Trouble

if TYPE_CHECKING:
    from _csv import Reader

_DELIMITERS = ";\t,"
_SAMPLE = 64 * 1024
_SAMPLE_ROWS = 50
_STATED = "sep="
"""The first line that Excel writes, and heeds, to state the delimiter."""


def read(data: bytes, _tell: Tell) -> Reading:
    """The rows of a text with cells.

    Raises:
        CannotRead: a cell is longer than any cell is.
    """
    text = decode(data)
    delimiter = delimiter_of(text)
    skipped = text.lower().startswith(_STATED)
    sheets = Sheets()
    sheets.add(islice(_rows(text, delimiter), int(skipped), None))
    return Reading(tuple(sheets.pages), sheets.cut, is_table=True)


def delimiter_of(text: str) -> str:
    """What parts the cells: as stated, else what cuts most rows into equally many."""
    if text.lower().startswith(_STATED) and text[len(_STATED) : len(_STATED) + 1] in _DELIMITERS:
        return text[len(_STATED)]
    return max(_DELIMITERS, key=lambda one: _evenness(text[:_SAMPLE], one))


def _evenness(sample: str, delimiter: str) -> tuple[int, int]:
    """How many rows are equally long, and how long; rows of one cell say nothing."""
    widths: Counter[int] = Counter()
    try:
        for _, row in zip(range(_SAMPLE_ROWS), _reader(sample, delimiter), strict=False):
            if len(row) > 1:
                widths[len(row)] += 1
    except csv.Error:
        return 0, 0
    width, rows = max(widths.items(), key=lambda one: (one[1], one[0]), default=(0, 0))
    return rows, width


def _rows(text: str, delimiter: str) -> Iterator[NumberedRow]:
    reader = _reader(text, delimiter)
    number = 1
    try:
        for row in reader:
            if number > limits.MAX_LINES:
                raise CannotRead(Trouble.MANY_LINES)
            yield number, [cell.strip() for cell in row]
            number = reader.line_num + 1
    except csv.Error as error:
        raise CannotRead(Trouble.LONG_CELL, str(number)) from error


def _reader(text: str, delimiter: str) -> "Reader":
    lines = io.StringIO(text.replace("\0", ""), newline="")
    return csv.reader(lines, delimiter=delimiter)

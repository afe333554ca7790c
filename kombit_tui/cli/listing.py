"""What `list` prints: lines, JSON, csv or Markdown, each row as it is read. Without Typer."""

import sqlite3
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from typing import NamedTuple

from kombit_tui.db.queries.listing import (
    KINDS_LISTED,
    PIECE,
    listing,
    one_state,
    tasks_as_json,
    tasks_in_short,
)


class Asked(NamedTuple):
    """A list that is asked for."""

    kind: str
    words: str
    form: str = "text"
    every_wave: bool = False
    store: str = ""


def print_list(connection: sqlite3.Connection, asked: Asked, today: date) -> None:
    """Print the records that are asked for.

    Raises:
        FilterInvalid: the filter does not follow the language; nothing is printed.
    """
    with one_state(connection):
        if asked.form == "csv":
            write_csv(connection, asked, today)
        else:
            write_lines(_lines(connection, asked, today))


def _lines(connection: sqlite3.Connection, asked: Asked, today: date) -> Iterator[str]:
    """What is printed, line by line."""
    kind, every_wave = KINDS_LISTED[asked.kind], asked.every_wave
    if asked.form == "text":
        from kombit_tui.wording.listing import lines, task_lines

        if kind == "task":
            tasks = tasks_in_short(connection, asked.words, today, every_wave=every_wave)
            return task_lines(tasks)
        return lines(kind, listing(connection, asked.kind, asked.words, today))
    from kombit_tui.export.json_file import json_lines, list_of

    if asked.form == "json" and kind == "task" and not is_narrow():
        texts = tasks_as_json(connection, asked.words, today, every_wave=every_wave)
        return list_of(texts)
    records = listing(connection, asked.kind, asked.words, today, every_wave=every_wave)
    if asked.form == "json":
        return json_lines(records, is_narrow=is_narrow())
    from kombit_tui.export.markdown import markdown_lines
    from kombit_tui.export.records import record_table

    table = record_table(connection, kind, records)
    return markdown_lines(table.labels, table.rows)


def write_csv(connection: sqlite3.Connection, asked: Asked, today: date) -> None:
    """Print csv, which has its own letters and ends of lines wherever it goes."""
    from kombit_tui.export.csv_file import csv_lines
    from kombit_tui.export.records import record_table

    every_wave = asked.every_wave
    records = listing(connection, asked.kind, asked.words, today, every_wave=every_wave)
    table = record_table(connection, KINDS_LISTED[asked.kind], records)
    sys.stdout.flush()
    for line in csv_lines(table.labels, table.rows):
        sys.stdout.buffer.write(line.encode())


def is_narrow() -> bool:
    """Whether stdout lacks letters: then JSON spells them out."""
    return not (sys.stdout.encoding or "").lower().startswith("utf")


def write_lines(lines: Iterable[str]) -> None:
    """Write lines to stdout, some hundred at once."""
    rest = iter(lines)
    while piece := list(islice(rest, PIECE)):
        sys.stdout.write("\n".join([*piece, ""]))

"""A table as csv that a Danish Excel opens: semicolons, CRLF, UTF-8 with a byte order mark."""

import csv
import io

from kombit_tui.export.table import Table

ID = "ID"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of something to carry out."""


def csv_bytes(table: Table) -> bytes:
    """The records of `table`, one a line, with their ids at the end."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([as_text(label) for label in (*table.labels, ID)])
    writer.writerows([as_text(value) for value in (*one.texts, one.id)] for one in table.records)
    return text.getvalue().encode("utf-8-sig")


def as_text(value: str) -> str:
    """`value` so that no spreadsheet carries it out."""
    return f"'{value}" if value.startswith(_FORMULA) else value

"""Rows of a list as files: what a list shows, in the formats that others read.

`table` says what is exported, one module per format makes bytes of it, `files` writes them.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from kombit_tui.export.csv_file import csv_bytes
from kombit_tui.export.json_file import json_bytes
from kombit_tui.export.markdown import markdown_bytes
from kombit_tui.export.table import Line, Table, line_of

__all__ = ["CALENDAR", "FORMATS", "OFFERED", "WITH_ALL_FIELDS", "Line", "Table", "line_of"]


class Format(NamedTuple):
    """A format that a list can be exported to."""

    label: str
    about: str
    """Danish: what it is good for."""
    make: Callable[[Table], bytes]


def _xlsx_bytes(table: Table) -> bytes:
    from kombit_tui.export.xlsx_file import xlsx_bytes  # loads XlsxWriter

    return xlsx_bytes(table)


FORMATS: Mapping[str, Format] = {
    "xlsx": Format("xlsx", "Excel, alle felter: kan læses ind igen", _xlsx_bytes),
    "csv": Format("csv", "semikolon, dansk dato, alle felter", csv_bytes),
    "md": Format("md", "Markdown-tabel til noter og mail", markdown_bytes),
    "json": Format("json", "til andre programmer", json_bytes),
}
"""The end of a file's name -> the format."""
WITH_ALL_FIELDS = ("xlsx", "csv")
"""Formats that other tables are made from: more than the screen has room for."""
CALENDAR = "ics"
"""Made of the records themselves, not of what a list says of them."""
OFFERED: Mapping[str, tuple[str, str]] = {
    "xlsx": FORMATS["xlsx"][:2],
    CALENDAR: ("ics", "kalender: frister og møder"),
    **{ending: one[:2] for ending, one in FORMATS.items() if ending != "xlsx"},
}
"""All formats, and what each is good for, in the order in which they are offered."""

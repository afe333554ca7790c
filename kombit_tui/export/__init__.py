"""Rows of a list as files: what a list shows, in the formats that others read.

`table` says what is exported, one module per format makes bytes of it, `files` writes them.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from kombit_tui.export.csv_file import csv_bytes
from kombit_tui.export.json_file import json_bytes
from kombit_tui.export.markdown import markdown_bytes
from kombit_tui.export.table import Line, Table, line_of

__all__ = ["FORMATS", "Format", "Line", "Table", "line_of"]


class Format(NamedTuple):
    """A format that a list can be exported to."""

    label: str
    about: str
    """Danish: what it is good for."""
    make: Callable[[Table], bytes]


FORMATS: Mapping[str, Format] = {
    "csv": Format("csv", "til Excel: semikolon, dansk dato", csv_bytes),
    "md": Format("md", "Markdown-tabel til noter og mail", markdown_bytes),
    "json": Format("json", "til andre programmer", json_bytes),
}
"""The end of a file's name -> the format."""

"""A table as a workbook: what it is and from when, the heads, then the rows, with days as days.

Nothing that stands in a record becomes a formula or a link. Loads XlsxWriter.
"""

import io
import re
from collections.abc import Iterable, Sequence
from datetime import date

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from kombit_tui.export.table import ID, Table, Value, text_of

_SAFE = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "dd-mm-yyyy",
}
_DAY = re.compile(r"(\d{2})-(\d{2})-(\d{4})")
_LONGEST_NAME, _FORBIDDEN = 31, re.compile(r"[\[\]:*?/\\\x00-\x1f]")
"""Of the name of a sheet, in halves of UTF-16; what it may not have."""
_RESERVED = "history"
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What would make a workbook that nothing opens."""
_NARROWEST, _WIDEST = 8, 60
_HEAD_ROW = 1
_MOST = 32_767
"""Letters that a cell of Excel can hold."""


def xlsx_bytes(table: Table) -> bytes:
    """The records of `table` in one sheet, with their ids in the last column."""
    held = io.BytesIO()
    with xlsxwriter.Workbook(held, _SAFE) as book:
        note = _written(about(table))
        book.set_properties({"title": _written(table.title), "comments": note})
        sheet = book.add_worksheet(_sheet_name(table.title))
        strong = book.add_format({"bold": True})
        labels = (*table.labels, ID)
        rows = [[typed(value) for value in (*one.told, one.id)] for one in table.records]
        sheet.write_string(0, 0, note, book.add_format({"italic": True}))
        for column, label in enumerate(labels):
            sheet.write_string(_HEAD_ROW, column, label, strong)
        for number, row in enumerate(rows, start=_HEAD_ROW + 1):
            _write(sheet, number, row)
        sheet.freeze_panes(_HEAD_ROW + 1, 0)
        sheet.autofilter(_HEAD_ROW, 0, _HEAD_ROW + max(len(rows), 1), len(labels) - 1)
        for column, width in enumerate(_widths(labels, rows)):
            sheet.set_column(column, column, width)
    return held.getvalue()


def _sheet_name(title: str) -> str | None:
    """`title` as Excel takes it for a sheet; None, for the usual name, where nothing is left."""
    name = _FORBIDDEN.sub(" ", _written(title)).encode("utf-16-le")[: 2 * _LONGEST_NAME]
    told = name.decode("utf-16-le", "ignore").strip(" '")
    return None if told.casefold() == _RESERVED else told or None


def _written(text: str) -> str:
    return _NOT_IN_XML.sub("", text)


def about(table: Table) -> str:
    """What the sheet shows and from when: it is read long after."""
    filtered = f"filter: {table.filter}" if table.filter else "uden filter"
    made = f" · {table.made:%d-%m-%Y kl. %H.%M}" if table.made else ""
    return f"{table.title} · {filtered} · {len(table.records)} rækker{made} · kombit-tui"


def typed(value: Value) -> Value:
    """A day that is written out is one."""
    found = _DAY.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        return value
    try:
        return date(int(found[3]), int(found[2]), int(found[1]))
    except ValueError:
        return value


def _write(sheet: Worksheet, number: int, row: Sequence[Value]) -> None:
    for column, value in enumerate(row):
        if isinstance(value, bool):
            sheet.write_string(number, column, text_of(value))
        elif isinstance(value, date):
            sheet.write_datetime(number, column, value)
        elif isinstance(value, (int, float)):
            sheet.write_number(number, column, value)
        elif value:
            sheet.write_string(number, column, _written(value)[:_MOST])


def _widths(labels: Sequence[str], rows: Iterable[Sequence[Value]]) -> list[int]:
    widths = [len(label) + 3 for label in labels]
    for row in rows:
        for column, value in enumerate(row):
            if value is not None:
                lines = text_of(value).splitlines() or [""]
                widths[column] = max(widths[column], *(len(line) for line in lines))
    return [min(max(width + 1, _NARROWEST), _WIDEST) for width in widths]

"""Reads Excel sheets: what the cells say, in Danish; never a formula, never a macro."""

import io
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from python_calamine import (
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from kombit_tui.ingest.readers import limits
from kombit_tui.ingest.readers.reading import Reading, Tell
from kombit_tui.ingest.readers.rows import NumberedRow, Sheets
from kombit_tui.ingest.readers.trouble import CannotRead, Cut, Left, Trouble

Value = int | float | str | bool | time | date | datetime | timedelta


def read(data: bytes, tell: Tell) -> Reading:
    """The visible sheets of a workbook, one page each."""
    sheets = Sheets()
    hidden = 0
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            known = book.sheets_metadata
            for index, sheet in enumerate(known):
                if sheet.visible is not SheetVisibleEnum.Visible:
                    hidden += 1
                elif sheet.typ is SheetTypeEnum.WorkSheet:
                    found = book.get_sheet_by_index(index)
                    sheets.add(_rows(found), found.height)
                tell(index + 1, len(known))
    except PasswordError as error:
        raise CannotRead(Trouble.LOCKED) from error
    cut = (Cut(Left.HIDDEN_SHEETS, hidden),) if hidden else ()
    return Reading(tuple(sheets.pages), (*sheets.cut, *cut), is_table=True)


def _rows(sheet: CalamineSheet) -> Iterator[NumberedRow]:
    first = sheet.start[0] + 1 if sheet.start else 1
    for number, row in enumerate(sheet.to_python(nrows=limits.MAX_ROWS), start=first):
        yield number, [value if isinstance(value, str) else _text(value) for value in row]


@lru_cache(maxsize=50_000, typed=True)
def _text(value: Value) -> str:
    """A value the way a Danish sheet shows it; the rows of a sheet have many days in common."""
    match value:
        case bool():
            return "Ja" if value else "Nej"
        case float() if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        case float():
            return f"{value:.10g}".replace(".", ",")
        case datetime() if value.time() != time():
            return f"{value:%d-%m-%Y %H:%M}"
        case date():
            return f"{value:%d-%m-%Y}"
        case time():
            return f"{value:%H:%M}"
        case timedelta():
            minutes = round(value.total_seconds() / 60)
            return f"{minutes // 60}:{minutes % 60:02}"
        case _:
            return str(value)

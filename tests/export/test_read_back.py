"""Our files read by others, with equal values: workbooks by openpyxl, csv by Python's own module.

What is read is held against the table that the file was made of, cell by cell and type by type.
"""

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from kombit_tui.db.changes import Create
from kombit_tui.db.queries.listing import KINDS_LISTED, ids_listed
from kombit_tui.db.store import Store
from kombit_tui.export import Line, Table
from kombit_tui.export.csv_file import csv_bytes
from kombit_tui.export.table import ID, Value, text_of
from kombit_tui.export.whole import whole_table
from kombit_tui.export.xlsx_file import about, typed, xlsx_bytes
from tests.conftest import NOW

TODAY = NOW.date()
COMMANDS = ("=1+1", "+45 12 34 56 78", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", "{=A1:A2}")
NASTY = (
    *COMMANDS,
    "http://x.example",
    "0012",
    "1,5",
    "semikolon; og \"citat\" og 'apostrof'",
    "to\nlinjer",
    "\N{GRINNING FACE} Ærø",
    "_x0041_",
    "<b>&amp;",
)


def whole(store: Store, listed: str) -> Table:
    """All records of a kind with all their fields."""
    ids = ids_listed(store.reader, listed, "", TODAY, every_wave=True)
    return whole_table(store.reader, KINDS_LISTED[listed], ids, "", NOW)


def opened(content: bytes) -> tuple[Workbook, Worksheet]:
    """A workbook and its only sheet."""
    book = load_workbook(io.BytesIO(content))
    (sheet,) = book.worksheets
    return book, sheet


def told(cell: Cell | MergedCell) -> Value:
    """What a cell holds, its type checked against how the file says it is to be read."""
    assert isinstance(cell, Cell)
    assert cell.hyperlink is None
    value = cell.value
    if isinstance(value, datetime):
        assert (cell.is_date, cell.number_format, value.hour) == (True, "dd-mm-yyyy", 0)
        return value.date()
    assert cell.data_type == ("s" if isinstance(value, str) else "n"), "no formula, no error"
    assert value is None or isinstance(value, (str, int, float))
    return value


def wanted(value: Value) -> Value:
    """What a workbook is to tell for a value: a flag in words, nothing as an empty cell."""
    if value is None or value == "":
        return None
    return text_of(value) if isinstance(value, bool) else typed(value)


def rows_of(table: Table) -> Iterator[Sequence[Value]]:
    """The rows of a table, each with its id."""
    return ((*line.told, line.id) for line in table.records)


@pytest.mark.parametrize("listed", KINDS_LISTED)
def test_a_workbook_is_read_with_equal_values(demo_store: Store, listed: str) -> None:
    table = whole(demo_store, listed)
    _, sheet = opened(xlsx_bytes(table))
    note, heads, *rows = [[told(cell) for cell in row] for row in sheet.iter_rows()]
    assert note[0] == about(table)
    assert heads == [*table.labels, ID]
    assert rows == [[wanted(value) for value in row] for row in rows_of(table)]
    assert sheet.freeze_panes == "A3"
    assert sheet.auto_filter.ref == f"A2:{sheet.cell(sheet.max_row, len(heads)).coordinate}"


def test_the_demo_has_days_numbers_and_texts_to_compare(demo_store: Store) -> None:
    values = {
        type(wanted(value))
        for listed in KINDS_LISTED
        for row in rows_of(whole(demo_store, listed))
        for value in row
    }
    assert {date, int, float, str, type(None)} <= values


@pytest.mark.parametrize("listed", KINDS_LISTED)
def test_csv_is_read_with_equal_values(demo_store: Store, listed: str) -> None:
    table = whole(demo_store, listed)
    heads, *rows = read_csv(csv_bytes(table))
    assert heads == [*table.labels, ID]
    assert rows == [[text_of(value) for value in row] for row in rows_of(table)]


def read_csv(content: bytes) -> list[list[str]]:
    """The rows of a csv of ours, with the apostrophe before commands taken off again."""
    text = io.StringIO(content.decode("utf-8-sig"), newline="")
    rows = csv.reader(text, delimiter=";", strict=True)
    return [[value[1:] if value[:1] == "'" else value for value in row] for row in rows]


def test_nasty_texts_of_a_store_stay_texts_in_both(store: Store) -> None:
    store.apply(
        [
            Create("task", {"title": text, "text": text, "kind": "lokal"}, f"0999-{number}")
            for number, text in enumerate(NASTY)
        ],
        "Nyt",
    )
    table = whole(store, "tasks")
    at = [table.labels.index(label) for label in ("Titel", "Beskrivelse")]
    _, sheet = opened(xlsx_bytes(table))
    in_sheet = [[told(row[one]) for one in at] for row in sheet.iter_rows(min_row=3)]
    in_csv = [[row[one] for one in at] for row in read_csv(csv_bytes(table))[1:]]
    assert in_sheet == in_csv
    assert sorted(str(one) for _, one in in_sheet) == sorted(NASTY)


@pytest.mark.parametrize("text", COMMANDS)
def test_no_cell_of_csv_begins_like_a_command(text: str) -> None:
    (row,) = list(csv.reader(io.StringIO(csv_bytes(of(text)).decode("utf-8-sig")), delimiter=";"))[
        1:
    ]
    assert row[0][0] not in "=+-@"
    assert row[0].endswith(text)


def of(*texts: str, title: str = "Prøve") -> Table:
    """A table with one column and these texts in it."""
    return Table(title, ("Tekst",), tuple(Line(str(n), (one,)) for n, one in enumerate(texts)))


SHOWN = st.text(
    st.characters(
        exclude_categories=("Cs", "Cc"), include_characters="\n", exclude_characters="\ufffe\uffff"
    )
)


@given(st.lists(SHOWN, min_size=1), SHOWN)
@settings(deadline=None)
def test_whatever_is_written_is_read_again(texts: list[str], title: str) -> None:
    table = of(*texts, title=title)
    book, sheet = opened(xlsx_bytes(table))
    found = [told(row[0]) for row in sheet.iter_rows(min_row=3)]
    assert found == [wanted(text) for text in texts]
    assert book.properties.title == (title or None)
    in_csv = [row[0] for row in read_csv(csv_bytes(table))[1:]]
    assert in_csv == [text[1:] if text[:1] == "'" else text for text in texts]


@given(st.text(), st.text())
@settings(deadline=None)
def test_no_character_makes_a_file_that_cannot_be_opened(text: str, title: str) -> None:
    table = of(text, title=title)
    assert opened(xlsx_bytes(table))[1].cell(3, 2).value == "0"
    assert read_csv(csv_bytes(table))[1][1] == "0"


@pytest.mark.parametrize("title", ["'Mine'", "History", "a/b: [c]?*\\", "", "x" * 40, "\x07", "'"])
def test_every_name_of_a_list_makes_a_sheet(title: str) -> None:
    _, sheet = opened(xlsx_bytes(of("a", title=title)))
    assert sheet.title
    assert sheet.cell(3, 1).value == "a"

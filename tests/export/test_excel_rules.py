"""Our csv held byte by byte to what a Danish Excel wants (docs/excel.md)."""

import codecs
import re
from datetime import date

import pytest

from kombit_tui.db.queries.listing import KINDS_LISTED, ids_listed
from kombit_tui.db.store import Store
from kombit_tui.export import Line, Table
from kombit_tui.export.csv_file import csv_bytes
from kombit_tui.export.table import Value
from kombit_tui.export.whole import as_file
from tests.conftest import NOW


def cell(value: Value) -> bytes:
    """How a value stands in a file."""
    content = csv_bytes(Table("", ("A",), (Line("1", (str(value),), values=(value,)),)))
    return content.removeprefix(codecs.BOM_UTF8 + b"A;ID\r\n").removesuffix(b";1\r\n")


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (date(2026, 8, 9), b"09-08-2026"),
        (date(2027, 12, 31), b"31-12-2027"),
        (15.58, b"15,58"),
        (0.5, b"0,5"),
        (3.0, b"3"),
        (1_234_567.5, b"1234567,5"),
        (1_000, b"1000"),
        (0, b"0"),
        (True, b"ja"),
        (False, b"nej"),
        (None, b""),
        ("ultimo maj", b"ultimo maj"),
        ("0012", b"0012"),
        ("Ærø", b"\xc3\x86r\xc3\xb8"),
        ("et, to", b"et, to"),
        ("et; to", b'"et; to"'),
        ("et\nto", b'"et\nto"'),
        ('det "nye"', b'"det ""nye"""'),
        ("=1+1", b"'=1+1"),
        ("+45 12 34 56 78", b"'+45 12 34 56 78"),
        ("-", b"'-"),
        ("@SUM(A1)", b"'@SUM(A1)"),
        ("\t=1", b"'\t=1"),
        ("=A1;B1", b'"\'=A1;B1"'),
    ],
)
def test_a_value_stands_as_excel_reads_it(value: Value, written: bytes) -> None:
    assert cell(value) == written


@pytest.mark.parametrize("listed", KINDS_LISTED)
def test_every_list_keeps_the_rules(demo_store: Store, listed: str) -> None:
    ids = ids_listed(demo_store.reader, listed, "", NOW.date(), every_wave=True)
    content = as_file(demo_store.reader, "csv", KINDS_LISTED[listed], ids, "", NOW).content
    assert content.startswith(codecs.BOM_UTF8)
    text = content.decode().removeprefix("\ufeff")
    assert not text.startswith(("ID", "sep=", ";", '"'))
    assert "\ufeff" not in text
    bare = re.sub(r'"(?:[^"]|"")*"', "q", text)  # what is quoted may hold anything
    assert '"' not in bare
    *records, rest = bare.split("\r\n")
    assert rest == ""
    assert not any("\n" in one or "\r" in one for one in records)
    assert len(records) == len(ids) + 1
    assert {one.count(";") for one in records} == {records[0].count(";")}
    assert not any(value[:1] in "=+-@\t" for one in records for value in one.split(";") if value)
    assert not re.search(r"\d{4}-\d{2}-\d{2}(?=;)", bare), "every whole day is dd-mm-yyyy"

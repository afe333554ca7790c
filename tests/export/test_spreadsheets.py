"""Workbooks and csv read back: equal values, in the order of the list; and imported again."""

import csv
import io
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from kombit_tui.db.changes import Create
from kombit_tui.db.queries.listing import KINDS_LISTED, ids_listed, listing
from kombit_tui.db.store import Store
from kombit_tui.domain.records import KINDS
from kombit_tui.domain.review_entries import State
from kombit_tui.export import Line, Table
from kombit_tui.export.whole import as_file
from kombit_tui.export.xlsx_file import xlsx_bytes
from tests.conftest import NOW
from tests.tools.imported import plan_file

TODAY = NOW.date()
HOSTILE = (
    "=1+1",
    "+45 12 34 56 78",
    "@SUM(A1)",
    "http://x.example",
    "{=A1}",
    "1234",
    "-",
    "Ærø\n2",
)


def sheet(content: bytes) -> tuple[str, list[str], list[list[Any]]]:
    """The note, the heads and the rows of a workbook."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    note, heads, *rows = book.get_sheet_by_index(0).to_python()
    return str(note[0]), [str(one) for one in heads], rows


def made(store: Store, ending: str, listed: str, asked: str = "") -> bytes:
    """The content of a file, as `export` makes it."""
    ids = ids_listed(store.reader, listed, asked, TODAY)
    return as_file(store.reader, ending, KINDS_LISTED[listed], ids, asked, NOW).content


def test_a_workbook_has_days_and_numbers_and_says_what_it_shows() -> None:
    values = (date(2026, 8, 19), 15.58, 3, True, None, "ultimo maj", "19-08-2026")
    line = Line("0999-1", tuple(map(str, values)), values=values)
    labels = ("Dag", "Pris", "Antal", "Flag", "Intet", "Vag", "Skrevet")
    table = Table("Priser: [2026]", labels, (line,), "år:2026", datetime(2026, 8, 19, 9, 5))  # noqa: DTZ001
    note, heads, rows = sheet(xlsx_bytes(table))
    assert note == "Priser: [2026] · filter: år:2026 · 1 rækker · 19-08-2026 kl. 09.05 · kombit-tui"
    assert heads == [*labels, "ID"]
    day = date(2026, 8, 19)
    assert rows == [[day, 15.58, 3.0, "ja", "", "ultimo maj", day, "0999-1"]]


def test_nothing_that_stands_in_a_record_becomes_a_formula_or_a_link() -> None:
    lines = tuple(Line(str(n), (text,)) for n, text in enumerate(HOSTILE))
    content = xlsx_bytes(Table("Alt", ("Tekst",), lines))
    assert [row[0] for row in sheet(content)[2]] == list(HOSTILE)
    assert b"<f>" not in content
    assert b"hyperlink" not in content


@pytest.mark.parametrize("listed", KINDS_LISTED)
def test_both_formats_tell_every_record_in_its_order(demo_store: Store, listed: str) -> None:
    asked = "sorter:-titel" if listed == "tasks" else ""
    ids = [one["id"] for one in listing(demo_store.reader, listed, asked, TODAY)]
    _, heads, rows = sheet(made(demo_store, "xlsx", listed, asked))
    text = made(demo_store, "csv", listed, asked).decode("utf-8-sig")
    csv_heads, *csv_rows = csv.reader(io.StringIO(text, newline=""), delimiter=";")
    assert heads == csv_heads
    assert [row[-1] for row in rows] == ids == [row[-1] for row in csv_rows]
    title = heads.index(next(f.label for f in KINDS[KINDS_LISTED[listed]].fields
                             if f.name == KINDS[KINDS_LISTED[listed]].title))  # fmt: skip
    assert [row[title].lstrip("'") for row in csv_rows] == [str(row[title]) for row in rows]


def news(store: Store, file: Path) -> Sequence[str]:
    """What an import of a file would change, beside noting that it was read."""
    plan = plan_file(store, file)
    assert plan.entries
    return [
        f"{one.verdict}: {one.kind} {one.title}: {one.before} -> {one.values}"
        for one in plan.entries
        if one.kind != "source" and one.verdict is not State.SAME
    ]


IMPORTED = ("tasks", "systems", "roles", "people", "agreements", "prices", "milestones")
"""Kinds that spreadsheets are read of."""


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
@pytest.mark.parametrize("listed", IMPORTED)
def test_what_is_exported_imports_again_without_a_change(
    demo_store: Store, tmp_path: Path, listed: str, ending: str
) -> None:
    odd = {"title": "=HYPERLINK(1)", "kind": "lokal", "due": "2027-05-21/2027-05-31",
           "due_text": "ultimo maj 2027", "text": "To\nlinjer; og mere", "link": "-"}  # fmt: skip
    demo_store.apply([Create("task", odd, "0999-odd00000000")], "Sært")
    file = tmp_path / f"ud.{ending}"
    file.write_bytes(made(demo_store, ending, listed))
    assert news(demo_store, file) == []

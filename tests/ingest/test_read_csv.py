"""Tables in text: whatever parts their cells, and whatever encoding they are in."""

from pathlib import Path

import pytest

from kombit_tui.ingest.document import Document
from kombit_tui.ingest.readers import limits
from kombit_tui.ingest.readers.csv_file import delimiter_of
from kombit_tui.ingest.readers.trouble import CannotRead, Trouble
from tests.ingest.reading import read_here

FILES = Path(__file__).parent.parent / "data" / "files"
ROWS = 'ID;Navn;Slut\n1;"Mød; på ""rådhuset""";31-03-2027\n2;Luk,nu;01-04-2027\n'


def in_file(tmp_path: Path, data: bytes) -> Document:
    """The document of a table with this content."""
    path = tmp_path / "opgaver.csv"
    path.write_bytes(data)
    return read_here(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "cp865"])
def test_danish_letters_survive_every_encoding(tmp_path: Path, encoding: str) -> None:
    (page,) = in_file(tmp_path, ROWS.encode(encoding)).pages
    assert page.tables[0].rows[1] == ("1", 'Mød; på "rådhuset"', "31-03-2027")


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_what_parts_the_cells_is_found(delimiter: str) -> None:
    rows = [("ID", "Navn", "Note"), ("1", "a b", "31.3."), ("2", "c", "d"), ("3", "e", "f")]
    assert delimiter_of("\n".join(delimiter.join(row) for row in rows)) == delimiter


def test_commas_in_the_text_part_no_cells() -> None:
    assert delimiter_of("Navn;Pris\nLuk, og ring, nu;3,25\nBestil, helst;0,50\n") == ";"


def test_a_first_line_that_states_what_parts_cells_is_heeded(tmp_path: Path) -> None:
    (page,) = in_file(tmp_path, b"sep=,\nID,Navn\n1,a;b\n").pages
    assert page.tables[0].rows == (("ID", "Navn"), ("1", "a;b"))
    assert page.tables[0].numbers == (2, 3)


def test_rows_over_several_lines_keep_the_number_of_their_first(tmp_path: Path) -> None:
    document = in_file(tmp_path, b'ID;Navn\n1;"to\nlinjer"\n2;en\n')
    (table,) = document.pages[0].tables
    assert table.rows[1] == ("1", "to\nlinjer")
    assert table.numbers == (1, 2, 4)
    assert [(line.number, line.text) for line in document.lines if line.text] == [
        (1, "ID Navn"),
        (2, "1 to linjer"),
        (4, "2 en"),
    ]


def test_a_cell_without_end_is_refused_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(CannotRead) as caught:
        in_file(tmp_path, b'ID;Navn\n1;"' + b"x" * 200_000)
    assert (caught.value.trouble, caught.value.what) == (Trouble.LONG_CELL, "2")


def test_columns_beyond_the_limit_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_COLUMNS", 2)
    document = in_file(tmp_path, b"a;b;c\n1;2;3\n")
    assert document.pages[0].tables[0].rows == (("a", "b"), ("1", "2"))
    assert document.cut == ("2 af 3 kolonner er læst.",)


@pytest.mark.parametrize("name", ["tasks-cp1252.csv", "tasks-5k.xlsx"])
def test_five_thousand_rows_are_all_read(name: str) -> None:
    document = read_here(FILES / name)
    table = document.pages[0].tables[0]
    assert len(table.rows) == 5_001
    assert table.rows[1][:4] == (
        "KOR-00001",
        "Ret fejl i skoleindskrivning (1)",
        "Fælles drift",
        "Obligatorisk",
    )
    assert table.rows[1][8:10] == ("20-06-2026", "13-10-2026")
    assert document.cut == ()

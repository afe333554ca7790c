"""What stands in an exported file, byte by byte."""

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kombit_tui.export import FORMATS, Line, Table, line_of
from kombit_tui.export.csv_file import csv_bytes
from kombit_tui.export.json_file import json_bytes
from kombit_tui.export.markdown import markdown_bytes
from kombit_tui.wording.lines import Cell, ListRow

TABLE = Table(
    "Opgaver",
    ("Frist", "Opgave"),
    (
        Line("g", ("Overskredet", "2 opgaver"), is_heading=True),
        Line("0999-1", ("19-08-2026", 'Udfas "CH1"; Ærø')),
        Line("g2", ("Senere",), is_heading=True),
        Line("0999-2", ("", "=HYPERLINK(1)")),
    ),
)


def test_csv_is_what_a_danish_excel_opens() -> None:
    assert csv_bytes(TABLE) == (
        b"\xef\xbb\xbfFrist;Opgave;ID\r\n"
        b'19-08-2026;"Udfas ""CH1""; \xc3\x86r\xc3\xb8";0999-1\r\n'
        b";'=HYPERLINK(1);0999-2\r\n"
    )


@pytest.mark.parametrize("text", ["=1+1", "+45 12", "-1", "@SUM(A1)", "\tcmd", "\rcmd"])
def test_a_formula_is_written_as_text(text: str) -> None:
    table = Table("", ("A",), (Line("1", (text,)),))
    rows = list(csv.reader(io.StringIO(csv_bytes(table).decode("utf-8-sig")), delimiter=";"))
    assert rows[1][0].startswith("'")


def test_markdown_has_a_table_under_each_heading() -> None:
    assert markdown_bytes(TABLE).decode() == (
        "# Opgaver\n\n"
        "## Overskredet · 2 opgaver\n\n"
        "| Frist | Opgave | ID |\n| --- | --- | --- |\n"
        '| 19-08-2026 | Udfas "CH1"; Ærø | 0999-1 |\n'
        "\n## Senere\n\n"
        "| Frist | Opgave | ID |\n| --- | --- | --- |\n"
        "|  | =HYPERLINK(1) | 0999-2 |\n"
    )


@pytest.mark.parametrize("text", ["a|b", "[x](http://y)", "<b>", "*fed*", "`kode`", "# top"])
def test_markdown_shows_text_as_it_is(text: str) -> None:
    [*_, row] = markdown_bytes(Table("", ("A",), (Line("1", (text,)),))).decode().splitlines()
    assert f"| {text} |" not in row
    assert row.count("|") - row.count("\\|") == 3


def test_json_is_a_list_of_objects_without_headings() -> None:
    assert json.loads(json_bytes(TABLE)) == [
        {"id": "0999-1", "Frist": "19-08-2026", "Opgave": 'Udfas "CH1"; Ærø'},
        {"id": "0999-2", "Frist": "", "Opgave": "=HYPERLINK(1)"},
    ]
    assert "Ærø".encode() in json_bytes(TABLE)


def test_a_row_is_told_in_full_without_the_signs_of_the_screen() -> None:
    long = "Meget lang titel " * 20
    row = ListRow("1", (Cell("! 19-08-2026 »"), Cell(f"\x1b[31m{long}\n"), Cell("skjult")))
    assert line_of(row, [0, 1]).texts == ("19-08-2026", long.strip())
    assert line_of(row, [2, 9]).texts == ("skjult", "")


@given(st.lists(st.tuples(st.text(), st.text()), min_size=1))
def test_every_format_keeps_every_row(values: list[tuple[str, str]]) -> None:
    lines = tuple(
        line_of(ListRow(str(n), tuple(map(Cell, pair))), [0, 1]) for n, pair in enumerate(values)
    )
    table = Table("Alt", ("A", "B"), lines)
    texts = {ending: one for ending, one in FORMATS.items() if ending != "xlsx"}
    made = {ending: one.make(table).decode("utf-8-sig") for ending, one in texts.items()}
    assert len(list(csv.reader(io.StringIO(made["csv"]), delimiter=";"))) == len(values) + 1
    assert len(json.loads(made["json"])) == len(values)
    assert len(made["md"].split("\n")) == len(values) + 5

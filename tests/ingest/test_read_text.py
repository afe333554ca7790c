"""A text file becomes numbered, clean lines, whatever its encoding and line ends."""

from pathlib import Path

import pytest

from kombit_tui.ingest.readers import limits
from kombit_tui.ingest.readers.text import decode
from kombit_tui.ingest.readers.trouble import CannotRead, Trouble
from tests.ingest.reading import read_here

ENCODINGS = Path(__file__).parent.parent / "data" / "encodings"
WORDS = "Møde på rådhuset: børn og unge, ældrepleje\nÆrø følger op på Åses spørgsmål"


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "cp865", "mac_roman"],
)
def test_danish_letters_survive_every_encoding(encoding: str) -> None:
    assert decode(WORDS.encode(encoding)) == WORDS


@pytest.mark.parametrize("word", ["Så", "ØSTERHØJ", "børn – unge", "“citat” på", "én år", "Ærø"])
def test_few_letters_are_enough_to_tell_windows_text(word: str) -> None:
    assert decode(word.encode("cp1252")) == word


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("note-cp1252.txt", "- Øjvind følger op på"),
        ("note-cp865.txt", "Møde på rådhuset, børn og unge, ældrepleje"),
        ("note-latin-mac.txt", "Referat: æøå ÆØÅ på række"),
    ],
)
def test_old_files_are_read(name: str, words: str) -> None:
    assert any(line.text.startswith(words) for line in read_here(ENCODINGS / name).lines)


def in_file(tmp_path: Path, data: bytes) -> Path:
    path = tmp_path / "note.txt"
    path.write_bytes(data)
    return path


def test_line_numbers_are_those_of_cat(tmp_path: Path) -> None:
    data = "en\r\nto\x0bto\u2028to\x85\n\ffire\x1c\n\nseks".encode()
    lines = read_here(in_file(tmp_path, data)).lines
    assert [(line.number, line.text.strip()) for line in lines] == [
        (1, "en"),
        (2, "to to to"),
        (3, "fire"),
        (4, ""),
        (5, "seks"),
    ]


def test_a_form_feed_starts_a_page(tmp_path: Path) -> None:
    document = read_here(in_file(tmp_path, b"en\nto\n\ftre\nfire\f\nfem\n"))
    assert [[li.text.strip() for li in page.lines] for page in document.pages] == [
        ["en", "to"],
        ["tre", "fire"],
        ["fem"],
    ]


def test_without_form_feeds_empty_lines_links_and_a_step_in_start_pages(tmp_path: Path) -> None:
    text = "a1\n\n\n\nb1\nhttps://korsbaek.example/x\n\n\nc1\nnederst\n Oversigt (2/3)\n\nmere\n"
    document = read_here(in_file(tmp_path, text.encode()))
    firsts = [page.lines[0].text.strip() for page in document.pages]
    assert firsts == ["a1", "b1", "c1", "Oversigt (2/3)"]


def test_private_bullets_and_leading_space_stay(tmp_path: Path) -> None:
    document = read_here(in_file(tmp_path, " \uf0a7 Vejle \x07Kommune\n".encode()))
    assert document.lines[0].text == " \uf0a7 Vejle Kommune"


def test_text_cut_off_in_the_middle_of_a_letter_stays_text() -> None:
    assert decode("Møde på rådhuset, så".encode()[:-1]) == "Møde på rådhuset, s"


@pytest.mark.parametrize(
    ("limit", "trouble"),
    [
        ("MAX_BYTES", Trouble.TOO_LARGE),
        ("MAX_LINE", Trouble.LONG_LINE),
        ("MAX_LINES", Trouble.MANY_LINES),
    ],
)
def test_limits_are_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str, trouble: Trouble
) -> None:
    monkeypatch.setattr(limits, limit, 3)
    with pytest.raises(CannotRead) as caught:
        read_here(in_file(tmp_path, b"abcd\ne\nf\ng\nh\n"))
    assert caught.value.trouble is trouble

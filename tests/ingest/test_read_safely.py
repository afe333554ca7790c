"""Whatever a file holds, reading it ends: in a document, or in Danish words that say what to do.

The files of `hostile/` abort, loop or bloat the parsers; the others are made here. Everything goes
through the child process, as in the program.
"""

import io
import json
import os
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path
from threading import Event, Timer
from typing import Any

import pytest

from kombit_tui.cli import run
from kombit_tui.db.changes import Create
from kombit_tui.db.store import Store
from kombit_tui.errors import UnreadableFile
from kombit_tui.ingest.readers import child, formats, limits, wire
from kombit_tui.ingest.readers.by_format import _MODULES
from kombit_tui.ingest.readers.child import read_document
from kombit_tui.ingest.readers.laid_out import numbered
from kombit_tui.ingest.readers.trouble import (
    CannotRead,
    Cut,
    Left,
    Trouble,
    unreadable,
)
from tests.ingest.making import PdfPage, docx, packed, paragraph, pdf
from tests.test_start import PARSERS

FILES = Path(__file__).parent.parent / "data" / "files"
HOSTILE = sorted((FILES / "hostile").iterdir())
SLOWEST = 60
"""Seconds: more than the parent waits, for the machine may be busy."""
CAPPED = {
    "count-lie.pdf": 1,
    "pages-1m-dag.pdf": 300,
}
"""Hostile files that are read, and how many pages of them."""


def complaint(path: Path) -> UnreadableFile:
    """What is said of a file that cannot be read."""
    with pytest.raises(UnreadableFile) as caught:
        read_document(path)
    return caught.value


@pytest.mark.parametrize("path", HOSTILE, ids=lambda path: path.name)
@pytest.mark.timeout(SLOWEST * 2)
def test_hostile_files_end_in_words_or_in_a_part(path: Path) -> None:
    start = time.monotonic()
    if path.name in CAPPED:
        assert len(read_document(path).pages) == CAPPED[path.name]
    else:
        error = complaint(path)
        assert path.name in error.text
        assert error.hint
    assert time.monotonic() - start < SLOWEST


def test_no_child_takes_more_than_it_may() -> None:
    if sys.platform == "win32":
        pytest.skip("children are measured by getrusage")
    import resource

    complaint(FILES / "hostile" / "form-loop.pdf")
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    most *= 1 if sys.platform == "darwin" else 1024
    assert most <= limits.MAX_MEMORY


def test_of_a_million_pages_it_is_said_how_many_were_read() -> None:
    cut = read_document(FILES / "hostile" / "pages-1m-dag.pdf").cut
    assert cut == ("300 af 1.000.000 sider er læst.",)


# Files made here.


def bomb(part: str, size: int) -> bytes:
    """A Word file with a part that unpacks to `size` bytes of spaces."""
    out = io.BytesIO(docx(paragraph("x")))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(part, b" " * size)
    return out.getvalue()


def with_doctype(encoding: str) -> bytes:
    """A Word file whose text declares entities that grow."""
    grown = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 9))
    text = (
        f'<?xml version="1.0" encoding="{encoding}"?>'
        f'<!DOCTYPE x [<!ENTITY e0 "ha">{grown}]><x>&e8;</x>'
    )
    return packed({"word/document.xml": text.encode(encoding), "_rels/.rels": "<x/>"})


def locked() -> bytes:
    """The container that Office puts a file with a password into, as far as it is looked at."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")


def a_slide() -> bytes:
    """A PDF with a word on it."""
    page = PdfPage()
    page.say(50, 50, "tekst")
    return pdf([page])


MADE: dict[str, tuple[Callable[[], bytes], str]] = {
    "tom.pdf": (lambda: b"", "er tom"),
    "tomrum.txt": (lambda: b" \n\0 ", "er tom"),
    "note.docx": (lambda: bomb("word/media/x.xml", 60_000_000), "fylder for meget"),
    "billede.docx": (lambda: bomb("word/media/x.png", 60_000_000), "fylder for meget"),
    "mange.docx": (lambda: packed({str(n): "" for n in range(5_001)}), "fylder for meget"),
    "entitet.docx": (lambda: with_doctype("utf-8"), "XML-entiteter"),
    "entitet16.docx": (lambda: with_doctype("utf-16"), "XML-entiteter"),
    "slides.pptx": (locked, "låst med en adgangskode"),
    "gammel.ppt": (lambda: locked()[:8] + b"\0" * 600, "gammelt Office-format"),
    "mail.msg": (
        lambda: locked()[:8] + "__substg1.0_".encode("utf-16-le"),
        "Outlooks eget format",
    ),
    "tekst.odt": (
        lambda: packed({"mimetype": "application/vnd.oasis.opendocument.text"}),
        "OpenDocument",
    ),
    "slides.txt": (a_slide, "en PDF"),
    "opgaver.csv": (lambda: docx(paragraph("x")), "et Word-dokument"),
    "andet.xlsx": (lambda: docx(paragraph("x")), "et Word-dokument"),
    "login.pptx": (lambda: b"<!DOCTYPE html><html>Log ind", "en webside"),
    "logo.pdf": (lambda: b"\x89PNG\r\n\x1a\n", "et billede"),
    "program.txt": (lambda: b"MZ\x90\0", "et program"),
    "afkortet.docx": (lambda: docx(paragraph("x" * 5_000))[:-200], "i stykker"),
    "afkortet.xlsx": (lambda: (FILES / "tasks-5k.xlsx").read_bytes()[:150_000], "i stykker"),
    "afkortet.pptx": (lambda: (FILES / "deck2.pptx").read_bytes()[:-30], "i stykker"),
    "ark.pptx": (lambda: (FILES / "tasks-5k.xlsx").read_bytes(), "selv om navnet siger"),
    "ark.xlsx": (lambda: bomb("xl/worksheets/sheet1.xml", 200_000_000), "fylder for meget"),
    "afkortet.pdf": (lambda: a_slide()[:60], "i stykker"),
    "roderi.pdf": (lambda: bytes(range(256)) * 9, "i stykker"),
    "lang.txt": (lambda: b"x" * 49_000_000, "længere end 1 MB"),
    "lang.csv": (lambda: b"a;b\n1;" + b"x" * 1_000_000, "131.072 tegn"),
    "lang.md": (lambda: b"# " + b"x" * 3_000_000, "længere end 1 MB"),
    "uden-tekst.docx": (lambda: docx(""), "ingen tekst"),
    "stor.txt": (lambda: b"x\n" * 26_500_000, "større end 50 MB"),
}


@pytest.mark.parametrize("name", MADE)
@pytest.mark.timeout(SLOWEST * 2)
def test_every_fault_has_its_own_words(tmp_path: Path, name: str) -> None:
    make, words = MADE[name]
    path = tmp_path / name
    path.write_bytes(make())
    error = complaint(path)
    assert words in error.text
    assert name in error.text
    assert error.hint.endswith((".", "?"))


def mail_with(name: str, content: bytes) -> bytes:
    """A mail with a file attached."""
    message = EmailMessage()
    message["From"], message["Subject"] = "a@korsbaek.example", "Bilag"
    message.set_content("Se bilaget.")
    message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def test_a_bomb_in_a_mail_is_left_out_and_told(tmp_path: Path) -> None:
    path = tmp_path / "mail.eml"
    path.write_bytes(mail_with("bilag.docx", bomb("word/media/x.xml", 60_000_000)))
    document = read_document(path)
    assert any("Se bilaget." in line.text for line in document.lines)
    assert [("bilag.docx" in one, "fylder for meget" in one) for one in document.cut] == [
        (True, True)
    ]


def test_importing_a_hostile_file_exits_1_in_danish_and_leaves_the_store(
    store: Store,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    store.apply([Create("project", {"name": "Lægehonorar"})], "Nyt")
    content = store.path.read_bytes(), list(store.reader.iterdump())
    made = [tmp_path / name for name in ("afkortet.xlsx", "entitet.docx", "roderi.pdf")]
    for path in made:
        path.write_bytes(MADE[path.name][0]())
    few = ("form-loop.pdf", "sparse-tiny.xlsx", "entity.xlsx", "deep.docx")
    for path in [*made, *(FILES / "hostile" / name for name in few)]:
        words = ["kombit-tui", "--store", str(store.path), "import", "--yes", str(path)]
        monkeypatch.setattr("sys.argv", words)
        assert run() == 1
        told = capsys.readouterr()
        assert told.out == ""
        assert told.err.startswith(f"Filen kan ikke læses: {path.name}")
    assert (store.path.read_bytes(), list(store.reader.iterdump())) == content


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    assert "kan ikke åbnes" in complaint(tmp_path / "mangler.pdf").text
    assert "ikke en fil" in complaint(tmp_path).text


def test_a_table_of_very_many_columns_is_cut(tmp_path: Path) -> None:
    path = tmp_path / "bred.csv"
    path.write_bytes(b"a;" * 2_000_000 + b"\n1;2\n")
    document = read_document(path)
    assert len(document.pages[0].tables[0].rows[0]) == limits.MAX_COLUMNS
    assert document.cut == ("200 af 2.000.001 kolonner er læst.",)


def test_every_trouble_is_told_in_two_sentences_that_stand_alone() -> None:
    for trouble in Trouble:
        error = unreadable(trouble, "a.pdf", "x", formats.SHOWN)
        for sentence in (error.text, error.hint):
            assert sentence.endswith((".", "?"))
            assert "{" not in sentence
    for left in Left:
        cut = Cut(left, 1, 2, "a.pdf", Trouble.BROKEN)
        assert cut.sentence.endswith(".")
        assert "{" not in cut.sentence


def test_the_words_of_help_name_every_format() -> None:
    endings = {"." + name for name in _MODULES if name != "pdf"}
    assert all(ending in formats.SHOWN for ending in endings)
    assert set(formats.SUFFIXES.values()) == set(_MODULES)


# The child itself.


@pytest.fixture
def other_worker(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[str], Path]:
    """Lets another program stand in for the child; gives a file to read."""
    path = tmp_path / "x.txt"
    path.write_text("x")

    def instead(script: str) -> Path:
        monkeypatch.setattr(child, "_WORKER", ("-I", "-c", script))
        return path

    return instead


ANSWERS = [
    ("", "kræver for meget hukommelse"),
    ("import os; os.abort()", "kræver for meget hukommelse"),
    ("print('{}')", "ikke læst, som den skulle"),
    ("print('\"nonsense:\"')", "ikke læst, som den skulle"),
    ("print('\"locked:\"')", "låst med en adgangskode"),
    ("print('[1, \\'x\\']'); print('{')", "ikke læst, som den skulle"),
    ("print('\"disguised:en \\\\u001b[31mPDF\"')", "en PDF,"),
    ("import sys; sys.stdout.write('x' * 40_000_000)", "fylder for meget"),
]


@pytest.mark.parametrize(("script", "words"), ANSWERS)
def test_what_a_child_says_is_not_believed(
    other_worker: Callable[[str], Path], script: str, words: str
) -> None:
    assert words in complaint(other_worker(script)).text


def test_a_child_that_never_ends_is_ended(
    other_worker: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MAX_SECONDS", 0.3)
    assert "for lang tid" in complaint(other_worker("while True: pass")).text


def test_a_child_that_uses_up_its_time_is_told_from_one_that_breaks(
    other_worker: Callable[[str], Path],
) -> None:
    if sys.platform == "win32":
        pytest.skip("there are no such signals")
    path = other_worker("import os, signal; os.kill(os.getpid(), signal.SIGXCPU)")
    assert "for lang tid" in complaint(path).text


def test_where_the_system_limits_no_memory_the_parent_watches(
    other_worker: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(child, "is_watched", lambda: True)
    monkeypatch.setattr(child, "_MEASURE_EVERY", 0.05)
    monkeypatch.setattr(limits, "MAX_MEMORY", 60_000_000)
    path = other_worker("x = bytearray(90_000_000); import time; time.sleep(30)")
    assert "kræver for meget hukommelse" in complaint(path).text


def test_reading_can_be_stopped(other_worker: Callable[[str], Path]) -> None:
    stop = Event()
    Timer(0.2, stop.set).start()
    with pytest.raises(UnreadableFile, match="afbrudt"):
        read_document(other_worker("while True: pass"), stop=stop)


def test_it_is_told_how_far_it_has_come(other_worker: Callable[[str], Path]) -> None:
    told: list[tuple[int, int]] = []
    script = (
        "import time\n"
        "for n in (1, 2, 3): print(f'[{n}, 3]', flush=True); time.sleep(0.2)\n"
        'print(\'{"pages": [], "cut": [], "is_table": false}\')'
    )
    read_document(other_worker(script), lambda done, of: told.append((done, of)))
    assert told[0][1] == 3
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert len(told) > 1


@pytest.mark.skipif(sys.platform == "win32", reason="a job holds these there")
@pytest.mark.parametrize(
    ("deed", "refusal"),
    [
        ("bytearray(900_000_000)", "MemoryError"),
        ("os.write(os.open(sys.argv[1], os.O_CREAT | os.O_WRONLY), b'x')", "OSError"),
        ("[open('/dev/null') for _ in range(100)]", "OSError"),
    ],
)
def test_a_bound_process_cannot(tmp_path: Path, deed: str, refusal: str) -> None:
    if sys.platform == "darwin" and refusal == "MemoryError":
        pytest.skip("watched by the parent")
    script = (
        "import os, sys\nfrom kombit_tui.ingest.readers.limits import bind_myself\nbind_myself()\n"
        f"try: {deed}\nexcept Exception as error: print(type(error).__name__)"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-c", script, str(tmp_path / "x")],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.stdout.strip() == refusal, done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="a job holds these there")
def test_a_bound_process_that_works_too_long_is_told_from_one_that_breaks() -> None:
    script = (
        "from kombit_tui.ingest.readers import limits\nlimits.MAX_CPU_SECONDS = 1\n"
        "limits.bind_myself()\nwhile True: pass"
    )
    done = subprocess.run([sys.executable, "-I", "-c", script], check=False, timeout=60)
    assert done.returncode == child._KILLED_FOR_TIME


def test_the_child_binds_itself_before_it_knows_a_parser() -> None:
    script = (
        "import sys, kombit_tui.ingest.worker\n"
        "print(*{'pypdfium2', 'pptx', 'docx2python', 'python_calamine', 'lxml', 'defusedxml',"
        " 'markdown_it', 'email'} & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-c", script],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert done.stdout.split() == []


@pytest.mark.parametrize("deed", ["import", "list"])
def test_no_parser_is_loaded_outside_the_child(deed: str, tmp_path: Path) -> None:
    words = {
        "import": ["import", "--dry-run", "--json", str(FILES / "deck2.pptx")],
        "list": ["list", "tasks"],
    }
    script = (
        "import sys\nfrom kombit_tui.cli import run\n"
        f"sys.argv[1:] = {words[deed]!r}\n"
        "try: run()\nexcept SystemExit: pass\n"
        f"print(*set({PARSERS!r}) & set(sys.modules), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
        env=os.environ | {"KOMBIT_TUI_HOME": str(tmp_path)},
    )
    assert done.stderr.split() == []


# What comes out of it.

PAGE = {"number": 1, "lines": [], "parts": [], "notes": "", "links": []}
SHEET: dict[str, Any] = {"pages": [], "cut": [], "is_table": True}
CELLS = ["table", [["a"]], None, False, []]
WRONG = [
    "null",
    "[]",
    '{"pages": 1, "cut": [], "is_table": false}',
    json.dumps({"pages": [PAGE | {"number": -1}], "cut": [], "is_table": False}),
    json.dumps({"pages": [PAGE | {"lines": [[2, "a"], [1, "b"]]}], "cut": [], "is_table": False}),
    json.dumps({"pages": [PAGE | {"notes": 5}], "cut": [], "is_table": False}),
    json.dumps({"pages": [PAGE | {"links": ["x" * 3_000]}], "cut": [], "is_table": False}),
    json.dumps({"pages": [PAGE | {"parts": [[]]}], "cut": [], "is_table": False}),
    json.dumps(
        {
            "pages": [PAGE | {"parts": [["text", "a", 0, "king", None, None]]}],
            "cut": [],
            "is_table": 0,
        }
    ),
    json.dumps({"pages": [PAGE | {"parts": [["table", [["a"], []], None, False, []]]}], "cut": []}),
    json.dumps(
        {"pages": [PAGE | {"parts": [["table", [["a"]], [0, 0, 1, 1e99], False, []]]}], "cut": []}
    ),
    json.dumps({"pages": [PAGE | {"parts": [["table", [["x" * 40_000]], None, False, []]]}]}),
    json.dumps({"pages": [], "cut": [["pages", 1, 2]], "is_table": False}),
    *(
        json.dumps({"pages": [], "cut": [], "is_table": False, "attached": attached})
        for attached in (
            7,
            [["ark.csv", "0" * 64]],
            [["ark.csv", "../" * 21 + "x", SHEET]],
            [["ark.csv", "0" * 64, SHEET | {"is_table": False}]],
            [["ark.csv", "0" * 64, SHEET | {"attached": [["b.csv", "0" * 64, SHEET]]}]],
            [["ark.csv", "0" * 64, SHEET]] * 2_000,
        )
    ),
    "[" * 100_000,
]


@pytest.mark.parametrize("answer", WRONG, ids=range(len(WRONG)))
def test_an_answer_that_no_reader_gives_is_refused(answer: str) -> None:
    with pytest.raises(CannotRead) as caught:
        wire.decode(answer.encode())
    assert caught.value.trouble is Trouble.STRANGE


def test_numbers_out_of_all_proportion_make_no_lines() -> None:
    parts = [["text", "a", None, "text", None, 1], ["text", "b", None, "text", None, 2**31 - 1]]
    answer = json.dumps({"pages": [PAGE | {"parts": parts}], "cut": [], "is_table": False})
    (page,) = numbered(wire.decode(answer.encode()).pages)
    assert [line.text for line in page.lines] == ["a", "", "", "", "b"]


def test_texts_are_cleaned_at_the_border() -> None:
    page = PAGE | {
        "lines": [[1, "rød\x1b[31m\u202etekst\n"]],
        "parts": [["text", " a\x07  b ", 99, "text", [0, 0, 1, 1], 3], CELLS],
        "notes": "en\x00\n\n to ",
        "links": ["https://a.example/\u200bx y"],
    }
    answer = json.dumps({"pages": [page], "cut": [], "is_table": False})
    (read,) = wire.decode(answer.encode()).pages
    assert read.lines[0].text == "rødtekst "
    assert read.notes == "en\nto"
    assert read.links == ("https://a.example/xy",)
    text = read.parts[0]
    assert (text.text, text.level) == ("a b", 8)  # type: ignore[union-attr]


def test_a_name_with_escape_codes_is_told_without_them(tmp_path: Path) -> None:
    name = "a\x1b[31mb.pdf"
    if os.name == "nt":
        pytest.skip("no such names")
    (tmp_path / name).write_bytes(b"")
    assert complaint(tmp_path / name).text == "ab.pdf er tom."

"""Hostile text comes in by the server and by files of each format; what is kept is clean."""

import io
import json
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import httpx
import pytest
import xlsxwriter

from kombit_tui import settings as configured
from kombit_tui.domain.fields import Kind
from kombit_tui.domain.records import KINDS
from kombit_tui.errors import SyncError
from kombit_tui.sync.client import Client
from tests.commands import called
from tests.ingest.making import docx, paragraph
from tests.server.kinto import ANNA, BASE, OURS, PASSWORD, head_of
from tests.sync.replicas import Team
from tests.trust.test_hostile_words import clean_answer, strange
from tests.ui.hostile import FORBIDDEN, HOSTILE, _values

EVERYTHING = " ".join(HOSTILE)
PARTING = {"\n", "\x1f"}
"""What parts lines, and fields in the index."""
AS_SENT = "sync_state"
"""Keeps what the server said letter by letter, to know what changed; no screen reads it."""


def kept(store: Path) -> Iterator[tuple[str, str]]:
    """Every text in every table of a store."""
    with closing(sqlite3.connect(store)) as connection:
        connection.text_factory = lambda raw: raw.decode("utf-8", "surrogateescape")
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        for (name,) in names:
            if name != AS_SENT and not re.search("_(content|data|idx|docsize|config)$", name):
                for row in connection.execute(f'SELECT * FROM "{name}"'):
                    yield from ((name, one) for one in row if isinstance(one, str))


def unclean(store: Path) -> list[tuple[str, str]]:
    """The texts of a store that hold what no screen may show, also where JSON spells it out."""
    found = []
    for table, text in kept(store):
        if (set(FORBIDDEN) - PARTING) & set(f"{text}{_spelled_out(text)}"):
            found.append((table, text))
    return found


def _spelled_out(text: str) -> str:
    try:
        return json.dumps(json.loads(text), ensure_ascii=False).replace("\\n", "\n")
    except ValueError:
        return ""


def sent(kind: Kind, number: int, text: str) -> dict[str, Any]:
    """A record as a colleague's program that cleans nothing would send it."""
    values = {name: one for name, one in _values(kind, number, text).items() if one is not None}
    values = {name: _pointed(one) for name, one in values.items()}
    return {"type": kind.name, **values, "af": text, "kl": "2026-08-19T09:00:00+02:00"}


def _pointed(value: Any) -> Any:
    is_ref = isinstance(value, str) and re.fullmatch(r"[a-z_]+-\d+", value)
    return f"0101-{value.replace('_', '-')}" if is_ref else value


def test_what_a_server_tells_is_clean_when_it_is_kept() -> None:
    """Every kind of record of the common collection, past our own client, on the real server."""
    team = Team((ANNA,))
    anna = next(iter(team))
    server = head_of(team.app, ANNA)
    kinds = [kind for kind in KINDS.values() if not kind.confidential]
    for kind in kinds:
        for number, text in enumerate(HOSTILE):
            ident = f"0101-{kind.name.replace('_', '-')}-{number}"
            path = f"/buckets/{OURS}/collections/data/records/{ident}"
            body = {"data": sent(kind, number, f"{number} {text}")}
            assert server.ask("PUT", path, body).status in (201, 400)
    report = anna.engine.run()
    assert report.error is None
    assert report.pulled > 10 * len(kinds)
    anna.store.close()
    assert any("[@click=app.quit]" in text for _, text in kept(anna.path))
    assert unclean(anna.path) == []
    team.close()


@pytest.mark.parametrize("status", [400, 401, 403, 404, 405, 409, 412, 429, 500, 503, 507])
@pytest.mark.parametrize("text", [EVERYTHING, *HOSTILE[5:9]])
def test_the_words_of_a_servers_errors_are_clean(status: int, text: str) -> None:
    said = {"code": status, "errno": 999, "error": text, "message": text, "info": text,
            "details": [{"description": text, "name": text}]}  # fmt: skip

    def answer(_: httpx.Request) -> httpx.Response:
        return httpx.Response(status, text=json.dumps(said), headers={"Alert": "x"})

    client = Client(BASE, ANNA, PASSWORD, transport=httpx.MockTransport(answer))
    with pytest.raises(SyncError) as told:
        client.page(("kommune-0101", "data"), 0, 1)
    assert not strange(f"{told.value.text}{told.value.hint}")
    with pytest.raises(SyncError) as told:
        client.hello()
    assert not strange(f"{told.value.text}{told.value.hint}")


HEADS = ("Opgavenavn", "Projekt", "Slutdato", "Ansvarlig", "Beskrivelse")
NOTES = Path(__file__).parents[1] / "data" / "opgaver.txt"


def rows() -> list[tuple[str, ...]]:
    """A task with each of the texts."""
    return [
        (f"Opgave {number} {text}", f"Projekt {text}", "31-12-2026", f"Bo {text}", text)
        for number, text in enumerate(HOSTILE)
    ]


def as_csv() -> bytes:
    """The tasks as a sheet of text."""
    quoted = [[f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in row] for row in rows()]
    lines = [";".join(HEADS), *(";".join(row) for row in quoted)]
    return "\r\n".join(lines).encode("utf-8", "replace")


def as_html() -> bytes:
    """The notes below as a page that escapes nothing."""
    body = "".join(f"<p>{line}</p>" for line in as_text().decode().splitlines())
    evil = "<script>alert(1)</script><a href='javascript:x' onclick=y>z</a><img src=x onerror=y>"
    return f"<meta charset=utf-8><h1>Møde</h1>{evil}{body}".encode("utf-8", "replace")


def as_text() -> bytes:
    """Notes of tasks, with something behind every line and between them."""
    lines = NOTES.read_text("utf-8").splitlines()
    texts = [HOSTILE[number % len(HOSTILE)] for number in range(len(lines))]
    told = (f"{line} {text}" if line else text for line, text in zip(lines, texts, strict=True))
    return "\n".join(told).encode("utf-8", "replace")


def as_mail() -> bytes:
    """The tasks in a mail, whose subject and sender are hostile too."""
    mail = EmailMessage()
    mail["Subject"] = (
        re.sub(r"[\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]", " ", EVERYTHING)[:500]
        .encode("utf-8", "replace")
        .decode()
    )
    mail["From"] = "[red]Bo <bo@korsbaek.example>"
    mail.set_content(as_text().decode())
    return mail.as_bytes()


def as_sheet() -> bytes:
    """The tasks as a workbook; the formulas are texts there."""
    held = io.BytesIO()
    with xlsxwriter.Workbook(held, {"strings_to_formulas": False}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate((HEADS, *rows())):
            for column, cell in enumerate(row):
                sheet.write_string(number, column, _in_xml(cell))
    return held.getvalue()


def as_document() -> bytes:
    """The tasks as paragraphs of Word."""
    return docx("".join(paragraph(_in_xml(line)) for line in as_text().decode().splitlines()))


def _in_xml(text: str) -> str:
    return re.sub("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", text)[:8000]


def without_nul(make: Callable[[], bytes]) -> Callable[[], bytes]:
    """A file with a NUL is none of text, and is told to be so."""
    return lambda: make().replace(b"\0", b"")


FILES = {
    "csv": without_nul(as_csv),
    "html": without_nul(as_html),
    "txt": without_nul(as_text),
    "md": without_nul(as_text),
    "eml": as_mail,
    "xlsx": as_sheet,
    "docx": as_document,
}


@pytest.mark.parametrize("ending", FILES)
def test_what_a_file_says_is_clean_when_it_is_told_and_kept(tmp_path: Path, ending: str) -> None:
    name = f"[red]\x1b]0;Tyv\x07\u202e$(touch ejet).{ending}"
    (tmp_path / name).write_bytes(FILES[ending]())
    for how in ("--dry-run", "--yes"):
        done = called(tmp_path, "import", str(tmp_path / name), how, *(["0"] * (how == "--yes")))
        assert done.returncode == 0, done.stderr
        assert clean_answer(done)
    store = tmp_path / configured.STORE_FILE
    assert len([text for table, text in kept(store) if table != "meta"]) > 5
    assert unclean(store) == []
    assert not (tmp_path / "ejet").exists()

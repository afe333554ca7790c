"""Reads damaged files by the thousand: `python -m tests.tools.fuzz [COUNT [FORMAT ...]]`.

Each is a real file with some bytes changed; in an Office file mostly inside a part, so that the
damage gets past the zip. It is read as in the program, by a process that has bound itself, many in
one process until it dies. A file must be read, refused, or end its process; what is read must pass
the border, and none may take longer than a process may; of some a plan is made as well, which must
not raise. Prints how often which of it happened.
"""

import hashlib
import io
import random
import subprocess
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import xlsxwriter

from kombit_tui.ingest.document import Document
from kombit_tui.ingest.extract import extract
from kombit_tui.ingest.plan import make_plan
from kombit_tui.ingest.readers import by_format, limits, wire
from kombit_tui.ingest.readers.laid_out import numbered
from kombit_tui.ingest.readers.reading import Reading
from kombit_tui.ingest.readers.trouble import CannotRead

FILES = Path(__file__).parents[1] / "data"
SAMPLES = {
    "pdf": (
        "files/qa.pdf",
        "files/deck2.pdf",
        "files/deck2-tagged.pdf",
        "files/hostile/count-lie.pdf",
    ),
    "pptx": ("files/deck2.pptx",),
    "docx": ("files/qa.docx",),
    "xlsx": ("fuzz.xlsx",),
    "csv": ("files/tasks-short-cp1252.csv", "files/tasks-cp1252.csv"),
    "txt": ("moede.txt", "encodings/note-cp1252.txt"),
    "md": ("decks/README.md", "files/README.md"),
    "html": ("fuzz.html",),
    "eml": ("fuzz.eml",),
}
ZIPPED = ("pptx", "docx", "xlsx")
BATCH = 200
PLANNED_EVERY = 50
"""Of so many files that can be read one is planned too: that takes longer than reading it."""
DAY = date(2026, 8, 19)
MOST_BYTES = 60_000
"""A longer text is cut to this size first: damage matters, not length."""
SPICE = (b"\x00", b"\xff" * 4, b"<", b"&#x0;", b"-1", b"999999999999", b"<<", b"/Kids[1 0 R]", b"%")
HTML = (
    b"<html><body><h1>M\xc3\xb8de</h1><table><tr><td rowspan=2>1<td>2<tr><td>3</table><ul><li>a<ul>"
    b"<li>b</ul></ul><a href='https://korsbaek.example'>x</a><!-- k --><p>slut</body></html>"
)
EML = (
    b"From: a@korsbaek.example\nSubject: =?utf-8?q?M=C3=B8de?=\nDate: Wed, 14 Oct 2026 10:00 +0200"
    b"\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=q\n\n--q\n"
    b"Content-Type: text/plain; charset=utf-8\n\nHej alle\n--q\nContent-Type: text/csv\n"
    b'Content-Disposition: attachment; filename="a.csv"\n\nID;Navn\n1;x\n--q--\n'
)


def workbook() -> bytes:
    """A small workbook with every kind of value."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet, day = book.add_worksheet(), book.add_format({"num_format": "dd-mm-yyyy"})
        sheet.write_row(0, 0, ["ID", "Navn", "Slut", "Timer"])
        for row in range(1, 20):
            sheet.write_row(row, 0, [f"A{row}", "Mød på rådhuset", 46_000 + row, row / 2], day)
    return out.getvalue()


def samples(kind: str) -> list[bytes]:
    """The files that are damaged."""
    made = {"fuzz.html": HTML, "fuzz.eml": EML, "fuzz.xlsx": workbook()}
    return [made.get(name) or (FILES / name).read_bytes() for name in SAMPLES[kind]]


def damaged(data: bytes, kind: str, chance: random.Random) -> bytes:
    """`data` with some of it changed."""
    if kind not in ZIPPED or chance.random() < 0.2:
        cut = data[:MOST_BYTES] if kind in ("csv", "txt") else data
        return spoiled(cut, chance)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    named = [name for name in parts if name.endswith((".xml", ".rels"))]
    for name in chance.sample(named, k=min(len(named), chance.randint(1, 3))):
        parts[name] = spoiled(parts[name], chance)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def spoiled(data: bytes, chance: random.Random) -> bytes:
    """Bytes changed, taken away, doubled, put in or cut off, a few times."""
    whole = bytearray(data)
    for _ in range(chance.choice([1, 1, 2, 3, 8])):
        at = chance.randrange(len(whole) + 1)
        size = chance.choice([1, 2, 8, 64, 1024])
        match chance.randrange(6):
            case 0:
                whole[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                del whole[at : at + size]
            case 2:
                whole[at:at] = whole[at : at + size] * chance.choice([1, 2, 50])
            case 3:
                whole[at:at] = chance.choice(SPICE)
            case 4:
                other = chance.randrange(len(whole) + 1)
                whole[at : at + size] = whole[other : other + size]
            case _ if chance.random() < 0.2:
                del whole[at:]
    return bytes(whole)


def child(kind: str, first: int, last: int) -> None:
    """Read the files with these numbers; says the number of each before, and the outcome after."""
    limits.bind_myself()
    known = samples(kind)
    for number in range(first, last):
        print(number, flush=True)
        chance = random.Random(f"{kind} {number}")
        data = damaged(chance.choice(known), kind, chance)
        try:
            reading = by_format.read(data, kind, lambda _done, _of: None)
            answer = wire.dumped(wire.encode(reading))
            outcome = "for meget" if len(answer) > limits.MAX_ANSWER else "læst"
            read = wire.decode(answer)
            if number % PLANNED_EVERY == 0:
                planned(f"{number}.{kind}", read)
        except CannotRead as error:
            outcome = error.trouble.value
        except MemoryError:
            outcome = "memory"
        except Exception as error:  # what it is matters less than that there is one
            outcome = f"fejl: {type(error).__name__}: {error}".replace("\n", " ")
        print(outcome, flush=True)


def planned(name: str, reading: Reading) -> None:
    """Make records of what was read, as an import does: nothing there may raise."""
    pages = numbered(reading.pages)
    document = Document(name, hashlib.sha256(name.encode()).hexdigest(), pages, reading.is_table)
    make_plan(extract(document), {}, "0999", DAY)


def outcomes(kind: str, count: int) -> Iterator[tuple[int, str]]:
    """What became of each file."""
    first = 0
    while first < count:
        last = min(first + BATCH, count)
        done = subprocess.run(
            [sys.executable, "-m", "tests.tools.fuzz", "--child", kind, str(first), str(last)],
            capture_output=True,
            text=True,
            check=False,
            timeout=limits.MAX_CPU_SECONDS * 20,
        )
        said = done.stdout.split("\n")[:-1]
        yield from zip(map(int, said[::2]), said[1::2], strict=False)
        first = int(said[-1] if len(said) % 2 else said[-2]) + 1
        if len(said) % 2:
            yield first - 1, f"døde ({done.returncode})"
        elif done.returncode:
            raise RuntimeError(done.stderr)


def main(count: int, kinds: list[str]) -> int:
    """Read `count` files of each kind; 1 when one of them crossed the border wrongly."""
    wrong = 0
    for kind in kinds:
        start, seen = time.monotonic(), Counter[str]()
        for number, outcome in outcomes(kind, count):
            seen[outcome] += 1
            if outcome in ("strange", "for meget") or outcome.startswith("fejl"):
                wrong += 1
                print(f"  {kind} {number}: {outcome}")
        told = ", ".join(f"{outcome} {times}" for outcome, times in seen.most_common())
        print(
            f"{kind:5} {sum(seen.values())} i {time.monotonic() - start:.0f} s: {told}", flush=True
        )
    return 1 if wrong else 0


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        child(sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
    else:
        sys.exit(main(int((sys.argv[1:2] or ["10000"])[0]), sys.argv[2:] or list(SAMPLES)))

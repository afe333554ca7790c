"""The import review in its states, narrow and wide.

`make snapshots` accepts new pictures; look at each of them before it is committed.
"""

from pathlib import Path

import pytest

from kombit_tui.db.changes import Create
from kombit_tui.db.queries.known import known_records
from kombit_tui.db.store import Store
from kombit_tui.export.whole import as_file
from tests.conftest import NOW
from tests.snapshots.conftest import Picture, Shown, Step
from tests.snapshots.test_pictures import NARROW, WIDE, sizes
from tests.tools.imported import carry_out, plan_file

DATA = Path(__file__).parents[1] / "data"
TASKS, MEETING = DATA / "opgaver.txt", DATA / "moede.txt"


@pytest.fixture(autouse=True)
def _no_path_of_this_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Paths are typed as they stand in the folder of the data."""
    monkeypatch.chdir(DATA)


@pytest.fixture
def known(store: Store) -> Store:
    """A store that knows one of the tasks, with another deadline."""
    task = {"project": "0999-p", "code": "LH001", "title": "Udpeg en lokal projektleder"}
    dates = {"start": "2022-05-02", "due": "2022-05-06", "wave": "P4", "duration": "1 uge"}
    store.apply(
        [Create("project", {"name": "Lægehonorar"}, "0999-p"), Create("task", task | dates)], "Før"
    )
    return store


def read(name: str, *steps: Step) -> tuple[Step, ...]:
    """The keys that read a file, and those after."""
    return ("i", (*name, "enter"), Shown("Gennemsyn af"), (), *steps)


@sizes
def test_what_was_read(picture: Picture, known: Store, size: tuple[int, int]) -> None:
    """Kind by kind; one is taken, one is left, one is changed."""
    assert picture(known, "tasks", size, *read("opgaver.txt", "l", "m", "m", "j"))


@sizes
def test_a_changed_record_in_full(picture: Picture, known: Store, size: tuple[int, int]) -> None:
    """Field by field, old and new, with the lines of the file."""
    steps = ("slash", *"#ændret", "enter")
    assert picture(known, "tasks", size, *read("opgaver.txt", steps, "j", "enter"))


@sizes
def test_an_entry_that_was_mended(picture: Picture, known: Store, size: tuple[int, int]) -> None:
    """What was typed is starred, and the entry is taken."""
    steps = ("slash", *"snitflader #usikker", "enter"), "j", "e", ("down", "down", "end", *" nu")
    assert picture(known, "tasks", size, *read("opgaver.txt", *steps, "ctrl+s", "enter"))


@sizes
def test_what_was_not_understood(picture: Picture, store: Store, size: tuple[int, int]) -> None:
    """The last section, before what is unchanged."""
    assert picture(store, "agenda", size, "escape", "2", *read("moede.txt", "end"))


@sizes
def test_the_columns_of_a_sheet(
    picture: Picture, store: Store, size: tuple[int, int], tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """What each is read as, and which of it is a guess."""
    heads = "Opgavenavn;Projekt;Slutdat;Efter"
    (tmp_path / "ark.csv").write_text(f"{heads}\nUdpeg leder;Løn;31-12-2026;Bo\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    assert picture(store, "tasks", size, "escape", "3", *read("ark.csv", "w"))


@sizes
def test_what_was_edited_and_is_not_used(
    picture: Picture, known: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    size: tuple[int, int],
) -> None:  # fmt: skip
    """A sheet of ours comes back with another title: nothing changes, and it says so."""
    task = next(iter(known_records(known.reader, ["task"])["task"]))
    sheet = as_file(known.reader, "csv", "task", [task], "", NOW).content.decode()
    (tmp_path / "ark.csv").write_text(sheet.replace("Udpeg en lokal", "Find en lokal"), "utf-8")
    monkeypatch.chdir(tmp_path)
    assert picture(known, "tasks", size, *read("ark.csv", "home", "j"))


@sizes
def test_all_of_it_is_known(picture: Picture, store: Store, size: tuple[int, int]) -> None:
    """Nothing to store, and it says so."""
    carry_out(store, plan_file(store, MEETING))
    assert picture(store, "agenda", size, *read("moede.txt"))


@pytest.mark.parametrize("text", ["hej\n"], ids=["nothing"])
def test_a_file_without_anything(
    picture: Picture, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    """It says so and what it should have been."""
    (tmp_path / "brev.txt").write_text(text)
    monkeypatch.chdir(tmp_path)
    assert picture(store, "agenda", NARROW, "escape", "2", *read("brev.txt"))


@sizes
def test_the_choice_of_files(picture: Picture, store: Store, size: tuple[int, int]) -> None:
    """What a typed path may become; one file is marked."""
    assert picture(store, "agenda", size, "escape", "2", "i", ("m",), Shown("moede.txt"),
                   "down", "space")  # fmt: skip


def test_a_file_among_others_that_cannot_be_read(
    picture: Picture, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It stands first, with why; the others are read."""
    (tmp_path / "a.pptx").write_bytes(b"PK\x03\x04" + bytes(range(256)) * 40)
    (tmp_path / "b.txt").write_bytes(TASKS.read_bytes())
    monkeypatch.chdir(tmp_path)
    keys = ("escape", "2", "i", ("full_stop", "slash"), Shown("b.txt"), ("down", "space", "space"))
    assert picture(store, "agenda", WIDE, *keys, "enter", Shown("Gennemsyn af"), (), "home", "j")


@pytest.mark.parametrize("size", [NARROW, (60, 15)], ids=["80x24", "60x15"])
def test_a_file_that_was_refused(
    picture: Picture, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    size: tuple[int, int],
) -> None:  # fmt: skip
    """The choice of files is back, with its path and the whole reason."""
    whole = (DATA / "files" / "deck.pdf").read_bytes()
    (tmp_path / "skidt.pdf").write_bytes(whole[: len(whole) // 2].replace(b"obj", b"bjo"))
    monkeypatch.chdir(tmp_path)
    keys = ("escape", "2", "i", (*"skidt.pdf", "enter"), Shown("i stykker"), Shown("[ ] skidt"))
    assert picture(store, "agenda", size, *keys)

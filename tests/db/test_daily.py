"""The daily copy: one a day, the last seven, never of a damaged store, for the user alone."""

import os
from datetime import date, timedelta
from pathlib import Path

import pytest

from kombit_tui.db.changes import Create
from kombit_tui.db.copies import restore
from kombit_tui.db.daily import KEPT, copies, folder_of, take_care
from kombit_tui.db.store import Store
from kombit_tui.errors import CopyFailed
from tests.conftest import NOW, now

DAY = date(2026, 8, 19)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A store with a task in it."""
    store = Store(tmp_path / "lager.sqlite3", who="tester", clock=now)
    store.apply([Create("task", {"title": "Første"}, "0101-a")], "Opgave")
    store.close()
    return store.path


def damage(path: Path) -> None:
    """Write over the middle of it."""
    with path.open("r+b") as file:
        file.seek(4096 * 3)
        file.write(b"\xff" * 4096 * 8)


def test_the_copy_of_a_day_is_made_once(path: Path) -> None:
    made = take_care(path, DAY)
    assert made == folder_of(path) / "lager-2026-08-19.sqlite3"
    before = made.read_bytes()
    with Store(path, who="tester", clock=now).engine.begin() as connection:
        connection.exec_driver_sql("INSERT INTO meta (key, value) VALUES ('senere', '1')")
    assert take_care(path, DAY) is None
    assert made.read_bytes() == before


def test_the_last_seven_are_kept_and_nothing_else_is_touched(path: Path) -> None:
    folder_of(path).mkdir()
    mine = folder_of(path) / "min egen kopi.sqlite3"
    mine.write_text("rør ikke")
    days = [DAY + timedelta(days=number) for number in range(KEPT + 3)]
    for day in days:
        take_care(path, day)
    assert [one.stem[-10:] for one in copies(path)] == [
        day.isoformat() for day in reversed(days[-KEPT:])
    ]
    assert mine.exists()


def test_a_copy_can_be_brought_back(path: Path) -> None:
    made = take_care(path, DAY)
    assert made is not None
    store = Store(path, who="tester", clock=now)
    store.apply([Create("task", {"title": "Anden"}, "0101-b")], "Opgave")
    store.close()
    restore(made, path, NOW)
    store = Store(path, who="tester", clock=now)
    titles = [row[0] for row in store.reader.execute("SELECT title FROM task")]
    store.close()
    assert titles == ["Første"]


@pytest.mark.skipif(os.name != "posix", reason="modes of POSIX")
def test_copies_are_for_the_user_alone(path: Path) -> None:
    made = take_care(path, DAY)
    assert made is not None
    assert made.stat().st_mode & 0o777 == 0o600
    assert made.parent.stat().st_mode & 0o777 == 0o700


def test_a_damaged_store_is_told_of_with_the_copy_to_bring_back(path: Path) -> None:
    good = take_care(path, DAY)
    damage(path)
    with pytest.raises(CopyFailed, match="beskadiget") as told:
        take_care(path, DAY + timedelta(days=1))
    assert told.value.hint.endswith(f"kombit-tui restore «{good}»")
    assert copies(path) == [good]


def test_a_damaged_store_without_a_copy_is_told_of_too(path: Path) -> None:
    damage(path)
    with pytest.raises(CopyFailed, match="beskadiget") as told:
        take_care(path, DAY)
    assert "ingen kopi" in told.value.hint


def test_a_copy_that_cannot_be_written_is_told_of(path: Path) -> None:
    folder_of(path).write_text("en fil, hvor mappen skulle være")
    with pytest.raises(CopyFailed, match="Dagens kopi") as told:
        take_care(path, DAY)
    assert "ikke ændret" in told.value.hint
    Store(path, who="tester", clock=now).close()

"""Files that are cut, overwritten, empty, foreign or from the future: told, kept, and replaced."""

import os
import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from kombit_tui.db.migrations import LATEST
from kombit_tui.db.store import Store
from tests.commands import called
from tests.fire.conftest import SEED
from tests.fire.test_kill import LATER
from tests.tools.judging import judge

PAGE = 4096


def _garbage(size: int) -> bytes:
    return random.Random(SEED).randbytes(size)


def _foreign(data: bytes) -> bytes:
    return data[:68] + b"OTHR" + data[72:]


def _newer(data: bytes) -> bytes:
    return data[:60] + (LATEST + 1).to_bytes(4, "big") + data[64:]


DAMAGE: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "empty": (lambda _: b"", "0 byte"),
    "cut in the header": (lambda data: data[:60], "ikke"),
    "cut in the middle": (lambda data: data[: len(data) // 2 // PAGE * PAGE], "beskadiget"),
    "cut at the end": (lambda data: data[:-PAGE], "beskadiget"),
    "cut inside a page": (lambda data: data[: -PAGE - 100], "beskadiget"),
    "zeros": (lambda data: bytes(len(data)), "ikke et lager"),
    "garbage": (lambda data: _garbage(len(data)), "ikke et lager"),
    "a letter": (lambda _: b"Hej Anna, her er listen.\n" * 40, "ikke et lager"),
    "a foreign database": (_foreign, "et andet program"),
    "of a newer program": (_newer, f"version {LATEST + 1}"),
}
"""What becomes of the file -> a word of what is told about it."""


def dumped(data: bytes) -> list[str]:
    """All that is in a sound database, whoever made it."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(data[:18] + b"\x01\x01" + data[20:])  # no WAL in memory
        return list(connection.iterdump())


@pytest.mark.parametrize("name", DAMAGE)
def test_it_is_told_and_the_file_is_kept_until_a_backup_replaces_it(
    path: Path, home: Path, name: str
) -> None:
    kept = judge(path, LATER)
    where = ("--store", str(path))
    copy = home / "kopi.sqlite3"
    assert called(home, *where, "backup", str(copy)).returncode == 0
    damage, word = DAMAGE[name]
    damaged = damage(path.read_bytes())
    path.write_bytes(damaged)
    for words in (("add", "tasks", "titel=x"), ("list", "tasks"), ("backup", f"{copy}.ny")):
        done = called(home, *where, *words)
        assert done.returncode == 1, words
        assert done.stdout == ""
        assert word in done.stderr
        assert str(path) in done.stderr or path.name in done.stderr
        assert len(done.stderr.splitlines()) >= 2, "and what to do"
    told = called(home, *where, "doctor")
    assert told.returncode == 1
    assert "FEJL: " in told.stdout
    assert path.read_bytes() == damaged, "it is as it was"
    assert called(home, *where, "restore", str(copy), "--yes").returncode == 0
    assert judge(path, LATER) == kept
    (aside,) = path.parent.glob("*-før-*")
    assert aside.read_bytes() == damaged or dumped(aside.read_bytes()) == dumped(damaged)
    assert called(home, *where, "doctor").returncode == 0


def test_damage_inside_is_found_by_doctor_and_gets_into_no_backup(path: Path, home: Path) -> None:
    kept = judge(path, LATER)
    where = ("--store", str(path))
    copy = home / "kopi.sqlite3"
    assert called(home, *where, "backup", str(copy)).returncode == 0
    good = copy.read_bytes()
    data = bytearray(path.read_bytes())
    with closing(sqlite3.connect(path)) as connection:
        (page,) = connection.execute(
            "SELECT rootpage FROM sqlite_schema WHERE name = 'journal_entry'"
        ).fetchone()
    data[(page - 1) * PAGE : page * PAGE] = _garbage(PAGE)
    path.write_bytes(data)
    told = called(home, *where, "doctor")
    assert told.returncode == 1
    assert "restore" in told.stdout
    copied = called(home, *where, "backup", str(copy), "--yes")
    assert (copied.returncode, copied.stdout) == (1, "")
    assert "beskadiget" in copied.stderr
    assert copy.read_bytes() == good, "the backup from before is still there"
    assert called(home, *where, "restore", str(copy), "--yes").returncode == 0
    assert judge(path, LATER) == kept


def test_a_missing_store_is_brought_back_too(path: Path, home: Path) -> None:
    kept = judge(path, LATER)
    where = ("--store", str(path))
    assert called(home, *where, "backup", str(home / "kopi.sqlite3")).returncode == 0
    for one in path.parent.iterdir():
        one.unlink()
    done = called(home, *where, "restore", str(home / "kopi.sqlite3"))
    assert done.returncode == 0
    assert "tidligere" not in done.stdout
    assert judge(path, LATER) == kept


def test_two_restores_in_the_same_second_keep_both_former_stores(path: Path, home: Path) -> None:
    where = ("--store", str(path))
    copy = str(home / "kopi.sqlite3")
    assert called(home, *where, "backup", copy).returncode == 0
    for content in (b"a" * 9_000, b"b" * 9_000, b"c" * 9_000):
        path.write_bytes(content)
        assert called(home, *where, "restore", copy, "--yes").returncode == 0
    kept = {one.read_bytes()[:1] for one in path.parent.glob("*-før-*")}
    assert kept == {b"a", b"b", b"c"}


@pytest.mark.skipif(os.name != "posix", reason="rights of POSIX")
def test_what_is_kept_and_brought_back_is_for_the_user_alone(path: Path, home: Path) -> None:
    where = ("--store", str(path))
    copy = home / "kopi.sqlite3"
    called(home, *where, "backup", str(copy))
    path.write_bytes(b"x" * 5_000)
    called(home, *where, "restore", str(copy), "--yes")
    modes = {one.name: one.stat().st_mode & 0o077 for one in (*path.parent.iterdir(), copy)}
    assert not any(modes.values()), modes


def test_a_new_store_is_never_an_empty_file(tmp_path: Path) -> None:
    path = tmp_path / "ny" / "s.sqlite3"
    Store(path, who="x").close()
    assert [one.name for one in path.parent.iterdir()] == ["s.sqlite3"]

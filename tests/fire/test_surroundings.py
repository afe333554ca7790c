"""Disks that are full, rights that lack, locks that stay: told in Danish, and nothing is lost."""

import os
import shutil
import sys
from pathlib import Path

import pytest

from kombit_tui.db import copies
from kombit_tui.db import engine as engines
from tests.commands import called
from tests.fire.surroundings import (
    command,
    fill,
    like_anybody,
    locked,
    no_bigger_than,
    small_disk,
)
from tests.fire.test_kill import LATER
from tests.tools.judging import judge

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="mounts and rights of Linux")
ADD = ("add", "tasks", "titel=" + "lang " * 20_000)


def test_a_full_disk_takes_nothing_and_loses_nothing(path: Path, home: Path) -> None:
    with small_disk(home / "disk") as is_mounted:
        store = home / "disk" / "s.sqlite3" if is_mounted else path
        before = None if is_mounted else no_bigger_than(path.stat().st_size)
        if is_mounted:
            shutil.copy(path, store)
        kept = judge(store, LATER)
        if is_mounted:
            filling = fill(store.parent)
        done = command(home, store, *ADD, before=before)
        assert (done.returncode, done.stdout) == (1, "")
        assert str(store) in done.stderr
        assert "der er ikke mere plads på disken" in done.stderr or "disken" in done.stderr
        assert "Se efter, om der er plads" in done.stderr
        copy = command(home, store, "backup", f"{store}.kopi", before=before)
        assert copy.returncode == 1 or not is_mounted
        looked = command(home, store, "list", "tasks", before=before)
        # Without a byte left SQLite cannot make the file that its readers share.
        assert looked.returncode == 0 or (is_mounted and "plads på disken" in looked.stderr)
        if is_mounted:
            assert not store.with_name("s.sqlite3.kopi").exists()
            told = command(home, store, "doctor")
            assert "ledigt på disken" in told.stdout
            filling.unlink()
        assert judge(store, LATER) == kept
        assert command(home, store, *ADD).returncode == 0


@pytest.mark.parametrize("rights", ["folder", "file", "both"])
def test_what_must_only_be_read_can_be_looked_at(path: Path, home: Path, rights: str) -> None:
    kept = judge(path, LATER)
    file, folder = {"folder": (0o600, 0o500), "file": (0o400, 0o700), "both": (0o400, 0o500)}[
        rights
    ]
    path.chmod(file)
    path.parent.chmod(folder)
    try:
        assert command(home, path, "list", "tasks", before=like_anybody).returncode == 0
        done = command(home, path, "add", "tasks", "titel=x", before=like_anybody)
        assert done.returncode == 1
        assert "der må ikke skrives i den" in done.stderr
        told = command(home, path, "doctor", before=like_anybody)
        assert told.returncode == 1
        assert "Du må ikke skrive i" in told.stdout
        copy = home / "kopi.sqlite3"
        assert command(home, path, "backup", str(copy), before=like_anybody).returncode == 0
        back = command(home, path, "restore", str(copy), "--yes", before=like_anybody)
        assert (back.returncode, back.stdout) == (1, "")
        assert "Dit lager er ikke ændret" in back.stderr
    finally:
        path.parent.chmod(0o700)
        path.chmod(0o600)
    assert judge(path, LATER) == kept == judge(copy, LATER)


def test_a_lock_that_stays_is_told_and_ends_by_itself(
    path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = judge(path, LATER)
    monkeypatch.setattr(engines, "BUSY_MILLISECONDS", 50)
    monkeypatch.setattr(copies, "PATIENCE", 0.1)
    copy = home / "kopi.sqlite3"
    with locked(path):
        added = called(home, "--store", str(path), "add", "tasks", "titel=x")
        assert (added.returncode, added.stdout) == (1, "")
        assert f"«{path}» er låst af et andet program" in added.stderr
        assert called(home, "--store", str(path), "list", "tasks").returncode == 0
        assert called(home, "--store", str(path), "backup", str(copy)).returncode == 0
        back = called(home, "--store", str(path), "restore", str(copy), "--yes")
        assert back.returncode == 1, "it does not wait for ever"
        assert "et andet program har låst den" in back.stderr
        told = called(home, "--store", str(path), "doctor")
        assert told.returncode == 1
        assert "Der kan ikke gemmes i lageret nu" in told.stdout
    assert not list(path.parent.glob("*-før-*")), "nothing was replaced"
    assert judge(path, LATER) == kept
    assert called(home, "--store", str(path), "restore", str(copy), "--yes").returncode == 0


def test_no_folder_can_be_made_where_nobody_may(home: Path) -> None:
    closed = home / "lukket"
    closed.mkdir(mode=0o500)
    done = command(home, closed / "ny" / "s.sqlite3", "status", before=like_anybody)
    assert done.returncode == 1
    assert "kan ikke oprettes" in done.stderr
    assert not os.listdir(closed)

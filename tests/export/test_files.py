"""Where an export goes, and that there is either all of it or what was there before."""

import errno
import os
from datetime import date
from pathlib import Path

import pytest

from kombit_tui.errors import ExportFailed
from kombit_tui.export import files

TODAY = date(2026, 8, 19)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder of the test's own."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    return tmp_path


def test_the_users_documents_are_proposed_where_there_are_any(home: Path) -> None:
    assert files.proposed("Opgaver", TODAY, "csv") == f"~{os.sep}opgaver-2026-08-19.csv"
    (home / "Dokumenter").mkdir()
    proposed = files.proposed("Opgaver", TODAY, "md")
    assert proposed == os.path.join("~", "Dokumenter", "opgaver-2026-08-19.md")
    assert files.path_from(proposed, "md") == home / "Dokumenter" / "opgaver-2026-08-19.md"


def test_a_path_is_taken_as_people_write_it(home: Path) -> None:
    assert files.path_from("~/liste", "csv") == home / "liste.csv"
    assert files.path_from("~/liste.txt", "csv") == home / "liste.txt"
    assert files.path_from("liste", "csv").is_absolute()
    with pytest.raises(ExportFailed, match="er en mappe"):
        files.path_from("~", "csv")
    with pytest.raises(ExportFailed, match="ikke en sti"):
        files.path_from("~denfindesikke/liste", "csv")


def test_a_file_is_written_whole_and_keeps_its_rights(tmp_path: Path) -> None:
    path = tmp_path / "liste.csv"
    files.write(path, b"en")
    path.chmod(0o640)
    files.write(path, b"to")
    assert path.read_bytes() == b"to"
    assert path.stat().st_mode & 0o777 == 0o640
    assert os.listdir(tmp_path) == ["liste.csv"]


@pytest.mark.parametrize(
    ("number", "told"),
    [(errno.ENOSPC, "Disken er fuld"), (errno.EACCES, "ikke skrive der"), (errno.EIO, "error")],
)
def test_a_failure_is_told_and_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, told: str
) -> None:
    path = tmp_path / "liste.csv"
    path.write_bytes(b"for")

    def fail(_: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(ExportFailed, match=told):
        files.write(path, b"efter")
    assert path.read_bytes() == b"for"
    assert os.listdir(tmp_path) == ["liste.csv"]


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ExportFailed, match="Mappen findes ikke"):
        files.write(tmp_path / "ukendt" / "liste.csv", b"")
    (tmp_path / "fil").write_bytes(b"")
    with pytest.raises(ExportFailed, match="Mappen findes ikke"):
        files.write(tmp_path / "fil" / "liste.csv", b"")

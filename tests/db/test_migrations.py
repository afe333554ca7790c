"""A store file is brought to our version whole, or left exactly as it was."""

import os
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import SQLModel, create_engine

from kombit_tui.db import migrations, models
from kombit_tui.db.changes import Create
from kombit_tui.db.migrations import migrate
from kombit_tui.db.store import Store
from kombit_tui.errors import StoreBroken, StoreBusy, StoreTooNew
from tests.conftest import now

FAKE_STEP = "CREATE TABLE fake (n INTEGER);\nINSERT INTO fake VALUES (7);\n"


def schema(connection: sqlite3.Connection, table: str) -> dict[str, Any]:
    """Columns (in any order: new ones come last), indexes and foreign keys of a table, without the
    names SQLite makes up.
    """
    indexes = {
        (
            None if row[3] != "c" else row[1],
            row[2],
            tuple(c[2] for c in connection.execute(f'PRAGMA index_info("{row[1]}")')),
        )
        for row in connection.execute(f'PRAGMA index_list("{table}")')
    }
    return {
        "columns": {tuple(row)[1:] for row in connection.execute(f'PRAGMA table_info("{table}")')},
        "indexes": indexes,
        "foreign": [
            tuple(row) for row in connection.execute(f'PRAGMA foreign_key_list("{table}")')
        ],
    }


def test_the_migrated_schema_equals_the_models(store: Store, tmp_path: Path) -> None:
    assert models.MODELS
    engine = create_engine(f"sqlite:///{tmp_path / 'models.sqlite3'}")
    SQLModel.metadata.create_all(engine)
    engine.dispose()
    with closing(sqlite3.connect(tmp_path / "models.sqlite3")) as made:
        for table in SQLModel.metadata.tables:
            assert schema(store.reader, table) == schema(made, table), table


def test_no_table_is_left_without_a_model(store: Store) -> None:
    found = store.reader.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'search_%'"
    )
    assert {row[0] for row in found} == {*SQLModel.metadata.tables, "task_row"}


def test_the_steps_are_numbered_without_gaps() -> None:
    assert [number for number, _ in migrations._steps()] == list(range(1, migrations.LATEST + 1))


def test_a_second_opening_changes_nothing(store: Store) -> None:
    store.close()
    before = store.path.read_bytes()
    migrate(store.path)
    assert store.path.read_bytes() == before


def set_version(path: Path, version: int) -> None:
    """Pretend that another program wrote the store."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(f"PRAGMA user_version = {version}")


def test_a_newer_file_is_refused_and_left_as_it_was(store: Store) -> None:
    store.close()
    set_version(store.path, migrations.LATEST + 1)
    before = store.path.read_bytes()
    with pytest.raises(StoreTooNew, match=f"version {migrations.LATEST + 1}"):
        Store(store.path, who="tester", clock=now)
    assert store.path.read_bytes() == before


@pytest.mark.parametrize("version", [0, migrations.LATEST, 99])
@pytest.mark.parametrize("mode", ["DELETE", "WAL"])
def test_a_foreign_database_is_refused_and_left_as_it_was(
    tmp_path: Path, version: int, mode: str
) -> None:
    path = tmp_path / "foreign.sqlite3"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(f"PRAGMA journal_mode = {mode}")
        connection.execute("CREATE TABLE theirs (n)")
    set_version(path, version)
    before = path.read_bytes()
    with pytest.raises(StoreBroken, match="et andet program"):
        Store(path, who="tester", clock=now)
    assert path.read_bytes() == before


GARBAGE = {
    "short": b"hej",
    "text": b"x" * 5_000,
    "header": b"SQLite format 3\x00" + b"\xff" * 4_080,
    "bytes": bytes(range(256)) * 300,
}


@pytest.mark.parametrize("garbage", GARBAGE.values(), ids=GARBAGE)
def test_garbage_is_refused_and_left_as_it_was(tmp_path: Path, garbage: bytes) -> None:
    path = tmp_path / "garbage.sqlite3"
    path.write_bytes(garbage)
    with pytest.raises(StoreBroken, match=r"garbage\.sqlite3"):
        Store(path, who="tester", clock=now)
    assert path.read_bytes() == garbage


def test_an_interrupted_first_step_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    [(_, first), *_] = migrations._steps()
    monkeypatch.setattr(migrations, "_steps", lambda: [(1, first + "INSERT INTO nowhere;\n")])
    path = tmp_path / "store.sqlite3"
    with pytest.raises(StoreBroken):
        migrate(path)
    with closing(sqlite3.connect(path)) as connection:
        assert migrations.version_of(connection) == 0
        assert connection.execute("SELECT * FROM sqlite_schema").fetchall() == []
    monkeypatch.undo()
    migrate(path)


def add_step(monkeypatch: pytest.MonkeyPatch, script: str = FAKE_STEP) -> None:
    """Let the program know one step more."""
    steps = [*migrations._steps(), (migrations.LATEST + 1, script)]
    monkeypatch.setattr(migrations, "_steps", lambda: steps)
    monkeypatch.setattr(migrations, "LATEST", migrations.LATEST + 1)


def test_an_interrupted_later_step_leaves_the_store_as_it_was(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.apply([Create("task", {"title": "Bevaret"})], "Oprettet")
    store.close()
    add_step(monkeypatch, FAKE_STEP + "INSERT INTO nowhere VALUES (1);\n")
    with pytest.raises(StoreBroken):
        migrate(store.path)
    monkeypatch.undo()
    assert [row["title"] for row in store.reader.execute("SELECT title FROM task")] == ["Bevaret"]
    assert (
        store.reader.execute("SELECT 1 FROM sqlite_schema WHERE name = 'fake'").fetchone() is None
    )


def test_a_private_copy_is_kept_before_a_step(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.apply([Create("task", {"title": "Bevaret"})], "Oprettet")
    store.close()
    former = migrations.LATEST
    add_step(monkeypatch)
    migrate(store.path)
    copy = store.path.with_name(f"{store.path.name}.version-{former}")
    with closing(sqlite3.connect(copy)) as kept:
        assert migrations.version_of(kept) == former
        assert kept.execute("SELECT title FROM task").fetchall() == [("Bevaret",)]
    assert store.reader.execute("SELECT n FROM fake").fetchone()[0] == 7
    assert os.name != "posix" or stat.S_IMODE(copy.stat().st_mode) == 0o600


def test_a_locked_file_is_busy_and_not_broken(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.close()
    add_step(monkeypatch)
    monkeypatch.setattr(migrations, "PATIENCE", 0.01)
    with closing(sqlite3.connect(store.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreBusy):
            migrate(store.path)


@pytest.mark.parametrize("former", [None, migrations.LATEST])
def test_two_processes_may_migrate_at_once(
    tmp_path: Path, former: int | None, store: Store
) -> None:
    store.close()
    path = tmp_path / "new.sqlite3" if former is None else store.path
    script = (
        "import sys, pathlib; from kombit_tui.db import migrations as m; steps = m._steps();"
        f"m._steps = lambda: [*steps, (m.LATEST, {FAKE_STEP!r})]; m.LATEST += 1;"
        "print(flush=True); sys.stdin.readline(); m.migrate(pathlib.Path(sys.argv[1]))"
    )
    command = [sys.executable, "-c", script, str(path)]
    pipe = subprocess.PIPE
    both = [
        subprocess.Popen(command, text=True, stdin=pipe, stdout=pipe, stderr=pipe) for _ in range(2)
    ]
    for one in both:  # both have loaded all they need, so they start side by side
        assert one.stdout
        one.stdout.readline()
    for one in both:
        assert one.stdin
        one.stdin.write("\n")
        one.stdin.flush()
    assert [one.communicate(timeout=60)[1] for one in both] == ["", ""]
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT n FROM fake").fetchall() == [(7,)]
        assert migrations.version_of(connection) == migrations.LATEST + 1


@pytest.mark.skipif(os.name != "posix", reason="rights of POSIX")
def test_file_and_folder_are_for_the_user_alone(store: Store) -> None:
    store.apply([Create("task", {"title": "x"})], "Oprettet")
    modes = {
        entry.name: stat.S_IMODE(entry.stat().st_mode) for entry in store.path.parent.iterdir()
    }
    assert set(modes.values()) == {0o600}, modes
    assert stat.S_IMODE(store.path.parent.stat().st_mode) == 0o700

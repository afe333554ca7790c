"""Transactions: one state to readers, all or nothing to writers, whoever else is at work."""

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlmodel import Session

from kombit_tui.db import engine as engines
from kombit_tui.db import meta
from kombit_tui.db import store as stores
from kombit_tui.db.changes import Create
from kombit_tui.db.engine import reading, writing
from kombit_tui.db.store import Store
from kombit_tui.errors import StoreBroken, StoreBusy, StoreError


def titles(session: Session) -> list[str]:
    """The titles of all tasks."""
    return list(session.execute(text("SELECT title FROM task ORDER BY seq")).scalars())


def create(store: Store, title: str) -> None:
    """A task of that title."""
    store.apply([Create("task", {"title": title})], title)


def test_a_reader_sees_one_state(store: Store) -> None:
    create(store, "før")
    with reading(store.engine) as session:
        before = titles(session)
        create(store, "imens")
        assert titles(session) == before == ["før"]
    with reading(store.engine) as session:
        assert titles(session) == ["før", "imens"]


def test_a_reader_leaves_nothing_behind(store: Store) -> None:
    with reading(store.engine) as session:
        session.execute(text("INSERT INTO meta VALUES ('glemt', '1')"))
    assert meta.read(store.reader, "glemt") is None


@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt])
def test_a_writer_that_fails_leaves_no_trace(store: Store, error: type[BaseException]) -> None:
    def write() -> None:
        with writing(store.engine) as session:
            session.execute(text("INSERT INTO meta VALUES ('halv', '1')"))
            session.execute(text("CREATE TABLE meta_halv (n)"))
            raise error

    with pytest.raises(error):
        write()
    tables = store.reader.execute("SELECT 1 FROM sqlite_schema WHERE name = 'meta_halv'")
    assert tables.fetchone() is None
    assert meta.read(store.reader, "halv") is None
    create(store, "derefter")


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Another program holds the write lock."""
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield


def test_a_lock_held_by_another_is_told_and_nothing_is_written(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engines, "BUSY_MILLISECONDS", 10)
    monkeypatch.setattr(stores, "PATIENCE", 0.01)
    with locked(store.path):
        with pytest.raises(StoreBusy):
            create(store, "optaget")
        with pytest.raises(StoreBusy):
            store.remember_visit()
        with reading(store.engine) as session:
            assert titles(session) == [], "reading goes on"
    create(store, "frit")
    assert store.reader.execute("SELECT count(*) FROM journal_group").fetchone()[0] == 1


def test_a_full_disk_is_told_and_nothing_is_written(store: Store) -> None:
    create(store, "før")
    with closing(store.engine.raw_connection()) as raw:
        raw.cursor().execute("PRAGMA max_page_count = 1")  # SQLite takes the size it has
    with pytest.raises(StoreError, match="full"):
        create(store, "lang " * 50_000)
    assert [tuple(row) for row in store.reader.execute("SELECT title FROM task")] == [("før",)]


def test_a_damaged_file_is_told(store: Store) -> None:
    create(store, "før")
    store.close()
    data = bytearray(store.path.read_bytes())
    data[4096:] = b"\xa5" * (len(data) - 4096)
    store.path.write_bytes(data)
    damaged = bytes(data)
    with pytest.raises(StoreBroken):
        create(store, "efter")
    store.close()
    assert store.path.read_bytes() == damaged


WRITER = """
import sys
from pathlib import Path
from kombit_tui.db.changes import Create
from kombit_tui.db.store import Store

store = Store(Path(sys.argv[1]), who=sys.argv[2])
store.prepare_writing()
for number in range(int(sys.argv[3])):
    title = f"{sys.argv[2]}-{number}"
    two = [Create("task", {"title": title}), Create("person", {"name": title})]
    store.apply(two, title)
    print(title, flush=True)
"""


def writer(store: Store, who: str, steps: int) -> "subprocess.Popen[str]":
    """Another process that makes steps of two records and names each when it is saved."""
    command = [sys.executable, "-c", WRITER, str(store.path), who, str(steps)]
    return subprocess.Popen(command, text=True, stdout=subprocess.PIPE)


def check_whole(store: Store) -> set[str]:
    """The labels of all steps, after making sure that none is there by half."""
    reader = store.reader
    assert reader.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    labels = {row[0] for row in reader.execute("SELECT label FROM journal_group")}
    for query in (
        "SELECT title FROM task",
        "SELECT name FROM person",
        "SELECT title FROM task_row",
        "SELECT title FROM record_index WHERE kind = 'person'",
    ):
        assert {row[0] for row in reader.execute(query)} == labels, query
    for table in ("journal_entry", "sync_state", "record_index"):
        count = reader.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        assert count == 2 * len(labels), table
    return labels


def test_a_killed_writer_leaves_a_good_store_with_all_it_saved(store: Store) -> None:
    saved: set[str] = set()
    for round_ in range(4):
        with writer(store, f"runde{round_}", 10**9) as process:
            assert process.stdout
            saved |= {process.stdout.readline().strip() for _ in range(3 + 5 * round_)}
            process.kill()
            saved |= {line.strip() for line in process.stdout if line.endswith("\n")}
        assert saved <= check_whole(store)
    create_both = [Create("task", {"title": "efter"}), Create("person", {"name": "efter"})]
    store.apply(create_both, "efter")
    assert "efter" in check_whole(store)


def test_a_writer_killed_inside_a_transaction_leaves_nothing_of_it(store: Store) -> None:
    script = WRITER.replace(
        "for number",
        "from sqlalchemy import text\n"
        "from kombit_tui.db.engine import writing\n"
        "with writing(store.engine) as session:\n"
        "    for n in range(5000):\n"
        "        row = {'n': 'x' * 500 + str(n)}\n"
        "        session.execute(text('INSERT INTO meta VALUES (:n, :n)'), row)\n"
        "    print('midt i', flush=True)\n"
        "    sys.stdin.readline()\n"
        "for number",
    )
    command = [sys.executable, "-c", script, str(store.path), "dræbt", "0"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, text=True, stdin=pipe, stdout=pipe) as process:
        assert process.stdout
        assert process.stdout.readline() == "midt i\n"
        process.kill()
    assert store.reader.execute("SELECT count(*) FROM meta").fetchone()[0] == 2
    store.apply([Create("task", {"title": "a"}), Create("person", {"name": "a"})], "a")
    assert check_whole(store) == {"a"}


def test_two_processes_on_one_store_lose_nothing(store: Store) -> None:
    with writer(store, "a", 25) as one, writer(store, "b", 25) as other:
        assert (one.wait(60), other.wait(60)) == (0, 0)
    assert check_whole(store) == {f"{who}-{n}" for who in "ab" for n in range(25)}

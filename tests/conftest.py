"""Stores for tests: files in a folder of their own, with a clock that stands still."""

import shutil
import sqlite3
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from kombit_tui.db import meta
from kombit_tui.db.store import Store
from kombit_tui.demo.store import fill

NOW = datetime(2026, 8, 19, 9, 0, tzinfo=timezone(timedelta(hours=2)))
"""When every test takes place."""


def now() -> datetime:
    """The clock of every store in a test."""
    return NOW


@pytest.fixture
def empty_store(tmp_path: Path) -> Iterator[Store]:
    """A store as it is on the very first start."""
    store = Store(tmp_path / "empty" / "store.sqlite3", who="tester", clock=now)
    yield store
    store.close()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store without records whose municipality is known."""
    store = Store(tmp_path / "store" / "store.sqlite3", who="tester", clock=now)
    store.remember({meta.MUNICIPALITY: "0999", meta.MUNICIPALITY_NAME: "Korsbæk Kommune"})
    yield store
    store.close()


@pytest.fixture(scope="session")
def demo_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo as one file, made once and never opened for writing again."""
    path = tmp_path_factory.mktemp("demo") / "demo.sqlite3"
    store = Store(path, who="tester", clock=now)
    fill(store, NOW.date())
    store.close()
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    return path


@pytest.fixture
def demo_store(tmp_path: Path, demo_file: Path) -> Iterator[Store]:
    """Korsbæk Kommune as of `NOW`, for one test to do with as it likes."""
    folder = tmp_path / "demo"
    folder.mkdir(mode=0o700)
    store = Store(Path(shutil.copy(demo_file, folder)), who="tester", clock=now)
    yield store
    store.close()

"""Stores for tests: files in a folder of their own, with a clock that stands still."""

import gc
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from kombit_tui.db import meta
from kombit_tui.db.store import Store
from kombit_tui.demo.store import fill
from tests.tools import packages, stillness, styles_once

NOW = datetime(2026, 8, 19, 9, 0, tzinfo=timezone(timedelta(hours=2)))
"""When every test takes place."""


def now() -> datetime:
    """The clock of every store in a test."""
    return NOW


LONG = (
    "tests/sync/test_model.py",
    "tests/ui/test_hostile_text.py::test_no_byte",
    "tests/sync/test_kill.py",
    "tests/ui/test_stepping_out.py",
    "tests/sync/test_going_wrong.py",
)
"""What takes longest begins first, so that no process is left alone with it at the end."""


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the longest tests first; the others stay in their order."""
    items.sort(key=lambda item: not item.nodeid.startswith(LONG))


def pytest_collection_finish() -> None:
    """What the tests are made of stays: no need to look for garbage in it a thousand times."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.fixture(scope="session", autouse=True)
def _dashboards_cost_less() -> Iterator[None]:
    """They are waited for as `stillness` tells, and their styles are read once."""
    with pytest.MonkeyPatch.context() as patch:
        stillness.install(patch)
        styles_once.install(patch)
        yield


def _closed(store: Store) -> Path:
    """The store as one file, to be copied and never opened for writing again."""
    store.close()
    with closing(sqlite3.connect(store.path, isolation_level=None)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return store.path


def _copy(file: Path, folder: Path) -> Store:
    """A store of one's own; to make one takes thirty times as long."""
    folder.mkdir(mode=0o700)
    return Store(Path(shutil.copy(file, folder)), who="tester", clock=now)


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store as it is on the very first start, as one file."""
    folder = tmp_path_factory.mktemp("empty")
    return _closed(Store(folder / "store.sqlite3", who="tester", clock=now))


@pytest.fixture
def empty_store(tmp_path: Path, empty_file: Path) -> Iterator[Store]:
    """A store as it is on the very first start."""
    store = _copy(empty_file, tmp_path / "empty")
    yield store
    store.close()


@pytest.fixture
def store(tmp_path: Path, empty_file: Path) -> Iterator[Store]:
    """A store without records whose municipality is known."""
    store = _copy(empty_file, tmp_path / "store")
    store.remember({meta.MUNICIPALITY: "0999", meta.MUNICIPALITY_NAME: "Korsbæk Kommune"})
    yield store
    store.close()


@pytest.fixture(scope="session")
def demo_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo as one file."""
    store = Store(tmp_path_factory.mktemp("demo") / "demo.sqlite3", who="tester", clock=now)
    fill(store, NOW.date())
    return _closed(store)


@pytest.fixture
def demo_store(tmp_path: Path, demo_file: Path) -> Iterator[Store]:
    """Korsbæk Kommune as of `NOW`, for one test to do with as it likes."""
    store = _copy(demo_file, tmp_path / "demo")
    yield store
    store.close()


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> packages.Built:
    """Wheel and sdist of this checkout, built once for all tests that are of one xdist group."""
    return packages.build(packages.ROOT, tmp_path_factory.mktemp("built"))

"""A store in which every text is hostile, and was put in behind all cleaning."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from kombit_tui.db.store import Store
from tests.conftest import now
from tests.ui.hostile import hostile_store, poison


@pytest.fixture(scope="session")
def poisoned_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """It, as one file."""
    path = tmp_path_factory.mktemp("poisoned") / "store.sqlite3"
    hostile_store(path).close()
    poison(path)
    return path


@pytest.fixture
def poisoned(poisoned_file: Path, tmp_path: Path) -> Iterator[Store]:
    """It, for one test."""
    store = Store(Path(shutil.copy(poisoned_file, tmp_path)), who="tester", clock=now)
    yield store
    store.close()

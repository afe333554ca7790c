"""What the tests under fire share: how long they go on, and a store with the demo's records."""

import os
from pathlib import Path

import pytest

from kombit_tui.db.store import Store

MOMENTS = int(os.environ.get("FIRE_MOMENTS", "15"))
"""At how many moments processes are killed: more with `make fire`."""
SECONDS = float(os.environ.get("FIRE_SECONDS", "1.5"))
"""How long many writers write at once."""
SEED = int(os.environ.get("FIRE_SEED", "8"))
"""Another one gives other moments."""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the program has all its files."""
    folder = tmp_path / "home"
    folder.mkdir(mode=0o700)
    monkeypatch.setenv("KOMBIT_TUI_HOME", str(folder))
    return folder


@pytest.fixture
def path(demo_store: Store) -> Path:
    """A store with records, which nobody has open."""
    demo_store.close()
    return demo_store.path

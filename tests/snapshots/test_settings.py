"""The settings, and the practice on the demo."""

from pathlib import Path

import pytest

from kombit_tui.db.store import Store
from tests.snapshots.conftest import Picture, Shown
from tests.snapshots.test_pictures import sizes


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file with two settings."""
    monkeypatch.setenv("KOMBIT_TUI_HOME", str(tmp_path))
    (tmp_path / "settings.toml").write_text('user = "Åse Kjær"\nsync_interval = 120\n', "utf-8")


@sizes
def test_the_settings(picture: Picture, demo_store: Store, size: tuple[int, int]) -> None:
    """All of them, one changed, and the one with the focus explained."""
    steps = ("comma", Shown("De ses, mens"), "down", "space", "down", "down")
    assert picture(demo_store, "tasks", size, *steps)


@sizes
def test_the_practice(picture: Picture, demo_store: Store, size: tuple[int, int]) -> None:
    """One step taken, the next one explained, above the hint of the screen."""
    steps = ("space", "space", "space", "t", tuple("om 2 uger"), "enter", Shown("1 af 5"))
    assert picture(demo_store, "tasks", size, "Y", Shown("0 af 5"), *steps)

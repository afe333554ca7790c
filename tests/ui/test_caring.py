"""The dashboard takes care of its store a while after the start, and tells where it cannot."""

from pathlib import Path

import pytest

from kombit_tui.app import caring
from kombit_tui.db import daily, meta
from kombit_tui.db.store import Store
from kombit_tui.errors import CopyFailed
from tests.tools.dashboard import dashboard


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for half a minute here."""
    monkeypatch.setattr(caring, "CARE_DELAY", 0.05)


async def test_a_copy_is_made_of_ones_own_store(store: Store) -> None:
    async with dashboard(store) as open_:
        await open_.until(lambda: len(daily.copies(store.path)) == 1)
        assert daily.copies(store.path)[0].stem.endswith(open_.app.store.clock().date().isoformat())


async def test_none_is_made_of_the_demo(demo_store: Store) -> None:
    async with dashboard(demo_store) as open_:
        await open_.press("3")
        assert not daily.folder_of(demo_store.path).exists()


async def test_what_is_wrong_is_told_in_the_hint_line(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_path: Path, _today: object) -> None:
        raise CopyFailed("Lageret «x» er beskadiget.", "Hent kopien.")

    monkeypatch.setattr(daily, "take_care", broken)
    store.remember({meta.WELCOMED: "ja"})
    async with dashboard(store, "agenda") as open_:
        await open_.until(lambda: "beskadiget" in open_.hint)
        assert "Hent kopien." in open_.hint
        await open_.press("3")
        await open_.until(lambda: open_.app.current_mode == "tasks")

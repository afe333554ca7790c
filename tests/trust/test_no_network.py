"""Without a server that the user chose, nothing is asked of the network by anything."""

import socket
from pathlib import Path
from typing import Any

import pytest

from kombit_tui.db.store import Store
from tests.commands import called
from tests.tools.dashboard import dashboard
from tests.trust.places import PLACES


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Whom anybody tried to reach."""
    found: list[Any] = []

    def refuse(_: socket.socket, address: Any) -> None:
        found.append(address)
        raise OSError("no network")

    def unknown(host: Any, *_: object, **__: object) -> None:
        found.append(host)
        raise socket.gaierror("no names")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket.socket, "connect_ex", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    return found


async def test_the_dashboard_works_on_every_screen_and_asks_nobody(
    demo_store: Store, asked: list[Any]
) -> None:
    async with dashboard(demo_store, "overview") as open_:
        for mode in dict.fromkeys(place.mode for place in PLACES.values()):
            await open_.app.switch_mode(mode)
            await open_.press()
            assert len(open_.text.split()) > 10
        await open_.app.switch_mode("tasks")
        await open_.press("j", "s", "down", "enter")
        assert open_.hint.startswith("Gemt")
        await open_.press("S")
        assert "ingen server" in open_.hint
    assert asked == []


def test_no_command_asks_anybody(tmp_path: Path, asked: list[Any]) -> None:
    for words in (("add", "tasks", "titel=Opgave"), ("list", "tasks"), ("status",), ("doctor",),
                  ("export", "csv", "tasks"), ("undo",), ("settings",)):  # fmt: skip
        assert called(tmp_path, *words).returncode == 0
    assert called(tmp_path, "sync").returncode == 2, "there is no server to ask"
    assert asked == []

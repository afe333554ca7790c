"""Clients that are connected to a server in this process, whatever address they are given."""

from typing import Any

import httpx
import pytest

from kombit_tui.sync.client import Client


def connect(monkeypatch: pytest.MonkeyPatch, transport: httpx.BaseTransport) -> None:
    """Every client from now on talks to `transport`."""
    make = Client.__init__

    def made(self: Client, *arguments: Any, **named: Any) -> None:
        make(self, *arguments, **{"transport": transport, **named})

    monkeypatch.setattr(Client, "__init__", made)


def answering(monkeypatch: pytest.MonkeyPatch, response: httpx.Response | Exception) -> None:
    """Every client from now on gets the same answer to whatever it asks."""

    def handle(_: httpx.Request) -> httpx.Response:
        if isinstance(response, Exception):
            raise response
        return response

    connect(monkeypatch, httpx.MockTransport(handle))

"""The driver of a dashboard in a browser, where one app follows the other in one process."""

import asyncio
import os
import sys
from types import SimpleNamespace
from typing import Any, cast

import pytest
from textual.app import App

from kombit_tui.widgets.browser_driver import BrowserDriver
from kombit_tui.wording.wishes import Wish


async def _driver() -> BrowserDriver:
    """One of an app that closes to be opened on its own store; Textual's asks for the loop."""
    former = cast("App[Any]", SimpleNamespace(return_value=Wish.OWN))
    return BrowserDriver(former, size=(80, 24))


def test_no_thread_of_the_app_before_takes_a_key_from_the_one_that_follows(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    keys, server = os.pipe()
    with open(keys, "rb") as read_by_both, open(server, "wb"), open(os.devnull, "w") as page:
        monkeypatch.setattr(sys, "__stdin__", read_by_both)
        monkeypatch.setattr(sys, "__stdout__", page)
        monkeypatch.setattr(BrowserDriver, "_size_before", None)
        driver = asyncio.run(_driver())
        driver._key_thread.start()
        driver.stop_application_mode()
        assert not driver._key_thread.is_alive()

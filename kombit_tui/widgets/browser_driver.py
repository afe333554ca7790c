"""Textual's driver for a dashboard in a browser, which may be opened again on another store."""

import os
from functools import partial
from typing import Any, ClassVar

from textual.app import App
from textual.drivers.web_driver import WebDriver

_GREETING = b"__GANGLION__\n"
"""What the server waits for, once for each process."""


class BrowserDriver(WebDriver):
    """Tells the server that it is over only when no other store is to be opened."""

    _size_before: ClassVar[tuple[int, int] | None] = None
    """What the window was when the former app of this process closed."""

    def __init__(
        self,
        app: App[Any],
        *,
        debug: bool = False,
        mouse: bool = True,
        size: tuple[int, int] | None = None,
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size or self._size_before)
        if self._size_before is not None:
            self._write = partial(_without_greeting, self.fileno)

    def stop_application_mode(self) -> None:
        """Leave the window as it is for the app that follows."""
        if self._app.return_value is None:
            super().stop_application_mode()
            return
        BrowserDriver._size_before = self._size
        self.exit_event.set()
        self._input_reader.close()
        if self._key_thread.is_alive():
            # Left alone, it may wait for the same byte as the next app's, and then takes its key.
            self._key_thread.join()


def _without_greeting(file: int, data: bytes) -> int:
    return len(data) if data == _GREETING else os.write(file, data)

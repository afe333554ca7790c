"""A browser in front of `kombit-tui web`: the real server, Debian's Chromium, and what it is sent.

The page paints on a canvas, so what stands on it is read from what the server sent, by a terminal
in memory; the picture of the page shows that the canvas has it too.
"""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pyte
from playwright.sync_api import ConsoleMessage, Page, WebSocket, sync_playwright

ARTEFACTS = Path(__file__).parents[2] / "artifacts"
"""Pictures to look at; not in git."""
PATIENCE = 20_000
"""Milliseconds that the page may take for one step."""
QUIET = 300
"""Milliseconds without news after which the screen counts as finished."""
_NAMES = ("chromium", "chromium-browser", "google-chrome")


def chromium() -> str:
    """Where the browser is; without one the tests fail, and `.ci/run` installs it."""
    found = next(filter(None, map(shutil.which, _NAMES)), None)
    assert found, "Chromium is missing: apt-get install chromium"
    return found


class Served:
    """A running `kombit-tui web`."""

    def __init__(self, process: "subprocess.Popen[str]", port: int, address: str) -> None:
        self.process = process
        self.port = port
        self.address = address
        """With its token."""

    @property
    def root(self) -> str:
        """The address without the token."""
        return f"http://127.0.0.1:{self.port}"

    def stop(self) -> tuple[int, str]:
        """Stop it as Ctrl+C does; gives its exit code and what it complained of."""
        self.process.send_signal(signal.SIGINT)
        _, complaints = self.process.communicate(timeout=30)
        return self.process.returncode, complaints


@contextmanager
def served(home: Path, *options: str) -> Iterator[Served]:
    """The demo, served on a free port."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "kombit_tui", *options, "web", "--port", str(port)],
        env=os.environ | {"KOMBIT_TUI_HOME": str(home), "PYTHONIOENCODING": "utf-8"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    assert process.stdout is not None
    try:
        told = iter(process.stdout.readline, "")
        address = next(found[0] for line in told if (found := re.search(r"http://\S+", line)))
        yield Served(process, port, address)
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


class Window:
    """A page with the dashboard, and what a user does there."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.screen = pyte.Screen(80, 24)
        self._stream = pyte.ByteStream(self.screen)
        self.trouble: list[str] = []
        self._frames = 0
        self._before = ""
        """What stood there when the last key was pressed."""
        page.on("websocket", self._watch)
        page.on("pageerror", lambda error: self.trouble.append(str(error)))
        page.on("console", self._heard)

    def _heard(self, said: ConsoleMessage) -> None:
        if said.type == "error":
            self.trouble.append(said.text)

    def _watch(self, socket_: WebSocket) -> None:
        width, height = (int(found) for found in re.findall(r"=(\d+)", socket_.url))
        self.screen.resize(height, width)
        socket_.on("framereceived", self._received)

    def _received(self, data: str | bytes) -> None:
        self._frames += 1
        if isinstance(data, bytes):
            # What pyte takes for letters: modes that end in a letter of their own.
            self._stream.feed(re.sub(rb"\x1b\[[?<>=][\d;]*[$a-gi-km-zA-Z]+", b"", data))

    @property
    def text(self) -> str:
        """All that is on the screen."""
        return "\n".join(self.screen.display)

    def until(self, condition: Callable[[], bool]) -> None:
        """Wait for what the server sends."""
        for _ in range(PATIENCE // 20):
            if condition():
                return
            self.page.wait_for_timeout(20)
        raise AssertionError(f"the page never got there:\n{self.text}\n{self.trouble}")

    def shows(self, text: str) -> None:
        """Wait until a text that was not there before is on the screen, and nothing more comes.

        A text that stood there already would let the next key overtake the last one, and what
        follows an Escape too soon is read as one key with it: Alt and the next one.
        """
        assert text not in self._before, f"«{text}» was there before"
        self.until(lambda: text in self.text)
        self._rest()

    def is_rid_of(self, text: str) -> None:
        """Wait until a text that was there is not any more, and nothing more comes."""
        assert text in self._before, f"«{text}» was not there before"
        self.until(lambda: text not in self.text)
        self._rest()

    def _rest(self) -> None:
        before = -1
        while before != self._frames:
            before = self._frames
            self.page.wait_for_timeout(QUIET)

    def type(self, *keys: str) -> None:
        """Press keys."""
        self._before = self.text
        for key in keys:
            self.page.keyboard.press(key)

    def keep_picture(self, name: str) -> bytes:
        """A picture of the page, kept to be looked at."""
        ARTEFACTS.mkdir(exist_ok=True)
        return self.page.screenshot(path=ARTEFACTS / name)


@contextmanager
def window() -> Iterator[Window]:
    """A new browser without a history."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium(), args=["--no-sandbox"] if os.geteuid() == 0 else []
        )
        try:
            page = browser.new_page(viewport={"width": 1280, "height": 800})
            page.set_default_timeout(PATIENCE)
            yield Window(page)
        finally:
            browser.close()

"""Processes of a test: they end with it, listen on loopback, and are waited for."""

import shutil
import socket
import subprocess
import time
from contextlib import closing

import httpx

_PATIENCE = 40.0


def ending_with_us(*options: str) -> list[str]:
    """The beginning of a command whose process ends when this one does, with options of setpriv.

    Where there is no setpriv nothing is left behind either, unless this process is killed.
    """
    if not shutil.which("setpriv"):
        return []
    return ["setpriv", "--pdeathsig", "INT", *options, "--"]


def free_port() -> int:
    """A port that nobody listens on just now."""
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def answering(url: str, process: "subprocess.Popen[bytes]") -> None:
    """Wait until a head answers at `url`, which ends in `/v1/`.

    Raises:
        httpx.HTTPError: it ended, or took too long.
    """
    end = time.monotonic() + _PATIENCE
    while True:
        try:
            # Without verify: reading certificates takes longer than all else here.
            httpx.get(f"{url}__lbheartbeat__", timeout=5, verify=False).raise_for_status()
            return
        except httpx.HTTPError:
            if process.poll() is not None or time.monotonic() > end:
                raise
            time.sleep(0.05)

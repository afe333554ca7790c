"""Runs a program in a pseudo-terminal and tells when it first shows a text. POSIX only."""

import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from collections.abc import Mapping, Sequence

COLUMNS, ROWS = 120, 36
PATIENCE = 60.0
"""Seconds until a program that shows nothing is given up."""


def first_paint(command: Sequence[str], mark: str, environment: Mapping[str, str]) -> float:
    """Seconds from the start of `command` until `mark` has been written to its terminal.

    Raises:
        RuntimeError: it ended, or was too slow, before it did.
    """
    began = time.perf_counter()
    pid, terminal = pty.fork()
    if pid == 0:
        os.execvpe(
            command[0], list(command), {**os.environ, **environment, "TERM": "xterm-256color"}
        )
    try:
        fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        return _wait_for(terminal, mark.encode(), began)
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        os.close(terminal)


def _wait_for(terminal: int, mark: bytes, began: float) -> float:
    written = b""
    while time.perf_counter() - began < PATIENCE:
        if not select.select([terminal], [], [], 0.5)[0]:
            continue
        try:
            piece = os.read(terminal, 65_536)
        except OSError:  # the program closed its side
            break
        written += piece
        if mark in written:
            return time.perf_counter() - began
    raise RuntimeError(f"«{mark.decode()}» was not shown; last seen: {written[-400:]!r}")

"""The real program in a terminal of its own: what it writes, byte by byte, and how it ends."""

import fcntl
import os
import pty
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

PROGRAM = (sys.executable, "-m", "kombit_tui")
ESCAPE = b"\x1b"
"""With what is in the queue behind it, it would be read as one key: Alt and the next one."""


def run_in_terminal(
    arguments: Sequence[str],
    home: Path,
    keys: Sequence[bytes] = (),
    *,
    until: bytes = b"",
    program: Sequence[str] = PROGRAM,
    more: Mapping[str, str] | None = None,
) -> tuple[bytes, int]:
    """Run the program, press keys when `until` is written, and then q; all it wrote, and its code.

    `home` becomes the folder of all its files, and `more` is added to its environment.
    """
    leader, follower = pty.openpty()
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 36, 120, 0, 0))
    environment = {**os.environ, "TERM": "xterm-256color", "KOMBIT_TUI_HOME": str(home)}
    environment.pop("NO_COLOR", None)
    process = subprocess.Popen(
        [*program, *arguments],
        stdin=follower,
        stdout=follower,
        stderr=follower,
        env=environment | dict(more or {}),
        start_new_session=True,
    )
    name = os.ttyname(follower)
    os.close(follower)
    try:
        written = _read(leader, until=until)
        for key in (*keys, b"q"):
            os.write(leader, key)
            if key.endswith(ESCAPE):
                _wait_until_taken(name)
            written += _read(leader)
        return written, process.wait(20)
    finally:
        process.kill()
        process.wait()
        os.close(leader)


def _wait_until_taken(terminal: str, patience: float = 20) -> None:
    """Wait until the program has read all that was pressed, however slow the machine is."""
    end = time.monotonic() + patience
    follower = os.open(terminal, os.O_RDONLY | os.O_NOCTTY)
    try:
        while time.monotonic() < end:
            (waiting,) = struct.unpack("i", fcntl.ioctl(follower, termios.FIONREAD, b"\0" * 4))
            if not waiting:
                return
            time.sleep(0.01)
    finally:
        os.close(follower)
    raise AssertionError("nobody reads what is pressed")


def _read(terminal: int, until: bytes = b"", quiet: float = 0.7, patience: float = 20) -> bytes:
    """What is written until it is quiet, but not before `until` came."""
    written, end = b"", time.monotonic() + patience
    while time.monotonic() < end:
        if select.select([terminal], [], [], quiet)[0]:
            try:
                written += os.read(terminal, 65536)
            except OSError:  # the program is gone
                break
        elif until in written:
            break
    return written

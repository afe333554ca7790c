"""Runs a program in a pseudo-terminal, sends it keys, tells when its screen changed. POSIX only.

What the program writes is noted with the time it came; what a screen then showed is worked out
afterwards, so that the terminal here costs the program nothing.
"""

import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, Self

import pyte

COLUMNS, ROWS = 120, 36
PATIENCE = 120.0
"""Seconds until a program that does not show what is waited for is given up."""
SLOWEST = 20.0
"""Seconds that a program may take until it answers a key at all."""
QUIET = 0.35
"""Seconds without a byte after which a screen is settled."""
START_QUIET = 1.5
"""The same while a program still starts: a first frame may stand long before keys are answered."""


class Piece(NamedTuple):
    """Bytes, and when they came (`time.perf_counter`)."""

    at: float
    data: bytes


class Answer(NamedTuple):
    """When the screen changed after a key, in seconds from the key."""

    first: float
    settled: float


class Terminal:
    """A program on a terminal of its own."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str]) -> None:
        self.began = time.perf_counter()
        self.pid, self._file = pty.fork()
        if self.pid == 0:
            os.execvpe(command[0], list(command), {**os.environ, **environment})
        size = struct.pack("HHHH", ROWS, COLUMNS, 0, 0)
        fcntl.ioctl(self._file, termios.TIOCSWINSZ, size)
        self._screen = pyte.Screen(COLUMNS, ROWS)
        self._stream = pyte.ByteStream(self._screen)
        self._unseen: list[Piece] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self._file)

    def wait_for(self, mark: str) -> float:
        """Seconds from the start until `mark` was written.

        Raises:
            RuntimeError: it was not, and the program ended or took too long.
        """
        written = b"".join(piece.data for piece in self._unseen)
        while mark.encode() not in written:
            piece = self._read(PATIENCE)
            if piece is None or piece.at - self.began > PATIENCE:
                raise RuntimeError(f"«{mark}» was not shown; last seen: {written[-400:]!r}")
            written += piece.data
        return self._unseen[-1].at - self.began

    def settle(self, quiet: float = QUIET) -> None:
        """Wait until nothing more is written, and take the screen as it is then."""
        while self._read(quiet) is not None:
            pass
        self._show(self._unseen)
        self._unseen = []

    def press(
        self, keys: str, *, columns: int = COLUMNS, quiet: float = QUIET, bars: int = 1
    ) -> Answer:
        """Send keys; when the screen changed first and last, below its bars the left `columns`.

        `bars` is how many rows at the top are looked at in full width.

        Raises:
            RuntimeError: nothing changed.
        """
        self.settle(0.02)
        sent = time.perf_counter()
        os.write(self._file, keys.encode())
        return self._answer(sent, (columns, bars), quiet)

    def send(self, keys: str) -> None:
        """Send keys and look for no answer."""
        os.write(self._file, keys.encode())

    def echo(self, keys: str, *, top: int, columns: int, quiet: float) -> float:
        """Send keys; seconds until anything changed below the first lines, in the left `columns`.

        Raises:
            RuntimeError: nothing changed.
        """
        self.settle(0.0)
        sent = time.perf_counter()
        self.send(keys)
        while self._read(SLOWEST) is not None:
            while self._read(quiet) is not None:
                pass  # a screen is worked out only when nothing comes: it would delay what does
            written, self._unseen = self._unseen, []
            changes = [one.at for one in written if self._show([one], (columns, top), top)]
            if changes:
                return changes[0] - sent
        raise RuntimeError(f"nothing on the screen changed:\n{self.text()}")

    def press_at_once(self, keys: str, columns: int = COLUMNS) -> Answer:
        """Send keys without looking first; what has come by now counts as before."""
        before = len(self._unseen)
        sent = time.perf_counter()
        os.write(self._file, keys.encode())
        return self._answer(sent, (columns, 1), START_QUIET, before)

    def _answer(self, sent: float, part: tuple[int, int], quiet: float, before: int = 0) -> Answer:
        wait = SLOWEST
        while self._read(wait) is not None and time.perf_counter() - sent < SLOWEST:
            wait = quiet  # some never stop writing, though nothing changes
        self._show(self._unseen[:before])
        answers = self._unseen[before:]
        self._unseen = []
        changes = [piece.at for piece in answers if self._show([piece], part)]
        if not changes:
            raise RuntimeError(f"nothing on the screen changed:\n{self.text()}")
        return Answer(changes[0] - sent, changes[-1] - sent)

    def _show(
        self, pieces: Sequence[Piece], part: tuple[int, int] = (COLUMNS, 1), top: int = 0
    ) -> bool:
        """Bring the screen up to date; whether that part of it looks different now, below `top`."""
        before = {y: _row(self._screen, y, part) for y in range(ROWS)}
        self._screen.dirty.clear()
        for piece in pieces:
            self._stream.feed(piece.data)
        touched = [y for y in self._screen.dirty if top <= y < ROWS]
        return any(_row(self._screen, y, part) != before[y] for y in touched)

    def _read(self, wait: float) -> Piece | None:
        """The next bytes; None when none come for so long, or ever."""
        if not select.select([self._file], [], [], wait)[0]:
            return None
        try:
            data = os.read(self._file, 1 << 20)
        except OSError:  # the program closed its side
            return None
        self._unseen.append(Piece(time.perf_counter(), data))
        return self._unseen[-1]

    def text(self) -> str:
        """What the screen shows."""
        return "\n".join(self._screen.display)

    def anonymous_memory(self) -> float:
        """Megabytes that the program holds for itself. Linux only."""
        for line in Path(f"/proc/{self.pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Anonymous:"):
                return int(line.split()[1]) / 1024
        return 0.0

    def busy(self, seconds: float) -> float:
        """The share of a core that the program uses while nobody touches it. Linux only."""
        before = self._ticks()
        self.settle(seconds)
        used = (self._ticks() - before) / os.sysconf("SC_CLK_TCK")
        return used / seconds

    def _ticks(self) -> int:
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return int(fields[11]) + int(fields[12])


def _row(screen: pyte.Screen, y: int, part: tuple[int, int]) -> list[tuple[object, ...]]:
    line = screen.buffer[y]
    columns, bars = part
    return [tuple(line[x]) for x in range(columns if y >= bars else COLUMNS)]

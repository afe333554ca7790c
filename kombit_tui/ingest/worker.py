"""The child process that reads one file: bytes come on stdin, JSON lines leave on stdout.

Started by `readers.child` as `python -P -m kombit_tui.ingest.worker FORMAT`. It binds itself before
it loads a parser. While it reads it tells how far it has come; its last line is the reading, or a
code that says why there is none.
"""

import gc
import os
import sys
from typing import Any

from kombit_tui.ingest.readers import limits, wire
from kombit_tui.ingest.readers.by_format import read
from kombit_tui.ingest.readers.reading import start_clock
from kombit_tui.ingest.readers.trouble import CannotRead, Trouble

_MANY_OBJECTS = 100_000
"""So many new objects before garbage is looked for: a file is read once, and then all is over."""


def main(promised: str) -> None:
    """Read stdin as a file of the format that its name promises, and answer."""
    limits.bind_myself()
    start_clock()
    data = sys.stdin.buffer.read(limits.MAX_BYTES + 1)
    try:
        answer = wire.encode(read(data, promised, lambda done, of: _say([done, of])))
    except CannotRead as error:
        _tell_where(error)
        answer = f"{error.trouble}:{error.what}"
    except MemoryError:
        answer = f"{Trouble.TOO_HEAVY}:"
    _say(answer)


def _tell_where(error: CannotRead) -> None:
    """Say on stderr where it broke: loaded only then, for it takes longer than many a file."""
    import traceback

    traceback.print_exception(error)


def _say(value: Any) -> None:
    sys.stdout.buffer.write(wire.dumped(value))
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    gc.set_threshold(_MANY_OBJECTS)
    main(sys.argv[1])
    os._exit(0)  # all is said: what was read need not be taken apart piece by piece

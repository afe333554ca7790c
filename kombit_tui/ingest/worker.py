"""The child process that reads one file: bytes come on stdin, JSON lines leave on stdout.

Started by `readers.child` as `python -I -m kombit_tui.ingest.worker FORMAT`. It binds itself before
it loads a parser. While it reads it tells how far it has come; its last line is the reading, or a
code that says why there is none.
"""

import sys
import traceback
from typing import Any

from kombit_tui.ingest.readers import limits, wire
from kombit_tui.ingest.readers.by_format import read
from kombit_tui.ingest.readers.reading import start_clock
from kombit_tui.ingest.readers.trouble import CannotRead, Trouble


def main(promised: str) -> None:
    """Read stdin as a file of the format that its name promises, and answer."""
    limits.bind_myself()
    start_clock()
    data = sys.stdin.buffer.read(limits.MAX_BYTES + 1)
    try:
        answer = wire.encode(read(data, promised, lambda done, of: _say([done, of])))
    except CannotRead as error:
        traceback.print_exc()
        answer = f"{error.trouble}:{error.what}"
    except MemoryError:
        answer = f"{Trouble.TOO_HEAVY}:"
    _say(answer)


def _say(value: Any) -> None:
    sys.stdout.buffer.write(wire.dumped(value))
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main(sys.argv[1])

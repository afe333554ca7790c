"""A reading connection that can keep what was worked out from it while the store stands still."""

import os
import sqlite3
from _thread import allocate_lock  # `threading` has the same; the first frame would wait for it
from typing import Any


class Reader(sqlite3.Connection):
    """A connection with a memory; see `kept`."""

    _version = -1
    _memory: dict[str, Any]

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.alone = allocate_lock()
        """For who reads several things that belong together: threads may share a connection."""

    def kept(self) -> dict[str, Any]:
        """What was put here since the store last changed."""
        (version,) = self.execute("PRAGMA data_version").fetchone()
        if version != self._version:
            self._version, self._memory = version, {}
        return self._memory


def stands_still(path: str) -> bool:
    """Whether nothing can be written beside the store at `path`, nor is anything waiting there."""
    folder = os.path.dirname(os.path.abspath(path))
    return not os.access(folder, os.W_OK) and not os.path.exists(f"{path}-wal")


def file_uri(path: str, mode: str) -> str:
    """How SQLite is to open the file at `path`: "ro" for reading, "rw" for writing what is there.

    Without a mode it would put an empty file where one is missing.
    """
    quoted = path.replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    if os.name == "nt":
        quoted = "///" + quoted.replace(os.sep, "/")
    return f"file:{quoted}?mode={mode}"


def reading_uri(path: str) -> str:
    """How SQLite is to open the store at `path` for reading.

    In a folder where it must not write, SQLite cannot share a file with others, and would not open
    it at all. There nobody else of this user writes either: it is read as a file that stands still.
    """
    return file_uri(path, "ro") + ("&immutable=1" if stands_still(path) else "")


def glance(path: str) -> Reader:
    """A reading connection for the first frame, on a POSIX system; the caller closes it.

    Unlike a `Store` it makes nothing ready: what is not there, or not ours, fails when it is read.
    """
    return sqlite3.connect(reading_uri(path), uri=True, isolation_level=None, factory=Reader)

"""A reading connection that can keep what was worked out from it while the store stands still."""

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


def glance(path: str) -> Reader:
    """A reading connection for the first frame, on a POSIX system; the caller closes it.

    Unlike a `Store` it makes nothing ready: what is not there, or not ours, fails when it is read.
    """
    quoted = path.replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    uri = f"file:{quoted}?mode=ro"
    return sqlite3.connect(uri, uri=True, isolation_level=None, factory=Reader)

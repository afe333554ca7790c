"""What SQLite complains of, as our errors with words for the user. Loads nothing but `sqlite3`."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from kombit_tui.errors import StoreBroken, StoreBusy, StoreError

_BUSY = ("locked", "busy")
_BROKEN = ("malformed", "not a database")
_CANNOT_WRITE = ("disk", "readonly", "unable to open")


def store_error(complaint: str) -> StoreError | None:
    """The error that tells a user what `complaint` means; None for a fault of this program."""
    if any(sign in complaint for sign in _BUSY):
        return StoreBusy("Et andet program har låst lagerfilen.")
    if any(sign in complaint for sign in _BROKEN):
        return StoreBroken(f"Lagerfilen er beskadiget: {complaint}.")
    if any(sign in complaint for sign in _CANNOT_WRITE):
        return StoreError(
            f"Lagerfilen kan ikke læses eller skrives: {complaint}.",
            "Intet er gemt. Se efter om disken er fuld, og om du må skrive i mappen.",
        )
    return None


@contextmanager
def translated() -> Iterator[None]:
    """Complaints of `sqlite3` as errors of ours."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        told = store_error(str(error))
        if told is None:
            raise
        raise told from error

"""What SQLite complains of, as our errors with words for the user. Loads nothing but `sqlite3`."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from kombit_tui.errors import StoreBroken, StoreBusy, StoreError

_BUSY = ("locked", "busy")
_BROKEN = ("malformed", "not a database")
_MEANINGS = (
    ("malformed", "indholdet hænger ikke sammen"),
    ("not a database", "det er ikke et lager"),
    ("full", "der er ikke mere plads på disken"),
    ("readonly", "der må ikke skrives i den"),
    ("unable to open", "den, eller mappen, er ikke til at komme til"),
    ("disk", "disken eller netværksdrevet svarer med en fejl"),
    ("locked", "et andet program har låst den"),
    ("busy", "et andet program har låst den"),
)
"""A sign in what SQLite says -> what it means; the first that fits counts."""
_HINT = (
    "Intet er gemt. Se efter, om der er plads på disken, om drevet er der, og om du må skrive i "
    "mappen; kombit-tui doctor siger mere."
)


def meaning(complaint: str) -> str:
    """What a complaint means, in Danish; the complaint itself where we do not know it."""
    return next((told for sign, told in _MEANINGS if sign in complaint), complaint)


def store_error(complaint: str, file: str = "") -> StoreError | None:
    """The error that tells a user what `complaint` means; None for a fault of this program."""
    named = f"«{file}»" if file else "Lagerfilen"
    if any(sign in complaint for sign in _BUSY):
        return StoreBusy(f"{named} er låst af et andet program.")
    if any(sign in complaint for sign in _BROKEN):
        return StoreBroken(f"{named} er beskadiget: {meaning(complaint)}.")
    if any(sign in complaint for sign, _ in _MEANINGS):
        return StoreError(f"{named} kan ikke læses eller skrives: {meaning(complaint)}.", _HINT)
    return None


def told_of(error: BaseException) -> BaseException:
    """`error`, or what it tells the user where the store file is to blame."""
    if isinstance(error, sqlite3.DatabaseError):
        return store_error(str(error)) or error
    return error


@contextmanager
def translated(file: str = "") -> Iterator[None]:
    """Complaints of `sqlite3` about the store `file` as errors of ours."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        told = store_error(str(error), file)
        if told is None:
            raise
        raise told from error

"""A copy of the store for every day that it is opened, the last seven of them.

To make one is to read all of the store and to look whether it hangs together; what is damaged is
never copied over what was good.
"""

from datetime import date
from pathlib import Path

from kombit_tui.db.copies import back_up, is_sound
from kombit_tui.db.trouble import translated
from kombit_tui.errors import CopyFailed

KEPT = 7
_DAMAGED = "Lageret «{}» er beskadiget."
_RESTORE = "Luk programmet, og hent den seneste gode kopi: kombit-tui restore «{}»"
_NO_COPY = "Luk programmet, og kør kombit-tui doctor; der er ingen kopi at hente."


def folder_of(store: Path) -> Path:
    """Where the copies are: beside the store."""
    return store.with_name(f"{store.stem}-kopier")


def copies(store: Path) -> list[Path]:
    """The copies there are, newest first."""
    return sorted(folder_of(store).glob(f"{store.stem}-????-??-??.sqlite3"), reverse=True)


def take_care(store: Path, today: date) -> Path | None:
    """See whether the store is sound, and make the copy of the day if there is none. Blocks.

    Gives the copy where it was made now.

    Raises:
        CopyFailed: the store is damaged, or the copy cannot be written; earlier copies are kept.
        StoreError: the store cannot be read.
    """
    with translated(str(store)):
        if not is_sound(store):
            found = copies(store)
            hint = _RESTORE.format(found[0]) if found else _NO_COPY
            raise CopyFailed(_DAMAGED.format(store), hint)
    file = folder_of(store) / f"{store.stem}-{today.isoformat()}.sqlite3"
    if file.exists():
        return None
    try:
        file.parent.mkdir(mode=0o700, exist_ok=True)
        back_up(store, file)
        for old in copies(store)[KEPT:]:
            old.unlink()
    except OSError as error:
        told = f"Dagens kopi kan ikke lægges i «{file.parent}»: {error.strerror}."
        raise CopyFailed(told, "Dit lager er ikke ændret. Se efter, om der er plads.") from error
    return file

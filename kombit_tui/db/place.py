"""The store's file: made whole or not at all, for the user alone, and known again later.

Knows what a file is, and nothing of what is in it.
"""

import os
from contextlib import suppress
from pathlib import Path

from kombit_tui.db.migrations import migrate
from kombit_tui.errors import StoreBroken, StoreError


def make_ready(path: Path) -> None:
    """Bring the store at `path` to our version; it is created, with its folder, if there is none.

    Raises:
        StoreError: it cannot be used; the file is left as it was.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not path.exists():
            _create(path)
        is_folder, is_blank = path.is_dir(), path.stat().st_size == 0
    except OSError as error:
        raise StoreError(
            f"«{path}» kan ikke oprettes: {error.strerror}.",
            "Vælg et andet sted med --store FIL, eller ret mappens rettigheder.",
        ) from error
    if is_folder:
        raise StoreBroken(f"«{path}» er en mappe.", "Skriv navnet på en fil efter --store.")
    if is_blank:
        raise StoreBroken(
            f"«{path}» er tom: den er på 0 byte.",
            "Den er ikke ændret. Hent en sikkerhedskopi med kombit-tui restore FIL, eller slet "
            "filen for at begynde forfra.",
        )
    migrate(path)


def identity(path: Path) -> tuple[int, int] | None:
    """What tells this very file from another one of the same name; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _create(path: Path) -> None:
    """A new store appears whole: an empty file in its place is always a damaged one."""
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.ufærdig")
    try:
        os.close(os.open(unfinished, os.O_CREAT | os.O_TRUNC | os.O_RDWR, 0o600))
        migrate(unfinished)
        _put_in_place(unfinished, path)
    finally:
        unfinished.unlink(missing_ok=True)


def _put_in_place(made: Path, path: Path) -> None:
    with suppress(FileExistsError):  # another process was first, and made the same
        try:
            os.link(made, path)  # unlike a renaming it never replaces anything
        except FileExistsError:
            raise
        except OSError:  # a file system without links
            made.rename(path)

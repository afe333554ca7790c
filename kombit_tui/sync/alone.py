"""One meeting at a time for a store, whatever the number of processes: a lock that dies with us."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kombit_tui.errors import StoreError, SyncBusy


@contextmanager
def alone(store: Path) -> Iterator[None]:
    """Nobody else meets the server with the store at this path.

    Raises:
        SyncBusy: somebody else does already.
    """
    try:
        held = os.open(store.with_name(f"{store.name}.sync-lock"), os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise StoreError(f"Låsefilen kan ikke oprettes: {error.strerror}.") from error
    try:
        try:
            _lock(held)
        except OSError as error:
            raise SyncBusy(
                "Et andet vindue eller en anden kommando synkroniserer det samme lager.",
                "Vent, til den er færdig.",
            ) from error
        yield
    finally:
        os.close(held)


if sys.platform == "win32":
    import msvcrt

    def _lock(held: int) -> None:
        msvcrt.locking(held, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(held: int) -> None:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)

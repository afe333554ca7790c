"""What may happen to a store from outside: disks, rights, locks, damage. Linux where it must be."""

import ctypes
import os
import resource
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

OVERRIDE, SEARCH, FOWNER = 1, 2, 3
"""What root may because he is root: read, write and change the rights of any file."""
_PR_CAPBSET_DROP = 24
_SMALL = 3 * 2**20


def like_anybody() -> None:
    """In a child before it begins: the rights of files count, for root too."""
    if os.geteuid() == 0:
        libc = ctypes.CDLL(None)
        for right in (OVERRIDE, SEARCH, FOWNER):
            libc.prctl(_PR_CAPBSET_DROP, right, 0, 0, 0)


def no_bigger_than(size: int) -> Callable[[], None]:
    """In a child before it begins: no file of it grows beyond `size`, as on a full disk."""
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


@contextmanager
def small_disk(folder: Path) -> Iterator[bool]:
    """A disk of a few megabytes at `folder`; False where nobody lets us mount one."""
    folder.mkdir(mode=0o700)
    mount = ["mount", "-t", "tmpfs", "-o", f"size={_SMALL},mode=700", "fire", str(folder)]
    is_mounted = subprocess.run(mount, capture_output=True, check=False).returncode == 0
    try:
        yield is_mounted
    finally:
        if is_mounted:
            subprocess.run(["umount", "-l", str(folder)], check=True)


def fill(folder: Path) -> Path:
    """Use up the disk of `folder`; gives the file that does."""
    file = folder / "fyld"
    with file.open("wb", buffering=0) as filling:
        for size in (65_536, 512):
            try:
                while filling.write(b"x" * size) == size:
                    pass
            except OSError:
                continue  # smaller pieces may still fit
    return file


@contextmanager
def locked(path: Path, mode: str = "EXCLUSIVE") -> Iterator[None]:
    """Another program writes in the store, and does not come to an end."""
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute(f"BEGIN {mode}")
        yield


def command(
    home: Path, store: Path, *words: str, before: Callable[[], None] | None = None
) -> "subprocess.CompletedProcess[str]":
    """A command line of its own process, in surroundings that `before` makes."""
    return subprocess.run(
        [sys.executable, "-m", "kombit_tui", "--store", str(store), *words],
        env=os.environ | {"KOMBIT_TUI_HOME": str(home), "PYTHONIOENCODING": "utf-8"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
        preexec_fn=before,
    )

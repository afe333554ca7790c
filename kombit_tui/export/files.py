"""Where an export goes: a proposed place, the user's words for a path, and a file written whole."""

import errno
import os
import shutil
from contextlib import suppress
from datetime import date
from pathlib import Path
from uuid import uuid4

from kombit_tui.errors import ExportFailed

_FOLDERS = ("Documents", "Dokumenter")
_MEANING = {
    errno.ENOENT: "Mappen findes ikke.",
    errno.ENOTDIR: "Mappen findes ikke.",
    errno.EISDIR: "Det er en mappe.",
    errno.EACCES: "Du må ikke skrive der, eller filen er åben i et andet program.",
    errno.EPERM: "Du må ikke skrive der, eller filen er åben i et andet program.",
    errno.EROFS: "Drevet kan kun læses.",
    errno.ENOSPC: "Disken er fuld.",
    errno.EDQUOT: "Din plads på disken er brugt.",
    errno.ENAMETOOLONG: "Navnet er for langt.",
}


def proposed(name: str, today: date, ending: str) -> str:
    """A path to propose for a list of that name, as people write it."""
    home = Path.home()
    folder = next((home / one for one in _FOLDERS if (home / one).is_dir()), home)
    return shown(folder / f"{name.lower()}-{today.isoformat()}.{ending}")


def shown(path: Path) -> str:
    """`path` with `~` for the home folder."""
    home = Path.home()
    return f"~{os.sep}{path.relative_to(home)}" if path.is_relative_to(home) else str(path)


def path_from(text: str, ending: str) -> Path:
    """The file that the user means; without an ending it gets that of the format.

    Raises:
        ExportFailed: it is a folder, or somebody's home that is not known.
    """
    try:
        path = Path(os.path.realpath(Path(text).expanduser()))
    except (RuntimeError, ValueError) as error:
        raise ExportFailed(f"«{text}» er ikke en sti.") from error
    if path.is_dir():
        raise ExportFailed(f"«{text}» er en mappe.", "Skriv også filens navn.")
    return path if path.suffix else path.with_name(f"{path.name}.{ending}")


def write(path: Path, content: bytes) -> None:
    """Write a file so that there is either all of it or what was there before.

    Raises:
        ExportFailed: it cannot be written, in words for the user.
    """
    unfinished = path.with_name(f".{path.name[:80]}.{uuid4().hex[:8]}")
    try:
        try:
            with unfinished.open("xb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            if path.exists():
                shutil.copymode(path, unfinished)
            unfinished.replace(path)
        finally:
            with suppress(OSError):  # after a success it is not there any more
                unfinished.unlink(missing_ok=True)
    except OSError as error:
        told = _MEANING.get(error.errno or 0, error.strerror or str(error))
        raise ExportFailed(f"«{shown(path)}» kan ikke gemmes. {told}") from error

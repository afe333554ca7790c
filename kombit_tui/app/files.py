"""The files one can choose to read: what is in a folder, and which were read lately."""

import json
import os
import sqlite3
from collections.abc import Sequence
from pathlib import Path

from kombit_tui.db import meta
from kombit_tui.ingest.readers.formats import SUFFIXES
from kombit_tui.screens.file_picker import Found

RECENT = "imports.recent"
MOST_RECENT, MOST_FOUND = 8, 200


def look(typed: str) -> list[Found]:
    """What a path that is being typed may become: folders, then files that can be read. Blocks.

    A folder that cannot be looked into has nothing in it.
    """
    folder, begun = os.path.split(typed)
    try:
        with os.scandir(Path(folder or ".").expanduser()) as entries:
            fit = [one for one in entries if _fits(one, begun)]
            found = [Found(os.path.join(folder, one.name), one.is_dir()) for one in fit]
    except OSError:  # it is not there (yet): the path is still being typed
        return []
    return sorted(found, key=lambda one: (not one.is_folder, one.path.casefold()))[:MOST_FOUND]


def _fits(entry: "os.DirEntry[str]", begun: str) -> bool:
    name = entry.name
    if not name.casefold().startswith(begun.casefold()) or (name[0] == "." and begun[:1] != "."):
        return False
    return entry.is_dir() or Path(name).suffix.lower() in SUFFIXES


def recent(connection: sqlite3.Connection) -> list[str]:
    """The files that were read here, the latest first."""
    return [str(one) for one in json.loads(meta.read(connection, RECENT) or "[]")]


def with_recent(past: Sequence[str], paths: Sequence[Path]) -> dict[str, str]:
    """What the store is to remember when files were read: see `Store.remember`."""
    new = [str(path.expanduser().absolute()) for path in paths]
    kept = [*new, *(one for one in past if one not in new)][:MOST_RECENT]
    return {RECENT: json.dumps(kept, ensure_ascii=False)}

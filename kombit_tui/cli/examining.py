"""What `doctor` looks at, and how it tells of it."""

import locale
import os
import platform
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator
from importlib import metadata
from pathlib import Path
from typing import Any, NamedTuple

from kombit_tui import keymap
from kombit_tui import settings as configured
from kombit_tui.db.checkup import Fault, Finding, examine
from kombit_tui.db.daily import folder_of
from kombit_tui.db.migrations import LATEST
from kombit_tui.db.store import local_now
from kombit_tui.errors import KombitError

_LIBRARIES = ("textual", "sqlmodel", "httpx", "typer", "XlsxWriter", "icalendar")
_OLDEST_SQLITE = (3, 38, 0)
_LITTLE = 200 * 1024 * 1024


class Examined(NamedTuple):
    """All that was looked at."""

    versions: dict[str, str]
    paths: dict[str, Path]
    store: Finding
    faults: tuple[Fault, ...]


def examined(chosen: Callable[[], Path]) -> Examined:
    """Look at everything; what cannot be looked at is a fault, and the rest is looked at still."""
    faults = [*_settings_faults(), *_key_faults(), *_machine_faults()]
    try:
        path = chosen()
    except KombitError:  # the settings are told of already
        path = configured.data_folder() / configured.STORE_FILE
    store = examine(path, local_now())
    paths = {
        "store": path,
        "settings": configured.settings_path(),
        "keys": configured.keys_path(),
        "log": configured.log_path(),
        "copies": folder_of(path),
    }
    faults += [*store.faults, *_room_faults(path)]
    return Examined(_versions(), paths, store, tuple(faults))


def _versions() -> dict[str, str]:
    found = {"kombit-tui": version_of("kombit-tui"), "python": platform.python_version()}
    found["sqlite"] = sqlite3.sqlite_version
    return found | {name.lower(): version_of(name) for name in _LIBRARIES}


def version_of(name: str) -> str:
    """The version of an installed package; a word where there is none."""
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "mangler"


def _settings_faults() -> Iterator[Fault]:
    try:
        configured.load()
    except KombitError as error:
        yield Fault(f"{error.title}: {error.text}", error.hint)


def _key_faults() -> Iterator[Fault]:
    hint = "Ret keys.toml; alle navne står i docs/keys.md."
    yield from (
        Fault(f"keys.toml: {one}", hint) for one in keymap.read(configured.keys_path()).warnings
    )


def _machine_faults() -> Iterator[Fault]:
    if sqlite3.sqlite_version_info < _OLDEST_SQLITE:
        yield Fault(
            f"SQLite {sqlite3.sqlite_version} er for gammel.",
            "Brug en nyere Python (3.11 eller op).",
        )
    for name, version in _versions().items():
        if version == "mangler":
            yield Fault(f"{name} er ikke installeret.", "Installér kombit-tui igen.")
    encoding = sys.stdout.encoding or locale.getpreferredencoding()
    if not encoding.lower().startswith("utf"):
        yield Fault(
            f"Terminalen viser ikke alle bogstaver ({encoding}).",
            "Sæt LANG=da_DK.UTF-8, eller i Windows: PYTHONUTF8=1.",
        )


def _room_faults(path: Path) -> Iterator[Fault]:
    folder = next((one for one in path.parents if one.exists()), None)
    if folder is None:
        return
    if not os.access(folder, os.W_OK):
        yield Fault(
            f"Du må ikke skrive i mappen «{folder}».", "Vælg et andet sted med --store FIL."
        )
    if shutil.disk_usage(folder).free < _LITTLE:
        yield Fault("Der er under 200 MB ledigt på disken.", "Ryd op, før du læser mere ind.")


_PATHS = {
    "store": "Lager",
    "settings": "Indstillinger",
    "keys": "Taster",
    "log": "Log",
    "copies": "Daglige kopier",
}


def lines(found: Examined) -> Iterator[str]:
    """What was found, the faults last."""
    yield "Versioner: " + ", ".join(f"{name} {told}" for name, told in found.versions.items())
    for name, path in found.paths.items():
        yield f"{_PATHS[name]}: {path}{'' if path.exists() else ' (findes ikke endnu)'}"
    store = found.store
    if store.is_there:
        yield (
            f"Lagerets indhold: {store.municipality or 'ingen kommune valgt'}, "
            f"{store.records} poster, {store.size // 1024} KB, version {store.version}"
        )
        if store.version is not None and 0 < store.version < LATEST:
            yield f"Lageret bliver version {LATEST}, når det åbnes; en kopi gemmes først."
        if store.waiting:
            yield f"{store.waiting} poster venter på at blive sendt: kombit-tui sync"
    for fault in found.faults:
        yield f"FEJL: {fault.text}"
        yield f"  {fault.hint}"
    yield "Alt er i orden." if not found.faults else f"{len(found.faults)} fejl."


def as_values(found: Examined) -> dict[str, Any]:
    """The same for scripts."""
    store = found.store
    return {
        "ok": not found.faults,
        "versions": found.versions,
        "paths": {name: str(path) for name, path in found.paths.items()},
        "store": {
            "exists": store.is_there,
            "version": store.version,
            "bytes": store.size,
            "records": store.records,
            "waiting": store.waiting,
            "municipality": store.municipality,
        },
        "faults": [fault._asdict() for fault in found.faults],
    }

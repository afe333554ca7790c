"""What is wrong with a server: its files, its database, and what lies in it.

Each problem is a Danish sentence with what to do. Nothing is changed.
"""

from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from kombit_tui.server import checked_files, checked_records, database, files
from kombit_tui.server.database import DatabaseUnreachable, Facts
from kombit_tui.server.files import ServerFilesInvalid
from kombit_tui.server.settings import ADMIN_INI, PUBLIC_INI

KINTO = "26.5."
"""The versions whose behaviour the contract tests hold."""
_OLDEST_POSTGRES = 130000
_ALTER = "Som databasens ejer i psql: ALTER DATABASE … SET {};"
_LONGEST_LOCK_MS, _LONGEST_IDLE_MS = 15_000, 60_000


class Problem(NamedTuple):
    """Something to be put right."""

    text: str
    hint: str


def problems(folder: Path, *, with_records: bool = True) -> Iterator[Problem]:
    """Everything that is wrong with the server whose ini files are in `folder`."""
    yield from _program()
    heads = []
    for name in (PUBLIC_INI, ADMIN_INI):
        try:
            heads.append(files.read(folder / name))
        except ServerFilesInvalid as error:
            yield Problem(error.text, error.hint)
    yield from (Problem(*one) for one in checked_files.complaints(heads))
    url = next((ini.app.get("kinto.storage_url") for ini in heads), None)
    if url:
        try:
            yield from _stored(url, with_records=with_records)
        except DatabaseUnreachable as error:
            yield Problem(f"Databasen kan ikke bruges: {error.text}", error.hint)


def _program() -> Iterator[Problem]:
    installed = version("kinto")
    if not installed.startswith(KINTO):
        yield Problem(
            f"Kinto {installed} er ikke prøvet sammen med kombit-tui.",
            f"Installér version {KINTO}*: pip install 'kombit-tui[server]'.",
        )


def _stored(url: str, *, with_records: bool) -> Iterator[Problem]:
    with database.connected(url) as connection:
        found = database.facts(connection)
        yield from _set_up(found)
        if not found.is_migrated:
            yield Problem(
                "Databasen mangler Kintos tabeller.", "Kør: kinto migrate --ini …/admin.ini"
            )
            return
        yield from _tables(database.schema_version(connection))
        for right in database.open_rights(connection):
            yield Problem(
                f"{right.principal} har retten «{right.permission}» til {right.uri}.",
                "Det giver kombit-tui aldrig. Fjern retten på admin-hovedet.",
            )
        for uri in database.collections_without_epoch(connection):
            yield Problem(
                f"{uri} har ingen epoke: klienter kan ikke se, at serveren blev gendannet.",
                "Kør: kombit-tui server rotate-epoch",
            )
        if with_records:
            stored = database.records(connection)
            yield from (Problem(*one) for one in checked_records.complaints(stored))


def _set_up(found: Facts) -> Iterator[Problem]:
    if found.encoding != "UTF8":
        yield Problem(
            f"Databasen er i {found.encoding}, ikke UTF8.", "Lav den om: createdb -E UTF8 …"
        )
    if found.fsync != "on":
        yield Problem(
            "PostgreSQL skriver ikke sikkert til disken (fsync): strømsvigt kan ødelægge alt.",
            "Sæt fsync = on i postgresql.conf, og genstart PostgreSQL.",
        )
    if found.version < _OLDEST_POSTGRES:
        yield Problem("PostgreSQL er for gammel.", "Opgradér til version 13 eller nyere.")
    yield from _to_alter(found)


def _to_alter(found: Facts) -> Iterator[Problem]:
    """What the database's owner can put right with one statement."""
    if found.timezone.upper() not in ("UTC", "ETC/UTC"):
        yield Problem(
            f"Databasens tidszone er {found.timezone}: tidsstempler hopper, når uret stilles.",
            _ALTER.format("timezone = 'UTC'"),
        )
    if not 0 < found.lock_ms <= _LONGEST_LOCK_MS:
        yield Problem(
            "Databasen lader en skriver vente for længe på en lås (lock_timeout).",
            _ALTER.format("lock_timeout = '10s'"),
        )
    if not 0 < found.idle_ms <= _LONGEST_IDLE_MS:
        yield Problem(
            "En hængende forbindelse beholder sin lås (idle_in_transaction_session_timeout).",
            _ALTER.format("idle_in_transaction_session_timeout = '30s'"),
        )
    if found.isolation != "read committed":
        yield Problem(
            f"Databasen isolerer som «{found.isolation}»: samtidige skrivere afvises.",
            _ALTER.format("default_transaction_isolation = 'read committed'"),
        )


def _tables(stored: int | None) -> Iterator[Problem]:
    from kinto.core.storage.postgresql import Storage

    if stored != Storage.schema_version:
        yield Problem(
            f"Databasens tabeller er version {stored}; programmet venter {Storage.schema_version}.",
            "Kør: kinto migrate --ini …/admin.ini",
        )

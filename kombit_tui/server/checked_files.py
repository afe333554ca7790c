"""What is wrong with the ini files: every setting that leaves a door open, in words; pure but for
looking at who may read the files.
"""

import os
import stat
from collections.abc import Iterator, Sequence
from ipaddress import ip_address

from kombit_tui.server.files import IniFile
from kombit_tui.server.settings import ADMIN_HEAD, ADMIN_INI, COMMON, PLUGIN, PUBLIC, PUBLIC_INI

Complaint = tuple[str, str]
"""What is wrong, and what to do."""

_FORBIDDEN = {
    "kinto.plugins.default_bucket": "giver enhver sin egen bucket",
    "kinto.plugins.admin": "åbner en administrationsside for alle",
    "kinto.plugins.flush": "lader enhver slette alt uden adgangskode",
    "kinto.plugins.history": "noterer kun den første post i hver pakke; vores egen noterer alle",
    "kinto.plugins.openid": "godkender adgangsbeviser til andre programmer",
}
_WORDS = {
    "kinto.explicit_permissions": (
        "Den, der fjernes fra en gruppe, beholder sine rettigheder (kinto.explicit_permissions)."
    ),
    "kinto.transaction_per_request": (
        "En pakke gemmes ikke som ét hele (kinto.transaction_per_request)."
    ),
    "kinto.experimental_collection_schema_validation": (
        "Et ændret skema spærrer for gamle poster (experimental_collection_schema_validation)."
    ),
}
_SECRET = "kinto.userid_hmac_secret"
_SHORTEST_SECRET = 32
_NOISY = {"DEBUG", "INFO", "NOTSET"}


def complaints(heads: Sequence[IniFile]) -> Iterator[Complaint]:
    """Everything that is wrong with the files of the heads."""
    for ini in heads:
        yield from _file(ini)
        yield from _plugins(ini)
        yield from _rules(ini)
        yield from _doors(ini)
        yield from _backends(ini)
        yield from _listening(ini)
    yield from _together(heads)


def _file(ini: IniFile) -> Iterator[Complaint]:
    if os.name == "posix" and stat.S_IMODE(ini.path.stat().st_mode) & 0o077:
        yield (
            f"«{ini.path}» kan læses af andre på maskinen; den rummer nøglen til databasen.",
            f"Kør: chmod 600 {ini.path}",
        )
    for logger, level in sorted(ini.levels.items()):
        if level.upper() in _NOISY:
            yield (
                f"{_name(ini)}: loggen «{logger}» skriver alt ({level}), også persondata.",
                f"Skriv level = WARNING under [logger_{logger}].",
            )


def _plugins(ini: IniFile) -> Iterator[Complaint]:
    included = ini.app.get("kinto.includes", "").split()
    for plugin in included:
        if plugin in _FORBIDDEN:
            yield f"{_name(ini)}: {plugin} {_FORBIDDEN[plugin]}.", "Fjern den fra kinto.includes."
    if PLUGIN not in included:
        yield (
            f"{_name(ini)}: serial_writes mangler, og samtidige skrivere mister ændringer.",
            f"Skriv kinto.includes = {COMMON['kinto.includes']}",
        )


def _rules(ini: IniFile) -> Iterator[Complaint]:
    """What both heads must have, setting by setting."""
    for key, wanted in COMMON.items():
        given = ini.app.get(key)
        if key == "kinto.includes" or _same(given, wanted):
            continue
        told = "mangler" if given is None else f"er «{given}»"
        text = _WORDS.get(key, f"{key} {told}.")
        yield f"{_name(ini)}: {text}", f"Skriv {key} = {wanted}".rstrip()


def _doors(ini: IniFile) -> Iterator[Complaint]:
    """Endpoints and rights that are open on this head, in one line for each kind."""
    table = ADMIN_HEAD if ini.path.name == ADMIN_INI else PUBLIC
    wrong = {key: value for key, value in table.items() if not _same(ini.app.get(key), value)}
    for key in sorted(key for key in wrong if key.endswith("_principals")):
        given = ini.app.get(key, "Kintos egen")
        yield f"{_name(ini)}: {key} er «{given}».", f"Skriv {key} = {wrong[key]}".rstrip()
    doors = [key for key in wrong if key.endswith("_enabled")]
    if doors:
        listed = ", ".join(sorted(key.removeprefix("kinto.") for key in doors))
        yield (
            f"{_name(ini)}: {len(doors)} indgange står åbne: {listed}.",
            "Sæt hver af dem til false, eller lav filen igen med «kombit-tui server init».",
        )
    if "kinto.serial_writes_admin" in wrong:
        value = wrong["kinto.serial_writes_admin"]
        yield (
            f"{_name(ini)}: kinto.serial_writes_admin skal være {value} på dette hoved.",
            f"Skriv kinto.serial_writes_admin = {value}",
        )


def _backends(ini: IniFile) -> Iterator[Complaint]:
    for part in ("storage", "permission", "cache"):
        given = ini.app.get(f"kinto.{part}_backend", "Kintos egen")
        if given == f"kinto.core.{part}.postgresql":
            continue
        why = "alt er væk ved en genstart"
        if part == "cache":
            why = "hver proces husker gamle adgangskoder for sig, også efter at de er skiftet"
        yield (
            f"{_name(ini)}: kinto.{part}_backend er «{given}»: {why}.",
            f"Skriv kinto.{part}_backend = kinto.core.{part}.postgresql, og kinto.{part}_url.",
        )
    if len(ini.app.get(_SECRET, "")) < _SHORTEST_SECRET:
        yield (
            f"{_name(ini)}: {_SECRET} er for kort eller mangler.",
            "Skriv den samme på alle hoveder: 32 tilfældige tegn, fx fra openssl rand -hex 32.",
        )


def _listening(ini: IniFile) -> Iterator[Complaint]:
    host = ini.server.get("host", "127.0.0.1")
    if ini.path.name == ADMIN_INI and not _is_loopback(host):
        yield (
            f"{_name(ini)}: administrationen lytter på {host}, så andre maskiner kan nå den.",
            "Skriv host = 127.0.0.1",
        )
    if ini.path.name == PUBLIC_INI and not (
        ini.app.get("kinto.http_scheme") == "https" and ini.app.get("kinto.http_host")
    ):
        yield (
            f"{_name(ini)}: kinto.http_scheme og kinto.http_host siger ikke, hvor klienterne er.",
            "Skriv kinto.http_scheme = https og kinto.http_host = serverens navn",
        )


def _together(heads: Sequence[IniFile]) -> Iterator[Complaint]:
    """What heads of one server must have alike."""
    for key in (_SECRET, "kinto.storage_url", "kinto.permission_url"):
        if len({ini.app.get(key) for ini in heads}) > 1:
            yield f"{key} er ikke ens i ini-filerne.", "Skriv den samme værdi i dem alle."


def _same(given: str | None, wanted: str) -> bool:
    return given is not None and given.split() == wanted.split()


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _name(ini: IniFile) -> str:
    return ini.path.name

"""The ini files of a server: written once, readable by their owner only, and read again."""

import os
import re
from collections.abc import Mapping
from configparser import ConfigParser, Error
from dataclasses import dataclass
from pathlib import Path

from kombit_tui.errors import KombitError
from kombit_tui.server import settings
from kombit_tui.server.settings import ADMIN_INI, PUBLIC_INI, Place

_HOST = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:\d{1,5})?|::1?", re.ASCII)
_GIVEN = {"http_port": "8888"}
"""What the `kinto` command gives to files that it wrote itself."""
_DATABASE = re.compile(r"postgresql(\+psycopg2)?://\S*", re.ASCII)


class ServerFilesInvalid(KombitError):
    title = "Serverens ini-filer kan ikke bruges"


@dataclass(frozen=True, slots=True)
class IniFile:
    """One head as its file says it."""

    path: Path
    app: Mapping[str, str]
    """Kinto's settings."""
    server: Mapping[str, str]
    """Where it listens."""
    levels: Mapping[str, str]
    """Logger -> its level."""

    @property
    def address(self) -> tuple[str, str]:
        """The host, as addresses have it, and the port that it listens on."""
        host = self.server.get("host", "127.0.0.1")
        return f"[{host}]" if ":" in host else host, self.server.get("port", "8080")


def write(folder: Path, place: Place) -> list[Path]:
    """The ini files of both heads in `folder`, which is made if it is missing.

    Raises:
        ServerFilesInvalid: one is there already, a value cannot be used, or writing failed.
    """
    _check(place)
    texts = {
        PUBLIC_INI: settings.ini(settings.public(place), place.host, place.port, place.threads),
        ADMIN_INI: settings.ini(settings.admin(place), "127.0.0.1", place.admin_port, 4),
    }
    paths = [folder / name for name in texts]
    there = next((path for path in paths if path.exists()), None)
    if there is not None:
        raise ServerFilesInvalid(
            f"«{there}» findes i forvejen, og er ikke rørt.",
            "Vælg en anden mappe med --folder, eller flyt filen først.",
        )
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for path, text in zip(paths, texts.values(), strict=True):
            _write(path, text)
    except OSError as error:
        raise ServerFilesInvalid(
            f"«{folder}» kan ikke skrives: {error.strerror}.",
            "Kør kommandoen som den bruger, serveren skal køre som, eller vælg --folder.",
        ) from error
    return paths


def read(path: Path) -> IniFile:
    """The ini file of a head.

    Raises:
        ServerFilesInvalid: it is missing, or no such file.
    """
    parser = ConfigParser(defaults={"here": str(path.parent), "__file__": str(path), **_GIVEN})
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    try:
        parser.read_string(path.read_text("utf-8"), str(path))
        app = _section(parser, "app:main")
        server = _section(parser, "server:main")
        levels = {
            name.removeprefix("logger_"): parser.get(name, "level", fallback="NOTSET")
            for name in parser.sections()
            if name.startswith("logger_")
        }
    except OSError as error:
        raise ServerFilesInvalid(
            f"«{path}» kan ikke læses: {error.strerror}.",
            "Lav filerne med «kombit-tui server init», eller sig med --folder, hvor de ligger.",
        ) from error
    except (Error, UnicodeDecodeError) as error:
        raise ServerFilesInvalid(
            f"«{path}» kan ikke forstås: {error}", "Ret filen, eller lav den igen."
        ) from error
    app.pop("use", None)
    return IniFile(path, app, server, levels)


def _section(parser: ConfigParser, name: str) -> dict[str, str]:
    defaults = parser.defaults()
    return {key: value for key, value in parser.items(name) if key not in defaults}


def _check(place: Place) -> None:
    if not _DATABASE.fullmatch(place.database):
        raise ServerFilesInvalid(
            f"«{place.database}» er ikke en PostgreSQL-adresse.",
            "Skriv fx postgresql:///kombit, eller postgresql://bruger:kode@vært/kombit.",
        )
    for host in (place.host, place.http_host):
        if not _HOST.fullmatch(host):
            raise ServerFilesInvalid(
                f"«{host}» er ikke et værtsnavn.", "Skriv fx sync.korsbaek.example."
            )


def _write(path: Path, text: str) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
        stream.write(text)

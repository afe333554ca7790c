"""Runs a head in the foreground, as systemd wants it: waitress alone, gunicorn for several."""

import os
import sys
import warnings

from kombit_tui.errors import KombitError
from kombit_tui.server.files import IniFile


class CannotRun(KombitError):
    title = "Serveren kan ikke startes"


def serve(ini: IniFile, processes: int) -> None:
    """Serve until the process is stopped. Replaces this process where several shall serve.

    Raises:
        CannotRun: this system has no gunicorn, or somebody listens there already.
    """
    if processes > 1:
        _gunicorn(ini, processes)
    else:
        _waitress(ini)


def gunicorn_arguments(ini: IniFile, processes: int) -> list[str]:
    """The command line of gunicorn for a head."""
    host, port = ini.address
    return [
        *("gunicorn", "--paste", str(ini.path), "--bind", f"{host}:{port}"),
        *("--workers", str(processes), "--threads", ini.server.get("threads", "8")),
        *("--worker-class", "gthread", "--graceful-timeout", "20", "--timeout", "60"),
        *("--log-level", "warning", "--no-control-socket"),
    ]


def _gunicorn(ini: IniFile, processes: int) -> None:
    if sys.platform == "win32":
        raise CannotRun("gunicorn findes ikke til Windows.", "Brug én proces, eller kør på Linux.")
    arguments = gunicorn_arguments(ini, processes)
    command = [sys.executable, "-W", "ignore", "-m", *arguments]
    os.execv(sys.executable, command)


def _waitress(ini: IniFile) -> None:
    warnings.simplefilter("ignore")  # Kinto's, that storage and permissions share a connection
    from pyramid.scripts import pserve

    try:
        pserve.main(["pserve", "--quiet", str(ini.path)])
    except OSError as error:
        host, port = ini.address
        raise CannotRun(
            f"Den kan ikke lytte på {host}, port {port}: {error.strerror}.",
            "Kører den allerede? Ellers vælg en anden port i ini-filen.",
        ) from error

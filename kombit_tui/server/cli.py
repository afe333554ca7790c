"""`kombit-tui server …`: everything an operator of the shared server does.

Each command loads Kinto and PostgreSQL's driver only when it runs; without the extra `server` it
says how to get them.
"""

import logging
from pathlib import Path
from typing import Annotated

import typer

from kombit_tui.errors import KombitError
from kombit_tui.server import files, provision, roster, saying
from kombit_tui.server.extra import needed
from kombit_tui.server.head import LOCAL_POLICY, Head, build
from kombit_tui.server.provision import CATALOGUE, Group, Outcome
from kombit_tui.server.settings import ADMIN_INI, PUBLIC_INI, Place
from kombit_tui.spoken import JsonOption, Spoken

app = Spoken(
    name="server",
    help="Den fælles server: opsætning, konti, drift og kontrol (docs/server.md).",
    no_args_is_help=True,
)
FOLDER = Path("/etc/kombit-tui")
FolderOption = Annotated[
    Path,
    typer.Option(
        "--folder", metavar="MAPPE", envvar="KOMBIT_TUI_SERVER", help="Hvor ini-filerne ligger."
    ),
]
Code = Annotated[str, typer.Argument(metavar="KODE", help="Kommunekode, fx 0101, eller katalog.")]
MaybeCode = Annotated[
    str | None, typer.Argument(metavar="KODE", help="Kommunekode, fx 0101, eller katalog.")
]
Team = Annotated[list[str], typer.Option("--team", metavar="NAVN", help="Kan skrive i data.")]
Readers = Annotated[list[str], typer.Option("--reader", metavar="NAVN", help="Kan læse data.")]
Confidential = Annotated[
    list[str], typer.Option("--confidential", metavar="NAVN", help="Kan skrive i det fortrolige.")
]
Publishers = Annotated[
    list[str], typer.Option("--publisher", metavar="NAVN", help="Kan skrive i kataloget.")
]
All = Annotated[bool, typer.Option("--all", help="Lav en bucket til hver af de 98 kommuner.")]
Listed = Annotated[
    Path | None, typer.Option("--file", metavar="FIL", help="Konti i CSV: kommune;konto;grupper.")
]
Account = Annotated[str, typer.Argument(metavar="NAVN", help="Kontoens navn, fx anna.holm.")]


@app.callback()
def _group() -> None:
    """Den fælles server: opsætning, konti, drift og kontrol (docs/server.md)."""


@app.command("init")
def write_settings(
    http_host: Annotated[
        str,
        typer.Option(
            prompt="Serverens navn på nettet", metavar="NAVN", help="Hvad klienter skriver."
        ),
    ],
    database: Annotated[
        str, typer.Option(prompt="Databasens adresse", metavar="URL", help="I PostgreSQL.")
    ] = "postgresql:///kombit",
    host: Annotated[str, typer.Option(metavar="VÆRT", help="Hvor den lytter.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(metavar="PORT", help="Porten for klienter.")] = 8888,
    admin_port: Annotated[int, typer.Option(metavar="PORT", help="Kun på maskinen selv.")] = 8889,
    threads: Annotated[int, typer.Option(metavar="ANTAL", help="Tråde pr. proces.")] = 8,
    folder: FolderOption = FOLDER,
) -> None:
    """Skriv ini-filerne, med alt lukket, der kan stå åbent.

    Eksempel: kombit-tui server init --http-host sync.korsbaek.example
    """
    place = Place(database, http_host, host, port, admin_port, threads)
    for path in files.write(folder, place):
        print(f"Skrevet: {path}")
    print(f"Så: kinto migrate --ini {folder / ADMIN_INI}")


@app.command("provision")
def provision_accounts(
    code: MaybeCode = None,
    team: Team = [],  # noqa: B006
    reader: Readers = [],  # noqa: B006
    confidential: Confidential = [],  # noqa: B006
    publisher: Publishers = [],  # noqa: B006
    everyone: All = False,
    file: Listed = None,
    as_json: JsonOption = False,
    folder: FolderOption = FOLDER,
) -> None:
    """Lav det, der mangler: buckets, grupper, samlinger og konti. Kan køres igen.

    Eksempel: kombit-tui server provision 0101 --team anna.holm --team bo.lund
    """
    named = {
        Group.TEAM: team,
        Group.READERS: reader,
        Group.CONFIDENTIAL: confidential,
        Group.PUBLISHERS: publisher,
    }
    wanted = roster.wanted(code, named, file, everyone=everyone)
    head, outcome = _head(folder), Outcome()
    try:
        provision.catalogue(head, wanted.pop(CATALOGUE, ()), outcome)
        for one, members in wanted.items():
            provision.municipality(head, one, members, outcome)
    except KombitError:
        saying.passwords(outcome)  # those that were made are nowhere else
        raise
    saying.outcome(outcome, as_json=as_json)


@app.command("remove")
def remove_account(code: Code, name: Account, folder: FolderOption = FOLDER) -> None:
    """Slet en konto, og tag den ud af alle grupper. Det virker fra næste forespørgsel.

    Eksempel: kombit-tui server remove 0101 bo.lund
    """
    outcome = Outcome()
    provision.remove(_head(folder), code, name, outcome)
    saying.outcome(outcome, as_json=False)


@app.command("password")
def renew_password(code: Code, name: Account, folder: FolderOption = FOLDER) -> None:
    """Giv en konto en ny adgangskode; den gamle gælder ikke mere.

    Eksempel: kombit-tui server password 0101 anna.holm
    """
    outcome = Outcome()
    provision.new_password(_head(folder), code, name, outcome)
    saying.outcome(outcome, as_json=False)


@app.command("run")
def run_head(
    admin: Annotated[bool, typer.Option("--admin", help="Hovedet til administration.")] = False,
    processes: Annotated[int, typer.Option(metavar="ANTAL", min=1, help="Processer.")] = 1,
    folder: FolderOption = FOLDER,
) -> None:
    """Kør serveren i forgrunden, fx under systemd; Ctrl+C standser den.

    Eksempel: kombit-tui server run --processes 2
    """
    needed()
    from kombit_tui.server.run import serve

    ini = files.read(folder / (ADMIN_INI if admin else PUBLIC_INI))
    saying.address(ini)
    serve(ini, processes)


@app.command("check")
def check_server(
    without_records: Annotated[
        bool, typer.Option("--quick", help="Uden at læse posterne igennem.")
    ] = False,
    as_json: JsonOption = False,
    folder: FolderOption = FOLDER,
) -> None:
    """Se efter, hvad der er galt med serveren: åbne døre, databasen, det gemte.

    Eksempel: kombit-tui server check
    """
    needed()
    from kombit_tui.server.check import problems

    found = list(problems(folder, with_records=not without_records))
    saying.problems(found, as_json=as_json)
    if found:
        raise typer.Exit(1)


@app.command("purge")
def purge_deleted(
    days: Annotated[
        int, typer.Option(metavar="DAGE", help="Mærker for slettede poster bliver så længe.")
    ] = 400,
    history_days: Annotated[
        int | None, typer.Option(metavar="DAGE", help="Historik bliver så længe; ellers evigt.")
    ] = None,
    folder: FolderOption = FOLDER,
) -> None:
    """Ryd op i databasen. Brug aldrig «kinto purge-deleted»: den sletter levende poster.

    Eksempel: kombit-tui server purge --history-days 1825
    """
    needed()
    from kombit_tui.server.database import purge

    done = purge(_storage_url(folder), days, history_days)
    print(f"Slettet: {done.tombstones} mærker for slettede poster, {done.history} i historikken.")


@app.command("rotate-epoch")
def rotate_epoch(folder: FolderOption = FOLDER) -> None:
    """Efter en gendannelse: lad alle klienter sammenligne alt, før serveren åbnes igen.

    Eksempel: kombit-tui server rotate-epoch
    """
    print(f"Ny epoke i {len(provision.rotate_epochs(_head(folder)))} samlinger.")


def _head(folder: Path) -> Head:
    """The admin head inside this process; its log is silent, for what goes wrong is told here."""
    needed()
    logging.disable(logging.CRITICAL)
    ini = files.read(folder / ADMIN_INI)
    return Head(build({**ini.app, **LOCAL_POLICY}))


def _storage_url(folder: Path) -> str:
    ini = files.read(folder / ADMIN_INI)
    url = ini.app.get("kinto.storage_url", "")
    if not url:
        raise files.ServerFilesInvalid(
            f"«{ini.path}» siger ikke, hvor databasen er.", "Skriv kinto.storage_url = …"
        )
    return url

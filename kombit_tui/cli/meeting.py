"""The verbs of the team's server: `sync`, `publish` and `server`."""

from typing import Annotated

import typer

from kombit_tui import settings as configured
from kombit_tui.cli.root import NAME, app, open_chosen
from kombit_tui.spoken import JsonOption, carry_out


@app.command(
    "server",
    add_help_option=False,
    context_settings={"allow_extra_args": True, "ignore_unknown_options": True},
)
def server(context: typer.Context) -> None:
    """Sæt den fælles server op, og pas den: init, provision, run, check og flere.

    Eksempel: kombit-tui server --help
    """
    from kombit_tui.server.cli import app as commands

    raise typer.Exit(carry_out(commands, context.args, f"{NAME} server"))


@app.command()
def sync(as_json: JsonOption = False) -> None:
    """Hent og send ændringer nu. Serveren sættes i dashboardet (L) eller i settings.toml.

    Eksempel: kombit-tui sync --json
    """
    from kombit_tui.sync.cli import run_sync

    store = open_chosen()
    try:
        raise typer.Exit(run_sync(store, configured.load(), as_json=as_json))
    finally:
        store.close()


@app.command()
def publish(
    user: Annotated[
        str, typer.Option("--bruger", metavar="NAVN", help="Udgiverkontoens navn på serveren.")
    ],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Vis hvad der ville blive udgivet, uden at sende.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Læg det, der er læst af materiale, i det nationale katalog, hvor alle kommuner læser det.

    Eksempel: kombit-tui publish --bruger katalog-udgiver --dry-run
    """
    from kombit_tui.sync.cli import run_publish

    store = open_chosen()
    try:
        settings = configured.load()
        code = run_publish(store, settings, user, dry_run=dry_run, as_json=as_json)
        raise typer.Exit(code)
    finally:
        store.close()

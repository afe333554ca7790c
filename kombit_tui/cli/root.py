"""The options before the verb, and what all verbs share: the store and JSON on stdout."""

import os
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer

from kombit_tui import settings as configured
from kombit_tui.db.store import Store
from kombit_tui.launch import SCREENS, Options, open_dashboard, open_store
from kombit_tui.spoken import Spoken

NAME = "kombit-tui"
app = Spoken(
    name=NAME, help="KLIK-opgaver, roller, dagsordener og udfasninger for en KOMBIT-programleder."
)

StoreOption = Annotated[
    str | None,
    typer.Option("--store", metavar="FIL", help="Brug dette lager i stedet for dit eget."),
]
DemoOption = Annotated[bool, typer.Option("--demo", help="Brug demodata: Korsbæk Kommune.")]


def _tell_version(is_asked: bool) -> None:
    """Say which version this is, and nothing else."""
    if is_asked:
        from kombit_tui.cli.examining import version_of  # looks the package up: only when asked

        print(f"{NAME} {version_of(NAME)}")
        raise typer.Exit


class _Chosen:
    """The options before the verb."""

    store: str | None = None
    demo: bool = False


_CHOSEN = _Chosen()


@app.callback(invoke_without_command=True)
def _main(
    context: typer.Context,
    store: StoreOption = None,
    demo: DemoOption = False,
    screen: Annotated[
        str, typer.Option("--screen", metavar="NAVN", help=f"Begynd på: {', '.join(SCREENS)}.")
    ] = "overblik",
    view: Annotated[
        str,
        typer.Option("--view", metavar="NAVN", help="Begynd med en visning, fx «Mine frister»."),
    ] = "",
    version: Annotated[
        bool,
        typer.Option("--version", help="Vis versionen.", callback=_tell_version, is_eager=True),
    ] = False,
) -> None:
    """Åbn dashboardet, eller udfør en af kommandoerne."""
    _CHOSEN.store, _CHOSEN.demo = store, demo
    if context.invoked_subcommand is None:
        if screen not in SCREENS:
            raise typer.BadParameter(f"Ukendt skærm «{screen}». Vælg en af: {', '.join(SCREENS)}.")
        raise typer.Exit(open_dashboard(Options(demo, store, SCREENS[screen], view)))


def open_chosen() -> Store:
    """The store that the options before the verb name."""
    return open_store(configured.load(), _CHOSEN.store, demo=_CHOSEN.demo)


def chosen_path() -> Path:
    """Where that store is, whether or not it can be opened."""
    if _CHOSEN.store:
        return configured.expanded(_CHOSEN.store)
    return configured.demo_path() if _CHOSEN.demo else configured.store_path(configured.load())


def dashboard_command() -> str:
    """The command line that opens the dashboard on that store, for a shell to run."""
    options = ["--store", _CHOSEN.store] if _CHOSEN.store else []
    words = [sys.executable, "-m", "kombit_tui", *(["--demo"] if _CHOSEN.demo else []), *options]
    return subprocess.list2cmdline(words) if os.name == "nt" else shlex.join(words)

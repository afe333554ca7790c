"""The verbs that look after the store: `backup`, `restore`, `doctor`."""

import sys
from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer

from kombit_tui.cli.root import app, chosen_path, open_chosen
from kombit_tui.spoken import JsonOption
from kombit_tui.voice import DONE, FAILED, print_json

Yes = Annotated[bool, typer.Option("--yes", help="Overskriv uden at spørge.")]


@app.command()
def backup(
    file: Annotated[Path, typer.Argument(metavar="FIL", help="Hvor kopien lægges.")],
    yes: Yes = False,
) -> None:
    """Gem en sikkerhedskopi af lageret, også mens dashboardet er åbent. Kun du kan læse den.

    \b
    Eksempel:
      kombit-tui backup ~/Documents/kombit-tui-2026-08-19.sqlite3
    """
    from kombit_tui.db.copies import back_up

    path = file.expanduser()
    with closing(open_chosen()) as store:
        may_overwrite(path, yes=yes)
        size = back_up(store.path, path)
    print(f"Gemt: {path} ({size // 1024} KB). Hent den tilbage med: kombit-tui restore FIL")


@app.command("restore")
def bring_back(
    file: Annotated[Path, typer.Argument(metavar="FIL", help="En fil fra kombit-tui backup.")],
    yes: Annotated[bool, typer.Option("--yes", help="Gendan uden at spørge.")] = False,
) -> None:
    """Gør lageret til det, det var i en sikkerhedskopi. Det nuværende lager gemmes ved siden af.

    Er der et team, hentes kollegernes ændringer igen ved næste synkronisering.

    \b
    Eksempel:
      kombit-tui restore ~/Documents/kombit-tui-2026-08-19.sqlite3
    """
    from kombit_tui.db.copies import restore
    from kombit_tui.db.store import local_now

    path = chosen_path()
    if path.exists():
        confirm(f"Lageret «{path}» erstattes. Det nuværende gemmes ved siden af.", yes=yes)
    kept = restore(file.expanduser(), path, local_now())
    print(f"Gendannet fra {file}.")
    if kept is not None:
        print(f"Det tidligere lager er gemt som {kept}")


@app.command()
def doctor(as_json: JsonOption = False) -> None:
    """Se efter, om alt er i orden: lager, indstillinger, taster, versioner, og hvor filerne er.

    Intet ændres. Kode 1, hvis der er noget galt; ved hver fejl står, hvad du kan gøre.

    \b
    Eksempel:
      kombit-tui doctor
    """
    from kombit_tui.cli.examining import as_values, examined, lines

    found = examined(chosen_path)
    if as_json:
        print_json(as_values(found))
    else:
        print("\n".join(lines(found)))
    raise typer.Exit(FAILED if found.faults else DONE)


def may_overwrite(path: Path, *, yes: bool) -> None:
    """Ask before a file that is there is written over."""
    if path.exists():
        confirm(f"Filen findes allerede: {path}", yes=yes)


def confirm(told: str, *, yes: bool) -> None:
    """Go on only if the user wants it; without a terminal nobody can be asked.

    Raises:
        typer.Exit: not to be done.
    """
    if yes:
        return
    print(told, file=sys.stderr)
    if not sys.stdin.isatty():
        print("Intet er gjort. Tilføj --yes for at gøre det alligevel.", file=sys.stderr)
        raise typer.Exit(FAILED)
    print("Fortsæt? [j/N] ", end="", file=sys.stderr, flush=True)
    if sys.stdin.readline().strip().lower() not in ("j", "ja", "y", "yes"):
        print("Intet er gjort.", file=sys.stderr)
        raise typer.Exit(FAILED)

"""The verb `export`: what a filter finds as a file that others read."""

import sys
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kombit_tui.cli.keeping import Yes, may_overwrite
from kombit_tui.cli.reading import KIND_HELP, AllWaves, Words, kinds_begun, known_kind
from kombit_tui.cli.root import app, open_chosen
from kombit_tui.db.queries.listing import KINDS_LISTED
from kombit_tui.progress import Bar

if TYPE_CHECKING:
    from kombit_tui.db.store import Store
    from kombit_tui.export.whole import Exported

MANY = 2_000
"""Records that take longer than a moment."""
ENDINGS = ("ics", "xlsx", "csv", "md", "json")


def _endings(begun: str) -> list[str]:
    return [one for one in ENDINGS if one.startswith(begun)]


@app.command()
def export(
    form: Annotated[
        str,
        typer.Argument(metavar="FORMAT", help=", ".join(ENDINGS), autocompletion=_endings),
    ],
    kind: Annotated[
        str, typer.Argument(metavar="[SLAGS]", help=KIND_HELP, autocompletion=kinds_begun)
    ] = "tasks",
    words: Words = None,
    file: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FIL", help="Filen; uden den skrives til stdout."),
    ] = None,
    all_waves: AllWaves = False,
    yes: Yes = False,
) -> None:
    """Gem det, et filter finder, i en fil: netop de poster, i den orden.

    xlsx og csv har alle felter og kan læses ind igen. ics har frister som hele dage og møder på
    klokkeslæt; en ny fil flytter det, kalenderen har i forvejen. md af meetings er mødenoter.

    \b
    Eksempler:
      kombit-tui export ics tasks mine -o frister.ics
      kombit-tui export xlsx tasks "frist:2026 sorter:ansvarlig" -o opgaver.xlsx
      kombit-tui export md meetings -o noter.md
    """
    known_kind(kind)
    _check(form, file)
    with closing(open_chosen()) as store:
        found = _found(store, form, kind, " ".join(words or ()), every_wave=all_waves)
    if file is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(found.content)
    else:
        _save(file, form, found, yes=yes)
    if found.left_out:
        print(f"{found.left_out} uden dato er ikke med.", file=sys.stderr)


def _check(form: str, file: Path | None) -> None:
    if form not in ENDINGS:
        raise typer.BadParameter(f"Ukendt format «{form}». Vælg en af: {', '.join(ENDINGS)}.")
    if file is None and form == "xlsx" and sys.stdout.isatty():
        raise typer.BadParameter("xlsx kan ikke vises i en terminal. Tilføj -o FIL.")


def _found(store: "Store", form: str, kind: str, words: str, *, every_wave: bool) -> "Exported":
    from kombit_tui.db.queries.listing import ids_listed, one_state
    from kombit_tui.export.whole import as_file

    now: datetime = store.clock()
    with one_state(store.reader):
        ids = ids_listed(store.reader, kind, words, now.date(), every_wave=every_wave)
        with Bar() as bar:
            tell = _teller(bar, len(ids))
            return as_file(store.reader, form, KINDS_LISTED[kind], ids, words, now, tell)


def _teller(bar: Bar, number: int) -> Callable[[int], None]:
    """Says how many records are read, where they are so many that one waits for it."""
    from kombit_tui.domain.entry import number_text

    def tell(done: int) -> None:
        if number < MANY:
            return
        if done < number:
            bar(f"Læser {number_text(done)} af {number_text(number)} poster", done, number)
        else:
            bar("Skriver filen …")

    return tell


def _save(file: Path, form: str, found: "Exported", *, yes: bool) -> None:
    from kombit_tui.export import files

    path = files.path_from(str(file), form)
    may_overwrite(path, yes=yes)
    files.write(path, found.content)
    print(f"Gemt: {found.number} i {path}", file=sys.stderr)

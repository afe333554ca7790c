"""The verbs that change records, `set`, `add`, `done`, `undo`: each is one step for undo."""

from collections.abc import Iterable, Sequence
from contextlib import closing
from typing import TYPE_CHECKING, Annotated

import typer

from kombit_tui.cli.reading import ListedKind, known_kind
from kombit_tui.cli.root import app, open_chosen
from kombit_tui.db.queries.listing import KINDS_LISTED
from kombit_tui.spoken import JsonOption
from kombit_tui.voice import print_json

if TYPE_CHECKING:
    from kombit_tui.db.changes import Applied
    from kombit_tui.db.edits import Me
    from kombit_tui.db.store import Store

Assignments = Annotated[
    list[str],
    typer.Argument(metavar="FELT=VÆRDI...", help="Fx status=påbegyndt, 'frist=om 2 uger'."),
]
UNDO = "Fortryd med: kombit-tui undo"


@app.command("set")
def set_fields(
    one: Annotated[str, typer.Argument(metavar="ID", help="Et id, en ende af det, eller en kode.")],
    assignments: Assignments,
    as_json: JsonOption = False,
) -> None:
    """Sæt felter på en post. Et felt hedder det samme som i formularen og i filtersproget.

    Status, frist og ansvarlig på en KLIK-opgave er jeres egne: opgaven i kataloget røres ikke. En
    tom værdi rydder feltet. Datoer skrives som i dashboardet.

    \b
    Eksempler:
      kombit-tui set IN003 status=påbegyndt "frist=om 2 uger" "ansvarlig=Mette"
      kombit-tui set 3fa9c1d2 "vendor=Nordlys Data"
    """
    from kombit_tui.db.assigning import assigned, said
    from kombit_tui.db.queries.identifying import identified

    with closing(open_chosen()) as store:
        about = identified(store.reader, one)
        wanted = said(assignments)
        changes = assigned(store.reader, about, wanted, _me(store))
        label = f"{', '.join(word.field for word in wanted)} på {about.title}"
        applied = store.apply(changes, label)
        _tell(applied, [about.id], f"Gemt: {label}", as_json=as_json)


@app.command()
def add(kind: ListedKind, assignments: Assignments, as_json: JsonOption = False) -> None:
    """Opret en post. En opgave bliver jeres egen (lokal).

    \b
    Eksempler:
      kombit-tui add tasks "titel=Bestil certifikat" "frist=ultimo august"
      kombit-tui add systems navn=Vagtplan "leverandør=Nordlys Data"
    """
    from kombit_tui.db.assigning import created, said

    with closing(open_chosen()) as store:
        changes, made = created(
            store.reader, KINDS_LISTED[known_kind(kind)], said(assignments), _me(store)
        )
        applied = store.apply(changes, f"Ny: {kind}")
        _tell(applied, [made], f"Oprettet: {made}", as_json=as_json)


@app.command()
def done(
    ids: Annotated[
        list[str],
        typer.Argument(metavar="ID...", help="Id'er, ender af dem, eller koder på opgaver."),
    ],
    as_json: JsonOption = False,
) -> None:
    """Sæt opgaver til fuldført, systemer gennem alle trin, dagsordenspunkter til gennemgået.

    \b
    Eksempel:
      kombit-tui done IN003 3fa9c1d2
    """
    from kombit_tui.db.doing import toggle_done
    from kombit_tui.db.queries.identifying import identified
    from kombit_tui.errors import AssignmentInvalid

    with closing(open_chosen()) as store:
        about = [identified(store.reader, one) for one in ids]
        edit = toggle_done(store.reader, about, _me(store), only_forward=True)
        if edit.refused:
            raise AssignmentInvalid(edit.refused[0], "Intet er ændret.")
        if not edit.changes:
            _tell(None, [one.id for one in about], "Det var udført i forvejen.", as_json=as_json)
            return
        applied = store.apply(edit.changes, edit.label)
        _tell(applied, [one.id for one in edit.subjects], edit.label, as_json=as_json)


@app.command()
def undo(as_json: JsonOption = False) -> None:
    """Fortryd den seneste ændring, hvor den end er lavet: her, i dashboardet eller ved import.

    \b
    Eksempel:
      kombit-tui undo
    """
    with closing(open_chosen()) as store:
        applied = store.undo()
        told = "\n".join([f"Fortrudt: {applied.label}", *applied.refused])
        _tell(applied, applied.ids, told, as_json=as_json, can_undo=False)


def _me(store: "Store") -> "Me":
    from kombit_tui.db.edits import Me

    return Me(store.municipality, store.who, store.clock().date())


def _tell(
    applied: "Applied | None",
    ids: Iterable[str],
    text: str,
    *,
    as_json: bool,
    can_undo: bool = True,
) -> None:
    """What came of it: the records that were meant, and whether anything was written."""
    is_changed = applied is not None and applied.group is not None
    if as_json:
        refused: Sequence[str] = applied.refused if applied is not None else ()
        print_json({"changed": is_changed, "ids": list(ids), "refused": list(refused)})
        return
    print(text if is_changed or applied is None else "Det stod der i forvejen.")
    if is_changed and can_undo:
        print(UNDO)

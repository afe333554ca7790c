"""The verbs that read: `list`, `show` and `status`."""

from collections.abc import Sequence
from contextlib import closing
from typing import Annotated

import typer

from kombit_tui.cli.listing import Asked, print_list
from kombit_tui.cli.root import app, open_chosen
from kombit_tui.db.queries.listing import KINDS_LISTED
from kombit_tui.spoken import JsonOption
from kombit_tui.voice import print_json

KIND_HELP = f"En af: {', '.join(KINDS_LISTED)}."
Words = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[FILTER...]", help="Ord, eller filtersproget: frist:august -status:fuldført"
    ),
]
AllWaves = Annotated[
    bool, typer.Option("--all-waves", help="Også de opgaver, der er for andre bølger.")
]


_FILTERING = ("list", "export")
_WITH_VALUE = ("--store", "-o", "--output")


def with_minus(arguments: Sequence[str]) -> list[str]:
    """A command line in which «-fuldført» is a word of the filter and no option."""
    at = 0
    while at < len(arguments) and arguments[at].startswith("--"):
        at += 2 if arguments[at] in _WITH_VALUE else 1
    if (
        at >= len(arguments)
        or arguments[at] not in _FILTERING
        or "--" in arguments
        or arguments[-1] in _WITH_VALUE
    ):
        return list(arguments)
    options: list[str] = []
    words: list[str] = []
    rest = iter(arguments[at + 1 :])
    for word in rest:
        if word in _WITH_VALUE:
            options += [word, next(rest, "")]
        else:
            (options if word.startswith("--") else words).append(word)
    return [*arguments[: at + 1], *options, *(["--", *words] if words else [])]


def known_kind(kind: str) -> str:
    """`kind` as it is listed; wrong use where there is no such."""
    if kind not in KINDS_LISTED:
        raise typer.BadParameter(f"Ukendt slags «{kind}». {KIND_HELP}")
    return kind


def kinds_begun(begun: str) -> list[str]:
    """The kinds that begin so, for a shell that completes."""
    return [one for one in KINDS_LISTED if one.startswith(begun)]


ListedKind = Annotated[
    str, typer.Argument(metavar="SLAGS", help=KIND_HELP, autocompletion=kinds_begun)
]


@app.command("list")
def list_records(
    kind: ListedKind,
    words: Words = None,
    as_json: JsonOption = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Skriv csv, som Excel åbner.")] = False,
    as_md: Annotated[bool, typer.Option("--md", help="Skriv en Markdown-tabel.")] = False,
    all_waves: AllWaves = False,
) -> None:
    """List poster. De findes med ord eller med filtersproget, som i dashboardets lister.

    En linje slutter med postens id, som show, set og done kender.

    \b
    Eksempler:
      kombit-tui list tasks "frist:august -status:fuldført" --json
      kombit-tui list roles "ubesat niveau:taktisk"
      kombit-tui list systems --csv > systemer.csv
    """
    known_kind(kind)
    if all_waves and kind != "tasks":
        raise typer.BadParameter("--all-waves gælder kun tasks: af andre slags vises alle.")
    forms = [name for name, is_so in (("json", as_json), ("csv", as_csv), ("md", as_md)) if is_so]
    if len(forms) > 1:
        raise typer.BadParameter("Vælg en af --json, --csv og --md.")
    asked = Asked(kind, " ".join(words or ()), forms[0] if forms else "text", all_waves)
    with closing(open_chosen()) as store:
        print_list(store.reader, asked, store.clock().date())


@app.command()
def show(
    one: Annotated[str, typer.Argument(metavar="ID", help="Et id, en ende af det, eller en kode.")],
    as_json: JsonOption = False,
) -> None:
    """Vis en post med alle felter, det vi selv har skrevet om den, og dens kommentarer.

    \b
    Eksempler:
      kombit-tui show IN003
      kombit-tui show 3fa9c1d2 --json
    """
    from kombit_tui.db.queries.identifying import identified
    from kombit_tui.db.queries.single import single
    from kombit_tui.wording.single import lines, values

    with closing(open_chosen()) as store:
        found = single(store.reader, identified(store.reader, one))
        if as_json:
            print_json(values(found))
        else:
            print("\n".join(lines(found)))


FAILING = {
    "overdue": "overdue",
    "soon": "due_soon",
    "vacant": "vacant_roles",
    "agreements": "agreements_waiting",
    "followups": "follow_ups",
}
"""What `--fail-on` knows -> the number in the digest."""


STATUS_HELP = """Vis dagens overblik: hvad er overskredet, hvad kommer, hvad mangler.

\b
Eksempler:
  kombit-tui status
  kombit-tui status --json
  kombit-tui status --fail-on overdue,vacant

\b
Hver morgen som mail, med cron (crontab -e):
  MAILTO=dig@kommune.example
  0 7 * * 1-5  kombit-tui status

\b
Kun når noget er overskredet:
  0 7 * * 1-5  kombit-tui status --fail-on overdue >~/klik.txt || mail -s KLIK dig <~/klik.txt

\b
Hver morgen i en fil, med Opgavestyring i Windows:
  schtasks /Create /TN kombit-tui /SC WEEKLY /D MON,TUE,WED,THU,FRI /ST 07:00 /TR
    "cmd /c kombit-tui status > %USERPROFILE%\\Documents\\status.txt\"
"""


@app.command(help=STATUS_HELP)
def status(
    as_json: JsonOption = False,
    fail_on: Annotated[
        str,
        typer.Option(
            "--fail-on", metavar="HVAD", help=f"Slut med kode 1, hvis der er: {', '.join(FAILING)}."
        ),
    ] = "",
) -> None:
    """Tell the digest of the day, and fail where there is what must not be."""
    from kombit_tui.db.queries.overview import overview
    from kombit_tui.wording.digest import digest
    from kombit_tui.wording.digest_json import digest_json

    watched = _watched(fail_on)
    with closing(open_chosen()) as store:
        today = store.clock().date()
        found = overview(store.reader, today, store.who)
    numbers = digest_json(found, today)
    if as_json:
        print_json(numbers)
    else:
        print("\n".join(digest(found, today)))
    if any(numbers[one] for one in watched):
        raise typer.Exit(1)


def _watched(fail_on: str) -> Sequence[str]:
    names = [one.strip() for one in fail_on.split(",") if one.strip()]
    unknown = [one for one in names if one not in FAILING]
    if unknown:
        told = ", ".join(FAILING)
        raise typer.BadParameter(f"--fail-on kender ikke «{unknown[0]}». Vælg blandt: {told}.")
    return [FAILING[one] for one in names]

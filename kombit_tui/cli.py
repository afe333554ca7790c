"""The command line: English verbs, Danish words. Every command imports what it needs when it runs.

Exit codes: 0 done, 1 failed, 2 wrong use. Messages go to stderr, answers to stdout. No Textual.
"""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from kombit_tui import settings as configured
from kombit_tui.db.store import Store
from kombit_tui.db.trouble import translated
from kombit_tui.domain.text import clean
from kombit_tui.errors import FilterInvalid, KombitError, NoServer, UnknownView
from kombit_tui.launch import (
    FAILED,
    SCREENS,
    USAGE,
    Options,
    complain,
    open_dashboard,
    open_store,
    speak_freely,
)

app = typer.Typer(
    name="kombit-tui",
    help="KLIK-opgaver, roller, dagsordener og udfasninger for en KOMBIT-programleder.",
    add_completion=False,
    no_args_is_help=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

StoreOption = Annotated[
    str | None,
    typer.Option("--store", metavar="FIL", help="Brug dette lager i stedet for dit eget."),
]
DemoOption = Annotated[bool, typer.Option("--demo", help="Brug demodata: Korsbæk Kommune.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Skriv JSON på stdout.")]


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
) -> None:
    """Åbn dashboardet, eller udfør en af kommandoerne."""
    _CHOSEN.store, _CHOSEN.demo = store, demo
    if context.invoked_subcommand is None:
        if screen not in SCREENS:
            raise typer.BadParameter(f"Ukendt skærm «{screen}». Vælg en af: {', '.join(SCREENS)}.")
        raise typer.Exit(open_dashboard(Options(demo, store, SCREENS[screen], view)))


def _store() -> Store:
    return open_store(configured.load(), _CHOSEN.store, demo=_CHOSEN.demo)


@app.command("import")
def import_files(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FIL...",
            help="PDF, .pptx, .docx, .xlsx, .csv, .txt, .md, .html eller mail (.eml).",
        ),
    ],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Vis hvad der læses, uden at gemme.")
    ] = False,
    as_json: JsonOption = False,
    municipality: Annotated[
        str | None,
        typer.Option(
            "--kommune",
            metavar="KODE",
            help="Kommunekode, fx 0101; den kommune, lageret hører til.",
        ),
    ] = None,
) -> None:
    """Læs slides, noter, opsamlinger eller regneark ind i lageret.

    Har du både en PDF og den PPTX eller DOCX, den er lavet af, så tag den sidste: den læses bedst.

    Eksempel: kombit-tui import programledermøde.pptx
    """
    if dry_run and as_json:
        _print_extractions(files)
        return
    store = _store()
    try:
        if municipality is not None:
            store.set_municipality(municipality)
        results = [_import_one(store, file, dry_run=dry_run, quiet=as_json) for file in files]
        if as_json:
            _print_json(results if len(results) > 1 else results[0])
    finally:
        store.close()


def _print_extractions(files: list[Path]) -> None:
    from kombit_tui.ingest.pipeline import file_as_json

    found = [file_as_json(file, _teller(file)) for file in files]
    _print_json(found if len(found) > 1 else found[0])


def _import_one(store: Store, file: Path, *, dry_run: bool, quiet: bool) -> dict[str, Any]:
    from kombit_tui.ingest import pipeline

    plan = pipeline.plan_file(store, file, _teller(file))
    if not quiet:
        print(f"{plan.title}:")
        print("\n".join(f"  {line}" for line in pipeline.summary(plan)))
    if plan.changes and not dry_run:
        pipeline.carry_out(store, plan)
        if not quiet:
            print("Gemt. «u» i dashboardet fortryder det hele.")
    return {"file": plan.file, **pipeline.numbers(plan)}


def _teller(file: Path) -> Callable[[int, int], None] | None:
    """Says on a terminal how far a file is read."""
    if not sys.stderr.isatty():
        return None

    def tell(done: int, of: int) -> None:
        end = "" if done < of else "\r\x1b[K"
        sys.stderr.write(f"\rLæser {clean(file.name)}: side {done} af {of}{end}")
        sys.stderr.flush()

    return tell


@app.command("list")
def list_records(
    kind: Annotated[str, typer.Argument(metavar="SLAGS", help="Fx tasks, agenda, roles, systems.")],
    words: Annotated[list[str] | None, typer.Argument(metavar="[ORD...]")] = None,
    as_json: JsonOption = False,
    all_waves: Annotated[
        bool, typer.Option("--all-waves", help="Også de opgaver, der er for andre bølger.")
    ] = False,
) -> None:
    """List poster. De findes med ord eller med filtersproget, som i dashboardets lister.

    Eksempel: kombit-tui list tasks "frist:august -status:fuldført" --json
    """
    from kombit_tui.db.queries.listing import KINDS_LISTED, listing

    if kind not in KINDS_LISTED:
        raise typer.BadParameter(f"Ukendt slags «{kind}». Vælg en af: {', '.join(KINDS_LISTED)}.")
    if all_waves and kind != "tasks":
        raise typer.BadParameter("--all-waves gælder kun tasks: af andre slags vises alle.")
    store = _store()
    try:
        asked = " ".join(words or ())
        today = store.clock().date()
        rows = listing(store.reader, kind, asked, today, every_wave=all_waves)
        if as_json:
            _print_json(list(rows))
        else:
            from kombit_tui.wording.listing import lines

            for line in lines(kind, rows):
                print(line)
    finally:
        store.close()


@app.command()
def status(as_json: JsonOption = False) -> None:
    """Vis dagens overblik: hvad er overskredet, hvad kommer, hvad mangler.

    Eksempel: kombit-tui status --json
    """
    from kombit_tui.launch import print_digest

    store = _store()
    if not as_json:
        print_digest(store)
        return
    from kombit_tui.db.queries.overview import overview
    from kombit_tui.wording.digest_json import digest_json

    today = store.clock().date()
    try:
        _print_json(digest_json(overview(store.reader, today, store.who), today))
    finally:
        store.close()


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

    commands(context.args, prog_name="kombit-tui server")


@app.command()
def sync(as_json: JsonOption = False) -> None:
    """Hent og send ændringer nu. Serveren sættes i dashboardet (L) eller i settings.toml.

    Eksempel: kombit-tui sync --json
    """
    from kombit_tui.sync.cli import run_sync

    store = _store()
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

    store = _store()
    try:
        settings = configured.load()
        code = run_publish(store, settings, user, dry_run=dry_run, as_json=as_json)
        raise typer.Exit(code)
    finally:
        store.close()


def _print_json(value: Any) -> None:
    is_narrow = not (sys.stdout.encoding or "").lower().startswith("utf")
    json.dump(value, sys.stdout, ensure_ascii=is_narrow, indent=2)
    sys.stdout.write("\n")


def run() -> int:
    """Carry out the command line; gives the exit code."""
    speak_freely()
    try:
        with translated():
            app()
    except KombitError as error:
        complain(error)
        return USAGE if isinstance(error, (FilterInvalid, NoServer, UnknownView)) else FAILED
    return 0

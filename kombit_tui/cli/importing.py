"""The verb `import`: files are read, the plan is told, and what of it is sure is carried out."""

import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from kombit_tui.cli.root import app, open_chosen
from kombit_tui.db.store import Store
from kombit_tui.domain.review import SURE
from kombit_tui.domain.text import clean
from kombit_tui.progress import Bar, Tell
from kombit_tui.spoken import JsonOption
from kombit_tui.voice import print_json

if TYPE_CHECKING:
    from kombit_tui.ingest.mapping import Said
    from kombit_tui.ingest.pipeline import Chosen


_NUMBER = re.compile(r"[01](?:[.,]\d+)?")


FilesArgument = Annotated[
    list[Path],
    typer.Argument(
        metavar="FIL...",
        help="PDF, .pptx, .docx, .xlsx, .csv, .txt, .md, .html eller mail (.eml).",
    ),
]
DryRunOption = Annotated[bool, typer.Option("--dry-run", help="Vis hvad der læses, uden at gemme.")]
MunicipalityOption = Annotated[
    str | None,
    typer.Option(
        "--kommune",
        metavar="KODE",
        help="Kommunekode, fx 0101; den kommune, lageret hører til.",
    ),
]
YesOption = Annotated[
    float | None,
    typer.Option(
        "--yes",
        metavar="[GRAD]",
        min=0,
        max=1,
        help="Gem uden at spørge det, der er mindst så sikkert; 0.8, hvis intet er sagt.",
    ),
]
MapOption = Annotated[
    list[str] | None,
    typer.Option(
        "--map",
        metavar="KOLONNE=FELT",
        help="Hvad en kolonne i et regneark er, fx 'Navn=title'; '-' udelader den. Huskes.",
    ),
]


@app.command("import")
def import_files(
    files: FilesArgument,
    dry_run: DryRunOption = False,
    as_json: JsonOption = False,
    municipality: MunicipalityOption = None,
    yes: YesOption = None,
    mapped: MapOption = None,
) -> None:
    """Læs slides, noter, opsamlinger eller regneark ind i lageret.

    Har du både en PDF og den PPTX eller DOCX, den er lavet af, så tag den sidste: den læses bedst.
    På en terminal spørges der først. Det usikre gemmes ikke: gennemse det i dashboardet.

    Eksempel: kombit-tui import programledermøde.pptx
    """
    from kombit_tui.ingest.mapping import said_in

    said = said_in(mapped or ())
    if dry_run and as_json:
        _print_extractions(files, said)
        return
    store = open_chosen()
    try:
        if municipality is not None:
            store.set_municipality(municipality)
        wish = _Wish(said, yes, dry_run, as_json)
        results = _import(store, files, wish)
        if as_json:
            print_json(results if len(results) > 1 else results[0])
    finally:
        store.close()


class _Wish(NamedTuple):
    """How files are to be imported."""

    said: "Said"
    yes: float | None
    dry_run: bool
    is_quiet: bool

    @property
    def least(self) -> float:
        """How sure what is stored must be."""
        return SURE if self.yes is None else self.yes

    @property
    def asks(self) -> bool:
        """Whether there is somebody to ask, and nothing said yet."""
        is_seen = sys.stdin.isatty() and sys.stdout.isatty()
        return self.yes is None and not self.is_quiet and is_seen


def _print_extractions(files: list[Path], said: "Said") -> None:
    from kombit_tui.ingest.pipeline import files_as_json

    with Bar() as bar:
        found = [one for file in files for one in files_as_json(file, _teller(file, bar), said)]
    print_json(found if len(found) > 1 else found[0])


def _import(store: Store, files: list[Path], wish: _Wish) -> list[dict[str, Any]]:
    """Read all files, tell what they hold, and store what is sure of them as one step."""
    from kombit_tui.ingest import pipeline

    with Bar() as bar:
        read = [one for file in files for one in pipeline.read_whole(file, _teller(file, bar))]
        bar("Sammenligner med lageret …")
        chosen = pipeline.plan_in_turn(store, read, wish.least, wish.said)
    if not wish.is_quiet:
        for one in chosen:
            _tell(one, wish)
    if any(one.records for one in chosen) and not wish.dry_run and _is_wanted(chosen, wish):
        with Bar() as bar:
            bar("Gemmer …")
            pipeline.apply_together(store, chosen)
        if not wish.is_quiet:
            print("Gemt. «u» i dashboardet fortryder det hele.")
    return [
        {"file": one.plan.file, **pipeline.numbers(one.plan), "left": _left(one)} for one in chosen
    ]


def _tell(one: "Chosen", wish: _Wish) -> None:
    from kombit_tui.ingest.pipeline import summary
    from kombit_tui.ingest.telling import left_lines, table_lines, unused_lines

    told = [*summary(one.plan), *table_lines(one.plan), *unused_lines(one.plan)]
    told += left_lines(one.plan, wish.least)
    print("\n".join([f"{one.plan.title}:", *(f"  {line}" for line in told)]))


def _left(one: "Chosen") -> int:
    """How much of a file is not sure enough to be stored."""
    return sum(entry.is_stored for entry in one.plan.entries) - len(one.sure)


def _is_wanted(chosen: "list[Chosen]", wish: _Wish) -> bool:
    if not wish.asks:
        return True
    sure, left = sum(len(one.sure) for one in chosen), sum(map(_left, chosen))
    if _says_yes(f"Gem {sure} af {sure + left}?"):
        return True
    print("Intet er gemt.")
    return False


def spelled_out(words: Iterable[str]) -> Iterator[str]:
    """A command line with the number that «--yes» alone means: a file may follow it."""
    is_open = False
    for word in words:
        is_number = is_open and _NUMBER.fullmatch(word) is not None
        if is_open:
            yield f"--yes={word.replace(',', '.') if is_number else SURE}"
        is_open = word == "--yes"
        if not is_open and not is_number:
            yield word
    if is_open:
        yield f"--yes={SURE}"


def _says_yes(question: str) -> bool:
    try:
        return input(f"{question} [j/N] ").strip().lower() in ("j", "ja", "y", "yes")
    except EOFError:
        return False


def _teller(file: Path, bar: Bar) -> Tell:
    """Says how far a file is read."""

    def tell(done: int, of: int) -> None:
        bar(f"Læser {clean(file.name)}: side {done} af {of}", done, of)

    return tell

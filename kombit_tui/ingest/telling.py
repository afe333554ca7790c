"""What is told of a plan on the command line, in Danish: its tables, and what was left."""

import shlex
from collections.abc import Iterator

from kombit_tui.domain.places import place_in
from kombit_tui.domain.records import KINDS
from kombit_tui.domain.review import SURE
from kombit_tui.domain.text import squeeze
from kombit_tui.ingest.extract.spreadsheets import GUESSED
from kombit_tui.ingest.headings import Certainty, TableFound, key_of
from kombit_tui.ingest.planned import Plan
from kombit_tui.ingest.tables import KINDS_IN_TABLES, field_of

_MOST_TOLD = 3


def table_lines(plan: Plan) -> Iterator[str]:
    """How the columns were taken, and how to say that they are something else."""
    for table in plan.tables:
        place = place_in(plan.file, table.first).capitalize()
        if table.kind is None:
            heads = [one.heading for one in table.columns if one.heading]
            yield f"{place}: tabellen er ikke læst. Ingen kolonne siger, hvad rækkerne hedder."
            if heads:
                yield f"  Kolonnerne er: {', '.join(heads)}."
                yield f"  Sig det sådan: {_map(heads[0], 'task.title')}"
            continue
        yield f"{place}: rækkerne er læst som {KINDS[table.kind].plural}."
        yield from (f"  {line}" for line in _doubts(table, table.kind))


def _doubts(table: TableFound, kind: str) -> Iterator[str]:
    title = table.index_of(KINDS_IN_TABLES[kind].naming[0])
    unsure = [one.field for one in table.unsure]
    if not table.is_sure and title is not None and table.columns[title].field not in unsure:
        told = _map(table.columns[title].heading, _field(table, title))
        yield f"Det er ikke sikkert. Ret eller bekræft: {told}"
    for one in table.unsure:
        field = field_of(KINDS_IN_TABLES[kind], one.field or "")
        label = field.label if field is not None else one.field
        yield f"Usikkert: «{one.heading}» er læst som {label}. Ret eller bekræft: " + _map(
            one.heading, str(one.field)
        )
    unused = [
        f"«{one.heading}»"
        for one in table.columns
        if one.field is None and one.certainty is Certainty.NONE and key_of(one.heading)
    ]
    if unused:
        yield f"Ikke brugt: {', '.join(unused)}."


def _field(table: TableFound, index: int) -> str:
    return f"{table.kind}.{table.columns[index].field}"


def _map(heading: str, field: str) -> str:
    return f"--map {shlex.quote(f'{heading}={field}')}"


def unused_lines(plan: Plan) -> Iterator[str]:
    """What was edited in a sheet of ours and is not taken."""
    for line, text in plan.unused[:_MOST_TOLD]:
        yield f"Læst, men ikke brugt, {place_in(plan.file, line)}: {text}."
    if len(plan.unused) > _MOST_TOLD:
        yield f"Og {len(plan.unused) - _MOST_TOLD} andre, der ikke er brugt."
    if plan.unused:
        yield "Af et ark, der er eksporteret herfra, læses kun det, I selv gør ved posterne."


def left_lines(plan: Plan, least: float = SURE) -> Iterator[str]:
    """What is not sure enough to be stored unseen, and how to look at it."""
    sure = set(plan.sure(least))
    left = [one for one in plan.entries if one.is_stored and one.key not in sure]
    if not left:
        return
    left.sort(key=lambda one: one.confidence)
    for one in left[:_MOST_TOLD]:
        place = plan.place(one).capitalize() or plan.file
        why = " ".join(flag for flag in one.flags if not flag.endswith(GUESSED))
        yield f"Usikkert ({_percent(one.confidence)}), {place}: {squeeze(one.title)}. {why}".strip()
    if len(left) > _MOST_TOLD:
        yield f"Og {len(left) - _MOST_TOLD} andre, der er usikre."
    yield (
        f"{len(left)} af {len(left) + len(sure)} er mindre sikre end {_percent(least)} og gemmes "
        "ikke. Gennemse dem i dashboardet (tast i), eller gem dem med "
        f"--yes {left[0].confidence:g}."
    )


def _percent(share: float) -> str:
    return f"{share:.0%}".replace("%", " %")

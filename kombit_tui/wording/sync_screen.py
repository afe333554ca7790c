"""The screen Synk in words: its groups, its lines, and what it says where there is little."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from kombit_tui.db.queries.conflicts import ConflictRow
from kombit_tui.wording.sync import count

HINT = "{app.sync_now}: synkronisér nu · {list.open}: åbn · {app.login}: server og adgangskode"
HINT_ALONE = "{app.login}: forbind til kommunens server"
CONNECTION = "Forbindelse"
CONFLICTS = "Konflikter"
REFUSED = "Afvist af serveren"
WAITING = "Venter på at blive sendt"
ANNOUNCED = "Nyt fra kataloget"
RUNS = "Seneste synkroniseringer"
FEEDS = "Samlinger på serveren"
NO_SERVER = "Ingen server"
ALONE = (
    "Alt ligger kun på denne maskine. Forbind til kommunens server, og du og dine kolleger ser det "
    "samme; du kan stadig arbejde uden net."
)
KEEPS = "Det, du retter, gemmes altid her først. Uden forbindelse venter det, til der er en."
WAITS = "Den sendes af sig selv ved næste synkronisering."
UNDERWAY = (
    "Den er sendt, men svaret kom ikke. Næste synkronisering finder ud af, om den nåede frem."
)
GONE = "Posten er slettet her; serveren får det at vide ved næste synkronisering."
READ_ONLY = "Det nationale katalog kan læses, ikke ændres. Egne frister og noter skrives hos jer."
NO_ACCESS = "Du har ikke adgang til den. Det, der ligger her, bliver liggende."
SEVERAL = "En kollega har ændret det samme som du. Intet er gået tabt; vælg, hvad der gælder."


class ConflictLine(NamedTuple):
    """A record in conflict, whatever the number of its fields."""

    id: str
    kind: str
    title: str
    rows: tuple[ConflictRow, ...]


def by_record(rows: Sequence[ConflictRow]) -> list[ConflictLine]:
    """The conflicts of each record on one line."""
    found: dict[str, list[ConflictRow]] = {}
    for row in rows:
        found.setdefault(row.record_id, []).append(row)
    return [
        ConflictLine(record, those[0].kind, those[0].title, tuple(those))
        for record, those in found.items()
    ]


def note(found: Sequence[Any], in_all: int | None = None) -> str:
    """How many there are under a heading, and how many of them are listed."""
    number = len(found) if in_all is None else in_all
    told = count(number, "post", "poster")
    return f"{told}, de {len(found)} nyeste vises" if number > len(found) else told

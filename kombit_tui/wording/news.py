"""News, and what happened since the last visit, in words."""

from collections.abc import Iterator
from datetime import datetime

from kombit_tui.db.queries.since_visit import Changed, SinceVisit
from kombit_tui.domain.happening import Happened, What
from kombit_tui.domain.records import KINDS
from kombit_tui.wording.cells import one_line
from kombit_tui.wording.field_values import value_text

HINT = "Øverst: nyt siden sidste besøg · {list.open}: gå til posten, Esc går tilbage"
FIRST_VISIT = "Første besøg"
FROM_NOW_ON = "fra næste gang står det nye øverst"
NOTHING_NEW = "Intet nyt siden sidste besøg"
NO_PROJECT = "Uden projekt"
NOTHING = "(tom)"
HEADINGS = {
    What.NEW: "Nyt siden sidste besøg",
    What.MOVED: "Flyttede frister siden sidste besøg",
    What.STATE: "Ny status siden sidste besøg",
    What.CHANGED: "Andre ændringer siden sidste besøg",
}
NEWS = "Nyheder siden sidste besøg"
TONES = {What.NEW: "accent", What.MOVED: "warning"}
_MOVED = {"task": "Frist flyttet", "meeting": "Møde flyttet", "campaign": "Stop flyttet"}


def visited(moment: str) -> str:
    """When the user was here last."""
    return f"{datetime.fromisoformat(moment).astimezone():%d-%m-%Y kl. %H:%M}"


def day_of(at: str) -> str:
    """The day of a moment."""
    moment = datetime.fromisoformat(at)
    return f"{moment if len(at) == len('2026-08-19') else moment.astimezone():%d-%m-%Y}"


def what_text(row: Changed) -> str:
    """What happened to a record, in a word or two."""
    first = row.happened[0]
    match first.what:
        case What.NEW:
            return f"Ny: {_kind(row.kind)}"
        case What.MOVED:
            return _MOVED.get(first.kind, "Frist flyttet")
        case _:
            return _field(first)


def happened_texts(row: Changed, since: SinceVisit) -> Iterator[str]:
    """All that happened to a record, from what to what."""
    for one in row.happened:
        field = KINDS[one.kind].field(one.field) if one.field else None
        if field is None:
            yield f"Ny: {_kind(one.kind)}"
            continue
        before = value_text(field, one.before, one.before_words, since.titles, since.steps)
        after = value_text(field, one.after, one.after_words, since.titles, since.steps)
        yield f"{field.label}: {before or NOTHING} -> {after or NOTHING}"


def by_whom(row: Changed) -> str:
    """Who did it last."""
    return row.who or "Meldt ud"


def changed_lines(since: SinceVisit) -> list[str]:
    """One line per record."""
    return [f"{what_text(row)}: {one_line(row.title)}" for row in since.rows]


def many(since: SinceVisit) -> str:
    """How many records it is."""
    return f"{len(since.rows)}{'+' if since.is_cut else ''}"


def _kind(kind: str) -> str:
    name = KINDS[kind].danish
    return name if name[:2].isupper() else name.lower()


def _field(one: Happened) -> str:
    kind = KINDS[one.kind]
    field = kind.field(one.field) if one.field else None
    return f"Ny: {_kind(one.kind)}" if field is None else field.label

"""The journal in words: one line per field that was changed, and what is in the bin."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from kombit_tui.db.queries.history import Entry, History
from kombit_tui.db.queries.trash import Deleted
from kombit_tui.domain.fields import FieldType
from kombit_tui.domain.records import KINDS
from kombit_tui.domain.text import squeeze
from kombit_tui.wording.field_values import value_text
from kombit_tui.wording.lines import Cell, Column, ListRow

HISTORY_COLUMNS = (
    Column("Tid", 16),
    Column("Hvem", 10, rank=3),
    Column("Felt", 18, rank=1),
    Column("Fra -> til", 0),
    Column("Trin", 26, rank=4),
)
TRASH_COLUMNS = (
    Column("Slettet", 16),
    Column("Slags", 18, rank=2),
    Column("Titel", 0),
    Column("Hvem", 10, rank=3),
    Column("Trin", 26, rank=4),
)
NOTHING = "(tom)"
_ORIGINS = {"import": "import", "undo": "fortrudt", "redo": "gendannet", "seed": "demodata"}
_DONE = {"create": ("Oprettet", "ok"), "delete": ("Slettet", "warning")}


def moment_text(at: str, now: datetime) -> str:
    """A time as people write it here; the year where it is another one."""
    moment = datetime.fromisoformat(at).astimezone()
    return moment.strftime("%d-%m %H:%M" if moment.year == now.year else "%d-%m-%Y %H:%M")


def with_times(columns: Sequence[Column], rows: Sequence[ListRow]) -> tuple[Column, ...]:
    """`columns` with the first just wide enough for the times of `rows`."""
    widest = max((len(row.cells[0].text) for row in rows), default=columns[0].width)
    return (columns[0]._replace(width=widest), *columns[1:])


def step_text(step: str, origin: str) -> str:
    """What a step was called, and what kind of step it was."""
    word = _ORIGINS.get(origin)
    return f"{step} ({word})" if word else step


def history_line(key: str, entry: Entry, found: History, now: datetime) -> ListRow:
    """What the list says of an entry."""
    kind = KINDS[entry.kind]
    field = kind.field(entry.field) if entry.field else None
    if field is None:
        done, tone = _DONE.get(entry.operation, ("Ændret", ""))
        told = (Cell(done, tone), Cell(f"{kind.danish}: {_whole(entry, found)}"))
    else:
        steps = found.steps.get(entry.record_id, {})
        before = value_text(field, entry.before, entry.before_words, found.titles, steps)
        after = value_text(field, entry.after, entry.after_words, found.titles, steps)
        told = (Cell(field.label), Cell(f"{before or NOTHING} -> {after or NOTHING}"))
    return ListRow(
        key,
        (
            Cell(moment_text(entry.at, now)),
            Cell(entry.who),
            *told,
            Cell(step_text(entry.step, entry.origin), "muted"),
        ),
    )


def _whole(entry: Entry, found: History) -> str:
    """The record that was made or deleted, as people call it."""
    values: Mapping[str, Any] = entry.after or entry.before or {}
    title = KINDS[entry.kind].field(KINDS[entry.kind].title)
    own = values.get(title.name) if title else None
    if title is None or own is None or title.type is FieldType.REF:
        return found.titles.get(entry.record_id, "")
    return value_text(title, own, None, found.titles)


def deleted_line(one: Deleted, parts: int, now: datetime) -> ListRow:
    """What the bin says of a record with which some parts were deleted."""
    beside = f" (og {parts}, der hører til)" if parts else ""
    return ListRow(
        one.id,
        (
            Cell(moment_text(one.at, now)),
            Cell(KINDS[one.kind].danish),
            Cell(f"{squeeze(one.title)}{beside}"),
            Cell(one.who),
            Cell(step_text(one.step, one.origin), "muted"),
        ),
    )

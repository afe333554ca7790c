"""A conflict in words: the versions of what two people changed, and what each choice gives."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import NamedTuple

from kombit_tui.db.queries.conflicts import ConflictRow
from kombit_tui.domain.conflicts import CannotBeBoth, Choice, Sort, fields_of, outcome
from kombit_tui.domain.fields import Field, FieldType, Values
from kombit_tui.domain.records import KINDS
from kombit_tui.domain.text import clean
from kombit_tui.wording.field_values import value_text
from kombit_tui.wording.lines import Cell, Column, ListRow
from kombit_tui.wording.sync import time_text

NOTHING = "(tom)"
DELETED = "(slettet)"
WHOLE = "Hele posten"
COLUMNS = (
    Column("Felt", 20),
    Column("Før", 18, rank=2),
    Column("Min", 26, rank=1),
    Column("Deres", 0),
)
HINT = (
    "{conflict.mine}: behold min · {conflict.theirs}: brug deres · {conflict.both}: begge · "
    "{conflict.edit}: ret selv · {app.undo}: fortryd"
)
EMPTY = (
    "Ingen konflikter.",
    "Har to ændret det samme, vises det her, og intet går tabt imens.",
)
LABELS: Mapping[Choice, str] = {
    Choice.MINE: "Behold min",
    Choice.THEIRS: "Brug deres",
    Choice.BOTH: "Behold begge",
    Choice.EDITED: "Ret selv",
}
KEYS: Mapping[Choice, str] = {
    Choice.MINE: "conflict.mine",
    Choice.THEIRS: "conflict.theirs",
    Choice.BOTH: "conflict.both",
    Choice.EDITED: "conflict.edit",
}
EDIT_ELSEWHERE = "Vælg først, om posten skal beholdes; ret den så på dens egen skærm."
FREELY = "skriv, hvad der skal stå"
_SORTS = {
    Sort.FIELDS: "I har begge ændret {fields}.",
    Sort.DELETED_HERE: "Du har slettet posten, og {them} har rettet den. Den er her igen, til du "
    "har valgt.",
    Sort.DELETED_THERE: "{them} har slettet posten, og du har rettet den. Den bliver her, til du "
    "har valgt.",
}


class Way(NamedTuple):
    """A version, or what a choice makes of the record."""

    label: str
    lines: tuple[str, ...]
    """What it holds; one field by its value, several by label and value."""


def field_names(row: ConflictRow) -> str:
    """The fields that a conflict is about."""
    if row.sort != Sort.FIELDS:
        return WHOLE
    fields = fields_of(KINDS[row.kind], row.theirs or row.mine or {})
    return ", ".join(field.label for field in fields)


def line(row: ConflictRow) -> ListRow:
    """What the list says of a conflict."""
    return ListRow(
        row.id,
        (
            Cell(field_names(row)),
            Cell(in_short(row, row.before) if row.sort == Sort.FIELDS else "", "muted"),
            Cell(in_short(row, row.mine)),
            Cell(in_short(row, row.theirs)),
        ),
    )


def in_short(row: ConflictRow, values: Values | None) -> str:
    """A version on one line."""
    if values is None:
        return DELETED
    if row.sort != Sort.FIELDS:
        changed = _changed(row, values)
        return "; ".join(f"{label}: {text}" for label, text in changed) or "uændret"
    return "; ".join(text for _, text in told(row, values))


def told(row: ConflictRow, values: Values) -> Iterator[tuple[str, str]]:
    """The fields in question with what they hold in a version."""
    kind = KINDS[row.kind]
    for field in fields_of(kind, row.theirs or row.mine or {}):
        yield field.label, _value(row, field, values) or NOTHING


def _value(row: ConflictRow, field: Field, values: Values) -> str:
    value, words = values.get(field.name), values.get(f"{field.name}_text")
    if value is None and not words:
        value = field.default  # it held all along, though nobody had chosen it
    if field.type is FieldType.PROSE:
        return clean(str(value or ""))
    return value_text(field, value, words, row.named)


def _changed(row: ConflictRow, values: Values) -> list[tuple[str, str]]:
    """What differs in a version of a whole record from what it was before."""
    before = row.before or {}
    kind = KINDS[row.kind]
    changed = [
        field
        for field in kind.fields
        if any(values.get(one) != before.get(one) for one in field.columns())
    ]
    return [(field.label, _value(row, field, values) or NOTHING) for field in changed]


def happened(row: ConflictRow) -> str:
    """What two people did, in a sentence."""
    fields = field_names(row)
    return _SORTS[Sort(row.sort)].format(fields=f"«{fields}»", them=row.theirs_by or "En kollega")


def changed_since(row: ConflictRow) -> tuple[str, ...]:
    """What the fields hold now, where that is no longer what was theirs."""
    now, theirs = row.now, row.theirs or {}
    if (
        row.sort != Sort.FIELDS
        or now is None
        or all(now.get(column) == value for column, value in theirs.items())
    ):
        return ()
    return _lines(told(row, now))


def before(row: ConflictRow) -> Way | None:
    """What both began with; of a whole record only the changes are told."""
    return Way("Før", _lines(told(row, row.before or {}))) if row.sort == Sort.FIELDS else None


def way(row: ConflictRow, choice: Choice, moment: datetime) -> Way:
    """What a choice makes of the record, and whose it is."""
    label = LABELS[choice]
    if choice is Choice.MINE:
        label += _by(row.mine_by, row.mine_at, moment)
    elif choice is Choice.THEIRS:
        label += _by(row.theirs_by, row.theirs_at, moment)
    return Way(label, _result(row, choice))


def _by(who: str | None, at: str | None, moment: datetime) -> str:
    about = [part for part in (who, time_text(at, moment) if at else None) if part]
    return f" ({', '.join(about)})" if about else ""


def _result(row: ConflictRow, choice: Choice) -> tuple[str, ...]:
    if choice is Choice.EDITED:
        return (FREELY if row.sort == Sort.FIELDS else EDIT_ELSEWHERE,)
    try:
        values = outcome(KINDS[row.kind], row.sort, row.versions, choice)
    except CannotBeBoth as error:
        return (f"kan ikke: {error}",)
    if values is None:
        return ("Posten slettes.",)
    if row.sort == Sort.FIELDS:
        return _lines(told(row, values))
    changed = [f"{label}: {text}" for label, text in _changed(row, values)]
    return ("Posten beholdes.", *changed)


def _lines(fields: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    named = tuple(fields)
    return (named[0][1],) if len(named) == 1 else tuple(f"{one}: {text}" for one, text in named)


def decided(row: ConflictRow, choice: Choice) -> str:
    """What the step is called in the undo message."""
    return f"{LABELS[choice]}: {field_names(row)} på {row.title}"

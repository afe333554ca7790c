"""FELT=VÆRDI as changes: what a user writes on the command line means what the same would mean in
the dashboard. Like `edits` it answers with changes and writes nothing.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any, NamedTuple

from kombit_tui.db.changes import Change
from kombit_tui.db.doing import status_changes
from kombit_tui.db.edits import DATED, HELD, READ_ONLY, Edit, Me, set_date, set_responsible
from kombit_tui.db.forms import Part, new_part, parts_of
from kombit_tui.db.queries.identifying import SHORTEST
from kombit_tui.db.queries.records import Subject, anchors, choices_of
from kombit_tui.domain.choices import TASK_STATUS
from kombit_tui.domain.dates import DateNotUnderstood, parse_typed
from kombit_tui.domain.entry import EntryInvalid, read
from kombit_tui.domain.fields import Field, FieldType
from kombit_tui.domain.folding import fold
from kombit_tui.domain.records import KINDS
from kombit_tui.errors import AssignmentInvalid

_NO_ANCHORS: Mapping[str, date] = MappingProxyType({})
_MOST_NAMED = 6


class Said(NamedTuple):
    """One FELT=VÆRDI."""

    field: str
    value: str


def said(texts: Iterable[str]) -> list[Said]:
    """What was written, taken apart.

    Raises:
        AssignmentInvalid: one has no equals sign.
    """
    found = []
    for text in texts:
        name, equals, value = text.partition("=")
        if not equals or not name.strip():
            raise AssignmentInvalid(
                f"«{text}» er ikke FELT=VÆRDI.",
                'Skriv fx status=påbegyndt eller "frist=om 2 uger".',
            )
        found.append(Said(name.strip(), value.strip()))
    return found


def assigned(
    connection: sqlite3.Connection, about: Subject, wanted: Sequence[Said], me: Me
) -> tuple[Change, ...]:
    """What gives a record these values.

    Raises:
        AssignmentInvalid: it has no such field, or the field cannot hold that.
    """
    changes: list[Change] = []
    rest: list[Said] = []
    for one in wanted:
        wish = _wish(about, one.field)
        if wish is None:
            rest.append(one)
            continue
        edit = wish(connection, about, one.value, me)
        if edit.refused:
            raise AssignmentInvalid(edit.refused[0])
        changes += edit.changes
    return (*changes, *_formed(connection, about, rest, me))


def created(
    connection: sqlite3.Connection, kind: str, wanted: Sequence[Said], me: Me
) -> tuple[tuple[Change, ...], str]:
    """What makes a record with these values, and its id.

    Raises:
        AssignmentInvalid: there is no such field, or one cannot hold that or is missing.
    """
    part = new_part(connection, kind, None, me)
    typed = _typed(connection, (part,), wanted, me, _NO_ANCHORS)[0]
    missing = [
        field.label
        for field in KINDS[kind].fields
        if field.required and {**part.preset, **typed}.get(field.name) in (None, "")
    ]
    if missing:
        raise AssignmentInvalid(f"Der mangler: {', '.join(missing)}.", _known((part,)))
    return part.changes(typed), part.id


# What the dashboard has a key for.

_Wish = Callable[[sqlite3.Connection, Subject, str, Me], Edit]


def _wish(about: Subject, name: str) -> _Wish | None:
    """What a word means that is more than the field of that name."""
    key = fold(name)
    if key == "status" and about.kind == "task":
        return _set_status
    if key in ("frist", "due") and about.kind in DATED:
        return _set_due
    if key in ("ansvarlig", "owner", "responsible") and about.kind in HELD:
        return _set_responsible
    return None


def _set_status(_: sqlite3.Connection, about: Subject, text: str, me: Me) -> Edit:
    field = KINDS["task_state"].field("status")
    assert field is not None
    status = _read(field, text, me, _NO_ANCHORS)["status"] or next(iter(TASK_STATUS))
    return Edit((about,), status_changes([about.id], status, me))


def _set_due(connection: sqlite3.Connection, about: Subject, text: str, me: Me) -> Edit:
    try:
        day = parse_typed(text or "-", today=me.today, anchors=anchors(connection, about))
    except DateNotUnderstood as error:
        raise AssignmentInvalid(f"Frist: {error}") from error
    return set_date(connection, [about], None if day is None else day.edtf, me)


def _set_responsible(connection: sqlite3.Connection, about: Subject, text: str, me: Me) -> Edit:
    person = _pointed(connection, "person", "Ansvarlig", text)
    return set_responsible(connection, [about], person, me)


# What is a field of the record, or of what we do about it.


def _formed(
    connection: sqlite3.Connection, about: Subject, wanted: Sequence[Said], me: Me
) -> Iterator[Change]:
    if not wanted:
        return
    parts = parts_of(connection, about, me)
    if not parts:
        raise AssignmentInvalid(READ_ONLY.format(title=about.title))
    given = _typed(connection, parts, wanted, me, anchors(connection, about))
    for part, typed in zip(parts, given, strict=True):
        if typed:
            yield from part.changes(typed)


def _typed(
    connection: sqlite3.Connection,
    parts: Sequence[Part],
    wanted: Sequence[Said],
    me: Me,
    days: Mapping[str, date],
) -> list[dict[str, Any]]:
    """For each part what is to be written in it."""
    found: list[dict[str, Any]] = [{} for _ in parts]
    for one in wanted:
        at, field = _field_named(parts, one.field)
        if field.type is FieldType.REF:
            value = _pointed(connection, field.refers or "", field.label, one.value)
            found[at][field.name] = value
        elif field.type is FieldType.TABLE:
            raise AssignmentInvalid(f"{field.label} kan kun rettes i dashboardet.")
        else:
            found[at].update(_read(field, one.value, me, days))
    return found


def _field_named(parts: Sequence[Part], name: str) -> tuple[int, Field]:
    """The part with a field that is called so: by its name, its label or in the filters."""
    wanted = fold(name)
    for names in (_proper_names, _filter_names):
        for at, part in enumerate(parts):
            for field in part.fields():
                if wanted in names(field):
                    return at, field
    raise AssignmentInvalid(f"Der er intet felt «{name}» at sætte.", _known(parts))


def _proper_names(field: Field) -> tuple[str, ...]:
    return fold(field.name), fold(field.label)


def _filter_names(field: Field) -> tuple[str, ...]:
    return tuple(map(fold, field.filter))


def _known(parts: Sequence[Part]) -> str:
    labels = [f"{field.name} ({field.label})" for part in parts for field in part.fields()]
    return f"Felter: {', '.join(labels)}."


def _read(field: Field, text: str, me: Me, days: Mapping[str, date]) -> dict[str, Any]:
    try:
        return read(field, text, today=me.today, anchors=days)
    except EntryInvalid as error:
        told = str(error)
        raise AssignmentInvalid(
            told if told.startswith(field.label) else f"{field.label}: {told}"
        ) from error


def _pointed(connection: sqlite3.Connection, kind: str, label: str, text: str) -> str | None:
    """The record of a kind that is called `text`, as a whole or as the only one that begins so."""
    if text in ("", "-", "ingen"):
        return None
    wanted, choices = fold(text), choices_of(connection, kind)
    exact = [one for one in choices if wanted == fold(one.title) or _is_id(one.id, text)]
    begun = [one for one in choices if fold(one.title).startswith(wanted)]
    inside = [one for one in choices if wanted in fold(one.title)]
    found = exact or begun or inside
    if len(found) == 1:
        return found[0].id
    what = KINDS[kind].danish.lower()
    if not found:
        raise AssignmentInvalid(f"{label}: ingen {what} hedder «{text}».")
    named = ", ".join(f"{one.title} ({one.id[-8:]})" for one in found[:_MOST_NAMED])
    raise AssignmentInvalid(f"{label}: «{text}» kan være flere: {named}.", "Skriv hele navnet.")


def _is_id(record_id: str, text: str) -> bool:
    return len(text) >= SHORTEST and record_id.endswith(text)

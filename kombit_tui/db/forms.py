"""The parts of a form: which records are edited together, with which values to begin with.

What is changed in a part becomes changes here; asking for it is `screens.form`'s.
"""

import sqlite3
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from kombit_tui.db.changes import Change, Create, Update
from kombit_tui.db.edits import LOCAL, Me
from kombit_tui.db.queries.records import Subject, record_values
from kombit_tui.domain.fields import Field, FieldType
from kombit_tui.domain.ids import new_id, task_state_id
from kombit_tui.domain.records import KINDS

_NOTHING: Mapping[str, Any] = MappingProxyType({})
_PLACES = ("meeting", "item", "role", "campaign")
"""Fields that say where a new record belongs: taken over from the one the user stands on."""
_GIVEN = {("task_state", "task")}
"""Kind and field of what is no question: the record is asked about there."""


class Part(NamedTuple):
    """A record in a form."""

    kind: str
    id: str
    values: Mapping[str, Any]
    is_new: bool = False
    preset: Mapping[str, Any] = _NOTHING
    """For a new record: what it begins with; written with whatever is typed."""
    heading: str = ""

    def fields(self) -> tuple[Field, ...]:
        """The fields that are asked for."""
        return tuple(
            field
            for field in KINDS[self.kind].fields
            if field.editable and (self.kind, field.name) not in _GIVEN
        )

    def changes(self, typed: Mapping[str, Any]) -> tuple[Change, ...]:
        """What is to be written when `typed` is what differs from the values."""
        if not self.is_new:
            return (Update(self.id, typed),) if typed else ()
        if not typed and self.kind == "task_state":
            return ()
        return (Create(self.kind, {**self.preset, **typed}, self.id),)


def parts_of(connection: sqlite3.Connection, one: Subject, me: Me) -> tuple[Part, ...]:
    """The parts of the form of a record: it itself if it is ours, and what we do about it."""
    values = record_values(connection, one.kind, one.id)
    if values is None:
        return ()
    own = (Part(one.kind, one.id, values),) if one.is_ours else ()
    if one.kind != "task":
        return own
    state_id = task_state_id(me.municipality, one.id)
    state = record_values(connection, "task_state", state_id)
    return (
        *own,
        Part("task_state", state_id, state or {}, state is None, {"task": one.id}, "Hos os"),
    )


def new_part(connection: sqlite3.Connection, kind: str, near: Subject | None, me: Me) -> Part:
    """The form of a new record, made where the user stands."""
    preset: dict[str, Any] = {}
    if near is not None:
        around = record_values(connection, near.kind, near.id) or {}
        preset = _placed(kind, near, around)
    if kind == "task":
        preset["kind"] = LOCAL
    if kind == "assignment":
        preset["since"] = me.today.isoformat()
    return Part(kind, new_id(me.municipality), preset, is_new=True, preset=preset)


def _placed(kind: str, near: Subject, around: Mapping[str, Any]) -> dict[str, Any]:
    """The places of a new record: the record near it, or where that one belongs."""
    placed: dict[str, Any] = {}
    for field in KINDS[kind].fields:
        if field.type is FieldType.REF and field.name in _PLACES:
            place = near.id if field.refers == near.kind else around.get(field.name)
            if place is not None:
                placed[field.name] = place
    return placed

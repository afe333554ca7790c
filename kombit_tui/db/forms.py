"""The parts of a form: which records are edited together, with which values to begin with.

What is changed in a part becomes changes here; asking for it is `screens.form`'s.
"""

import sqlite3
from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType
from typing import Any, NamedTuple

from kombit_tui.db.changes import Change, Create, Update
from kombit_tui.db.edits import LOCAL, Me
from kombit_tui.db.queries.records import Subject, column_of, pointing_to, record_values
from kombit_tui.domain.agreements import completed
from kombit_tui.domain.fields import Field, FieldType
from kombit_tui.domain.ids import natural_id, new_id, task_state_id
from kombit_tui.domain.records import KINDS
from kombit_tui.domain.support_chain import FIRST, moved

_NOTHING: Mapping[str, Any] = MappingProxyType({})
_PLACES = ("meeting", "item", "role", "campaign")
"""Fields that say where a new record belongs: taken over from the one the user stands on."""
_GIVEN = {
    ("task_state", "task"),
    ("preparation", "item"),
    ("preparation", "person"),
    ("agreement_state", "agreement"),
}
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
    brings: Callable[[Mapping[str, Any], Mapping[str, Any]], Mapping[str, Any]] | None = None
    """What is to be written when something is typed, of that and the values before."""

    def fields(self) -> tuple[Field, ...]:
        """The fields that are asked for."""
        return tuple(
            field
            for field in KINDS[self.kind].fields
            if field.editable and (self.kind, field.name) not in _GIVEN
        )

    def changes(self, typed: Mapping[str, Any]) -> tuple[Change, ...]:
        """What is to be written when `typed` is what differs from the values."""
        if self.brings is not None and typed:
            typed = self.brings(typed, self.values)
        if not self.is_new:
            return (Update(self.id, typed),) if typed else ()
        if not typed and self.kind in ("task_state", "preparation", "agreement_state"):
            return ()
        return (Create(self.kind, {**self.preset, **typed}, self.id),)


def parts_of(connection: sqlite3.Connection, one: Subject, me: Me) -> tuple[Part, ...]:
    """The parts of the form of a record: it itself if it is ours, and what we do about it."""
    values = record_values(connection, one.kind, one.id)
    if values is None:
        return ()
    own = (Part(one.kind, one.id, values),) if one.is_ours else ()
    if one.kind == "agenda_item":
        return (*own, _preparation(connection, one.id, me))
    if one.kind == "agreement":
        return (*own, _signature(connection, one.id, me))
    if one.kind == "campaign":
        return tuple(_with_steps(part) for part in own)
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
    if kind == "question":
        preset["asked_by"] = me.who
    if kind == "assignment":
        preset["since"] = me.today.isoformat()
    if kind == "profile":
        preset["code"] = me.municipality
    if kind == "incident":
        preset = _incident(near, me)
    part = Part(kind, new_id(me.municipality), preset, is_new=True, preset=preset)
    return _with_steps(part) if kind == "campaign" else part


def _with_steps(part: Part) -> Part:
    """The form of a campaign."""
    from kombit_tui.db.steps_form import campaign_part  # builds on this module

    return campaign_part(part)


def _placed(kind: str, near: Subject, around: Mapping[str, Any]) -> dict[str, Any]:
    """The places of a new record: the record near it, or where that one belongs."""
    placed: dict[str, Any] = {}
    for field in KINDS[kind].fields:
        if field.type is FieldType.REF and field.name in _PLACES:
            place = near.id if field.refers == near.kind else around.get(field.name)
            if place is not None:
                placed[field.name] = place
    return placed


def _incident(near: Subject | None, me: Me) -> dict[str, Any]:
    """A new case: it begins today, with the service desk of the system the user stands on."""
    begun = {"since": me.today.isoformat(), **moved(FIRST, me.today)}
    return {**begun, "system": near.id} if near is not None and near.kind == "system" else begun


def _signature(connection: sqlite3.Connection, agreement: str, me: Me) -> Part:
    """What we have done about an agreement."""
    found = pointing_to(connection, "agreement_state", "agreement", [agreement])
    record_id = next(iter(found), natural_id(me.municipality, "agreement_state", agreement))
    values = record_values(connection, "agreement_state", record_id)
    preset, brings = {"agreement": agreement}, partial(completed, today=me.today)
    is_new = values is None
    return Part("agreement_state", record_id, values or {}, is_new, preset, "Hos os", brings)


def _preparation(connection: sqlite3.Connection, item: str, me: Me) -> Part:
    """What the user has read and noted of an item."""
    place = {"item": item, "person": me.who}
    ids = pointing_to(connection, "preparation", "item", [item])
    people = column_of(connection, "preparation", "person", ids)
    mine = next((one for one in ids if people[one] == me.who), None)
    if mine is None:
        record_id = natural_id(me.municipality, "preparation", item, me.who)
        return Part("preparation", record_id, {}, is_new=True, preset=place, heading="Hos os")
    values = record_values(connection, "preparation", mine) or {}
    return Part("preparation", mine, values, heading="Hos os")

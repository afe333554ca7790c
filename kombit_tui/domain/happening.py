"""What happened to a record, in the order in which it matters: it is new, a deadline moved, how far
it is, anything else. Pure: it is told what a step changed, and knows neither journal nor words.
"""

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import Any, NamedTuple

from kombit_tui.domain.fields import Field, Kind
from kombit_tui.domain.records import KINDS

PARTS: Mapping[str, str] = {
    "task_state": "task",
    "task_change": "task",
    "agenda_item": "meeting",
    "assignment": "role",
    "campaign_state": "campaign",
    "milestone": "campaign",
    "agreement_state": "agreement",
    "note": "about",
}
"""Kinds whose records are told of as something that happened to the one this field names."""
WHOLE = (
    *("task", "agreement", "meeting", "campaign", "campaign_system", "role", "question", "news"),
    *("incident", "contact_entry", "system", "person", "price", "milestone"),
)
"""Kinds whose records are told of themselves, in the order in which they are."""
_DEADLINES = {
    "task": ("due", "due_real", "consequence_date"),
    "meeting": ("date",),
    "campaign": ("stop",),
    "agreement": ("deadline",),
}
_STATES = {
    "task_state": ("status",),
    "agreement_state": ("state",),
    "campaign_system": ("steps", "excused"),
    "campaign_state": ("steps",),
    "incident": ("place",),
}
"""Fields that say how far something is."""


class What(StrEnum):
    """What happened; the weightiest first."""

    NEW = "new"
    MOVED = "moved"
    """A deadline, or the day of a meeting or a stop."""
    STATE = "state"
    CHANGED = "changed"


class Happened(NamedTuple):
    """One thing that happened."""

    what: What
    kind: str
    field: str = ""
    """Empty where it is about the record as a whole."""
    before: Any = None
    after: Any = None
    before_words: str | None = None
    """The words of a date, beside its value."""
    after_words: str | None = None


def happened(
    kind: str, operation: str, before: Mapping[str, Any], after: Mapping[str, Any]
) -> Iterator[Happened]:
    """What a step did to a record: `before` and `after` hold the fields that changed."""
    if kind == "task_change":
        yield from _told_change(after)
    elif operation == "create" and not (kind in PARTS and kind in _STATES):
        yield Happened(What.CHANGED if kind in PARTS else What.NEW, kind)
    else:
        declared = KINDS[kind]
        for field in declared.fields:
            if _is_told(declared, field) and (field.name in before or field.name in after):
                words = f"{field.name}_text"
                yield Happened(
                    _what(kind, field.name),
                    kind,
                    field.name,
                    before.get(field.name),
                    after.get(field.name),
                    before.get(words),
                    after.get(words),
                )


def _told_change(after: Mapping[str, Any]) -> Iterator[Happened]:
    """A change of a task that slides told of."""
    field = str(after.get("field") or "")
    if after and KINDS["task"].field(field):
        yield Happened(_what("task", field), "task", field, after.get("before"), after.get("after"))


def _what(kind: str, field: str) -> What:
    if field in _DEADLINES.get(kind, ()):
        return What.MOVED
    return What.STATE if field in _STATES.get(kind, ()) else What.CHANGED


def _is_told(kind: Kind, field: Field) -> bool:
    """Whether a field says anything of its own: neither where it was read nor what it is about."""
    return field.editable and field.exported and PARTS.get(kind.name) != field.name


def in_all(steps: Iterable[Happened]) -> tuple[Happened, ...]:
    """What steps, the earliest first, come to: what was changed back is nothing.

    Of a new record nothing else is told.
    """
    merged: dict[tuple[str, str, What], Happened] = {}
    for step in steps:
        key = (step.kind, step.field, step.what)
        first = merged.get(key, step)
        merged[key] = step._replace(before=first.before, before_words=first.before_words)
    left = [one for one in merged.values() if not one.field or _differs(one)]
    new = [one for one in left if one.what is What.NEW]
    return tuple(new[:1] or sorted(left, key=lambda one: list(What).index(one.what)))


def _differs(one: Happened) -> bool:
    return (one.before, one.before_words) != (one.after, one.after_words)

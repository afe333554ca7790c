"""The journal: every step, what it did to which field, and which steps are taken back.

History, undo and redo read it; only `commands` writes it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from sqlalchemy import Table, insert, select, update
from sqlmodel import Session

from kombit_tui.db.changes import DONE_HERE, Intent, Origin
from kombit_tui.db.drafts import Draft
from kombit_tui.db.models import JournalEntry, JournalGroup

GROUP: Table = JournalGroup.__table__  # type: ignore[attr-defined]
ENTRY: Table = JournalEntry.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Entry:
    """What a step did to one record; `before` and `after` hold the fields that changed."""

    record_id: str
    kind: str
    operation: str
    """create | update | delete"""
    before: dict[str, Any] | None
    after: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class Step:
    """A step with all it did."""

    id: str
    label: str
    entries: tuple[Entry, ...]


def write(session: Session, made: Sequence[Draft], intent: Intent) -> str:
    """Note a step and give its id."""
    group = uuid4().hex
    session.execute(
        insert(GROUP),
        {
            "id": group,
            "at": intent.now.isoformat(),
            "who": intent.who,
            "label": intent.label,
            "origin": intent.origin,
            "reverts": intent.reverts,
            "is_undone": False,
        },
    )
    if made:
        session.execute(insert(ENTRY), [_row(group, one) for one in made])
    return group


def _row(group: str, one: Draft) -> dict[str, Any]:
    row: dict[str, Any] = {"group_id": group, "record_id": one.id, "kind": one.kind.name}
    if one.before is None:
        return {**row, "operation": "create", "before": None, "after": _filled(one.after)}
    if one.after is None:
        return {**row, "operation": "delete", "before": _filled(one.before), "after": None}
    changed = [name for name in one.after if one.before.get(name) != one.after[name]]
    return {
        **row,
        "operation": "update",
        "before": {name: one.before.get(name) for name in changed},
        "after": {name: one.after[name] for name in changed},
    }


def _filled(content: dict[str, Any] | None) -> dict[str, Any]:
    return {name: value for name, value in (content or {}).items() if value is not None}


def latest_undoable(session: Session) -> Step | None:
    """The last step that was done, and not undone since."""
    query = (
        select(GROUP)
        .where(GROUP.c.origin.in_(DONE_HERE), ~GROUP.c.is_undone)
        .order_by(GROUP.c.seq.desc())
        .limit(1)
    )
    return _step(session, query)


def latest_redoable(session: Session) -> Step | None:
    """The last undoing, unless a step was done after it or it was itself taken back."""
    last_done = (
        select(GROUP.c.seq)
        .where(GROUP.c.origin.in_((Origin.USER, Origin.IMPORT)))
        .order_by(GROUP.c.seq.desc())
        .limit(1)
        .scalar_subquery()
    )
    query = (
        select(GROUP)
        .where(GROUP.c.origin == Origin.UNDO, ~GROUP.c.is_undone, GROUP.c.seq > last_done)
        .order_by(GROUP.c.seq.desc())
        .limit(1)
    )
    return _step(session, query)


def mark_reverted(session: Session, step: Step) -> None:
    """Note that `step` is taken back, so that the next undo goes one further."""
    session.execute(update(GROUP).where(GROUP.c.id == step.id).values(is_undone=True))


def _step(session: Session, query: Any) -> Step | None:
    group = session.execute(query).first()
    if group is None:
        return None
    rows = session.execute(select(ENTRY).where(ENTRY.c.group_id == group.id).order_by(ENTRY.c.seq))
    entries = tuple(Entry(r.record_id, r.kind, r.operation, r.before, r.after) for r in rows)
    return Step(group.id, group.label, entries)

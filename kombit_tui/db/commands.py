"""The one write path: every change of a record, by whomever, goes through `apply`.

It validates, writes the records, their journal, their place in the search and their sync state in
the caller's transaction, and says which ids changed. Undo and redo are ordinary changes.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlmodel import Session

from kombit_tui.db import conflicts, drafts, index, journal, outbox, task_rows
from kombit_tui.db.changes import Applied, Change, Create, Delete, Intent, Origin, Update
from kombit_tui.db.drafts import Draft
from kombit_tui.domain.fields import FieldType, Kind
from kombit_tui.domain.records import KINDS
from kombit_tui.errors import NothingToUndo

MOST_TOLD = 3
"""What an undo left alone is told one by one up to this number."""


def apply(session: Session, changes: Iterable[Change], intent: Intent) -> Applied:
    """Make `changes` as one step, in the caller's transaction.

    Changes that change nothing leave no trace, unless the step decides a conflict.

    Raises:
        RecordNotFound: a change names a record that is not there.
        RecordInvalid: a record would hold what its declaration does not allow.
    """
    made = [d for d in drafts.draft(session, changes, intent) if d.before != d.after]
    if not made and not intent.decides:
        return Applied(None, label=intent.label)
    group = journal.write(session, made, intent)
    conflicts.turn(session, intent.decides, group, intent.now)
    if made:
        _write(session, made, intent)
        outbox.mark(session, made, intent)
    return Applied(
        group, tuple(d.id for d in made), frozenset(d.kind.name for d in made), intent.label
    )


def take_over(
    session: Session,
    told: Sequence[Draft],
    steps: Iterable[tuple[Intent, Sequence[Draft]]],
    intent: Intent,
) -> None:
    """Write what the server tells, in the caller's transaction, who has checked it.

    `steps` is what of it the journal shall have, and whose doing it was. It is no step of the
    user's that could be undone, and nothing that must be sent.
    """
    for colleague, made in steps:
        journal.write(session, made, colleague)
    if told:
        _write(session, told, intent)


def _write(session: Session, made: Sequence[Draft], intent: Intent) -> None:
    drafts.store(session, made, intent)
    shown = task_rows.read(session, made)
    index.refresh(session, made, task_rows.beside(shown))
    task_rows.refresh(session, made, shown)


def undo(session: Session, intent: Intent) -> Applied:
    """Take back the latest step that was not taken back yet.

    A field that somebody has changed since is left alone and named in `refused`.

    Raises:
        NothingToUndo: there is no such step.
    """
    step = journal.latest_undoable(session)
    if step is None:
        raise NothingToUndo("Der er ingen ændring at fortryde.")
    return _revert(session, step, intent._replace(origin=Origin.UNDO))


def redo(session: Session, intent: Intent) -> Applied:
    """Make the step again that was undone last, unless something else was done since.

    Raises:
        NothingToUndo: there is no such step.
    """
    undoing = journal.latest_redoable(session)
    if undoing is None:
        raise NothingToUndo("Der er intet at gendanne.", "Der er ikke fortrudt noget siden.")
    return _revert(session, undoing, intent._replace(origin=Origin.REDO))


def _revert(session: Session, step: journal.Step, intent: Intent) -> Applied:
    current = drafts.load(session, [entry.record_id for entry in step.entries])
    changes: list[Change] = []
    refused: list[str] = []
    for entry in reversed(step.entries):
        change, left_alone = _inverse(entry, current.get(entry.record_id))
        changes += [change] if change else []
        refused += left_alone
    decides = conflicts.turned_by(session, step.id)
    intent = intent._replace(label=step.label, reverts=step.id, decides=decides)
    applied = apply(session, changes, intent)
    journal.mark_reverted(session, step)
    return applied._replace(label=step.label, refused=_in_short(refused))


def _in_short(refused: list[str]) -> tuple[str, ...]:
    """The first sentences and the number of the others: a line must tell of a bulk change too."""
    if len(refused) <= MOST_TOLD:
        return tuple(refused)
    return (*refused[:MOST_TOLD], f"Og {len(refused) - MOST_TOLD} andre felter eller poster.")


def _keep_words(kind: Kind, values: dict[str, Any], now: Mapping[str, Any]) -> None:
    """A date that goes back alone must not lose the words that it has now: they did not change."""
    for field in kind.fields:
        if field.type is FieldType.DATE and field.name in values:
            words = f"{field.name}_text"
            values.setdefault(words, now.get(words))


def _inverse(entry: journal.Entry, current: Draft | None) -> tuple[Change | None, list[str]]:
    """The change that takes `entry` back, and what must be left alone, in Danish."""
    kind = KINDS[entry.kind]
    before, after = entry.before or {}, entry.after or {}
    if entry.operation == "delete":
        if current is not None:
            return None, [f"{kind.danish} er oprettet igen i mellemtiden."]
        return Create(entry.kind, before, entry.record_id), []
    if current is None or current.before is None:
        return None, [f"{kind.danish} er slettet i mellemtiden."]
    now = current.before
    watched = now if entry.operation == "create" else after
    changed_since = [name for name in watched if now.get(name) != after.get(name)]
    if entry.operation == "create":
        if changed_since:
            return None, [f"{kind.danish} er ændret i mellemtiden og beholdes."]
        return Delete(entry.record_id), []
    refused = {_belongs_with(kind, name) for name in changed_since}
    values = {name: before.get(name) for name in after if _belongs_with(kind, name) not in refused}
    _keep_words(kind, values, now)
    told = dict.fromkeys(_label(kind, name) for name in changed_since)
    sentences = [f"{kind.danish}: {label} er ændret siden og er ikke rørt." for label in told]
    return (Update(entry.record_id, values) if values else None), sentences


def _belongs_with(kind: Kind, column: str) -> str:
    """What goes back together or not at all: a date with its words, status with its day."""
    field = kind.field_of(column)
    return column if field is None else field.group or field.name


def _label(kind: Kind, column: str) -> str:
    field = kind.field_of(column)
    return column if field is None else field.label

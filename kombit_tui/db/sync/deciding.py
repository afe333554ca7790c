"""A conflict is decided, or a refused edit is given up: ordinary changes that undo takes back.

The decision and what it changes are one transaction. How conflicts come to be is `absorbing`'s.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import delete, select, update
from sqlmodel import Session

from kombit_tui.db import commands, drafts
from kombit_tui.db.changes import Applied, Change, Delete, Intent, Update, Upsert
from kombit_tui.db.sync import wire
from kombit_tui.db.sync.tables import CONFLICT, REFUSAL, STATE
from kombit_tui.domain.conflicts import CannotBeBoth, Choice, Sort, Versions, outcome
from kombit_tui.domain.records import KINDS

Row = Mapping[Any, Any]
GONE = "{kind} er slettet i mellemtiden; der er intet at ændre."


class Decision(NamedTuple):
    """How one conflict is to end."""

    conflict: str
    choice: Choice
    values: Mapping[str, Any] | None = None
    """For EDITED: what the fields are to hold."""


def decide(session: Session, decisions: Iterable[Decision], intent: Intent) -> Applied:
    """Decide conflicts as one step; those that cannot be decided so stay, and it says why."""
    wanted = {one.conflict: one for one in decisions}
    query = select(CONFLICT).where(CONFLICT.c.decided_at.is_(None)).order_by(CONFLICT.c.seq)
    found = [row for row in session.execute(query).mappings() if row["id"] in wanted]
    records = [row["record_id"] for row in found]
    here, server = drafts.load(session, records), _on_the_server(session, records)
    changes: list[Change] = []
    refused: list[str] = []
    decided: list[str] = []
    for row in found:
        decision = wanted[row["id"]]
        try:
            meant = _meant(row, decision, _versions(row, here, server))
        except CannotBeBoth as error:
            refused.append(str(error))
            continue
        if meant and row["record_id"] not in here:
            refused.append(GONE.format(kind=KINDS[row["kind"]].danish))
            meant = ()
        changes += meant
        decided.append(row["id"])
        named = update(CONFLICT).where(CONFLICT.c.id == row["id"])
        session.execute(named.values(decision=decision.choice.value))
    applied = commands.apply(session, changes, intent._replace(decides=tuple(decided)))
    return applied._replace(refused=tuple(dict.fromkeys(refused)))


def _versions(
    row: Row, here: Mapping[str, drafts.Draft], server: Mapping[str, Mapping[str, Any]]
) -> Versions:
    record = row["record_id"]
    now = here[record].before if record in here else None
    return Versions(row["before"], row["mine"], row["theirs"], now, server.get(record))


def _meant(row: Row, decision: Decision, versions: Versions) -> Sequence[Change]:
    """The changes that a decision comes to; a record that is as it is to be needs none."""
    record = str(row["record_id"])
    if decision.choice is Choice.EDITED:
        return (Update(record, decision.values or {}),)
    values = outcome(KINDS[row["kind"]], row["sort"], versions, decision.choice)
    if values is None:
        return (Delete(record),)
    return (Update(record, values),) if row["sort"] == Sort.FIELDS else ()


def _on_the_server(session: Session, ids: Sequence[str]) -> dict[str, Mapping[str, Any]]:
    """What the server has of each record, as this version reads it."""
    found: dict[str, Mapping[str, Any]] = {}
    for piece in drafts.chunks(ids):
        query = select(STATE.c.id, STATE.c.base).where(STATE.c.id.in_(piece))
        for record, base in session.execute(query):
            if base is not None and (seen := wire.read(base)).kind is not None:
                found[record] = seen.values
    return found


def send_again(session: Session, ids: Sequence[str]) -> None:
    """Forget that the server would not have these records: the next meeting tries again."""
    for piece in drafts.chunks(ids):
        session.execute(delete(REFUSAL).where(REFUSAL.c.id.in_(piece)))


def give_up(session: Session, ids: Sequence[str], intent: Intent) -> Applied:
    """Make records what the server has, as one step: one that it never had is deleted."""
    here = drafts.load(session, ids)
    changes: list[Change] = []
    for piece in drafts.chunks(ids):
        query = select(STATE).where(STATE.c.id.in_(piece)).order_by(STATE.c.id)
        for row in session.execute(query).mappings():
            changes += _as_the_server_has_it(row, is_here=row["id"] in here)
    applied = commands.apply(session, changes, intent)
    send_again(session, ids)
    return applied


def _as_the_server_has_it(row: Row, *, is_here: bool) -> Sequence[Change]:
    record, seen = str(row["id"]), wire.read(row["base"] or {})
    if seen.kind is None:
        return (Delete(record),) if is_here else ()
    return (Upsert(seen.kind.name, record, seen.values),)

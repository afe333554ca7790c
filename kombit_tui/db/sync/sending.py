"""What is sent and what came of it: attempts are on disk before their first byte leaves.

An attempt stays until it is known what came of it, and is sent again as it was; edits made
meanwhile wait. So nothing is sent twice as two things, and nothing forgotten with a lost answer.
"""

import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, NamedTuple

from sqlalchemy import bindparam, delete, insert, select, text, update
from sqlmodel import Session

from kombit_tui.db import drafts
from kombit_tui.db.changes import Intent
from kombit_tui.db.drafts import Draft, chunks
from kombit_tui.db.sync import wire
from kombit_tui.db.sync.absorbing import Place, absorb, end_attempts, forget
from kombit_tui.db.sync.tables import ATTEMPT, REFUSAL, STATE
from kombit_tui.db.sync.tally import Tally
from kombit_tui.db.sync.verdicts import verdict
from kombit_tui.db.sync.wire import Told

PUT, DELETE = "put", "delete"
_STORED = (200, 201)
_GONE = (200, 404, 410)
_NO_ACCESS = (403, 404)
_SOMEBODY_WAS_FIRST = 412


class Outgoing(NamedTuple):
    """One request that is on disk."""

    id: str
    bucket: str
    collection: str
    op: str
    body: wire.Body | None
    """None for a deletion."""
    if_match: int | None
    """The version that must still be the server's; None for a record it must not have."""
    tries: int
    """How often it was sent, with this time."""

    @property
    def size(self) -> int:
        """Bytes of its body, about."""
        return len(json.dumps(self.body)) if self.body is not None else 100


class Answer(NamedTuple):
    """What the server said to one request."""

    status: int
    lm: int | None = None
    """Where it was stored: the version it became."""
    existing: Told | None = None
    """Where somebody was first: what there is; None when there is nothing."""
    reason: str = ""
    """The server's own words."""


@dataclass(slots=True)
class Settled:
    """What came of a batch."""

    tally: Tally = field(default_factory=Tally)
    closed: set[Place] = field(default_factory=set)
    """Collections that take no changes of ours any more."""
    opened: set[Place] = field(default_factory=set)
    """Collections that took one."""
    set_back: set[Place] = field(default_factory=set)
    """Collections with older versions than the server once told: it was restored from a backup."""


# What there is to send.

_UNDER_WAY = text(
    """
    SELECT a.id FROM sync_attempt a JOIN sync_state s ON s.id = a.id
    WHERE s.bucket = :bucket AND s.collection IN :collections ORDER BY a.made_at, a.rowid
    """
).bindparams(bindparam("collections", expanding=True))
_WAITING = text(
    """
    SELECT s.id FROM sync_state s
    WHERE s.dirty = 1 AND s.bucket = :bucket AND s.collection IN :collections
      AND NOT EXISTS (SELECT 1 FROM sync_attempt a WHERE a.id = s.id)
      AND NOT EXISTS (SELECT 1 FROM sync_refusal r WHERE r.id = s.id)
    ORDER BY (SELECT max(e.seq) FROM journal_entry e WHERE e.record_id = s.id), s.rowid
    """
).bindparams(bindparam("collections", expanding=True))
_STILL_WAITING = text(
    """
    SELECT count(*) FROM sync_state s
    WHERE s.dirty = 1 AND NOT EXISTS (SELECT 1 FROM sync_refusal r WHERE r.id = s.id)
    """
)


def to_send(session: Session, bucket: str, collections: Sequence[str]) -> list[str]:
    """The records that must be sent, what is under way first, then the oldest edit."""
    where = {"bucket": bucket, "collections": list(collections)}
    under_way = session.execute(_UNDER_WAY, where).scalars()
    return [*under_way, *session.execute(_WAITING, where).scalars()]


def waiting(session: Session) -> int:
    """How many records are still to be sent, wherever."""
    return int(session.execute(_STILL_WAITING).scalar_one())


# Before it is sent.


def prepare(session: Session, ids: Sequence[str], intent: Intent) -> list[Outgoing]:
    """Put on disk what is to be sent of records; what is under way is sent again as it was."""
    states = {
        row.id: row
        for piece in chunks(ids)
        for row in session.execute(select(STATE).where(STATE.c.id.in_(piece)))
    }
    _count_tries(session, ids)
    prepared = {
        row.id: _outgoing(states[row.id], row)
        for piece in chunks(ids)
        for row in session.execute(select(ATTEMPT).where(ATTEMPT.c.id.in_(piece)))
    }
    local = drafts.load(session, ids)
    for one in ids:
        if one in states and one not in prepared:
            made = _attempt(states[one], local.get(one), intent)
            if made is None:
                _set_dirty(session, one, dirty=False)
                continue
            session.execute(insert(ATTEMPT), made)
            prepared[one] = _outgoing(states[one], made)
    return [prepared[one] for one in ids if one in prepared]


def _count_tries(session: Session, ids: Sequence[str]) -> None:
    for piece in chunks(ids):
        named = update(ATTEMPT).where(ATTEMPT.c.id.in_(piece))
        session.execute(named.values(tries=ATTEMPT.c.tries + 1))


def _attempt(state: Any, draft: Draft | None, intent: Intent) -> dict[str, Any] | None:
    """The request that makes the server's record what ours is; None where it is so."""
    content = draft.before if draft is not None else None
    kind = draft.kind if draft is not None else None
    op = secrets.token_hex(4)
    made = {"id": state.id, "op": op, "if_match": state.base_lm, "tries": 1}
    made |= {"made_at": intent.now.isoformat()}
    if kind is None or content is None or wire.stays_at_home(kind, content, state.bucket):
        return None if state.base is None else {**made, "method": DELETE, "body": None}
    if not wire.is_unsent(kind, content, state.base, state.bucket):
        return None
    assert draft is not None
    assert draft.held is not None
    known = state.base if state.base is not None else state.former
    sent = wire.body(kind, content, draft.held, known, op)
    return {**made, "method": PUT, "body": sent}


def _outgoing(state: Any, attempt: Any) -> Outgoing:
    found = attempt if isinstance(attempt, dict) else attempt._mapping
    return Outgoing(
        found["id"], state.bucket, state.collection, found["op"], found["body"],
        found["if_match"], found["tries"],
    )  # fmt: skip


# After it was answered.


_WAS_FIRST = partial(verdict, answered=True)
"""How a record is taken that the server held out against ours."""


def settle(
    session: Session,
    answered: Sequence[tuple[Outgoing, Answer]],
    intent: Intent,
    *,
    is_trusted: bool = True,
) -> Settled:
    """Write what came of a batch that the server carried out as a whole.

    `is_trusted`: what it says it stored is stored; else a later pull must show it.
    """
    settled = Settled()
    ids = [sent.id for sent, _ in answered]
    open_ops = _open_ops(session, ids)
    local = drafts.load(session, ids)
    existing: dict[Place, list[Told]] = {}
    for sent, answer in answered:
        if open_ops.get(sent.id) != sent.op:
            continue
        place = (sent.bucket, sent.collection)
        if sent.body is None and answer.status in _GONE:
            if is_trusted or answer.status != _GONE[0]:
                _deleted(session, sent, local.get(sent.id))
                settled.tally.pushed += 1
        elif sent.body is not None and answer.status in _STORED:
            if is_trusted:
                _stored(session, sent, answer, local.get(sent.id))
                settled.tally.pushed += 1
        elif answer.status == _SOMEBODY_WAS_FIRST:
            existing.setdefault(place, []).append(answer.existing or Told(sent.id, None, None))
            settled.set_back |= {place} if _is_older(answer, sent) else set()
        elif answer.status in _NO_ACCESS:
            settled.closed.add(place)
        else:
            refuse(session, sent, answer, intent, local.get(sent.id))
            settled.tally.refused += 1
    settled.opened = {(sent.bucket, sent.collection) for sent, _ in answered} - settled.closed
    for place, told in existing.items():
        settled.tally.add(absorb(session, place, told, intent, judge=_WAS_FIRST))
    return settled


def _open_ops(session: Session, ids: Sequence[str]) -> dict[str, str]:
    """The attempts that still wait for an answer: record -> op."""
    return {
        row.id: row.op
        for piece in chunks(ids)
        for row in session.execute(select(ATTEMPT).where(ATTEMPT.c.id.in_(piece)))
    }


def _is_older(answer: Answer, sent: Outgoing) -> bool:
    lm = answer.existing.lm if answer.existing is not None else None
    return lm is not None and sent.if_match is not None and lm < sent.if_match


def _stored(session: Session, sent: Outgoing, answer: Answer, draft: Draft | None) -> None:
    """The base is exactly what was sent; the record here may be another one by now."""
    assert sent.body is not None
    content = draft.before if draft is not None else None
    seen = wire.read(sent.body)
    kind = draft.kind if draft is not None else seen.kind
    dirty = kind is None or wire.is_unsent(kind, content, sent.body, sent.bucket)
    statement = update(STATE).where(STATE.c.id == sent.id)
    found = {"base": sent.body, "base_lm": answer.lm, "dirty": dirty, "former": None}
    session.execute(statement.values(unread=list(seen.unread) or None, **found))
    end_attempts(session, [sent.id])


def _deleted(session: Session, sent: Outgoing, draft: Draft | None) -> None:
    """Nothing is left there; here there may be a record again, or one that stays at home."""
    end_attempts(session, [sent.id])
    if draft is None or draft.before is None:
        forget(session, [sent.id])
        return
    dirty = wire.is_unsent(draft.kind, draft.before, None, sent.bucket)
    statement = update(STATE).where(STATE.c.id == sent.id)
    facts = {"base": None, "base_lm": None, "unread": None, "dirty": dirty}
    session.execute(statement.values(former=STATE.c.base, **facts))


def refuse(
    session: Session, sent: Outgoing, answer: Answer, intent: Intent, draft: Draft | None
) -> None:
    """The server will not have it: it waits for the user, unless it is another one by now."""
    end_attempts(session, [sent.id])
    content = wire.read(sent.body).values if sent.body is not None else None
    now = draft.before if draft is not None else None
    if draft is not None and now and wire.stays_at_home(draft.kind, now, sent.bucket):
        now = None
    session.execute(delete(REFUSAL).where(REFUSAL.c.id == sent.id))
    if content == now:
        row = {"id": sent.id, "status": answer.status, "reason": answer.reason, "content": content}
        session.execute(insert(REFUSAL), {**row, "at": intent.now.isoformat()})


def _set_dirty(session: Session, record_id: str, *, dirty: bool) -> None:
    session.execute(update(STATE).where(STATE.c.id == record_id).values(dirty=dirty))

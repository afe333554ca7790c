"""What an older version of this program could not read is read when a newer one first writes.

Else a field that only colleagues with a newer version saw would be empty here after our own update,
and our next edit would clear it for everybody.
"""

from collections.abc import Callable
from functools import cache
from hashlib import sha256
from typing import Any

from sqlalchemy import select, text, update
from sqlmodel import Session

from kombit_tui.db import commands, drafts, meta
from kombit_tui.db.changes import Intent
from kombit_tui.db.drafts import Draft, chunks
from kombit_tui.db.sync import wire
from kombit_tui.db.sync.tables import STATE
from kombit_tui.domain.records import KINDS

_NOTE = text(
    "INSERT INTO meta (key, value) VALUES (:key, :value) "
    "ON CONFLICT (key) DO UPDATE SET value = excluded.value"
)


@cache
def declarations() -> str:
    """A name for what this version can read."""
    return sha256(repr(sorted(KINDS.items())).encode()).hexdigest()[:16]


def catch_up(session: Session, intent: Callable[[], Intent]) -> None:
    """Read what could not be read, if another version was the last to try; before anything else."""
    if meta.read_in(session, meta.DECLARED) == declarations():
        return
    ids = list(session.execute(select(STATE.c.id).where(STATE.c.unread.is_not(None))).scalars())
    for piece in chunks(ids):
        _read_again(session, list(piece), intent())
    session.execute(_NOTE, {"key": meta.DECLARED, "value": declarations()})


def _read_again(session: Session, ids: list[str], intent: Intent) -> None:
    local = drafts.load(session, ids)
    made: list[Draft] = []
    for state in session.execute(select(STATE).where(STATE.c.id.in_(ids))).all():
        seen = wire.read(state.base)
        draft = local.get(state.id)
        changed = _read_one(state, seen, draft)
        made += [changed] if changed is not None else []
        now = changed.after if changed is not None else draft.before if draft else None
        dirty = state.dirty
        if seen.kind is not None and now is not None:
            dirty = wire.is_unsent(seen.kind, now, state.base, state.bucket)
        named = update(STATE).where(STATE.c.id == state.id)
        found = {"unread": list(seen.unread) or None, "dirty": dirty}
        session.execute(named.values(kind=seen.kind.name if seen.kind else state.kind, **found))
    commands.take_over(session, made, [], intent)


def _read_one(state: Any, seen: wire.Seen, draft: Draft | None) -> Draft | None:
    """The record with what can be read now; None where that changes nothing."""
    stamp = wire.stamp_of(state.base, state.base_lm)
    if draft is None:
        if state.dirty or not seen.is_whole or seen.kind is None:
            return None
        return Draft(state.id, seen.kind, None, seen.values, stamp=stamp, bucket=state.bucket)
    if draft.before is None or draft.kind is not seen.kind:
        return None
    readable = {
        name: seen.values[name]
        for name in state.unread
        if seen.values.get(name) is not None and draft.before.get(name) is None
    }
    if not readable:
        return None
    draft.after = {**draft.before, **readable}
    draft.stamp = draft.held
    return draft

"""Marks records that differ from what the server last told us. Part of the write path.

There is no list of edits that could be lost: what is unsent is told from the records themselves,
anew with each write, so that an edit which is taken back leaves nothing to send.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.dialects.sqlite import insert
from sqlmodel import Session

from kombit_tui.db.changes import Intent
from kombit_tui.db.drafts import Draft, chunks
from kombit_tui.db.sync import wire
from kombit_tui.db.sync.tables import ATTEMPT, REFUSAL, STATE
from kombit_tui.domain.ids import bucket_of

_MARK = insert(STATE)
_MARK = _MARK.on_conflict_do_update(
    index_elements=[STATE.c.id],
    set_={"kind": _MARK.excluded.kind, "dirty": _MARK.excluded.dirty},
)


def mark(session: Session, made: Sequence[Draft], intent: Intent) -> None:
    """Note which records of `made` must be sent; what the server never saw and is gone, not."""
    ids = [one.id for one in made]
    known = _known(session, ids)
    in_doubt = set(_among(session, ATTEMPT, ids))
    home = bucket_of(intent.municipality)
    rows: list[dict[str, Any]] = []
    gone: list[str] = []
    for one in made:
        bucket, collection, base = known.get(one.id, (home, wire.collection_of(one.kind), None))
        doubt = one.id in in_doubt
        if one.after is None and base is None and not doubt:
            gone.append(one.id)
            continue
        unsent = wire.is_unsent(one.kind, one.after, base, bucket, in_doubt=doubt)
        row = {"id": one.id, "kind": one.kind.name, "bucket": bucket, "collection": collection}
        rows.append({**row, "base": None, "dirty": unsent})
    if rows:
        session.execute(_MARK, rows)
    for piece in chunks(gone):
        session.execute(delete(STATE).where(STATE.c.id.in_(piece)))
    send_again(session, made)


def _known(session: Session, ids: Sequence[str]) -> dict[str, tuple[str, str, Any]]:
    """Bucket, collection and base of the records that are known to the sync."""
    columns = (STATE.c.id, STATE.c.bucket, STATE.c.collection, STATE.c.base)
    return {
        row[0]: (row[1], row[2], row[3])
        for piece in chunks(ids)
        for row in session.execute(select(*columns).where(STATE.c.id.in_(piece)))
    }


def _among(session: Session, table: Any, ids: Sequence[str]) -> list[str]:
    """Those of `ids` that have a row in a table."""
    found: list[str] = []
    for piece in chunks(ids):
        found += session.execute(select(table.c.id).where(table.c.id.in_(piece))).scalars()
    return found


def send_again(session: Session, made: Sequence[Draft]) -> None:
    """What was refused is sent again once it is not what was refused."""
    refused = {
        row.id: row.content
        for piece in chunks([one.id for one in made])
        for row in session.execute(select(REFUSAL).where(REFUSAL.c.id.in_(piece)))
    }
    changed = [one.id for one in made if one.id in refused and refused[one.id] != one.after]
    for piece in chunks(changed):
        session.execute(delete(REFUSAL).where(REFUSAL.c.id.in_(piece)))

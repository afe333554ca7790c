"""Marks records that differ from what the server last told us. Part of the write path.

There is no list of edits that could be lost: what is unsent is told from the records themselves.
"""

from collections.abc import Sequence

from sqlalchemy import Table, delete
from sqlalchemy.dialects.sqlite import insert
from sqlmodel import Session

from kombit_tui.db.changes import Intent
from kombit_tui.db.drafts import Draft, chunks
from kombit_tui.db.models import SyncState
from kombit_tui.domain.ids import bucket_of

STATE: Table = SyncState.__table__  # type: ignore[attr-defined]


def mark(session: Session, made: Sequence[Draft], intent: Intent) -> None:
    """Note that the records of `made` must be sent; what the server never saw and is gone, not."""
    statement = insert(STATE).on_conflict_do_update(
        index_elements=[STATE.c.id], set_={"dirty": True}
    )
    bucket = bucket_of(intent.municipality)
    session.execute(
        statement,
        [
            {"id": d.id, "kind": d.kind.name, "bucket": bucket, "base": None, "dirty": True}
            for d in made
        ],
    )
    for piece in chunks([d.id for d in made if d.after is None]):
        session.execute(delete(STATE).where(STATE.c.id.in_(piece), STATE.c.base_lm.is_(None)))

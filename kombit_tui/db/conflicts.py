"""Which step decided a conflict. Part of the write path, so that undo opens the conflict again.

What a decision means for the record is `db.sync.deciding`'s.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import case, select, update
from sqlmodel import Session

from kombit_tui.db.drafts import chunks
from kombit_tui.db.sync.tables import CONFLICT


def turned_by(session: Session, step: str) -> tuple[str, ...]:
    """The conflicts that a step decided, or opened again."""
    query = select(CONFLICT.c.id).where(CONFLICT.c.decided_in == step).order_by(CONFLICT.c.seq)
    return tuple(session.execute(query).scalars())


def turn(session: Session, conflicts: Sequence[str], step: str, now: datetime) -> None:
    """Decide the open ones of `conflicts` by a step, and open the decided ones by it."""
    at = case((CONFLICT.c.decided_at.is_(None), now.isoformat()), else_=None)
    for piece in chunks(conflicts):
        statement = update(CONFLICT).where(CONFLICT.c.id.in_(piece))
        session.execute(statement.values(decided_at=at, decided_in=step))

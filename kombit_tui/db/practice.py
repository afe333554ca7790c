"""The conflict that the practice needs: as if a colleague had met the same server."""

from datetime import timedelta

from sqlalchemy import insert, select
from sqlmodel import Session

from kombit_tui.db.changes import Intent
from kombit_tui.db.models import TaskState
from kombit_tui.db.sync.tables import CONFLICT
from kombit_tui.domain.conflicts import Sort

COLLEAGUE = "Lone Kragelund"
"""A fictional person of the demo."""
_MINE, _THEIRS = timedelta(hours=2), timedelta(hours=1)
"""How long ago each made the change."""


def prepare(session: Session, intent: Intent, name: str) -> None:
    """Let two people have changed the status of a task, unless that was done under this name."""
    known = select(CONFLICT.c.id).where(CONFLICT.c.id == name)
    states = TaskState.__table__  # type: ignore[attr-defined]
    started = select(states.c.id).where(states.c.status == "started").order_by(states.c.id).limit(1)
    record = session.execute(started).scalar()
    if record is None or session.execute(known).first() is not None:
        return
    done = {"status": "done", "done_on": intent.now.date().isoformat()}
    row = {
        "id": name,
        "record_id": record,
        "kind": "task_state",
        "sort": Sort.FIELDS.value,
        "before": {"status": "open", "done_on": None},
        "mine": done,
        "theirs": {"status": "started", "done_on": None},
        "mine_by": intent.who,
        "mine_at": (intent.now - _MINE).isoformat(),
        "theirs_by": COLLEAGUE,
        "theirs_at": (intent.now - _THEIRS).isoformat(),
        "found_at": intent.now.isoformat(),
    }
    session.execute(insert(CONFLICT), row)

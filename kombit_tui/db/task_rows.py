"""Keeps `task_row` true: a task with all that its list shows, so that a page is one indexed read.

Derived from task, project, our state and the people; made anew for the tasks a change touches.
Part of the write path.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import bindparam, text
from sqlmodel import Session

from kombit_tui.db.drafts import Draft, chunks
from kombit_tui.db.task_keys import keys
from kombit_tui.db.task_order import NO_DAY
from kombit_tui.domain.folding import fold

_TOUCHED = {
    "project": "SELECT id FROM task WHERE project = :id",
    "person": "SELECT task FROM task_state WHERE responsible = :id OR performer = :id",
}
_ROWS = text(
    """
    SELECT t.seq, t.id, t.due, t.due_text, t.due_last, t.code, t.title, t.kind,
           coalesce(p.code, p.name) AS project, t.wave, coalesce(s.status, 'open') AS status,
           s.responsible, r.name AS responsible_name, f.name AS performer_name,
           EXISTS (SELECT 1 FROM task_change c WHERE c.task = t.id AND c.field = 'due') AS is_moved,
           p.name AS project_name, i.folded
    FROM task t
    JOIN record_index i ON i.seq = t.seq
    LEFT JOIN project p ON p.id = t.project
    LEFT JOIN task_state s ON s.task = t.id
    LEFT JOIN person r ON r.id = s.responsible
    LEFT JOIN person f ON f.id = s.performer
    WHERE t.id IN :ids
    """
).bindparams(bindparam("ids", expanding=True))
_COLUMNS = (
    "seq, id, is_done, due_day, due, due_text, code, title, kind, project, wave, status, "
    "responsible, responsible_name, performer_name, is_moved, due_place, kind_place, status_place, "
    "title_key, project_key, wave_key, responsible_key, performer_key, title_fold, project_fold, "
    "project_name_fold, wave_fold, responsible_fold, performer_fold"
)
_WRITE = text(
    f"INSERT OR REPLACE INTO task_row ({_COLUMNS}) VALUES "
    f"({', '.join(':' + name for name in _COLUMNS.split(', '))})"
)
_FIND_BY = text("UPDATE record_index SET folded = :folded WHERE seq = :seq")
_SEPARATOR = " \x1f "
"""Between a task's own words and those of its project and people in the index."""


def refresh(session: Session, made: Sequence[Draft]) -> None:
    """Make the rows anew that the records of `made` show in."""
    touched = list(dict.fromkeys(_touched(session, made)))
    gone = [d.id for d in made if d.kind.name == "task" and d.after is None]
    for piece in chunks(gone):
        session.execute(_DROP, {"ids": list(piece)})
    for piece in chunks(touched):
        found = session.execute(_ROWS, {"ids": list(piece)}).mappings().all()
        if found:
            session.execute(_WRITE, [_row(dict(one)) for one in found])
            session.execute(_FIND_BY, [_found_by(dict(one)) for one in found])


_DROP = text("DELETE FROM task_row WHERE id IN :ids").bindparams(bindparam("ids", expanding=True))


def _touched(session: Session, made: Sequence[Draft]) -> Iterable[str]:
    for one in made:
        if one.kind.name == "task":
            yield one.id
        elif one.kind.name in ("task_state", "task_change"):
            yield from (c["task"] for c in (one.before, one.after) if c and c["task"])
        elif one.kind.name in _TOUCHED:
            yield from session.execute(text(_TOUCHED[one.kind.name]), {"id": one.id}).scalars()


def _row(found: dict[str, Any]) -> dict[str, Any]:
    return {
        **found,
        "is_done": int(found["status"] == "done"),
        "due_day": found["due_last"] or NO_DAY,
        **keys(found),
    }


def _found_by(found: dict[str, Any]) -> dict[str, Any]:
    """The task's own words and those of its project and people."""
    own = found["folded"].partition(_SEPARATOR)[0]
    names = ("project", "project_name", "responsible_name", "performer_name")
    others = fold(" ".join(found[name] for name in names if found[name]))
    return {"seq": found["seq"], "folded": f"{own}{_SEPARATOR}{others}"}

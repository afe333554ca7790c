"""Keeps `task_row` true: a task with all that its list shows, so that a page is one indexed read.

Derived from task, project, our state, the people and the waves we are in; made anew for the tasks a
change touches. Part of the write path.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import bindparam, text
from sqlmodel import Session

from kombit_tui.db.drafts import Draft, chunks
from kombit_tui.db.task_keys import counting, is_for_us, keys, our_waves
from kombit_tui.db.task_order import NO_DAY
from kombit_tui.domain.folding import fold
from kombit_tui.domain.waves import Ours

_TOUCHED = {
    "project": "SELECT id FROM task WHERE project = :id",
    "person": "SELECT task FROM task_state WHERE responsible = :id OR performer = :id",
}
_ROWS = text(
    """
    SELECT t.seq, t.id, t.code, t.title, t.kind, t.performer_role,
           t.due, t.due_text, t.due_first, t.due_last,
           t.due_real, t.due_real_text, t.due_real_first, t.due_real_last,
           t.consequence_date, t.consequence_date_text, t.consequence_date_first,
           t.consequence_date_last,
           s.own_due, s.own_due_text, s.own_due_first, s.own_due_last,
           coalesce(p.code, p.name) AS project, t.wave, coalesce(s.status, 'open') AS status,
           s.responsible, r.name AS responsible_name, f.name AS performer_name,
           EXISTS (SELECT 1 FROM task_change c WHERE c.task = t.id AND c.field = 'due') AS is_moved,
           p.code AS project_code, p.name AS project_name, p.aliases, i.folded
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
    "project_name_fold, wave_fold, responsible_fold, performer_fold, due_first, due_of, "
    "performer_role, is_ours"
)
_WRITE = (
    f"INSERT OR REPLACE INTO task_row ({_COLUMNS}) VALUES "
    f"({', '.join(':' + name for name in _COLUMNS.split(', '))})"
)
_FIND_BY = text("UPDATE record_index SET folded = :folded WHERE seq = :seq")
_SEPARATOR = " \x1f "
"""Between a task's own words and those of its project and people in the index."""


_BESIDE = text(
    """
    SELECT t.id, coalesce(p.code, p.name) AS project, p.name AS project_name,
           r.name AS responsible_name, f.name AS performer_name
    FROM task t
    LEFT JOIN project p ON p.id = t.project
    LEFT JOIN task_state s ON s.task = t.id
    LEFT JOIN person r ON r.id = s.responsible
    LEFT JOIN person f ON f.id = s.performer
    WHERE t.id IN :ids
    """
).bindparams(bindparam("ids", expanding=True))


def beside(session: Session, made: Sequence[Draft]) -> dict[str, str]:
    """For each task of `made` what finds it beside its own words; these come before it."""
    ids = [one.id for one in made if one.kind.name == "task" and one.after is not None]
    return {
        row["id"]: _beside(row)
        for piece in chunks(ids)
        for row in session.execute(_BESIDE, {"ids": list(piece)}).mappings()
    }


def refresh(session: Session, made: Sequence[Draft]) -> None:
    """Make the rows anew that the records of `made` show in."""
    if any(one.kind.name == "profile" for one in made):
        _sort_out_waves(session)
    touched = list(dict.fromkeys(_touched(session, made)))
    gone = [d.id for d in made if d.kind.name == "task" and d.after is None]
    for piece in chunks(gone):
        session.execute(_DROP, {"ids": list(piece)})
    waves = _waves(session) if touched else Ours()
    for piece in chunks(touched):
        found = session.execute(_ROWS, {"ids": list(piece)}).mappings().all()
        if found:
            rows = [_row(dict(one), waves) for one in found]
            session.connection().exec_driver_sql(_WRITE, rows)
            _find_by(session, found)


def _find_by(session: Session, found: Sequence[Mapping[Any, Any]]) -> None:
    """Let tasks be found by what is beside them now."""
    words = ((one["folded"], _found_by(one)) for one in found)
    changed = [found_by for before, found_by in words if found_by["folded"] != before]
    if changed:
        session.execute(_FIND_BY, changed)


def _waves(session: Session) -> Ours:
    """The waves we are in now."""
    return our_waves(session.execute(text("SELECT waves FROM profile")).scalars())


def _sort_out_waves(session: Session) -> None:
    """Say anew of every task whether it is ours: we may be in other waves now."""
    waves = _waves(session)
    other = [
        {"seq": row["seq"], "is_ours": ours}
        for row in map(dict, session.execute(_WHOSE).mappings())
        if (ours := int(is_for_us(row, waves))) != row["is_ours"]
    ]
    if other:
        session.execute(text("UPDATE task_row SET is_ours = :is_ours WHERE seq = :seq"), other)


_WHOSE = text(
    """
    SELECT r.seq, r.kind, r.wave, r.title, r.is_ours, p.code AS project_code,
           p.name AS project_name, p.aliases
    FROM task_row r JOIN task t ON t.seq = r.seq LEFT JOIN project p ON p.id = t.project
    """
)
_DROP = text("DELETE FROM task_row WHERE id IN :ids").bindparams(bindparam("ids", expanding=True))


def _touched(session: Session, made: Sequence[Draft]) -> Iterable[str]:
    for one in made:
        if one.kind.name == "task":
            yield one.id
        elif one.kind.name in ("task_state", "task_change"):
            yield from (c["task"] for c in (one.before, one.after) if c and c["task"])
        elif one.kind.name in _TOUCHED:
            yield from session.execute(text(_TOUCHED[one.kind.name]), {"id": one.id}).scalars()


def _row(found: dict[str, Any], waves: Ours) -> dict[str, Any]:
    """A row of `task_row` for somebody in these waves."""
    due = counting(found)
    return {
        **found,
        "is_done": int(found["status"] == "done"),
        "due_day": due.last or NO_DAY,
        **keys({**found, "due_last": due.last}),
        "due": due.edtf,
        "due_text": due.words,
        "due_first": due.first,
        "due_of": due.field,
        "is_ours": int(is_for_us(found, waves)),
    }


def _found_by(found: Mapping[Any, Any]) -> dict[str, Any]:
    """The task's own words and those of its project and people."""
    own = found["folded"].partition(_SEPARATOR)[0]
    return {"seq": found["seq"], "folded": f"{own}{_beside(found)}"}


def _beside(found: Mapping[Any, Any]) -> str:
    names = ("project", "project_name", "responsible_name", "performer_name")
    return _SEPARATOR + fold(" ".join(found[name] for name in names if found[name]))

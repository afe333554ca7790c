"""Keeps `task_row` true: a task with all that its list shows, so that a page is one indexed read.

Derived from task, project, our state, the people and the waves we are in; made anew for the tasks a
change touches. Part of the write path.
"""

import json
from collections.abc import Iterable, Sequence
from operator import itemgetter
from typing import Any

from sqlalchemy import text
from sqlmodel import Session

from kombit_tui.db import variants
from kombit_tui.db.drafts import Draft
from kombit_tui.db.task_keys import counting, family_of, is_for_us, keys, our_waves
from kombit_tui.db.task_order import NO_DAY
from kombit_tui.domain.folding import fold
from kombit_tui.domain.waves import Ours

_TOUCHED = {
    "project": "SELECT id FROM task WHERE project = :id",
    "person": "SELECT task FROM task_state WHERE responsible = :id OR performer = :id",
}
_SHOWN = """
    SELECT t.seq, t.id, t.code, t.title, t.kind, t.performer_role,
           t.due, t.due_text, t.due_first, t.due_last,
           t.due_real, t.due_real_text, t.due_real_first, t.due_real_last,
           t.consequence_date, t.consequence_date_text, t.consequence_date_first,
           t.consequence_date_last,
           s.own_due, s.own_due_text, s.own_due_first, s.own_due_last,
           coalesce(p.code, p.name) AS project, t.wave, coalesce(s.status, 'open') AS status,
           s.responsible, r.name AS responsible_name, f.name AS performer_name,
           EXISTS (SELECT 1 FROM task_change c WHERE c.task = t.id AND c.field = 'due') AS is_moved,
           p.code AS project_code, p.name AS project_name, p.aliases, t.project AS project_id
    FROM task t
    LEFT JOIN project p ON p.id = t.project
    LEFT JOIN task_state s ON s.task = t.id
    LEFT JOIN person r ON r.id = s.responsible
    LEFT JOIN person f ON f.id = s.performer
    WHERE t.id IN (SELECT value FROM json_each(?))
    """
_COLUMNS = (
    "seq, id, is_done, due_day, due, due_text, code, title, kind, project, wave, status, "
    "responsible, responsible_name, performer_name, is_moved, due_place, kind_place, status_place, "
    "title_key, project_key, wave_key, responsible_key, performer_key, title_fold, project_fold, "
    "project_name_fold, wave_fold, responsible_fold, performer_fold, due_first, due_of, "
    "performer_role, is_ours, family"
)
_NAMES = tuple(_COLUMNS.split(", "))
_WRITE = f"INSERT INTO task_row ({_COLUMNS}) VALUES ({', '.join('?' * len(_NAMES))})"
_values = itemgetter(*_NAMES)
_ERASE = "DELETE FROM task_row WHERE seq IN (SELECT value FROM json_each(?))"
_FOLDED = "SELECT seq, folded FROM record_index WHERE seq IN (SELECT value FROM json_each(?))"
_FIND_BY = text("UPDATE record_index SET folded = :folded WHERE seq = :seq")
_SEPARATOR = " \x1f "
"""Between a task's own words and those of its project and people in the index."""
_AT_ONCE = 5_000
"""Tasks that a change of something else shows in, in memory at a time."""

Shown = dict[str, Any]
"""What a task shows of itself and of what is beside it."""


def read(session: Session, made: Sequence[Draft]) -> list[Shown]:
    """What the tasks of `made` show, once all of it is in the tables."""
    return shown(
        session, [one.id for one in made if one.kind.name == "task" and one.after is not None]
    )


def shown(session: Session, ids: Sequence[str]) -> list[Shown]:
    """What the tasks called `ids` show."""
    if not ids:
        return []
    found = session.connection().exec_driver_sql(_SHOWN, (json.dumps(ids),))
    names = tuple(found.keys())
    # Two people may have given one task a state each, before either knew of the other's.
    rows = (dict(zip(names, row, strict=True)) for row in found)
    return [*{row["id"]: row for row in rows}.values()]


def beside(found: Iterable[Shown]) -> dict[str, str]:
    """For each of these tasks what finds it beside its own words, which come before it."""
    return {one["id"]: _beside(one) for one in found}


def refresh(session: Session, made: Sequence[Draft], found: Sequence[Shown]) -> None:
    """Make the rows anew that the records of `made` show in; `found` is what `read` gave of them.

    The tasks of `made` are in the index already, with what is beside them.
    """
    if any(one.kind.name == "profile" for one in made):
        _sort_out_waves(session)
    tasks = [one for one in made if one.kind.name == "task"]
    held = [one for one in tasks if one.before is not None]
    own = {one.id for one in tasks}
    others = [one for one in dict.fromkeys(_touched(session, made)) if one not in own]
    families = variants.families_of(session, [one.id for one in held])
    _erase(session, [one.seq for one in held])
    waves = _waves(session) if found or others else Ours()
    families |= _write(session, found, waves)
    for start in range(0, len(others), _AT_ONCE):
        touched = shown(session, others[start : start + _AT_ONCE])
        _erase(session, [one["seq"] for one in touched])
        _find_by(session, touched)
        families |= _write(session, touched, waves)
    variants.fold(session, families)


def _write(session: Session, found: Sequence[Shown], waves: Ours) -> set[str]:
    """Write the rows of tasks that have none; their families come back."""
    rows = [row_of(one, waves) for one in found]
    if rows:
        session.connection().exec_driver_sql(_WRITE, [_values(row) for row in rows])
    return {row["family"] for row in rows if row["family"]}


def _erase(session: Session, seqs: Sequence[int]) -> None:
    if seqs:
        session.connection().exec_driver_sql(_ERASE, (json.dumps(seqs),))


def _find_by(session: Session, found: Sequence[Shown]) -> None:
    """Let tasks be found by what is beside them now."""
    seqs = json.dumps([one["seq"] for one in found])
    folded = {row[0]: row[1] for row in session.connection().exec_driver_sql(_FOLDED, (seqs,))}
    words = ((one["seq"], found_by(folded[one["seq"]], one)) for one in found)
    changed = [{"seq": seq, "folded": now} for seq, now in words if now != folded[seq]]
    if changed:
        session.execute(_FIND_BY, changed)


def _waves(session: Session) -> Ours:
    """The waves we are in now."""
    return our_waves(session.execute(text("SELECT waves FROM profile")).scalars())


def _sort_out_waves(session: Session) -> None:
    """Say anew of every task whether it is ours: we may be in other waves now."""
    waves = _waves(session)
    other = [
        {"seq": row["seq"], "is_ours": ours, "family": row["family"]}
        for row in map(dict, session.execute(_WHOSE).mappings())
        if (ours := int(is_for_us(row, waves))) != row["is_ours"]
    ]
    if other:
        session.execute(
            text("UPDATE task_row SET is_ours = :is_ours, is_folded = 0 WHERE seq = :seq"), other
        )
        variants.fold(session, {row["family"] for row in other if row["family"]})


_WHOSE = text(
    """
    SELECT r.seq, r.kind, r.wave, r.title, r.is_ours OR r.is_folded AS is_ours, r.family,
           p.code AS project_code,
           p.name AS project_name, p.aliases
    FROM task_row r JOIN task t ON t.seq = r.seq LEFT JOIN project p ON p.id = t.project
    """
)


def _touched(session: Session, made: Sequence[Draft]) -> Iterable[str]:
    for one in made:
        if one.kind.name in ("task_state", "task_change"):
            yield from (c["task"] for c in (one.before, one.after) if c and c["task"])
        elif one.kind.name in _TOUCHED:
            yield from session.execute(text(_TOUCHED[one.kind.name]), {"id": one.id}).scalars()


def row_of(found: Shown, waves: Ours) -> dict[str, Any]:
    """A row of `task_row`, and what it was made of, for somebody in these waves."""
    due = counting(found)
    return {
        **found,
        "is_done": int(found["status"] == "done"),
        "due_day": due.last or NO_DAY,
        **keys(found, due.last),
        "due": due.edtf,
        "due_text": due.words,
        "due_first": due.first,
        "due_of": due.field,
        "is_ours": int(is_for_us(found, waves)),
        "family": family_of(
            found["kind"], found["project_id"], found["code"], found["title"], found["wave"]
        ),
    }


def found_by(folded: str, found: Shown) -> str:
    """The task's own words of `folded`, and those of its project and people."""
    return f"{folded.partition(_SEPARATOR)[0]}{_beside(found)}"


def _beside(found: Shown) -> str:
    names = ("project", "project_name", "responsible_name", "performer_name")
    return _SEPARATOR + fold(" ".join(found[name] for name in names if found[name]))

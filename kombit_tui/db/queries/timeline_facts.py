"""What a filter may ask of the timeline: of milestones, meetings and open tasks alike."""

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from kombit_tui.db import meta
from kombit_tui.db.queries.facts import ById, facts_of_all
from kombit_tui.db.queries.timeline import KINDS, TimelineRow, is_own_and_ahead, timeline
from kombit_tui.db.queries.timeline_entries import WHATS, Entry, Head
from kombit_tui.db.reader import Reader
from kombit_tui.domain.choices import CAMPAIGN_KINDS
from kombit_tui.domain.folding import fold
from kombit_tui.domain.timeline import DOWNLOAD, ends_of

OWN_WAVE = "bølge"
"""The tag of what is still to come in our own waves."""


class Timeline(NamedTuple):
    """All that lies in time, and what a filter may ask of it."""

    rows: Sequence[TimelineRow]
    facts: ById


def asked_timeline(connection: sqlite3.Connection, today: date) -> Timeline:
    """The rows with their facts, read once while the store stands still: a filter is typed letter
    by letter.
    """
    kept: dict[str, Any] = connection.kept() if isinstance(connection, Reader) else {}
    key = f"timeline {today}"
    if key not in kept:
        rows = timeline(connection, today)
        kept[key] = Timeline(rows, _facts(connection, rows, today))
    found: Timeline = kept[key]
    return found


_TASK_FACTS = """
    SELECT r.id, r.title, i.folded AS text, r.kind AS type, r.status, r.due, t.start, r.wave,
           r.project, p.name AS project_name, r.responsible_name AS owner,
           r.performer_name AS performer, r.is_moved AS moved, r.responsible = ? AS mine,
           t.performer_role AS role, substr(t.created_at, 1, 10) AS created,
           substr(t.modified_at, 1, 10) AS changed
    FROM task_row r JOIN task t ON t.seq = r.seq JOIN record_index i ON i.seq = r.seq
    LEFT JOIN project p ON p.id = t.project
    WHERE r.is_done = 0
"""


def _facts(connection: sqlite3.Connection, rows: Iterable[TimelineRow], today: date) -> ById:
    """What a filter may ask of the rows; «mine» are our waves and what one answers for."""
    facts = facts_of_all(connection, KINDS, today)
    facts |= _task_facts(connection)
    for row in rows:
        if isinstance(row, Head):
            if row.id in facts:
                facts[row.id] |= {"type": row.kind, "project": [row.title]}
                _found_also(facts[row.id], CAMPAIGN_KINDS.get(row.kind or "", ""))
            continue
        one = facts[row.id]
        if row.kind in ("milestone", "meeting"):
            last = ends_of(row.pieces)[1]
            one["status"] = "done" if last is not None and last < today.toordinal() else "open"
            one |= {"type": row.what, "due": _due(row), "mine": row.is_own}
            one["project"] = None if row.kind == "meeting" else [row.belongs_to]
            one["tag"] = [OWN_WAVE] * is_own_and_ahead(row, today)
        elif row.kind != "task":
            one |= {"due": row.date, **_pressing(row)}
        _found_also(one, WHATS[row.what], row.belongs_to, row.wave)
    return facts


def _pressing(row: Entry) -> dict[str, Any]:
    """Of agreements and follow-ups: what is to be done keeps pressing until it is done."""
    if row.kind != "agreement":
        asked = {"title": row.title, "type": row.what, "project": [row.belongs_to]}
        return {**asked, "moved": False, "status": "open"}
    return {"type": row.what, "status": "open"} if row.what == DOWNLOAD else {}


def _task_facts(connection: sqlite3.Connection) -> ById:
    me = meta.read(connection, meta.ME)
    found: ById = {}
    for row in connection.execute(_TASK_FACTS, (me,)):
        one: dict[str, Any] = dict(row)
        one["project"] = [one.pop("project_name"), one["project"]]
        found[one["id"]] = {**one, "id": [one["id"]]}
    return found


def _due(row: Entry) -> str | None:
    """When it is, as one date: a meeting of two days goes from the first to the last."""
    first, last = ends_of(row.pieces)
    if len(row.pieces) < 2 or first is None or last is None or first == last:
        return row.date
    return f"{date.fromordinal(first)}/{date.fromordinal(last)}"


def _found_also(one: dict[str, Any], *texts: str | None) -> None:
    one["text"] = f"{one['text']} {fold(' '.join(filter(None, texts)))}"

"""What changed between one meeting and the one before it. Blocks; call it off the event loop."""

import sqlite3
from datetime import date
from typing import NamedTuple

from kombit_tui.db.queries.agenda import MeetingRow, QuestionRow, agenda, meeting_before, meetings
from kombit_tui.db.queries.news import NewsRow, news_between

FIRST = 200
"""How many of each are told; the others are counted."""


class NewTask(NamedTuple):
    """A task that was announced."""

    id: str
    title: str
    due: str | None
    due_text: str | None


class MovedDue(NamedTuple):
    """A deadline that was moved."""

    id: str
    """Of the task."""
    title: str
    before: str | None
    after: str | None
    reason: str | None


class OwnStatus(NamedTuple):
    """A task of ours that was begun or done."""

    id: str
    title: str
    status: str


class Since(NamedTuple):
    """What happened between two meetings."""

    before: MeetingRow
    new_tasks: int
    first_new: tuple[NewTask, ...]
    moved: tuple[MovedDue, ...]
    ours: int
    first_ours: tuple[OwnStatus, ...]
    news: tuple[NewsRow, ...]
    carried: tuple[QuestionRow, ...]
    """Asked at this meeting, and carried over to a later one."""


_NEW = """
    SELECT t.id, t.title, t.due, t.due_text, count(*) OVER () AS number
    FROM task t LEFT JOIN source k ON k.id = t.source
    WHERE coalesce(k.speaks_from, substr(t.created_at, 1, 10)) > :after
      AND coalesce(k.speaks_from, substr(t.created_at, 1, 10)) <= :until
      AND (k.speaks_from IS NOT NULL OR NOT EXISTS (
        SELECT 1 FROM journal_entry e JOIN journal_group g ON g.id = e.group_id
        WHERE e.record_id = t.id AND e.operation = 'create' AND g.origin = 'seed'))
    ORDER BY t.due_last IS NULL, t.due_last, t.seq LIMIT :first
"""
_MOVED = """
    SELECT t.id, t.title, c."before", c."after", c.reason
    FROM task_change c JOIN task t ON t.id = c.task
    WHERE c.field IN ('due', 'due_real', 'consequence_date') AND c."on" > :after
      AND c."on" <= :until
    ORDER BY c."on" DESC, c.seq
"""
_OURS = """
    SELECT t.id, t.title, s.status, count(*) OVER () AS number
    FROM task_state s JOIN task t ON t.id = s.task
    WHERE s.status IN ('started', 'done') AND (
        (s.done_on > :after AND s.done_on <= :until)
        OR s.id IN (
            SELECT e.record_id FROM journal_group g JOIN journal_entry e ON e.group_id = g.id
            WHERE substr(g.at, 1, 10) > :after AND substr(g.at, 1, 10) <= :until
              AND g.origin <> 'seed' AND e.kind = 'task_state'
              AND json_extract(e."after", '$.status') IS NOT NULL))
    ORDER BY s.status, s.done_on DESC, t.seq LIMIT :first
"""


def since_meeting(connection: sqlite3.Connection, meeting: str, today: date) -> Since | None:
    """What happened from the meeting before `meeting` until it, or until today.

    None when there is none before it. A task is new when the slides that announced it are; one
    without dated slides when it came into the store.
    """
    rows = meetings(connection, today)
    held = next((row for row in rows if row.id == meeting), None)
    former = meeting_before(rows, meeting)
    if held is None or former is None or former.first_day is None:
        return None
    after, until = former.first_day, min(held.last_day or 0, today.toordinal())
    days = {"after": _iso(after), "until": _iso(until), "first": FIRST}
    new, ours = (connection.execute(query, days).fetchall() for query in (_NEW, _OURS))
    return Since(
        before=former,
        new_tasks=new[0]["number"] if new else 0,
        first_new=tuple(NewTask(*tuple(row)[:4]) for row in new),
        moved=tuple(MovedDue(*row) for row in connection.execute(_MOVED, days)),
        ours=ours[0]["number"] if ours else 0,
        first_ours=tuple(OwnStatus(*tuple(row)[:3]) for row in ours),
        news=tuple(news_between(connection, after, until)),
        carried=tuple(
            row
            for row in agenda(connection, today)
            if isinstance(row, QuestionRow) and row.meeting == meeting and row.is_carried
        ),
    )


def _iso(day: int) -> str:
    return date.fromordinal(day).isoformat()

"""Meetings with their items and questions, the next meeting first."""

import json
import sqlite3
from datetime import date
from typing import Any, NamedTuple

from kombit_tui.db.queries.selecting import GroupRow, group_row


class MeetingRow(NamedTuple):
    """A meeting; its items and questions follow it in the list."""

    id: str
    title: str
    dates: tuple[str, ...]
    date: str | None
    date_text: str | None
    first_day: int | None
    last_day: int | None
    start: str | None
    end: str | None
    place: str | None
    link: str | None
    items: int
    unread: int
    questions: int
    open_questions: int
    source_file: str | None


class ItemRow(NamedTuple):
    """An item of an agenda with our preparation of it."""

    id: str
    meeting: str
    position: int | None
    title: str
    start: str | None
    end: str | None
    presenters: tuple[str, ...]
    presenter_titles: tuple[str, ...]
    emails: tuple[str, ...]
    pages: str | None
    subitems: tuple[str, ...]
    links: tuple[str, ...]
    text: str | None
    state: str
    own_text: str | None
    source_file: str | None
    source_first: int | None
    source_last: int | None


class QuestionRow(NamedTuple):
    """A question asked at or after a meeting, with its answer where there is one."""

    id: str
    meeting: str | None
    section: str | None
    question: str
    answer: str | None
    promised_for: str | None
    promised_text: str | None
    source_file: str | None
    source_first: int | None
    source_last: int | None


AgendaRow = MeetingRow | ItemRow | QuestionRow | GroupRow

_MEETINGS = """
    SELECT m.*, k.file AS source_file,
        (SELECT count(*) FROM agenda_item i WHERE i.meeting = m.id) AS items,
        (SELECT count(*) FROM agenda_item i WHERE i.meeting = m.id AND NOT EXISTS (
            SELECT 1 FROM preparation p WHERE p.item = i.id AND p.state <> 'unread')) AS unread,
        (SELECT count(*) FROM question q WHERE q.meeting = m.id) AS questions,
        (SELECT count(*) FROM question q WHERE q.meeting = m.id AND q.answer IS NULL)
            AS open_questions
    FROM meeting m LEFT JOIN source k ON k.id = m.source
"""
_ITEMS = """
    SELECT i.*, k.file AS source_file,
        coalesce((SELECT p.state FROM preparation p WHERE p.item = i.id
                  ORDER BY p.modified_at DESC LIMIT 1), 'unread') AS prepared,
        (SELECT group_concat(p.text, char(10)) FROM preparation p WHERE p.item = i.id) AS own_text
    FROM agenda_item i LEFT JOIN source k ON k.id = i.source
    ORDER BY i.position IS NULL, i.position, i.start, i.seq
"""
_QUESTIONS = """
    SELECT q.*, k.file AS source_file
    FROM question q LEFT JOIN source k ON k.id = q.source
    ORDER BY q.answer IS NOT NULL, q.source_first, q.seq
"""


def meetings(connection: sqlite3.Connection, today: date) -> list[MeetingRow]:
    """All meetings: the coming ones soonest first, then the past ones latest first."""
    rows = [_meeting(row) for row in connection.execute(_MEETINGS)]
    day = today.toordinal()
    coming = [row for row in rows if row.last_day is not None and row.last_day >= day]
    past = [row for row in rows if row.last_day is None or row.last_day < day]
    coming.sort(key=lambda row: (row.first_day or 0, row.id))
    past.sort(key=lambda row: (-(row.last_day or 0), row.id))
    return coming + past


def agenda(connection: sqlite3.Connection, today: date) -> list[AgendaRow]:
    """Every meeting followed by its items and its questions, the unanswered ones first."""
    listed: list[AgendaRow] = []
    items: dict[str | None, list[AgendaRow]] = {}
    for row in connection.execute(_ITEMS):
        items.setdefault(row["meeting"], []).append(_item(row))
    for row in connection.execute(_QUESTIONS):
        items.setdefault(row["meeting"], []).append(_question(row))
    for meeting in meetings(connection, today):
        listed.append(meeting)
        listed += items.pop(meeting.id, [])
    if items:
        listed.append(group_row("Uden møde"))
    for left_over in items.values():
        listed += left_over
    return listed


def next_meeting(connection: sqlite3.Connection, today: date) -> MeetingRow | None:
    """The meeting that comes next, or None when none is announced."""
    first = next(iter(meetings(connection, today)), None)
    is_coming = first is not None and (first.last_day or 0) >= today.toordinal()
    return first if is_coming else None


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(json.loads(value) or ()) if value else ()


def _meeting(row: sqlite3.Row) -> MeetingRow:
    return MeetingRow(
        id=row["id"],
        title=row["title"],
        dates=_texts(row["dates"]),
        date=row["date"],
        date_text=row["date_text"],
        first_day=row["date_first"],
        last_day=row["date_last"],
        start=row["start"],
        end=row["end"],
        place=row["place"],
        link=row["link"],
        items=row["items"],
        unread=row["unread"],
        questions=row["questions"],
        open_questions=row["open_questions"],
        source_file=row["source_file"],
    )


def _item(row: sqlite3.Row) -> ItemRow:
    return ItemRow(
        id=row["id"],
        meeting=row["meeting"],
        position=row["position"],
        title=row["title"],
        start=row["start"],
        end=row["end"],
        presenters=_texts(row["presenters"]),
        presenter_titles=_texts(row["presenter_titles"]),
        emails=_texts(row["emails"]),
        pages=row["pages"],
        subitems=_texts(row["subitems"]),
        links=_texts(row["links"]),
        text=row["text"],
        state=row["prepared"],
        own_text=row["own_text"],
        source_file=row["source_file"],
        source_first=row["source_first"],
        source_last=row["source_last"],
    )


def _question(row: sqlite3.Row) -> QuestionRow:
    return QuestionRow(
        id=row["id"],
        meeting=row["meeting"],
        section=row["section"],
        question=row["question"],
        answer=row["answer"],
        promised_for=row["promised_for"],
        promised_text=row["promised_for_text"],
        source_file=row["source_file"],
        source_first=row["source_first"],
        source_last=row["source_last"],
    )

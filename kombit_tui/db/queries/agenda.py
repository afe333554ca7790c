"""Meetings with their items and questions, the next meeting first.

Open questions stand under the meeting they are carried over to, every record in one place.
"""

import json
import sqlite3
from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from kombit_tui.db.queries.selecting import GroupRow, group_row
from kombit_tui.domain.meetings import Held, before, carried_to, coming


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
    recording: str | None
    items: int
    unread: int
    questions: int
    """Those that stand under it, also carried over from earlier ones."""
    open_questions: int
    source_file: str | None

    @property
    def read(self) -> int:
        """How many items are gone through."""
        return self.items - self.unread


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
    """Where it was asked."""
    item: str | None
    section: str | None
    question: str
    answer: str | None
    asked_by: str | None
    promised_for: str | None
    promised_text: str | None
    stands_under: str | None
    """The meeting that it is listed under: where it was asked, or where it is carried over to."""
    asked_on: str | None
    """The day of the meeting where it was asked; words where there is no better."""
    item_title: str | None
    source_file: str | None
    source_first: int | None
    source_last: int | None

    @property
    def is_carried(self) -> bool:
        """Whether it stands under another meeting than where it was asked."""
        return self.stands_under != self.meeting


AgendaRow = MeetingRow | ItemRow | QuestionRow | GroupRow

_STATE = """coalesce((SELECT p.state FROM preparation p WHERE p.item = i.id
    ORDER BY p.modified_at DESC, p.seq DESC LIMIT 1), 'unread')"""
_MEETINGS = f"""
    SELECT m.*, k.file AS source_file,
        (SELECT count(*) FROM agenda_item i WHERE i.meeting = m.id) AS items,
        (SELECT count(*) FROM agenda_item i WHERE i.meeting = m.id AND {_STATE} = 'unread')
            AS unread
    FROM meeting m LEFT JOIN source k ON k.id = m.source
"""
_ITEMS = f"""
    SELECT i.*, k.file AS source_file, {_STATE} AS prepared,
        (SELECT group_concat(p.text, char(10)) FROM preparation p WHERE p.item = i.id) AS own_text
    FROM agenda_item i LEFT JOIN source k ON k.id = i.source
    ORDER BY i.position IS NULL, i.position, i.start, i.seq
"""
_QUESTIONS = """
    SELECT q.*, k.file AS source_file, i.title AS item_title,
        coalesce(m.date, m.date_text, m.title) AS asked_on
    FROM question q LEFT JOIN source k ON k.id = q.source
    LEFT JOIN agenda_item i ON i.id = q.item LEFT JOIN meeting m ON m.id = q.meeting
    ORDER BY q.answer IS NOT NULL, q.source_first, q.seq
"""


def meetings(connection: sqlite3.Connection, today: date) -> list[MeetingRow]:
    """All meetings: the coming ones soonest first, then the past ones latest first."""
    rows = {row["id"]: _meeting(row) for row in connection.execute(_MEETINGS)}
    days = [_held(row) for row in rows.values()]
    asked = _asked(connection, days, today)
    ahead = [one.id for one in coming(days, today.toordinal())]
    past = sorted(
        (row for row in rows.values() if row.id not in ahead),
        key=lambda row: (-(row.last_day or 0), row.id),
    )
    found = [*(rows[one] for one in ahead), *past]
    under: dict[str | None, list[bool]] = {}
    for place, is_answered in asked.values():
        under.setdefault(place, []).append(is_answered)
    return [_counted(row, under.get(row.id, [])) for row in found]


def _counted(row: MeetingRow, answered: list[bool]) -> MeetingRow:
    return row._replace(questions=len(answered), open_questions=answered.count(False))


def _held(row: MeetingRow) -> Held:
    return Held(row.id, row.first_day, row.last_day)


def _asked(
    connection: sqlite3.Connection, days: list[Held], today: date
) -> dict[str, tuple[str | None, bool]]:
    """For each question the meeting it stands under, and whether it is answered."""
    found: dict[str, tuple[str | None, bool]] = {}
    query = "SELECT id, meeting, answer, promised_for_first, promised_for_last FROM question"
    for record_id, meeting, answer, first, last in connection.execute(query):
        place = carried_to(
            meeting,
            is_answered=bool(answer),
            promised=None if first is None or last is None else (first, last),
            meetings=days,
            today=today.toordinal(),
        )
        found[record_id] = (place or meeting, bool(answer))
    return found


def agenda(connection: sqlite3.Connection, today: date) -> list[AgendaRow]:
    """Every meeting followed by its items and questions, the unanswered ones first."""
    held = meetings(connection, today)
    asked = _asked(connection, [_held(row) for row in held], today)
    under: dict[str | None, list[AgendaRow]] = {}
    for row in connection.execute(_ITEMS):
        under.setdefault(row["meeting"], []).append(_item(row))
    for question in sorted(
        (_question(row, asked[row["id"]][0]) for row in connection.execute(_QUESTIONS)),
        key=lambda one: (bool(one.answer), one.is_carried),
    ):
        under.setdefault(question.stands_under, []).append(question)
    listed: list[AgendaRow] = []
    for meeting in held:
        listed += [meeting, *under.pop(meeting.id, [])]
    if under:
        listed.append(group_row("Uden møde"))
    for left_over in under.values():
        listed += left_over
    return listed


def meeting_before(rows: list[MeetingRow], meeting: str) -> MeetingRow | None:
    """The meeting held before one of `rows`."""
    found = before([_held(row) for row in rows], meeting)
    return next((row for row in rows if row.id == found), None)


def item_states(connection: sqlite3.Connection, items: Sequence[str]) -> dict[str, str]:
    """How far each of these items is prepared."""
    query = f"SELECT i.id, {_STATE} FROM agenda_item i WHERE i.id = ?"
    return {row[0]: row[1] for one in items for row in connection.execute(query, (one,))}


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
        recording=row["recording"],
        items=row["items"],
        unread=row["unread"],
        questions=0,
        open_questions=0,
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


def _question(row: sqlite3.Row, stands_under: str | None) -> QuestionRow:
    return QuestionRow(
        id=row["id"],
        meeting=row["meeting"],
        item=row["item"],
        section=row["section"],
        question=row["question"],
        answer=row["answer"],
        asked_by=row["asked_by"],
        promised_for=row["promised_for"],
        promised_text=row["promised_for_text"],
        stands_under=stands_under,
        asked_on=row["asked_on"],
        item_title=row["item_title"],
        source_file=row["source_file"],
        source_first=row["source_first"],
        source_last=row["source_last"],
    )

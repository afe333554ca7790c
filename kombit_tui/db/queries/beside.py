"""What stands beside an agenda item: tasks made of it, its questions, what of ours it touches."""

import sqlite3
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from kombit_tui.db.queries.agenda import ItemRow, MeetingRow, QuestionRow, agenda
from kombit_tui.db.queries.touching import touching
from kombit_tui.domain.touching import Touched


class MadeTask(NamedTuple):
    """A task that was made of an item."""

    id: str
    title: str
    status: str


class Beside(NamedTuple):
    """All that belongs to one item."""

    tasks: tuple[MadeTask, ...]
    questions: tuple[QuestionRow, ...]
    touched: tuple[Touched, ...]


class Papers(NamedTuple):
    """A meeting with all that belongs to it."""

    meeting: MeetingRow
    items: tuple[tuple[ItemRow, Beside], ...]
    questions: tuple[QuestionRow, ...]
    """Asked there or carried over to it."""


_MADE = """
    SELECT t.id, t.title, r.status FROM task t JOIN task_row r ON r.seq = t.seq
    WHERE t.item = ? ORDER BY t.seq
"""


def beside(connection: sqlite3.Connection, item: ItemRow, today: date) -> Beside:
    """What belongs to one item. Blocks; call it off the event loop."""
    questions = [row for row in agenda(connection, today) if isinstance(row, QuestionRow)]
    return _beside(connection, item, questions, today)


def papers(connection: sqlite3.Connection, meeting: str, today: date) -> Papers | None:
    """A meeting as its notes tell it; None when it is gone. Blocks."""
    rows = agenda(connection, today)
    held = next((row for row in rows if isinstance(row, MeetingRow) and row.id == meeting), None)
    if held is None:
        return None
    questions = [row for row in rows if isinstance(row, QuestionRow)]
    items = [row for row in rows if isinstance(row, ItemRow) and row.meeting == meeting]
    return Papers(
        held,
        tuple((item, _beside(connection, item, questions, today)) for item in items),
        tuple(row for row in questions if meeting in (row.meeting, row.stands_under)),
    )


def _beside(
    connection: sqlite3.Connection, item: ItemRow, questions: Sequence[QuestionRow], today: date
) -> Beside:
    return Beside(
        tuple(MadeTask(*row) for row in connection.execute(_MADE, (item.id,))),
        tuple(row for row in questions if row.item == item.id),
        tuple(touching(connection, item, today)),
    )

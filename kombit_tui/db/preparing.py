"""What is made of a meeting: a task of an item, an answer to a question.

Like `edits` it answers with changes and writes nothing.
"""

import sqlite3
from collections.abc import Sequence

from kombit_tui.db.changes import Update
from kombit_tui.db.edits import LOCAL, Edit, Me, named, split
from kombit_tui.db.forms import Part
from kombit_tui.db.queries.agenda import ItemRow
from kombit_tui.db.queries.records import Subject, record_values
from kombit_tui.db.queries.touching import project_of
from kombit_tui.domain.ids import new_id


def task_of(connection: sqlite3.Connection, item: ItemRow, me: Me) -> Part:
    """The form of a local task made of an item: its title, and the project that it names."""
    found = {"title": item.title, "project": project_of(connection, item)}
    preset = {name: value for name, value in found.items() if value is not None}
    preset |= {"kind": LOCAL, "item": item.id}
    return Part("task", new_id(me.municipality), preset, is_new=True, preset=preset)


def answer(connection: sqlite3.Connection, about: Sequence[Subject], text: str) -> Edit:
    """Answer questions. One that had no answer is no longer promised for a later meeting."""
    fit, refused = split(about, ("question",), "kan ikke besvares", ours=("question",))
    changes = []
    for one in fit:
        before = record_values(connection, "question", one.id) or {}
        kept = {} if before.get("answer") else {"promised_for": None}
        changes.append(Update(one.id, {"answer": text, **kept}))
    return Edit(tuple(fit), tuple(changes), refused, f"Svar på {named(fit)}")

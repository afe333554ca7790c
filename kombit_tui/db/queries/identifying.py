"""Which record a user means who writes an id, a part of one, or the code of a task."""

import sqlite3
from collections.abc import Sequence

from kombit_tui.db.queries.belonging import titles
from kombit_tui.db.queries.records import Subject, subjects
from kombit_tui.domain.text import clean
from kombit_tui.errors import RecordAmbiguous, RecordNotFound

SHORTEST = 4
"""So many letters of an id are the fewest that may stand for all of it."""
_TOLD = 5
_HIDDEN = ("task_state", "agreement_state", "campaign_state", "preparation", "note", "task_change")
"""Kinds that are told of with what they belong to: a part of an id never means one of them."""


def identified(connection: sqlite3.Connection, text: str) -> Subject:
    """The record called `text`: by its id, by the code of a task, by the end or beginning of an id.

    Raises:
        RecordNotFound: there is none.
        RecordAmbiguous: there are several.
    """
    said = clean(text).strip()
    for find in (_by_id, _by_code, _by_part):
        found = find(connection, said)
        if len(found) == 1:
            return subjects(connection, found)[0]
        if found:
            raise _ambiguous(connection, said, found)
    raise RecordNotFound(
        f"Ingen post hedder «{said}».", "Se id'erne med kombit-tui list tasks (sidst på linjen)."
    )


def _by_id(connection: sqlite3.Connection, said: str) -> list[str]:
    return _ids(connection, "SELECT id FROM record_index WHERE id = ?", said)


def _by_code(connection: sqlite3.Connection, said: str) -> list[str]:
    """Tasks with that code: those that are listed, or else any."""
    query = (
        "SELECT r.id FROM task_row r JOIN task t ON t.seq = r.seq "
        "WHERE t.code = ? COLLATE NOCASE AND r.is_ours >= ? LIMIT 20"
    )
    return _ids(connection, query, said, 1) or _ids(connection, query, said, 0)


def _by_part(connection: sqlite3.Connection, said: str) -> list[str]:
    if len(said) < SHORTEST:
        return []
    hidden = ",".join(f"'{kind}'" for kind in _HIDDEN)
    query = (
        f"SELECT id FROM record_index WHERE kind NOT IN ({hidden}) "
        "AND (substr(id, -length(?1)) = ?1 OR substr(id, 1, length(?1)) = ?1 "
        "OR instr(id, '-' || ?1)) LIMIT 20"
    )
    return _ids(connection, query, said)


def _ids(connection: sqlite3.Connection, query: str, *parameters: str | int) -> list[str]:
    return [row[0] for row in connection.execute(query, parameters)]


def _ambiguous(connection: sqlite3.Connection, said: str, found: Sequence[str]) -> RecordAmbiguous:
    named = titles(connection, found[:_TOLD])
    told = "\n".join(f"  {one}  {title}" for one, title in named.items())
    more = "\n  … og flere" if len(found) > _TOLD else ""
    return RecordAmbiguous(f"«{said}» kan være flere poster. Skriv mere af id'et:", f"{told}{more}")

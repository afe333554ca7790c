"""Into the bin: a record with what cannot be without it, and no pointers left to it.

What goes along is read off the declarations: what must have the record goes, what may have it
loses it. Like `edits` it answers with changes and writes nothing; the journal keeps all of it.
"""

import sqlite3
from collections.abc import Iterator, Sequence

from kombit_tui.db.changes import Change, Delete, Update
from kombit_tui.db.edits import READ_ONLY, Edit, named
from kombit_tui.db.queries.records import Subject, notes_about, pointing_to
from kombit_tui.domain.fields import Field, FieldType
from kombit_tui.domain.records import KINDS

_OWNED = {("question", "meeting"), ("milestone", "campaign")}
"""Kind and field of what may stand alone, but goes with the record it was made under."""


def remove(connection: sqlite3.Connection, about: Sequence[Subject]) -> Edit:
    """Delete records and what hangs on them."""
    ours = [one for one in about if one.is_ours]
    refused = tuple(READ_ONLY.format(title=one.title) for one in about if not one.is_ours)
    gone: dict[str, None] = {}
    cleared: dict[str, dict[str, None]] = {}
    for kind in dict.fromkeys(one.kind for one in ours):
        ids = [one.id for one in ours if one.kind == kind]
        _gather(connection, kind, ids, gone, cleared)
    changes: list[Change] = [
        Update(one, fields) for one, fields in cleared.items() if one not in gone
    ]
    # What hangs on a record goes before it: undo goes backwards and brings it back last.
    changes += [Delete(one) for one in reversed(gone)]
    return Edit(tuple(ours), tuple(changes), refused, f"Slettet: {named(ours)}" if ours else "")


def _gather(
    connection: sqlite3.Connection,
    kind: str,
    ids: Sequence[str],
    gone: dict[str, None],
    cleared: dict[str, dict[str, None]],
) -> None:
    """Put records of a kind into `gone` and then what goes with them; the rest in `cleared`."""
    ids = [one for one in ids if one not in gone]
    if not ids:
        return
    gone |= dict.fromkeys(ids)
    for other, field in _pointers_to(kind):
        found = pointing_to(connection, other, field.name, ids)
        if field.required or (other, field.name) in _OWNED:
            _gather(connection, other, found, gone, cleared)
        else:
            for one in found:
                cleared.setdefault(one, {})[field.name] = None
    gone |= dict.fromkeys(notes_about(connection, ids))


def _pointers_to(kind: str) -> Iterator[tuple[str, Field]]:
    for other in KINDS.values():
        for field in other.fields:
            if field.type is FieldType.REF and field.refers == kind:
                yield other.name, field

"""All there is to tell of one record of any kind, for the command line."""

import sqlite3
from collections.abc import Mapping
from typing import Any, NamedTuple

from kombit_tui.db.queries.belonging import titles
from kombit_tui.db.queries.records import Subject, pointing_to, record_values
from kombit_tui.domain.fields import FieldType
from kombit_tui.domain.records import KINDS

BESIDE: Mapping[str, tuple[str, str]] = {
    "task": ("task_state", "task"),
    "agreement": ("agreement_state", "agreement"),
    "campaign": ("campaign_state", "campaign"),
}
"""Kind of something announced -> the kind that tells what we do about it, and how it points."""


class Comment(NamedTuple):
    """What somebody wrote about a record."""

    text: str
    on: str | None
    by: str


class Single(NamedTuple):
    """A record."""

    id: str
    kind: str
    title: str
    is_ours: bool
    """Whether it may be changed here; what we do about it always may."""
    values: Mapping[str, Any]
    beside: Mapping[str, Any] | None
    """What we do about it; None where there is nothing such."""
    names: Mapping[str, str]
    """What the records that it points to are called."""
    comments: tuple[Comment, ...]


def single(connection: sqlite3.Connection, subject: Subject) -> Single:
    """All about a record that is there."""
    values = record_values(connection, subject.kind, subject.id) or {}
    beside = None
    if subject.kind in BESIDE:
        kind, field = BESIDE[subject.kind]
        found = pointing_to(connection, kind, field, [subject.id])
        beside = record_values(connection, kind, found[0]) if found else None
    pointed = [
        str(held[field.name])
        for kind, held in ((subject.kind, values), (BESIDE.get(subject.kind, ("",))[0], beside))
        for field in (KINDS[kind].fields if held else ())
        if held and field.type is FieldType.REF and held[field.name]
    ]
    rows = connection.execute(
        'SELECT text, "on", modified_by FROM note WHERE about = ? ORDER BY seq', (subject.id,)
    )
    return Single(
        *subject[:3],
        is_ours=subject.is_ours,
        values=values,
        beside=beside,
        names=titles(connection, pointed),
        comments=tuple(Comment(*row) for row in rows),
    )
